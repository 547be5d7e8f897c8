"""An estimate as CSV, JSON and Markdown files. Amounts are exact in CSV and JSON, and rounded in Markdown."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from pricing.export import assumption_tables, messages
from pricing.export.answers import EstimateData, ForecastMonthData, LineData
from pricing.export.estimates import LINE_COLUMNS, NO_IMAGES, book_in_words, line_columns, per_image, without_price
from pricing.export.file_text import PLAIN_FILE, FileTerms, csv_text, markdown_note, markdown_table, markdown_text
from pricing.prices import messages as unit_messages
from pricing.scenario import in_words
from pricing.scenario.messages import images_a_day
from pricing.values.exact import EXACT, plain
from pricing.values.month import Month
from pricing.wording import figures
from pricing.wording.messages import Message, cost_words, words

_MONTH_HEADS = (messages.MONTH, messages.IMAGES, messages.COST, messages.SOLD)
_WORKLOAD_HEADS = (
    messages.WORKLOAD,
    messages.MODEL,
    messages.IMAGES_A_DAY,
    messages.COST_AN_IMAGE,
    messages.COST_A_DAY,
    messages.COST_A_MONTH,
)
_LINE_HEADS = (
    messages.WHAT,
    messages.QUALITY,
    messages.SIZE,
    messages.QUANTITY_A_DAY,
    messages.RATE,
    messages.COST_A_DAY,
    messages.COST_A_MONTH,
    messages.HOW_READ,
)
CSV_COLUMNS = (*LINE_COLUMNS, "cost_per_month")


def to_json(data: Mapping[str, object], terms: FileTerms = PLAIN_FILE) -> str:
    """An answer of the API as a file, with name, note and link of the plan before its own keys."""
    about = {"name": terms.name, "note": terms.note, "link": terms.link}
    origin = {key: text for key, text in about.items() if text}
    return json.dumps({**origin, **data}, indent=2, ensure_ascii=False) + "\n"


def to_csv(data: EstimateData, terms: FileTerms = PLAIN_FILE) -> str:
    """The lines of an estimate, then its parts without a price; without totals, so that a column can be summed."""
    days = _days(data)
    rows: list[Mapping[str, object]] = [{**line, "cost_per_month": _per_month(line, days)} for line in data["lines"]]
    rows += [{**gap, "component": f"{gap['kind']}: {gap['reason']}"} for gap in data["unpriced"]]
    return csv_text(CSV_COLUMNS, rows, terms.form, texts=("workload",))


def _days(data: EstimateData) -> Decimal:
    """Days a month."""
    return Decimal(data["scenario"]["days"] or 0)


def _per_month(line: LineData, days: Decimal) -> str:
    if line["component"] == "own" and line["rate_unit"].endswith(" per month"):
        return line["rate"]
    return plain(EXACT.multiply(Decimal(line["cost_per_day"]), days))


def to_markdown(
    data: EstimateData, terms: FileTerms = PLAIN_FILE, decided: Sequence[str] = (), of_budget: str = ""
) -> str:
    """The estimate for people: rounded, with all assumptions.

    `decided` are the lines of `decision_lines.in_lines`, `of_budget` a sentence on whether the months are within it.
    """
    return "\n\n".join(_markdown(data, terms, decided, of_budget)) + "\n"


def markdown_heading(text: Message) -> str:
    return f"## {words(text)}"


def heading_lines(title: Message, terms: FileTerms) -> Iterator[str]:
    """The title of a Markdown file, with the name and the note of the plan."""
    yield f"# {markdown_text(words(messages.of_plan(terms.name, title)))}"
    if terms.note:
        yield markdown_note(terms.note)


def link_lines(terms: FileTerms) -> Iterator[str]:
    """A link to the plan; nothing if its address is not known."""
    if terms.link:
        yield f"[{words(messages.open_the_plan())}]({terms.link})"


def _markdown(data: EstimateData, terms: FileTerms, decided: Sequence[str], of_budget: str) -> Iterator[str]:
    yield from heading_lines(_title(data), terms)
    yield markdown_table([words(messages.COST), data["currency"]], _totals(data))
    if of_budget:
        yield of_budget
    if data["warnings"]:
        yield markdown_heading(messages.TO_KNOW)
        yield "\n".join(f"- {markdown_text(warning['message'])}" for warning in data["warnings"])
    if decided:
        yield markdown_heading(messages.TO_DECIDE)
        yield "\n".join(f"- {markdown_text(line)}" for line in decided)
    if len(data["workloads"]) > 1:
        yield markdown_heading(messages.WORKLOADS)
        yield markdown_table(*_workloads(data))
    yield markdown_heading(messages.LINES)
    yield markdown_table(*_lines(data))
    yield markdown_heading(messages.FORECAST)
    yield markdown_table([*map(words, _MONTH_HEADS)], [_month_row(row) for row in data["forecast"]])
    yield markdown_heading(messages.ASSUMPTIONS)
    for heads, *rows in assumption_tables.tables(data["scenario"], data["models"]):
        yield markdown_table([*map(markdown_text, heads)], [[*map(markdown_text, row)] for row in rows])
    yield markdown_heading(messages.SOURCES)
    sources = dict.fromkeys((line["source"], line["read_on"]) for line in data["lines"] if line["source"])
    yield "\n".join(f"- {words(unit_messages.read_source(source, _read(on)))}" for source, on in sources)
    yield book_in_words(data["price_book"])
    yield from link_lines(terms)


def _title(data: EstimateData) -> Message:
    workloads = data["workloads"]
    images = sum(workload["images"] for workload in workloads)
    prices = assumption_tables.prices_in_words(data["scenario"])
    model = in_words.model_name(workloads[0]["model"], data["models"])
    return messages.estimate_title(model, len(workloads), images, prices)


def _totals(data: EstimateData) -> list[list[str]]:
    no_images = per_image(data) == NO_IMAGES
    totals = [
        (messages.COST_AN_IMAGE, words(messages.NO_IMAGES) if no_images else money(data["per_image"])),
        (messages.COST_A_DAY, money(data["per_day"])),
        (messages.COST_A_MONTH, money(data["per_month"])),
    ]
    if names := without_price(data):
        totals.append((messages.cost_without(markdown_text(names)), money(data["per_month_priced"])))
    if data["per_user"] is not None:
        totals.append((messages.COST_A_USER, money(data["per_user"])))
    if data["revenue_percent"] is not None:
        part = figures.whole_percent(Decimal(data["revenue_percent"]).quantize(Decimal("0.1")))
        totals.append((messages.PART_OF_REVENUE, part))
    months, span = data["forecast"], messages.months
    if not all(month["sold"] for month in months):
        totals.append((messages.months_sold(len(months)), money(data["forecast_sold_total"])))
        span = messages.months_in_all
    totals.append((span(len(months)), money(data["forecast_total"])))
    return [[words(label), amount] for label, amount in totals]


def _workloads(data: EstimateData) -> tuple[list[str], list[list[str]]]:
    rows = [
        [
            markdown_text(row["name"]),
            in_words.model_name(row["model"], data["models"]),
            figures.number(row["images"]),
            money(row["per_image"]),
            money(row["per_day"]),
            money(row["per_month"]),
        ]
        for row in data["workloads"]
    ]
    return [*map(words, _WORKLOAD_HEADS)], rows


def _lines(data: EstimateData) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of the lines; the workload is the first column, if a workload has a name."""
    named, days = "workload" in line_columns(data), _days(data)
    rows = [
        [
            *([markdown_text(line["workload"])] if named else []),
            in_words.component(line["component"]),
            in_words.tier(line["tier"]),
            in_words.processed_size(line["size"], line["processing"]) if line["size"] else "",
            *_quantity_and_rate(line),
            money(line["cost_per_day"]),
            money(_per_month(line, days)),
            line["how_read"],
        ]
        for line in data["lines"]
    ]
    return [*map(words, (messages.WORKLOAD, *_LINE_HEADS) if named else _LINE_HEADS)], rows


def _quantity_and_rate(line: LineData) -> tuple[str, str]:
    """The quantity a day and the rate; a cost of the team's own that is paid by the month has no quantity."""
    quantity, rate = Decimal(line["quantity_per_day"]), Decimal(line["rate"])
    if line["component"] != "own":
        shown = unit_messages.quantity(figures.rounded(quantity), line["unit"])
        return words(shown), words(unit_messages.rate(rate, line["rate_unit"]))
    if line["unit"] == "images":
        return words(images_a_day(int(quantity))), words(messages.own_rate("image", rate))
    return "", words(messages.own_rate("month", rate))


def _month_row(row: ForecastMonthData) -> list[str]:
    return [_month(row["month"]), figures.number(row["images"]), money(row["cost"]), _yes_no(row["sold"])]


def _yes_no(yes: bool) -> str:
    return words(messages.YES if yes else messages.NO)


def _month(text: str) -> str:
    return figures.month(_month_of(text))


def _month_of(text: str) -> Month:
    return Month.of(dt.date.fromisoformat(f"{text}-01"))


def money(amount: str | None) -> str:
    """An amount of an answer for people; "Not priced" for None."""
    return cost_words(None if amount is None else Decimal(amount))


def read_in_words(on: str) -> str:
    """The day on which a source was read, or the month in or before which, for people; empty for an empty text."""
    if not on:
        return ""
    read = _read(on)
    return words(messages.read_by(read)) if isinstance(read, Month) else figures.day(read)


def _read(on: str) -> dt.date | Month:
    """The day on which a source was read, or the latest month, from the text of an answer."""
    return _month_of(on.removeprefix("../")) if on.startswith("../") else dt.date.fromisoformat(on)


MEDIA_TYPES: Mapping[str, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}
"""File extension -> media type."""
WRITERS: Mapping[str, Callable[[EstimateData, FileTerms], str]] = {"json": to_json, "csv": to_csv, "md": to_markdown}
"""File extension -> function that writes an estimate."""

"""An estimate as CSV, JSON and Markdown files: exact, but in Markdown, which people read."""

import datetime as dt
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal

from pricing.export import assumption_tables, messages
from pricing.export.answers import EstimateData, ForecastMonthData, LineData
from pricing.export.estimates import LINE_COLUMNS, NO_IMAGES, book_in_words, line_columns, per_image, without_price
from pricing.export.file_text import PLAIN_FILE, FileTerms, csv_text, markdown_table, markdown_text
from pricing.scenario import in_words
from pricing.scenario.messages import images_a_day
from pricing.values.exact import EXACT, plain
from pricing.values.month import Month
from pricing.wording import figures
from pricing.wording.messages import words

CSV_COLUMNS = (*LINE_COLUMNS, "cost_per_month")


def to_json(data: Mapping[str, object], terms: FileTerms = PLAIN_FILE) -> str:
    """What an answer of the API says, after where the file is from."""
    about = {"name": terms.name, "note": terms.note, "link": terms.link}
    given = {key: text for key, text in about.items() if text}
    return json.dumps({**given, **data}, indent=2, ensure_ascii=False) + "\n"


def to_csv(data: EstimateData, terms: FileTerms = PLAIN_FILE) -> str:
    """The lines of an estimate, and what has no price; nothing that adds others up, so that a column can be summed."""
    days = _days(data)
    rows: list[Mapping[str, object]] = [{**line, "cost_per_month": _per_month(line, days)} for line in data["lines"]]
    rows += [{**gap, "component": f"{gap['kind']}: {gap['reason']}"} for gap in data["unpriced"]]
    return csv_text(CSV_COLUMNS, rows, terms.form, texts=("workload",))


def _days(data: EstimateData) -> Decimal:
    """Days a month; every scenario has them."""
    return Decimal(data["scenario"]["days"] or 0)


def _per_month(line: LineData, days: Decimal) -> str:
    if line["component"] == "own" and line["rate_unit"].endswith(" per month"):
        return line["rate"]
    return plain(EXACT.multiply(Decimal(line["cost_per_day"]), days))


def to_markdown(
    data: EstimateData, terms: FileTerms = PLAIN_FILE, decided: Sequence[str] = (), of_budget: str = ""
) -> str:
    """The estimate for people: rounded, with everything that it assumes, and maybe with what can be decided.

    `of_budget` says whether the months are within it.
    """
    return "\n\n".join(_markdown(data, terms, decided, of_budget)) + "\n"


def heading_lines(title: str, terms: FileTerms) -> Iterator[str]:
    """The title of a Markdown file, with the name and the note of the plan."""
    yield f"# {markdown_text(terms.name)}: {title}" if terms.name else f"# {title}"
    if terms.note:
        yield markdown_text(terms.note)


def link_lines(terms: FileTerms) -> Iterator[str]:
    """The way back to the plan."""
    if terms.link:
        yield f"[{words(messages.open_the_plan())}]({terms.link})"


def _markdown(data: EstimateData, terms: FileTerms, decided: Sequence[str], of_budget: str) -> Iterator[str]:
    yield from heading_lines(_title(data), terms)
    yield markdown_table(["Cost", data["currency"]], _totals(data))
    if of_budget:
        yield of_budget
    if data["warnings"]:
        yield "## To know"
        yield "\n".join(f"- {markdown_text(warning['message'])}" for warning in data["warnings"])
    if decided:
        yield "## To decide"
        yield "\n".join(f"- {markdown_text(line)}" for line in decided)
    if len(data["workloads"]) > 1:
        yield "## Workloads"
        yield markdown_table(*_workloads(data))
    yield "## The bill, line by line"
    yield markdown_table(*_lines(data))
    yield "## Forecast"
    yield markdown_table(["Month", "Images", "Cost", "Sold"], [_month_row(row) for row in data["forecast"]])
    yield "## Assumptions"
    for heads, *rows in assumption_tables.tables(data["scenario"]):
        yield markdown_table([*map(markdown_text, heads)], [[*map(markdown_text, row)] for row in rows])
    yield "## Sources"
    sources = dict.fromkeys((line["source"], line["read_on"]) for line in data["lines"] if line["source"])
    yield "\n".join(f"- {source}, read {read_in_words(read_on)}" for source, read_on in sources)
    yield book_in_words(data["price_book"])
    yield from link_lines(terms)


def _title(data: EstimateData) -> str:
    workloads = data["workloads"]
    what = workloads[0]["model"] if len(workloads) == 1 else f"{len(workloads)} workloads"
    images = sum(workload["images"] for workload in workloads)
    prices = assumption_tables.prices_in_words(data["scenario"])
    return f"{what}, {words(images_a_day(images))}, prices of {prices}"


def _totals(data: EstimateData) -> list[list[str]]:
    an_image = "No images" if per_image(data) == NO_IMAGES else money(data["per_image"])
    totals = [
        ["Cost an image", an_image],
        ["Cost a day", money(data["per_day"])],
        ["Cost a month", money(data["per_month"])],
    ]
    if names := without_price(data):
        totals.append([f"Cost a month without {markdown_text(names)}", money(data["per_month_priced"])])
    if data["per_user"] is not None:
        totals.append(["Cost a user a month", money(data["per_user"])])
    if data["revenue_percent"] is not None:
        totals.append(
            ["Part of revenue", figures.whole_percent(Decimal(data["revenue_percent"]).quantize(Decimal("0.1")))]
        )
    months = data["forecast"]
    span = "1 month" if len(months) == 1 else f"{len(months)} months"
    if not all(month["sold"] for month in months):
        totals.append([f"{span}, what can be bought", money(data["forecast_sold_total"])])
        span += ", everything"
    return [*totals, [span, money(data["forecast_total"])]]


def _workloads(data: EstimateData) -> tuple[list[str], list[list[str]]]:
    rows = [
        [
            markdown_text(row["name"]),
            row["model"],
            figures.number(row["images"]),
            money(row["per_image"]),
            money(row["per_day"]),
            money(row["per_month"]),
        ]
        for row in data["workloads"]
    ]
    return ["Workload", "Model", "Images a day", "Cost an image", "Cost a day", "Cost a month"], rows


def _lines(data: EstimateData) -> tuple[list[str], list[list[str]]]:
    """The lines with their rates; the workload first, where one has a name."""
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
    heads = ["What", "Quality", "Size", "Quantity a day", "Rate", "Cost a day", "Cost a month", "How it was read"]
    return (["Workload", *heads] if named else heads), rows


def _quantity_and_rate(line: LineData) -> tuple[str, str]:
    """How much a day, at which rate; of what the team pays a month the rate says it all."""
    quantity, rate = Decimal(line["quantity_per_day"]), Decimal(line["rate"])
    if line["component"] != "own":
        return f"{figures.rounded(quantity)} {line['unit']}", f"{figures.number(rate)} {line['rate_unit']}"
    if line["unit"] == "images":
        return words(images_a_day(int(quantity))), words(messages.own_rate("image", rate))
    return "", words(messages.own_rate("month", rate))


def _month_row(row: ForecastMonthData) -> list[str]:
    return [_month(row["month"]), figures.number(row["images"]), money(row["cost"]), "yes" if row["sold"] else "no"]


def _month(text: str) -> str:
    return figures.month(Month.of(dt.date.fromisoformat(f"{text}-01")))


def money(amount: str | None) -> str:
    """An amount of an answer as people read it."""
    return figures.money(None if amount is None else Decimal(amount))


def read_in_words(on: str) -> str:
    """The day a source was read, or the month at the latest, for people; empty for none."""
    if not on:
        return ""
    if on.startswith("../"):
        return f"in or before {_month(on.removeprefix('../'))}"
    return figures.day(dt.date.fromisoformat(on))


MEDIA_TYPES: Mapping[str, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}
"""File ending -> media type."""
WRITERS: Mapping[str, Callable[[EstimateData, FileTerms], str]] = {"json": to_json, "csv": to_csv, "md": to_markdown}
"""File ending -> writer of an estimate."""

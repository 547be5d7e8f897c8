"""An estimate written out: as data for the API, and as CSV, JSON and Markdown files.

Amounts are exact, as plain decimal text, but in Markdown, which people read. `read_on` is the day a source was read, or
`../2026-10` where only the latest month is known: the open interval of ISO 8601-2.
"""

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from pricing.bill.estimate import Bill, Estimate, Line, OwnLine
from pricing.bill.forecast import first_over_budget, forecast, horizon
from pricing.bill.users import part_of_revenue, per_user
from pricing.explain.notices import notices
from pricing.export import assumptions, words
from pricing.export.cells import markdown_table, markdown_text, safe_cell
from pricing.prices import PriceBooks
from pricing.prices.revision import BookRevision, revision_of
from pricing.scenario import link
from pricing.scenario.fields import FIELDS
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT, plain
from pricing.values.month import Month
from pricing.wording import figures
from pricing.wording.sentences import sentence

LINE_COLUMNS = (
    "workload", "component", "tier", "size", "processing", "quantity_per_day", "unit", "rate", "rate_unit",
    "cost_per_day", "source", "read_on", "confidence",
)  # fmt: skip
CSV_COLUMNS = (*LINE_COLUMNS, "cost_per_month")
NO_IMAGES = "no images"
WORKLOAD_COLUMNS = ("name", "model", "images", "per_image", "per_day", "per_month")


def estimate_data(estimate: Estimate, books: PriceBooks, today: dt.date) -> dict[str, Any]:
    """The answer of `GET /api/estimate`.

    `price_book` is the state of the price book (`pricing.prices.revision`): with another one the same scenario costs
    something else where a price was corrected. `per_month_priced` is the cost of the workloads that have a price, null
    where none has. `per_user` and `revenue_percent` are of a month, null without users or revenue. `forecast_total` is
    every month at the pinned rates; `sold` says whether every model can be bought on the first day of a month, and
    `forecast_sold_total` sums what can be bought. `over_budget` is the first month above the budget, of those that can
    be bought where there are any.
    """
    months = forecast(estimate)
    span = horizon(months)
    over = first_over_budget(estimate.scenario, months, of_sold=True)
    priced = any(bill.per_month is not None for bill in estimate.bills)
    return {
        "scenario": scenario_data(estimate.scenario),
        "price_book": book_data(books),
        "currency": "USD",
        "per_image": text(estimate.per_image),
        "per_day": text(estimate.per_day),
        "per_month": text(estimate.per_month),
        "per_month_priced": text(estimate.priced_per_month) if priced else None,
        "per_user": text(per_user(estimate)),
        "revenue_percent": text(part_of_revenue(estimate)),
        "forecast": [
            {"month": str(month.month), "images": month.images, "cost": text(month.cost), "sold": month.sold}
            for month in months
        ],
        "forecast_total": text(span.total),
        "forecast_sold_total": text(span.sold_total),
        "over_budget": None if over is None else str(over),
        "lines": [*map(line_data, estimate.lines), *map(own_line_data, estimate.own)],
        "workloads": [workload_data(bill) for bill in estimate.bills],
        "unpriced": unpriced_data(estimate),
        "warnings": [
            {"code": notice.code, "message": sentence(notice.said)} for notice in notices(estimate, books, today)
        ],
    }


def unpriced_data(estimate: Estimate) -> list[dict[str, Any]]:
    """What has no price, and why."""
    return [gap._asdict() | {"size": str(gap.size), "reason": sentence(gap.reason)} for gap in estimate.unpriced]


def book_data(books: PriceBooks) -> dict[str, str]:
    """The state of the price book that figures are made with."""
    found = revision_of(books)
    return {"revision": found.hash, "day": found.day.isoformat()}


def book_in_words(data: Mapping[str, Any]) -> str:
    """The same for people, as a sentence."""
    told = data["price_book"]
    found = BookRevision(told["revision"], dt.date.fromisoformat(told["day"]))
    return f"Price book: {words.book_revision(found)}."


def scenario_data(scenario: Scenario) -> dict[str, str | None]:
    """Every field of a scenario but its comparison, keyed and written as in a link; null where a link has none."""
    found: dict[str, str | None] = {"v": link.version(scenario)}
    for place, workload in enumerate(scenario.workloads, 1):
        for field in FIELDS.values():
            if field.of == "workload" or (field.of == "scenario" and place == 1):
                value = getattr(scenario if field.of == "scenario" else workload, field.key)
                written = None if value == field.absent else field.write(value)
                found[link.numbered(place, field.key)] = written
    return found


def workload_data(bill: Bill) -> dict[str, Any]:
    """What a workload costs, keyed by `WORKLOAD_COLUMNS`."""
    return {
        "name": bill.workload.name,
        "model": bill.workload.model,
        "images": bill.workload.images,
        "per_image": text(bill.per_image),
        "per_day": text(bill.per_day),
        "per_month": text(bill.per_month),
    }


def line_data(line: Line) -> dict[str, str]:
    """One line of the bill, keyed by `LINE_COLUMNS`."""
    return {
        "workload": line.workload,
        "component": line.component,
        "tier": line.tier,
        "size": str(line.size),
        "processing": line.processing,
        "quantity_per_day": plain(line.quantity_per_day),
        "unit": line.unit,
        "rate": plain(line.price.amount),
        "rate_unit": line.price.unit,
        "cost_per_day": plain(line.cost_per_day),
        "source": line.source.address or line.source.title,
        "read_on": line.source.read_on,
        "confidence": line.confidence,
    }


def own_line_data(line: OwnLine) -> dict[str, str]:
    """What the team pays itself, keyed by `LINE_COLUMNS`; of a sum a month to 12 decimals."""
    return dict.fromkeys(LINE_COLUMNS, "") | {
        "component": "own",
        "quantity_per_day": plain(line.quantity_per_day),
        "unit": f"{line.what}s",
        "rate": plain(line.rate),
        "rate_unit": f"USD per {line.what}",
        "cost_per_day": plain(line.cost_per_day),
    }


def line_columns(data: Mapping[str, Any]) -> tuple[str, ...]:
    """The columns of the lines for people: without the workload where none has a name."""
    named = any(workload["name"] for workload in data["workloads"])
    return LINE_COLUMNS if named else tuple(column for column in LINE_COLUMNS if column != "workload")


def per_image(data: Mapping[str, Any]) -> str | None:
    """The cost an image for people; None where there is no price."""
    cost: str | None = data["per_image"]
    return NO_IMAGES if cost is None and data["per_day"] is not None else cost


def without_price(data: Mapping[str, Any]) -> str:
    """The names of the workloads that have no price, where others have one; else empty."""
    if data["per_month"] is not None or data["per_month_priced"] is None:
        return ""
    return ", ".join(workload["name"] for workload in data["workloads"] if workload["per_month"] is None)


def text(amount: Decimal | None) -> str | None:
    """An amount as exact text, None as None."""
    return None if amount is None else plain(amount)


def to_json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def to_csv(data: Mapping[str, Any]) -> str:
    """The lines of an estimate, and what has no price; nothing that adds others up, so that a column can be summed."""
    days = Decimal(data["scenario"]["days"])
    rows = [{**line, "cost_per_month": _per_month(line, days)} for line in data["lines"]]
    rows += [{**gap, "component": f"not priced: {gap['reason']}"} for gap in data["unpriced"]]
    out = io.StringIO()
    table = csv.DictWriter(out, CSV_COLUMNS, lineterminator="\r\n", extrasaction="ignore")
    table.writeheader()
    for row in rows:
        table.writerow({key: safe_cell(value) for key, value in row.items()})
    return out.getvalue()


def _per_month(line: Mapping[str, str], days: Decimal) -> str:
    if line["rate_unit"] == "USD per month":
        return line["rate"]
    return plain(EXACT.multiply(Decimal(line["cost_per_day"]), days))


def to_markdown(data: Mapping[str, Any], decided: Sequence[str] = ()) -> str:
    """The estimate for people: rounded, with everything that it assumes, and maybe with what can be decided."""
    return "\n\n".join(_markdown(data, decided)) + "\n"


def _markdown(data: Mapping[str, Any], decided: Sequence[str]) -> Iterator[str]:
    yield f"# {_title(data)}"
    yield markdown_table(["Cost", "USD"], _totals(data))
    if data["scenario"]["budget"] is not None:
        yield _budget(data)
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
    for heads, *rows in assumptions.tables(data["scenario"]):
        yield markdown_table([*map(markdown_text, heads)], [[*map(markdown_text, row)] for row in rows])
    yield "## Sources"
    found = dict.fromkeys((line["source"], line["read_on"]) for line in data["lines"] if line["source"])
    yield "\n".join(f"- {source}, read {_read(read_on)}" for source, read_on in found)
    yield book_in_words(data)


def _title(data: Mapping[str, Any]) -> str:
    workloads = data["workloads"]
    what = workloads[0]["model"] if len(workloads) == 1 else f"{len(workloads)} workloads"
    images = sum(workload["images"] for workload in workloads)
    prices = assumptions.prices_in_words(data["scenario"]["prices"])
    return f"{what}, {figures.number(images)} images a day, prices of {prices}"


def _totals(data: Mapping[str, Any]) -> list[list[str]]:
    an_image = "No images" if per_image(data) == NO_IMAGES else _money(data["per_image"])
    totals = [
        ["Cost an image", an_image],
        ["Cost a day", _money(data["per_day"])],
        ["Cost a month", _money(data["per_month"])],
    ]
    if names := without_price(data):
        totals.append([f"Cost a month without {markdown_text(names)}", _money(data["per_month_priced"])])
    if data["per_user"] is not None:
        totals.append(["Cost a user a month", _money(data["per_user"])])
    if data["revenue_percent"] is not None:
        totals.append(
            ["Part of revenue", figures.whole_percent(Decimal(data["revenue_percent"]).quantize(Decimal("0.1")))]
        )
    months = data["forecast"]
    span = "1 month" if len(months) == 1 else f"{len(months)} months"
    if not all(month["sold"] for month in months):
        totals.append([f"{span}, what can be bought", _money(data["forecast_sold_total"])])
        span += ", everything"
    return [*totals, [span, _money(data["forecast_total"])]]


def _budget(data: Mapping[str, Any]) -> str:
    budget, over = _money(data["scenario"]["budget"]), data["over_budget"]
    if data["per_month"] is None:
        return f"The budget is {budget} a month."
    if over is None:
        return f"Every month is within the budget of {budget} a month."
    return f"Above the budget of {budget} a month from {_month(over)}."


def _workloads(data: Mapping[str, Any]) -> tuple[list[str], list[list[str]]]:
    rows = [
        [
            markdown_text(row["name"]), row["model"], figures.number(row["images"]),
            _money(row["per_image"]), _money(row["per_day"]), _money(row["per_month"]),
        ]
        for row in data["workloads"]
    ]  # fmt: skip
    return ["Workload", "Model", "Images a day", "Cost an image", "Cost a day", "Cost a month"], rows


def _lines(data: Mapping[str, Any]) -> tuple[list[str], list[list[str]]]:
    """The lines with their rates; the workload first, where one has a name."""
    named, days = "workload" in line_columns(data), Decimal(data["scenario"]["days"])
    rows = [
        [
            *([markdown_text(line["workload"])] if named else []),
            words.COMPONENTS[line["component"]], words.TIERS.get(line["tier"], ""),
            words.processed_size(line["size"], line["processing"]) if line["size"] else "",
            f"{figures.rounded(Decimal(line['quantity_per_day']))} {line['unit']}",
            f"{figures.number(Decimal(line['rate']))} {line['rate_unit']}",
            _money(line["cost_per_day"]), _money(_per_month(line, days)), line["confidence"],
        ]
        for line in data["lines"]
    ]  # fmt: skip
    heads = ["What", "Quality", "Size", "Quantity a day", "Rate", "Cost a day", "Cost a month", "How sure"]
    return (["Workload", *heads] if named else heads), rows


def _month_row(row: Mapping[str, Any]) -> list[str]:
    return [_month(row["month"]), figures.number(row["images"]), _money(row["cost"]), "yes" if row["sold"] else "no"]


def _month(text: str) -> str:
    return figures.month(Month.of(dt.date.fromisoformat(f"{text}-01")))


def _money(amount: str | None) -> str:
    return figures.money(None if amount is None else Decimal(amount))


def _read(on: str) -> str:
    """The day a source was read, or the month at the latest, for people."""
    if on.startswith("../"):
        return f"in or before {_month(on.removeprefix('../'))}"
    return figures.day(dt.date.fromisoformat(on))


Writer = Callable[[Mapping[str, Any]], str]
MEDIA_TYPES: Mapping[str, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}
"""File ending -> media type."""
WRITERS: Mapping[str, Writer] = {"json": to_json, "csv": to_csv, "md": to_markdown}
"""File ending -> writer of an estimate."""

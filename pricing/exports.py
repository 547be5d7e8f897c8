"""An estimate written out: as data for the API, and as CSV, JSON and Markdown files.

Amounts are exact, as plain decimal text; nothing is rounded here. `read_on` is the day a source was read, or
`../2026-10` where only the latest month is known: the open interval of ISO 8601-2.
"""

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from pricing import link
from pricing.estimate import Estimate, Line
from pricing.exact import plain
from pricing.forecast import forecast, horizon
from pricing.notices import notices
from pricing.prices import PriceBooks

_ADDRESS = re.compile(r"www(?=\.)|\.(?=[^\W\d_]{2})|:(?=//)|\b(?:mailto|xmpp):|@", re.IGNORECASE)
"""Where an address, or one of mail, can be cut so that nobody takes it for a link."""
LINE_COLUMNS = (
    "component", "tier", "size", "processing", "quantity_per_day", "unit", "rate", "rate_unit", "cost_per_day",
    "source", "read_on", "confidence",
)  # fmt: skip


def estimate_data(bill: Estimate, books: PriceBooks, today: dt.date) -> dict[str, Any]:
    """The answer of `GET /api/estimate`.

    `forecast_total` is every month at the pinned rates; `sold` says whether the model can be bought on the first day
    of a month, and `forecast_sold_total` sums those months.
    """
    months = forecast(bill)
    span = horizon(bill, months)
    return {
        "scenario": {**link.write(bill.scenario), "budget": text(bill.scenario.budget)},
        "currency": "USD",
        "per_image": text(bill.per_image),
        "per_day": text(bill.per_day),
        "per_month": text(bill.per_month),
        "forecast": [
            {"month": str(month.month), "images": month.images, "cost": text(month.cost), "sold": month.sold}
            for month in months
        ],
        "forecast_total": text(span.total),
        "forecast_sold_total": text(span.sold_total),
        "lines": [line_data(bill, line) for line in bill.lines],
        "unpriced": [
            {"tier": gap.tier, "size": str(gap.size), "reason": gap.reason} for gap in bill.unpriced
        ],
        "warnings": [notice._asdict() for notice in notices(bill, books, today)],
    }  # fmt: skip


def line_data(bill: Estimate, line: Line) -> dict[str, str]:
    """One line of the bill, keyed by `LINE_COLUMNS`."""
    source = bill.source(line.price)
    return {
        "component": line.component,
        "tier": line.tier,
        "size": str(line.size),
        "processing": line.processing,
        "quantity_per_day": plain(line.quantity_per_day),
        "unit": line.unit,
        "rate": plain(line.price.amount),
        "rate_unit": line.price.unit,
        "cost_per_day": plain(line.cost_per_day),
        "source": source.address or source.title,
        "read_on": source.read_on,
        "confidence": line.confidence,
    }


def text(amount: Decimal | None) -> str | None:
    """An amount as exact text, None as None."""
    return None if amount is None else plain(amount)


def to_json(data: Mapping[str, Any]) -> str:
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def to_csv(data: Mapping[str, Any]) -> str:
    """The lines of an estimate, and their total when everything has a price."""
    out = io.StringIO()
    table = csv.DictWriter(out, LINE_COLUMNS, lineterminator="\r\n")
    table.writeheader()
    table.writerows(data["lines"])
    for gap in data["unpriced"]:
        table.writerow({"component": f"not priced: {gap['reason']}", "tier": gap["tier"], "size": gap["size"]})
    if data["per_day"] is not None:
        table.writerow({"component": "total", "cost_per_day": data["per_day"]})
    return out.getvalue()


def to_markdown(data: Mapping[str, Any]) -> str:
    """Totals, lines, forecast and warnings as Markdown tables."""
    missing = "not priced"
    scenario = data["scenario"]
    totals = [("an image", "per_image"), ("a day", "per_day"), ("a month", "per_month")]
    totals += [("months it is sold", "forecast_sold_total"), ("every month", "forecast_total")]
    parts = [
        f"# {scenario['model']}, {int(scenario['images']):,} images a day, prices of {scenario['prices']}",
        markdown_table(["cost", "USD"], [[name, data[key] or missing] for name, key in totals]),
        "## Lines",
        markdown_table(LINE_COLUMNS, [[line[column] for column in LINE_COLUMNS] for line in data["lines"]]),
        "## Forecast",
        markdown_table(
            ["month", "images", "USD", "sold"],
            [
                [row["month"], str(row["images"]), row["cost"] or missing, "yes" if row["sold"] else "no"]
                for row in data["forecast"]
            ],
        ),
    ]
    if data["warnings"]:
        parts += ["## To know", "\n".join(f"- {warning['message']}" for warning in data["warnings"])]
    return "\n\n".join(parts) + "\n"


def markdown_text(text: str) -> str:
    """Text of a Markdown file that is shown as it is: no markup, HTML or link is made of it."""
    escaped = "".join(f"\\{char}" if char in r"\`*_[]<>#" else char for char in text)
    # Readers look for bare addresses after escapes are read: a space of no width keeps them text.
    return _ADDRESS.sub("\\g<0>\u200b", escaped)


def markdown_table(header: Any, rows: list[list[str]]) -> str:
    """A Markdown table; pipes in cells are escaped."""

    def lines() -> Iterator[str]:
        yield "| " + " | ".join(header) + " |"
        yield "|" + "---|" * len(header)
        for row in rows:
            yield "| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |"

    return "\n".join(lines())


Writer = Callable[[Mapping[str, Any]], str]
MEDIA_TYPES: Mapping[str, str] = {
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}
"""File ending -> media type."""
WRITERS: Mapping[str, Writer] = {"json": to_json, "csv": to_csv, "md": to_markdown}
"""File ending -> writer of an estimate."""

"""A comparison written out: as data for the API, and as CSV, JSON and Markdown files."""

import csv
import datetime as dt
import io
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pricing import comparison as comparisons
from pricing import link
from pricing.choice import choose, crossings, obstacles, times_cheapest
from pricing.compare import Row, Table
from pricing.comparison import Comparison
from pricing.exact import EXACT
from pricing.exports import Writer, line_data, markdown_table, markdown_text, text, to_json
from pricing.live import Offer, cheapest_live
from pricing.prices import PriceBooks
from pricing.subscription import Combination

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)
COLUMNS = (
    "service", "name", "billing", "offered", "per_month", "per_image", "per_generation", "per_megapixel",
    "times_cheapest", "difference", "quality", "size", "moved", "purchase", "ends", "confidence", "limits", "remark",
)  # fmt: skip


def compare_data(table: Table, comparison: Comparison, books: PriceBooks, today: dt.date) -> dict[str, Any]:
    """The answer of `GET /api/compare`; quotients have 12 decimals, all other amounts are exact.

    `choice` is the cheapest service of these that fits (`pricing.choice.obstacles`), `choice_in_book` the cheapest
    live one of the whole price book, `choice_of_vendor` that of the plan's own vendor. A service that nobody can
    buy any more keeps its figures, but is not ranked: its `times_cheapest` is null, and no crossing names it.
    """
    chosen, live = choose(table, today), cheapest_live(table, comparison, books, today)
    return {
        "scenario": {**link.write(table.scenario), "budget": text(table.scenario.budget)},
        "comparison": comparisons.write(comparison, books.listed),
        "currency": "USD",
        "left_out": str(table.left_out),
        "services": [row_data(row, table, books, today) for row in table.rows],
        "absent": list(table.absent),
        "choice": None if chosen is None else {
            "service": chosen.row.id,
            "per_month": text(chosen.cost),
            "saving": text(chosen.saving),
            "needed_from": None if chosen.needed_from is None else chosen.needed_from.isoformat(),
        },
        "live_in_book": live.services,
        "choice_in_book": offer_data(live.cheapest),
        "choice_of_vendor": offer_data(live.of_vendor),
        "crossings": [
            {
                "images": cross.images,
                "cheaper_below": cross.cheaper_below.id,
                "cheaper_above": cross.cheaper_above.id,
                "always_below": cross.always_below,
            }
            for cross in crossings(table, today)
        ],
    }  # fmt: skip


def offer_data(offer: Offer | None) -> dict[str, Any] | None:
    """A service of the price book and what the plan costs there a month."""
    return None if offer is None else {"service": offer.service.id, "per_month": text(offer.cost)}


def row_data(row: Row, table: Table, books: PriceBooks, today: dt.date) -> dict[str, Any]:
    """One service, keyed by `COLUMNS`, with the lines of its bill."""
    return {
        "service": row.id,
        "name": row.name,
        "billing": row.kind,
        "offered": row.per_month is not None,
        "per_month": text(row.per_month),
        "per_image": text(row.per_image),
        "per_generation": text(row.per_generation),
        "per_megapixel": text(row.per_megapixel),
        "times_cheapest": text(times_cheapest(row, table, today)),
        "difference": text(difference(row, table)),
        "quality": str(row.quality),
        "size": str(row.size),
        "moved": "; ".join(f"{move.asked} as {move.sold}" for move in row.moves),
        "purchase": purchase(row.combination) if row.combination else "",
        "ends": row.ends.isoformat() if row.ends else "",
        "confidence": str(row.confidence or ""),
        "limits": "; ".join(obstacles(row, table.scenario, today)),
        "remark": remark(row, books),
        "lines": [line_data(bill, line) for bill in row.bills for line in bill.lines],
    }


def purchase(bought: Combination) -> str:
    """`2 x Mega + 13 extra hours`."""
    seats = [f"{count} x {name}" for name, count in bought.counts.items() if name in bought.plans]
    hours = [f"{count} {name}" for name, count in bought.counts.items() if name not in bought.plans]
    return " + ".join(seats + hours)


def difference(row: Row, table: Table) -> Decimal | None:
    """USD a month more than the plan's own model."""
    own = table.own.per_month
    return None if own is None or row.per_month is None else EXACT.subtract(row.per_month, own)


def remark(row: Row, books: PriceBooks) -> str:
    """What the guide says of a service."""
    return books.guide[row.id].model.note if row.id in books.guide else ""


def to_csv(data: Mapping[str, Any]) -> str:
    """One row for each service."""
    out = io.StringIO()
    table = csv.DictWriter(out, COLUMNS, lineterminator="\r\n", extrasaction="ignore")
    table.writeheader()
    for row in data["services"]:
        table.writerow({key: safe_cell(value) for key, value in row.items()})
    return out.getvalue()


def to_markdown(data: Mapping[str, Any]) -> str:
    """One row for each service, and the choice."""
    scenario, choice = data["scenario"], data["choice"]
    columns = ("name", "per_month", "per_image", "times_cheapest", "difference", "billing", "purchase", "limits")
    rows = [[_shown(_said(row, column)) for column in columns] for row in data["services"]]
    parts = [
        f"# {int(scenario['images']):,} images a day on {len(rows)} services, prices of {scenario['prices']}",
        markdown_table(columns, rows),
    ]
    if choice is not None:
        parts.append(f"Cheapest of these that fits: {choice['service']}, {choice['per_month']} USD a month.")
    if (best := data["choice_in_book"]) is not None:
        among = f"Cheapest that fits of all {data['live_in_book']} live services in the price book"
        parts.append(f"{among}: {best['service']}, {best['per_month']} USD a month.")
    return "\n\n".join(parts) + "\n"


WRITERS: Mapping[str, Writer] = {"json": to_json, "csv": to_csv, "md": to_markdown}
"""File ending -> writer of a comparison."""


def safe_cell(value: object) -> object:
    """Text that a spreadsheet does not take for a formula; numbers as they are."""
    if not isinstance(value, str) or value[:1] not in ("=", "+", "-", "@", "\t", "\r"):
        return value
    return value if _NUMBER.fullmatch(value) else f"'{value}"


def _said(row: Mapping[str, Any], column: str) -> str | None:
    """A value of a row; what has a price and no rank is no longer sold."""
    value: str | None = row[column]
    if column == "times_cheapest" and value is None and row["per_month"] is not None:
        return "not ranked"
    return value


def _shown(value: str | None) -> str:
    return "not priced" if value is None else markdown_text(value)

"""A comparison written out: as data for the API, and as CSV, JSON and Markdown files."""

import csv
import io
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pricing import comparison as comparisons
from pricing import link
from pricing.choice import choose, crossings, end_of_life, obstacles
from pricing.compare import Row, Table
from pricing.comparison import Comparison
from pricing.exact import EXACT
from pricing.exports import Writer, line_data, markdown_table, markdown_text, text, to_json
from pricing.prices import PriceBooks
from pricing.subscription import Combination

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)
COLUMNS = (
    "service", "name", "billing", "offered", "per_month", "per_image", "per_generation", "per_megapixel",
    "times_cheapest", "difference", "quality", "size", "moved", "purchase", "ends", "confidence", "limits", "remark",
)  # fmt: skip


def compare_data(table: Table, comparison: Comparison, books: PriceBooks) -> dict[str, Any]:
    """The answer of `GET /api/compare`; quotients have 12 decimals, all other amounts are exact."""
    chosen = choose(table)
    return {
        "scenario": {**link.write(table.scenario), "budget": text(table.scenario.budget)},
        "comparison": comparisons.write(comparison, books.listed),
        "currency": "USD",
        "left_out": str(table.left_out),
        "services": [row_data(row, table, books) for row in table.rows],
        "absent": list(table.absent),
        "choice": None if chosen is None else {
            "service": chosen.row.id,
            "per_month": text(chosen.cost),
            "saving": text(chosen.saving),
            "needed_from": None if chosen.needed_from is None else chosen.needed_from.isoformat(),
        },
        "crossings": [
            {
                "images": cross.images,
                "cheaper_below": cross.cheaper_below.id,
                "cheaper_above": cross.cheaper_above.id,
                "always_below": cross.always_below,
            }
            for cross in crossings(table)
        ],
    }  # fmt: skip


def row_data(row: Row, table: Table, books: PriceBooks) -> dict[str, Any]:
    """One service, keyed by `COLUMNS`, with the lines of its bill."""
    end = end_of_life(row)
    return {
        "service": row.id,
        "name": row.name,
        "billing": row.kind,
        "offered": row.per_month is not None,
        "per_month": text(row.per_month),
        "per_image": text(row.per_image),
        "per_generation": text(row.per_generation),
        "per_megapixel": text(row.per_megapixel),
        "times_cheapest": text(times_cheapest(row, table)),
        "difference": text(difference(row, table)),
        "quality": str(row.quality),
        "size": str(row.size),
        "moved": "; ".join(f"{move.asked} as {move.sold}" for move in row.moves),
        "purchase": purchase(row.combination) if row.combination else "",
        "ends": end.isoformat() if end else "",
        "confidence": str(row.confidence or ""),
        "limits": "; ".join(obstacles(row, table.scenario)),
        "remark": remark(row, books),
        "lines": [line_data(bill, line) for bill in row.bills for line in bill.lines],
    }


def purchase(bought: Combination) -> str:
    """`2 x Mega + 13 extra hours`."""
    seats = [f"{count} x {name}" for name, count in bought.counts.items() if name in bought.plans]
    hours = [f"{count} {name}" for name, count in bought.counts.items() if name not in bought.plans]
    return " + ".join(seats + hours)


def times_cheapest(row: Row, table: Table) -> Decimal | None:
    """The bill as a multiple of the cheapest one."""
    cheapest = table.priced[0][0] if table.priced else None
    if not cheapest or row.per_month is None:
        return None
    return (row.per_month / cheapest).quantize(Decimal("1e-12"))


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
    rows = [[_shown(row[column]) for column in columns] for row in data["services"]]
    parts = [
        f"# {int(scenario['images']):,} images a day on {len(rows)} services, prices of {scenario['prices']}",
        markdown_table(columns, rows),
    ]
    if choice is not None:
        parts.append(f"Cheapest that takes the whole plan: {choice['service']}, {choice['per_month']} USD a month.")
    return "\n\n".join(parts) + "\n"


WRITERS: Mapping[str, Writer] = {"json": to_json, "csv": to_csv, "md": to_markdown}
"""File ending -> writer of a comparison."""


def safe_cell(value: object) -> object:
    """Text that a spreadsheet does not take for a formula; numbers as they are."""
    if not isinstance(value, str) or value[:1] not in ("=", "+", "-", "@", "\t", "\r"):
        return value
    return value if _NUMBER.fullmatch(value) else f"'{value}"


def _shown(value: str | None) -> str:
    return "not priced" if value is None else markdown_text(value)

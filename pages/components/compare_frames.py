"""A comparison as data frames: what its table shows and its charts draw."""

import datetime as dt

import pandas as pd
import pyarrow as pa

from pages.components import words
from pricing.choice import obstacles, times_cheapest, volumes
from pricing.compare import Row, Table
from pricing.compare_exports import difference, purchase, remark
from pricing.life import gone
from pricing.prices import PriceBooks
from pricing.unit_prices import GuideCheck

BILLING = {
    "tokens": "by token", "image": "by image", "credits": "by credit", "subscription": "subscription",
    "own": "your own",
}  # fmt: skip


def side_by_side(table: Table, books: PriceBooks, today: dt.date) -> pa.Table:
    """One row a service, as people read them; amounts as floats, None where there is no price.

    What nobody can buy any more stands apart, at the end.
    Not a data frame, which the page would turn into such a table in every rerun.
    """
    rows = []
    for row in sorted(table.rows, key=lambda row: gone(row.ends, today)):
        rows.append({
            "Service": row.label,
            "USD a month": _float(row.per_month),
            "An image": _float(row.per_image),
            "x cheapest": _float(times_cheapest(row, table, today)),
            "Against the plan": _float(difference(row, table)),
            "Life": life(row, books, today),
            "To buy": _to_buy(row),
            "Limits": "; ".join(obstacles(row, table.scenario, today)),
            "Bought instead": ", ".join(f"{move.asked} as {move.sold}" for move in row.moves),
            "A generation": _float(row.per_generation),
            "A megapixel": _float(row.per_megapixel),
            "Billed": BILLING[row.kind],
            "Confidence": str(row.confidence or ""),
            "The guide, May 2025": remark(row, books),
        })  # fmt: skip
    return pa.Table.from_pylist(rows)


def life(row: Row, books: PriceBooks, today: dt.date) -> str:
    """Until when a service can be bought; the list knows, whichever book prices the plan."""
    if row.ends is None:
        return "live" if row.entries else ""
    known = (books.listed[entry.model.id].model.life for entry in row.entries if entry.model.id in books.listed)
    return words.end(next(life for life in known if life.shut_down == row.ends), today)


def _to_buy(row: Row) -> str:
    if row.combination is None:
        return ""
    return f"{purchase(row.combination)}, {round(row.combination.unused):,} {row.combination.unit} unused"


def by_volume(table: Table) -> pd.DataFrame:
    """Monthly cost by images a day, a column for each priced service."""
    scenario = table.scenario
    images = volumes(scenario)
    frame = pd.DataFrame({"Images": images})
    for row in table.rows:
        if row.meter is not None:
            frame[row.label] = row.meter.cost(images * scenario.days)
    return frame


def guide_checks(checks: list[GuideCheck]) -> pd.DataFrame:
    """The guide's figures beside the vendors'."""
    return pd.DataFrame([
        {
            "Service": check.service,
            "Quality": words.TIERS[check.tier],
            "Guide, USD an image": _float(check.guide),
            "Vendor, USD an image": _float(check.vendor),
            "Guide as a multiple": _float(check.factor),
        }
        for check in checks
    ])  # fmt: skip


def _float(amount: object) -> float | None:
    return None if amount is None else float(str(amount))

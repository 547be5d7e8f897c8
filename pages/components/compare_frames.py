"""A comparison as data frames: what its table shows and its charts draw."""

import datetime as dt

import pandas as pd
import pyarrow as pa

from pages.components import words
from pricing.choice import end_of_life, obstacles, volumes
from pricing.compare import Row, Table
from pricing.compare_exports import difference, purchase, remark, times_cheapest
from pricing.prices import PriceBooks
from pricing.unit_prices import GuideCheck

BILLING = {
    "tokens": "by token", "image": "by image", "credits": "by credit", "subscription": "subscription",
    "own": "your own",
}  # fmt: skip


def side_by_side(table: Table, books: PriceBooks, today: dt.date) -> pa.Table:
    """One row a service, as people read them; amounts as floats, None where there is no price.

    Not a data frame, which the page would turn into such a table in every rerun.
    """
    rows = []
    for row in table.rows:
        rows.append({
            "Service": row.label,
            "USD a month": _float(row.per_month),
            "An image": _float(row.per_image),
            "x cheapest": _float(times_cheapest(row, table)),
            "Against the plan": _float(difference(row, table)),
            "Life": life(row, today),
            "To buy": _to_buy(row),
            "Limits": "; ".join(obstacles(row, table.scenario)),
            "Bought instead": ", ".join(f"{move.asked} as {move.sold}" for move in row.moves),
            "A generation": _float(row.per_generation),
            "A megapixel": _float(row.per_megapixel),
            "Billed": BILLING[row.kind],
            "Confidence": str(row.confidence or ""),
            "The guide, May 2025": remark(row, books),
        })  # fmt: skip
    return pa.Table.from_pylist(rows)


def life(row: Row, today: dt.date) -> str:
    end = end_of_life(row)
    if end is None:
        return "live" if row.entries else ""
    return words.end(next(entry.model.life for entry in row.entries if entry.model.life.shut_down == end), today)


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

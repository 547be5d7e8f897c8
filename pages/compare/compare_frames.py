"""A comparison as data frames: what its table shows and its charts draw."""

import datetime as dt
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa

from pages.compare import service_notes, voters
from pricing.compare.choice import most_by_hand, times_cheapest, volumes
from pricing.compare.rows import Billing, Priced, Row
from pricing.compare.table import Table
from pricing.compare.unit_prices import GuideCheck
from pricing.export.comparisons import difference, remark
from pricing.prices import PriceBooks
from pricing.prices.life import gone
from pricing.prices.preferences import Board
from ui.drawing import words

BILLING: dict[Billing, str] = {
    "tokens": "by token",
    "image": "by image",
    "credits": "by credit",
    "subscription": "subscription",
    "own": "your own",
    "models": "each on its model",
}
USE = "Use this"
NOT_PRICED = "not priced"
NOT_RANKED = "not ranked"


def in_order(table: Table, today: dt.date) -> list[Row]:
    """What is on sale, then what nobody can buy any more, then what has no price; each cheapest first."""
    return sorted(table.rows, key=lambda row: (row.per_month is None, gone(row.ends, today), row.per_month or 0))


def side_by_side(table: Table, books: PriceBooks, today: dt.date, board: Board | None = None) -> pa.Table:
    """One row a service `in_order`, as people read them; amounts as floats, None where there is no price.

    With a board, what voters preferred there. Not a data frame, which the page would turn into such a table in every
    rerun.
    """
    seats = any(row.combination is not None for row in table.rows)
    images = bool(table.scenario.images)
    rows = []
    for row in in_order(table, today):
        rows.append(
            {
                "Service": row.label,
                "Cost a month": _float(row.per_month),
                "Choose": USE if service_notes.can_be_used(row, table, books, today) else "",
                "More than now": _float(difference(row, table)),
                **({"Cost an image": _float(row.per_image)} if images else {}),
                **({} if board is None else {voters.LABEL: voters.of_row(row, board)}),
                "Life": life(row, books, today),
                **({"Seats to buy": _seats(row)} if seats else {}),
                "Good to know": service_notes.good_to_know(row, table, books),
            }
        )
    return pa.Table.from_pylist(rows)


def more_figures(table: Table, books: PriceBooks, today: dt.date) -> pd.DataFrame:
    """What else a comparison knows of each service."""
    return pd.DataFrame(
        [
            {
                "Service": row.label,
                "Times the cheapest": _times(row, table, today),
                "Cost an image made": _each(row.per_generation, row),
                "Cost a megapixel": _each(row.per_megapixel, row),
                "Billed": BILLING[row.billing],
                "Unused of the seats": _unused(row),
                "How sure": _how_sure(row),
                "The guide, May 2025": remark(row, books) or "says nothing",
            }
            for row in in_order(table, today)
        ]
    )


def _times(row: Row, table: Table, today: dt.date) -> str:
    if row.per_month is None:
        return NOT_PRICED
    times = times_cheapest(row, table, today)
    return NOT_RANKED if times is None else words.decimals(2, times)


def _unused(row: Row) -> str:
    if row.combination is None:
        return "no seats"
    return f"{words.number(round(row.combination.unused))} {row.combination.unit}"


def _how_sure(row: Row) -> str:
    if row.confidence is not None:
        return str(row.confidence)
    return "yours" if row.own else NOT_PRICED if row.per_month is None else "no charge"


def _each(amount: Decimal | None, row: Row) -> str:
    """USD of a part of the bill; without images there is no part."""
    if amount is None:
        return NOT_PRICED if row.per_month is None else "no images"
    return words.money_to(4, amount)


def life(row: Row, books: PriceBooks, today: dt.date) -> str:
    """Until when a service can be bought; the list knows, whichever book prices the plan."""
    if row.ends is not None:
        known = (books.listed[entry.model.id].model.life for entry in row.entries if entry.model.id in books.listed)
        return words.end(next(life for life in known if life.shut_down == row.ends), today)
    return "on sale" if row.entries else "yours" if row.own else "not offered"


def _seats(row: Row) -> str:
    return "no seats" if row.combination is None else service_notes.seats(row.combination)


def by_volume(table: Table) -> pd.DataFrame:
    """Monthly cost by images a day of all workloads, a column for each priced service; empty beyond what is made by
    hand.
    """
    images = volumes(table)
    frame = pd.DataFrame({"Images": images})
    for row in table.rows:
        if isinstance(row, Priced):
            cost, most = row.meter.cost(images * table.scenario.days), most_by_hand(row)
            frame[row.label] = cost if most is None else np.where(images <= most, cost, np.nan)
    return frame


def guide_checks(checks: list[GuideCheck]) -> pd.DataFrame:
    """The guide's figures beside the vendors'."""
    return pd.DataFrame(
        [
            {
                "Service": check.service,
                "Quality": words.TIERS[check.tier],
                "Guide, USD an image": _float(check.guide),
                "Vendor, USD an image": _float(check.vendor),
                "Guide as a multiple": _float(check.factor),
            }
            for check in checks
        ]
    )


def _float(amount: object) -> float | None:
    return None if amount is None else float(str(amount))

"""The table of the services, with a button in each row that puts its model into the plan."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

import numpy as np
import pandas as pd
import streamlit as st

from pages.compare.service_list import messages, service_notes
from pricing.compare.choice import capacity_of_row, fit_of_row, most_by_hand, times_cheapest, volumes
from pricing.compare.live import Live
from pricing.compare.rows import PricedRow, Row, UnpricedRow
from pricing.compare.table import Table
from pricing.compare.unit_prices import GuideCheck
from pricing.export.comparisons import difference, remark
from pricing.export.messages import BILLING
from pricing.prices import PriceBooks
from pricing.prices.life import gone
from pricing.prices.messages import how_sure
from pricing.prices.preferences import Board
from pricing.scenario import in_words
from pricing.wording import figures
from pricing.wording.messages import UNPRICED, cost_words, together, words
from ui.button_table import ButtonRow, CellKind, TextColumn, show_button_table
from ui.controls import model_and_prices, table_views, widgets
from ui.drawing import phrases
from ui.state.session import Texts

_VOTERS = "Voters"
_KINDS: Mapping[str, CellKind] = {
    "Service": "name",
    "Cost a month": "figure first",
    "Does the job": "answer",
    "More than now": "figure second",
    "Cost an image": "figure",
    "Cost an accepted image": "figure",
    "Good to know": "note",
}


def in_order(table: Table, today: dt.date) -> list[Row]:
    """Services on sale, then those no longer sold, then those without a price; each the cheapest first."""

    def place(row: Row) -> tuple[bool, bool, bool, Decimal]:
        """By the cost of an accepted image if it is known, else by that of a month."""
        accepted = None if isinstance(row, UnpricedRow) else row.per_accepted_image(table.scenario.accepted)
        cost = row.per_month or Decimal(0)
        return row.per_month is None, gone(row.ends, today), accepted is None, cost if accepted is None else accepted

    return sorted(table.rows, key=place)


def service_rows(table: Table, books: PriceBooks, today: dt.date, board: Board | None = None) -> list[dict[str, str]]:
    """One row a service `in_order`, as people read them; with a board, what voters preferred there.

    The keys are those of `messages.HEADINGS`, and `Choose`: what the button says, empty where there is none.
    """
    seats = any(row.combination is not None for row in table.rows)
    images = bool(table.scenario.images)
    rows = []
    for row in in_order(table, today):
        met = fit_of_row(row, table, books, today)
        more = difference(row, table)
        rows.append(
            {
                "Service": row.label,
                "Cost a month": cost_words(row.per_month),
                "Does the job": words(messages.ANSWERS[met.answer]),
                "More than now": words(UNPRICED) if more is None else figures.signed_money(more),
                **({"Cost an image": cost_words(row.per_image)} if images else {}),
                **({"Cost an accepted image": _accepted(row, table)} if images and table.scenario.accepted else {}),
                **({} if board is None else {_VOTERS: service_notes.score_of_row(row, board)}),
                **({"Seats to buy": _seats(row)} if seats else {}),
                "Makes this volume": words(capacity_of_row(row, table, books)),
                "Good to know": service_notes.good_to_know(row, met, table, books),
                "Choose": words(messages.USE) if service_notes.can_be_used(row, met, table, books, today) else "",
            }
        )
    return rows


def more_figures(table: Table, books: PriceBooks, today: dt.date) -> pd.DataFrame:
    """The further figures of each service."""
    return pd.DataFrame(
        [
            {
                "Service": row.label,
                "Times the cheapest": _times(row, table, today),
                "Cost an image made": _part_cost(row.per_generation, row),
                "Cost a megapixel": _part_cost(row.per_megapixel, row),
                "Billed": words(BILLING[row.billing]),
                "Unused of the seats": _unused(row),
                "How sure": _how_sure(row),
                "Life": life_of_row(row, books, today),
                "Why it does not fit, or may not": _why(row, table, books, today),
                "The guide, May 2025": remark(row, books) or words(messages.GUIDE_SILENT),
            }
            for row in in_order(table, today)
        ]
    )


def _why(row: Row, table: Table, books: PriceBooks, today: dt.date) -> str:
    met = fit_of_row(row, table, books, today)
    reasons = (*met.denied, *met.unknown)
    return words(together(reasons) if reasons else messages.ANSWERS["yes"])


def _times(row: Row, table: Table, today: dt.date) -> str:
    if row.per_month is None:
        return words(UNPRICED)
    times = times_cheapest(row, table, today)
    return words(messages.NOT_RANKED) if times is None else figures.decimals(2, times)


def _unused(row: Row) -> str:
    return words(messages.NO_SEATS if row.combination is None else messages.unused(row.combination))


def _how_sure(row: Row) -> str:
    if row.confidence is not None:
        return words(how_sure(row.confidence))
    if row.own:
        return words(messages.YOURS)
    return words(UNPRICED if row.per_month is None else messages.NO_CHARGE)


def _accepted(row: Row, table: Table) -> str:
    return cost_words(None if isinstance(row, UnpricedRow) else row.per_accepted_image(table.scenario.accepted))


def _part_cost(amount: Decimal | None, row: Row) -> str:
    """A cost per part of the bill; without images there is none."""
    if amount is None:
        return words(UNPRICED if row.per_month is None else messages.NO_IMAGES)
    return figures.money_to(4, amount)


def life_of_row(row: Row, books: PriceBooks, today: dt.date) -> str:
    """Until when a service is sold; by the book of list prices, also if the guide has the scenario's prices."""
    if row.ends is not None:
        lives = (books.listed[entry.model.id].model.life for entry in row.entries if entry.model.id in books.listed)
        return phrases.end(next(life for life in lives if life.shut_down == row.ends), today)
    if row.entries:
        return words(messages.ON_SALE)
    return words(messages.YOURS if row.own else messages.NOT_OFFERED)


def _seats(row: Row) -> str:
    return words(messages.NO_SEATS if row.combination is None else messages.seats_to_buy(row.combination))


def by_volume(table: Table) -> pd.DataFrame:
    """Monthly cost by images a day of all workloads, with a column for each priced service.

    It is empty above the most images that people can make at a service without an API.
    """
    images = volumes(table)
    frame = pd.DataFrame({"Images": images})
    for row in table.rows:
        if isinstance(row, PricedRow):
            cost, most = row.meter.cost(images * table.scenario.days), most_by_hand(row)
            frame[row.label] = cost if most is None else np.where(images <= most, cost, np.nan)
    return frame


GUIDE_FIGURES = ("Guide, USD an image", "Vendor, USD an image", "Guide as a multiple")


def guide_rows(checks: Sequence[GuideCheck]) -> list[dict[str, str]]:
    """The guide's prices per image beside the vendors'."""
    return [
        {
            "Service": check.service,
            "Quality": in_words.tier(check.tier),
            "Guide, USD an image": _an_image(check.guide),
            "Vendor, USD an image": _an_image(check.vendor),
            "Guide as a multiple": words(UNPRICED) if check.factor is None else f"{figures.decimals(2, check.factor)}×",
        }
        for check in checks
    ]


def _an_image(amount: Decimal | None) -> str:
    return words(UNPRICED) if amount is None else figures.money_to(4, amount)


def show_services(table: Table, books: PriceBooks, today: dt.date, board: Board | None) -> None:
    """One row a service, cheapest first; with a board, what voters preferred there."""
    shown = service_rows(table, books, today, board)
    present = {workload.model for workload in table.scenario.workloads}
    rows = [
        ButtonRow(
            row.key,
            [text for key, text in cells.items() if key != "Choose"],
            cells["Choose"],
            "gone" if gone(row.ends, today) else "present" if present == {row.key} else "",
        )
        for row, cells in zip(in_order(table, today), shown, strict=True)
    ]
    columns = [
        TextColumn(words(messages.HEADINGS[key]), _KINDS.get(key, "text")) for key in shown[0] if key != "Choose"
    ]

    def use(key: str) -> Texts | None:
        return model_and_prices.use_everywhere(table.scenario, books, today, key)

    show_button_table(words(messages.SIDE_BY_SIDE), columns, rows, use, key="services_table")


def show_how_compared(table: Table, live: Live, books: PriceBooks, today: dt.date) -> None:
    """How the figures were made, and the further figures of each service; computed only while it is open."""
    box = widgets.expander(words(messages.HOW_COMPARED), key="how_compared")
    if box.open:
        with box:
            lines = [f"- {phrases.plain(words(text))}" for text in service_notes.how_compared(table, live)]
            st.markdown("\n".join(lines))
            more = more_figures(table, books, today)
            table_views.table(more, words(messages.MORE_FIGURES), headings=messages.MORE_HEADINGS)

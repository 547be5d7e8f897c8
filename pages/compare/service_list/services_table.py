"""The table of the services, with a button in each row that puts its model into the plan."""

import datetime as dt
import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial

import numpy as np
import pandas as pd
import pyarrow as pa
import streamlit as st

from compat import lost_session
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
from pricing.wording.messages import UNPRICED, together, words
from ui.controls import model_and_prices, table_views, widgets
from ui.drawing import phrases
from ui.state.session import Texts

_NOTE = "Good to know"
_VOTERS = "Voters"
_WIDTHS = {"Service": 150, _VOTERS: 146, "Does the job": 88, "Makes this volume": 130, "Seats to buy": 120}
"""Pixels of the columns of words, whose text is wrapped."""
_DOLLARS, _BUTTON = 98, 80
_WIDE, _LEAST = 1100, 226
"""Pixels of the table on a screen of 1,280, and the fewest of its notes, which take the width that is left."""
_PADDING, _LETTER, _LINE = 16, 7, 19
"""Pixels around a text, of a letter, and of a line."""
_MOST_LINES = 6
"""The most lines of a row; the notes of several workloads may have many more."""


def in_order(table: Table, today: dt.date) -> list[Row]:
    """Services on sale, then those no longer sold, then those without a price; each the cheapest first."""

    def place(row: Row) -> tuple[bool, bool, bool, Decimal]:
        """By the cost of an accepted image if it is known, else by that of a month."""
        accepted = None if isinstance(row, UnpricedRow) else row.per_accepted_image(table.scenario.accepted)
        cost = row.per_month or Decimal(0)
        return row.per_month is None, gone(row.ends, today), accepted is None, cost if accepted is None else accepted

    return sorted(table.rows, key=place)


def services_frame(table: Table, books: PriceBooks, today: dt.date, board: Board | None = None) -> pa.Table:
    """A row for each service, `in_order`, for people; amounts are floats, None without a price.

    Its columns are keys of `messages.HEADINGS`; with a board it has the voters' scores. It is an Arrow table, because
    Streamlit would convert a data frame into one in every run.
    """
    seats = any(row.combination is not None for row in table.rows)
    images = bool(table.scenario.images)
    rows = []
    for row in in_order(table, today):
        met = fit_of_row(row, table, books, today)
        rows.append(
            {
                "Service": row.label,
                "Cost a month": _float(row.per_month),
                "Choose": words(messages.USE) if service_notes.can_be_used(row, met, table, books, today) else "",
                "Does the job": words(messages.ANSWERS[met.answer]),
                "More than now": _signed(difference(row, table)),
                **({"Cost an image": _float(row.per_image)} if images else {}),
                **({"Cost an accepted image": _accepted(row, table)} if images and table.scenario.accepted else {}),
                **({} if board is None else {_VOTERS: service_notes.score_of_row(row, board)}),
                **({"Seats to buy": _seats(row)} if seats else {}),
                "Makes this volume": words(capacity_of_row(row, table, books)),
                "Good to know": service_notes.good_to_know(row, met, table, books),
            }
        )
    return pa.Table.from_pylist(rows)


def more_figures(table: Table, books: PriceBooks, today: dt.date) -> pd.DataFrame:
    """The further figures of each service."""
    return pd.DataFrame(
        [
            {
                "Service": row.label,
                "Times the cheapest": _times(row, table, today),
                "Cost an image made": _each(row.per_generation, row),
                "Cost a megapixel": _each(row.per_megapixel, row),
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


def _accepted(row: Row, table: Table) -> float | None:
    return None if isinstance(row, UnpricedRow) else _float(row.per_accepted_image(table.scenario.accepted))


def _each(amount: Decimal | None, row: Row) -> str:
    """A cost per part of the bill; without images there is none."""
    if amount is None:
        return words(UNPRICED if row.per_month is None else messages.NO_IMAGES)
    return figures.money_to(4, amount)


def life_of_row(row: Row, books: PriceBooks, today: dt.date) -> str:
    """Until when a service is sold; by the book of list prices, also if the guide has the scenario's prices."""
    if row.ends is not None:
        known = (books.listed[entry.model.id].model.life for entry in row.entries if entry.model.id in books.listed)
        return phrases.end(next(life for life in known if life.shut_down == row.ends), today)
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


def _signed(amount: Decimal | None) -> str | None:
    """As text, since a browser would write the sign of a number after its currency."""
    return None if amount is None else figures.signed_money(amount)


def _float(amount: object) -> float | None:
    return None if amount is None else float(str(amount))


def show_services(table: Table, books: PriceBooks, today: dt.date, board: Board | None) -> None:
    """The table of services, the cheapest first; with a board, also their scores."""
    frame = services_frame(table, books, today, board)
    keys = [row.key for row in in_order(table, today)]

    def click(row: int) -> Texts | None:
        return model_and_prices.use_everywhere(table.scenario, books, today, keys[row])

    longest = figures.signed_money(max((row.per_month for row in table.priced), default=Decimal(0)))
    amount_width = max(_DOLLARS, _PADDING + 8 * len(longest))
    dollars = partial(st.column_config.NumberColumn, width=amount_width)
    taken = sum(_WIDTHS.get(name, amount_width) for name in frame.column_names if name not in ("Choose", _NOTE))
    widths = _WIDTHS | {_NOTE: max(_LEAST, _WIDE - _BUTTON - taken)}
    columns = {
        **{name: st.column_config.TextColumn(width=width, pinned=name == "Service") for name, width in widths.items()},
        "Cost a month": dollars(format=phrases.MONEY_COLUMN),
        # The key depends on the rows and their order, so that a late click takes the service beside the button.
        "Choose": widgets.button_column(
            words(messages.CHOOSE), click, key=f"use_{lost_session.name(*keys)}", width=_BUTTON
        ),
        "More than now": st.column_config.TextColumn(width=amount_width, alignment="right"),
        "Cost an image": dollars(format=phrases.AN_IMAGE_COLUMN),
    }
    table_views.table(
        frame,
        words(messages.SIDE_BY_SIDE),
        key="services_table",
        columns=columns,
        headings=messages.HEADINGS,
        row_height=_row_height(frame, widths),
        height="content",
    )


def _row_height(frame: pa.Table, widths: Mapping[str, int]) -> int:
    """Pixels of a row that fits the longest wrapped text, up to `_MOST_LINES`; a click on a cell opens longer ones."""
    lines = max(
        len(textwrap.wrap(_as_wide(text), (width - _PADDING) // _LETTER))
        for name, width in widths.items()
        if name in frame.column_names
        for text in frame.column(name).to_pylist()
    )
    height = _PADDING + _LINE * min(lines, _MOST_LINES)
    return height if lines == 1 else max(height, table_views.WRAPS_FROM)


def _as_wide(text: str) -> str:
    """A text with each Chinese character twice, as it is as wide as two Latin letters."""
    return "".join(char * 2 if unicodedata.east_asian_width(char) in "WF" else char for char in text)


def show_how_compared(table: Table, live: Live, books: PriceBooks, today: dt.date) -> None:
    """How the figures were made, and the further figures of each service; computed only while it is open."""
    box = widgets.expander(words(messages.HOW_COMPARED), key="how_compared")
    if box.open:
        with box:
            lines = [f"- {phrases.plain(words(text))}" for text in service_notes.how_compared(table, live)]
            st.markdown("\n".join(lines))
            more = more_figures(table, books, today)
            table_views.table(more, words(messages.MORE_FIGURES), headings=messages.MORE_HEADINGS)

"""The table of the Compare page: the services, and a button in each row that puts its model into the plan."""

import datetime as dt
import textwrap
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import partial

import pyarrow as pa
import streamlit as st

from compat import lost_session
from pages.compare import compare_frames, service_notes, voters
from pricing.compare.live import Live
from pricing.compare.table import Table
from pricing.prices import PriceBooks
from pricing.prices.preferences import Board
from ui.controls import model_and_prices, table_views, widgets
from ui.drawing import patterns, words
from ui.state.session import Texts

_NOTE = "Good to know"
_WIDTHS = {"Service": 150, voters.LABEL: 140, "Life": 110, "Seats to buy": 120}
"""Pixels of the columns of words, in which they are wrapped."""
_DOLLARS, _BUTTON = 98, 80
_WIDE, _LEAST = 1100, 340
"""Pixels of a table on a screen of 1,280, and the fewest of its notes, which take what the other columns leave."""
_PADDING, _LETTER, _LINE = 16, 7, 19
"""Pixels around a text, of a letter, and of a line."""


def draw(table: Table, books: PriceBooks, today: dt.date, board: Board | None) -> None:
    """One row a service, cheapest first; with a board, what voters preferred there."""
    frame = compare_frames.side_by_side(table, books, today, board)
    keys = [row.key for row in compare_frames.in_order(table, today)]

    def click(row: int) -> Texts | None:
        return model_and_prices.use_everywhere(table.scenario, books, today, keys[row])

    longest = words.signed_money(max((row.per_month for row in table.priced), default=Decimal(0)))
    of_dollars = max(_DOLLARS, _PADDING + 8 * len(longest))
    dollars = partial(st.column_config.NumberColumn, width=of_dollars)
    taken = sum(_WIDTHS.get(name, of_dollars) for name in frame.column_names if name not in ("Choose", _NOTE))
    widths = _WIDTHS | {_NOTE: max(_LEAST, _WIDE - _BUTTON - taken)}
    columns = {
        **{name: st.column_config.TextColumn(width=width, pinned=name == "Service") for name, width in widths.items()},
        "Cost a month": dollars(format=patterns.MONEY_COLUMN),
        # A button belongs to these rows in this order: a late click on it takes the service that it stood beside.
        "Choose": widgets.button_column("Choose", click, key=f"use_{lost_session.name(*keys)}", width=_BUTTON),
        "More than now": dollars(format=patterns.MONEY_COLUMN),
        "Cost an image": dollars(format=patterns.AN_IMAGE_COLUMN),
    }
    widgets.dataframe(
        frame,
        key="services_table",
        hide_index=True,
        column_config=columns,
        placeholder=compare_frames.NOT_PRICED,
        row_height=_row_height(frame, widths),
        height="content",
        alt="The services side by side",
    )


def _row_height(frame: pa.Table, widths: Mapping[str, int]) -> int:
    """Pixels of a row that the longest text of the table fits in, wrapped."""
    lines = max(
        len(textwrap.wrap(_as_wide(text), (width - _PADDING) // _LETTER))
        for name, width in widths.items()
        if name in frame.column_names
        for text in frame.column(name).to_pylist()
    )
    height = _PADDING + _LINE * lines
    return height if lines == 1 else max(height, table_views.WRAPS_FROM)


def _as_wide(text: str) -> str:
    """As many letters as a text is wide: a Chinese one is twice as wide as a Latin one."""
    return "".join(char * 2 if unicodedata.east_asian_width(char) in "WF" else char for char in text)


def fold(table: Table, live: Live, books: PriceBooks, today: dt.date) -> None:
    """What stands behind the figures, and what else is known of each service; made only while it is open."""
    box = widgets.expander("How this was compared", key="how_compared")
    if box.open:
        with box:
            st.markdown("\n".join(f"- {words.plain(text)}" for text in service_notes.how_compared(table, live)))
            table_views.table(compare_frames.more_figures(table, books, today), "More figures of each service")

"""How a comparison was made, in a fold."""

import datetime as dt

import streamlit as st

from pages.components import tables, widgets
from pages.drawing import compare_frames, service_notes, words
from pricing.compare.live import Live
from pricing.compare.table import Table
from pricing.prices import PriceBooks


def fold(table: Table, live: Live, books: PriceBooks, today: dt.date) -> None:
    """What stands behind the figures, and what else is known of each service; made only while it is open."""
    box = widgets.expander("How this was compared", key="how_compared")
    if box.open:
        with box:
            st.markdown("\n".join(f"- {words.plain(text)}" for text in service_notes.how_compared(table, live)))
            tables.table(compare_frames.more_figures(table, books, today), "More figures of each service")

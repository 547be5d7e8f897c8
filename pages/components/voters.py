"""What voters preferred, on the Compare page where it is switched on: the switch, the answer and the credit."""

from collections.abc import Mapping

import streamlit as st

from pages.components import widgets
from pages.drawing import preferences, words
from pricing.compare.live import Live
from pricing.compare.table import Table
from pricing.prices import PriceBooks
from pricing.prices.preferences import Board

_ON = "voters_on"
"""Outlives the switch itself, which is gone on the other pages."""


def switched_on() -> bool:
    """Whether the session is to see it. Not in the link: it changes no figure."""
    widgets.toggle(preferences.LABEL, st.session_state.get(_ON, False), key="voters", change=_switch)
    return bool(st.session_state.get(_ON))


def _switch(on: bool) -> Mapping[str, str | None]:
    st.session_state[_ON] = on
    return {}


def answer(table: Table, live: Live, books: PriceBooks) -> None:
    """The cheapest service of the whole price book that is no worse there than what the scenario has."""
    st.markdown("  \n".join(map(words.plain, preferences.cheapest_no_worse(table, live, books))))


def credit(board: Board) -> None:
    """What the scores are and are not, and whose they are."""
    texts = list(map(words.plain, preferences.about(board)))
    texts.append(f"[{words.plain(board.credit)}]({board.address}). {words.plain(board.changes)}")
    st.caption("  \n".join(texts))

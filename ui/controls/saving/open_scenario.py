"""The open saved scenario, which the address names, and its differences from the present scenario."""

from dataclasses import replace

import streamlit as st

from compat import lost_session
from pricing.compare.opening import with_comparison_of
from pricing.explain.changes import Change, changes
from pricing.saved import Saved
from pricing.scenario.scenario import Scenario
from ui.state import catalogue, session
from ui.state.address import SAVED
from ui.state.session import Texts

_OPENED = "save_opened"


def open_saved() -> Saved | None:
    """The saved scenario that the address names; cached for the session. Raises StoreDown."""
    key = session.saved_key()
    if not key:
        return None
    cached: tuple[str, Saved | None] | None = st.session_state.get(_OPENED)
    if cached is not None and cached[0] == key:
        return cached[1]
    id_, _, number = key.partition(".")
    saved = catalogue.store().open(id_, int(number) if number else None)
    st.session_state[_OPENED] = (key, saved)
    return saved


def forget_open() -> None:
    """Clear the cached open scenario after it was changed."""
    lost_session.begin_anew()
    st.session_state.pop(_OPENED, None)


def address_of(saved: Saved) -> Texts:
    """The changed texts of the address that open a saved scenario, which is put into the cache."""
    key = f"{saved.id}.{saved.revision.number}"
    st.session_state[_OPENED] = (key, saved)
    return {SAVED: key}


def differences(before: Scenario | None, after: Scenario | None) -> tuple[Change, ...]:
    """The differences of two scenarios; empty if one of them cannot be read."""
    if before is None or after is None:
        return ()
    books, now = catalogue.price_books(), with_comparison(after, before)
    return changes(with_comparison_of(before, now, books, catalogue.today()), now, books)


def with_comparison(scenario: Scenario, saved: Scenario | None) -> Scenario:
    """The scenario with the saved comparison if it has none, as on pages that do not compare."""
    return scenario if scenario.comparison or saved is None else replace(scenario, comparison=saved.comparison)

"""Apply: what Decide proposes becomes the scenario, the page says so, and Back undoes it."""

from functools import partial

import streamlit as st

from pricing.scenario.scenario import Scenario
from ui.controls import widgets
from ui.drawing import words
from ui.state import session
from ui.state.session import Texts

_SAID = "applied_said"


def button(scenario: Scenario, said: str, *, key: str, label: str = "Apply") -> None:
    """A button that makes a scenario the one of the session; `said` is what was changed."""
    widgets.button(label, partial(_apply, scenario, said), key=key, icon=":material/check:")


def answer() -> None:
    """What was applied last, once, in the corner."""
    if said := st.session_state.pop(_SAID, None):
        st.toast(words.plain(f"{said}. Back undoes it."), icon=":material/check:")


def _apply(scenario: Scenario, said: str) -> Texts:
    st.session_state[_SAID] = said
    return session.replaced_by(scenario)

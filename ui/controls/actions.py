"""Changes that say what they did: in the store with an Undo button, in the scenario with Back as the way back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from pricing.saved import DeletedSince, LimitError, NotFound, StoreDown
from pricing.scenario.scenario import Scenario
from ui.controls import open_scenario, widgets
from ui.drawing import phrases
from ui.state import session
from ui.state.session import Texts

_APPLIED = "applied_said"
_SAID = "undo_said"
_TOAST = "undo_toast"


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done in the store."""

    said: str
    undo: "Callable[[], Done]"
    """Does the opposite, and says so; it can be undone too."""


def attempt(action: Callable[[], Done]) -> None:
    """Do something in the store and keep what to say about it."""
    try:
        done = st.session_state[_SAID] = action()
        st.session_state[_TOAST] = done.said
    except (DeletedSince, LimitError, NotFound, StoreDown) as error:
        st.session_state[_SAID] = str(error)
    else:
        open_scenario.forget_open()


def say_done() -> None:
    """The last thing done on this page, until the next one; as it is done also in the corner, wherever one looks."""
    if toast := st.session_state.pop(_TOAST, None):
        st.toast(phrases.plain(toast), icon=":material/check:")
    result = st.session_state.get(_SAID)
    if isinstance(result, str):
        st.error(phrases.plain(result))
        del st.session_state[_SAID]
    elif result is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.success(phrases.plain(result.said))
            widgets.button("Undo", partial(attempt, result.undo), icon=":material/undo:", key="undo")


def forget_done() -> None:
    """Say nothing any more."""
    for key in (_SAID, _TOAST):
        st.session_state.pop(key, None)


def apply_button(scenario: Scenario, done: str, *, key: str, label: str = "Apply") -> None:
    """A button that makes a scenario the one of the session; `said` is what was changed."""
    widgets.button(label, partial(_apply_scenario, scenario, done), key=key, icon=":material/check:")


def say_applied() -> None:
    """What was applied last, once, in the corner."""
    if done := st.session_state.pop(_APPLIED, None):
        st.toast(phrases.plain(f"{done}. Back undoes it."), icon=":material/check:")


def _apply_scenario(scenario: Scenario, done: str) -> Texts:
    st.session_state[_APPLIED] = done
    return session.replaced_by(scenario)

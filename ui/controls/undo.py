"""What was done with saved scenarios, said with a button that undoes it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import streamlit as st

from pricing.saved import DeletedSince, LimitError, NotFound, StoreDown
from ui.controls import open_scenario, widgets
from ui.drawing import words

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
        open_scenario.forget()


def answer() -> None:
    """The last thing done on this page, until the next one; as it is done also in the corner, wherever one looks."""
    if toast := st.session_state.pop(_TOAST, None):
        st.toast(words.plain(toast), icon=":material/check:")
    told = st.session_state.get(_SAID)
    if isinstance(told, str):
        st.error(words.plain(told))
        del st.session_state[_SAID]
    elif told is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.success(words.plain(told.said))
            widgets.button("Undo", partial(attempt, told.undo), icon=":material/undo:", key="undo")


def forget() -> None:
    """Say nothing any more."""
    for key in (_SAID, _TOAST):
        st.session_state.pop(key, None)

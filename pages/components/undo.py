"""What was done with saved scenarios, said with a button that undoes it."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from pages.components import save, session, words
from pricing.saved import DeletedSince, LimitError, NotFound, StoreDown

_SAID = "undo_said"


@dataclass(frozen=True, slots=True)
class Done:
    """Something that was done in the store."""

    said: str
    undo: "Callable[[], Done]"
    """Does the opposite, and says so; it can be undone too."""


def attempt(action: Callable[[], Done]) -> None:
    """For callbacks: do something in the store and keep what to say about it."""
    try:
        st.session_state[_SAID] = action()
    except (DeletedSince, LimitError, NotFound, StoreDown) as error:
        st.session_state[_SAID] = str(error)
    else:
        save.forget()
    session.stay()


def said() -> None:
    """The last thing done on this page, until the next one."""
    told = st.session_state.get(_SAID)
    if isinstance(told, str):
        st.error(words.plain(told))
        del st.session_state[_SAID]
    elif told is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.success(words.plain(told.said))
            st.button("Undo", icon=":material/undo:", key="undo", on_click=attempt, args=(told.undo,))


def forget() -> None:
    """Say nothing any more."""
    st.session_state.pop(_SAID, None)

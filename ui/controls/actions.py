"""Changes of the plan or of saved scenarios that are reported on the page, each with an Undo button."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import streamlit as st

from pricing.bill.estimate import estimate
from pricing.saved import DeletedSince, LimitError, NotFound, StoreDown
from pricing.scenario import link
from pricing.scenario.link import Pairs
from pricing.scenario.scenario import Scenario
from pricing.wording.messages import Message, words
from ui.controls import messages, widgets
from ui.controls.saving import open_scenario
from ui.drawing import phrases
from ui.state import catalogue, session
from ui.state.address import without_extras
from ui.state.session import Texts

_APPLIED = "applied_said"
_SAID = "undo_done"
_TOAST = "undo_toast"


@dataclass(frozen=True, slots=True)
class Done:
    """A completed change of the store."""

    text: str
    undo: "Callable[[], Done]"
    """Does the opposite; its result can be undone too."""


def attempt(action: Callable[[], Done]) -> None:
    """Make a change in the store, and keep its result or error for `say_done`."""
    try:
        done = st.session_state[_SAID] = action()
        st.session_state[_TOAST] = done.text
    except (DeletedSince, LimitError, NotFound, StoreDown) as error:
        st.session_state[_SAID] = str(error)
    else:
        open_scenario.forget_open()


def say_done() -> None:
    """Show the last change until the next one; in the run that made it also as a toast in the corner."""
    if toast := st.session_state.pop(_TOAST, None):
        st.toast(phrases.plain(toast), icon=":material/check:")
    result = st.session_state.get(_SAID)
    if isinstance(result, str):
        st.error(phrases.plain(result))
        del st.session_state[_SAID]
    elif result is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.success(phrases.plain(result.text))
            widgets.button(words(messages.UNDO), partial(attempt, result.undo), icon=":material/undo:", key="undo")


def forget_done() -> None:
    """Stop showing the last action."""
    for key in (_SAID, _TOAST):
        st.session_state.pop(key, None)


def apply_button(scenario: Scenario, done: str, *, key: str, label: str = "") -> None:
    """A button that makes a scenario that of the session; `done` names the change."""
    widgets.button(
        label or words(messages.APPLY), partial(_apply_scenario, scenario, done), key=key, icon=":material/check:"
    )


def apply(scenario: Scenario, done: Message) -> None:
    """Like `apply_button`, for the buttons of our own components."""
    widgets.clicked(lambda: _apply_scenario(scenario, words(done)))


def say_applied() -> None:
    """Show what was applied last and the new cost, with Undo, until the plan is changed otherwise.

    It is at the edge of the screen (`ui/style.css`), and last on the page: an element that appears above a control
    takes the focus from it.
    """
    applied = _applied()
    if applied is None:
        return
    with st.container(key="applied", horizontal=True, vertical_alignment="center"):
        st.markdown(phrases.plain(words(applied.text)), width="stretch")
        undo = partial(session.set_back, applied.before)
        widgets.button(words(messages.UNDO), undo, icon=":material/undo:", key="applied_undo")
        widgets.button(words(messages.CLOSE), _close, type="tertiary", key="applied_close")


class _Applied(NamedTuple):
    """An applied change, and the texts of the plan before and after it."""

    text: Message
    before: Pairs
    after: Texts


def _applied() -> _Applied | None:
    """The last applied change; None if the plan has changed since."""
    applied: _Applied | None = st.session_state.get(_APPLIED)
    if applied is None or without_extras(session.pairs()) == list(applied.after.items()):
        return applied
    _close()
    return None


def _close() -> None:
    st.session_state.pop(_APPLIED, None)


def _apply_scenario(scenario: Scenario, done: str) -> Texts:
    present: Scenario = st.session_state["reading"].scenario
    before, after = (estimate(compared, catalogue.price_books()).per_month for compared in (present, scenario))
    st.session_state[_APPLIED] = _Applied(messages.applied(done, before, after), session.pairs(), link.write(scenario))
    return session.replaced_by(scenario)

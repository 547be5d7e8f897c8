"""Changes that say what they did, in the store and in the scenario, each with an Undo button."""

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
    """Show the last action of this page until the next one; in the run of the action also as a toast in the corner."""
    if toast := st.session_state.pop(_TOAST, None):
        st.toast(phrases.plain(toast), icon=":material/check:")
    result = st.session_state.get(_SAID)
    if isinstance(result, str):
        st.error(phrases.plain(result))
        del st.session_state[_SAID]
    elif result is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.success(phrases.plain(result.said))
            widgets.button(words(messages.UNDO), partial(attempt, result.undo), icon=":material/undo:", key="undo")


def forget_done() -> None:
    """Stop showing the last action."""
    for key in (_SAID, _TOAST):
        st.session_state.pop(key, None)


def apply_button(scenario: Scenario, done: str, *, key: str, label: str = "") -> None:
    """A button that makes a scenario the one of the session; `done` is what was changed."""
    widgets.button(
        label or words(messages.APPLY), partial(_apply_scenario, scenario, done), key=key, icon=":material/check:"
    )


def apply(scenario: Scenario, done: Message) -> None:
    """Like `apply_button`, for buttons of components that are no widgets of Streamlit."""
    widgets.clicked(lambda: _apply_scenario(scenario, words(done)))


def say_applied() -> None:
    """What was applied last and the new cost, with Undo, until the plan is changed otherwise.

    At the edge of the screen (`ui/style.css`), wherever one looks; last on a page: what comes and goes would take the
    focus from a control below it.
    """
    applied = _applied()
    if applied is None:
        return
    with st.container(key="applied", horizontal=True, vertical_alignment="center"):
        st.markdown(phrases.plain(words(applied.said)), width="stretch")
        undo = partial(session.set_back, applied.before)
        widgets.button(words(messages.UNDO), undo, icon=":material/undo:", key="applied_undo")
        widgets.button(words(messages.CLOSE), _close, type="tertiary", key="applied_close")


class _Applied(NamedTuple):
    """What was applied, and the texts of the plan before and after it."""

    said: Message
    before: Pairs
    after: Texts


def _applied() -> _Applied | None:
    """What was applied last; None if the plan has changed since."""
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

"""The session's plan and the address bar: one always follows the other.

The plan is kept as the texts of the link (`pricing.link`), whoever wrote them: an address, a control, a
preset. They are read again in every run, so a wrong value is found in one place, wherever it came from.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode, urlsplit

import streamlit as st

from pages.components import settings
from pages.components.catalogue import today
from pricing import comparison, link
from pricing.comparison import Comparison
from pricing.prices import PriceBooks
from pricing.scenario import Scenario

_TEXTS = "plan"
_WRITTEN = "plan_written"
_FROM_LINK = "plan_from_link"
_CHANGES = "plan_changes"
_OUTDATED = "plan_outdated"
_REFUSED = "plan_refused"

SAVED = "saved"
"""Key of the address for the saved scenario that is open; not a part of the plan."""
COMPARED = "with"
"""Key of the address for saved scenarios to compare, their ids joined by commas."""
_EXTRAS = (SAVED, COMPARED)
_SAVED_KEY = re.compile(r"[A-Za-z0-9_-]{22}(\.[1-9][0-9]{0,5})?", re.ASCII)

Pairs = list[tuple[str, str]]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was typed into a box and not taken; the plan keeps what it had."""

    field: str
    """The key of the link that the box would have changed."""
    label: str
    typed: str
    takes: str
    """What the box takes, in words."""


class _Change(NamedTuple):
    key: str | None
    """The control that moved; None for a button."""
    value: Any
    texts: Mapping[str, str | None]
    refusal: Refusal | None


def read_address(books: PriceBooks, comparing: bool = False) -> link.Reading:
    """Take over what controls and the address bar changed, read the plan, and write the address bar.

    On a page that compares, the address has the comparison too; elsewhere it keeps the one it has.
    """
    state = st.session_state
    address = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    # A run that a control started may still carry the address of the move before it.
    moved = _apply_changes()
    if address and not moved and address != state.get(_WRITTEN):
        state[_TEXTS], state[_FROM_LINK] = address, True
        state.pop(_REFUSED, None)
    elif _TEXTS not in state:
        state[_TEXTS], state[_FROM_LINK] = _texts_of(link.start_scenario(books, today())), False
    reading = link.read(without_saved(state[_TEXTS]), books, today())
    if (scenario := reading.scenario) is not None:
        if comparing and reading.comparison is None:
            reading = replace(reading, comparison=Comparison())
        texts = link.write_whole(scenario, reading.comparison, books)
        texts |= {key: text for key, text in dict(state[_TEXTS]).items() if key in _EXTRAS}
        state[_TEXTS] = list(texts.items())
    state[_WRITTEN] = state[_TEXTS]
    repeated = len(dict(state[_TEXTS])) < len(state[_TEXTS])
    if address != state[_TEXTS] and not repeated:
        st.query_params.from_dict(dict(state[_TEXTS]))
    return reading


def from_link() -> bool:
    """Whether the plan stands as an address gave it, untouched by a control."""
    return bool(st.session_state.get(_FROM_LINK))


def pairs() -> Pairs:
    """The plan as keys and texts, repeated keys included."""
    return list(st.session_state[_TEXTS])


def keep(key: str, value: Value) -> Value:
    """Let a control show a value of the plan. Only where it differs: anew, it would undo a move on its way.

    Returns the value, for the control's own start value: a browser that missed the message falls back to that.
    """
    state = st.session_state
    outdated: dict[str, list[Any]] = state.setdefault(_OUTDATED, {})
    if key not in state:
        state[key] = value
    elif state[key] != value:
        outdated.setdefault(key, []).extend((state[key], value))
        state[key] = value
    else:
        outdated.pop(key, None)
    return value


def take(key: str | None, texts: Mapping[str, str | None], echo: bool = False) -> None:
    """For callbacks: a control (None: a button) changes some texts of the plan; a text of None takes a key out.

    `echo`: the control's value may be an old one, so it counts only where nothing else is taken.
    """
    if echo and key is not None:
        st.session_state.setdefault(_OUTDATED, {}).setdefault(key, []).append(st.session_state.get(key))
    _changed(key, texts)


def refuse(key: str, refusal: Refusal) -> None:
    """For callbacks: what was typed into a control is not taken."""
    _changed(key, {}, refusal)


def refusal(key: str) -> Refusal | None:
    """What is typed in a control and was not taken, as long as it stands there and the plan has what it had."""
    refused: dict[str, tuple[Refusal, str | None]] = st.session_state.get(_REFUSED, {})
    if key not in refused:
        return None
    found, kept = refused[key]
    if st.session_state.get(key, found.typed) == found.typed and dict(pairs()).get(found.field) == kept:
        return found
    del refused[key]
    return None


def refusals() -> list[Refusal]:
    """Everything that is typed somewhere and was not taken."""
    found = map(refusal, list(st.session_state.get(_REFUSED, {})))
    return [refused for refused in found if refused is not None]


def show(scenario: Scenario, without: Iterable[str] = ()) -> None:
    """For callbacks: make a scenario the plan, and drop some keys besides."""
    take(None, dict.fromkeys([*link.START_VALUES, *without]) | dict(_texts_of(scenario)))


def show_whole(texts: Mapping[str, str]) -> None:
    """For callbacks: make a scenario with its comparison, if it has one, the plan."""
    take(None, dict.fromkeys([*link.START_VALUES, *comparison.KEYS]) | dict(texts))


def acted() -> bool:
    """Whether a callback has taken something that the run at hand is still to apply."""
    return bool(st.session_state.get(_CHANGES))


def stay() -> None:
    """For callbacks of controls that do not change the plan: keep it in the run that they start."""
    take(None, {})


def saved_key() -> str:
    """The saved scenario that is open, as `id.revision`; empty where there is none, or it is not one."""
    key = dict(pairs()).get(SAVED, "")
    return key if _SAVED_KEY.fullmatch(key) else ""


def without_saved(found: Pairs) -> Pairs:
    """Keys and texts without those of saved scenarios, which are no part of the plan."""
    return [(key, text) for key, text in found if key not in _EXTRAS]


def compared_ids() -> list[str]:
    """Ids of the saved scenarios to compare."""
    return [id_ for id_ in dict(pairs()).get(COMPARED, "")[:200].split(",") if id_]


def query_string() -> str:
    """The plan as a query string, with the saved scenario that is open."""
    return link.query_string(dict(pairs()))


def plan_query() -> str:
    """The plan alone as a query string."""
    return link.query_string(dict(without_saved(pairs())))


def short_link(id: str) -> str:
    """The absolute short link of a saved scenario."""
    return f"{_base()}/s/{id}"


def sign_in_link() -> str:
    """Where to sign in and come back from to this very page."""
    return f"/sign-in?{urlencode({'next': f'{_path()}?{query_string()}'})}"


def absolute_link() -> str:
    """The address of the present page with the plan in it."""
    return f"{_base()}{_path()}?{query_string()}"


def _path() -> str:
    return urlsplit(st.context.url or "").path or "/"


def _base() -> str:
    """What absolute links begin with: the public address that is set, else where this browser found the page."""
    parts = urlsplit(st.context.url or "")
    return settings.public_url() or f"{parts.scheme}://{parts.netloc}"


def _texts_of(scenario: Scenario) -> Pairs:
    return list(link.write(scenario).items())


def _changed(key: str | None, texts: Mapping[str, str | None], refusal: Refusal | None = None) -> None:
    value = None if key is None else st.session_state.get(key)
    st.session_state.setdefault(_CHANGES, []).append(_Change(key, value, texts, refusal))


def _apply_changes() -> bool:
    """Apply what callbacks took. Says whether there was anything.

    Two controls can show one field. A browser that has not yet heard of the last run sends the old value of
    the second with a move of the first; such an echo is no move and is left out.
    """
    state = st.session_state
    changes: list[_Change] = state.pop(_CHANGES, [])
    outdated = state.get(_OUTDATED, {})
    fresh = [change for change in changes if change.value not in outdated.get(change.key, [])]
    if not changes or _TEXTS not in state:
        return False
    plan = dict(state[_TEXTS])
    for change in fresh or changes:
        plan.update(change.texts)
    for change in fresh or changes:
        if change.refusal is not None:
            state.setdefault(_REFUSED, {})[change.key] = (change.refusal, plan.get(change.refusal.field))
    texts = [(key, text) for key, text in plan.items() if text is not None]
    if texts != state[_TEXTS]:
        state[_TEXTS], state[_FROM_LINK] = texts, False
    return True

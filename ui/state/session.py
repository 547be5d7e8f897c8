"""The session's scenario and the address bar, which are kept equal.

The scenario is kept as the texts of the link (`pricing.scenario.link`), whether an address, a control or an example
wrote them. They are read again in every run, so that wrong values are found in one place.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeVar
from urllib.parse import urlencode, urlsplit

import streamlit as st

from pricing import settings
from pricing.prices import PriceBooks
from pricing.prices.exchange import currencies
from pricing.scenario import link
from pricing.scenario.link import Pairs, carried
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.wording import figures
from pricing.wording.figures import USD, reader
from pricing.wording.languages import DEFAULT, code
from ui.state.address import COMPARED, EXTRAS, LANGUAGE, PAID, SAVED, SAVING, WORKLOAD, saved_in, without_extras
from ui.state.catalogue import price_books, today

_TEXTS = "plan"
_WRITTEN = "plan_written"
_FROM_LINK = "plan_from_link"
_CHANGES = "plan_changes"
_OUTDATED = "plan_outdated"
_REFUSED = "plan_refused"
_HELD = "plan_address_held"
_SAVING_ID = re.compile(r"[1-9]_[a-z-]{1,20}", re.ASCII)

Texts = Mapping[str, str | None]
"""Key of the link -> changed text of the scenario; None removes the key."""
Read = Callable[[Pairs, PriceBooks, dt.date], link.Reading]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Refusal:
    """A typed text that the field of its box does not accept; the scenario keeps its value."""

    field: str
    """The key of the link that the box would have changed."""
    label: str
    typed: str
    takes: str
    """What the box accepts, in words."""


Taken = Texts | Refusal | None
"""The result of an action: changed texts, a refusal, or None for no change."""


class _Change(NamedTuple):
    key: str | None
    """The key of the changed control; None for a control without a value, like a button."""
    value: Any
    taken: Texts | Refusal


def read_address(books: PriceBooks, read: Read = link.read) -> link.Reading:
    """Apply the changes of controls and of the address, read the scenario, and update the address.

    `read` reads a link for the present page: a page that compares adds a comparison if there is none.
    """
    state = st.session_state
    address = [(key, value) for key in st.query_params for value in st.query_params.get_all(key)]
    # A run that a control started may still have the address from before the last change.
    moved = _apply_changes(books)
    if address and not moved and address != state.get(_WRITTEN):
        state[_TEXTS], state[_FROM_LINK] = address, True
        state.pop(_REFUSED, None)
    elif _TEXTS not in state:
        state[_TEXTS], state[_FROM_LINK] = _texts_of(link.start_scenario(books, today())), False
    figures.count_in(currency())
    reading = read(without_extras(state[_TEXTS]), books, today())
    if (scenario := reading.scenario) is not None:
        extras = {key: text for key, text in dict(state[_TEXTS]).items() if key in EXTRAS}
        if not place(scenario):
            extras.pop(WORKLOAD, None)
        state[_TEXTS] = list((link.write(scenario) | extras).items())
    if state.pop(_HELD, False):
        return reading
    state[_WRITTEN] = state[_TEXTS]
    repeated = len(dict(state[_TEXTS])) < len(state[_TEXTS])
    if address != state[_TEXTS] and not repeated:
        st.query_params.from_dict(dict(state[_TEXTS]))
    return reading


def hold_address() -> None:
    """For callbacks: keep the address bar in the next run, so that a drag is one step of the browser's history."""
    st.session_state[_HELD] = True


def from_link() -> bool:
    """Whether the scenario is that of an address, unchanged by controls."""
    return bool(st.session_state.get(_FROM_LINK))


def pairs() -> Pairs:
    """All keys and texts of the address with the scenario, with repeated keys."""
    return list(st.session_state[_TEXTS])


def keep(key: str, value: Value) -> Value:
    """Set a control to a value of the scenario, only if it shows another.

    To set it again would overwrite a newer value that the browser has sent and this run has not applied yet. A refused
    text stays in its box. Returns the value, as the control's start value: a browser that missed the message that set
    it falls back to that.
    """
    state = st.session_state
    if (refused := refusal(key)) is not None:
        typed: Value = state.setdefault(key, refused.typed)
        return typed
    outdated: dict[str, list[Any]] = state.setdefault(_OUTDATED, {})
    if key not in state:
        state[key] = value
    elif state[key] != value:
        outdated.setdefault(key, []).extend((state[key], value))
        state[key] = value
    else:
        outdated.pop(key, None)
    return value


def take(key: str | None, taken: Taken, echo: bool = False) -> None:
    """Record what a callback did with a control (key None: a button); the run that follows applies it.

    Every callback must call this, also with None: the run then knows that the address in its request may be outdated,
    and keeps the scenario. `echo`: the browser may send this value again without a new action; it counts only if it is
    the only change.
    """
    state = st.session_state
    if taken is None:
        key, taken = None, {}
    value = None if key is None else state.get(key)
    if echo and key is not None:
        state.setdefault(_OUTDATED, {}).setdefault(key, []).append(value)
    state.setdefault(_CHANGES, []).append(_Change(key, value, taken))


def refusal(key: str) -> Refusal | None:
    """The refused text of a control, as long as the control shows it and its field in the scenario is unchanged."""
    refused: dict[str, tuple[Refusal, str | None]] = st.session_state.get(_REFUSED, {})
    if key not in refused:
        return None
    entry, text = refused[key]
    if st.session_state.get(key, entry.typed) == entry.typed and dict(pairs()).get(entry.field) == text:
        return entry
    del refused[key]
    return None


def refusals() -> list[Refusal]:
    """The refused texts of all controls."""
    standing = map(refusal, list(st.session_state.get(_REFUSED, {})))
    return [refused for refused in standing if refused is not None]


def place(scenario: Scenario) -> int:
    """The place, from 0, of the workload that the controls show."""
    text = dict(pairs()).get(WORKLOAD, "")
    known = {str(number): number - 1 for number in range(2, len(scenario.workloads) + 1)}
    return known.get(text, 0)


def chosen(scenario: Scenario) -> Workload:
    """The workload that the controls show."""
    return scenario.workloads[place(scenario)]


def replaced_by(scenario: Scenario, number: int | None = None) -> Texts:
    """The texts that make a scenario that of the session; `number`, from 1, is the workload to show."""
    texts: dict[str, str | None] = dict.fromkeys(key for key, _ in without_extras(pairs()))
    return texts | link.write(scenario) | ({} if number is None else {WORKLOAD: str(number)})


def set_back(before: Pairs) -> Texts:
    """The texts that restore a former address."""
    return dict.fromkeys(key for key, _ in pairs()) | dict(before)


def start_anew() -> Texts:
    """The texts of the plan of an empty link; an open saved scenario is closed."""
    return dict.fromkeys(key for key, _ in pairs()) | link.write(link.start_scenario(price_books(), today()))


def latest(key: str) -> str | None:
    """The text of a key, after the changes of earlier callbacks of this run; None if there is none."""
    changes: list[_Change] = st.session_state.get(_CHANGES, [])
    for change in reversed(changes):
        if not isinstance(change.taken, Refusal) and key in change.taken:
            text: str | None = change.taken[key]
            return text
    texts: dict[str, str] = dict(pairs())
    return texts.get(key)


def acted() -> bool:
    """Whether callbacks made changes that this run has not applied yet."""
    return bool(st.session_state.get(_CHANGES))


def saved_key() -> str:
    """The open saved scenario, as `id.revision`; empty if there is none."""
    return saved_in(dict(pairs()).get(SAVED, ""))


def compared_ids() -> list[str]:
    """Ids of the saved scenarios to compare."""
    return [id_ for id_ in dict(pairs()).get(COMPARED, "")[:200].split(",") if id_]


def saving() -> str:
    """The way to save that the address names; empty if it names none."""
    text = dict(pairs()).get(SAVING, "")
    return text if _SAVING_ID.fullmatch(text) else ""


def query_string() -> str:
    """The scenario and the other keys of the address as a query string."""
    return link.query_string(dict(pairs()))


def currency() -> str:
    """The currency of the scenario; USD if it names none or an unknown one."""
    named = dict(pairs()).get("currency", USD) if _TEXTS in st.session_state else USD
    return named if named in currencies() else USD


def scenario_query() -> str:
    """The scenario alone as a query string."""
    return link.query_string(dict(without_extras(pairs())))


def in_readers_language(query: str) -> str:
    """A query string for a file, with the reader's language unless that is English."""
    language = code(reader())
    return query if language == DEFAULT else f"{query}&{LANGUAGE}={language}"


def short_link(id: str) -> str:
    """The absolute short link of a saved scenario."""
    return absolute(f"/s/{id}")


def sign_in_link() -> str:
    """The address of the sign-in, which returns to this page."""
    return f"/sign-in?{urlencode({'next': f'{_path()}?{query_string()}'})}"


def absolute_link() -> str:
    """The absolute address of the present page and scenario, for others: without an amount that was paid."""
    texts = dict(pairs())
    texts.pop(PAID, None)
    return absolute(f"{_path()}?{link.query_string(texts)}")


def absolute(address: str) -> str:
    """An absolute address for a path of the planner."""
    return f"{_base()}{address}"


def _path() -> str:
    return urlsplit(st.context.url or "").path or "/"


def _base() -> str:
    """The start of absolute links: the public address of the settings, else the one that this browser used."""
    parts = urlsplit(st.context.url or "")
    return settings.public_url() or f"{parts.scheme}://{parts.netloc}"


def _texts_of(scenario: Scenario) -> Pairs:
    return list(link.write(scenario).items())


def _apply_changes(books: PriceBooks) -> bool:
    """Apply the changes that callbacks recorded; returns whether there were any.

    Two controls can show one field. A browser that has not yet received the last run sends the outdated value of the
    second along with a change of the first; such an echo is ignored.
    """
    state = st.session_state
    changes: list[_Change] = state.pop(_CHANGES, [])
    outdated = state.get(_OUTDATED, {})
    fresh = [change for change in changes if change.value not in outdated.get(change.key, [])]
    if not changes or _TEXTS not in state:
        return False
    changed = dict(state[_TEXTS])
    for change in fresh or changes:
        if not isinstance(change.taken, Refusal):
            changed.update(change.taken)
    for change in fresh or changes:
        if isinstance(refused := change.taken, Refusal):
            state.setdefault(_REFUSED, {})[change.key] = (refused, changed.get(refused.field))
    if changed != dict(state[_TEXTS]):
        changed.pop(SAVING, None)
    if changed != dict(state[_TEXTS]) and changed.get("v") in link.VERSIONS:
        # A changed text may need a later version of the link; `link.write` chooses the lowest that can carry it.
        changed["v"] = link.VERSIONS[-1]
    texts = [(key, text) for key, text in changed.items() if text is not None]
    if texts != state[_TEXTS]:
        state[_TEXTS], state[_FROM_LINK] = carried(state[_TEXTS], texts, books, today()), False
    return True

"""The calendar of events: each with a button that takes it out, and a form for one more."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from pricing.bill.estimate import Estimate
from pricing.compare.replacement import switch_to_replacement
from pricing.prices.life import end_of_life, gone
from pricing.scenario import events, link
from pricing.scenario.events import MOST, Events, What
from pricing.scenario.in_words import event_in_words
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from pricing.wording import figures, messages
from ui.controls import widgets
from ui.drawing import phrases
from ui.state import catalogue
from ui.state.session import Texts

_WHAT: Mapping[What, str] = {
    "images": "Launch or season: other volume",
    "price": "Price change of the vendors",
    "model": "Switch to another model",
    "once": "A sum paid once",
}
_VALUE: Mapping[What, tuple[str, str]] = {
    "images": ("Percent more or fewer images", "60"),
    "price": ("Percent on the vendors' rates", "-20"),
    "once": ("USD", "2500"),
}
"""What the value of each is called, and an example."""
_PROBLEM = "event_problem"
_TO_THE_END = "to the end"


def show_calendar(estimate: Estimate) -> None:
    """The events of a scenario, and what can be added to them."""
    scenario = estimate.scenario
    names = [workload.name for workload in scenario.workloads]
    book = catalogue.price_books()[scenario.prices]
    for place, event in enumerate(scenario.events):
        with st.container(horizontal=True, vertical_alignment="center"):
            without = partial(_written, (*scenario.events[:place], *scenario.events[place + 1 :]))
            widgets.button("Remove", without, key=f"event_remove_{place}", icon=":material/close:")
            st.markdown(phrases.plain(event_in_words(event, names, book)), width="stretch")
    for place in range(len(estimate.bills)):
        _switch(estimate, place)
    if len(scenario.events) >= MOST:
        st.caption(f"A scenario has at most {MOST} events. Remove one to add another.")
        return
    box = widgets.popover("Add what changes", key="event_add", icon=":material/add:", change=_forget)
    if box.open:
        with box:
            _form(scenario, book.priced)


def _switch(estimate: Estimate, place: int) -> None:
    """One click adds the switch to what replaces a model that ends."""
    event = switch_to_replacement(estimate, place, catalogue.price_books(), catalogue.today())
    if event is None:
        return
    bill, book = estimate.bills[place], catalogue.price_books()[estimate.scenario.prices]
    name = f"{bill.workload.name}: " if bill.workload.name else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        add = partial(_written, events.ordered([*estimate.scenario.events, event]))
        label = f"{name}switch to {book[str(event.value)].model.name} from {figures.month(event.first)}"
        widgets.button(phrases.plain(label), add, key=f"event_switch_{place}", icon=":material/swap_horiz:")
        assert bill.ends is not None
        st.markdown(phrases.plain(f"{bill.entry.model.name} ends on {figures.day(bill.ends)}."), width="stretch")


def _form(scenario: Scenario, models: Sequence[str]) -> None:
    """What changes, from when to when, where, and by how much."""
    what = widgets.selectbox("What changes", _WHAT, key="event_what") or "images"
    months = {str(month): figures.month(month) for month in _months(scenario)}
    widgets.selectbox("In" if what == "once" else "From", months, key="event_first")
    if what != "once":
        widgets.selectbox("Until", {"": _TO_THE_END, **months}, key="event_last")
        if scenario.several:
            named = {str(number): workload.name for number, workload in enumerate(scenario.workloads, 1)}
            widgets.selectbox("Workload", {"": "All workloads", **named}, key="event_workload")
    if what == "model":
        widgets.selectbox("To", _on_sale(scenario, models, catalogue.today()), key="event_model")
    else:
        label, example = _VALUE[what]
        widgets.text_input(label, key=f"event_{what}", placeholder=example)
    widgets.button("Add", partial(_add, scenario, what), type="primary", key="event_add_it")
    if problem := st.session_state.get(_PROBLEM):
        st.error(phrases.plain(problem))


def _on_sale(scenario: Scenario, models: Sequence[str], today: dt.date) -> dict[str, str]:
    books = catalogue.price_books()
    book = books[scenario.prices]
    return {
        model: phrases.model_label(book[model], today) for model in models if not gone(end_of_life(model, books), today)
    }


def _add(scenario: Scenario, what: What) -> Texts | None:
    """Take the event, or keep what was entered and say what is wrong with it."""
    texts = link.write(scenario)
    added = f"{texts['events']},{_entered(what)}" if scenario.events else _entered(what)
    reading = link.read(
        (texts | {"v": link.VERSIONS[-1], "events": added}).items(), catalogue.price_books(), catalogue.today()
    )
    if reading.scenario is None:
        st.session_state[_PROBLEM] = f"“{_entered(what)}” is not taken: {messages.words(reading.problems[0].problem)}."
        return None
    _forget(True)
    return _written(reading.scenario.events)


def _entered(what: What) -> str:
    """The event as a link has it."""
    state = st.session_state
    last, workload = ("", "") if what == "once" else (state.get("event_last") or "", state.get("event_workload") or "")
    months = f"{state['event_first']}..{last}" if last else state["event_first"]
    value = (state["event_model"] if what == "model" else state[f"event_{what}"]).strip()
    return f"{months}{f'@{workload}' if workload else ''}:{what}:{value}"


def _forget(_open: bool) -> None:
    st.session_state.pop(_PROBLEM, None)


def _written(kept: Events) -> Texts:
    return {"events": events.text_of(kept) or None}


def _months(scenario: Scenario) -> list[Month]:
    return [scenario.start.plus(number) for number in range(scenario.months)]

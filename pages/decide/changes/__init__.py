"""The list of events, each with a button that removes it, and a form for one more."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import partial

import streamlit as st

from pages.decide.changes import messages
from pricing.bill.estimate import Estimate
from pricing.compare.replacement import switch_to_replacement
from pricing.prices.life import end_of_life, gone
from pricing.scenario import events, link
from pricing.scenario.events import MOST, Effect, Events
from pricing.scenario.in_words import event_in_words
from pricing.scenario.kinds import NotTaken
from pricing.scenario.scenario import Scenario
from pricing.values.exact import plain
from pricing.values.month import Month
from pricing.wording import figures
from pricing.wording.messages import words
from ui.controls import widgets
from ui.drawing import phrases
from ui.state import catalogue
from ui.state.session import Texts

_OPEN, _PROBLEM = "event_add", "event_problem"
_EXAMPLES: Mapping[Effect, str] = {"images": "5x", "price": "-20%", "once": "2500"}


def show_calendar(estimate: Estimate) -> None:
    """The events of a scenario, and the controls to add one."""
    scenario = estimate.scenario
    names = [workload.name for workload in scenario.workloads]
    books = catalogue.price_books()
    book, models = books[scenario.prices], books.model_names
    for place, event in enumerate(scenario.events):
        with st.container(horizontal=True, vertical_alignment="center"):
            without = partial(_written, (*scenario.events[:place], *scenario.events[place + 1 :]))
            widgets.button(words(messages.REMOVE), without, key=f"event_remove_{place}", icon=":material/close:")
            st.markdown(phrases.plain(event_in_words(event, names, models)), width="stretch")
    for place in range(len(estimate.bills)):
        _switch(estimate, place)
    if len(scenario.events) >= MOST:
        st.caption(phrases.plain(words(messages.most_events(MOST))))
        return
    # A fold: as a popover, a form of this height would cover the figure, or be cut off on a phone.
    box = widgets.expander(words(messages.ADD_EVENT), key=_OPEN)
    if box.open:
        with box:
            _form(scenario, book.priced)


def _switch(estimate: Estimate, place: int) -> None:
    """A button that adds the switch to the replacement of a model that ends."""
    event = switch_to_replacement(estimate, place, catalogue.price_books(), catalogue.today())
    if event is None:
        return
    bill, book = estimate.bills[place], catalogue.price_books()[estimate.scenario.prices]
    assert bill.ends is not None
    model, name = bill.entry.model.name, bill.workload.name
    with st.container(horizontal=True, vertical_alignment="center"):
        add = partial(_written, events.ordered([*estimate.scenario.events, event]))
        label = messages.switch(name, book[str(event.value)].model.name, event.first)
        widgets.button(phrases.plain(words(label)), add, key=f"event_switch_{place}", icon=":material/swap_horiz:")
        st.markdown(phrases.plain(words(messages.ends_on(model, bill.ends))), width="stretch")


def _form(scenario: Scenario, models: Sequence[str]) -> None:
    """The fields of an event: what changes, in which months, for which workload, and by how much."""
    kinds = {kind: words(name) for kind, name in messages.EVENTS.items()}
    event_kind = widgets.selectbox(words(messages.WHAT_CHANGES), kinds, key="event_what") or "images"
    months = {str(month): figures.month(month) for month in _months(scenario)}
    once = event_kind == "once"
    first = widgets.selectbox(words(messages.IN_MONTH if once else messages.FROM_MONTH), months, key="event_first")
    if not once:
        later = {month: name for month, name in months.items() if first is None or month >= first}
        widgets.selectbox(words(messages.UNTIL), {"": words(messages.TO_THE_END), **later}, key="event_last")
        if scenario.several:
            named = {str(number): workload.name for number, workload in enumerate(scenario.workloads, 1)}
            everywhere = {"": words(messages.ALL_WORKLOADS), **named}
            widgets.selectbox(words(messages.WORKLOAD), everywhere, key="event_workload")
    if event_kind == "model":
        sold = _on_sale(scenario, models, catalogue.today())
        widgets.selectbox(words(messages.TO_MODEL), sold, key="event_model")
    else:
        label = words(messages.event_value(event_kind, figures.reader().currency))
        widgets.text_input(label, key=f"event_{event_kind}", placeholder=_EXAMPLES[event_kind], autocomplete="off")
    if (problem := st.session_state.get(_PROBLEM)) and problem[0] == event_kind:
        st.error(phrases.plain(words(problem[1])))
    widgets.button(words(messages.ADD), partial(_add, scenario, event_kind), type="primary", key="event_add_it")


def _on_sale(scenario: Scenario, models: Sequence[str], today: dt.date) -> dict[str, str]:
    books = catalogue.price_books()
    book = books[scenario.prices]
    return {
        model: phrases.model_label(book[model], today) for model in models if not gone(end_of_life(model, books), today)
    }


def _add(scenario: Scenario, event_kind: Effect) -> Texts | None:
    """Add the event and close the form, or keep the entered text and show why it is not accepted."""
    typed = st.session_state["event_model" if event_kind == "model" else f"event_{event_kind}"].strip()
    try:
        value = typed if event_kind == "model" else plain(events.read_typed(event_kind, typed))
    except NotTaken as error:
        st.session_state[_PROBLEM] = event_kind, messages.event_value_refused(typed, error.takes)
        return None
    entered = _entered(event_kind, value)
    texts = link.write(scenario)
    added = f"{texts['events']},{entered}" if scenario.events else entered
    reading = link.read(
        (texts | {"v": link.VERSIONS[-1], "events": added}).items(), catalogue.price_books(), catalogue.today()
    )
    if reading.scenario is None:
        st.session_state[_PROBLEM] = event_kind, messages.event_refused(reading.problems[0].problem)
        return None
    st.session_state.pop(_PROBLEM, None)
    st.session_state[_OPEN] = False
    return _written(reading.scenario.events)


def _entered(event_kind: Effect, value: str) -> str:
    """The event as written in a link."""
    state = st.session_state
    last, workload = (
        ("", "") if event_kind == "once" else (state.get("event_last") or "", state.get("event_workload") or "")
    )
    months = f"{state['event_first']}..{last}" if last else state["event_first"]
    return f"{months}{f'@{workload}' if workload else ''}:{event_kind}:{value}"


def _written(wanted: Events) -> Texts:
    return {"events": events.text_of(wanted) or None}


def _months(scenario: Scenario) -> list[Month]:
    return [scenario.start.plus(number) for number in range(scenario.months)]

"""The workloads of the scenario: the one that the controls show, and controls to choose, add, rename and remove one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import streamlit as st

from pricing.bill.estimate import Estimate
from pricing.scenario import in_words
from pricing.scenario.examples import with_example
from pricing.scenario.fields import FIELDS, kinds, numbered
from pricing.scenario.kinds import Name, NotTaken, Number
from pricing.scenario.messages import a_name_of_its_own
from pricing.scenario.scenario import MOST_WORKLOADS, Scenario
from pricing.scenario.workload import Workload, folded
from pricing.wording.messages import Message, words
from ui.controls import boxes, messages, widgets
from ui.drawing import phrases
from ui.state import catalogue, session
from ui.state.address import WORKLOAD
from ui.state.session import Texts


@dataclass(frozen=True)
class Chosen:
    """One workload of the session's scenario."""

    scenario: Scenario
    place: int
    """From 0."""

    @classmethod
    def of(cls, scenario: Scenario) -> "Chosen":
        return cls(scenario, session.place(scenario))

    @property
    def workload(self) -> Workload:
        return self.scenario.workloads[self.place]

    def key(self, field: str) -> str:
        """The key of a field in the link: `images`, or `2.images` of the second workload; shared ones have one."""
        return numbered(self.place + 1, field) if FIELDS[field].of == "workload" else field

    def widget(self, name: str) -> str:
        """The key of a control, a separate one for each workload, so that none shows another one's value."""
        return name if self.place == 0 else f"{name}_{self.place + 1}"

    def value(self, field: str) -> Any:
        """The scenario's value of a field, of the workload or shared."""
        return getattr(self.workload if FIELDS[field].of == "workload" else self.scenario, field)

    def number(self, field: str, label: str | None = None, box: str | None = None, **more: Any) -> None:
        """A box for a number of the workload, or for a shared one, under the field's own label.

        `box` names it if a page has two boxes for the field.
        """
        described = FIELDS[field]
        kind = kinds(catalogue.price_books(), catalogue.today())[field]
        assert isinstance(kind, Number)
        key = self.key(field)
        emptied = {key: None} if described.optional else None
        name = f"{box or field}_box"
        widget = self.widget(name) if described.of == "workload" else name
        boxes.number_box(widget, label or described.label, kind, self.value(field), key, emptied=emptied, **more)

    def to(self, field: str, text: Callable[[Any], str] = str) -> widgets.Change:
        """The change of a control whose value is a field of the workload, written as `text` does."""
        return widgets.to(self.key(field), text)


@dataclass(frozen=True)
class _OtherName:
    """A name of a workload that none of the others has."""

    taken: frozenset[str]
    """The others' names, folded."""

    @property
    def accepts(self) -> Message:
        return a_name_of_its_own(Name().accepts)

    def read(self, text: str) -> str:
        try:
            name = Name().read(text)
        except NotTaken:
            raise NotTaken(self.accepts) from None
        if folded(name) in self.taken:
            raise NotTaken(self.accepts)
        return name

    def nearest(self, text: str) -> str | None:
        return None


def picker(estimate: Estimate) -> None:
    """Each workload with its cost a month; nothing for a single one."""
    if not estimate.scenario.several:
        return
    options = {
        number: phrases.plain(f"{phrases.short(bill.workload.name, 34)} · {phrases.brief_money(bill.per_month)}")
        for number, bill in enumerate(estimate.bills, 1)
    }
    chosen = Chosen.of(estimate.scenario).place + 1
    change = widgets.to(WORKLOAD)
    widgets.pills(words(messages.WORKLOAD_COSTS), options, chosen, key="workload", change=change)


def actions(chosen: Chosen) -> None:
    """The buttons to add, rename and remove workloads; for a single one only to add."""
    _add(chosen)
    if chosen.scenario.several:
        _rename(chosen)
        without = chosen.scenario.without(chosen.place)
        remove = partial(session.replaced_by, without, min(chosen.place + 1, len(without.workloads)))
        hint = phrases.plain(words(messages.removes(chosen.workload.name)))
        widgets.button(words(messages.REMOVE), remove, icon=":material/remove:", help=hint)


def _add(chosen: Chosen) -> None:
    several = chosen.scenario.several
    if len(chosen.scenario.workloads) == MOST_WORKLOADS:
        full = words(messages.workloads_full(MOST_WORKLOADS))
        widgets.popover(words(messages.ADD), key="workload_full", icon=":material/add:", disabled=True, help=full)
        st.caption(full)
        return
    label = words(messages.ADD if several else messages.ADD_WORKLOAD)
    box = widgets.popover(label, key="workload_add", icon=":material/add:")
    if box.open:
        with box:
            st.markdown(words(messages.ABOUT_ADDING))
            copy = partial(_with_last, chosen.scenario.with_added(replace(chosen.workload, name="")))
            about = messages.copy_of(chosen.workload.name) if several else messages.COPY_THIS
            widgets.button(phrases.plain(words(about)), copy, icon=":material/content_copy:", type="primary")
            widgets.menu(
                words(messages.FROM_EXAMPLE),
                in_words.examples(),
                key="workload_example",
                placeholder=words(messages.AN_EXAMPLE),
                change=partial(_with_example, chosen.scenario),
            )


def _with_example(scenario: Scenario, name: str) -> Texts:
    return _with_last(with_example(scenario, name, catalogue.price_books(), catalogue.today()))


def _with_last(scenario: Scenario) -> Texts:
    return session.replaced_by(scenario, len(scenario.workloads))


def _rename(chosen: Chosen) -> None:
    box = widgets.popover(words(messages.RENAME), key="workload_rename", icon=":material/edit:")
    if box.open:
        with box:
            others = (workload.name for workload in chosen.scenario.workloads if workload is not chosen.workload)
            kind = _OtherName(frozenset(map(folded, others)))
            label = words(messages.NAME)
            boxes.text_box(chosen.widget("workload_name"), label, kind, chosen.workload.name, chosen.key("name"))

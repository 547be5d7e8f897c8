"""Saved scenarios added up: a new one with the workloads of all, and what that had to change."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from pricing.explain import messages
from pricing.explain.changes import in_words
from pricing.prices import PriceBooks
from pricing.scenario import events, link
from pricing.scenario.events import Event
from pricing.scenario.fields import OF
from pricing.scenario.in_words import event_in_words, model_name, price_book
from pricing.scenario.kinds import Name
from pricing.scenario.scenario import MOST_WORKLOADS, Scenario
from pricing.scenario.workload import Workload, folded
from pricing.values.exact import total
from pricing.wording.messages import Message


class Sum(NamedTuple):
    """The sum of scenarios: a new scenario and what it changes."""

    scenario: Scenario
    changed: tuple[Message, ...]
    """One sentence for each difference of the sum from one of the scenarios."""


def workloads(scenarios: Sequence[Scenario]) -> int:
    """The number of workloads of all scenarios together."""
    return sum(len(scenario.workloads) for scenario in scenarios)


def added_up(named: Sequence[tuple[str, Scenario]], books: PriceBooks, today: dt.date) -> Sum:
    """A scenario with the workloads of several scenarios, under unique names, on the terms of the first.

    Each workload keeps its ranges and events; the monthly own costs are added up.
    Raises ValueError for more workloads than a scenario can have.
    """
    (first_name, first), *others = named
    if workloads([scenario for _, scenario in named]) > MOST_WORKLOADS:
        raise ValueError(f"a scenario has at most {MOST_WORKLOADS} workloads")
    start = first.workloads[0]
    whole = replace(first, workloads=(replace(start, name=start.name or _short(first_name)), *first.workloads[1:]))
    changed: list[Message] = []
    wanted = _events(named)
    own_month = total(scenario.own_month for _, scenario in named)
    whole = replace(whole, events=events.ordered(event for _, event in wanted), own_month=own_month)
    for scenario_name, scenario in others:
        for workload in scenario.workloads:
            name = _free(whole, scenario_name, workload)
            whole = whole.with_added(replace(workload, name=name))
            if workload.name and whole.workloads[-1].name != workload.name:
                changed.append(messages.named_anew(workload.name, scenario_name, whole.workloads[-1].name))
    # `nearest` settles on prices that every model has: of a later day, or on another model.
    possible = link.nearest(link.write(whole).items(), books, today)
    changed += _terms(possible, named, books.model_names)
    prices = price_book(possible.prices)
    for before, after in zip(whole.workloads, possible.workloads, strict=True):
        if before.model != after.model:
            now, was = (model_name(workload.model, books.model_names) for workload in (after, before))
            changed.append(messages.on_another_model(after.name, now, was, prices))
    names = [workload.name for workload in possible.workloads]
    left = Counter(event for _, event in wanted) - Counter(possible.events)
    for scenario_name, event in wanted:
        if left[event]:
            left[event] -= 1
            changed.append(messages.event_left_out(scenario_name, event_in_words(event, names, books.model_names)))
    return Sum(possible, tuple(changed))


def _events(named: Sequence[tuple[str, Scenario]]) -> list[tuple[str, Event]]:
    """The events of all scenarios, each with the name of the scenario that it comes from.

    An event about every workload of its scenario becomes one event for each of them, unless every scenario has it.
    """
    shared = set.intersection(
        *({shared_event for shared_event in scenario.events if _of_all(shared_event)} for _, scenario in named)
    )
    named_events = [(named[0][0], event) for event in named[0][1].events if event in shared]
    before = 0
    for name, scenario in named:
        places = range(before + 1, before + 1 + len(scenario.workloads))
        for event in scenario.events:
            if event in shared:
                continue
            if _of_all(event):
                named_events += [(name, event._replace(workload=place)) for place in places]
            else:
                number = None if event.workload is None else before + event.workload
                named_events.append((name, event._replace(workload=number)))
        before += len(scenario.workloads)
    return named_events


def _of_all(event: Event) -> bool:
    """Whether an event is about every workload of its scenario."""
    return event.workload is None and event.effect != "once"


_ADDED_UP = ("events", "own_month")
"""Terms that are summed or united, so that no scenario loses its own."""


def _terms(whole: Scenario, named: Sequence[tuple[str, Scenario]], models: Mapping[str, str]) -> Iterator[Message]:
    for field in OF["scenario"]:
        if field.key in _ADDED_UP:
            continue
        value = getattr(whole, field.key)
        for name, scenario in named:
            if (was := getattr(scenario, field.key)) != value:
                now, then = (in_words(field.key, term, models) for term in (value, was))
                yield messages.another_term(field.label, now, name, then)


def _free(whole: Scenario, scenario_name: str, workload: Workload) -> str:
    """A unique name for a workload: its own, with the name of its scenario before it if that is taken."""
    taken = {folded(present.name) for present in whole.workloads}
    names = [workload.name, _short(f"{scenario_name}: {workload.name}")] if workload.name else [_short(scenario_name)]
    return next((name for name in names if folded(name) not in taken), "")


def _short(name: str) -> str:
    return Name().nearest(name) or ""

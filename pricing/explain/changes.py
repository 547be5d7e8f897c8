"""The differences of two scenarios in words: of their terms, workloads and comparisons."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from pricing.explain import messages
from pricing.explain.matching import Matching, matched
from pricing.prices import GuidePrices, ListPrices, PriceBooks
from pricing.prices.schema import TIERS
from pricing.prices.services import NOT_OFFERED, Service, services
from pricing.scenario.comparison import Comparison
from pricing.scenario.events import Event
from pricing.scenario.fields import FIELDS, OF, Field
from pricing.scenario.in_words import (
    accepted_in_trial,
    choice,
    choices,
    events_in_words,
    in_a_row,
    mix,
    model_name,
    own_service,
    price_range_in_words,
    ranges_in_words,
    sizes,
)
from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.ranges import PriceRange, Range
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from pricing.wording.figures import day, month, number
from pricing.wording.messages import words


class Change(NamedTuple):
    """A field that differs, with both values in words; for lists `after` has only the added and removed items."""

    field: str
    """The key of the field; `workloads` where workloads were added, removed or reordered."""
    label: str
    """The label of the field, with the name of the workload where there are several."""
    before: str
    after: str


def changes(before: Scenario, after: Scenario, books: PriceBooks) -> tuple[Change, ...]:
    """The differences: added and removed workloads, then fields of terms, workloads and comparison in the link's order.

    A scenario without a comparison counts as one with the services of the other and start terms, as nobody chose the
    services with which a page opens. For lists, `after` has the added and removed items: `+ Ideogram 4.5, - DALL-E 3`.
    """
    matching = matched(before, after)
    was, now = before.comparison or _start(after), after.comparison or _start(before)
    compared = _compared(was, now, services(books.listed), books.model_names)
    return (*_workloads(matching), *_fields(before, after, matching, books.model_names), *compared)


def in_words(key: str, value: Any, models: Mapping[str, str]) -> str:
    """A value of the field with a key as people read it; `models` are the names of the models by id."""
    match value:
        case None | "" | ():
            return words(messages.NONE)
        case Quality():
            return mix(value)
        case SizeMix():
            return sizes(value)
        case int() | Decimal():
            return number(value)
        case ListPrices(of_day) | (dt.date() as of_day):
            return day(of_day)
        case Month():
            return month(value)
        case GuidePrices():
            return words(messages.GUIDE)
        case PriceRange():
            return price_range_in_words(value)
        case [Range(), *_]:
            return ranges_in_words(value)
        case [Event(), *_]:
            return events_in_words(value, (), models)
        case [str(), *_]:
            return choices(key, value)
        case [(str(), Decimal()), *_]:
            return accepted_in_trial(value, models)
    return model_name(value, models) if key == "model" else choice(key, str(value))


def _start(other: Scenario) -> Comparison:
    """The comparison that everybody starts with, with the services of another scenario's comparison."""
    return Comparison() if other.comparison is None else Comparison(services=other.comparison.services)


def _workloads(matching: Matching) -> Iterator[Change]:
    added, removed = ([workload.name for workload in part] for part in (matching.added, matching.removed))
    if added or removed or matching.reordered:
        label, moved = messages.WORKLOADS, messages.list_change(added, removed)
        yield Change("workloads", words(label), "", words(moved))


def _fields(before: Scenario, after: Scenario, matching: Matching, models: Mapping[str, str]) -> Iterator[Change]:
    named = before.several or after.several
    for field in FIELDS.values():
        if field.of == "scenario":
            yield from _change(field, field.label, before, after, models)
        elif field.of == "workload":
            for was, now in matching.pairs:
                label = words(messages.of_workload(now.name, field.label)) if named else field.label
                yield from _change(field, label, was, now, models)


def _change(field: Field, label: str, before: object, after: object, models: Mapping[str, str]) -> Iterator[Change]:
    was, now = getattr(before, field.key), getattr(after, field.key)
    if was != now:
        yield Change(field.key, label, in_words(field.key, was, models), in_words(field.key, now, models))


def _compared(
    before: Comparison, after: Comparison, known: Mapping[str, Service], models: Mapping[str, str]
) -> Iterator[Change]:
    for field in OF["comparison"]:
        if (in_parts := _IN_PARTS.get(field.key)) is not None:
            yield from in_parts(field, before, after, known)
        else:
            yield from _change(field, field.label, before, after, models)


def _services(field: Field, before: Comparison, after: Comparison, known: Mapping[str, Service]) -> Iterator[Change]:
    names = [[known[key].name for key in comparison.services] for comparison in (before, after)]
    yield from _list_change(field, *names)


def _map(field: Field, before: Comparison, after: Comparison, known: Mapping[str, Service]) -> Iterator[Change]:
    for key in dict.fromkeys([*after.services, *dict(before.map), *dict(after.map)]):
        start = known[key].start_names()
        tiers = zip(TIERS, before.mapped(key) or start, after.mapped(key) or start, strict=True)
        for tier, was, now in tiers:
            if was != now:
                label = words(messages.tier_at(known[key].name, tier))
                yield Change(field.key, label, bought(was), bought(now))


def _own(field: Field, before: Comparison, after: Comparison, known: Mapping[str, Service]) -> Iterator[Change]:
    was, now = ({own.name: own for own in comparison.own} for comparison in (before, after))
    yield from _list_change(field, list(was), list(now))
    for name in was:
        if name in now and was[name] != now[name]:
            label = words(messages.of_own_service(field.label, name))
            yield Change(field.key, label, own_service(was[name], known), own_service(now[name], known))


_IN_PARTS: Mapping[str, Callable[[Field, Comparison, Comparison, Mapping[str, Service]], Iterator[Change]]] = {
    "services": _services,
    "map": _map,
    "own": _own,
}
"""Key -> function that makes the difference, for fields that hold lists."""


def _list_change(field: Field, before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    if before != after:
        added = [name for name in after if name not in before]
        removed = [name for name in before if name not in after]
        yield Change(field.key, field.label, "", words(messages.list_change(added, removed)))


def bought(name: str) -> str:
    """What a tier buys at a service, in words."""
    return words(messages.NOTHING_BOUGHT) if name == NOT_OFFERED else name


def in_one_line(changed: Iterable[Change]) -> str:
    """`Images per day 1,000 → 2,500; Services: + Ideogram 4.5; ...`."""
    return in_a_row(words(messages.changed(change.label, change.before, change.after)) for change in changed)

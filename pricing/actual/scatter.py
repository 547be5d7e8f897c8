"""Ranges from the scatter of days: what a lever was at most on one day in ten, and on nine in ten."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from pricing.actual.matching import Aliases, matched
from pricing.actual.measures import measures
from pricing.actual.planned import as_begun
from pricing.actual.records import Record
from pricing.actual.usage import used
from pricing.bill.estimate import Estimate
from pricing.prices import PriceBooks
from pricing.scenario import levers, ranges
from pricing.scenario.fields import kinds
from pricing.scenario.kinds import Number
from pricing.scenario.ranges import Lever, Range
from pricing.scenario.scenario import Scenario
from pricing.values.exact import of_fraction

FEWEST_DAYS = 10
"""Fewer say nothing of one in ten."""
_LEVERS: tuple[Lever, ...] = ("images", "prompt", "refs", "batch", "high")
_LOW, _HIGH = Fraction(1, 10), Fraction(9, 10)


class Scatter(NamedTuple):
    """How far a lever of a workload was from day to day."""

    workload: int
    """Its number, from 1 on."""
    range: Range
    """One day in ten was below, one above; wide enough for the value that the scenario has."""
    days: int


def scatter(
    whole: Estimate, records: Iterable[Record], books: PriceBooks, today: dt.date, aliases: Aliases | None = None
) -> tuple[Scatter, ...]:
    """The ranges of levers by the days that are over, of workloads that a bill tells apart.

    A day between others without any use counts as none: 0 images.
    """
    over = [record for record in records if record.day < today]
    if not over or whole.unpriced:
        return ()
    first, last = min(record.day for record in over), max(record.day for record in over)
    days = [first + dt.timedelta(days=at) for at in range((last - first).days + 1)]
    plans, takes = as_begun(whole, 1), levers.lever_kinds(kinds(books, today))
    found: list[Scatter] = []
    for group in matched(over, whole.scenario, books, aliases).groups:
        if len(group.places) > 1 or not group.records:
            continue
        plan = plans[group.places[0]]
        by_day: dict[dt.date, list[Record]] = {day: [] for day in days}
        for record in group.records:
            by_day[record.day].append(record)
        references = bool(plan.bill.workload.refs)
        of_days = [measures(plan, used(of_day, references), 1) for of_day in by_day.values()]
        for lever, values in _values(of_days):
            value = levers.lever_value(plan.bill.workload, lever)
            if (each := _range(lever, values, value, takes[lever])) is not None:
                found.append(Scatter(plan.place + 1, each, len(values)))
    return tuple(found)


def with_ranges(scenario: Scenario, found: Iterable[Scatter]) -> Scenario:
    """The scenario with these ranges instead of its own of the same levers."""
    for each in found:
        workload = scenario.workloads[each.workload - 1]
        others = (own for own in workload.ranges if own.lever != each.range.lever)
        widened = levers.around(replace(workload, ranges=ranges.ordered((*others, each.range))))
        scenario = scenario.with_replaced(each.workload - 1, widened)
    return scenario


def _values(of_days: Sequence[Mapping[str, Fraction]]) -> Iterator[tuple[Lever, list[Fraction]]]:
    """The values of each lever, of the days that have one; images are 0 on a day without."""
    for lever in _LEVERS:
        values = [of_day[lever] for of_day in of_days if lever in of_day]
        if lever == "images" and values:
            values += [Fraction(0)] * (len(of_days) - len(values))
        if len(values) >= FEWEST_DAYS:
            yield lever, sorted(values)


def _range(lever: Lever, values: Sequence[Fraction], value: Decimal, takes: Number) -> Range | None:
    """None where all days are the same."""
    low, high = (takes.on_grid(of_fraction(_at(values, part)), 2) for part in (_LOW, _HIGH))
    low, high = min(low, value), max(high, value)
    return Range(lever, low, high) if low < high else None


def _at(values: Sequence[Fraction], part: Fraction) -> Fraction:
    """The value that a part of the others is below, between the two that are nearest."""
    place = part * (len(values) - 1)
    at = int(place)
    after = values[min(at + 1, len(values) - 1)]
    return values[at] + (after - values[at]) * (place - at)

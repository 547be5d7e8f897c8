"""The variation of levers from day to day as ranges of a plan: one day in ten is below, one above."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import NamedTuple

from pricing.actual.matched_bill import Aliases, counted_in, matched
from pricing.actual.plan_side import WorkloadPlan, plan_of_days
from pricing.actual.readers.usage_records import UsageRecord
from pricing.actual.usage import usage_of
from pricing.actual.used_values import lever_values
from pricing.bill.estimate import Estimate
from pricing.prices import PriceBooks
from pricing.scenario import levers, ranges
from pricing.scenario.fields import LEVER_KINDS
from pricing.scenario.ranges import Lever, Range
from pricing.scenario.scenario import Scenario
from pricing.values.exact import of_fraction

FEWEST_DAYS = 10
"""The fewest days with figures; with fewer it is not known what 1 day in 10 exceeds."""
_RANGED: tuple[Lever, ...] = ("images", "prompt", "refs", "batch", "high")
_LOW, _HIGH = Fraction(1, 10), Fraction(9, 10)


class DayRange(NamedTuple):
    """The range of a lever of a workload, from its values on the days of a bill."""

    workload: int
    """The number of the workload, from 1 on."""
    range: Range
    """Of ten days, one was below it and one above; it is widened to include the scenario's own value."""
    days: int


def day_ranges(
    whole: Estimate, records: Iterable[UsageRecord], books: PriceBooks, today: dt.date, aliases: Aliases | None = None
) -> tuple[DayRange, ...]:
    """The ranges of levers over past days, for workloads that a bill distinguishes.

    A day without usage between others counts as 0 images.
    """
    exchange = whole.scenario.exchange
    over = [counted_in(record, exchange, None) for record in records if record.day < today]
    if not over or whole.unpriced:
        return ()
    first, last = min(record.day for record in over), max(record.day for record in over)
    days = [first + dt.timedelta(days=place) for place in range((last - first).days + 1)]
    plans = plan_of_days(whole, 1)
    ranges_by_days: list[DayRange] = []
    for group in matched(over, whole.scenario, books, aliases).groups:
        if len(group.places) > 1 or not group.records:
            continue
        plan = plans[group.places[0]]
        by_day: dict[dt.date, list[UsageRecord]] = {day: [] for day in days}
        for record in group.records:
            by_day[record.day].append(record)
        of_days = [_of_day(plan, of_day) for of_day in by_day.values()]
        for lever in _RANGED:
            values = _values(lever, of_days)
            if len(values) >= FEWEST_DAYS:
                takes, ends = LEVER_KINDS[lever], (_percentile(values, part) for part in (_LOW, _HIGH))
                low, high = (takes.on_grid(of_fraction(end), 2) for end in ends)
                present = levers.lever_value(plan.bill.workload, lever)
                low, high = min(low, present), max(high, present)
                if low < high:
                    ranges_by_days.append(DayRange(plan.place + 1, Range(lever, low, high), len(values)))
    return tuple(ranges_by_days)


def with_ranges(scenario: Scenario, day_ranges_to_set: Iterable[DayRange]) -> Scenario:
    """The scenario with these ranges instead of its own ranges of the same levers."""
    for day_range in day_ranges_to_set:
        workload = scenario.workloads[day_range.workload - 1]
        others = (own for own in workload.ranges if own.lever != day_range.range.lever)
        widened = levers.around(replace(workload, ranges=ranges.ordered((*others, day_range.range))))
        scenario = scenario.with_replaced(day_range.workload - 1, widened)
    return scenario


def _of_day(plan: WorkloadPlan, records: Iterable[UsageRecord]) -> Mapping[str, Fraction]:
    return lever_values(plan, usage_of(records, bool(plan.bill.workload.refs)), 1)


def _values(lever: Lever, of_days: Sequence[Mapping[str, Fraction]]) -> list[Fraction]:
    """The sorted values of a lever on the days that have one; other days count as 0 for images."""
    values = [of_day[lever] for of_day in of_days if lever in of_day]
    if lever == "images" and values:
        values += [Fraction(0)] * (len(of_days) - len(values))
    return sorted(values)


def _percentile(values: Sequence[Fraction], part: Fraction) -> Fraction:
    """The value below which a part of the values lies, interpolated between the two nearest."""
    place = part * (len(values) - 1)
    below = int(place)
    after = values[min(below + 1, len(values) - 1)]
    return values[below] + (after - values[below]) * (place - below)

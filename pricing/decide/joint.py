"""Several ways to save at once, and a set of them that brings the cost to a target."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pricing.bill.estimate import estimate
from pricing.decide.savings import Way, at, savings
from pricing.prices import PriceBooks
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT

_GIVEN_UP = ("same", "shape", "equal", "less")
"""Kinds of ways that count toward a target: none that is unproven or that somebody else must agree to."""


class JointStep(NamedTuple):
    """One of several ways applied together, after the ways before it."""

    way: Way
    per_month: Decimal
    """USD a month of the whole scenario after this way."""
    saving: Decimal
    """USD a month saved in addition to the steps before; negative if it then costs more."""


class ExcludedWay(NamedTuple):
    """A way that cannot be applied together with the others."""

    way: Way
    because: str
    """A code: `same-field`, `not-priced-together` or `not-usable`."""
    of: Way | None = None
    """The way that changed the same field before; None for other reasons."""


class Joint(NamedTuple):
    """Several ways applied together: their effects multiply, and the savings of the steps add up."""

    scenario: Scenario
    per_month: Decimal
    saving: Decimal
    steps: tuple[JointStep, ...]
    """The steps in the order of the request."""
    left_out: tuple[ExcludedWay, ...]


def joint(scenario: Scenario, ways: Iterable[Way], books: PriceBooks) -> Joint:
    """Apply several ways to a scenario, in their order. Raises ValueError for a scenario without a price."""
    now = estimate(scenario, books).per_month
    if now is None:
        raise ValueError("a scenario without a price has no savings")
    after, cost = scenario, now
    steps: list[JointStep] = []
    left_out: list[ExcludedWay] = []
    for way in ways:
        before = next((step.way for step in steps if step.way.excludes(way)), None)
        if not way.usable or before is not None:
            left_out.append(ExcludedWay(way, "not-usable" if not way.usable else "same-field", before))
            continue
        changed = _with(after, way)
        costs = estimate(changed, books).per_month
        if costs is None:
            left_out.append(ExcludedWay(way, "not-priced-together"))
            continue
        steps.append(JointStep(way, costs, EXACT.subtract(cost, costs)))
        after, cost = changed, costs
    return Joint(after, cost, EXACT.subtract(now, cost), tuple(steps), tuple(left_out))


@lru_cache(maxsize=32)
def reaching(scenario: Scenario, target: Decimal, books: PriceBooks, today: dt.date) -> Joint:
    """Ways that together bring the monthly cost to a target, or as near to it as possible.

    Ways that give up least come first, and ways that are not needed are left out. Ways whose share the reader sets go
    to the proposed value or, if needed, as far as they can, and then back to what the target needs.
    """
    fitting = [way for way in savings(scenario, books, today) if way.worth and way.kind in _GIVEN_UP]
    for wanted in (fitting, [way if way.ranked else _furthest(way) for way in fitting]):
        chosen = list(_enough(scenario, wanted, target, books))
        applied = joint(scenario, chosen, books)
        if applied.per_month <= target:
            return _no_more(scenario, applied, target, books)
    return applied


def _furthest(way: Way) -> Way:
    return way if way.degrees is None else at(way, way.degrees.most)


def _no_more(scenario: Scenario, applied: Joint, target: Decimal, books: PriceBooks) -> Joint:
    """Leave out the ways that the target does not need, and take the others no further than it needs."""
    chosen = [step.way for step in applied.steps]

    def within(ways: Sequence[Way]) -> bool:
        tried = joint(scenario, ways, books)
        return tried.per_month <= target and not tried.left_out

    for way in chosen[-2::-1]:
        if within(others := [other for other in chosen if other is not way]):
            chosen = others
    for place in reversed(range(len(chosen))):
        way = chosen[place]
        if not way.ranked and way.degrees is not None:
            turned = [*chosen[:place], way, *chosen[place + 1 :]]
            for value in way.degrees.stops():
                turned[place] = at(way, value)
                if within(turned):
                    chosen = turned
                    break
    return joint(scenario, chosen, books)


def _enough(scenario: Scenario, ways: Sequence[Way], target: Decimal, books: PriceBooks) -> Iterator[Way]:
    """The ways that make the scenario cheaper after those before, in their order, until the target is reached."""
    cost, taken = estimate(scenario, books).per_month, list[Way]()
    for way in ways:
        if cost is None or cost <= target:
            return
        if any(way.excludes(other) for other in taken):
            continue
        changed = _with(scenario, way)
        after = estimate(changed, books).per_month
        if after is not None and after < cost:
            scenario, cost = changed, after
            taken.append(way)
            yield way


def _with(scenario: Scenario, way: Way) -> Scenario:
    """The scenario with the field of a way at its value after the change, and the field's range moved along."""
    place = way.workload - 1
    target, workload = way.scenario.workloads[place], scenario.workloads[place]
    lever = "high" if way.lever == "quality" else way.lever
    moved = {range_of_lever.lever: range_of_lever for range_of_lever in target.ranges}
    ranges = tuple(
        moved[range_of_lever.lever] if range_of_lever.lever == lever else range_of_lever
        for range_of_lever in workload.ranges
        if range_of_lever.lever != lever or range_of_lever.lever in moved
    )
    return scenario.with_replaced(place, replace(workload, ranges=ranges, **{way.lever: getattr(target, way.lever)}))

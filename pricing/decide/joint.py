"""Several ways to save, taken together: each on top of those before it, as whole estimates."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from pricing.bill.estimate import estimate
from pricing.decide.savings import Way
from pricing.prices import PriceBooks
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT


class Step(NamedTuple):
    """One of several ways taken together, after those before it."""

    way: Way
    per_month: Decimal
    """USD of the whole scenario after it."""
    saving: Decimal
    """USD a month on top of the steps before; below 0 where it costs more after them."""


class LeftOut(NamedTuple):
    """A way that cannot be taken together with others."""

    way: Way
    because: str
    """A code: `same-field`, `not-priced-together` or `not-usable`."""
    of: Way | None = None
    """The way that has changed the same field before."""


class Joint(NamedTuple):
    """Several ways at once: they multiply, the steps add up."""

    scenario: Scenario
    per_month: Decimal
    saving: Decimal
    steps: tuple[Step, ...]
    """In the order that they were asked for in."""
    left_out: tuple[LeftOut, ...]


def joint(scenario: Scenario, ways: Iterable[Way], books: PriceBooks) -> Joint:
    """Several ways applied together to one scenario, in their order. Raises ValueError for one without a price."""
    now = estimate(scenario, books).per_month
    if now is None:
        raise ValueError("a scenario without a price has no savings")
    after, cost = scenario, now
    steps: list[Step] = []
    left_out: list[LeftOut] = []
    for way in ways:
        before = next((step.way for step in steps if step.way.excludes(way)), None)
        if not way.usable or before is not None:
            left_out.append(LeftOut(way, "not-usable" if not way.usable else "same-field", before))
            continue
        changed = _with(after, way)
        costs = estimate(changed, books).per_month
        if costs is None:
            left_out.append(LeftOut(way, "not-priced-together"))
            continue
        steps.append(Step(way, costs, EXACT.subtract(cost, costs)))
        after, cost = changed, costs
    return Joint(after, cost, EXACT.subtract(now, cost), tuple(steps), tuple(left_out))


def _with(scenario: Scenario, way: Way) -> Scenario:
    """A scenario with the field of a way at the value that it has after it, and what range goes along."""
    place = way.workload - 1
    target, workload = way.scenario.workloads[place], scenario.workloads[place]
    lever = "high" if way.lever == "quality" else way.lever
    moved = {each.lever: each for each in target.ranges}
    ranges = tuple(
        moved[each.lever] if each.lever == lever else each
        for each in workload.ranges
        if each.lever != lever or each.lever in moved
    )
    return scenario.with_replaced(place, replace(workload, ranges=ranges, **{way.lever: getattr(target, way.lever)}))

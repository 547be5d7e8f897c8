"""The model, the volume and the vendors' rates of a workload in a month, after growth and events."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from math import lcm

from pricing.bill.bills import Bill
from pricing.bill.estimate import Estimate
from pricing.prices import GuidePrices
from pricing.prices.life import gone, sold_in
from pricing.scenario.events import Effect
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT, PERCENT, total
from pricing.values.month import Month


def switched_to(scenario: Scenario, place: int, month: Month) -> str | None:
    """The model that events put a workload on in a month: of several switches the last counts; None without one."""
    for event in reversed(scenario.events):
        if event.effect == "model" and event.about(place + 1) and event.holds(month):
            return str(event.value)
    return None


def needed_until(scenario: Scenario, place: int) -> Month:
    """The first month from which a workload needs its own model no more: that after the horizon, or an earlier one if
    events put the workload on other models from there to the end.
    """
    end = scenario.end
    if any(event.effect == "model" for event in scenario.events):
        while end > scenario.start and switched_to(scenario, place, end.plus(-1)) is not None:
            end = end.plus(-1)
    return end


def bill_in(estimate: Estimate, place: int, month: Month) -> Bill:
    """The bill of a workload on the model that it has in a month; see `switched_to`."""
    model = switched_to(estimate.scenario, place, month)
    return estimate.bills[place] if model is None else estimate.switched[place, model]


def outlived(estimate: Estimate, place: int) -> bool:
    """Whether events move a workload off its own model before that ends, for the rest of the horizon."""
    end, scenario = estimate.bills[place].ends, estimate.scenario
    if end is None or not estimate.switched:
        return False
    months = map(scenario.start.plus, range(scenario.months))
    after = [month for month in months if not sold_in(end, month)]
    return bool(after) and all(bill_in(estimate, place, month) is not estimate.bills[place] for month in after)


def ended(estimate: Estimate, today: dt.date) -> list[Bill]:
    """The bills of workloads whose models can no longer be bought, and that no event moves to another model."""
    return [
        bill for place, bill in enumerate(estimate.bills) if gone(bill.ends, today) and not outlived(estimate, place)
    ]


def not_sold_since(estimate: Estimate, today: dt.date) -> dt.date | None:
    """The day from which no workload can be bought; None while one can, and at the guide's prices."""
    days = [bill.ends for bill in ended(estimate, today) if bill.ends is not None]
    if isinstance(estimate.scenario.prices, GuidePrices) or len(days) < len(estimate.bills):
        return None
    return max(days)


def images_in(scenario: Scenario, place: int, months: int) -> tuple[int, ...]:
    """Whole images delivered in each month, rounded half to even."""
    workload = scenario.workloads[place]
    return whole_images(
        workload.images_a_month(scenario.days), workload.growth, factors(scenario, "images", place, months)
    )


def factors(scenario: Scenario, effect: Effect, place: int, months: int) -> tuple[Decimal, ...]:
    """The factors of the horizon's months by which events multiply the volume or the rates of a workload."""
    if not any(event.effect == effect for event in scenario.events):
        return (_ONE,) * months
    return tuple(factor(scenario, effect, place, scenario.start.plus(month)) for month in range(months))


def unrounded_images_in(scenario: Scenario, place: int, month: int) -> Fraction:
    """Images of a workload in a month of the horizon, counted from 0, after growth and events."""
    workload = scenario.workloads[place]
    grown = workload.images_a_month(scenario.days) * (1 + Fraction(workload.growth) / PERCENT) ** month
    return grown * Fraction(factor(scenario, "images", place, scenario.start.plus(month)))


@lru_cache(maxsize=4096)
def whole_images(first: int, growth: Decimal, factors: tuple[Decimal, ...]) -> tuple[int, ...]:
    """The images of each month: those of the first month, grown, times a factor, rounded half to even.

    Computed in integers, which is several times faster than with fractions.
    """
    up, down = (1 + growth / PERCENT).as_integer_ratio()
    images, grown, parts = [], first, 1
    for times in factors:
        above, below = times.as_integer_ratio()
        images.append(_half_even(grown * above, parts * below))
        grown, parts = grown * up, parts * down
    return tuple(images)


def in_proportion(growth: Decimal, factors: Sequence[Decimal]) -> list[int]:
    """Integers in the proportion of the months' volumes, after growth and times a factor for each month."""
    up, down = (1 + growth / PERCENT).as_integer_ratio()
    ratios = [times.as_integer_ratio() for times in factors]
    scale, last = lcm(*(below for _, below in ratios)), len(factors) - 1
    return [
        above * (scale // below) * up**month * down ** (last - month) for month, (above, below) in enumerate(ratios)
    ]


def _half_even(above: int, below: int) -> int:
    """The quotient of two integers, rounded half to even."""
    whole, rest = divmod(above, below)
    return whole + (2 * rest > below or (2 * rest == below and whole % 2))


_ONE = Decimal(1)


def factor(scenario: Scenario, effect: Effect, place: int, month: Month) -> Decimal:
    """The factor by which the events of a month multiply the volume or the rates of a workload."""
    product = Decimal(1)
    with localcontext(EXACT):
        for event in scenario.events:
            if event.effect == effect and event.about(place + 1) and event.holds(month):
                product *= (PERCENT + Decimal(event.value)) / PERCENT
    return product


def once_in(scenario: Scenario, month: Month) -> Decimal:
    """The sum of the one-time payments of a month, in USD."""
    return total(Decimal(event.value) for event in scenario.events if event.effect == "once" and event.holds(month))

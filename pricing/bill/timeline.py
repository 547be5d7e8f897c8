"""What is in force of a workload in a month: its model, its volume and the vendors' rates, after growth and events."""

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
from pricing.scenario.events import What
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT, PERCENT, total
from pricing.values.month import Month


def switched_to(scenario: Scenario, place: int, month: Month) -> str | None:
    """The model that the last of the switches that hold in a month moves a workload to; None where none does."""
    for event in reversed(scenario.events):
        if event.what == "model" and event.about(place + 1) and event.holds(month):
            return str(event.value)
    return None


def bill_in(estimate: Estimate, place: int, month: Month) -> Bill:
    """The bill of the model that a workload is on: of the switches that hold the last one, else its own."""
    model = switched_to(estimate.scenario, place, month)
    return estimate.bills[place] if model is None else estimate.switched[place, model]


def outlived(estimate: Estimate, place: int) -> bool:
    """Whether a switch takes a workload off its own model before that ends, for as long as the horizon goes on."""
    end, scenario = estimate.bills[place].ends, estimate.scenario
    if end is None or not estimate.switched:
        return False
    months = map(scenario.start.plus, range(scenario.months))
    after = [month for month in months if not sold_in(end, month)]
    return bool(after) and all(bill_in(estimate, place, month) is not estimate.bills[place] for month in after)


def ended(estimate: Estimate, today: dt.date) -> list[Bill]:
    """The workloads whose models nobody can buy any more, and that no event moves to another model."""
    return [
        bill for place, bill in enumerate(estimate.bills) if gone(bill.ends, today) and not outlived(estimate, place)
    ]


def not_sold_since(estimate: Estimate, today: dt.date) -> dt.date | None:
    """The day from which nobody can buy anything of a plan; None while something is sold, or at the guide's prices."""
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


def factors(scenario: Scenario, what: What, place: int, months: int) -> tuple[Decimal, ...]:
    """What events multiply the volume or the rates of a workload by in each month of the horizon."""
    if not any(event.what == what for event in scenario.events):
        return (_ONE,) * months
    return tuple(factor(scenario, what, place, scenario.start.plus(month)) for month in range(months))


def unrounded_images_in(scenario: Scenario, place: int, month: int) -> Fraction:
    """Images of a workload in a month of the horizon, counted from 0, after growth and events."""
    workload = scenario.workloads[place]
    grown = workload.images_a_month(scenario.days) * (1 + Fraction(workload.growth) / PERCENT) ** month
    return grown * Fraction(factor(scenario, "images", place, scenario.start.plus(month)))


@lru_cache(maxsize=4096)
def whole_images(first: int, growth: Decimal, factors: tuple[Decimal, ...]) -> tuple[int, ...]:
    """The images of each month from those of the first one: grown, times a factor, rounded half to even.

    In whole numbers, which is several times faster than in fractions.
    """
    up, down = (1 + growth / PERCENT).as_integer_ratio()
    images, grown, parts = [], first, 1
    for times in factors:
        above, below = times.as_integer_ratio()
        images.append(_half_even(grown * above, parts * below))
        grown, parts = grown * up, parts * down
    return tuple(images)


def in_proportion(growth: Decimal, factors: Sequence[Decimal]) -> list[int]:
    """Whole numbers in the proportion of the volumes of the months after growth, times a factor each."""
    up, down = (1 + growth / PERCENT).as_integer_ratio()
    ratios = [times.as_integer_ratio() for times in factors]
    scale, last = lcm(*(below for _, below in ratios)), len(factors) - 1
    return [
        above * (scale // below) * up**month * down ** (last - month) for month, (above, below) in enumerate(ratios)
    ]


def _half_even(above: int, below: int) -> int:
    """A quotient of whole numbers as a whole number, half to even."""
    whole, rest = divmod(above, below)
    return whole + (2 * rest > below or (2 * rest == below and whole % 2))


_ONE = Decimal(1)


def factor(scenario: Scenario, what: What, place: int, month: Month) -> Decimal:
    """What the events of a kind that hold in a month multiply the volume or the rates of a workload by."""
    product = Decimal(1)
    with localcontext(EXACT):
        for event in scenario.events:
            if event.what == what and event.about(place + 1) and event.holds(month):
                product *= (PERCENT + Decimal(event.value)) / PERCENT
    return product


def once_in(scenario: Scenario, month: Month) -> Decimal:
    """USD that are paid once, in that month."""
    return total(Decimal(event.value) for event in scenario.events if event.what == "once" and event.holds(month))

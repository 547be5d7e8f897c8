"""What is in force of a workload in a month: its model, its volume and the vendors' rates, after growth and events."""

from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

from pricing.bill.bills import Bill
from pricing.bill.estimate import Estimate
from pricing.prices.life import sold_in
from pricing.scenario.events import What
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT, PERCENT, total
from pricing.values.month import Month


def bill_in(estimate: Estimate, place: int, month: Month) -> Bill:
    """The bill of the model that a workload is on: of the switches that hold the last one, else its own."""
    model = next(
        (
            str(event.value)
            for event in reversed(estimate.scenario.events)
            if event.what == "model" and event.about(place + 1) and event.holds(month)
        ),
        None,
    )
    return estimate.bills[place] if model is None else estimate.switched[place, model]


def outlived(estimate: Estimate, place: int) -> bool:
    """Whether a switch takes a workload off its own model before that ends, for as long as the horizon goes on."""
    end, scenario = estimate.bills[place].ends, estimate.scenario
    if end is None or not estimate.switched:
        return False
    months = map(scenario.start.plus, range(scenario.months))
    after = [month for month in months if not sold_in(end, month)]
    return bool(after) and all(bill_in(estimate, place, month) is not estimate.bills[place] for month in after)


def images_in(scenario: Scenario, place: int, months: int) -> tuple[int, ...]:
    """Whole images delivered in each month, rounded half to even."""
    if any(event.what == "images" for event in scenario.events):
        return tuple(round(unrounded_images_in(scenario, place, month)) for month in range(months))
    workload = scenario.workloads[place]
    return _whole_images(workload.images_a_month(scenario.days), workload.growth, months)


def unrounded_images_in(scenario: Scenario, place: int, month: int) -> Fraction:
    """Images of a workload in a month of the horizon, counted from 0, after growth and events."""
    workload = scenario.workloads[place]
    grown = workload.images_a_month(scenario.days) * _a_month(workload.growth) ** month
    return grown * Fraction(factor(scenario, "images", place, scenario.start.plus(month)))


@lru_cache(maxsize=1024)
def _whole_images(first: int, growth: Decimal, months: int) -> tuple[int, ...]:
    by = _a_month(growth)
    return tuple(round(first * by**month) for month in range(months))


def _a_month(growth: Decimal) -> Fraction:
    """What a growth in percent multiplies the images of a month by."""
    return 1 + Fraction(growth) / PERCENT


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

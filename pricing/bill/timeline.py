"""What is in force of a workload in a month: its model, its volume and the vendors' rates, after growth and events."""

from collections.abc import Iterator
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache

from pricing.bill.bills import Bill
from pricing.bill.estimate import Estimate
from pricing.scenario.events import What
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT, PERCENT
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
    after = [month for at in range(scenario.months) if (month := scenario.start.plus(at)).first_day >= end]
    return bool(after) and all(bill_in(estimate, place, month) is not estimate.bills[place] for month in after)


def images_in(scenario: Scenario, place: int, months: int) -> tuple[int, ...]:
    """Whole images delivered in each month: the first month's, grown, changed by events, and rounded half to even."""
    workload = scenario.workloads[place]
    first = workload.images * scenario.days
    if not any(event.what == "images" for event in scenario.events):
        return _whole_images(first, workload.growth, months)
    factors = (Fraction(factor(scenario, "images", place, scenario.start.plus(at))) for at in range(months))
    grown = zip(_grown(first, workload.growth, months), factors, strict=True)
    return tuple(round(images * by) for images, by in grown)


@lru_cache(maxsize=1024)
def _whole_images(first: int, growth: Decimal, months: int) -> tuple[int, ...]:
    return tuple(map(round, _grown(first, growth, months)))


def _grown(first: int, growth: Decimal, months: int) -> Iterator[Fraction]:
    """Images delivered in each month, grown from the first month's by a percentage, not rounded."""
    by = 1 + Fraction(growth) / PERCENT
    return (first * by**month for month in range(months))


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
    with localcontext(EXACT):
        paid = (Decimal(event.value) for event in scenario.events if event.what == "once" and event.holds(month))
        return sum(paid, Decimal(0))

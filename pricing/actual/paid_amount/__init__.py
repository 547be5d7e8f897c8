"""One amount that was paid for a month, without any file: how far off the scenario is, and what would explain it.

Each explanation is one lever of one workload at the value that makes the scenario cost what was paid, all else equal:
the nearest value on the grid of its field.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from pricing.actual.paid_amount import messages
from pricing.actual.variance import is_near, shown_percent
from pricing.bill.forecast import forecast
from pricing.decide.costing import Costing, costing
from pricing.decide.goals import last_within
from pricing.decide.grid import GRIDS, Grid, Turned
from pricing.prices import PriceBooks
from pricing.scenario.levers import around
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.values.exact import EXACT, percent_of, quotient
from pricing.values.month import Month
from pricing.wording.messages import Message

LEVERS: tuple[Turned, ...] = ("tries", "images", "quality", "discount")
"""What may explain an amount, in the order of a page."""
_WITH_IMAGES: tuple[Turned, ...] = ("tries", "quality", "discount")
"""The levers that may explain an amount where the number of images is known."""
_FARTHEST = 10
"""How many times a lever may move."""
_NEAR = Decimal("0.005")
"""The part of an amount that a lever at its limit may be off: more is no explanation."""


class Explanation(NamedTuple):
    """One lever at another value, with which the scenario costs what was paid."""

    lever: Turned
    """The key of the field: `quality` for the share of high quality."""
    workload: int
    """The number of the workload, from 1 on."""
    at: Decimal
    value: str
    """The field's text there, as a link has it."""
    present: str
    per_month: Decimal
    """USD of the scenario there, of its month before growth and events."""
    scenario: Scenario


class PaidAmount(NamedTuple):
    """What was paid for a month, beside what the scenario says of it."""

    month: Month
    paid: Decimal
    """The amount that was paid, USD."""
    planned: Decimal
    """USD of that month: with growth and events where it is within the horizon, else of a month before both."""
    percent: Decimal | None
    """How much more was paid, to 12 decimals; None where nothing was planned."""
    images: int | None
    """Images delivered in the month; None where that is not known."""
    scenario: Scenario
    """The scenario with the known images a day; the present one where they are not known."""
    explanations: tuple[Explanation, ...]


def paid_for(
    scenario: Scenario,
    month: Month,
    paid: Decimal,
    images: int | None,
    books: PriceBooks,
    today: dt.date,
    planned: Decimal | None = None,
) -> PaidAmount | None:
    """What an amount paid for a month says of a scenario; None where that has no price.

    `images` are those delivered in the month. Only the known volume of a scenario of one workload can be set.
    `planned` is the plan of the same days where the amount is of a part of the month.
    """
    costs = costing(scenario, books, today)
    planned = _planned(costs, month) if planned is None else planned
    if planned is None:
        return None
    more = None if not planned else percent_of(EXACT.subtract(paid, planned), planned)
    known = scenario
    if images is not None and not scenario.several:
        known = _with_images(scenario, images)
        costs = costing(known, books, today)
    per_month = costs.per_month
    if per_month is None:
        return None
    target = paid if images is not None or not planned else quotient(EXACT.multiply(per_month, paid), planned)
    levers = LEVERS if images is None else _WITH_IMAGES
    explanations = tuple(_explanations(costs, target, levers)) if not is_near(Fraction(paid), Fraction(planned)) else ()
    return PaidAmount(month, paid, planned, more, images, known, explanations)


def paid_message(amount: PaidAmount) -> Message:
    """`47% above the plan: that is 1.47 images made for one used, or 1,470 images a day`."""
    if is_near(Fraction(amount.paid), Fraction(amount.planned)):
        return messages.paid_as_planned()
    if amount.percent is None:
        difference = messages.paid_without_plan()
    elif amount.percent > 0:
        difference = messages.paid_above(shown_percent(amount.percent))
    else:
        difference = messages.paid_below(shown_percent(-amount.percent))
    return messages.paid_explained(difference, [choice_message(explanation) for explanation in amount.explanations])


def choice_message(explanation: Explanation) -> Message:
    """What one lever would have to be: `1,470 images a day`, with its workload where there are several."""
    match explanation.lever:
        case "tries":
            choice = messages.tries_instead(round(explanation.at, 2))
        case "images":
            choice = messages.images_instead(explanation.at)
        case "quality":
            choice = messages.high_quality_instead(explanation.at)
        case _:
            choice = messages.discount_instead(explanation.at)
    scenario = explanation.scenario
    return (
        messages.of_workload(scenario.workloads[explanation.workload - 1].name, choice) if scenario.several else choice
    )


def _planned(costs: Costing, month: Month) -> Decimal | None:
    months = {forecast_month.month: forecast_month for forecast_month in forecast(costs.whole)}
    return months[month].cost if month in months else costs.per_month


def _with_images(scenario: Scenario, images: int) -> Scenario:
    grid, workload = GRIDS["images"], scenario.workloads[0]
    a_day = grid.takes.on_grid(quotient(Decimal(images), Decimal(scenario.days)))
    return scenario.with_replaced(0, around(replace(workload, images=int(a_day))))


def _explanations(costs: Costing, target: Decimal, levers: tuple[Turned, ...]) -> Iterator[Explanation]:
    for place, workload in enumerate(costs.scenario.workloads):
        for lever in levers:
            explanation = _at_cost(GRIDS[lever], place, workload, costs, target)
            if (
                explanation is not None
                and explanation.value != explanation.present
                and not _is_far(explanation, workload)
            ):
                yield explanation


def _is_far(explanation: Explanation, workload: Workload) -> bool:
    """Whether images or tries would have to be ten times as many, or fewer: no such change goes unnoticed."""
    if explanation.lever not in ("images", "tries"):
        return False
    low, high = sorted((explanation.at, GRIDS[explanation.lever].present(workload)))
    return high > _FARTHEST * low


def _at_cost(grid: Grid, place: int, workload: Workload, costs: Costing, target: Decimal) -> Explanation | None:
    """The value of a lever nearest to a cost a month; None where it cannot get near."""
    known: dict[int, Decimal | None] = {}

    def cost(step: int) -> Decimal | None:
        if step not in known:
            known[step] = costs.changed(place, grid.changed(workload, grid.value(step)))
        return known[step]

    first, last = (grid.last, 0) if grid.lever == "discount" else (0, grid.last)
    below = last_within(_no_more_than(cost, target), first, last, grid.at(grid.present(workload)))
    if below is None:
        return None
    above = below + (1 if first < last else -1)
    steps = [step for step in (below, above) if min(first, last) <= step <= max(first, last)]
    near = [(EXACT.abs(EXACT.subtract(usd, target)), step, usd) for step in steps if (usd := cost(step)) is not None]
    apart, step, usd = min(near)
    if len(near) == 1 and apart > target * _NEAR:
        return None
    value = grid.value(step)
    after = grid.changed(workload, value)
    return Explanation(
        grid.lever,
        place + 1,
        value,
        grid.text(after),
        grid.text(workload),
        usd,
        costs.scenario.with_replaced(place, after),
    )


def _no_more_than(cost: Callable[[int], Decimal | None], target: Decimal) -> Callable[[int], bool]:
    def within(step: int) -> bool:
        usd = cost(step)
        return usd is not None and usd <= target

    return within

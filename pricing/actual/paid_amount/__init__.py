"""One amount that was paid for a month, without a file: its difference from the scenario, and what would explain it.

An explanation is one lever of one workload at the value, nearest on the grid of its field, with which the scenario
costs the paid amount, all else equal.
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
"""The levers that may explain an amount, in their order on the page."""
_WITH_IMAGES: tuple[Turned, ...] = ("tries", "quality", "discount")
"""The levers that may explain an amount if the number of images is known."""
_FARTHEST = 10
"""The most times that a lever may become larger or smaller."""
_NEAR = Decimal("0.005")
"""The largest relative difference with which a lever at its limit still explains an amount."""


class Explanation(NamedTuple):
    """A changed lever with which the scenario costs the paid amount."""

    lever: Turned
    """The key of the field: `quality` for the share of high quality."""
    workload: int
    """The number of the workload, from 1 on."""
    number: Decimal
    value: str
    """The field's value as written in a link."""
    present: str
    per_month: Decimal
    """The cost of the changed scenario a month, before growth and events."""
    scenario: Scenario


class PaidAmount(NamedTuple):
    """An amount that was paid for a month, compared with the scenario."""

    month: Month
    paid: Decimal
    """The paid amount, in the plan's currency."""
    planned: Decimal
    """The planned cost of that month: with growth and events within the horizon, else without both."""
    percent: Decimal | None
    """The difference from the plan in percent of it, to 12 decimals; None if nothing was planned."""
    images: int | None
    """Images delivered in the month; None if that is not known."""
    scenario: Scenario
    """The scenario with the known number of images a day, or else unchanged."""
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
    """The comparison of a paid amount with a scenario; None if the scenario has no price.

    `images` are those delivered in the month; only that of a scenario of one workload changes its volume. `planned` is
    the plan of the same days if the amount is of a part of the month.
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
    """The changed value of one lever: `1,470 images a day`, with its workload if there are several."""
    match explanation.lever:
        case "tries":
            choice = messages.tries_instead(round(explanation.number, 2))
        case "images":
            choice = messages.images_instead(explanation.number)
        case "quality":
            choice = messages.high_quality_instead(explanation.number)
        case _:
            choice = messages.discount_instead(explanation.number)
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
    """Whether images or tries would have to be ten times as many, or as few: such a change would have been noticed."""
    if explanation.lever not in ("images", "tries"):
        return False
    low, high = sorted((explanation.number, GRIDS[explanation.lever].present(workload)))
    return high > _FARTHEST * low


def _at_cost(grid: Grid, place: int, workload: Workload, costs: Costing, target: Decimal) -> Explanation | None:
    """The value of a lever with which the cost a month is nearest to a target; None if none comes near."""
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

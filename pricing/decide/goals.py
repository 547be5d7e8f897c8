"""What fits a budget: the limit of each lever alone, the first month over the budget, and the models that fit it.

A goal is the most expensive value of a lever, on the grid of its field, at which every month of the horizon that can be
bought is within the budget after growth and events: the most images, or the smallest discount. One step further, the
most expensive month is above the budget.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pricing.bill.bills import Bill, bill
from pricing.bill.forecast import first_over_budget
from pricing.bill.placement import on_model, under_contract
from pricing.compare.workload_moves import fitting_models
from pricing.decide.costing import Costing, costing
from pricing.decide.grid import GRIDS, Grid, Turned
from pricing.prices import PriceBooks
from pricing.scenario.scenario import Scenario, alone
from pricing.values.month import Month

TURNED: tuple[Turned, ...] = ("images", "quality", "discount", "reuse", "batch", "growth")
"""The levers with goals, in the order of the page."""
_OF_VOLUME = ("images", "growth")
_CHEAPEST_LAST = ("discount", "reuse", "batch")
"""Levers whose highest value is the cheapest."""


@dataclass(frozen=True)
class Goal:
    """The limit of one lever of one workload within the budget, all else equal."""

    lever: Turned
    """The key of the field: `quality` for the share of high quality."""
    workload: int
    """The number of the workload, from 1."""
    number: Decimal
    """The last value of the lever within the budget, or its cheapest value if none is."""
    value: str
    """The text of a link for the field at that value."""
    per_month: Decimal | None
    """USD of the most expensive month at that value; None without a price."""
    reached: bool
    """Whether the budget can be kept by this lever alone."""
    beyond: Decimal | None
    """USD of the most expensive month one step further; None if there is no further step or no price."""
    reason: str
    """Why the lever changes nothing, as a code of `pricing.decide.messages`; empty if it does."""
    scenario: Scenario
    """The scenario with that value."""
    present: str
    """The text of a link for the present value of the field."""


class Fitting(NamedTuple):
    """A model on which every month of the horizon is within the budget, all else equal."""

    workload: int
    """The number of the workload that moves to the model, from 1; the others stay on theirs."""
    model: str
    per_month: Decimal
    """USD of the most expensive month of the whole scenario."""


class Goals(NamedTuple):
    """The goals of a budget and the models that fit it."""

    budget: Decimal
    """USD a month."""
    levers: tuple[Goal, ...]
    """By workload, in the order of `TURNED`."""
    models: tuple[Fitting, ...]
    """The models that fit, cheapest first, with the present ones."""
    first_over: Month | None
    """The first month above the budget; None if there is none."""
    level: bool
    """Whether every month of the horizon is sold and costs the same."""


def goals(scenario: Scenario, books: PriceBooks, today: dt.date) -> Goals | None:
    """What fits the budget of a scenario; None without a budget, or if a workload has no price."""
    costs = costing(scenario, books, today)
    if scenario.budget is None or costs.per_month is None:
        return None
    return Goals(
        budget=scenario.budget,
        levers=tuple(_goal(GRIDS[lever], place, costs) for place in range(len(scenario.workloads)) for lever in TURNED),
        models=tuple(sorted(_models(costs), key=lambda fitting: fitting.per_month)),
        first_over=first_over_budget(scenario, costs.months),
        level=costs.level,
    )


def _goal(grid: Grid, place: int, costs: Costing) -> Goal:
    workload, budget = costs.scenario.workloads[place], costs.scenario.budget
    assert budget is not None
    known: dict[int, Decimal | None] = {}

    def dearest_month(step: int) -> Decimal | None:
        """USD of the most expensive month at a step of the grid."""
        if step not in known:
            after = grid.with_value(workload, grid.value(step))
            # The bill of one image does not depend on the volume, so it is reused.
            of_image = costs.whole.bills[place] if grid.lever in _OF_VOLUME else costs.bill(after)
            known[step] = costs.dearest(place, replace(of_image, workload=after))
        return known[step]

    def within(step: int) -> bool:
        usd = dearest_month(step)
        return usd is not None and usd <= budget

    ends = (grid.last, 0) if grid.lever in _CHEAPEST_LAST else (0, grid.last)
    last = last_within(within, *ends, _near(budget, ends, dearest_month))
    reached = last is not None
    step = ends[0] if last is None else last
    further = step + (1 if ends[0] < ends[1] else -1)
    value = grid.value(step)
    after = grid.changed(workload, value)
    return Goal(
        lever=grid.lever,
        workload=place + 1,
        number=value,
        value=grid.text(after),
        per_month=dearest_month(step),
        reached=reached,
        beyond=dearest_month(further) if reached and step != ends[1] else None,
        reason=_reason(grid.lever, place, costs),
        scenario=costs.scenario.with_replaced(place, after),
        present=grid.text(workload),
    )


def _near(budget: Decimal, ends: tuple[int, int], cost: Callable[[int], Decimal | None]) -> int:
    """The step at which the budget is reached if the cost is linear between both ends: a first guess."""
    cheapest, dearest = map(cost, ends)
    if cheapest is None or dearest is None or dearest <= cheapest:
        return ends[0]
    part = min(max((budget - cheapest) / (dearest - cheapest), Decimal(0)), Decimal(1))
    return ends[0] + int((ends[1] - ends[0]) * part)


def last_within(within: Callable[[int], bool], cheapest: int, dearest: int, near: int) -> int | None:
    """The last step, from the cheapest to the most expensive, that is within the budget; None if none is.

    The search starts at `near`, with strides that double and then halve.
    """
    if within(dearest):
        return dearest
    if not within(cheapest):
        return None
    way = 1 if cheapest < dearest else -1
    inside, outside = 0, abs(dearest - cheapest)
    jump, ahead = 1, min(max(abs(near - cheapest), inside), outside)
    while outside - inside > 1:
        if within(cheapest + way * ahead):
            inside, ahead = ahead, ahead + jump
        else:
            outside, ahead = ahead, ahead - jump
        jump *= 2
        if not inside < ahead < outside:
            ahead = (inside + outside) // 2
    return cheapest + way * inside


def _reason(lever: Turned, place: int, costs: Costing) -> str:
    """Why a lever changes nothing, as a code; empty if it does."""
    workload = costs.scenario.workloads[place]
    if costs.something_sold and not any(part.sold for part in costs.present_parts[place]):
        return "not-sold"
    card = costs.books.rate_card(workload.model, costs.scenario.prices, costs.scenario.exchange)
    if not workload.images:
        return "" if lever == "images" else "no-images"
    if lever == "quality" and len(set(workload.tiers(card.entry.model.tiers).values())) == 1:
        return "one-quality"
    if lever == "batch" and not card.has_batch:
        return "no-batch-rates"
    return "one-month" if lever == "growth" and costs.scenario.months == 1 else ""


def _models(costs: Costing) -> Iterator[Fitting]:
    """The models that fit a workload unchanged, live through the horizon and keep the scenario within the budget."""
    scenario = costs.scenario
    assert scenario.budget is not None
    for place, workload in enumerate(scenario.workloads):
        for of_model in _fitting_bills(alone(workload, scenario), costs.books, costs.today):
            cost = costs.dearest(place, of_model)
            if cost is not None and cost <= scenario.budget:
                yield Fitting(place + 1, of_model.workload.model, cost)


@lru_cache(maxsize=64)
def _fitting_bills(of_one: Scenario, books: PriceBooks, today: dt.date) -> tuple[Bill, ...]:
    """The bills of a workload on the models that fit it unchanged and live through the horizon."""
    (workload,), book = of_one.workloads, books[of_one.prices]
    return tuple(
        bill(on_model(under_contract(workload, model, of_one, books), book[model]), of_one, books)
        for model in fitting_models(of_one, books, today)
    )

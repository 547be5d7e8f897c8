"""What fits a budget: how far each lever may go alone, the first month over it, and the models on which it fits.

A goal is the last value of a lever, on the grid of its field and from its cheapest end on, at which every month of the
horizon that can be bought is within the budget, growth and events in it: the most images, but the fewest points of
discount. One step further the dearest month is above it.
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
from pricing.compare.live import fitting_services
from pricing.decide.costing import Costing, costing
from pricing.decide.grid import GRIDS, Grid, Turned
from pricing.prices import PriceBooks
from pricing.scenario.scenario import Scenario, alone
from pricing.values.month import Month

TURNED: tuple[Turned, ...] = ("images", "quality", "discount", "reuse", "batch", "growth")
"""The levers that a budget is asked about, in the order of a page."""
_OF_VOLUME = ("images", "growth")
_CHEAPEST_LAST = ("discount", "reuse", "batch")
"""Levers whose highest value costs least."""


@dataclass(frozen=True)
class Goal:
    """How far one lever of one workload may go, all else equal."""

    lever: Turned
    """The key of the field: `quality` for the share of high quality."""
    workload: int
    """Its number, from 1 on."""
    at: Decimal
    """The value of the lever: the last within the budget, or where it costs least."""
    value: str
    """The field's text there, as a link has it."""
    per_month: Decimal | None
    """USD of the dearest month of the horizon there; None without a price."""
    reached: bool
    """Whether the budget can be kept by this lever alone."""
    beyond: Decimal | None
    """USD of the dearest month one step further; None where there is none, or it has no price."""
    reason: str
    """Why it changes nothing: a code of `pricing.decide.messages`; else empty."""
    scenario: Scenario
    """The scenario with that value."""
    present: str
    """The field's text as it is."""


class Fitting(NamedTuple):
    """A model on which every month of the horizon is within the budget, all else as it is."""

    workload: int
    """The number of the workload that would be on it, from 1 on; the others stay where they are."""
    model: str
    per_month: Decimal
    """USD of the dearest month of the whole scenario."""


class Goals(NamedTuple):
    """What a budget leaves room for."""

    budget: Decimal
    """USD a month."""
    levers: tuple[Goal, ...]
    """By workload, in the order of `TURNED`."""
    models: tuple[Fitting, ...]
    """The cheapest first; the present ones too."""
    first_over: Month | None
    """The first month that costs more."""
    level: bool
    """Whether every month of the horizon is sold and costs the same."""


def goals(scenario: Scenario, books: PriceBooks, today: dt.date) -> Goals | None:
    """What fits the budget of a scenario; None without a budget, or where a workload has no price."""
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

    def at(step: int) -> Decimal | None:
        """USD of the dearest month after so many steps of the grid."""
        if step not in known:
            after = grid.with_value(workload, grid.value(step))
            # An image costs as much at any volume.
            of_image = costs.whole.bills[place] if grid.lever in _OF_VOLUME else costs.bill(after)
            known[step] = costs.dearest(place, replace(of_image, workload=after))
        return known[step]

    def within(step: int) -> bool:
        usd = at(step)
        return usd is not None and usd <= budget

    ends = (grid.last, 0) if grid.lever in _CHEAPEST_LAST else (0, grid.last)
    last = last_within(within, *ends, _near(budget, ends, at))
    reached = last is not None
    step = ends[0] if last is None else last
    further = step + (1 if ends[0] < ends[1] else -1)
    value = grid.value(step)
    after = grid.changed(workload, value)
    return Goal(
        lever=grid.lever,
        workload=place + 1,
        at=value,
        value=grid.text(after),
        per_month=at(step),
        reached=reached,
        beyond=at(further) if reached and step != ends[1] else None,
        reason=_reason(grid.lever, place, costs),
        scenario=costs.scenario.with_replaced(place, after),
        present=grid.text(workload),
    )


def _near(budget: Decimal, ends: tuple[int, int], cost: Callable[[int], Decimal | None]) -> int:
    """About where the budget is reached, as if the cost went evenly from one end to the other."""
    cheapest, dearest = map(cost, ends)
    if cheapest is None or dearest is None or dearest <= cheapest:
        return ends[0]
    part = min(max((budget - cheapest) / (dearest - cheapest), Decimal(0)), Decimal(1))
    return ends[0] + int((ends[1] - ends[0]) * part)


def last_within(within: Callable[[int], bool], cheapest: int, dearest: int, near: int) -> int | None:
    """The last step from the cheapest to the dearest that is within, one step further not; None where none is.

    Looked for from `near` on, in steps that double, then halve.
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
    """Why a lever changes nothing; empty where it does."""
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
    """The models that take a workload as it is, live through the horizon, and keep the scenario within the budget."""
    scenario = costs.scenario
    assert scenario.budget is not None
    for place, workload in enumerate(scenario.workloads):
        for of_model in _fitting_bills(alone(workload, scenario), costs.books, costs.today):
            cost = costs.dearest(place, of_model)
            if cost is not None and cost <= scenario.budget:
                yield Fitting(place + 1, of_model.workload.model, cost)


@lru_cache(maxsize=64)
def _fitting_bills(of_one: Scenario, books: PriceBooks, today: dt.date) -> tuple[Bill, ...]:
    """What a workload costs on each model that takes it as it is and lives through the horizon."""
    (workload,), book = of_one.workloads, books[of_one.prices]
    models = (live.service.id for _, live in fitting_services(of_one, (), books, today))
    return tuple(
        bill(on_model(under_contract(workload, model, of_one, books), book[model]), of_one, books)
        for model in models
        if model in book
    )

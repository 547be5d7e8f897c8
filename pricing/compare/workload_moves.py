"""The workloads that are better on another model, each by itself, where no one service is for all of them."""

import datetime as dt
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pricing.compare.alternatives import costs_by_model
from pricing.compare.fits.needs import known_fits
from pricing.compare.live import fitting_services, shown_no_worse
from pricing.prices import PriceBooks
from pricing.prices.life import first_end, gone
from pricing.scenario.scenario import Scenario, alone
from pricing.values.exact import EXACT


class WorkloadMove(NamedTuple):
    """A workload, and the cheapest model that fits it and is shown to be no worse for it."""

    workload: str
    present: str
    """The name of its present model."""
    model: str
    """The id of the other model."""
    name: str
    less: Decimal
    """USD a month after the move less than before; negative for a workload that has to move to a dearer one."""
    sold: bool
    """Whether the present model can be bought when the plan begins, so that the move saves something."""

    @property
    def saving(self) -> Decimal | None:
        """USD a month; None if the present model cannot be bought."""
        return self.less if self.sold else None


@lru_cache(maxsize=64)
def fitting_models(of_one: Scenario, books: PriceBooks, today: dt.date) -> tuple[str, ...]:
    """The models that fit every workload of a scenario, in the order of `fitting_services`."""
    book = books[of_one.prices]
    services = (live.service.id for _, live in fitting_services(of_one, (), books, today))
    return tuple(model for model in services if model in book)


def moves_alone(scenario: Scenario, books: PriceBooks, today: dt.date) -> list[WorkloadMove]:
    """The workloads that cost less on another model, or have to move, in their order.

    Empty if one has to move and no model is shown to be as good for it, and for plans with events, which may move it.
    """
    if scenario.events:
        return []
    moves, book = [], books[scenario.prices]
    for workload in scenario.workloads:
        of_one = alone(workload, scenario)
        denied = known_fits(of_one, books, today)(((workload.model,),)).denied
        models = fitting_models(of_one, books, today)
        model = next((key for key in models if shown_no_worse([key], workload, scenario.accepted, books)), None)
        if model is None or model == workload.model:
            if denied:
                return []
            continue
        costs = costs_by_model(workload, scenario, books, (workload.model, model))
        before, after = costs[workload.model], costs[model]
        if before is None or after is None:
            return []
        if denied or after < before:
            less, end = EXACT.subtract(before, after), first_end([workload.model], books)
            sold = not gone(end, max(today, scenario.start.first_day))
            names = book[workload.model].model.name, book[model].model.name
            moves.append(WorkloadMove(workload.name, names[0], model, names[1], less, sold))
    return moves

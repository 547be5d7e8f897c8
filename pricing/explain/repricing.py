"""The cost of a scenario at today's list prices, by workload."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from pricing.bill.bills import bill
from pricing.explain import messages
from pricing.explain.difference import month_or_reason
from pricing.prices import ListPrices, PriceBooks
from pricing.prices.life import end_of_life, gone
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.wording.messages import Message


class Repriced(NamedTuple):
    """The cost of a workload at the scenario's prices and at today's list prices; USD a month, None without a price."""

    workload: Workload
    then: Decimal | None
    now: Decimal | None
    reason: Message | None
    """Why the workload has no price today; None if it has one."""


class Repricing(NamedTuple):
    """A scenario at today's list prices."""

    scenario: Scenario
    workloads: tuple[Repriced, ...]

    @property
    def priced(self) -> bool:
        """Whether every workload has a price today."""
        return all(workload.now is not None for workload in self.workloads)

    @property
    def moved(self) -> bool:
        """Whether the cost of any workload differs today."""
        return any(workload.then != workload.now for workload in self.workloads)


def repriced(scenario: Scenario, books: PriceBooks, today: dt.date) -> Repricing:
    """Bill a scenario at today's list prices; a model that can no longer be bought has no price today."""
    now = replace(scenario, prices=ListPrices(today))
    workloads = []
    for workload in scenario.workloads:
        cost: Decimal | Message
        if (end := end_of_life(workload.model, books)) is not None and gone(end, today):
            cost = messages.was_shut_down(books.listed[workload.model].model.name, end)
        else:
            cost = month_or_reason(workload, now, books, today)
        then = bill(workload, scenario, books).per_month
        price, reason = (None, cost) if isinstance(cost, Message) else (cost, None)
        workloads.append(Repriced(workload, then, price, reason))
    return Repricing(now, tuple(workloads))

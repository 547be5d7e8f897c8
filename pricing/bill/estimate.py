"""The estimate of a scenario: the bills of its workloads and the team's own costs, exact."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from functools import cached_property
from typing import Literal, NamedTuple

from pricing.bill.bills import Bill, Line, Unpriced, bill
from pricing.bill.placement import nearest_offered, under_contract
from pricing.prices import PriceBooks
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT, percent_of, quotient, total


class OwnLine(NamedTuple):
    """A cost of the team itself, per delivered image or per month. No discount applies to it."""

    what: Literal["image", "month"]
    quantity_per_day: Decimal
    """Images a day; for a monthly cost 1 / days a month, to 12 decimals."""
    rate: Decimal
    """USD an image or a month."""
    cost_per_day: Decimal
    """USD; for a monthly cost to 12 decimals."""
    cost_per_month: Decimal
    """USD, exact."""


def own_lines(scenario: Scenario) -> tuple[OwnLine, ...]:
    """The team's own costs of a scenario; those that are 0 are left out."""
    images, days = Decimal(scenario.images), Decimal(scenario.days)
    lines = []
    with localcontext(EXACT):
        if scenario.own_image:
            cost = images * scenario.own_image
            lines.append(OwnLine("image", images, scenario.own_image, cost, cost * days))
        if scenario.own_month:
            part, cost = quotient(Decimal(1), days), quotient(scenario.own_month, days)
            lines.append(OwnLine("month", part, scenario.own_month, cost, scenario.own_month))
    return tuple(lines)


@dataclass(frozen=True)
class Estimate:
    """The cost of a scenario: the bills of its workloads and the team's own costs.

    Totals are None if a workload has no price.
    """

    scenario: Scenario
    bills: tuple[Bill, ...]
    """The bills in the order of the workloads."""
    switched: Mapping[tuple[int, str], Bill] = field(default_factory=dict)
    """(Place of the workload, model that an event moves it to) -> its bill there."""

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The bills line by line."""
        return tuple(line for bill in self.bills for line in bill.lines)

    @cached_property
    def unpriced(self) -> tuple[Unpriced, ...]:
        return tuple(gap for bill in self.bills for gap in bill.unpriced)

    @cached_property
    def own(self) -> tuple[OwnLine, ...]:
        """The team's own costs."""
        return own_lines(self.scenario)

    @cached_property
    def own_per_month(self) -> Decimal:
        """The team's own costs in USD a month."""
        return total(line.cost_per_month for line in self.own) if self.own else Decimal(0)

    @property
    def per_image(self) -> Decimal | None:
        """USD per delivered image of all workloads; to 12 decimals if there are several or the team has monthly costs.

        Also None if several workloads deliver no image. A single one without images has the cost of a first image.
        """
        images, alone = self.scenario.images, len(self.bills) == 1
        if alone and not (self.scenario.own_month and images):
            cost = self.bills[0].per_image
            return None if cost is None else EXACT.add(cost, self.scenario.own_image)
        return None if self.per_day is None or not images else quotient(self.per_day, Decimal(images))

    @cached_property
    def per_day(self) -> Decimal | None:
        """USD a day, before growth."""
        if self.unpriced:
            return None
        return total([*(bill.per_day for bill in self.bills), *(own.cost_per_day for own in self.own)])

    @cached_property
    def per_month(self) -> Decimal | None:
        """USD a month, before growth."""
        return None if self.unpriced else self.priced_per_month

    @cached_property
    def priced_per_month(self) -> Decimal:
        """USD a month of the workloads that have a price and of the team: a lower bound of the cost."""
        return total([*(bill.per_month for bill in self.bills), self.own_per_month])

    @cached_property
    def costs_by_part(self) -> dict[str, dict[str, Decimal]]:
        """USD a month: name -> tier of several workloads, tier -> component of a single one; without own costs."""
        costs: dict[str, dict[str, Decimal]] = {}
        several = self.scenario.several
        with localcontext(EXACT):
            for bill in self.bills:
                for line in bill.lines:
                    part, of_part = (line.workload, line.tier) if several else (line.tier, line.component)
                    known = costs.setdefault(part, {})
                    known[of_part] = known.get(of_part, Decimal(0)) + line.cost_per_day * bill.days
        return costs

    @property
    def ends(self) -> dt.date | None:
        """The first day on which one of the models can no longer be bought; None if no end is known."""
        return min((bill.ends for bill in self.bills if bill.ends is not None), default=None)


def estimate(scenario: Scenario, books: PriceBooks) -> Estimate:
    """Bill a scenario at the rates of its price date. Raises KeyError for a model that the book does not have."""
    bills = tuple(bill(workload, scenario, books) for workload in scenario.workloads)
    return Estimate(scenario, bills, switched_bills(scenario, books) if scenario.events else {})


def switched_bills(scenario: Scenario, books: PriceBooks) -> dict[tuple[int, str], Bill]:
    """The bills of workloads on the models that events move them to, by place and model; see `switched_bill`."""
    return {
        (place, str(event.value)): switched_bill(str(event.value), place, scenario, books)
        for event in scenario.events
        if event.effect == "model"
        for place in range(len(scenario.workloads))
        if event.about(place + 1)
    }


def switched_bill(model: str, place: int, scenario: Scenario, books: PriceBooks) -> Bill:
    """The bill of a workload on another model, with each share at the nearest tier and size that it sells."""
    workload = under_contract(scenario.workloads[place], model, scenario, books)
    return bill(nearest_offered(workload, books[scenario.prices][model]), scenario, books)


def per_user(estimate: Estimate) -> Decimal | None:
    """USD a month per active user, to 12 decimals; None without users or without a price."""
    users = estimate.scenario.users
    if not users or estimate.per_month is None:
        return None
    return quotient(estimate.per_month, Decimal(users))


def part_of_revenue(estimate: Estimate) -> Decimal | None:
    """Percent of the revenue of all users in a month, to 12 decimals; None without revenue, users or a price."""
    users, revenue = estimate.scenario.users, estimate.scenario.revenue
    if not users or not revenue or estimate.per_month is None:
        return None
    return percent_of(estimate.per_month, EXACT.multiply(revenue, Decimal(users)))

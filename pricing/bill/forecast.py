"""The bill month by month: growth, events, the budget, and known changes of prices and models.

Every month is billed at the rates of the price date, changed only by the scenario's own events, so that a link keeps
its figures. Changes that a vendor made or announced since are reported and not computed. People are shown the sum of
the months that can be bought. A month counts as sold, and as a whole, if its model can be bought on its first day.
Months before a model's release count too, as the book does not have every release.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal, localcontext
from typing import Literal, NamedTuple

from pricing.bill import messages
from pricing.bill.bills import Bill
from pricing.bill.estimate import Estimate
from pricing.bill.timeline import bill_in, factor, images_in, once_in
from pricing.prices import GuidePrices
from pricing.prices.life import sold_in
from pricing.prices.schema import Price
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT, total_of_all
from pricing.values.month import Month
from pricing.wording.messages import Message


class WorkloadMonth(NamedTuple):
    """One workload in one month; `cost` in USD, None without a price."""

    images: int
    cost: Decimal | None
    sold: bool
    """Whether its model can be bought on the first day of the month."""
    model: str
    """The model of the workload in this month."""
    ends: dt.date | None
    """The first day on which this model can no longer be bought; None if no end is known."""


class ForecastMonth(NamedTuple):
    """One month of the horizon."""

    month: Month
    workloads: tuple[WorkloadMonth, ...]
    """In the order of the scenario."""
    own: Decimal
    """The team's own costs in this month in USD, with one-time sums."""
    cost: Decimal | None
    """USD of all workloads and of the team; None if a workload has no price."""
    sold_cost: Decimal | None
    """USD of the workloads that can be bought and of the team's costs for them; None if a workload has no price."""

    @property
    def images(self) -> int:
        return sum(workload.images for workload in self.workloads)

    @property
    def sold(self) -> bool:
        """Whether every workload can be bought."""
        return all(workload.sold for workload in self.workloads)


class Horizon(NamedTuple):
    """Sums over the months of the horizon in USD; None if a workload has no price."""

    months: int
    sold: int
    """The number of months in which every workload can be bought."""
    sold_total: Decimal | None
    """The cost of what can be bought; 0 if nothing can."""
    total: Decimal | None
    """The cost of everything, at the same rates."""
    cut_short: dt.date | None
    """The first end of a model within a month, which counts as a whole; None if there is none."""


class KnownChange(NamedTuple):
    """A change within the horizon that the price book knows: the prices of a model change, or it ends."""

    day: dt.date
    kind: Literal["price", "end", "shutdown"]
    message: Message


def forecast(estimate: Estimate) -> list[ForecastMonth]:
    """The bill of each month of the horizon."""
    scenario = estimate.scenario
    months = [scenario.start.plus(index) for index in range(scenario.months)]
    with localcontext(EXACT):
        by_workload = [workload_months(estimate, place, months) for place in range(len(estimate.bills))]
        return [_month(scenario, month, tuple(of_month)) for month, *of_month in zip(months, *by_workload, strict=True)]


def workload_months(estimate: Estimate, place: int, months: Sequence[Month]) -> Iterator[WorkloadMonth]:
    """Months of one workload from the start of the horizon on; to be called in the exact decimal context."""
    scenario = estimate.scenario
    images = images_in(scenario, place, len(months))
    for month, delivered in zip(months, images, strict=True):
        bill = bill_in(estimate, place, month) if scenario.events else estimate.bills[place]
        cost = None if bill.per_image is None else bill.per_image * delivered
        if cost is not None and scenario.events:
            cost *= factor(scenario, "price", place, month)
        yield WorkloadMonth(delivered, cost, sold_in(bill.ends, month), bill.workload.model, bill.ends)


def _month(scenario: Scenario, month: Month, workloads: tuple[WorkloadMonth, ...]) -> ForecastMonth:
    once = scenario.own_month + once_in(scenario, month)

    def own(delivered: Iterable[WorkloadMonth]) -> Decimal:
        return once + scenario.own_image * sum(workload.images for workload in delivered)

    cost, sold = _sum(workloads), _sum(workloads, only_sold=True)
    of_team, of_sold = own(workloads), own(workload for workload in workloads if workload.sold)
    return ForecastMonth(
        month, workloads, of_team, None if cost is None else cost + of_team, None if sold is None else sold + of_sold
    )


def _sum(workloads: Iterable[WorkloadMonth], only_sold: bool = False) -> Decimal | None:
    total = Decimal(0)
    for workload in workloads:
        if workload.cost is None:
            return None
        if workload.sold or not only_sold:
            total += workload.cost
    return total


def horizon(months: Sequence[ForecastMonth]) -> Horizon:
    """The sums over the months of a scenario: of what can be bought, and of everything."""
    within = {
        workload.ends
        for month in months
        for workload in month.workloads
        if workload.ends is not None and month.month.first_day < workload.ends < month.month.plus(1).first_day
    }
    return Horizon(
        len(months),
        sum(month.sold for month in months),
        total_of_all(month.sold_cost for month in months),
        total_of_all(month.cost for month in months),
        min(within, default=None),
    )


def costs_by_month(months: Sequence[ForecastMonth]) -> list[Decimal | None]:
    """USD of each month as a person reads it: of what can be bought; where nothing can be in any, of everything."""
    of_sold = any(workload.sold for month in months for workload in month.workloads)
    return [month.sold_cost if of_sold else month.cost for month in months]


def dearest_month(months: Sequence[ForecastMonth]) -> tuple[Month, Decimal] | None:
    """The most expensive month (the first of equals) with its cost in USD; None if no month has a price."""
    costs = zip((month.month for month in months), costs_by_month(months), strict=True)
    known = [(month, cost) for month, cost in costs if cost is not None]
    return max(known, key=lambda row: row[1], default=None)


def first_over_budget(scenario: Scenario, months: Sequence[ForecastMonth]) -> Month | None:
    """The first month that costs more than the budget, by the costs of `costs_by_month`; None if none does."""
    budget = scenario.budget
    if budget is None:
        return None
    costs = zip((month.month for month in months), costs_by_month(months), strict=True)
    return next((month for month, cost in costs if cost is not None and cost > budget), None)


def known_changes(estimate: Estimate) -> list[KnownChange]:
    """Price changes after the price date and the shutdowns of models, by day; no price changes for the guide."""
    prices = estimate.scenario.prices
    if isinstance(prices, GuidePrices):
        return []
    changes = {change for bill in estimate.bills for change in _of_model(bill, prices.day, len(estimate.bills) > 1)}
    first, after = estimate.scenario.start.first_day, estimate.scenario.end.first_day
    within = (change for change in changes if first <= change.day < after)
    return sorted(within, key=lambda change: (change.day, change.kind, str(change.message.places)))


def _of_model(bill: Bill, day: dt.date, named: bool) -> Iterator[KnownChange]:
    """Changes of a workload's model after a day; `named`: the messages begin with the name of the model."""
    model = bill.entry.model
    later: dict[_Series, list[Price]] = defaultdict(list)
    for price in bill.entry.history():
        if price.from_ > day:
            later[_series(price)].append(price)
    for price in _billed(bill):
        following = later[_series(price)]
        if following or price.until is not None:
            subject = messages.priced_part(model.name if named else "", price.component, price.tier)
            yield from _moves(subject, price, following, bill.ends)
    if bill.ends is not None:
        yield KnownChange(bill.ends, "shutdown", messages.shuts_down(model.name, model.life.ends[1:]))


_Series = tuple[object, ...]
"""The key of a series of prices: prices of the same thing, which follow each other in time."""


def _series(price: Price) -> _Series:
    return price.component, price.tier, price.size, price.processing


def _billed(bill: Bill) -> Iterator[Price]:
    """The prices that a bill uses, with the price of a credit."""
    for line in bill.lines:
        yield line.price
        if line.price.unit == "credits per image" and (credit := bill.card.rate("credit")) is not None:
            yield credit


def _moves(subject: Message, price: Price, later: list[Price], ends: dt.date | None) -> Iterator[KnownChange]:
    """The changes of a price: each later one, and its end if no other price follows."""
    following = sorted(later, key=lambda price: price.from_)
    for now, then in zip([price, *following], [*following, None], strict=True):
        if now.until is not None and (then is None or now.until < then.from_) and (ends is None or now.until < ends):
            yield KnownChange(now.until, "end", messages.price_ends(subject, now.amount, now.unit))
        if then is not None and (then.amount, then.unit) != (now.amount, now.unit):
            about = messages.price_changes(subject, now.amount, then.amount, then.unit)
            yield KnownChange(then.from_, "price", about)

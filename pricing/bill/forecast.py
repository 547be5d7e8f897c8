"""The bill month by month: growth, the budget, and what is known to happen on the way.

Every month is billed at the rates of the price date, so that a link keeps its figures, changed by the scenario's own
events alone; what the vendor has changed or announced since is reported, not mixed in. What a person reads is the sum
of the months that can be bought. A month counts as sold where the model that it is on can be bought on its first day;
whatever happens within it, it counts whole. Months before a model's release count too: the book does not know every
release.
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
    """One workload in one month; `cost` in USD, None where it has no price."""

    images: int
    cost: Decimal | None
    sold: bool
    """Whether its model can be bought on the first day of the month."""
    model: str
    """The one that it is on in this month."""
    ends: dt.date | None
    """The first day on which that cannot be bought any more; None while no end is known."""


class ForecastMonth(NamedTuple):
    """One month of the horizon."""

    month: Month
    workloads: tuple[WorkloadMonth, ...]
    """In the order of the scenario."""
    own: Decimal
    """USD that the team pays itself in this month, what it pays once among it."""
    cost: Decimal | None
    """USD of all workloads and of the team; None where a workload has no price."""
    sold_cost: Decimal | None
    """USD of the workloads that can be bought, and of the team for them; None where a workload has no price."""

    @property
    def images(self) -> int:
        return sum(workload.images for workload in self.workloads)

    @property
    def sold(self) -> bool:
        """Whether every workload can be bought."""
        return all(workload.sold for workload in self.workloads)


class Horizon(NamedTuple):
    """What the months add up to; USD, None where a workload has no price."""

    months: int
    sold: int
    """In how many of them every workload can be bought."""
    sold_total: Decimal | None
    """Of what can be bought: 0 where nothing can."""
    total: Decimal | None
    """Of everything, at the same rates."""
    cut_short: dt.date | None
    """The first day within a month on which a model ends; that month counts whole."""


class KnownChange(NamedTuple):
    """Something that the price book knows of a model within the horizon: its prices change, or it ends."""

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
    """Some months of one workload, the first of the horizon first, in the exact context."""
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
    """What the months of a scenario add up to: what can be bought of them, and everything."""
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
    """The first of the months that cost most, with its USD; None where no month has a price."""
    costs = zip((month.month for month in months), costs_by_month(months), strict=True)
    known = [(month, cost) for month, cost in costs if cost is not None]
    return max(known, key=lambda row: row[1], default=None)


def first_over_budget(scenario: Scenario, months: Sequence[ForecastMonth]) -> Month | None:
    """The first month that costs more than the budget; see `costs_by_month`."""
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
    """What happens to a workload's model after a day; price changes begin with its name where there are several."""
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
"""What tells the prices of one thing from those of another; its prices follow each other in time."""


def _series(price: Price) -> _Series:
    return price.component, price.tier, price.size, price.processing


def _billed(bill: Bill) -> Iterator[Price]:
    """The prices that a bill rests on, that of a credit among them."""
    for line in bill.lines:
        yield line.price
        if line.price.unit == "credits per image" and (credit := bill.card.rate("credit")) is not None:
            yield credit


def _moves(subject: Message, price: Price, later: list[Price], ends: dt.date | None) -> Iterator[KnownChange]:
    """What becomes of a price: each change from the one before it, and where it stops without another."""
    following = sorted(later, key=lambda price: price.from_)
    for now, then in zip([price, *following], [*following, None], strict=True):
        if now.until is not None and (then is None or now.until < then.from_) and (ends is None or now.until < ends):
            yield KnownChange(now.until, "end", messages.price_ends(subject, now.amount, now.unit))
        if then is not None and (then.amount, then.unit) != (now.amount, now.unit):
            about = messages.price_changes(subject, now.amount, then.amount, then.unit)
            yield KnownChange(then.from_, "price", about)

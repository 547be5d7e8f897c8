"""The bill month by month: growth, the budget, and what is known to happen on the way.

Every month is billed at the rates of the price date, so that a link keeps its figures; what the vendor has
changed or announced since is reported as events, not mixed in. What a person reads is the sum of the months that
can be bought. A month counts as sold where the model can be bought on its first day; whatever happens within it,
it counts whole. Months before a model's release count too: the book does not know every release.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Literal, NamedTuple

from pricing.estimate import Estimate
from pricing.exact import EXACT, plain
from pricing.prices.schema import Price
from pricing.scenario import PERCENT, Month, Scenario


class ForecastMonth(NamedTuple):
    """One month of the horizon; `cost` in USD, None where the plan has no price."""

    month: Month
    images: int
    cost: Decimal | None
    sold: bool = True
    """Whether the model can be bought on its first day."""


class Horizon(NamedTuple):
    """What the months add up to; USD, None where the plan has no price."""

    months: int
    sold: int
    """How many of them can be bought."""
    sold_total: Decimal | None
    """Over those that can be bought: 0 where none can."""
    total: Decimal | None
    """Over all of them, at the same rates."""
    last_sold: Month | None
    cut_short: dt.date | None
    """The day within the last month that is sold on which the model ends; the month counts whole."""


class Event(NamedTuple):
    """Something that happens to the model within the horizon."""

    day: dt.date
    kind: Literal["price", "end", "shutdown"]
    text: str


def images_per_month(scenario: Scenario) -> list[int]:
    """Whole images delivered in each month: the first month's, grown and rounded half to even."""
    first = Fraction(scenario.images * scenario.days)
    factor = 1 + Fraction(scenario.growth) / PERCENT
    return [round(first * factor**month) for month in range(scenario.months)]


def forecast(estimate: Estimate) -> list[ForecastMonth]:
    """The bill of each month of the horizon."""
    scenario, each, ends = estimate.scenario, estimate.per_image, estimate.ends
    found = []
    with localcontext(EXACT):
        for index, images in enumerate(images_per_month(scenario)):
            month = scenario.start.plus(index)
            sold = ends is None or month.first_day < ends
            found.append(ForecastMonth(month, images, None if each is None else each * images, sold))
    return found


def total(months: list[ForecastMonth]) -> Decimal | None:
    """USD over the horizon; None where the plan has no price."""
    costs = [month.cost for month in months]
    with localcontext(EXACT):
        return sum((cost for cost in costs if cost is not None), Decimal(0)) if None not in costs else None


def horizon(estimate: Estimate, months: list[ForecastMonth]) -> Horizon:
    """What the months of an estimate add up to: those that can be bought, and all of them."""
    whole, sold = total(months), [month for month in months if month.sold]
    last = sold[-1].month if sold else None
    within = estimate.ends is not None and last is not None and last.first_day < estimate.ends < last.plus(1).first_day
    return Horizon(
        len(months), len(sold), None if whole is None else total(sold), whole, last, estimate.ends if within else None
    )


def first_over_budget(scenario: Scenario, months: list[ForecastMonth]) -> Month | None:
    """The first month that costs more than the budget."""
    if scenario.budget is None:
        return None
    over = (month.month for month in months if month.cost is not None and month.cost > scenario.budget)
    return next(over, None)


def events(estimate: Estimate) -> list[Event]:
    """Price changes after the price date and the model's shutdown, by day; none for a fixed book."""
    scenario, entry = estimate.scenario, estimate.entry
    if scenario.price_date is None:
        return []
    later: dict[_Series, list[Price]] = defaultdict(list)
    for price in entry.history():
        if price.from_ > scenario.price_date:
            later[_series(price)].append(price)
    found = {event for price in _billed(estimate) for event in _moves(price, later[_series(price)], estimate.ends)}
    if estimate.ends is not None:
        found.add(Event(estimate.ends, "shutdown", f"{entry.model.name} is shut down{entry.model.life.otherwise}"))
    first, after = scenario.start.first_day, scenario.end.first_day
    return sorted(event for event in found if first <= event.day < after)


_Series = tuple[object, ...]
"""What tells the prices of one thing from those of another; its prices follow each other in time."""


def _series(price: Price) -> _Series:
    return price.component, price.tier, price.size, price.processing


def _billed(estimate: Estimate) -> Iterator[Price]:
    """The prices that the bill rests on, that of a credit among them."""
    for line in estimate.lines:
        yield line.price
        if line.price.unit == "credits per image" and (credit := estimate.card.rate("credit")) is not None:
            yield credit


def _moves(price: Price, later: list[Price], ends: dt.date | None) -> Iterator[Event]:
    """What becomes of a price: each change from the one before it, and where it stops without another."""
    what = " ".join(part for part in (price.component.replace("_", " "), price.tier) if part)
    following = sorted(later, key=lambda price: price.from_)
    for now, then in zip([price, *following], [*following, None], strict=True):
        if now.until is not None and (then is None or now.until < then.from_) and (ends is None or now.until < ends):
            text = f"{what}: the price of {plain(now.amount)} {now.unit} ends, and none follows that day"
            yield Event(now.until, "end", text)
        if then is not None and (then.amount, then.unit) != (now.amount, now.unit):
            text = f"{what} from {plain(now.amount)} to {plain(then.amount)} {then.unit}"
            yield Event(then.from_, "price", text)

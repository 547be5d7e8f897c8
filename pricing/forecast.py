"""The bill month by month: growth, the budget, and what is known to happen on the way.

Every month is billed at the rates of the price date, so that a link keeps its figures; what the vendor has
changed or announced since is reported as events, not mixed in.
"""

import datetime as dt
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Literal, NamedTuple

from pricing.estimate import Estimate
from pricing.exact import EXACT, plain
from pricing.scenario import PERCENT, Month, Scenario


class ForecastMonth(NamedTuple):
    """One month of the horizon; `cost` in USD, None where the plan has no price."""

    month: Month
    images: int
    cost: Decimal | None


class Event(NamedTuple):
    """Something that happens to the model within the horizon."""

    day: dt.date
    kind: Literal["price", "shutdown"]
    text: str


def images_per_month(scenario: Scenario) -> list[int]:
    """Whole images delivered in each month: the first month's, grown and rounded half to even."""
    first = Fraction(scenario.images * scenario.days)
    factor = 1 + Fraction(scenario.growth) / PERCENT
    return [round(first * factor**month) for month in range(scenario.months)]


def forecast(estimate: Estimate) -> list[ForecastMonth]:
    """The bill of each month of the horizon."""
    scenario, each = estimate.scenario, estimate.per_image
    with localcontext(EXACT):
        return [
            ForecastMonth(scenario.start.plus(index), images, None if each is None else each * images)
            for index, images in enumerate(images_per_month(scenario))
        ]


def total(months: list[ForecastMonth]) -> Decimal | None:
    """USD over the horizon; None where the plan has no price."""
    costs = [month.cost for month in months]
    with localcontext(EXACT):
        return sum((cost for cost in costs if cost is not None), Decimal(0)) if None not in costs else None


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
    found: dict[tuple[dt.date, str], Event] = {}
    billed = {
        (line.component, line.price.tier, line.price.size, line.processing): line.price for line in estimate.lines
    }
    for price in entry.history():
        now = billed.get((price.component, price.tier, price.size, price.processing))
        if now is not None and price.from_ > scenario.price_date:
            what = " ".join(part for part in (price.component.replace("_", " "), price.tier) if part)
            text = f"{what} from {plain(now.amount)} to {plain(price.amount)} {price.unit}"
            found[price.from_, text] = Event(price.from_, "price", text)
    end = entry.model.life.shut_down
    if end is not None:
        found[end, ""] = Event(end, "shutdown", f"{entry.model.name} is shut down{entry.model.life.otherwise}")
    horizon = (scenario.start.first_day, scenario.end.first_day)
    return sorted(event for event in found.values() if horizon[0] <= event.day < horizon[1])

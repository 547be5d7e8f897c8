"""Where the year lands: what was billed so far, then the scenario at the level that was really billed."""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from pricing.actual.months import billed, days_of, length
from pricing.actual.planned import planned
from pricing.actual.records import added
from pricing.bill.estimate import Estimate
from pricing.bill.forecast import forecast
from pricing.saved import ActualMonth
from pricing.values.exact import EXACT, PERCENT, of_fraction, quotient
from pricing.values.month import Month

Basis = Literal["actual", "pace", "plan"]
"""What was billed; what was billed of a part of a month, on to its end; or the plan at the actual level."""


class LandingMonth(NamedTuple):
    """One month of the year, USD."""

    month: Month
    planned: Decimal
    """Of vendors' charges."""
    billed: Decimal | None
    """So far; None where nothing was brought in."""
    expected: Decimal
    own: Decimal
    """What the team pays itself, as planned."""
    basis: Basis


class Pace(NamedTuple):
    """The running month."""

    month: Month
    days: int
    """With figures."""
    of_days: int
    billed: Decimal
    expected: Decimal
    """USD of the month if it goes on like this, to 12 decimals."""
    planned: Decimal


class Landing(NamedTuple):
    """What a year comes to."""

    months: tuple[LandingMonth, ...]
    """From the first one with a bill, or else of the plan, to December."""
    total: Decimal
    """Of vendors' charges."""
    own: Decimal
    """What the team pays itself, as planned: a budget is for both."""
    planned: Decimal
    level: Decimal
    """Percent of the plan that was billed, to 12 decimals; 100 where nothing can be compared."""
    budget: Decimal | None
    """Of these months."""
    over_from: Month | None
    """The first month that costs more than the budget a month."""
    spent_from: Month | None
    """The month in which the budget of all these months is used up."""
    pace: Pace | None
    """None where the month is not begun in what was brought in, or over."""

    @property
    def over(self) -> Decimal | None:
        """USD above the budget of these months; below 0 where under it."""
        return None if self.budget is None else EXACT.subtract(EXACT.add(self.total, self.own), self.budget)


def landing(whole: Estimate, months: Iterable[ActualMonth], today: dt.date) -> Landing | None:
    """The landing of the year of a day; None where the plan has no price.

    Only USD count, and of the plan only what vendors charge. A month whose files end before it does is carried on to
    its end at its own pace.
    """
    if whole.unpriced:
        return None
    kept = tuple(each for each in months if each.month.year == today.year)
    bills = billed(kept)
    days = days_of(kept)
    first = min([*bills, max(whole.scenario.start, Month(today.year, 1))], default=Month.of(today))
    if first.year != today.year:
        first = Month.of(today)
    year = [Month(today.year, at) for at in range(first.month, 13)]
    plans = {month: _plan(whole, month) for month in year}
    level = _level(bills, days, plans)
    own = {each.month: each.own for each in forecast(whole)}
    base = added(line.cost_per_month for line in whole.own)
    found = tuple(
        _month(month, plans[month], bills.get(month), days.get(month), level, own.get(month, base)) for month in year
    )
    a_month = whole.scenario.budget
    budget = None if a_month is None else EXACT.multiply(a_month, Decimal(len(found)))
    percent = level * PERCENT
    return Landing(
        found,
        added(each.expected for each in found),
        added(each.own for each in found),
        added(each.planned for each in found),
        quotient(Decimal(percent.numerator), Decimal(percent.denominator)),
        budget,
        next((month for month, cost in _costs(found) if a_month is not None and cost > a_month), None),
        _spent(found, budget),
        _pace(found, days, today),
    )


def _plan(whole: Estimate, month: Month) -> Fraction:
    return sum((cost for each in planned(whole, month) for cost in each.costs.values()), Fraction(0))


def _level(bills: dict[Month, Decimal], days: dict[Month, int], plans: dict[Month, Fraction]) -> Fraction:
    """What was billed of what was planned for the same days."""
    of_plan = sum((plans[month] * _part(month, days.get(month)) for month in bills), Fraction(0))
    return Fraction(added(bills.values())) / of_plan if of_plan else Fraction(1)


def _part(month: Month, days: int | None) -> Fraction:
    """The part of a month that there is something of; all of it where nothing says how much."""
    return Fraction(min(days or length(month), length(month)), length(month))


def _month(
    month: Month, plan: Fraction, billed: Decimal | None, days: int | None, level: Fraction, own: Decimal
) -> LandingMonth:
    if billed is None:
        return LandingMonth(month, of_fraction(plan), None, of_fraction(plan * level), own, "plan")
    part = _part(month, days)
    if part == 1:
        return LandingMonth(month, of_fraction(plan), billed, billed, own, "actual")
    return LandingMonth(month, of_fraction(plan), billed, of_fraction(Fraction(billed) / part), own, "pace")


def _costs(months: Iterable[LandingMonth]) -> Iterator[tuple[Month, Decimal]]:
    """What each month costs, what the team pays itself among it."""
    for each in months:
        yield each.month, EXACT.add(each.expected, each.own)


def _spent(months: Iterable[LandingMonth], budget: Decimal | None) -> Month | None:
    return None if budget is None else next((month for month, total in _running(months) if total > budget), None)


def _running(months: Iterable[LandingMonth]) -> Iterator[tuple[Month, Decimal]]:
    total = Decimal(0)
    for month, cost in _costs(months):
        total = EXACT.add(total, cost)
        yield month, total


def _pace(months: Iterable[LandingMonth], days: dict[Month, int], today: dt.date) -> Pace | None:
    now = next((each for each in months if each.month == Month.of(today) and each.basis == "pace"), None)
    if now is None or now.billed is None:
        return None
    return Pace(now.month, days[now.month], length(now.month), now.billed, now.expected, now.planned)

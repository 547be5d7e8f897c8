"""Where the year lands: what was billed so far, then the scenario at the level that was really billed."""

import datetime as dt
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from typing import Literal, NamedTuple

from pricing.actual import messages
from pricing.actual.plan_side import plan_of_month
from pricing.actual.source_months import SourceMonth, billed, days_by_month
from pricing.bill.estimate import Estimate
from pricing.bill.forecast import forecast
from pricing.values.exact import EXACT, PERCENT, of_fraction, quotient, total
from pricing.values.month import Month
from pricing.wording.messages import Message

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

    @property
    def cost(self) -> Decimal:
        """Expected, what the team pays itself among it."""
        return EXACT.add(self.expected, self.own)


class MonthPace(NamedTuple):
    """The running month."""

    month: Month
    days: int
    """With figures."""
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
    pace: MonthPace | None
    """None where the month is not begun in what was brought in, or over."""

    @property
    def cost(self) -> Decimal:
        """Of vendors' charges and of what the team pays itself."""
        return EXACT.add(self.total, self.own)

    @property
    def over(self) -> Decimal | None:
        """USD above the budget of these months; below 0 where under it."""
        return None if self.budget is None else EXACT.subtract(self.cost, self.budget)


def landing(whole: Estimate, months: Iterable[SourceMonth], today: dt.date) -> Landing | None:
    """The landing of the year of a day; None where the plan has no price.

    Only USD count, and of the plan only what vendors charge. A month whose files end before it does is carried on to
    its end at its own pace.
    """
    if whole.unpriced:
        return None
    kept = tuple(each for each in months if each.month.year == today.year)
    bills = billed(kept)
    days = days_by_month(kept)
    first = min([*bills, max(whole.scenario.start, Month(today.year, 1))], default=Month.of(today))
    if first.year != today.year:
        first = Month.of(today)
    year = [Month(today.year, at) for at in range(first.month, 13)]
    plans = {month: _plan(whole, month) for month in year}
    level = _level(bills, days, plans)
    own = {each.month: each.own for each in forecast(whole)}
    base = total(line.cost_per_month for line in whole.own)
    found = tuple(
        _month(month, plans[month], bills.get(month), days.get(month), level, own.get(month, base)) for month in year
    )
    a_month = whole.scenario.budget
    budget = None if a_month is None else EXACT.multiply(a_month, Decimal(len(found)))
    spent = zip(found, accumulate((each.cost for each in found), EXACT.add), strict=True)
    percent = level * PERCENT
    return Landing(
        found,
        total(each.expected for each in found),
        total(each.own for each in found),
        total(each.planned for each in found),
        quotient(Decimal(percent.numerator), Decimal(percent.denominator)),
        budget,
        next((each.month for each in found if a_month is not None and each.cost > a_month), None),
        next((each.month for each, total in spent if budget is not None and total > budget), None),
        _pace(found, days, today),
    )


def year_message(year: Landing) -> Message:
    """Where a year lands, or the months of it that are known, over or under their budget, and from when on."""
    months = messages.span(year.months[0].month, year.months[-1].month)
    if year.budget is None or year.over is None:
        return messages.lands(months, year.cost)
    if year.over <= 0 or year.spent_from is None:
        return messages.lands_under(months, year.cost, -year.over, year.budget)
    if year.over_from is not None and year.over_from < year.spent_from:
        return messages.lands_over(months, year.cost, year.over, year.budget, year.over_from)
    return messages.lands_over_in_all(months, year.cost, year.over, year.budget, year.spent_from)


def pace_message(pace: MonthPace) -> Message:
    """How the running month goes."""
    return messages.pace(pace.month, pace.billed, pace.days, pace.month.days, pace.expected, pace.planned)


def _plan(whole: Estimate, month: Month) -> Fraction:
    return sum((cost for plan in plan_of_month(whole, month) for cost in plan.costs.values()), Fraction(0))


def _level(bills: dict[Month, Decimal], days: dict[Month, int], plans: dict[Month, Fraction]) -> Fraction:
    """What was billed of what was planned for the same days."""
    of_plan = sum((plans[month] * _part(month, days.get(month)) for month in bills), Fraction(0))
    return Fraction(total(bills.values())) / of_plan if of_plan else Fraction(1)


def _part(month: Month, days: int | None) -> Fraction:
    """The part of a month that there is something of; all of it where nothing says how much."""
    return Fraction(min(days or month.days, month.days), month.days)


def _month(
    month: Month, plan: Fraction, billed: Decimal | None, days: int | None, level: Fraction, own: Decimal
) -> LandingMonth:
    if billed is None:
        return LandingMonth(month, of_fraction(plan), None, of_fraction(plan * level), own, "plan")
    part = _part(month, days)
    if part == 1:
        return LandingMonth(month, of_fraction(plan), billed, billed, own, "actual")
    return LandingMonth(month, of_fraction(plan), billed, of_fraction(Fraction(billed) / part), own, "pace")


def _pace(months: Iterable[LandingMonth], days: dict[Month, int], today: dt.date) -> MonthPace | None:
    now = next((each for each in months if each.month == Month.of(today) and each.basis == "pace"), None)
    if now is None or now.billed is None:
        return None
    return MonthPace(now.month, days[now.month], now.billed, now.expected, now.planned)

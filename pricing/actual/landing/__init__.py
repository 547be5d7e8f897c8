"""The expected year: the bills so far, then the scenario at the ratio of billed to planned so far."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from typing import Literal, NamedTuple

from pricing.actual.given_answers import NO_ANSWERS, GivenAnswers, compared_by_answers
from pricing.actual.landing import messages
from pricing.actual.plan_side import plan_of_month
from pricing.actual.source_months import SourceMonth
from pricing.actual.variance import Variance, is_near, variance
from pricing.bill.estimate import Estimate
from pricing.bill.forecast import forecast
from pricing.prices import PriceBooks
from pricing.values.exact import EXACT, PERCENT, of_fraction, quotient, total
from pricing.values.month import Month
from pricing.wording.messages import Message

Basis = Literal["actual", "pace", "plan"]
"""A complete bill; the bill of a part of a month, extended to its end; the plan at the ratio of billed to planned."""


class LandingMonth(NamedTuple):
    """One month of the year; amounts in the plan's currency."""

    month: Month
    planned: Decimal
    """The planned charges of vendors."""
    billed: Decimal | None
    """The amount billed in the month so far; None without a bill."""
    expected: Decimal
    own: Decimal
    """The team's own costs in the month, as planned."""
    basis: Basis

    @property
    def cost(self) -> Decimal:
        """The expected charges with the team's own costs."""
        return EXACT.add(self.expected, self.own)


class MonthPace(NamedTuple):
    """The expected rest of the present month."""

    month: Month
    days: int
    """The days of the month that have figures."""
    billed: Decimal
    expected: Decimal
    """The cost of the whole month at its pace so far, to 12 decimals."""
    planned: Decimal


class Landing(NamedTuple):
    """The months of a year as billed or expected, and their sum."""

    months: tuple[LandingMonth, ...]
    """The months from the first with a bill, or else the first of the plan, to December."""
    total: Decimal
    """The charges of vendors."""
    own: Decimal
    """The team's own costs, as planned; the budget includes them."""
    planned: Decimal
    level: Decimal
    """Billed in percent of planned, to 12 decimals; 100 if nothing can be compared."""
    budget: Decimal | None
    """The budget of all these months."""
    over_from: Month | None
    """The first month that costs more than the budget a month."""
    spent_from: Month | None
    """The month in which the budget of all these months is used up."""
    pace: MonthPace | None
    """The present month; None if it is complete, or has no bill yet."""

    @property
    def cost(self) -> Decimal:
        """What vendors charge and what the team pays itself."""
        return EXACT.add(self.total, self.own)

    @property
    def over(self) -> Decimal | None:
        """The amount above the budget of these months; negative if below it."""
        return None if self.budget is None else EXACT.subtract(self.cost, self.budget)


def landing(
    whole: Estimate,
    months: Iterable[SourceMonth],
    today: dt.date,
    books: PriceBooks,
    given_answers: GivenAnswers = NO_ANSWERS,
) -> Landing | None:
    """The expected year of a day; None if the plan has no price.

    Only bills of the plan count, and of the plan only vendors' charges. A month with a bill of some days is extended to
    its end at its own ratio of billed to planned; workloads that no file bills are expected as planned. A bill within
    half a percent of its plan counts as planned.
    """
    if whole.unpriced:
        return None
    kept = tuple(source_month for source_month in months if source_month.month.year == today.year)
    known = (
        variance(whole, compared_by_answers(whole, month, kept, books, given_answers))
        for month in sorted({source_month.month for source_month in kept})
    )
    bills = {bill.month: bill for bill in known if bill is not None}
    first = min([*bills, max(whole.scenario.start, Month(today.year, 1))], default=Month.of(today))
    if first.year != today.year:
        first = Month.of(today)
    year = [Month(today.year, number) for number in range(first.month, 13)]
    compared = {place for bill in bills.values() for group in bill.groups for place in group.places}
    compared = compared or {*range(len(whole.bills))}
    plans = {month: _plans(whole, month, compared) for month in year}
    level = _level(bills.values())
    own = {forecast_month.month: forecast_month.own for forecast_month in forecast(whole)}
    base = total(line.cost_per_month for line in whole.own)
    landing_months = tuple(
        _month(month, *plans[month], bills.get(month), level, own.get(month, base)) for month in year
    )
    a_month = whole.scenario.budget
    budget = None if a_month is None else EXACT.multiply(a_month, Decimal(len(landing_months)))
    spent = zip(
        landing_months, accumulate((landing_month.cost for landing_month in landing_months), EXACT.add), strict=True
    )
    percent = level * PERCENT
    return Landing(
        landing_months,
        total(landing_month.expected for landing_month in landing_months),
        total(landing_month.own for landing_month in landing_months),
        total(landing_month.planned for landing_month in landing_months),
        quotient(Decimal(percent.numerator), Decimal(percent.denominator)),
        budget,
        next(
            (
                landing_month.month
                for landing_month in landing_months
                if a_month is not None and landing_month.cost > a_month
            ),
            None,
        ),
        next((landing_month.month for landing_month, total in spent if budget is not None and total > budget), None),
        _pace(landing_months, bills, today),
    )


def year_message(year: Landing) -> Message:
    """The expected year, or those of its months that are known, compared with their budget."""
    months = messages.span(year.months[0].month, year.months[-1].month)
    if year.budget is None or year.over is None:
        return messages.lands(months, year.cost)
    if year.over <= 0 or year.spent_from is None:
        return messages.lands_under(months, year.cost, -year.over, year.budget)
    if year.over_from is not None and year.over_from < year.spent_from:
        return messages.lands_over(months, year.cost, year.over, year.budget, year.over_from)
    return messages.lands_over_in_all(months, year.cost, year.over, year.budget, year.spent_from)


def pace_message(pace: MonthPace) -> Message:
    """The message of the expected present month."""
    return messages.pace(pace.month, pace.billed, pace.days, pace.month.days, pace.expected, pace.planned)


def _plans(whole: Estimate, month: Month, compared: Collection[int]) -> tuple[Fraction, Fraction]:
    """The planned costs of a month: of the compared workloads, and of the others."""
    of_compared = of_others = Fraction(0)
    for plan in plan_of_month(whole, month):
        cost = sum(plan.costs.values(), Fraction(0))
        if plan.place in compared:
            of_compared += cost
        else:
            of_others += cost
    return of_compared, of_others


def _level(bills: Iterable[Variance]) -> Fraction:
    """The ratio of billed to planned for the same days; 1 within half a percent of it."""
    several = tuple(bills)
    billed, planned = (
        total(amounts)
        for amounts in ((compared.actual for compared in several), (compared.planned for compared in several))
    )
    if not planned or is_near(Fraction(billed), Fraction(planned)):
        return Fraction(1)
    return Fraction(billed) / Fraction(planned)


def _month(
    month: Month, compared: Fraction, others: Fraction, bill: Variance | None, level: Fraction, own: Decimal
) -> LandingMonth:
    planned = of_fraction(compared + others)
    if bill is None:
        return LandingMonth(month, planned, None, of_fraction(compared * level + others), own, "plan")
    rest = compared + others - Fraction(bill.planned)
    if not rest or (bill.days >= month.days and not others):
        return LandingMonth(month, planned, bill.actual, bill.actual, own, "actual")
    of_rest = others + (rest - others) * _level([bill])
    return LandingMonth(month, planned, bill.actual, of_fraction(Fraction(bill.actual) + of_rest), own, "pace")


def _pace(months: Iterable[LandingMonth], bills: Mapping[Month, Variance], today: dt.date) -> MonthPace | None:
    now = next(
        (
            landing_month
            for landing_month in months
            if landing_month.month == Month.of(today) and landing_month.basis == "pace"
        ),
        None,
    )
    if now is None or now.billed is None:
        return None
    return MonthPace(now.month, bills[now.month].days, now.billed, now.expected, now.planned)

"""Bills compared with the plan by month, as plain data and as CSV files. Amounts are exact, as plain decimal text."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TypedDict

from pricing.actual.given_answers import NO_ANSWERS, GivenAnswers, compared_by_answers
from pricing.actual.landing import Landing, LandingMonth, landing
from pricing.actual.plan_side import Delivered
from pricing.actual.source_months import NO_MODEL, SourceMonth, stored
from pricing.actual.variance import PART_CODES, Variance, variance
from pricing.bill.estimate import Estimate
from pricing.export.answers import PriceBookData, ScenarioData
from pricing.export.estimates import book_data, scenario_data, text
from pricing.export.file_text import csv_text
from pricing.prices import PriceBooks
from pricing.saved import ActualMonth
from pricing.values.exact import total
from pricing.values.month import Month

MONTH_COLUMNS = (
    *("month", "days", "of_days", "planned_of_days", "billed"),
    *PART_CODES,
    *("planned", "expected", "basis", "own", "no_plan"),
)
"""`planned_of_days` and the parts add up to `billed`; `planned` and `expected` are of the whole month. `no_plan` is the
amount billed in the plan's currency for models and names that the plan does not have; no other column includes it."""
SUM_COLUMNS = ("month", "source", "model", "kind", "quantity", "cost", "currency")


_Row = dict[str, object]


class ActualData(TypedDict):
    """Bills compared with the plan; amounts as text."""

    scenario: ScenarioData
    price_book: PriceBookData
    currency: str
    months: list[_Row]
    """Keyed by `MONTH_COLUMNS`."""
    year: _Row | None
    sums: list[_Row]
    """Keyed by `SUM_COLUMNS`."""


def actual_data(
    estimate: Estimate,
    months: Iterable[SourceMonth],
    books: PriceBooks,
    today: dt.date,
    given_answers: GivenAnswers = NO_ANSWERS,
    delivered: Mapping[Month, Delivered] | None = None,
) -> ActualData:
    """Each month with its plan and the parts of its difference, the expected year, and the sums by model and kind.

    `given_answers` are a person's answers to the questions of the bills, `delivered` the images that were used, by
    month. Unknown values are null: the billed amount of a month without a bill, the expected amount of other years.
    """
    source_months = tuple(months)
    year = landing(estimate, source_months, today, books, given_answers)
    landed = {landing_month.month: landing_month for landing_month in year.months} if year is not None else {}
    all_months = sorted({*landed, *(source_month.month for source_month in source_months)})
    used = delivered or {}
    variances = {
        month: variance(
            estimate, compared_by_answers(estimate, month, source_months, books, given_answers), used.get(month)
        )
        for month in all_months
    }
    return {
        "scenario": scenario_data(estimate.scenario),
        "price_book": book_data(books),
        "currency": estimate.scenario.currency,
        "months": [_month(month, variances[month], landed.get(month)) for month in all_months],
        "year": None if year is None else _year(year),
        "sums": [_sum(row) for row in stored(source_months)],
    }


def months_csv(data: ActualData) -> str:
    """A CSV file with a row for each month and the columns `MONTH_COLUMNS`; without totals."""
    return csv_text(MONTH_COLUMNS, data["months"])


def sums_csv(data: ActualData) -> str:
    """A CSV file with a row for each source, month, model and kind, and the columns `SUM_COLUMNS`."""
    return csv_text(SUM_COLUMNS, data["sums"])


def _month(month: Month, month_variance: Variance | None, landed: LandingMonth | None) -> _Row:
    row: _Row = dict.fromkeys(MONTH_COLUMNS) | {"month": str(month)}
    if month_variance is not None:
        compared = month_variance.compared
        row |= {
            "days": month_variance.days,
            "of_days": month.days,
            "planned_of_days": text(month_variance.planned),
            "billed": text(month_variance.actual),
            "no_plan": text(
                total(unmatched.cost for unmatched in compared.apart if unmatched.currency == compared.currency)
            ),
        }
        for part in month_variance.parts:
            row[part.code] = text(part.amount)
    if landed is not None:
        row |= {
            "planned": text(landed.planned),
            "expected": text(landed.expected),
            "basis": landed.basis,
            "own": text(landed.own),
        }
    return row


def _year(year: Landing) -> _Row:
    return {
        "expected": text(year.total),
        "own": text(year.own),
        "planned": text(year.planned),
        "level_percent": text(year.level),
        "budget": text(year.budget),
        "over": text(year.over),
        "over_from": None if year.over_from is None else str(year.over_from),
        "spent_from": None if year.spent_from is None else str(year.spent_from),
    }


def _sum(row: ActualMonth) -> _Row:
    return {
        "month": str(row.month),
        "source": row.source,
        "model": "" if row.model == NO_MODEL else row.model,
        "kind": row.kind,
        "quantity": text(row.quantity),
        "cost": text(row.cost),
        "currency": row.currency,
    }

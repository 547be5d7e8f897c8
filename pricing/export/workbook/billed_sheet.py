"""The two sheets of bills: a year's months compared with the plan, and the sums by model that were uploaded.

Billed amounts are input cells, so that the next month can be typed in. The plan's costs come from the sheet Forecast.
A month without a bill is expected to cost its plan times the ratio of billed to planned so far.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial

from pricing.actual.landing import Landing, LandingMonth
from pricing.actual.readers.messages import source_name
from pricing.actual.source_months import NO_MODEL, SourceMonth, days_by_month, stored
from pricing.actual.variance import NEAR
from pricing.export.workbook import messages
from pricing.export.workbook.formula_table import Column, FormulaTable
from pricing.export.workbook.sheet_writer import UNPRICED, Book, Value
from pricing.values.exact import EXACT, PERCENT, quotient
from pricing.values.month import Month
from pricing.wording.messages import words

_LEVEL, _TOTAL, _BUDGET, _HEADER, _FIRST = 2, 3, 4, 5, 6
_OF_DAYS = 'IF(OR({days}="",{days}>={of_days}),1,{days}/{of_days})'
_LISTED = "COUNTIF(months_listed,{month})>0"
_PLANNED = (
    f"IF({_LISTED},SUMIFS(forecast_cost,months_listed,{{month}})-SUMIFS(forecast_own,months_listed,{{month}}),"
    "(cost_a_day-own_cost_a_day)*days_a_month)"
)
_PLANNED_OF_DAYS = f'IF(ISNUMBER({{planned}}),{{planned}}*{_OF_DAYS},"{UNPRICED}")'
_NEAR = float(NEAR)
_PACE = (
    f"IF(AND(ISNUMBER({{planned_of_days}}),ABS({{billed}}-{{planned_of_days}})<={_NEAR}*{{planned_of_days}}),"
    f"{{billed}}+{{planned}}-{{planned_of_days}},{{billed}}/{_OF_DAYS})"
)
"""A month within half a percent of its plan is expected to go on as planned, any other at its own cost a day."""
_AT_LEVEL = f'IF(ISNUMBER({{planned}}),{{planned}}*actual_level,"{UNPRICED}")'
_OWN = f"=IF({_LISTED},SUMIFS(forecast_own,months_listed,{{month}}),own_cost_a_day*days_a_month)"
_Money = partial(Column, width=16, number="money")
_COLUMNS: Mapping[str, Column] = {
    "month": Column(messages.MONTH, 24, "month", style="cell"),
    "billed": _Money(messages.BILLED, style="input"),
    "days": Column(messages.DAYS_WITH_FIGURES, 12, "count", style="input"),
    "of_days": Column(messages.DAYS_OF_THE_MONTH, 12, "count", "=DAY(EOMONTH({month},0))"),
    "planned": _Money(messages.PLANNED, formula=f'=IF(ISNUMBER(cost_a_day),{_PLANNED},"{UNPRICED}")'),
    "planned_of_days": _Money(messages.PLANNED_FOR_THESE_DAYS, formula=f'=IF({{billed}}="","",{_PLANNED_OF_DAYS})'),
    "difference": _Money(
        messages.ABOVE_THE_PLAN, formula='=IF(ISNUMBER({planned_of_days}),{billed}-{planned_of_days},"")'
    ),
    "expected": _Money(messages.EXPECTED, formula=f'=IF({{billed}}<>"",{_PACE},{_AT_LEVEL})'),
    "own": _Money(messages.THE_TEAMS_OWN_COSTS, formula=_OWN),
}
_Text = partial(Column, style="cell")
_SUM_COLUMNS: Mapping[str, Column] = {
    "month": _Text(messages.MONTH, 12, "month"),
    "source": _Text(messages.SOURCE, 34),
    "model": _Text(messages.MODEL, 34),
    "kind": _Text(messages.WHAT_WAS_COUNTED, 34),
    "quantity": Column(messages.QUANTITY, 18),
    "cost": Column(messages.COST, 18, "amount"),
    "currency": _Text(messages.CURRENCY, 10),
}


def write(book: Book, months: Sequence[SourceMonth], year: Landing | None) -> None:
    """The sheet of the year, if the plan has a price, and that of the sums; none if there are no months of bills."""
    if months and year is not None:
        _year(book, year, days_by_month(months))
    if months:
        _sums(book, months)


def _year(book: Book, year: Landing, days: Mapping[Month, int]) -> None:
    table, last = FormulaTable((book, messages.ACTUAL), _COLUMNS), _FIRST + len(year.months) - 1
    table.sheet.title(messages.billed_title(year.months[0].month.year), messages.BILLED_NOTE)
    table.header(_HEADER)
    for row, month in enumerate(year.months, _FIRST):
        table.write(row, _figures(month, days.get(month.month)))
    for key in ("billed", "days", "expected"):
        table.define(f"actual_{key}", key, _FIRST, last)
    _totals(table, year, last)


def _figures(month: LandingMonth, days: int | None) -> dict[str, Value]:
    of_days = month.month.days
    figures: dict[str, Value] = {
        "month": month.month,
        "billed": month.billed,
        "days": None if month.billed is None else days,
        "of_days": of_days,
        "planned": month.planned,
        "planned_of_days": "",
        "difference": "",
        "expected": month.expected,
        "own": month.own,
    }
    if month.billed is not None:
        with_figures = Decimal(min(days or of_days, of_days))
        of_plan = quotient(EXACT.multiply(month.planned, with_figures), Decimal(of_days))
        figures |= {"planned_of_days": of_plan, "difference": EXACT.subtract(month.billed, of_plan)}
    return figures


def _totals(table: FormulaTable, year: Landing, last: int) -> None:
    """The totals of the year, below the title, so that they stay in view."""
    billed, of_plan = (table.down(key, _FIRST, last) for key in ("billed", "planned_of_days"))
    is_near = f"ABS(SUM({billed})-SUM({of_plan}))<={_NEAR}*SUM({of_plan})"
    level = f"=IF(OR(SUM({of_plan})=0,{is_near}),1,SUM({billed})/SUM({of_plan}))"
    table.total(_LEVEL, {"month": words(messages.LEVEL)}, {})
    table.sheet.formula(_LEVEL, table.positions["expected"], level, year.level / PERCENT, "percent", "total")
    table.define("actual_level", "expected", _LEVEL)
    totals: dict[str, tuple[str, Value]] = {}
    for key, figure in {"planned": year.planned, "expected": year.total, "own": year.own}.items():
        cells = table.down(key, _FIRST, last)
        totals[key] = (f'=IF(COUNT({cells})<{len(year.months)},"{UNPRICED}",SUM({cells}))', figure)
    table.total(_TOTAL, {"month": words(messages.ALL_MONTHS)}, totals)
    expected, own = table.cell("expected", _TOTAL), table.cell("own", _TOTAL)
    both = f"{expected}+{own}-monthly_budget*{len(year.months)}"
    over = f'=IF(AND(ISNUMBER(monthly_budget),ISNUMBER({expected})),{both},"no budget")'
    text = words(messages.ABOVE_THE_BUDGET)
    table.total(_BUDGET, {"month": text}, {"expected": (over, "no budget" if year.over is None else year.over)})


def _sums(book: Book, months: Sequence[SourceMonth]) -> None:
    """A row for each source, month, model and kind, as they are stored; without totals."""
    table = FormulaTable((book, messages.BILLED_BY_MODEL), _SUM_COLUMNS)
    table.sheet.title(messages.BILLED_AND_USED, messages.SUMS_NOTE)
    table.header(3)
    for row, sums in enumerate(stored(months), 4):
        values: dict[str, Value] = {
            "month": sums.month,
            "source": words(source_name(sums.source)),
            "model": "" if sums.model == NO_MODEL else sums.model,
            "kind": words(messages.kind_counted(sums.kind)),
            "quantity": sums.quantity,
            "cost": sums.cost,
            "currency": sums.currency,
        }
        table.write(row, values)

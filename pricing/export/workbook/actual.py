"""The sheets of what was billed: the year month by month beside the plan, and the sums that were brought in.

What was billed is typed in, so that the next month's bill can be: the plan comes from the sheet Forecast, and the
months to come are expected at the level that was really billed.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pricing.actual.landing import Landing, LandingMonth
from pricing.actual.months import NO_MODEL, days_of, length
from pricing.actual.words import SOURCES
from pricing.export.workbook.inputs import write as write_input
from pricing.export.workbook.sheet import NOT_PRICED, Book, Figure, Sheet
from pricing.export.workbook.table import Column, Table
from pricing.saved import ActualMonth
from pricing.values.exact import EXACT, PERCENT, quotient
from pricing.values.month import Month

NAME, SUMS = "Actual", "Billed by model"
_LEVEL, _TOTAL, _BUDGET, _HEADER, _FIRST = 2, 3, 4, 5, 6
_NOTE = (
    "Vendors' charges, without what the team pays itself. A month whose days are not complete goes on at its own pace; "
    "one without a bill is expected at the plan times the level. Type in what is billed next."
)
_OF_DAYS = 'IF(OR({days}="",{days}>={of_days}),1,{days}/{of_days})'
_LISTED = "COUNTIF(months_listed,{month})>0"
_PLANNED = (
    f"IF({_LISTED},SUMIFS(forecast_cost,months_listed,{{month}})-SUMIFS(forecast_own,months_listed,{{month}}),"
    "(cost_a_day-own_cost_a_day)*days_a_month)"
)
_COLUMNS: Mapping[str, Column] = {
    "month": Column("Month", 24, "month", style="cell"),
    "billed": Column("Billed, USD", 16, "money"),
    "days": Column("Days with figures", 12, "count"),
    "of_days": Column("Days of the month", 12, "count", "=DAY(EOMONTH({month},0))"),
    "planned": Column("Planned", 16, "money", f'=IF(ISNUMBER(cost_a_day),{_PLANNED},"{NOT_PRICED}")'),
    "planned_of_days": Column(
        "Planned for these days",
        16,
        "money",
        f'=IF({{billed}}="","",IF(ISNUMBER({{planned}}),{{planned}}*{_OF_DAYS},"{NOT_PRICED}"))',
    ),
    "difference": Column(
        "Above the plan", 16, "money", '=IF(ISNUMBER({planned_of_days}),{billed}-{planned_of_days},"")'
    ),
    "expected": Column(
        "Expected",
        16,
        "money",
        f'=IF({{billed}}<>"",{{billed}}/{_OF_DAYS},IF(ISNUMBER({{planned}}),{{planned}}*actual_level,"{NOT_PRICED}"))',
    ),
    "own": Column(
        "The team's own costs",
        16,
        "money",
        f"=IF({_LISTED},SUMIFS(forecast_own,months_listed,{{month}}),own_cost_a_day*days_a_month)",
    ),
}
_NUMBERS = ("billed", "days", "of_days", "planned", "planned_of_days", "difference", "expected", "own")
_SUM_COLUMNS: Mapping[str, float] = {
    "Month": 12,
    "Source": 34,
    "Model": 34,
    "What was counted": 34,
    "Quantity": 18,
    "Cost": 18,
    "Currency": 10,
}


def write(book: Book, months: Sequence[ActualMonth], year: Landing | None) -> None:
    """The year, where the plan has a price, and the sums; no sheet where nothing was brought in."""
    if not months:
        return
    if year is not None:
        _year(book, year, days_of(months))
    _sums(book, months)


def _year(book: Book, year: Landing, days: Mapping[Month, int]) -> None:
    table, last = Table(_COLUMNS), _FIRST + len(year.months) - 1
    sheet = book.sheet(NAME, table.widths)
    sheet.title(f"What was billed in {year.months[0].month.year}, beside the plan", _NOTE)
    sheet.header(_HEADER, table.headings, table.places(_NUMBERS))
    for row, month in enumerate(year.months, _FIRST):
        sheet.day(row, table.at["month"], month.month.first_day, "month", "cell")
        write_input(sheet, row, table.at["billed"], month.billed, "money")
        write_input(sheet, row, table.at["days"], None if month.billed is None else days.get(month.month), "count")
        for key, figure in _figures(month, days.get(month.month)).items():
            table.formula(sheet, row, key, figure)
    for key in ("billed", "days", "expected"):
        book.name(f"actual_{key}", sheet, _FIRST, table.at[key], last)
    _totals(sheet, table, year, last)


def _figures(month: LandingMonth, days: int | None) -> dict[str, Figure | str]:
    of_days = length(month.month)
    found: dict[str, Figure | str] = {
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
        found |= {"planned_of_days": of_plan, "difference": EXACT.subtract(month.billed, of_plan)}
    return found


def _totals(sheet: Sheet, table: Table, year: Landing, last: int) -> None:
    """What the year comes to; below the title, so that it stays in sight."""
    billed, of_plan = (table.down(key, _FIRST, last) for key in ("billed", "planned_of_days"))
    level = f"=IF(SUM({of_plan})>0,SUM({billed})/SUM({of_plan}),1)"
    _band(sheet, _LEVEL, "Level: billed of what was planned for the same days")
    sheet.formula(_LEVEL, table.at["expected"], level, year.level / PERCENT, "percent", "total")
    sheet.book.name("actual_level", sheet, _LEVEL, table.at["expected"])
    _band(sheet, _TOTAL, "All months")
    totals = {"planned": year.planned, "expected": year.total, "own": year.own}
    for key, figure in totals.items():
        cells = table.down(key, _FIRST, last)
        sum_of = f'=IF(COUNTIF({cells},"{NOT_PRICED}")>0,"{NOT_PRICED}",SUM({cells}))'
        sheet.formula(_TOTAL, table.at[key], sum_of, figure, "money", "total")
    _band(sheet, _BUDGET, "Above the budget of these months, the team's own costs counted")
    both = f"{table.cell('expected', _TOTAL)}+{table.cell('own', _TOTAL)}-monthly_budget*{len(year.months)}"
    over = f'=IF(AND(ISNUMBER(monthly_budget),ISNUMBER({table.cell("expected", _TOTAL)})),{both},"no budget")'
    sheet.formula(
        _BUDGET, table.at["expected"], over, "no budget" if year.over is None else year.over, "money", "total"
    )


def _band(sheet: Sheet, row: int, label: str) -> None:
    sheet.band(row, "total_text", {0: label})


def _sums(book: Book, months: Sequence[ActualMonth]) -> None:
    """A row for each source, month, model and kind, as they are kept; nothing that adds them up."""
    sheet = book.sheet(SUMS, list(_SUM_COLUMNS.values()))
    sheet.title("Billed and used by model", "Monthly sums of what was brought in. Leftover rows are in none.")
    sheet.header(3, list(_SUM_COLUMNS), (4, 5))
    for row, each in enumerate(months, 4):
        sheet.day(row, 0, each.month.first_day, "month")
        for column, text in enumerate(_words(each), 1):
            sheet.text(row, column, text, "cell")
        for column, amount, number in ((4, each.quantity, "general"), (5, each.cost, "amount")):
            if amount is not None:
                sheet.number(row, column, amount, number, "figure")
        sheet.text(row, 6, each.currency, "cell")


def _words(each: ActualMonth) -> Iterator[str]:
    yield SOURCES.get(each.source, each.source)
    yield "" if each.model == NO_MODEL else each.model
    yield each.kind.replace("_", " ")

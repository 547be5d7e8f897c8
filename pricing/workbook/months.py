"""The sheet of the months: images and cost of each, for as many months as the input cell asks for."""

import datetime as dt

from pricing import link
from pricing.estimate import Estimate
from pricing.fields import Number
from pricing.forecast import ForecastMonth, total
from pricing.prices import PriceBooks
from pricing.workbook.sheet import NOT_PRICED, Book, Sheet, excel_day

NAME = "Forecast"
FIRST = 4
"""Row of the first month, from 0."""
_TOTAL, _HEADER = 2, 3
MONTH, COST, BUDGET, _OVER = 1, 4, 5, 6
"""Columns that other sheets point at."""
_HEADINGS = ("Number", "Month", "Images before rounding", "Images", "Cost", "Budget", "Over budget")


def write(book: Book, bill: Estimate, months: list[ForecastMonth], books: PriceBooks, today: dt.date) -> None:
    """A row for every month the horizon can have; those after the last one stay empty."""
    sheet = book.sheet(NAME, (10, 12, 24, 16, 18, 18, 14))
    longest = link.fields(books, today)["months"]
    rows = longest.high if isinstance(longest, Number) else len(months)
    sheet.title(
        "Forecast", "Every month at the same rates. Images are rounded to whole ones, halves to the even number."
    )
    sheet.header(_HEADER, _HEADINGS, (2, 3, COST, BUDGET))
    sheet.cells.fit_to_pages(1, 1)
    for index in range(rows):
        _month(sheet, bill, index, months[index] if index < len(months) else None)
    _totals(sheet, months, FIRST + rows)
    red = book.file.add_format({"font_color": "#B3261E", "bold": True})
    sheet.cells.conditional_format(
        FIRST, COST, FIRST + rows - 1, COST, {"type": "formula", "criteria": f'=$G{FIRST + 1}="over"', "format": red}
    )


def _month(sheet: Sheet, bill: Estimate, index: int, month: ForecastMonth | None) -> None:
    """One row; `month` is None after the horizon."""
    plan, at, row = bill.scenario, FIRST + index, FIRST + index + 1
    exact = plan.images * plan.days * (1 + plan.growth / 100) ** index
    budget = plan.budget if month and plan.budget is not None else ""
    over = month and month.cost is not None and plan.budget is not None and month.cost > plan.budget
    sheet.formula(
        at, 0, f'=IF({index + 1}>number_of_months,"",{index + 1})', index + 1 if month else "", "count", "cell"
    )
    sheet.formula(
        at, MONTH, f'=IF(A{row}="","",EDATE(first_month,A{row}-1))',
        excel_day(month.month.first_day) if month else "", "month", "cell",
    )  # fmt: skip
    sheet.formula(
        at, 2, f'=IF(A{row}="","",images_a_day*days_a_month*(1+growth_a_month)^(A{row}-1))',
        exact if month else "", "amount",
    )  # fmt: skip
    half = f"ABS(C{row}-INT(C{row})-0.5)<0.000001"
    sheet.formula(
        at, 3, f'=IF(C{row}="","",IF({half},2*ROUND(C{row}/2,0),ROUND(C{row},0)))',
        month.images if month else "", "count",
    )  # fmt: skip
    sheet.formula(
        at, COST, f'=IF(D{row}="","",IF(ISNUMBER(cost_an_image),D{row}*cost_an_image,"{NOT_PRICED}"))',
        month.cost if month else "", "money",
    )  # fmt: skip
    sheet.formula(at, BUDGET, f'=IF(AND(ISNUMBER(C{row}),ISNUMBER(monthly_budget)),monthly_budget,"")', budget, "money")
    sheet.formula(
        at, _OVER, f'=IF(AND(ISNUMBER(E{row}),ISNUMBER(F{row})),IF(ROUND(E{row}-F{row},9)>0,"over",""),"")',
        "over" if over else "", style="cell",
    )  # fmt: skip


def _totals(sheet: Sheet, months: list[ForecastMonth], end: int) -> None:
    for column in range(len(_HEADINGS)):
        sheet.text(_TOTAL, column, "Total" if column == 0 else "", "total_text")
    images = sum(month.images for month in months)
    sheet.formula(_TOTAL, 3, f"=SUM(D{FIRST + 1}:D{end})", images, "count", "total")
    sheet.formula(
        _TOTAL, COST, f'=IF(ISNUMBER(cost_an_image),SUM(E{FIRST + 1}:E{end}),"{NOT_PRICED}")', total(months),
        "money", "total",
    )  # fmt: skip
    sheet.book.name("cost_of_horizon", sheet, _TOTAL, COST)
    sheet.book.name("months_listed", sheet, FIRST, MONTH, end - 1)
    sheet.book.name("months_over", sheet, FIRST, _OVER, end - 1)

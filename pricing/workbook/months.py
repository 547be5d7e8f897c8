"""The sheet of the months: images and cost of each, for as many months as the input cell asks for."""

import datetime as dt

from pricing import link
from pricing.estimate import Estimate
from pricing.fields import Number
from pricing.forecast import ForecastMonth, horizon
from pricing.prices import PriceBooks
from pricing.workbook.sheet import NOT_PRICED, Book, Sheet, excel_day

NAME = "Forecast"
FIRST = 5
"""Row of the first month, from 0."""
_SOLD_TOTAL, _TOTAL, _HEADER = 2, 3, 4
MONTH, COST, BUDGET, _OVER, _SOLD = 1, 4, 5, 6, 7
"""Columns that other sheets point at."""
_HEADINGS = ("Number", "Month", "Images before rounding", "Images", "Cost", "Budget", "Over budget", "Sold")


def write(book: Book, bill: Estimate, months: list[ForecastMonth], books: PriceBooks, today: dt.date) -> None:
    """A row for every month the horizon can have; those after the last one stay empty."""
    sheet = book.sheet(NAME, (22, 12, 24, 16, 18, 18, 14, 10))
    longest = link.fields(books, today)["months"]
    rows = longest.high if isinstance(longest, Number) else len(months)
    sheet.title(
        "Forecast",
        "Every month at the same rates. Images are rounded to whole ones, halves to the even number. Sold: the model "
        "can be bought on the first day of the month.",
    )
    sheet.header(_HEADER, _HEADINGS, (2, 3, COST, BUDGET))
    sheet.cells.fit_to_pages(1, 1)
    for index in range(rows):
        _month(sheet, bill, index, months[index] if index < len(months) else None)
    _totals(sheet, bill, months, FIRST + rows)
    grey = book.file.add_format({"font_color": "#9A9A9A"})
    sheet.cells.conditional_format(
        FIRST, 0, FIRST + rows - 1, _SOLD, {"type": "formula", "criteria": f'=$H{FIRST + 1}="no"', "format": grey}
    )
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
    sheet.formula(
        at, _SOLD, f'=IF(B{row}="","",IF(ISNUMBER(model_ends),IF(B{row}<model_ends,"yes","no"),"yes"))',
        ("yes" if month.sold else "no") if month else "", style="cell",
    )  # fmt: skip


def _totals(sheet: Sheet, bill: Estimate, months: list[ForecastMonth], end: int) -> None:
    """What is sold, and every month; below the title, so that they stay in sight."""
    found, first = horizon(bill, months), FIRST + 1
    sold = f'SUMIF(H{first}:H{end},"yes",{{column}}{first}:{{column}}{end})'
    every = f"SUM({{column}}{first}:{{column}}{end})"
    rows = (
        (_SOLD_TOTAL, "Months it is sold", "cost_of_sold_months", sold, found.sold_total, True),
        (_TOTAL, "Every month", "cost_of_horizon", every, found.total, False),
    )
    for row, label, name, formula, cost, only_sold in rows:
        for column in range(len(_HEADINGS)):
            sheet.text(row, column, label if column == 0 else "", "total_text")
        images = sum(month.images for month in months if month.sold or not only_sold)
        sheet.formula(row, 3, f"={formula.format(column='D')}", images, "count", "total")
        priced = f'=IF(ISNUMBER(cost_an_image),{formula.format(column="E")},"{NOT_PRICED}")'
        sheet.formula(row, COST, priced, cost, "money", "total")
        sheet.book.name(name, sheet, row, COST)
    sheet.book.name("months_listed", sheet, FIRST, MONTH, end - 1)
    sheet.book.name("months_over", sheet, FIRST, _OVER, end - 1)

"""The first sheet: what the plan costs, the months as a chart, what to know, and the link back to the plan."""

import datetime as dt
from typing import Any

from pricing import link
from pricing.estimate import Estimate
from pricing.forecast import ForecastMonth, first_over_budget, horizon
from pricing.notices import notices
from pricing.prices import PriceBooks
from pricing.workbook import months as forecast_sheet
from pricing.workbook.assumptions import priced_on, warn_unless_full
from pricing.workbook.sheet import NOT_PRICED, Figure, Sheet, excel_day

WIDTHS = (30, 110)
_CHART_ROWS = 17
_A_MONTH = f'=IF(ISNUMBER(cost_a_day),cost_a_day*days_a_month,"{NOT_PRICED}")'


def write(
    sheet: Sheet, bill: Estimate, months: list[ForecastMonth], books: PriceBooks, today: dt.date, may_lack_prices: bool
) -> None:
    """Fill the first sheet; `may_lack_prices` says that the lines know why there is no price."""
    sheet.title(
        f"{bill.entry.model.name}: what the images cost", f"At the prices of {priced_on(bill)}, in USD, without tax."
    )
    sheet.cells.freeze_panes(2, 0)
    row = _figures(sheet, 3, bill, months, may_lack_prices)
    sheet.cells.insert_chart(row + 1, 0, _chart(sheet, len(months), bill.scenario.budget is not None))
    row = _texts(
        sheet, row + 2 + _CHART_ROWS, "To know about the plan as it was exported",
        [notice.message for notice in notices(bill, books, today)] or ["Nothing."],
    )  # fmt: skip
    query = link.query_string(link.write(bill.scenario))
    _texts(sheet, row + 1, "The plan as it was exported: put this after the address of the planner", [f"?{query}"])


def _figures(sheet: Sheet, row: int, bill: Estimate, months: list[ForecastMonth], may_lack_prices: bool) -> int:
    """The costs and the checks as formulas; returns the row after them."""
    plan, span = bill.scenario, horizon(bill, months)
    costs: list[tuple[str, str, Figure, str]] = [
        ("Cost a month", _A_MONTH, bill.per_month, "money"),
        ("Cost an image", "=cost_an_image", bill.per_image, "small_money"),
        ("Cost a day", "=cost_a_day", bill.per_day, "money"),
        ("Cost of the months it is sold", "=cost_of_sold_months", span.sold_total, "money"),
        ("Cost of every month", "=cost_of_horizon", span.total, "money"),
        ("Images a month", "=images_a_day*days_a_month", plan.images * plan.days, "count"),
        ("Months", "=number_of_months", plan.months, "count"),
    ]
    sheet.cells.set_row(row, 20)
    for label, formula, figure, number in costs:
        sheet.text(row, 0, label)
        sheet.formula(row, 1, formula, figure, number, "left" if label != "Cost a month" else "key")
        row += 1
    sheet.text(row, 0, "First month over budget")
    over = first_over_budget(plan, months)
    none = "none" if plan.budget is not None else "no budget"
    sheet.formula(
        row, 1,
        '=IF(ISNUMBER(monthly_budget),IFERROR(INDEX(months_listed,MATCH("over",months_over,0)),"none"),"no budget")',
        excel_day(over.first_day) if over else none, "month", "left",
    )  # fmt: skip
    row += 1
    sheet.text(row, 0, "Shares")
    sheet.formula(
        row, 1, '=IF(AND(check_quality="OK",check_sizes="OK"),"OK","Shares do not add up to 100%: see Assumptions")',
        "OK", style="left",
    )  # fmt: skip
    warn_unless_full(sheet, row)
    row += 1
    if may_lack_prices:
        sheet.text(row, 0, "Why not priced")
        sheet.formula(row, 1, "=why_not_priced", bill.unpriced[0].reason if bill.unpriced else "", style="left")
        row += 1
    return row


def _chart(sheet: Sheet, months: int, has_budget: bool) -> Any:
    """A column a month, with the budget as a line."""
    first, last = forecast_sheet.FIRST, forecast_sheet.FIRST + months - 1

    def series(name: str, column: int) -> dict[str, Any]:
        return {
            "name": name,
            "categories": [forecast_sheet.NAME, first, forecast_sheet.MONTH, last, forecast_sheet.MONTH],
            "values": [forecast_sheet.NAME, first, column, last, column],
        }

    chart = sheet.book.file.add_chart({"type": "column"})
    chart.add_series(series("Cost", forecast_sheet.COST) | {"fill": {"color": "#4F81BD"}, "gap": 60})
    if has_budget:
        line = sheet.book.file.add_chart({"type": "line"})
        line.add_series(series("Budget", forecast_sheet.BUDGET) | {"line": {"color": "#B3261E", "width": 2}})
        chart.combine(line)
    chart.set_title({"name": "Cost a month", "name_font": {"size": 12}})
    chart.set_x_axis({"num_format": "yyyy-mm", "text_axis": True})
    chart.set_y_axis(
        {"num_format": "$#,##0", "min": 0, "major_gridlines": {"visible": True, "line": {"color": "#E0E0E0"}}}
    )
    chart.set_legend({"position": "bottom"} if has_budget else {"none": True})
    chart.set_size({"width": 900, "height": 20 * _CHART_ROWS})
    return chart


def _texts(sheet: Sheet, row: int, heading: str, texts: list[str]) -> int:
    """A heading and paragraphs below it; returns the row after them."""
    sheet.text(row, 0, heading, "section")
    sheet.text(row, 1, "", "section")
    for at, text in enumerate(texts, row + 1):
        sheet.paragraphs(at, {1: text})
    return row + 1 + len(texts)

"""The table of several workloads on the first sheet: what each costs, its share, and why it has no price."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from pricing.bill.estimate import Estimate
from pricing.bill.forecast import ForecastMonth
from pricing.export.workbook.assumptions import ALL
from pricing.export.workbook.lines import cost_an_image
from pricing.export.workbook.sheet import NOT_PRICED, Figure, Sheet
from pricing.export.workbook.table import Billed, Column, Table
from pricing.values.exact import quotient
from pricing.wording.messages import words

_COLUMNS: Mapping[str, Column] = {
    "workload": Column("Workload", 30),
    "model": Column("Model", 26),
    "images": Column("Images a month", 16, "count", "={images_a_day}*days_a_month"),
    "image": Column("Cost an image", 16, "small_money", "={vendor_cost_an_image}"),
    "month": Column(
        "Cost a month",
        16,
        "money",
        f'=IF(ISNUMBER({{vendor_cost_a_day}}),{{vendor_cost_a_day}}*days_a_month,"{NOT_PRICED}")',
    ),
    "share": Column("Share", 10, "percent", '=IF(AND(ISNUMBER(cost_a_month),cost_a_month>0),{month}/cost_a_month,"")'),
    "sold": Column("Months sold", 12, "count", '=COUNTIFS(month_place,{number},month_sold,"yes")'),
    "why": Column("Why not priced", 44, style="cell"),
}
_NUMBERS = ("images", "image", "month", "share", "sold")
WIDTHS = tuple(column.width for column in _COLUMNS.values())


def write(
    sheet: Sheet, row: int, estimate: Estimate, workloads: Sequence[Billed], months: Sequence[ForecastMonth]
) -> int:
    """The headings, a row for each workload, and all of them; returns the row after them."""
    table = Table(_COLUMNS)
    for key, column in _COLUMNS.items():
        sheet.text(row, table.at[key], column.heading, "number_header" if key in _NUMBERS else "header")
    for place, each in enumerate(workloads):
        row += 1
        for key, figure in _figures(estimate, place, each, months).items():
            formula = _COLUMNS[key].formula.replace("{number}", str(each.number))
            table.formula(sheet, row, key, figure, each, formula)
        sheet.text(row, table.at["workload"], each.bill.workload.name, "cell")
        sheet.text(row, table.at["model"], each.bill.entry.model.name, "cell")
        if each.parts.gaps:
            why = words(each.bill.unpriced[0].reason) if each.bill.unpriced else ""
            table.formula(sheet, row, "why", why, each, "={why_not_priced}")
    _own(sheet, table, row + 1, estimate)
    _all(sheet, table, row + 2, estimate)
    return row + 3


def _figures(estimate: Estimate, place: int, each: Billed, months: Sequence[ForecastMonth]) -> dict[str, Figure | str]:
    bill, whole = each.bill, estimate.per_month
    share = quotient(bill.per_month, whole) if bill.per_month is not None and whole else ""
    return {
        "images": bill.workload.images * bill.days,
        "image": bill.per_image,
        "month": bill.per_month,
        "share": share,
        "sold": sum(month.workloads[place].sold for month in months),
    }


def _own(sheet: Sheet, table: Table, row: int, estimate: Estimate) -> None:
    """What the team pays itself, and its share."""
    own = sum((line.cost_per_month for line in estimate.own), Decimal(0))
    share = quotient(own, estimate.per_month) if estimate.per_month else ""
    sheet.text(row, table.at["workload"], "The team's own costs", "cell")
    sheet.formula(row, table.at["month"], "=own_cost_a_day*days_a_month", own, _COLUMNS["month"].number)
    table.formula(sheet, row, "share", share)


def _all(sheet: Sheet, table: Table, row: int, estimate: Estimate) -> None:
    scenario = estimate.scenario
    sheet.band(row, "total_text", {0: ALL})
    totals: dict[str, tuple[str, Figure | str]] = {
        "images": ("=images_a_day*days_a_month", scenario.images * scenario.days),
        "image": ("=cost_an_image", cost_an_image(estimate)),
        "month": ("=cost_a_month", estimate.per_month),
    }
    for key, (formula, figure) in totals.items():
        sheet.formula(row, table.at[key], formula, figure, _COLUMNS[key].number, "total")

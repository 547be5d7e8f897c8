"""The months of a workload: its images and their cost, for as many months as the input cell asks for.

Those of one workload stand on the sheet Forecast; those of several on a sheet of their own, which Forecast adds up.
"""

from collections.abc import Mapping, Sequence

from pricing.bill.estimate import Estimate
from pricing.bill.forecast import ForecastMonth, WorkloadMonth
from pricing.bill.timeline import bill_in, factor
from pricing.export.workbook import events
from pricing.export.workbook.lines import price_level
from pricing.export.workbook.sheet import NOT_PRICED, Book, Figure, Sheet, excel_day
from pricing.export.workbook.table import LEAD, Billed, Column, Table
from pricing.values.exact import PERCENT

NAME = "Months"
_HEADER, _FIRST = 3, 4
NOTE = (
    "Every month at the same rates, changed by the sheet Events alone. Images are rounded to whole ones, halves to the "
    "even number. Sold: the model can be bought on the first day of the month."
)
WHEN: Mapping[str, Column] = {
    "number": Column("Number", 22, "count", style="cell"),
    "month": Column("Month", 12, "month", '=IF({number}="","",EDATE(first_month,{number}-1))', "cell"),
}
COLUMNS: Mapping[str, Column] = {
    "exact": Column("Images before rounding", 24, "amount"),
    "images": Column(
        "Images",
        16,
        "count",
        '=IF({exact}="","",IF(ABS({exact}-INT({exact})-0.5)<0.000001,2*ROUND({exact}/2,0),ROUND({exact},0)))',
    ),
    "switch": Column("Switch, No.", 11, "number_or_none"),
    "unit": Column("Cost an image", 14, "small_money"),
    "cost": Column(
        "Cost", 18, "money", f'=IF({{images}}="","",IF(ISNUMBER({{unit}}),{{images}}*{{unit}},"{NOT_PRICED}"))'
    ),
    "sold": Column("Sold", 10, style="cell"),
}
_LEAD = {
    "place": LEAD["place"]._replace(style="cell"),
    "name": LEAD["name"]._replace(formula='=IF({number}="","",{workload})', style="cell"),
}
NAMED = ("number", "place", "images", "cost", "sold")
"""The columns that have a name for the sums of the sheet Forecast: `month_images`."""


def write(
    book: Book, estimate: Estimate, workloads: Sequence[Billed], months: Sequence[ForecastMonth], most: int
) -> None:
    """A row for each of several workloads in every month the horizon can have; those after the last stay empty."""
    table = Table({**WHEN, **_LEAD, **COLUMNS})
    sheet = book.sheet(NAME, table.widths)
    sheet.title("Months of each workload", NOTE)
    sheet.header(_HEADER, table.headings, table.places(("exact", "images", "cost")))
    row = _FIRST
    for index in range(most):
        month = months[index] if index < len(months) else None
        for place, each in enumerate(workloads):
            when(sheet, table, row, index, month)
            of_workload(sheet, table, row, estimate, each, index, month.workloads[place] if month else None)
            row += 1
    name(book, sheet, table, _FIRST, row - 1)
    grey_unless_sold(sheet, table, _FIRST, row - 1)
    sheet.cells.print_area(0, 0, _FIRST + len(months) * len(workloads) - 1, len(table.at) - 1)


def when(sheet: Sheet, table: Table, row: int, index: int, month: ForecastMonth | None) -> None:
    """The number of a month, and its first day; `month` is None after the horizon."""
    number = f'=IF({index + 1}>number_of_months,"",{index + 1})'
    table.formula(sheet, row, "number", index + 1 if month else "", formula=number)
    table.formula(sheet, row, "month", excel_day(month.month.first_day) if month else "")


def of_workload(
    sheet: Sheet, table: Table, row: int, estimate: Estimate, each: Billed, index: int, month: WorkloadMonth | None
) -> None:
    """The images and the cost of a workload in a month; `month` is None after the horizon."""
    if each.number is not None:
        table.formula(sheet, row, "place", each.number if month else "", each, f'=IF({{number}}="","",{each.number})')
        table.formula(sheet, row, "name", each.bill.workload.name if month else "", each)
    formulas = _formulas(each, price_level(estimate))
    for key, figure in _figures(estimate, each, index, month).items():
        formula = formulas.get(key)
        table.formula(sheet, row, key, figure, each, formula and f'=IF({{number}}="","",{formula})')


def name(book: Book, sheet: Sheet, table: Table, first: int, last: int) -> None:
    """Name the columns that the sheet Forecast adds up."""
    for key in NAMED:
        if key in table.at:
            book.name(f"month_{key}", sheet, first, table.at[key], last)


def grey_unless_sold(sheet: Sheet, table: Table, first: int, last: int) -> None:
    """Show in grey what cannot be bought."""
    grey = sheet.book.file.add_format({"font_color": "#9A9A9A"})
    rule = {"type": "formula", "criteria": f'=${table.cell("sold", first)}="no"', "format": grey}
    sheet.cells.conditional_format(first, 0, last, len(table.at) - 1, rule)


def _formulas(each: Billed, level: str) -> dict[str, str]:
    """Of a month within the horizon; `level` is what a range of the vendors' prices multiplies."""
    moved = "INDEX({event_cost},{switch})"
    there = f'IF({{switch}}=0,{{vendor_cost_an_image}},IF({moved}="","",{moved}{level}))'
    until = "IF({switch}=0,{model_ends},INDEX(event_ends,{switch}))"
    grown = "{images_a_day}*days_a_month*(1+{growth_a_month})^({number}-1)"
    return {
        "exact": f"{grown}*{events.factor('images', each)}",
        "switch": events.switch(each),
        "unit": f'IF(ISNUMBER({there}),{there}*{events.factor("price", each)},"{NOT_PRICED}")',
        "sold": f'IF(ISNUMBER({until}),IF(AND({until}>0,{{month}}>={until}),"no","yes"),"yes")',
    }


def _figures(estimate: Estimate, each: Billed, index: int, month: WorkloadMonth | None) -> dict[str, Figure | str]:
    if month is None:
        return dict.fromkeys(("exact", "images", "switch", "unit", "cost", "sold"), "")
    scenario, place = estimate.scenario, (each.number or 1) - 1
    when, workload = scenario.start.plus(index), each.bill.workload
    holding = [
        number
        for number, event in enumerate(scenario.events, 1)
        if event.what == "model" and event.about(place + 1) and event.holds(when)
    ]
    image = bill_in(estimate, place, when).per_image
    grown = workload.images * scenario.days * (1 + workload.growth / PERCENT) ** index
    return {
        "exact": grown * factor(scenario, "images", place, when),
        "images": month.images,
        "switch": max(holding, default=0),
        "unit": None if image is None else image * factor(scenario, "price", place, when),
        "cost": month.cost,
        "sold": "yes" if month.sold else "no",
    }

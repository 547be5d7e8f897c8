"""The sheet of ranges: for each lever that has one, whether its low, its high or the value of the plan counts."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from pricing.bill.estimate import Estimate
from pricing.export.workbook.inputs import EACH_IMAGE, VOLUME
from pricing.export.workbook.inputs import write as write_input
from pricing.export.workbook.sheet import Book, Sheet
from pricing.export.workbook.table import Billed, Column, Table
from pricing.scenario.fields import FIELDS
from pricing.scenario.levers import lever_value

NAME = "Ranges"
PLANNED, LOW, HIGH = "as planned", "low", "high"
_HEADER, _FIRST = 3, 4
_NOTE = (
    "1 case of 10 lies below the low and 1 above the high. Choose in the column Counts which one every sheet reckons "
    "with: what a lever alone does to the bill is then on the first sheet."
)
_COLUMNS: Mapping[str, Column] = {
    "workload": Column("Workload", 24),
    "lever": Column("Lever", 34),
    "low": Column("Low", 14),
    "planned": Column("As planned", 14),
    "high": Column("High", 14),
    "counts": Column("Counts", 14),
    "value": Column(
        "Value", 14, formula=f'=IF({{counts}}="{LOW}",{{low}},IF({{counts}}="{HIGH}",{{high}},{{planned}}))'
    ),
}
_SHARE = "share_high"


class _Case(NamedTuple):
    """A lever with a range."""

    workload: str
    lever: str
    low: Decimal
    high: Decimal
    planned: str
    """A formula."""
    value: Decimal
    number: str
    name: str
    """Of the cell with the value that counts."""


def write(book: Book, estimate: Estimate, workloads: Sequence[Billed]) -> None:
    """A row for each range; no sheet without any."""
    cases = list(_cases(estimate, workloads))
    if not cases:
        return
    table = Table(_COLUMNS)
    sheet = book.sheet(NAME, table.widths)
    sheet.title("Ranges", _NOTE)
    sheet.header(_HEADER, table.headings, table.places(("low", "planned", "high", "value")))
    for row, case in enumerate(cases, _FIRST):
        sheet.text(row, table.at["workload"], case.workload, "cell")
        sheet.text(row, table.at["lever"], case.lever, "cell")
        for key, end in (("low", case.low), ("high", case.high)):
            write_input(sheet, row, table.at[key], end, case.number)
        sheet.text(row, table.at["counts"], PLANNED, "input")
        figure = case.value / 100 if case.number.endswith("percent") else case.value
        sheet.formula(row, table.at["planned"], f"={case.planned}", figure, case.number)
        table.formula(sheet, row, "value", figure, number=case.number)
        book.name(case.name, sheet, row, table.at["value"])
    last = _FIRST + len(cases) - 1
    choice = {"validate": "list", "source": [PLANNED, LOW, HIGH]}
    sheet.cells.data_validation(_FIRST, table.at["counts"], last, table.at["counts"], choice)
    for key in ("low", "high", "counts"):
        book.name(f"range_{key}", sheet, _FIRST, table.at[key], last)
    _others_of_high(book, sheet, last + 2, workloads)


def _cases(estimate: Estimate, workloads: Sequence[Billed]) -> Iterator[_Case]:
    for each in workloads:
        workload = each.bill.workload
        for lever, low, high in workload.ranges:
            cell = _SHARE if lever == "high" else {**VOLUME, **EACH_IMAGE}[lever].name
            number = "percent" if lever == "high" else {**VOLUME, **EACH_IMAGE}[lever].number
            label = "High quality" if lever == "high" else FIELDS[lever].label
            yield _Case(
                workload.name,
                label,
                low,
                high,
                each.planned(cell),
                lever_value(workload, lever),
                number,
                each.cell(cell),
            )
    prices = estimate.scenario.pricerange
    if prices is not None:
        yield _Case("", "Vendors' prices", prices.low, prices.high, "0", Decimal(0), "percent", "price_change")


def _others_of_high(book: Book, sheet: Sheet, row: int, workloads: Sequence[Billed]) -> None:
    """The shares of low and medium quality beside another share of high: they keep their proportion, in whole percent.

    As `pricing.scenario.levers.with_high`.
    """
    for each in workloads:
        if "high" not in (known.lever for known in each.bill.workload.ranges):
            continue
        quality = each.bill.workload.quality
        high, low, medium = each.cell(_SHARE), each.planned("share_low"), each.planned("share_medium")
        exact = f"100*(1-{high})*{low}/({low}+{medium})"
        whole = f"IF(ABS({exact}-INT({exact})-0.5)<0.000001,2*ROUND({exact}/2,0),ROUND({exact},0))/100"
        rows = {
            "share_low": (f"=IF({low}+{medium}>0,{whole},0)", quality.low),
            "share_medium": (f"=1-{high}-{each.cell('share_low')}", quality.medium),
        }
        for name, (formula, share) in rows.items():
            sheet.text(row, 0, each.bill.workload.name, "cell")
            sheet.text(row, 1, f"{name.removeprefix('share_').capitalize()} quality beside it", "cell")
            sheet.formula(row, len(_COLUMNS) - 1, formula, Decimal(share) / 100, "percent")
            book.name(each.cell(name), sheet, row, len(_COLUMNS) - 1)
            row += 1

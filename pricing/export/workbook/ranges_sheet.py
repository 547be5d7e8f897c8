"""The sheet of ranges: for each lever with a range, a choice whether its low, its high or its planned value counts."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial

from pricing.bill.estimate import Estimate
from pricing.decide import messages as decide_messages
from pricing.decide.spread import PRICES, RATE
from pricing.export.workbook import messages
from pricing.export.workbook.formula_table import Billed, Column, FormulaTable, half_to_even
from pricing.export.workbook.inputs_sheet import LEVERS, RATE_CHANGE, Input
from pricing.export.workbook.sheet_writer import PERCENTS, Book, Value
from pricing.scenario.fields import FIELDS
from pricing.scenario.levers import lever_value
from pricing.wording.messages import words

_HEADER, _FIRST = 3, 4
_Text, _Input = partial(Column, style="cell"), partial(Column, style="input")
_COLUMNS: Mapping[str, Column] = {
    "workload": _Text(messages.WORKLOAD, 24),
    "lever": _Text(messages.LEVER, 34),
    "low": _Input(messages.LOW, 14),
    "planned": Column(messages.AS_PLANNED, 14),
    "high": _Input(messages.HIGH, 14),
    "counts": _Input(messages.COUNTS, 14),
    "value": Column(messages.VALUE, 14),
}
_CASES = "range_cases"
"""The name of the cells that list the three choices."""
_VALUE = f"=CHOOSE(IFERROR(MATCH({{counts}},{_CASES},0),1),{{planned}},{{low}},{{high}})"
_HIGH_SHARE = Input("share_high", "percent")


def write(book: Book, estimate: Estimate, workloads: Sequence[Billed]) -> None:
    """Write the sheet, with a row for each range; no sheet if there is none."""
    ranges = list(_ranges(estimate, workloads))
    if not ranges:
        return
    table = FormulaTable((book, messages.RANGES), _COLUMNS)
    table.sheet.title(messages.RANGES, messages.RANGES_NOTE)
    table.header(_HEADER)
    for row, (values, planned, number, name) in enumerate(ranges, _FIRST):
        cells = {**values, "planned": values["value"], "counts": words(messages.RANGE_CASES[0])}
        table.write(row, cells, formulas={"planned": f"={planned}", "value": _VALUE}, number=number)
        table.define(name, "value", row)
    last = _FIRST + len(ranges) - 1
    table.choose("counts", _FIRST, last, _CASES, messages.RANGE_CASES)
    for key in ("low", "high", "counts"):
        table.define(f"range_{key}", key, _FIRST, last)
    _others_of_high(table, last + 2, workloads)


def _ranges(estimate: Estimate, workloads: Sequence[Billed]) -> Iterator[tuple[dict[str, Value], str, str, str]]:
    """For each range: its values by column, the formula of its planned value, its format, and the name of its cell."""
    for billed in workloads:
        workload = billed.bill.workload
        for lever, low, high in workload.ranges:
            cell, label = (
                (_HIGH_SHARE, words(messages.HIGH_QUALITY)) if lever == "high" else (LEVERS[lever], FIELDS[lever].label)
            )
            planned = lever_value(workload, lever)
            values: dict[str, Value] = {"workload": workload.name, "lever": label, "low": low, "high": high}
            values["value"] = planned / 100 if cell.number in PERCENTS else planned
            yield values, billed.planned(cell.name), cell.number, billed.cell(cell.name)
    scenario = estimate.scenario
    for percent, key, name in ((scenario.pricerange, PRICES, "price_change"), (scenario.raterange, RATE, RATE_CHANGE)):
        if percent is not None:
            label = words(decide_messages.lever(key))
            values = {"workload": "", "lever": label, "low": percent.low, "high": percent.high, "value": 0}
            yield values, "0", "percent", name


def _others_of_high(table: FormulaTable, row: int, workloads: Sequence[Billed]) -> None:
    """Write the shares of low and medium quality when the share of high changes: in whole percent and in proportion.

    The rule is that of `pricing.scenario.levers.with_high`.
    """
    for workload in workloads:
        if "high" not in (known.lever for known in workload.bill.workload.ranges):
            continue
        name, quality = workload.bill.workload.name, workload.bill.workload.quality
        high, low, medium = workload.cell("share_high"), workload.planned("share_low"), workload.planned("share_medium")
        exact = f"100*(1-{high})*{low}/({low}+{medium})"
        rows = {
            "low": (f"=IF({low}+{medium}>0,{half_to_even(exact)}/100,0)", quality.low),
            "medium": (f"=1-{high}-{workload.cell('share_low')}", quality.medium),
        }
        for tier, (formula, share) in rows.items():
            values: dict[str, Value] = {"workload": name, "lever": words(messages.quality_beside(tier))}
            values["value"] = Decimal(share) / 100
            table.write(row, values, formulas={"value": formula}, number="percent")
            table.define(workload.cell(f"share_{tier}"), "value", row)
            row += 1

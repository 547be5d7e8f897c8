"""The first sheet: the costs, the workloads, a chart of the months, the warnings, and the link to the plan."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from xlsxwriter.chart import Chart

from pricing.bill.estimate import Estimate
from pricing.bill.forecast import ForecastMonth, first_over_budget, horizon
from pricing.bill.timeline import not_sold_since
from pricing.explain.notices import notices
from pricing.export.decision_lines import in_lines
from pricing.export.file_text import FileTerms
from pricing.export.workbook import forecast_sheet, inputs_sheet, messages
from pricing.export.workbook.formula_table import Billed, Column, FormulaTable
from pricing.export.workbook.inputs_sheet import priced_on
from pricing.export.workbook.lines_sheet import cost_an_image, titled
from pricing.export.workbook.sheet_writer import SHARES, UNPRICED, Sheet, Value, sheet_name
from pricing.prices import PriceBooks
from pricing.scenario import link
from pricing.values.exact import quotient
from pricing.wording.messages import Message, together, words

_FIRST = 3
_NO_GAPS = "none: each has a price"
_MONTH = f'=IF(ISNUMBER({{vendor_cost_a_day}}),{{vendor_cost_a_day}}*days_a_month,"{UNPRICED}")'
_Text = partial(Column, style="cell")
_WORKLOADS: Mapping[str, Column] = {
    "workload": _Text(messages.WORKLOAD, 30),
    "model": _Text(messages.MODEL, 26),
    "images": Column(messages.IMAGES_A_MONTH, 16, "count", "={images_a_day}*days_a_month"),
    "image": Column(messages.COST_AN_IMAGE, 16, "small_money", "={vendor_cost_an_image}"),
    "month": Column(messages.COST_A_MONTH, 16, "money", _MONTH),
    "share": Column(
        messages.SHARE, 10, "percent", '=IF(AND(ISNUMBER(cost_a_month),cost_a_month>0),{month}/cost_a_month,"")'
    ),
    "sold": Column(messages.MONTHS_SOLD, 12, "count"),
    "why": _Text(messages.WHY_NOT_PRICED, 44, formula="={why_not_priced}"),
}
"""The table of several workloads."""
WIDTHS = tuple(column.width for column in _WORKLOADS.values())

_CHART_ROWS = 17
"""Rows of the sheet that the chart covers."""
_FILLS = (
    ("#2F6FDE", ""),
    ("#D97706", "wide_upward_diagonal"),
    ("#0F9D76", "percent_50"),
    ("#B4449C", "dark_horizontal"),
    ("#6D5BD0", "wide_downward_diagonal"),
    ("#C2413B", "dark_vertical"),
    ("#4B8AA8", "large_grid"),
    ("#7A7F2A", "large_confetti"),
)
"""A colour and a pattern for each workload, so that they differ on a black and white print too."""


def write(
    sheet: Sheet,
    estimate: Estimate,
    workloads: Sequence[Billed],
    months: list[ForecastMonth],
    books: PriceBooks,
    today: dt.date,
    forecast: FormulaTable,
    terms: FileTerms,
) -> None:
    """Write the sheet; `forecast` is the table of the sheet Forecast, from which the chart is drawn."""
    note = messages.at_the_prices(priced_on(estimate), estimate.scenario.currency)
    if (since := not_sold_since(estimate, today)) is not None:
        note = together([messages.not_sold(since), note])
    sheet.title(messages.title(terms.name or titled(estimate)), note)
    sheet.cells.freeze_panes(2, 0)
    sheet.cells.set_row(_FIRST, 20)
    row = _FIRST
    for shown in _rows(estimate, workloads, months):
        sheet.put(row, 0, words(shown.label), "text")
        sheet.formula(row, 1, shown.formula, shown.figure, shown.number, shown.style)
        if shown.name:
            sheet.define(shown.name, row, 1)
        if shown.is_check:
            sheet.warn_unless_full(row, 1)
        row += 1
    if estimate.scenario.several:
        row = _workload_table(sheet, row + 1, estimate, workloads, months)
    sheet.cells.insert_chart(row + 1, 0, _chart(estimate, workloads, forecast))
    warnings = [words(notice.message) for notice in notices(estimate, books, today)]
    row += 2 + _CHART_ROWS
    row = _texts(sheet, row, messages.TO_KNOW, warnings or [words(messages.NOTHING)])
    if decided := in_lines(estimate, books, today):
        row = _texts(sheet, row + 1, messages.TO_DECIDE, decided)
    if terms.note:
        row = _texts(sheet, row + 1, messages.NOTE, [terms.note])
    query = link.query_string(link.write(estimate.scenario))
    if terms.link:
        _texts(sheet, row + 1, messages.THE_PLAN, [terms.link])
    else:
        _texts(sheet, row + 1, messages.THE_PLAN_AFTER_ADDRESS, [f"?{query}"])


class _Shown(NamedTuple):
    """A row with a computed figure."""

    label: Message
    formula: str
    figure: Value
    number: str = "general"
    style: str = "left"
    name: str = ""
    """Of its cell, for other formulas; empty for none."""
    is_check: bool = False
    """Whether it is shown in red unless it is 1."""


def _rows(estimate: Estimate, workloads: Sequence[Billed], months: list[ForecastMonth]) -> Iterator[_Shown]:
    """The costs and the checks; for several workloads also the cost without those that have no price."""
    scenario, span = estimate.scenario, horizon(months)
    gaps = any(workload.parts.gaps for workload in workloads)
    a_month = f'=IF(ISNUMBER(cost_a_day),cost_a_day*days_a_month,"{UNPRICED}")'
    yield _Shown(messages.COST_A_MONTH, a_month, estimate.per_month, "money", "key", "cost_a_month")
    if scenario.several and gaps:
        least = "=(SUM(vendor_costs_a_day)+own_cost_a_day)*days_a_month"
        yield _Shown(messages.COST_A_MONTH_AT_LEAST, least, estimate.priced_per_month, "money")
        days = [(workload.cell("vendor_cost_a_day"), workload.cell("workload")) for workload in workloads]
        names = "&".join(f'IF(ISNUMBER({day}),"",", "&{name})' for day, name in days)
        without = ", ".join(workload.bill.workload.name for workload in workloads if workload.bill.unpriced)
        formula = f'=IF(ISNUMBER(cost_a_day),"{_NO_GAPS}",MID({names},3,999))'
        yield _Shown(messages.WITHOUT_A_PRICE, formula, without or _NO_GAPS)
    sold = messages.SOLD_COST_OF_SEVERAL if scenario.several else messages.SOLD_COST
    yield _Shown(messages.COST_AN_IMAGE, "=cost_an_image", cost_an_image(estimate), "small_money")
    yield _Shown(messages.COST_A_DAY, "=cost_a_day", estimate.per_day, "money")
    yield _Shown(sold, "=cost_of_sold_months", span.sold_total, "money")
    yield _Shown(messages.COST_OF_EVERY_MONTH, "=cost_of_horizon", span.total, "money")
    yield _Shown(messages.IMAGES_A_MONTH, "=images_a_day*days_a_month", scenario.images_a_month, "count")
    yield _Shown(messages.MONTHS, "=number_of_months", scenario.months, "count")
    over = first_over_budget(scenario, months)
    none = "none" if scenario.budget is not None else "no budget"
    first = 'IFERROR(INDEX(months_listed,MATCH(1,months_over,0)),"none")'
    budget = f'=IF(ISNUMBER(monthly_budget),{first},"no budget")'
    yield _Shown(messages.FIRST_MONTH_OVER_BUDGET, budget, over or none, "month")
    checks = [workload.cell(name) for workload in workloads for name in ("check_quality", "check_sizes")]
    full = ",".join(f"{check}=1" for check in checks)
    yield _Shown(messages.SHARES, f"=IF(AND({full}),1,0)", 1, SHARES, is_check=True)
    if gaps and not scenario.several:
        yield _Shown(messages.WHY_NOT_PRICED, "=why_not_priced", _why(workloads[0]))


def _why(workload: Billed) -> str:
    return words(workload.bill.unpriced[0].reason) if workload.bill.unpriced else ""


def _workload_table(
    sheet: Sheet, row: int, estimate: Estimate, workloads: Sequence[Billed], months: Sequence[ForecastMonth]
) -> int:
    """Write the costs of several workloads, their shares, and why one has no price; returns the row after them."""
    table, whole = FormulaTable(sheet, _WORKLOADS), estimate.per_month
    table.headings(row)
    for place, workload in enumerate(workloads):
        row += 1
        bill = workload.bill
        values: dict[str, Value] = {
            "workload": bill.workload.name,
            "model": bill.entry.model.name,
            "images": bill.images_a_month,
            "image": bill.per_image,
            "month": bill.per_month,
            "share": quotient(bill.per_month, whole) if bill.per_month is not None and whole else "",
            "sold": sum(month.workloads[place].sold for month in months),
            **({"why": _why(workload)} if workload.parts.gaps else {}),
        }
        sold = f"=COUNTIFS(month_place,{workload.number},month_sold,1)"
        table.write(row, values, workload, {"sold": sold})
    own = estimate.own_per_month
    values = {
        "workload": words(messages.THE_TEAMS_OWN_COSTS),
        "month": own,
        "share": quotient(own, whole) if whole else "",
    }
    table.write(row + 1, values, formulas={"month": "=own_cost_a_day*days_a_month"})
    totals: dict[str, tuple[str, Value]] = {
        "images": ("=images_a_day*days_a_month", estimate.scenario.images_a_month),
        "image": ("=cost_an_image", cost_an_image(estimate)),
        "month": ("=cost_a_month", whole),
    }
    table.total(row + 2, {"workload": words(messages.ALL_WORKLOADS)}, totals)
    return row + 3


def _chart(estimate: Estimate, workloads: Sequence[Billed], forecast: FormulaTable) -> Chart:
    """A column for each month, stacked by workload if there are several, with the budget as a line."""
    scenario, file = estimate.scenario, forecast.sheet.book.file
    first, last = forecast_sheet.FIRST, forecast_sheet.FIRST + scenario.months - 1

    def add(chart: Chart, name: str | list[object], key: str, **look: object) -> None:
        columns_of = (forecast.positions["month"], forecast.positions[key])
        categories, values = ([forecast.sheet.name, first, column, last, column] for column in columns_of)
        chart.add_series({"name": name, "categories": categories, "values": values, **look})

    columns = file.add_chart({"type": "column", "subtype": "stacked"} if scenario.several else {"type": "column"})
    if scenario.several:
        for place, (workload, (color, pattern)) in enumerate(zip(workloads, _FILLS, strict=False)):
            name: list[object] = [sheet_name(messages.ASSUMPTIONS), *inputs_sheet.heading(place)]
            look: dict[str, object] = {"fill": {"color": color}}
            if pattern:
                look = {"pattern": {"pattern": pattern, "fg_color": color, "bg_color": "#FFFFFF"}}
            add(columns, name, forecast_sheet.cost_of(workload), gap=60, **look)
        if scenario.own_image or scenario.own_month or any(event.effect == "once" for event in scenario.events):
            add(columns, words(messages.THE_TEAMS_OWN_COSTS), "own", gap=60, fill={"color": "#8590A6"})
    else:
        add(columns, words(messages.COST), "cost", gap=60, fill={"color": "#4F81BD"})
    if scenario.budget is not None:
        line = file.add_chart({"type": "line"})
        add(line, words(messages.BUDGET), "budget", line={"color": "#B3261E", "width": 2})
        columns.combine(line)
    title = words(messages.COST_BY_WORKLOAD if scenario.several else messages.COST_A_MONTH)
    columns.set_title({"name": title, "name_font": {"size": 12}})
    columns.set_x_axis({"num_format": "yyyy-mm", "text_axis": True})
    gridlines = {"visible": True, "line": {"color": "#E0E0E0"}}
    columns.set_y_axis(
        {"num_format": forecast.sheet.book.numbers["whole_money"], "min": 0, "major_gridlines": gridlines}
    )
    has_legend = scenario.several or scenario.budget is not None
    columns.set_legend({"position": "bottom"} if has_legend else {"none": True})
    columns.set_size({"width": 900, "height": 20 * _CHART_ROWS})
    return columns


def _texts(sheet: Sheet, row: int, heading: Message, texts: Iterable[str]) -> int:
    """Write a heading and paragraphs below it; returns the row after them."""
    sheet.band(row, "section", {0: words(heading)})
    for text in texts:
        row += 1
        sheet.across(row, 1, text)
    return row + 1

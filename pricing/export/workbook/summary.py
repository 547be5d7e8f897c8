"""The first sheet: what the scenario costs, its workloads, the months as a chart, what to know, and the link back."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pricing.bill.estimate import Estimate
from pricing.bill.forecast import ForecastMonth, first_over_budget, horizon
from pricing.explain.notices import notices
from pricing.export.decision_lines import in_lines
from pricing.export.workbook import chart, overview
from pricing.export.workbook.assumptions import priced_on
from pricing.export.workbook.grid import warn_unless_full
from pricing.export.workbook.lines import cost_an_image, titled
from pricing.export.workbook.sheet import NOT_PRICED, Figure, Sheet, excel_day
from pricing.export.workbook.table import Billed, Table
from pricing.prices import PriceBooks
from pricing.scenario import link
from pricing.wording.messages import words

WIDTHS = overview.WIDTHS
_NONE = "none: each has a price"
"""Which workloads have no price."""


def write(
    sheet: Sheet,
    estimate: Estimate,
    workloads: Sequence[Billed],
    months: list[ForecastMonth],
    books: PriceBooks,
    today: dt.date,
    forecast: Table,
) -> None:
    """Fill the first sheet; `forecast` says where the months stand on theirs."""
    sheet.title(
        f"{titled(estimate)}: what the images cost", f"At the prices of {priced_on(estimate)}, in USD, without tax."
    )
    sheet.cells.freeze_panes(2, 0)
    row = _figures(sheet, 3, estimate, workloads, months)
    if estimate.scenario.several:
        row = overview.write(sheet, row + 1, estimate, workloads, months)
    sheet.cells.insert_chart(row + 1, 0, chart.chart(sheet.book, estimate.scenario, workloads, forecast))
    row = _texts(
        sheet,
        row + 2 + chart.ROWS,
        "To know about the plan as it was exported",
        [words(notice.message) for notice in notices(estimate, books, today)] or ["Nothing."],
    )
    if decided := in_lines(estimate, books, today):
        row = _texts(sheet, row + 1, "To decide about the plan as it was exported", decided)
    query = link.query_string(link.write(estimate.scenario))
    _texts(sheet, row + 1, "The plan as it was exported: put this after the address of the planner", [f"?{query}"])


class _Row(NamedTuple):
    """A figure that is computed."""

    label: str
    formula: str
    figure: Figure | str
    number: str = "general"
    style: str = "left"
    name: str = ""
    """Of its cell, for other formulas."""
    is_check: bool = False
    """Whether it is red unless it says OK."""


def _figures(
    sheet: Sheet, row: int, estimate: Estimate, workloads: Sequence[Billed], months: list[ForecastMonth]
) -> int:
    """The costs and the checks as formulas; returns the row after them."""
    sheet.cells.set_row(row, 20)
    headline, *costs = _costs(estimate, months)
    checks = (*_checks(estimate, workloads, months), *_why(estimate, workloads))
    shown = (headline, *_at_least(estimate, workloads), *costs, *checks)
    for at, each in enumerate(shown, row):
        sheet.text(at, 0, each.label)
        sheet.formula(at, 1, each.formula, each.figure, each.number, each.style)
        if each.name:
            sheet.book.name(each.name, sheet, at, 1)
        if each.is_check:
            warn_unless_full(sheet, at, 1)
    return row + len(shown)


def _costs(estimate: Estimate, months: list[ForecastMonth]) -> Iterator[_Row]:
    scenario, span = estimate.scenario, horizon(months)
    a_month = f'=IF(ISNUMBER(cost_a_day),cost_a_day*days_a_month,"{NOT_PRICED}")'
    sold = "Cost of what can be bought" if scenario.several else "Cost of the months it is sold"
    yield _Row("Cost a month", a_month, estimate.per_month, "money", "key", "cost_a_month")
    yield _Row("Cost an image", "=cost_an_image", cost_an_image(estimate), "small_money")
    yield _Row("Cost a day", "=cost_a_day", estimate.per_day, "money")
    yield _Row(sold, "=cost_of_sold_months", span.sold_total, "money")
    yield _Row("Cost of every month", "=cost_of_horizon", span.total, "money")
    yield _Row("Images a month", "=images_a_day*days_a_month", scenario.images * scenario.days, "count")
    yield _Row("Months", "=number_of_months", scenario.months, "count")


def _checks(estimate: Estimate, workloads: Sequence[Billed], months: list[ForecastMonth]) -> Iterator[_Row]:
    over = first_over_budget(estimate.scenario, months)
    none = "none" if estimate.scenario.budget is not None else "no budget"
    first = 'IFERROR(INDEX(months_listed,MATCH("over",months_over,0)),"none")'
    budget = f'=IF(ISNUMBER(monthly_budget),{first},"no budget")'
    yield _Row("First month over budget", budget, excel_day(over.first_day) if over else none, "month")
    full = ",".join(f'{each.cell(name)}="OK"' for each in workloads for name in ("check_quality", "check_sizes"))
    shares = f'=IF(AND({full}),"OK","Shares do not add up to 100%: see Assumptions")'
    yield _Row("Shares", shares, "OK", is_check=True)


def _at_least(estimate: Estimate, workloads: Sequence[Billed]) -> Iterator[_Row]:
    """What several workloads cost without those that have no price, where a change can lead to that."""
    if not estimate.scenario.several or not any(each.parts.gaps for each in workloads):
        return
    least = "=(SUM(vendor_costs_a_day)+own_cost_a_day)*days_a_month"
    yield _Row("Cost a month at least", least, estimate.priced_per_month, "money")
    days = [(each.cell("vendor_cost_a_day"), each.cell("workload")) for each in workloads]
    names = "&".join(f'IF(ISNUMBER({day}),"",", "&{name})' for day, name in days)
    without = ", ".join(each.bill.workload.name for each in workloads if each.bill.unpriced)
    yield _Row("Without a price", f'=IF(ISNUMBER(cost_a_day),"{_NONE}",MID({names},3,999))', without or _NONE)


def _why(estimate: Estimate, workloads: Sequence[Billed]) -> Iterator[_Row]:
    """Why one workload has no price; the table of several says it of each."""
    if not estimate.scenario.several and workloads[0].parts.gaps:
        why = words(estimate.unpriced[0].reason) if estimate.unpriced else ""
        yield _Row("Why not priced", "=why_not_priced", why)


def _texts(sheet: Sheet, row: int, heading: str, texts: Iterable[str]) -> int:
    """A heading and paragraphs below it; returns the row after them."""
    sheet.band(row, "section", {0: heading})
    row += 1
    for text in texts:
        sheet.across(row, 1, text)
        row += 1
    return row

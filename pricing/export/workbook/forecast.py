"""The sheet of the bill month by month: with several workloads, what their months add up to."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext

from pricing.bill.estimate import Estimate
from pricing.bill.forecast import ForecastMonth, WorkloadMonth, horizon
from pricing.export.workbook import events
from pricing.export.workbook import months as by_workload
from pricing.export.workbook.sheet import NOT_PRICED, Book, Figure, Sheet
from pricing.export.workbook.table import Billed, Column, Table
from pricing.values.exact import EXACT

NAME = "Forecast"
FIRST = 5
"""Row of the first month, from 0."""
_SOLD_TOTAL, _TOTAL, _HEADER = 2, 3, 4
_BUDGET: Mapping[str, Column] = {
    "budget": Column("Budget", 18, "money", '=IF(AND(ISNUMBER({images}),ISNUMBER(monthly_budget)),monthly_budget,"")'),
    "over": Column(
        "Over budget",
        14,
        "general",
        '=IF(AND(ISNUMBER({cost}),ISNUMBER({budget})),IF(ROUND({cost}-{budget},9)>0,"over",""),"")',
        "cell",
    ),
}
_NUMBERS = ("exact", "images", "switch", "unit", "own", "cost", "sold_cost", "budget")


def write(
    book: Book, estimate: Estimate, workloads: Sequence[Billed], months: Sequence[ForecastMonth], most: int
) -> Table:
    """A row for every month the horizon can have; those after the last one stay empty. Returns where all stands."""
    table, last = Table(_columns(workloads)), FIRST + most - 1
    sheet = book.sheet(NAME, table.widths)
    sheet.title("Forecast", by_workload.NOTE)
    sheet.header(_HEADER, table.headings, table.places((*_NUMBERS, *map(cost_of, workloads))))
    sheet.cells.fit_to_pages(1, 1)
    for index in range(most):
        month, row = months[index] if index < len(months) else None, FIRST + index
        by_workload.when(sheet, table, row, index, month)
        if estimate.scenario.several:
            _of_all(sheet, table, row, workloads, month)
        else:
            of_one = month.workloads[0] if month else None
            by_workload.of_workload(sheet, table, row, estimate, workloads[0], index, of_one)
        _whole(sheet, table, row, month)
        _budget(sheet, table, row, estimate.scenario.budget, month)
    if not estimate.scenario.several:
        by_workload.name(book, sheet, table, FIRST, last)
        by_workload.grey_unless_sold(sheet, table, FIRST, last)
    book.name("months_listed", sheet, FIRST, table.at["month"], last)
    for key in ("cost", "own"):
        book.name(f"forecast_{key}", sheet, FIRST, table.at[key], last)
    book.name("months_over", sheet, FIRST, table.at["over"], last)
    _totals(sheet, table, estimate, workloads, months, last)
    red = book.file.add_format({"font_color": "#B3261E", "bold": True})
    rule = {"type": "formula", "criteria": f'=${table.cell("over", FIRST)}="over"', "format": red}
    sheet.cells.conditional_format(FIRST, table.at["cost"], last, table.at["cost"], rule)
    return table


def cost_of(each: Billed) -> str:
    """The key of the column with the cost of a workload."""
    return each.cell("cost")


def _columns(workloads: Sequence[Billed]) -> dict[str, Column]:
    if len(workloads) == 1:
        return {**by_workload.WHEN, **_of_one(), **_BUDGET, "sold": by_workload.COLUMNS["sold"]}
    of_one = by_workload.COLUMNS
    costs = f"{{{cost_of(workloads[0])}}}:{{{cost_of(workloads[-1])}}}"
    number = "month_number,{number}"
    cost = f'IF(COUNT({costs})={len(workloads)},SUM({costs})+{{own}},"{NOT_PRICED}")'
    unsold = f'own_an_image*SUMIFS(month_images,{number},month_sold,"no")'
    sold_cost = f'IF(ISNUMBER({{cost}}),SUMIFS(month_cost,{number},month_sold,"yes")+{{own}}-{unsold},"{NOT_PRICED}")'
    sold = f'IF(COUNTIFS({number},month_sold,"no")>0,"no","yes")'
    return {
        **by_workload.WHEN,
        "images": of_one["images"]._replace(formula=_unless_over(f"SUMIFS(month_images,{number})")),
        "cost": _COST._replace(formula=_unless_over(cost)),
        **{
            cost_of(each): Column(
                f"Cost of {each.bill.workload.name}",
                18,
                "money",
                _unless_over(_sum(f"month_place,{each.number}", number, sold=False)),
            )
            for each in workloads
        },
        "own": _OWN,
        "sold_cost": _SOLD_COST._replace(formula=_unless_over(sold_cost)),
        **_BUDGET,
        "sold": Column("All are sold", 10, "general", _unless_over(sold), "cell"),
    }


def _of_one() -> dict[str, Column]:
    """The columns between the month and the budget of a single workload."""
    months = {key: by_workload.COLUMNS[key] for key in ("exact", "images", "switch", "unit")}
    cost = f'IF(ISNUMBER({{unit}}),{{images}}*{{unit}}+{{own}},"{NOT_PRICED}")'
    sold = f'IF(ISNUMBER({{cost}}),IF({{sold}}="yes",{{cost}},{{own}}-own_an_image*{{images}}),"{NOT_PRICED}")'
    return {
        **months,
        "own": _OWN,
        "cost": _COST._replace(formula=_unless_over(cost)),
        "sold_cost": _SOLD_COST._replace(formula=_unless_over(sold)),
    }


def _unless_over(formula: str) -> str:
    """A formula that leaves the months after the horizon empty."""
    return f'=IF({{number}}="","",{formula})'


_COST = Column("Cost", 18, "money")
_SOLD_COST = Column("Cost of what is sold", 18, "money")
_OWN = Column("The team's own costs", 16, "money", _unless_over(f"own_a_month+own_an_image*{{images}}+{events.once()}"))


def _sum(*conditions: str, sold: bool) -> str:
    """The cost of the months of workloads that meet conditions; not priced as soon as one of them has no price."""
    every = (*conditions, 'month_number,">0"')
    added = (*every, 'month_sold,"yes"') if sold else every
    unpriced = f'COUNTIFS({",".join(every)},month_cost,"{NOT_PRICED}")>0'
    return f'IF({unpriced},"{NOT_PRICED}",SUMIFS(month_cost,{",".join(added)}))'


def _of_all(sheet: Sheet, table: Table, row: int, workloads: Sequence[Billed], month: ForecastMonth | None) -> None:
    """The months of several workloads, added up; `month` is None after the horizon."""
    table.formula(sheet, row, "images", month.images if month else "")
    for place, each in enumerate(workloads):
        table.formula(sheet, row, cost_of(each), month.workloads[place].cost if month else "")
    table.formula(sheet, row, "sold", ("yes" if month.sold else "no") if month else "")


def _whole(sheet: Sheet, table: Table, row: int, month: ForecastMonth | None) -> None:
    """What a month costs with what the team pays itself; `month` is None after the horizon."""
    table.formula(sheet, row, "own", month.own if month else "")
    table.formula(sheet, row, "cost", month.cost if month else "")
    table.formula(sheet, row, "sold_cost", month.sold_cost if month else "")


def _budget(sheet: Sheet, table: Table, row: int, budget: Decimal | None, month: ForecastMonth | None) -> None:
    over = month and month.cost is not None and budget is not None and month.cost > budget
    table.formula(sheet, row, "budget", "" if month is None or budget is None else budget)
    table.formula(sheet, row, "over", "over" if over else "")


def _totals(
    sheet: Sheet,
    table: Table,
    estimate: Estimate,
    workloads: Sequence[Billed],
    months: Sequence[ForecastMonth],
    last: int,
) -> None:
    """What is sold, and everything; below the title, so that they stay in sight."""
    span = horizon(list(months))
    sold = "What can be bought" if estimate.scenario.several else "Months it is sold"
    rows = (
        (_SOLD_TOTAL, sold, "cost_of_sold_months", span.sold_total, True),
        (_TOTAL, "Every month", "cost_of_horizon", span.total, False),
    )
    for row, label, name, cost, only_sold in rows:
        by_place = list(zip(*(month.workloads for month in months), strict=True))
        images = 'SUMIFS(month_images,month_sold,"yes")' if only_sold else "SUM(month_images)"
        sheet.band(row, "total_text", {0: label})
        delivered = sum(month.images for of_one in by_place for month in of_one if month.sold or not only_sold)
        sheet.formula(row, table.at["images"], f"={images}", delivered, "count", "total")
        added = table.down("sold_cost" if only_sold else "cost", FIRST, last)
        total = f'=IF(COUNTIF({added},"{NOT_PRICED}")>0,"{NOT_PRICED}",SUM({added}))'
        sheet.formula(row, table.at["cost"], total, cost, "money", "total")
        sheet.book.name(name, sheet, row, table.at["cost"])
        if not estimate.scenario.several:
            continue
        for each, of_one in zip(workloads, by_place, strict=True):
            formula = f"={_sum(f'month_place,{each.number}', sold=only_sold)}"
            sheet.formula(row, table.at[cost_of(each)], formula, _cost_of(of_one, only_sold), "money", "total")


def _cost_of(months: Sequence[WorkloadMonth], only_sold: bool) -> Figure:
    """What the months of a workload cost together; None where it has no price."""
    costs = [month.cost for month in months if month.sold or not only_sold]
    with localcontext(EXACT):
        priced = all(month.cost is not None for month in months)
        return sum((cost for cost in costs if cost is not None), Decimal(0)) if priced else None

"""The sheets of the costs by month. An input cell has the number of months; the rows of later months are empty.

The months of a single workload are on the sheet Forecast; those of several on the sheet Months, which Forecast sums.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from pricing.bill.estimate import Estimate
from pricing.bill.forecast import ForecastMonth, WorkloadMonth, costs_by_month, horizon
from pricing.bill.timeline import bill_in, factor, unrounded_images_in
from pricing.export.workbook import events_sheet, messages
from pricing.export.workbook.formula_table import LEAD, Billed, Column, FormulaTable, half_to_even
from pricing.export.workbook.lines_sheet import price_level
from pricing.export.workbook.sheet_writer import GREY, OVER, RED, UNPRICED, YES_NO, Book, Value
from pricing.values.exact import of_fraction, total
from pricing.wording.messages import words

FIRST = 5
"""Row of the first month, from 0."""
_SOLD_TOTAL, _TOTAL, _HEADER = 2, 3, 4
_MONTHS_HEADER = 3


_ANY_NUMBER = '"<1E+300"'
"""A condition of a formula that is true for every cost and false for text."""


def _in_horizon(formula: str) -> str:
    """A formula that leaves the months after the horizon empty."""
    return f'=IF({{number}}="","",{formula})'


_WHEN: Mapping[str, Column] = {
    "number": Column(messages.NUMBER, 22, "count", style="cell"),
    "month": Column(messages.MONTH, 12, "month", _in_horizon("EDATE(first_month,{number}-1)"), "cell"),
}
_WORKLOAD: Mapping[str, Column] = {
    "exact": Column(messages.IMAGES_BEFORE_ROUNDING, 24, "amount"),
    "images": Column(messages.IMAGES, 16, "count", f'=IF({{exact}}="","",{half_to_even("{exact}")})'),
    "switch": Column(messages.SWITCH_NO, 11, "number_or_none"),
    "unit": Column(messages.COST_AN_IMAGE, 14, "small_money"),
    "cost": Column(
        messages.COST, 18, "money", f'=IF({{images}}="","",IF(ISNUMBER({{unit}}),{{images}}*{{unit}},"{UNPRICED}"))'
    ),
    "sold": Column(messages.SOLD, 10, YES_NO, style="cell"),
}
"""The columns of a workload's month."""
_OWN = f"own_a_month+own_an_image*{{images}}+{events_sheet.ONCE}"
_COUNTED = "IF(COUNTIF(month_sold,1)>0,{sold_cost},{cost})"
"""The cost that is compared with the budget: of what can be bought; if nothing can be in any month, of everything."""
_OVER = f'IF(AND(ISNUMBER({{cost}}),ISNUMBER({{budget}})),IF(ROUND({_COUNTED}-{{budget}},9)>0,1,0),"")'
_BUDGET: Mapping[str, Column] = {
    "budget": Column(
        messages.BUDGET, 18, "money", '=IF(AND(ISNUMBER({images}),ISNUMBER(monthly_budget)),monthly_budget,"")'
    ),
    "over": Column(messages.OVER_BUDGET, 14, OVER, f"={_OVER}", "cell"),
}


def write(
    book: Book, estimate: Estimate, workloads: Sequence[Billed], months: Sequence[ForecastMonth], most: int
) -> FormulaTable:
    """Write the sheets, with a row for each month that the horizon can have; returns the table of Forecast."""
    scenario, last = estimate.scenario, FIRST + most - 1
    only = None if scenario.several else workloads[0]
    if only is None:
        _months_sheet(book, estimate, workloads, months, most)
    table = FormulaTable((book, messages.FORECAST), _columns(workloads))
    table.sheet.title(messages.FORECAST, messages.FORECAST_NOTE)
    table.header(_HEADER)
    table.sheet.cells.fit_to_pages(1, 1)
    counted = costs_by_month(months)
    for index in range(most):
        formulas = _number(index) if only is None else _number(index) | _formulas(estimate, only)
        values: dict[str, Value] = dict.fromkeys(table.columns, "")
        if index < len(months):
            month, cost = months[index], counted[index]
            over = cost is not None and scenario.budget is not None and cost > scenario.budget
            values = {
                **(_sums(workloads, month) if only is None else _figures(estimate, only, index, month.workloads[0])),
                "number": index + 1,
                "month": month.month,
                "own": month.own,
                "cost": month.cost,
                "sold_cost": month.sold_cost,
                "budget": "" if scenario.budget is None else scenario.budget,
                "over": "" if cost is None or scenario.budget is None else int(over),
            }
        table.write(FIRST + index, values, only, formulas)
    if only is not None:
        _finish_months(table, FIRST, last)
    table.define("months_listed", "month", FIRST, last)
    table.define("months_over", "over", FIRST, last)
    for key in ("cost", "own"):
        table.define(f"forecast_{key}", key, FIRST, last)
    _totals(table, estimate, workloads, months, last)
    table.mark(FIRST, last, f"=${table.cell('over', FIRST)}=1", RED, "cost")
    return table


def cost_of(workload: Billed) -> str:
    """The key of the column with a workload's costs."""
    return workload.cell("cost")


def _columns(workloads: Sequence[Billed]) -> dict[str, Column]:
    own = Column(messages.THE_TEAMS_OWN_COSTS, 16, "money", _in_horizon(_OWN))
    cost, sold_cost = Column(messages.COST, 18, "money"), Column(messages.COST_OF_WHAT_IS_SOLD, 18, "money")
    if len(workloads) == 1:
        sum_of = f'IF(ISNUMBER({{unit}}),{{images}}*{{unit}}+{{own}},"{UNPRICED}")'
        sold = f'IF(ISNUMBER({{cost}}),IF({{sold}}=1,{{cost}},{{own}}-own_an_image*{{images}}),"{UNPRICED}")'
        return {
            **_WHEN,
            **{key: _WORKLOAD[key] for key in ("exact", "images", "switch", "unit")},
            "own": own,
            "cost": cost._replace(formula=_in_horizon(sum_of)),
            "sold_cost": sold_cost._replace(formula=_in_horizon(sold)),
            **_BUDGET,
            "sold": _WORKLOAD["sold"],
        }
    costs, number = f"{{{cost_of(workloads[0])}}}:{{{cost_of(workloads[-1])}}}", "month_number,{number}"
    sum_of = f'IF(COUNT({costs})={len(workloads)},SUM({costs})+{{own}},"{UNPRICED}")'
    unsold = f"own_an_image*SUMIFS(month_images,{number},month_sold,0)"
    sold = f'IF(ISNUMBER({{cost}}),SUMIFS(month_cost,{number},month_sold,1)+{{own}}-{unsold},"{UNPRICED}")'
    all_sold = f"IF(COUNTIFS({number},month_sold,0)>0,0,1)"
    return {
        **_WHEN,
        "images": _WORKLOAD["images"]._replace(formula=_in_horizon(f"SUMIFS(month_images,{number})")),
        "cost": cost._replace(formula=_in_horizon(sum_of)),
        **{
            cost_of(billed): Column(
                messages.cost_of(billed.bill.workload.name),
                18,
                "money",
                _in_horizon(_sum_of_months(f"month_place,{billed.number}", number, only_sold=False)),
            )
            for billed in workloads
        },
        "own": own,
        "sold_cost": sold_cost._replace(formula=_in_horizon(sold)),
        **_BUDGET,
        "sold": Column(messages.ALL_ARE_SOLD, 10, YES_NO, _in_horizon(all_sold), "cell"),
    }


def _sum_of_months(*conditions: str, only_sold: bool) -> str:
    """A formula: the cost of the months that meet conditions; "not priced" if one of them has no price."""
    every = (*conditions, 'month_number,">0"')
    added = (*every, "month_sold,1") if only_sold else every
    priced = f"COUNTIFS({','.join(every)},month_cost,{_ANY_NUMBER})"
    return f'IF(COUNTIFS({",".join(every)})>{priced},"{UNPRICED}",SUMIFS(month_cost,{",".join(added)}))'


def _number(index: int) -> dict[str, str]:
    """The formula of the number of a month."""
    return {"number": f'=IF({index + 1}>number_of_months,"",{index + 1})'}


def _sums(workloads: Sequence[Billed], month: ForecastMonth) -> dict[str, Value]:
    """The sums of a month over several workloads, by column."""
    costs = {cost_of(billed): part.cost for billed, part in zip(workloads, month.workloads, strict=True)}
    return {"images": month.images, **costs, "sold": int(month.sold)}


def _totals(
    table: FormulaTable, estimate: Estimate, workloads: Sequence[Billed], months: Sequence[ForecastMonth], last: int
) -> None:
    """The totals of what is sold, and of everything; below the title, so that they stay in view."""
    span, by_place = horizon(list(months)), list(zip(*(month.workloads for month in months), strict=True))
    label = messages.WHAT_CAN_BE_BOUGHT if estimate.scenario.several else messages.MONTHS_IT_IS_SOLD
    rows = (
        (_SOLD_TOTAL, label, "cost_of_sold_months", span.sold_total, "sold_cost"),
        (_TOTAL, messages.EVERY_MONTH, "cost_of_horizon", span.total, "cost"),
    )
    for row, text, name, cost, key in rows:
        only_sold = key == "sold_cost"
        images = "SUMIFS(month_images,month_sold,1)" if only_sold else "SUM(month_images)"
        delivered = sum(month.images for parts in by_place for month in parts if month.sold or not only_sold)
        added = table.down(key, FIRST, last)
        total = f'=IF(COUNT({added})<number_of_months,"{UNPRICED}",SUM({added}))'
        figures: dict[str, tuple[str, Value]] = {"images": (f"={images}", delivered), "cost": (total, cost)}
        if estimate.scenario.several:
            for billed, parts in zip(workloads, by_place, strict=True):
                formula = f"={_sum_of_months(f'month_place,{billed.number}', only_sold=only_sold)}"
                figures[cost_of(billed)] = (formula, _cost(parts, only_sold))
        table.total(row, {"number": words(text)}, figures)
        table.define(name, "cost", row)


def _cost(months: Sequence[WorkloadMonth], only_sold: bool) -> Decimal | None:
    """The cost of a workload's months; None if one has no price."""
    priced = all(month.cost is not None for month in months)
    return total(month.cost for month in months if month.sold or not only_sold) if priced else None


def _months_sheet(
    book: Book, estimate: Estimate, workloads: Sequence[Billed], months: Sequence[ForecastMonth], most: int
) -> None:
    """Write the sheet Months: a row for each workload in each month that the horizon can have."""
    name = LEAD["name"]._replace(formula=_in_horizon("{workload}"))
    table = FormulaTable((book, messages.MONTHS_SHEET), {**_WHEN, "place": LEAD["place"], "name": name, **_WORKLOAD})
    table.sheet.title(messages.MONTHS_OF_WORKLOADS, messages.FORECAST_NOTE)
    table.header(_MONTHS_HEADER)
    first = row = _MONTHS_HEADER + 1
    for index in range(most):
        for place, billed in enumerate(workloads):
            values: dict[str, Value] = dict.fromkeys(table.columns, "")
            if index < len(months):
                figures = _figures(estimate, billed, index, months[index].workloads[place])
                values = {**billed.lead, **figures, "number": index + 1, "month": months[index].month}
            table.write(row, values, billed, _number(index) | _formulas(estimate, billed))
            row += 1
    _finish_months(table, first, row - 1)
    table.sheet.cells.print_area(0, 0, first + len(months) * len(workloads) - 1, len(table.positions) - 1)


def _finish_months(table: FormulaTable, first: int, last: int) -> None:
    """Name the columns that the sheet Forecast sums, and show in grey the months in which a model is not sold."""
    for key in ("number", "place", "images", "cost", "sold"):
        if key in table.positions:
            table.define(f"month_{key}", key, first, last)
    table.mark(first, last, f"=${table.cell('sold', first)}=0", GREY)


def _formulas(estimate: Estimate, billed: Billed) -> dict[str, str]:
    """The formulas of a month of a workload; an event that moves it to another model is a switch."""
    switched_cost = "INDEX({event_cost},{switch})"
    switched_unit = f'IF({switched_cost}="","",{switched_cost}{price_level(estimate)})'
    unit = f"IF({{switch}}=0,{{vendor_cost_an_image}},{switched_unit})"
    until = "IF({switch}=0,{model_ends},INDEX(event_ends,{switch}))"
    grown = "{images_a_day}*days_a_month*(1+{growth_a_month})^({number}-1)"
    formulas = {
        "place": str(billed.number),
        "exact": f"{grown}*{events_sheet.factor('images', billed)}",
        "switch": events_sheet.switch(billed),
        "unit": f'IF(ISNUMBER({unit}),{unit}*{events_sheet.factor("price", billed)},"{UNPRICED}")',
        "sold": f"IF(ISNUMBER({until}),IF(AND({until}>0,{{month}}>={until}),0,1),1)",
    }
    return {key: _in_horizon(formula) for key, formula in formulas.items()}


def _figures(estimate: Estimate, billed: Billed, index: int, month: WorkloadMonth) -> dict[str, Value]:
    """The results of a month's formulas, from the engine."""
    scenario, place = estimate.scenario, (billed.number or 1) - 1
    when = scenario.start.plus(index)
    switches = [
        number
        for number, event in enumerate(scenario.events, 1)
        if event.effect == "model" and event.about(place + 1) and event.holds(when)
    ]
    image = bill_in(estimate, place, when).per_image
    return {
        "exact": of_fraction(unrounded_images_in(scenario, place, index)),
        "images": month.images,
        "switch": max(switches, default=0),
        "unit": None if image is None else image * factor(scenario, "price", place, when),
        "cost": month.cost,
        "sold": int(month.sold),
    }

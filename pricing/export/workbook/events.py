"""The sheet of what changes from a month on: price, volume, model, or a sum once. A row each, all of them input cells.

A switch of model carries what an image costs there as a figure, as the rates are figures: on other assumptions than the
workbook was made for it stays what it was.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal

from pricing.bill.estimate import Estimate
from pricing.export.workbook.inputs import Value, validation
from pricing.export.workbook.inputs import write as write_input
from pricing.export.workbook.sheet import NOT_PRICED, Book, Sheet
from pricing.export.workbook.table import Billed, Column, Table
from pricing.prices import PriceBooks
from pricing.scenario.events import IMAGES, MOST, ONCE, Event, What
from pricing.scenario.kinds import Kind, Number

NAME = "Events"
_HEADER, _FIRST = 3, 4
_NOTE = (
    "A row for each change, in the order of the months: the last switch of model that holds counts, the others "
    "multiply. Without a last month it holds to the end{all}. A switch needs the cost of an image on the other model."
)
_COLUMNS: Mapping[str, Column] = {
    "number": Column("No.", 6, "count", style="cell"),
    "first": Column("First month", 13, "month"),
    "last": Column("Last month", 13, "month"),
    "workload": Column("Workload", 10, "count"),
    "what": Column("What", 10),
    "percent": Column("Percent", 11, "percent"),
    "usd": Column("USD once", 13, "money"),
    "model": Column("To model", 28),
    "ends": Column("First day without it", 18, "day"),
}
_Cell = Value | str | dt.date
_KINDS: Mapping[str, Kind] = {"percent": IMAGES, "usd": ONCE}


def write(book: Book, estimate: Estimate, workloads: Sequence[Billed], books: PriceBooks, months: Kind) -> None:
    """As many rows as a scenario can have events; `months` is what a first month takes."""
    columns, costs = dict(_COLUMNS), {each.cell("cost"): _cost(each) for each in workloads}
    if not estimate.scenario.several:
        del columns["workload"]
    table = Table({**columns, **costs})
    sheet = book.sheet(NAME, table.widths)
    of_all = ", without a workload's number it is about all" if "workload" in columns else ""
    sheet.title("Events", _NOTE.format(all=of_all))
    sheet.header(_HEADER, table.headings)
    events = estimate.scenario.events
    for index in range(MOST):
        row = _FIRST + index
        sheet.number(row, table.at["number"], index + 1, "count", "cell")
        event = events[index] if index < len(events) else None
        for key, value in _values(event, estimate, workloads, books).items():
            if key in table.at:
                _input(sheet, row, table.at[key], value, table.columns[key].number)
    last = _FIRST + MOST - 1
    for key in ("first", "last"):
        sheet.cells.data_validation(_FIRST, table.at[key], last, table.at[key], validation("Month", months, "month"))
    for key, kind in _KINDS.items():
        number = table.columns[key].number
        sheet.cells.data_validation(_FIRST, table.at[key], last, table.at[key], validation(key, kind, number))
    if "workload" in table.at:
        rule = validation("Workload", Number(1, len(workloads)), "count")
        sheet.cells.data_validation(_FIRST, table.at["workload"], last, table.at["workload"], rule)
    choice = {"validate": "list", "source": ["price", "images", "model", "once"]}
    sheet.cells.data_validation(_FIRST, table.at["what"], last, table.at["what"], choice)
    for key, at in table.at.items():
        book.name(f"event_{key}", sheet, _FIRST, at, last)


def switch(each: Billed) -> str:
    """A formula: the number of the switch that a workload's month is under, 0 for none."""
    return f"SUMPRODUCT(MAX({_holds('model', each)}*event_number))"


def factor(what: What, each: Billed) -> str:
    """A formula: what the changes of price or volume multiply a workload's month by."""
    return f"SUMPRODUCT(PRODUCT(1+{_holds(what, each)}*event_percent))"


def once() -> str:
    """A formula: what is paid once in a month."""
    return 'SUMIFS(event_usd,event_what,"once",event_first,{month})'


def _holds(what: What, each: Billed) -> str:
    about = "" if each.number is None else f"*((event_workload=0)+(event_workload={each.number}))"
    return f'(event_what="{what}"){about}*(event_first<={{month}})*((event_last=0)+(event_last>={{month}})>0)'


def _cost(each: Billed) -> Column:
    whose = f" of {each.bill.workload.name}" if each.number is not None else ""
    return Column(f"Cost an image{whose} there", 18, "small_money")


def _values(
    event: Event | None, estimate: Estimate, workloads: Sequence[Billed], books: PriceBooks
) -> dict[str, _Cell]:
    """What stands in the cells of an event by column, None where nothing does."""
    found: dict[str, _Cell] = dict.fromkeys([*list(_COLUMNS)[1:], *(each.cell("cost") for each in workloads)])
    if event is None:
        return found
    found |= {"first": event.first, "last": event.last, "workload": event.workload, "what": event.what}
    if isinstance(event.value, Decimal):
        return found | {"usd" if event.what == "once" else "percent": event.value}
    found["model"] = books[estimate.scenario.prices][event.value].model.name
    for place, each in enumerate(workloads):
        if event.about(place + 1):
            bill = estimate.switched[place, event.value]
            found[each.cell("cost")] = NOT_PRICED if bill.per_image is None else bill.per_image
            found["ends"] = bill.ends
    return found


def _input(sheet: Sheet, row: int, column: int, value: _Cell, number: str) -> None:
    if isinstance(value, str):
        sheet.text(row, column, value, "input")
    elif isinstance(value, dt.date):
        sheet.day(row, column, value, number, "input")
    else:
        write_input(sheet, row, column, value, number)

"""The sheet of events: a price, a volume or a model that changes from a month on, or a sum paid once.

Each event is a row of input cells. The cost of an image on a model that an event switches to is a number, as rates are:
it does not follow the other input cells.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial

from pricing.bill.estimate import Estimate
from pricing.export.workbook import messages
from pricing.export.workbook.formula_table import Billed, Column, FormulaTable
from pricing.export.workbook.inputs_sheet import counted_rate, validation
from pricing.export.workbook.sheet_writer import UNPRICED, Book, Value, cell_word
from pricing.prices import PriceBooks
from pricing.scenario.events import IMAGES, MOST, Effect, Event
from pricing.scenario.events import ONCE as ONCE_AMOUNT
from pricing.scenario.kinds import Kind, Number
from pricing.values.exact import plain, quotient
from pricing.wording.figures import USD
from pricing.wording.messages import words

_HEADER, _FIRST = 3, 4
_Input = partial(Column, style="input")
_COLUMNS: Mapping[str, Column] = {
    "number": Column(messages.NO, 6, "count", style="cell"),
    "first": _Input(messages.FIRST_MONTH, 13, "month"),
    "last": _Input(messages.LAST_MONTH, 13, "month"),
    "workload": _Input(messages.WORKLOAD, 10, "count"),
    "what": _Input(messages.WHAT, 10),
    "percent": _Input(messages.PERCENT, 11, "percent"),
    "amount": _Input(messages.PAID_ONCE, 13, "money"),
    "model": _Input(messages.TO_MODEL, 28),
    "ends": _Input(messages.FIRST_DAY_WITHOUT_IT, 18, "day"),
}
_KINDS = "event_kinds"
"""The name of the cells that list the kinds of events."""
_KIND = f"=IFERROR(MATCH({{what}},{_KINDS},0),0)"


def _kind(event_kind: Effect) -> int:
    """The number of a kind of event; 0 is an empty row."""
    return list(messages.EVENT_KINDS).index(event_kind) + 1


ONCE = f"SUMIFS(event_amount,event_kind,{_kind('once')},event_first,{{month}})"
"""A formula: the sums that are paid once, in a month."""


def switch(workload: Billed) -> str:
    """A formula: the number of the event that sets a workload's model in a month; 0 for none."""
    return f"SUMPRODUCT(MAX({_holds('model', workload)}*event_number))"


def factor(event_kind: Effect, workload: Billed) -> str:
    """A formula: the factor by which events change a workload's price or volume in a month."""
    return f"SUMPRODUCT(PRODUCT(1+{_holds(event_kind, workload)}*event_percent))"


def _holds(event_kind: Effect, workload: Billed) -> str:
    """A formula: 1 for each event of a kind that holds for a workload in a month, 0 for every other event."""
    about = "" if workload.number is None else f"*((event_workload=0)+(event_workload={workload.number}))"
    in_month = "*(event_first<={month})*((event_last=0)+(event_last>={month})>0)"
    return f"(event_kind={_kind(event_kind)}){about}{in_month}"


def write(book: Book, estimate: Estimate, workloads: Sequence[Billed], books: PriceBooks, months: Kind) -> None:
    """Write the sheet, with as many rows as a scenario can have events; `months` is the kind of a first month."""
    several = estimate.scenario.several
    columns = {key: column for key, column in _COLUMNS.items() if several or key != "workload"}
    for billed in workloads:
        heading = messages.cost_there(billed.bill.workload.name if several else "")
        columns[billed.cell("cost")] = _Input(heading, 18, "small_money")
    columns["kind"] = Column(messages.NUMBER_OF_WHAT, 10, "unseen", _KIND)
    table = FormulaTable((book, messages.EVENTS), columns)
    note = messages.EVENTS_NOTE_OF_SEVERAL if several else messages.EVENTS_NOTE
    table.sheet.title(messages.EVENTS, note)
    table.header(_HEADER)
    last, events = _FIRST + MOST - 1, estimate.scenario.events
    for index in range(MOST):
        values = _values(events[index], estimate, workloads, books) if index < len(events) else {"kind": 0}
        formulas = _at_the_rate(events[index], estimate, workloads) if index < len(events) else {}
        table.write(_FIRST + index, {**dict.fromkeys(columns), **values, "number": index + 1}, formulas=formulas)
    kinds = {
        "first": months,
        "last": months,
        "percent": IMAGES,
        "amount": ONCE_AMOUNT,
        "workload": Number(1, len(workloads)),
    }
    for key, kind in kinds.items():
        if key in columns:
            table.validate(key, _FIRST, last, validation(words(columns[key].heading), kind, columns[key].number))
    table.choose("what", _FIRST, last, _KINDS, tuple(messages.EVENT_KINDS.values()))
    table.hide("kind")
    for key in columns:
        table.define(f"event_{key}", key, _FIRST, last)


def _at_the_rate(event: Event, estimate: Estimate, workloads: Sequence[Billed]) -> dict[str, str]:
    """The formulas of the cost of an image after a switch of model, for prices in USD of a plan in another currency."""
    rate = estimate.scenario.rate
    if event.effect != "model" or rate is None:
        return {}
    formulas = {}
    for place, workload in enumerate(workloads):
        if event.about(place + 1):
            bill = estimate.switched[place, str(event.value)]
            in_usd = all(charge.price.currency == USD for unit in bill.unit_costs for charge in unit.charges)
            if bill.per_image is not None and in_usd:
                usd = plain(quotient(bill.per_image, rate))
                formulas[workload.cell("cost")] = f"={usd}*{counted_rate(estimate.scenario)}"
    return formulas


def _values(event: Event, estimate: Estimate, workloads: Sequence[Billed], books: PriceBooks) -> dict[str, Value]:
    """The cells of an event, by column."""
    values: dict[str, Value] = {
        "first": event.first,
        "last": event.last,
        "workload": event.workload,
        "what": words(messages.EVENT_KINDS[event.effect]),
        "kind": _kind(event.effect),
    }
    if isinstance(event.value, Decimal):
        return values | {"amount" if event.effect == "once" else "percent": event.value}
    values["model"] = books[estimate.scenario.prices][event.value].model.name
    for place, workload in enumerate(workloads):
        if event.about(place + 1):
            bill = estimate.switched[place, event.value]
            values[workload.cell("cost")] = cell_word(UNPRICED) if bill.per_image is None else bill.per_image
            values["ends"] = bill.ends
    return values

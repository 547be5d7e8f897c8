"""The sheet of input cells: the terms, then a column for each workload. Each cell has a name and its field's limits."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import partial
from operator import attrgetter
from typing import NamedTuple

from pricing.bill.bills import Bill
from pricing.bill.estimate import Estimate
from pricing.export.workbook import messages
from pricing.export.workbook.formula_table import Billed, Column, FormulaTable
from pricing.export.workbook.sheet_writer import CHECK, PERCENTS, Book, Value, absolute, excel_day
from pricing.prices import ListPrices, PriceBooks
from pricing.prices.exchange import RatesOfDay
from pricing.prices.schema import TIERS
from pricing.scenario.calendar_kinds import MonthKind
from pricing.scenario.fields import FIELDS, OF, PERCENT_UNIT, kinds
from pricing.scenario.in_words import choice
from pricing.scenario.kinds import Kind, Number
from pricing.scenario.labels.messages import units_for_one
from pricing.scenario.scenario import Scenario
from pricing.values.exact import PERCENT
from pricing.values.size import Size
from pricing.wording.figures import USD
from pricing.wording.messages import Message, as_written, words

_HEADER = 3
_SHARED = 1
"""The column of the scenario's own values; a single workload uses it too, several have the columns after it."""
_LONGEST_TITLE, _LONGEST_MESSAGE = 32, 255
"""The most UTF-16 units of a spreadsheet's error for a value that is not accepted."""


class Input(NamedTuple):
    """The input cell of a field: its name in formulas, its number format, and a note beside it."""

    name: str
    number: str
    note: Message | None = None


_TERMS: Mapping[str, Input] = {
    "days": Input("days_a_month", "count"),
    "start": Input("first_month", "month", messages.THE_FIRST_DAY_OF_IT),
    "months": Input("number_of_months", "count", messages.THE_CHART_SHOWS_THE_MONTHS_THIS),
    "budget": Input("monthly_budget", "money", messages.MAY_STAY_EMPTY),
    "own_image": Input("own_an_image", "small_money"),
    "own_month": Input("own_a_month", "money"),
}
_VOLUME: Mapping[str, Input] = {"images": Input("images_a_day", "count"), "growth": Input("growth_a_month", "percent")}
_EACH_IMAGE = {
    "prompt": Input("prompt_tokens", "count"),
    "refs": Input("reference_images", "general", messages.ON_AVERAGE),
    "partials": Input("partial_images", "count", messages.OF_IMAGES_THAT_ARE_NOT_SENT),
    "thinking": Input("thinking_tokens", "count", messages.GIVEN_OUT_BESIDE_THE_IMAGE),
    "tries": Input("tries_an_image", "general"),
    "reuse": Input("reuse_share", "percent", messages.OF_THE_DELIVERED_IMAGES),
    "batch": Input("batch_share", "percent"),
    "discount": Input("discount_rate", "percent"),
}
_EACH_IMAGE |= {
    field.key: Input(field.key, "percent" if field.kind.unit == PERCENT_UNIT else "general")
    for field in OF["workload"]
    if isinstance(field.kind, Number) and field.key not in {**_VOLUME, **_EACH_IMAGE}
}
LEVERS: Mapping[str, Input] = {**_VOLUME, **_EACH_IMAGE}
"""Field of a workload -> its input cell."""


EXCHANGE_RATE, RATE_CHANGE = "exchange_rate", "rate_change"
"""The names of the cells with the units of the plan's currency for one USD, and with the change of its range."""


def counted_rate(scenario: Scenario) -> str:
    """A formula: the rate of exchange, changed by its range if it has one."""
    return EXCHANGE_RATE if scenario.raterange is None else f"{EXCHANGE_RATE}*(1+{RATE_CHANGE})"


def usd_of(currency: str) -> str:
    """The name of the cell with the price in USD of one unit of a vendor's currency."""
    return f"usd_of_one_{currency.lower()}"


def size_name(size: Size) -> str:
    """The name of the cell with a size's share."""
    return f"size_{size}"


def priced_on(estimate: Estimate) -> str:
    """The price date, or the vendor name of a price book without dates."""
    prices = estimate.scenario.prices
    return str(prices) if isinstance(prices, ListPrices) else estimate.bills[0].entry.file.vendor


def heading(place: int) -> tuple[int, int]:
    """Row and column of the name of one of several workloads; `place` counts from 0."""
    return _HEADER, _SHARED + 1 + place


def validation(label: str, kind: Kind, number: str) -> dict[str, object]:
    """A data validation of a spreadsheet with a field's own limits."""
    rule = {
        "criteria": "between",
        "error_title": _cut(label, _LONGEST_TITLE),
        "error_message": _cut(words(messages.takes(kind.accepts)), _LONGEST_MESSAGE),
    }
    match kind:
        case Number():
            scale = PERCENT if number in PERCENTS else 1
            whole = kind.places == 0 and scale == 1
            limits = {"minimum": kind.low / scale, "maximum": kind.high / scale}
            return {"validate": "integer" if whole else "decimal", **limits, **rule}
        case MonthKind():
            return {"validate": "integer", "minimum": excel_day(kind.first), "maximum": excel_day(kind.last), **rule}
    raise TypeError(f"{label}: no validation for {type(kind).__name__}")


def _cut(text: str, most: int) -> str:
    """The beginning of a text with at most so many UTF-16 units, in which Excel measures texts."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", errors="ignore")


def write(book: Book, estimate: Estimate, workloads: Sequence[Billed], books: PriceBooks, today: dt.date) -> None:
    """Write the sheet: the input cells, the checks of the shares, and the values that are fixed here."""
    several = estimate.scenario.several
    headings = [messages.VALUE]
    if several:
        headings = [messages.ALL_WORKLOADS, *(as_written(workload.bill.workload.name) for workload in workloads)]
    widths = {"Field": 34.0, **{str(place): 22.0 for place in range(len(headings))}, "Takes": 44.0, "Note": 54.0}
    named = zip(widths.items(), (messages.FIELD, *headings, messages.TAKES, messages.NOTE), strict=True)
    table = FormulaTable(
        (book, messages.ASSUMPTIONS), {key: Column(name, width, style="cell") for (key, width), name in named}
    )
    table.sheet.title(messages.ASSUMPTIONS, messages.change_the_cells(priced_on(estimate), several))
    table.header(_HEADER, fixed_columns=1 if several else 0)
    rows, grammar = _InputRows(table, workloads), kinds(books, today)
    for column, workload in rows.columns.items():
        table.sheet.define(workload.cell("workload"), _HEADER, column)

    rows.section(messages.TERMS)
    for key, cell in _TERMS.items():
        value = attrgetter(key)(estimate.scenario)
        rows.inputs(FIELDS[key].label, grammar[key], cell, {_SHARED: (cell.name, value)})
    _exchange(rows, estimate, grammar["rate"])
    rows.section(messages.VOLUME)
    for key, cell in _VOLUME.items():
        if key == "images" and several:
            total = f"={'+'.join(workload.cell(cell.name) for workload in workloads)}"
            table.sheet.formula(rows.row, _SHARED, total, estimate.scenario.images, cell.number, "left")
            table.sheet.define(cell.name, rows.row, _SHARED)
        rows.lever(FIELDS[key].label, grammar[key], cell, attrgetter(f"bill.workload.{key}"), key)
    share = Number(0, PERCENT, unit="percent")
    rows.section(messages.QUALITY)
    for tier in TIERS:
        cell, value_of = Input(f"share_{tier}", "whole_percent"), attrgetter(f"bill.workload.quality.{tier}")
        rows.lever(words(messages.quality_of(tier)), share, cell, value_of, "high")
    rows.check(messages.SHARES_OF_QUALITY, "check_quality", len(TIERS))
    rows.section(messages.SIZE_IN_PIXELS)
    sizes = dict.fromkeys(size for workload in workloads for size in workload.parts.sizes)
    for size in sizes:
        rows.lever(str(size), share, Input(size_name(size), "whole_percent"), partial(_share, size=size), "")
    rows.check(messages.SHARES_OF_SIZES, "check_sizes", len(sizes))
    rows.section(messages.EACH_IMAGE)
    for key, cell in _EACH_IMAGE.items():
        noted = cell._replace(note=_no_batch(workloads)) if key == "batch" else cell
        rows.lever(FIELDS[key].label, grammar[key], noted, attrgetter(f"bill.workload.{key}"), key)
    rows.section(messages.FIXED_IN_THIS_WORKBOOK)
    _fixed(rows, estimate)


def _exchange(rows: "_InputRows", estimate: Estimate, takes: Kind) -> None:
    """The rate of the plan's currency, and the reference rates of prices in a third one."""
    scenario = estimate.scenario
    if scenario.rate is not None:
        note = messages.RATE_OF_YOURS if scenario.rate_day is None else messages.rate_on(str(scenario.rate_day))
        cell = Input(EXCHANGE_RATE, "rate_of_exchange", note)
        rows.inputs(words(units_for_one(scenario.currency, USD)), takes, cell, {_SHARED: (cell.name, scenario.rate)})
    for currency, usd, rates in converted_currencies((*estimate.bills, *estimate.switched.values())):
        cell = Input(usd_of(currency), "rate_of_exchange", messages.reference_rate(str(rates.day)))
        rows.inputs(words(units_for_one(USD, currency)), takes, cell, {_SHARED: (cell.name, usd)})


def converted_currencies(bills: Iterable[Bill]) -> Iterator[tuple[str, Decimal, RatesOfDay]]:
    """Each currency that bills convert by a reference rate, with the USD for one unit and the rates of the day."""
    cards = [bill.card for bill in bills]
    for currency in sorted({currency for card in cards for currency in card.by_reference}):
        rates = next(card.rates for card in cards if card.rates is not None)
        usd = rates.usd_of_one(currency)
        assert usd is not None, "a price without a rate is no line"
        yield currency, usd, rates


class _InputRows:
    """Writes one row after another: a label, values by column, the accepted values, a note."""

    def __init__(self, table: FormulaTable, workloads: Sequence[Billed]) -> None:
        self.sheet, self.row = table.sheet, _HEADER + 1
        self.columns = dict(enumerate(workloads, _SHARED if len(workloads) == 1 else _SHARED + 1))
        """The workloads by the column of each."""
        self._takes, self._note = table.positions["Takes"], table.positions["Note"]

    def section(self, title: Message) -> None:
        self.sheet.band(self.row, "section", {0: words(title)})
        self.row += 1

    def inputs(self, label: str, kind: Kind, cell: Input, values: Mapping[int, tuple[str, Value]]) -> None:
        """Input cells by column, each with its name."""
        self.sheet.put(self.row, 0, label, "text")
        rule = validation(label, kind, cell.number)
        for column, (name, value) in values.items():
            self.sheet.put(self.row, column, value, "input", cell.number)
            self.sheet.cells.data_validation(self.row, column, self.row, column, rule)
            self.sheet.define(name, self.row, column)
        texts = {self._takes: words(kind.accepts), self._note: words(cell.note) if cell.note else ""}
        self.sheet.paragraphs(self.row, texts, "wrapped_note")
        self.row += 1

    def lever(self, label: str, kind: Kind, cell: Input, value_of: Callable[[Billed], Value], lever: str) -> None:
        """An input cell for each workload that has such a value."""
        values = {
            column: (workload.typed(cell.name, lever), value_of(workload)) for column, workload in self.columns.items()
        }
        self.inputs(label, kind, cell, {column: named for column, named in values.items() if named[1] is not None})

    def check(self, label: Message, name: str, rows: int) -> None:
        """Write the sum of the shares in the last `rows` rows, for each workload; one other than 1 is shown in red."""
        self.sheet.put(self.row, 0, words(label), "text")
        for column, workload in self.columns.items():
            total = f"SUM({absolute(self.row - rows, column)}:{absolute(self.row - 1, column)})"
            self.sheet.formula(self.row, column, f"=ROUND({total},6)", 1, CHECK, "left")
            self.sheet.warn_unless_full(self.row, column)
            self.sheet.define(workload.cell(name), self.row, column)
        self.row += 1

    def facts(self, label: str, facts: Mapping[int, str | dt.date], note: str = "") -> None:
        """Write values that are no inputs, by column."""
        self.sheet.put(self.row, 0, label, "text")
        for column, fact in facts.items():
            self.sheet.put(self.row, column, fact, "left", "day")
        self.sheet.paragraphs(self.row, {self._note: note}, "wrapped_note")
        self.row += 1


def _share(workload: Billed, size: Size) -> int | None:
    """A size's share of a workload in percent; None for a size that its model does not offer."""
    return dict(workload.bill.workload.size).get(size, 0) if size in workload.parts.sizes else None


def _no_batch(workloads: Sequence[Billed]) -> Message | None:
    """The note of the batch share, if models of workloads have no batch rates."""
    without = [workload.bill.workload.name for workload in workloads if not workload.bill.card.has_batch]
    if not without:
        return None
    return messages.no_batch(without if len(workloads) > 1 else ())


def _fixed(rows: _InputRows, estimate: Estimate) -> None:
    bills = {column: workload.bill for column, workload in rows.columns.items()}
    rows.facts(FIELDS["model"].label, {column: bill.entry.model.name for column, bill in bills.items()})
    for model in {bill.entry.model.id: bill.entry.model for bill in bills.values() if bill.entry.model.note}.values():
        rows.facts(words(messages.about_model(model.name)), {}, model.note)
    rows.facts(words(messages.PRICES_OF), {_SHARED: priced_on(estimate)}, words(messages.RATE_CAN_CHANGE))
    sizes = {column: str(bill.workload.refsize) for column, bill in bills.items()}
    rows.facts(FIELDS["refsize"].label, sizes, words(messages.DECIDES_TOKENS))
    rows.facts(
        FIELDS["fidelity"].label, {column: choice("fidelity", bill.workload.fidelity) for column, bill in bills.items()}
    )
    for column, workload in rows.columns.items():
        rows.sheet.define(workload.cell("model_ends"), rows.row, column)
    ends = {column: bill.ends or words(messages.NOT_KNOWN) for column, bill in bills.items()}
    rows.facts(words(messages.FIRST_DAY_WITHOUT), ends, words(messages.UNSOLD_FROM))

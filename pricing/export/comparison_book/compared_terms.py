"""The sheet of the terms of a comparison: volumes, discounts and exchange rates as input cells, and the fixed terms."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pricing.compare.rows import AsPlanned
from pricing.compare.table import Table, where_discounts_count
from pricing.export.comparison_book import messages
from pricing.export.file_text import FileTerms
from pricing.export.workbook import messages as workbook_messages
from pricing.export.workbook.formula_table import Column, FormulaTable
from pricing.export.workbook.inputs_sheet import EXCHANGE_RATE, converted_currencies, usd_of, validation
from pricing.export.workbook.sheet_writer import Book, Value
from pricing.prices import PriceBooks
from pricing.prices.revision import revision_of
from pricing.scenario import in_words
from pricing.scenario.fields import FIELDS, kinds
from pricing.scenario.kinds import Kind
from pricing.scenario.labels.messages import units_for_one
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT, PERCENT, quotient
from pricing.wording.figures import USD
from pricing.wording.messages import Message, as_written, words

DAYS, IMAGES_A_MONTH = "days_a_month", "images_a_month"
"""The names of the cells with the days a month, and with the images a month of all workloads."""
_HEADER, _FIRST = 3, 4
_COLUMNS = {
    "term": Column(messages.TERM, 46, style="cell"),
    "value": Column(workbook_messages.VALUE, 30, style="cell"),
    "note": Column(workbook_messages.NOTE, 80, style="cell"),
}
_OF_COMPARISON = ("missing", "term", "company", "stealth")


class _TermRow(NamedTuple):
    """A row of the sheet."""

    label: Message
    value: Value
    number: str = "general"
    name: str = ""
    """Of its cell, for formulas; empty for none."""
    takes: Kind | None = None
    """The values that an input cell accepts; None for other cells."""
    formula: str = ""
    note: str = ""


def of_workload(name: str, place: int, scenario: Scenario) -> str:
    """The name of a cell of a workload; `place` counts from 0."""
    return f"{name}_{place + 1}" if scenario.several else name


def write(book: Book, table: Table, books: PriceBooks, today: dt.date, terms: FileTerms) -> None:
    """Write the sheet."""
    sheet = FormulaTable((book, messages.TERMS), _COLUMNS)
    sheet.sheet.title(messages.TERMS, messages.TERMS_NOTE)
    sheet.header(_HEADER)
    for row, term in enumerate([*_inputs(table, books, today), *_facts(table, books, terms)], _FIRST):
        sheet.sheet.paragraphs(row, {0: words(term.label), 2: term.note})
        if term.formula:
            sheet.sheet.formula(row, 1, term.formula, term.value, term.number, "cell")
        elif term.takes is not None:
            sheet.sheet.put(row, 1, term.value, "input", term.number)
            rule = validation(words(term.label), term.takes, term.number)
            sheet.validate("value", row, row, rule)
        elif isinstance(term.value, str):
            sheet.sheet.paragraphs(row, {0: words(term.label), 1: term.value, 2: term.note})
        else:
            sheet.sheet.put(row, 1, term.value, "cell", term.number)
        if term.name:
            sheet.define(term.name, "value", row)


def _inputs(table: Table, books: PriceBooks, today: dt.date) -> Iterator[_TermRow]:
    scenario, grammar = table.scenario, kinds(books, today)
    for key, name, number in (("images", "images_a_day", "count"), ("discount", "discount_rate", "percent")):
        for place, workload in enumerate(scenario.workloads):
            label = messages.of_workload(workload.name if scenario.several else "", FIELDS[key].label)
            cell = of_workload(name, place, scenario)
            yield _TermRow(label, getattr(workload, key), number, cell, grammar[key])
    yield _TermRow(as_written(FIELDS["days"].label), scenario.days, "count", DAYS, grammar["days"])
    delivered = [
        (of_workload("images_a_day", place, scenario), sum(workload.quality))
        for place, workload in enumerate(table.compared.workloads)
    ]
    images = "+".join(cell if share == PERCENT else f"{cell}*{share}/{PERCENT}" for cell, share in delivered)
    left_out = words(messages.WITHOUT_SHARES) if any(share < PERCENT for _, share in delivered) else ""
    formula = f"=({images})*{DAYS}"
    yield _TermRow(messages.IMAGES_A_MONTH, table.present.images, "count", IMAGES_A_MONTH, None, formula, left_out)
    yield from _rates(table, books, grammar["rate"])


def _rates(table: Table, books: PriceBooks, takes: Kind) -> Iterator[_TermRow]:
    """The rates of exchange, with the day and the source of each."""
    scenario = table.scenario
    if scenario.rate is not None:
        label = units_for_one(scenario.currency, USD)
        note = words(_of_rate(scenario, books))
        yield _TermRow(label, scenario.rate, "rate_of_exchange", EXCHANGE_RATE, takes, note=note)
    for currency, usd, rates in converted_currencies(bill for row in table.rows for bill in row.bills):
        reference = books.reference_rates
        title = "" if reference is None else reference.source_of(rates).title
        note = words(messages.reference_rate(title, rates.day))
        yield _TermRow(units_for_one(USD, currency), usd, "rate_of_exchange", usd_of(currency), takes, note=note)


def _of_rate(scenario: Scenario, books: PriceBooks) -> Message:
    """Whether the plan's rate of exchange is a reference rate or the user's own, and its day."""
    day, reference = scenario.rate_day, books.reference_rates
    if day is None or scenario.rate is None:
        return workbook_messages.RATE_OF_YOURS
    if reference is not None and reference.is_reference(scenario.currency, scenario.rate, day):
        return messages.reference_rate(reference.source_of(reference.on(day)).title, day)
    return messages.rate_of_yours(day)


def _facts(table: Table, books: PriceBooks, terms: FileTerms) -> Iterator[_TermRow]:
    scenario, comparison = table.scenario, table.comparison
    yield _TermRow(as_written(FIELDS["prices"].label), in_words.price_book(scenario.prices))
    yield _TermRow(as_written(FIELDS["currency"].label), scenario.currency)
    counts = where_discounts_count(scenario, books)
    note = "" if counts is None else words(counts)
    contract = in_words.choice("contract", scenario.contract)
    yield _TermRow(as_written(FIELDS["contract"].label), contract, note=note)
    own = words(messages.NOT_COMPARED)
    yield _TermRow(as_written(FIELDS["own_image"].label), scenario.own_image, "small_money", note=own)
    yield _TermRow(as_written(FIELDS["own_month"].label), scenario.own_month, "money", note=own)
    for key in _OF_COMPARISON:
        yield _TermRow(as_written(FIELDS[key].label), in_words.choice(key, getattr(comparison, key)))
    relax = EXACT.multiply(comparison.relax, quotient(Decimal(1), Decimal(PERCENT)))
    yield _TermRow(as_written(FIELDS["relax"].label), relax, "percent")
    if scenario.accepted:
        yield _TermRow(
            as_written(FIELDS["accepted"].label), in_words.accepted_in_trial(scenario.accepted, books.model_names)
        )
    names = [row.label for row in table.rows if not isinstance(row.candidate.subject, AsPlanned)]
    yield _TermRow(messages.COMPARED, len(names), "count", note=in_words.listed(names))
    if table.absent:
        yield _TermRow(messages.ABSENT, in_words.listed(table.absent))
    yield _TermRow(messages.PRICE_BOOK, in_words.book_revision(revision_of(books)))
    if terms.link:
        yield _TermRow(messages.PLAN, terms.name, note=terms.link)

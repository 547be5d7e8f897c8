"""Reading a file or a pasted text: recognise its format by its header or keys, then its columns, cells and open
questions.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import BinaryIO

from pricing.actual.readers import formats, messages, meters, own_table
from pricing.actual.readers.cells import cell_values
from pricing.actual.readers.cells.cell_days import Days, month_of_invoice
from pricing.actual.readers.cells.cell_values import NumberFormat
from pricing.actual.readers.file_questions import (
    ColumnCells,
    FileAnswers,
    OpenQuestion,
    days_in,
    order_in,
    questions_of,
    repeated_question,
)
from pricing.actual.readers.file_sums import bill_file
from pricing.actual.readers.files.file_table import FileTable, normalised, table_of
from pricing.actual.readers.files.messages import shortened
from pricing.actual.readers.files.source_file import ReadError, source_file
from pricing.actual.readers.formats import ANSWERS, COLUMNS, TableFormat
from pricing.actual.readers.json_rows import json_table
from pricing.actual.readers.table_rows import CellFormats, TableReader
from pricing.actual.readers.usage_records import (
    CHARGES,
    BillFile,
    FileReading,
    Question,
    cost_by_currency,
    summed,
    with_other_sign,
)
from pricing.values.exact import total
from pricing.values.month import Month
from pricing.wording.messages import Message

_REPORTS = ("openai-costs", "openai-images", "openai-completions")
_MOST_DAYS = 60
"""The key of a usage or cost report of OpenAI."""
_IN_USD = (
    COLUMNS,
    "litellm",
    "litellm-daily",
    "openrouter",
    "openrouter-daily",
    "langfuse",
    "helicone",
    "google-console",
)
"""Formats whose amounts are in USD."""
_MOST_TITLES = 40
"""The most column titles that a message lists."""
_MOST_UNREADABLE = 2
"""A file is refused if more than one of this many rows cannot be read: its columns are not what they seem."""


def read(name: str, data: BinaryIO | bytes, today: dt.date, answers: FileAnswers | None = None) -> BillFile:
    """What was billed or used, by a file or a pasted text. What was recognised is its source.

    Raises ReadError, which says what was found, what is accepted, and what would help.
    """
    file, answers = source_file(shortened(name), data), answers or FileAnswers()
    try:
        table = json_table(file) if file.is_json else table_of(file, _is_header)
        bill = _of_table(table, answers, today)
    except RecursionError:
        raise ReadError(messages.deep_json(file.name)) from None
    return replace(bill, notes=(*bill.notes, *_notes_on_days(bill, today)))


def _is_header(row: Sequence[str]) -> bool:
    return formats.of_columns({normalised(title) for title in row}) is not None or own_table.is_header(row)


def _of_table(table: FileTable, answers: FileAnswers, today: dt.date) -> BillFile:
    known, columns = formats.of_code(table.code) or formats.of_columns(table.names), None
    if known is None or answers.columns is not None:
        table = own_table.with_periods(own_table.melted(table))
        columns = answers.columns if answers.columns is not None else own_table.borne_out(table)
        missing = next((title for title in columns if title and table.place(title) is None), None)
        if missing is not None:
            problem = messages.no_such_column(table.file_name, missing, table.titles[:_MOST_TITLES])
            raise ReadError(problem, "columns", table.titles)
        if not columns.are_enough or (answers.columns is None and not (columns.day or columns.model)):
            unknown = messages.unknown_table if answers.columns is None else messages.columns_not_named
            raise ReadError(unknown(table.file_name, table.titles[:_MOST_TITLES]), "columns", table.titles)
        known = own_table.format_of(table, columns)
    if known.code in ANSWERS:
        return _of_answers(table, known, answers)
    cells = ColumnCells(table, known, today, own_table.period_above(table))
    questions = [question for question in questions_of(table, columns, cells, answers, today) if question is not None]
    chosen: dict[str, str] = {question.about: question.chosen or question.values[0] for question in questions}

    bill = _read(table, known, cells, chosen, answers)
    if known.code == COLUMNS and answers.columns is None and bill.rows and not (bill.records or bill.leftovers):
        raise ReadError(messages.unknown_table(table.file_name, table.titles[:_MOST_TITLES]), "columns", table.titles)
    if (repeated := repeated_question(bill, known, answers)) is not None:
        questions.append(repeated)
        if repeated.chosen == "all":
            rows = sum(leftover.rows for leftover in bill.repeated)
            note = messages.repeated_rows(bill.name, rows, cost_by_currency(bill.repeated))
            bill = replace(bill, notes=(*bill.notes, note))

    def readings(question: OpenQuestion) -> Iterator[FileReading]:
        if question.about in ("period", "currency"):
            for value in question.values:
                month = days_in(value, "", 0) if question.about == "period" else None
                totals = bill.totals if month is not None else {value: total(bill.totals.values())}
                yield FileReading(value, messages.reading(value, month and month.first, month and month.last, totals))
            return
        if question.about == "repeated":
            for value, totals in zip(question.values, _sums_of_repeated(bill), strict=True):
                yield FileReading(value, messages.reading(value, bill.first, bill.last, totals))
            return
        bills = {
            value: _read(table, known, cells, chosen | {question.about: value}, answers) for value in question.values
        }
        if question.about == "zone":
            yield from _by_month(bills)
            return
        for value, read_so in bills.items():
            yield FileReading(value, messages.reading(value, read_so.first, read_so.last, read_so.totals))

    asked_questions = tuple(
        Question(
            f"{question.about}:{table.file_name}",
            messages.question(question.about, table.file_name, question.examples),
            tuple(readings(question)),
            question.chosen,
        )
        for question in questions
    )
    if known.code == COLUMNS:
        bill = replace(bill, titles=table.titles, columns=columns)
    bill = replace(bill, questions=asked_questions)
    return replace(bill, records=(), totals={}) if bill.is_open else bill


def _by_month(bills: Mapping[str, BillFile]) -> Iterator[FileReading]:
    """Readings that differ by the months of days, each with the sums of those months."""
    sums = {
        value: summed(((Month.of(record.day), record.currency), record.cost) for record in bill.records)
        for value, bill in bills.items()
    }
    months = sorted({month for of_value in sums.values() for month, _ in of_value})

    def of_month(value: str, month: Month) -> dict[str, Decimal]:
        return {currency: cost for (of_sum, currency), cost in sums[value].items() if of_sum == month and currency}

    moved = [month for month in months if len({tuple(of_month(value, month).items()) for value in bills}) > 1]
    for value in bills:
        yield FileReading(value, messages.reading_by_month(value, ((month, of_month(value, month)) for month in moved)))


def _sums_of_repeated(bill: BillFile) -> tuple[Mapping[str, Decimal], Mapping[str, Decimal]]:
    """The sums of a file if repeated rows count, and if each counts once."""
    counted, left = cost_by_currency(bill.repeated), cost_by_currency(bill.left_out("repeated"))
    together = summed([*bill.totals.items(), *left.items()])
    return together, summed([*together.items(), *((currency, -cost) for currency, cost in (counted | left).items())])


def _month_of(covered: Days) -> Days:
    return Days(Month.of(covered.first).first_day, Month.of(covered.first).last_day)


def _month_before(covered: Days) -> Days:
    month = Month.of(covered.first).plus(-1)
    return Days(month.first_day, month.last_day)


def _of_invoice(covered: Days) -> Days:
    month = month_of_invoice(covered.first) or Month.of(covered.first)
    return Days(month.first_day, month.last_day)


_SPANS: Mapping[str, Callable[[Days], Days]] = {
    "month": _month_of,
    "month-before": _month_before,
    "week": lambda covered: Days(covered.first, covered.first + dt.timedelta(days=6)),
    "invoice": _of_invoice,
}


def _read(
    table: FileTable, known: TableFormat, cells: ColumnCells, chosen: Mapping[str, str], answers: FileAnswers
) -> BillFile:
    """The records of a table, read with one answer to each of its questions."""
    sign: NumberFormat = "comma" if chosen.get("numbers") == "comma" else "point"
    cost = cells.places.get("cost")
    title = "" if cost is None else table.titles[cost]
    cell_formats = CellFormats(
        {role: numbers or sign for role, numbers in cells.numbers.items()},
        order_in(chosen.get("day-order", cells.order)),
        0 if cells.zone is None or chosen.get("zone") == "utc" else cells.zone.zone,
        answers.currency or cell_values.currency_of_title(title, cell_values.is_chinese(table.titles)) or "USD",
        _SPANS.get(chosen.get("span", "")),
        answers.model,
        cells.projects,
        days_in(chosen.get("period", ""), "", 0) or cells.period,
        answers.repeated == "once",
        cells.latest,
        cells.only_totals,
    )
    reader = TableReader(table, known, cell_formats)
    bill = bill_file(table.file_name, known.code, reader.rows(), (*table.notes, *_notes_on_counts(table, reader)))
    bill = replace(bill, rates=reader.one_rate_each(), repeated=reader.repeated())
    if known.code == COLUMNS and _is_a_statement(bill):
        bill = with_other_sign(bill)
    usage = [record.model for record in bill.records if record.cost and record.kind not in CHARGES]
    if usage and not any(usage):
        bill = replace(bill, notes=(*bill.notes, messages.no_model_named(bill.name)))
    unreadable = [leftover for leftover in bill.leftovers if leftover.why == "unreadable"]
    if (
        sum(leftover.rows for leftover in unreadable) * _MOST_UNREADABLE > bill.rows
        and unreadable[0].problem is not None
    ):
        raise ReadError(unreadable[0].problem, "columns", table.titles)
    return bill


def _is_a_statement(bill: BillFile) -> bool:
    """Whether all usage has negative amounts, as in an account statement; credits by their name may be positive."""
    usage = [record for record in bill.records if record.cost and record.kind not in CHARGES]
    costs = [record.cost for record in usage if record.cost and meters.charge("", record.model) is None]
    return bool(costs) and max(costs) < 0


def _of_answers(table: FileTable, known: TableFormat, answers: FileAnswers) -> BillFile:
    """Records of API answers, which name a day and a model only in some formats."""
    model = table.place("model")
    if not answers.model and (model is None or not all(row[model] for row in table.rows())):
        raise ReadError(messages.model_not_named(table.file_name, sum(1 for _ in table.rows())), "model")
    day_of_all = answers.day
    cell_formats = CellFormats({}, span=None, model=answers.model)
    reader = TableReader(table, known, cell_formats)
    day = None if day_of_all is None else Days(day_of_all, day_of_all)
    rows = (row if row.days is not None else row._replace(days=day) for row in reader.rows())
    return bill_file(table.file_name, known.code, rows, table.notes)


def _notes_on_days(bill: BillFile, today: dt.date) -> Iterator[Message]:
    """Notes: whether a file is final, whether a report was cut off, and amounts in other currencies."""
    if bill.first is None or bill.last is None or bill.is_open:
        return
    if bill.last >= today:
        yield messages.not_final(bill.name, bill.last)
    days = (bill.last - bill.first).days + 1
    if bill.source in _REPORTS and days >= _MOST_DAYS:
        yield messages.longest_report(bill.name, days, _MOST_DAYS)
    for currency, amount in bill.totals.items():
        if currency != "USD":
            yield messages.other_currency(bill.name, currency, amount)


def _notes_on_counts(table: FileTable, reader: TableReader) -> Iterator[Message]:
    """Notes: how an export counts, and which currency was assumed."""
    code, name = reader.format.code, table.file_name
    if reader.format.with_tax:
        tax, cost = (table.titles[reader.places[role]] for role in ("tax", "cost"))
        yield messages.tax_taken_off(name, tax, cost)
    if code.startswith("azure"):
        yield messages.meter_units(name)
    if "cost" in reader.places and "currency" not in reader.places and code not in _IN_USD:
        yield messages.no_currency(name, reader.formats.currency)

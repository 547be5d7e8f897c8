"""A file or a pasted text read, its format recognised by its header or its keys."""

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import chain
from typing import BinaryIO, NamedTuple

from pricing.actual.readers import cost_exports, messages, openai, own_table
from pricing.actual.readers.cell_values import CellError, DayOrder
from pricing.actual.readers.file_table import (
    MEGABYTE,
    FileTable,
    JsonObject,
    Progress,
    ReadError,
    SourceFile,
    source_file,
)
from pricing.actual.readers.own_table import NamedColumns
from pricing.actual.readers.usage_records import BillFile, FileRow, bill_file
from pricing.wording.messages import Message

MOST_JSON = 60 * MEGABYTE
_FORMATS = (*openai.FORMATS, *cost_exports.FORMATS)
_MOST_DAYS = 60
"""Of a report of OpenAI's."""
_MOST_TITLES = 40
"""Columns or keys that a message names."""
_BETWEEN = " \t\r\n,"
"""What may stand between the values of a JSON text."""


class FileAnswers(NamedTuple):
    """What a file does not say and a person knows."""

    columns: NamedColumns | None = None
    """Of a table whose format is not known."""
    order: DayOrder = ""
    """Of its days, where no row tells."""
    model: str = ""
    """Of answers of the Images API."""
    day: dt.date | None = None
    """Of what an answer took where that has no time."""


def read(
    name: str,
    data: BinaryIO | bytes,
    today: dt.date,
    answers: FileAnswers | None = None,
    progress: Progress | None = None,
) -> BillFile:
    """What was billed or used, by a file or a pasted text. What was recognised is its source.

    Raises ReadError, which says what was found, what is accepted, and what would help.
    """
    file, answers = source_file(name, data, progress), answers or FileAnswers()
    bill = _of_json(file, answers) if file.is_json else _of_table(file, answers)
    if progress is not None:
        progress(1.0)
    return replace(bill, notes=(*bill.notes, *_notes_on_days(bill, today)))


def titles(name: str, data: BinaryIO | bytes) -> tuple[str, ...]:
    """The titles of the columns of a table, for a person to name. Raises ReadError for what is no table."""
    return source_file(name, data).table().titles


def _of_table(file: SourceFile, answers: FileAnswers) -> BillFile:
    table = file.table()
    known = next((known for known in _FORMATS if known.columns <= set(table.names)), None)
    if known is not None:
        notes = (*table.notes, *known.notes(table))
        return _read(file, known.source, known.rows(table), "\x1f".join(table.names), table=table, notes=notes)
    columns = answers.columns
    if columns is None:
        raise ReadError(messages.unknown_table(file.name, table.titles[:_MOST_TITLES]), "columns")
    own_table.check(table, columns)
    try:
        return _of_own_table(table, columns, answers.order)
    except ReadError as error:
        # Only days like 11/12/2026 need all others to tell which comes first.
        order = own_table.day_order(file.table(), columns) if error.asks == "day-order" else ""
        if not order:
            raise
    return _of_own_table(file.table(), columns, order)


def _of_own_table(table: FileTable, columns: NamedColumns, order: DayOrder) -> BillFile:
    rows, shape = own_table.rows(table, columns, order), str(columns)
    return _read(table.file, own_table.SOURCE, rows, shape, table=table, by_key=False, notes=table.notes)


def _of_json(file: SourceFile, answers: FileAnswers) -> BillFile:
    values, notes = _json_values(file)
    opened = [part for value in values for part in _opened(value)]
    if buckets := [part for part in opened if isinstance(part, dict) and "start_time" in part and "results" in part]:
        pages = [value for value in values if isinstance(value, dict) and "has_more" in value]
        if pages and pages[-1]["has_more"]:
            notes = (*notes, messages.more_pages(file.name))
        return _of_report(file, buckets, notes)
    if requests := [part for part in opened if isinstance(part, dict) and cost_exports.is_request(part)]:
        return _read(file, cost_exports.LITELLM, map(cost_exports.request_row, requests), "json", notes=notes)
    if images := [value for value in values if isinstance(value, dict) and openai.is_answer(value)]:
        if not answers.model:
            raise ReadError(messages.model_not_named(file.name, len(images)), "model")
        rows = openai.answer_rows(images, answers.model, answers.day)
        return _read(file, openai.ANSWERS, rows, "json", notes=notes)
    keys = sorted({str(key) for value in values[:100] if isinstance(value, dict) for key in value})
    raise ReadError(messages.unknown_json(file.name, keys[:_MOST_TITLES] or ["-"]))


def _opened(value: object) -> list[object]:
    """The `data` of an answer in pages; anything else alone."""
    data = value.get("data") if isinstance(value, dict) else None
    return data if isinstance(data, list) else [value]


def _of_report(file: SourceFile, buckets: Sequence[JsonObject], notes: tuple[Message, ...]) -> BillFile:
    results = [(bucket, result) for bucket in buckets for result in bucket["results"] or () if isinstance(result, dict)]
    kinds = {str(result.get("object") or "-") for _, result in results}
    if not kinds:
        raise ReadError(messages.empty_report(file.name))
    sources = {openai.RESULTS.get(kind) for kind in kinds}
    source = next(iter(sources))
    if source is None or len(sources) > 1:
        raise ReadError(messages.unknown_report(file.name, sorted(kinds)))
    shapes = sorted({key for _, result in results for key in openai.shape(result)})
    rows = (openai.result_row(*each) for each in results)
    return _read(file, source, rows, "json " + " ".join(shapes), notes=notes)


def _json_values(file: SourceFile) -> tuple[list[object], tuple[Message, ...]]:
    """All values of a JSON text, one after the other, lists opened, and what is to say of its encoding."""
    if file.size > MOST_JSON:
        megabytes = -(-file.size // MEGABYTE)
        raise ReadError(messages.json_too_large(file.name, megabytes, MOST_JSON // MEGABYTE))
    stream, notes = file.text()
    text = stream.read()
    decoder = json.JSONDecoder(
        object_hook=cost_exports.slim_request, parse_float=Decimal, parse_constant=_refuse_constant
    )
    values: list[object] = []
    place = 0
    while True:
        while place < len(text) and text[place] in _BETWEEN:
            place += 1
        if place == len(text):
            return list(chain.from_iterable(value if isinstance(value, list) else [value] for value in values)), notes
        try:
            value, place = decoder.raw_decode(text, place)
        except ArithmeticError:
            raise ReadError(messages.broken_json(file.name, "a number out of all bounds")) from None
        except (ValueError, RecursionError) as error:
            problem = str(error) if isinstance(error, ValueError) else "too deep"
            raise ReadError(messages.broken_json(file.name, problem)) from None
        values.append(value)


def _refuse_constant(text: str) -> Decimal:
    raise ValueError(f"{text} is no amount")


def _read(
    file: SourceFile,
    source: str,
    rows: Iterable[FileRow],
    shape: str,
    *,
    table: FileTable | None = None,
    by_key: bool = True,
    notes: Sequence[Message] = (),
) -> BillFile:
    try:
        return bill_file(file.name, source, rows, shape=shape, by_key=by_key, notes=notes)
    except CellError as error:
        line = 0 if table is None else table.line
        ambiguous = error.problem is messages.ambiguous_date
        raise ReadError(error.problem(file.name, line, error.text), "day-order" if ambiguous else "") from None
    except (KeyError, TypeError, AttributeError) as error:
        raise ReadError(messages.broken_json(file.name, f"{type(error).__name__}: {error}")) from None


def _notes_on_days(bill: BillFile, today: dt.date) -> Iterator[Message]:
    """Whether a file is final, whether a report was cut, and amounts in other currencies."""
    if bill.first is None or bill.last is None:
        return
    if bill.last >= today:
        yield messages.not_final(bill.name, bill.last)
    days = (bill.last - bill.first).days + 1
    if bill.source in openai.REPORTS and days >= _MOST_DAYS:
        yield messages.longest_report(bill.name, days, _MOST_DAYS)
    for currency, total in bill.totals.items():
        if currency != "USD":
            yield messages.other_currency(bill.name, currency, total)

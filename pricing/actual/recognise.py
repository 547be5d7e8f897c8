"""A file or a pasted text read, its format recognised by its header or its keys."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import BinaryIO, NamedTuple

from pricing.actual import azure, cells, columns, documents, focus, litellm, openai_costs, openai_usage
from pricing.actual.cells import CellError
from pricing.actual.columns import Columns
from pricing.actual.documents import Result
from pricing.actual.files import Opened, opened
from pricing.actual.gathering import Row, gathered
from pricing.actual.records import Progress, ReadError, Reading, note
from pricing.actual.sheets import sheet_table
from pricing.actual.tables import Table, csv_table
from pricing.wording.said import Said


class _Format(NamedTuple):
    """A format of tables: the columns that tell it, and its reader."""

    source: str
    columns: frozenset[str]
    rows: Callable[[Table], Iterator[Row]]


_FORMATS = (
    _Format(openai_costs.SOURCE, openai_costs.COLUMNS, openai_costs.rows),
    _Format(openai_usage.IMAGES, openai_usage.IMAGES_COLUMNS, openai_usage.rows_of_images),
    _Format(openai_usage.COMPLETIONS, openai_usage.COMPLETIONS_COLUMNS, openai_usage.rows_of_completions),
    _Format(azure.PAYG, azure.PAYG_COLUMNS, azure.rows_of_payg),
    _Format(azure.MCA, azure.MCA_COLUMNS, azure.rows_of_mca),
    _Format(azure.EA, azure.EA_COLUMNS, azure.rows_of_ea),
    _Format(litellm.SOURCE, litellm.COLUMNS, litellm.rows),
    _Format(focus.NEW, focus.NEW_COLUMNS, focus.rows_of_new),
    _Format(focus.OLD, focus.OLD_COLUMNS, focus.rows_of_old),
)
"""Those that need more columns before those that need fewer of the same."""
OPENAI = (openai_costs.SOURCE, openai_usage.IMAGES, openai_usage.COMPLETIONS)
"""Sources whose reports hold 60 days at most."""
_MOST_DAYS = 60
_AMBIGUOUS = "not-ambiguous-day"


class Asked(NamedTuple):
    """What a file does not say and a person knows."""

    columns: Columns | None = None
    """Of a table whose format is not known."""
    model: str = ""
    """Of answers of the Images API."""
    day: dt.date | None = None
    """Of what an answer took where that has no time."""


def read(
    name: str, data: BinaryIO | bytes, today: dt.date, asked: Asked | None = None, progress: Progress | None = None
) -> Reading:
    """What was billed or used, by a file or a pasted text. What was recognised is its source.

    Raises ReadError, which says what was found and what is accepted.
    """
    asked = asked or Asked()
    file = opened(name, data, progress)
    reading = _of_json(file, asked) if file.is_json else _of_table(file, asked)
    if progress is not None:
        progress(1.0)
    return replace(reading, notes=(*reading.notes, *_about_days(reading, today)))


def titles(name: str, data: BinaryIO | bytes) -> tuple[str, ...]:
    """The titles of the columns of a table, for a person to name. Raises ReadError for what is no table."""
    return _table(opened(name, data)).titles


def _table(file: Opened) -> Table:
    return sheet_table(file) if file.is_zip else csv_table(file)


def _of_table(file: Opened, asked: Asked) -> Reading:
    table = _table(file)
    known = next((each for each in _FORMATS if each.columns <= set(table.names)), None)
    if known is not None:
        rows = known.rows(table)
        notes = (*table.notes, *(azure.notes(table) if known.source in azure.SOURCES else ()))
        return _read(file, known.source, rows, table, shape="\x1f".join(table.names), notes=notes)
    named = asked.columns
    if named is None:
        raise ReadError("unknown-table", name=file.name, found=table.titles[:40])
    columns.check(table, named)
    shape = str(named)
    try:
        rows = columns.rows(table, named, named.order)
        return _read(file, columns.SOURCE, rows, table, shape=shape, by_key=False, notes=table.notes)
    except ReadError as error:
        # Only days like 11/12/2026 need all others to tell which comes first.
        order = cells.order_of(columns.days_of(_table(file), named)) if error.said.code == _AMBIGUOUS else ""
        if not order:
            raise
    table = _table(file)
    rows = columns.rows(table, named, order)
    return _read(file, columns.SOURCE, rows, table, shape=shape, by_key=False, notes=table.notes)


def _of_json(file: Opened, asked: Asked) -> Reading:
    found, notes = documents.documents(file)
    reports = documents.buckets(found)
    if reports:
        if documents.more_to_come(found):
            notes = (*notes, note("more-pages", name=file.name))
        return _of_report(file, list(documents.results(reports)), notes)
    if logs := documents.logs(found):
        return _read(file, litellm.SOURCE, map(litellm.request, logs), shape="json", notes=notes)
    if taken := documents.answers(found):
        if not asked.model:
            raise ReadError("no-model", name=file.name, answers=len(taken))
        rows = openai_usage.answers(taken, asked.model, asked.day)
        return _read(file, openai_usage.ANSWERS, rows, shape="json", notes=notes)
    keys = sorted({str(key) for each in found[:100] if isinstance(each, dict) for key in each})
    raise ReadError("unknown-json", name=file.name, found=tuple(keys[:40]) or ("-",))


def _of_report(file: Opened, results: list[Result], notes: tuple[Said, ...]) -> Reading:
    kinds = {str(result.get("object") or "-"): documents.source_of(result) for _, result in results}
    sources = set(kinds.values())
    if not sources:
        raise ReadError("empty-report", name=file.name)
    source = next(iter(sources))
    if source is None or len(sources) > 1:
        raise ReadError("unknown-report", name=file.name, found=tuple(sorted(kinds)))
    of_costs = source == openai_costs.SOURCE
    shape, row = (openai_costs.shape, openai_costs.results) if of_costs else (openai_usage.shape, openai_usage.results)
    shapes = sorted({key for _, result in results for key in shape(result)})
    return _read(file, source, (row(*each) for each in results), shape="json " + " ".join(shapes), notes=notes)


def _read(
    file: Opened,
    source: str,
    rows: Iterable[Row],
    table: Table | None = None,
    *,
    shape: str,
    by_key: bool = True,
    notes: Iterable[Said] = (),
) -> Reading:
    try:
        return gathered(file.name, source, rows, shape=shape, by_key=by_key, notes=tuple(notes))
    except CellError as error:
        line = 0 if table is None else table.line
        raise ReadError(f"not-{error.what}", name=file.name, line=line, text=error.text) from None
    except (KeyError, TypeError, AttributeError) as error:
        raise ReadError("broken-json", name=file.name, problem=f"{type(error).__name__}: {error}") from None


def _about_days(reading: Reading, today: dt.date) -> Iterator[Said]:
    """What the days of a file say: whether it is final, and whether a report was cut."""
    if reading.first is None or reading.last is None:
        return
    if reading.last >= today:
        yield note("not-final", name=reading.name, day=reading.last)
    days = (reading.last - reading.first).days + 1
    if reading.source in OPENAI and days >= _MOST_DAYS:
        yield note("most-days", name=reading.name, days=days, most=_MOST_DAYS)
    others = {money: total for money, total in reading.totals.items() if money != "USD"}
    for money, total in others.items():
        yield note("other-currency", name=reading.name, currency=money, total=total)

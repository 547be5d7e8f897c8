"""The sheets of a workbook as rows of texts.

Only values are read: no formula is calculated and no macro run. The size of the parts is limited, and they must not
define XML entities.
"""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from itertools import islice, pairwise
from typing import NamedTuple
from xml.parsers import expat

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell

from pricing.actual.readers.cells.cell_days import Days, days
from pricing.actual.readers.cells.cell_values import FORMULA, CellError, amount, currency
from pricing.actual.readers.files import messages
from pricing.actual.readers.files.source_file import (
    LONGEST_LINE,
    MEGABYTE,
    MOST_BYTES,
    MOST_ROWS,
    ROWS_ABOVE,
    ReadError,
    SourceFile,
)
from pricing.actual.readers.meters import is_total
from pricing.wording.messages import Message

MOST_IN_A_PART = 5 * MEGABYTE
"""The most bytes of a part of a workbook that is neither a sheet nor its texts."""
_MOST_SHEETS = 20
"""The most sheets of a workbook that are searched for a table."""
_ISO, _ISO_DAY = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}"), 10
"""Times that begin with their day, and its characters."""
_MOST_DAYS = 20_000
"""The most different texts of days and times of a sheet that is read together with others."""
_EITHER = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}", re.ASCII)
_FORMAT_CURRENCY = re.compile(r"\[\$([^\]-]{1,4})|[\"]?([€£¥])|\"([A-Z]{3})\"")
Rows = Callable[[], Iterator[tuple[int, list[str]]]]
"""Rows that can be read more than once, each with its number in its sheet, from 1."""


class _Top(NamedTuple):
    """The top of a sheet, in which its header is looked for."""

    title: str
    rows: list[list[str]]
    """Empty for the only sheet of a workbook."""
    is_hidden: bool

    def header(self, is_header: Callable[[Sequence[str]], bool]) -> int | None:
        """The place of the row that is its header; None if it has none."""
        return next((place for place, row in enumerate(self.rows) if is_header(row)), None)


class _Sheet(NamedTuple):
    """The rows of a sheet as CSV, so that they can be read twice while its XML is read once."""

    text: io.TextIOWrapper
    above: int
    """The number of first rows that are not read."""

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        self.text.seek(0)
        return islice(enumerate(csv.reader(self.text), 1), self.above, None)


def sheet_rows(file: SourceFile, is_header: Callable[[Sequence[str]], bool]) -> tuple[Rows, tuple[Message, ...]]:
    """The rows of the first sheet that has a header, else of the first sheet, with notes about further sheets.

    Sheets with the same header follow without it if each has its own span of days, as where each has a month.
    """
    _check_parts(file)
    tops = _tops_of_sheets(file)
    headers = {place: line for place, top in enumerate(tops) if (line := top.header(is_header)) is not None}
    first, *others = sorted(headers, key=lambda place: tops[place].is_hidden) or [0]
    sheets = [_Sheet(_sheet_as_text(file, first), 0)]
    alike = {
        place: _Sheet(_sheet_as_text(file, place), headers[place] + 1)
        for place in others
        if _is_alike(tops[first], headers[first], tops[place], headers[place])
    }
    empty = [place for place, sheet in alike.items() if not any(any(row) for _, row in sheet.rows())]
    filled = {place: sheet for place, sheet in alike.items() if place not in empty}
    together = bool(filled) and _have_their_own_days([sheets[0]._replace(above=headers[first] + 1), *filled.values()])
    if together:
        sheets += filled.values()
    joined = [first, *filled] if together else [first]
    read = [tops[place].title for place in joined]
    further = [tops[place].title for place in others if place not in (*joined, *empty)]
    notes = [messages.joined_sheets(file.name, read)] if len(read) > 1 else []
    if further:
        notes.append(messages.further_sheets(file.name, read, further))
    return partial(_chained, sheets), tuple(notes)


def _chained(sheets: Sequence[_Sheet]) -> Iterator[tuple[int, list[str]]]:
    for sheet in sheets:
        yield from sheet.rows()


def _is_alike(first: _Top, header: int, other: _Top, other_header: int) -> bool:
    """Whether a sheet has the header of the first one, and is neither hidden nor named as one of sums."""
    titles = [title.strip() for title in first.rows[header]]
    return (
        titles == [title.strip() for title in other.rows[other_header]]
        and not other.is_hidden
        and not is_total([first.title, other.title])
    )


def _have_their_own_days(sheets: Sequence[_Sheet]) -> bool:
    """Whether each sheet has days and they lie before or after those of every other one.

    A sheet of sums or a copy has days among those of another.
    """
    spans = [_span(sheet) for sheet in sheets]
    known = sorted(span for span in spans if span is not None)
    return len(known) == len(spans) and all(one.last < other.first for one, other in pairwise(known))


def _span(sheet: _Sheet) -> Days | None:
    """From the first to the last day of the columns of days; None without any, or with too many different texts."""
    places: list[int] | None = None
    texts: set[str] = set()
    for _, row in sheet.rows():
        if places is None:
            places = [place for place, text in enumerate(row) if _days(text) is not None]
        for text in (row[place] for place in places if place < len(row)):
            texts.add(text[:_ISO_DAY] if _ISO.match(text) else text)
        if len(texts) > _MOST_DAYS:
            return None
    covered = [span for text in texts if (span := _days(text)) is not None]
    return Days(min(span.first for span in covered), max(span.last for span in covered)) if covered else None


def _days(text: str) -> Days | None:
    """The days of a cell that is a day, a time or a period; None for a number, and where the order has to be known."""
    try:
        amount(text)
    except CellError:
        with suppress(CellError):
            return days(text)
    return None


def _tops_of_sheets(file: SourceFile) -> list[_Top]:
    with _opened(file) as book:
        sheets = book.worksheets[:_MOST_SHEETS]
        for sheet in sheets:
            sheet.reset_dimensions()
        return [
            _Top(
                sheet.title,
                [_texts(row) for row in sheet.iter_rows(max_row=ROWS_ABOVE)] if len(sheets) > 1 else [],
                sheet.sheet_state != "visible",
            )
            for sheet in sheets
        ]


def _sheet_as_text(file: SourceFile, place: int) -> io.TextIOWrapper:
    sheet = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="surrogatepass", newline="")
    rows, has_formulas = csv.writer(sheet), False
    for row in _cells_of_sheet(file, place):
        has_formulas = has_formulas or FORMULA in row
        rows.writerow(row)
    csv.field_size_limit(LONGEST_LINE)
    return _with_results(file, place, sheet) if has_formulas else sheet


def _with_results(file: SourceFile, place: int, sheet: io.TextIOWrapper) -> io.TextIOWrapper:
    """A sheet with the stored results of its formulas, if there are any."""
    results = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="surrogatepass", newline="")
    sheet.seek(0)
    rows = csv.writer(results)
    for texts, values in zip(csv.reader(sheet), _cells_of_sheet(file, place, results=True), strict=False):
        known = dict(enumerate(values))
        rows.writerow([known.get(place) or text if text == FORMULA else text for place, text in enumerate(texts)])
    return results


def _check_parts(file: SourceFile) -> None:
    """Refuse a workbook whose parts are larger than those of a table of costs, or define entities."""
    file.data.seek(0)
    try:
        with zipfile.ZipFile(file.data) as archive:
            members = archive.infolist()
            if sum(member.file_size for member in members) > MOST_BYTES:
                raise ReadError(messages.zip_bomb(file.name, MOST_BYTES // MEGABYTE))
            for member in members:
                rows = member.filename.startswith("xl/worksheets/") or member.filename == "xl/sharedStrings.xml"
                if not rows and member.file_size > MOST_IN_A_PART:
                    raise ReadError(messages.large_part(file.name, MOST_IN_A_PART // MEGABYTE))
                if member.filename.endswith((".xml", ".rels")) and _has_entities(archive, member):
                    raise ReadError(messages.has_entities(file.name))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, expat.ExpatError) as error:
        raise ReadError(messages.broken_workbook(file.name, type(error).__name__)) from None


class _Root(Exception):
    """The root element of an XML text; no entity can be defined after it."""


def _has_entities(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Whether a part has a document type, in which entities are defined."""
    declared: list[str] = []

    def root(*_: object) -> None:
        raise _Root

    parser = expat.ParserCreate()
    parser.StartElementHandler = root
    parser.StartDoctypeDeclHandler = lambda name, *_: declared.append(name)
    with archive.open(member) as part:
        try:
            while not declared and (chunk := part.read(4096)):
                parser.Parse(chunk)
        except _Root:
            pass
    return bool(declared)


def _cells_of_sheet(file: SourceFile, place: int, results: bool = False) -> Iterator[list[str]]:
    """The cells of a sheet as texts; a formula as its result or as a mark."""
    with _opened(file, results) as book:
        sheet = book.worksheets[place]
        # A sheet's own statement of its size may be wrong, and would add or cut rows.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_row=MOST_ROWS + ROWS_ABOVE):
            yield _texts(row)


def _texts(row: Sequence[Cell | MergedCell]) -> list[str]:
    texts = [FORMULA if cell.data_type == "f" else _cell_text(cell) for cell in row]
    while texts and not texts[-1]:
        texts.pop()
    return texts


@contextmanager
def _opened(file: SourceFile, results: bool = False) -> Iterator[Workbook]:
    """A workbook while its sheets are read. Raises ReadError for one that is broken."""
    file.data.seek(0)
    try:
        yield load_workbook(file.data, read_only=True, data_only=results, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:
        # The library lets errors of zip, of XML and of its own pass from a broken archive.
        raise ReadError(messages.broken_workbook(file.name, type(error).__name__)) from None


def _cell_text(cell: Cell | MergedCell) -> str:
    """The value of a cell as a text file would have it, with the currency of its format."""
    match value := cell.value:
        case None:
            return ""
        case dt.datetime() if value.time() == dt.time():
            return value.date().isoformat()
        case dt.date():
            return value.isoformat()
        case bool():
            return str(value)
        case int() | float():
            # A workbook stores numbers in binary; the shortest text of one is what was typed.
            text = repr(value)
            # A number of a workbook is unambiguous; as a text, 1.053 would not be.
            text = f"{text}0" if _EITHER.fullmatch(text) else text
            code = _format_currency(cell.number_format)
            return f"{text} {code}" if code and "e" not in text else text
        case _:
            return str(value)


@lru_cache(maxsize=256)
def _format_currency(number_format: str) -> str:
    """The currency that the format of a cell shows, other than USD; empty where it shows none."""
    for parts in _FORMAT_CURRENCY.findall(number_format):
        sign = next(filter(None, parts), "")
        code = currency(sign) if len(currency_sign := sign.strip()) in (1, 3) and currency_sign != "$" else ""
        if code and code != "USD":
            return code
    return ""

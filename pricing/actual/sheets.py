"""The first sheet of a workbook as a table, read as a stream. Values alone: nothing in it is worked out or run."""

import datetime as dt
import zipfile
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook

from pricing.actual.cells import FORMULA
from pricing.actual.files import MEGABYTE, MOST_ROWS, Opened
from pricing.actual.records import ReadError
from pricing.actual.tables import Table

MOST_UNPACKED = 200 * MEGABYTE
"""Bytes of everything in a workbook: more is no table of costs."""


def sheet_table(file: Opened) -> Table:
    """The table of the first sheet. Raises ReadError for what is no workbook, or unpacks to too much."""
    file.data.seek(0)
    try:
        with zipfile.ZipFile(file.data) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile as error:
        raise ReadError("broken-workbook", name=file.name, problem=str(error)) from None
    if unpacked > MOST_UNPACKED:
        raise ReadError("zip-bomb", name=file.name, megabytes=unpacked // MEGABYTE, most=MOST_UNPACKED // MEGABYTE)
    rows = _rows(file)
    header = next(rows, [])
    while header and not any(header):
        header = next(rows, [])
    return Table(file, header, rows)


def _rows(file: Opened) -> Iterator[list[str]]:
    file.data.seek(0)
    try:
        book = load_workbook(file.data, read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        # What a sheet says of its own size is not to be trusted, and would fill or cut its rows.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_row=MOST_ROWS + 2):
            texts = [_text(cell) for cell in row]
            while texts and not texts[-1]:
                texts.pop()
            yield texts
    except ReadError:
        raise
    except Exception as error:
        # The library lets out whatever it stumbles over in a broken archive: of zip, of XML, of its own.
        raise ReadError("broken-workbook", name=file.name, problem=type(error).__name__) from None


def _text(cell: Any) -> str:
    """The value of a cell as a file of texts would have it."""
    if cell.data_type == "f":
        return FORMULA
    match cell.value:
        case None:
            return ""
        case dt.datetime() | dt.date() as moment:
            return moment.isoformat()
        case float() as number:
            # A workbook holds numbers in binary; the shortest text of one is what was typed.
            return repr(number)
        case value:
            return str(value)

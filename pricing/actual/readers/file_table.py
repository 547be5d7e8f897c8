"""Files that are brought in: limits, encodings, and the header and rows of a CSV file or of a workbook's first sheet.

Rows are read as a stream. Of a workbook the values alone are read: nothing in it is worked out or run.
"""

import codecs
import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import blake2b
from operator import itemgetter
from typing import Any, BinaryIO, Literal, NamedTuple

from openpyxl import load_workbook

from pricing.actual.readers import messages
from pricing.actual.readers.cell_values import FORMULA
from pricing.actual.readers.usage_records import FileRow
from pricing.wording.messages import Message

MEGABYTE = 1_000_000
MOST_BYTES = 200 * MEGABYTE
MOST_UNPACKED = 200 * MEGABYTE
"""Bytes of everything in a workbook: more is no table of costs."""
MOST_ROWS = 1_000_000
MOST_COLUMNS = 1_000
LONGEST_LINE = 4 * MEGABYTE
LONGEST_TITLE = 200
"""Of a column."""
JsonObject = Mapping[str, Any]
"""An object of a JSON text."""
Progress = Callable[[float], None]
"""Called with how much of a file is read, 0 to 1."""
FileQuestion = Literal["", "columns", "day-order", "model"]
"""What a person has to say before a file can be read; empty where nothing helps."""
_CHUNK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_OLD_ENCODING = "cp1252"
"""What spreadsheet programs write where they do not write UTF-8."""
_ZIP = b"PK\x03\x04"
_DELIMITERS = ",;\t|"
_ROWS_A_PROGRESS = 2_000


class ReadError(ValueError):
    """A file that cannot be read: what was found and what is accepted."""

    def __init__(self, message: Message, asks: FileQuestion = "") -> None:
        super().__init__(message.text)
        self.message = message
        self.asks = asks


class SourceFile(NamedTuple):
    """A file that may be read."""

    name: str
    data: BinaryIO
    size: int
    progress: Progress | None = None

    @property
    def is_workbook(self) -> bool:
        return self._beginning()[:4] == _ZIP

    @property
    def is_json(self) -> bool:
        """Whether its first sign begins an object or a list."""
        return self._beginning().lstrip(codecs.BOM_UTF8).replace(b"\0", b"").lstrip()[:1] in (b"{", b"[")

    def report_progress(self) -> None:
        if self.progress is not None and self.size:
            self.progress(min(1.0, self.data.tell() / self.size))

    def table(self) -> "FileTable":
        """Its table. Raises ReadError where it has none."""
        return _sheet_table(self) if self.is_workbook else _csv_table(self)

    def text(self) -> tuple[io.TextIOWrapper, tuple[Message, ...]]:
        """Its text as a stream, and what is to say of its encoding. Raises ReadError for what is no text."""
        self.data.seek(0)
        start = self.data.read(3)
        encoding = next((name for mark, name in _MARKS if start.startswith(mark)), "utf-8")
        notes: tuple[Message, ...] = ()
        if (place := self._undecodable(encoding)) is not None:
            if encoding != "utf-8" or self._undecodable(_OLD_ENCODING) is not None:
                raise ReadError(messages.no_text(self.name, place))
            encoding, notes = _OLD_ENCODING, (messages.old_encoding(self.name, place),)
        self.data.seek(0)
        return _Text(self.data, encoding=encoding, newline=""), notes

    def _beginning(self) -> bytes:
        self.data.seek(0)
        return self.data.read(4096)

    def _undecodable(self, encoding: str) -> int | None:
        """Where it is no text in an encoding, near to the byte; None where it is. No text has a zero character."""
        decoder = codecs.getincrementaldecoder(encoding)()
        self.data.seek(0)
        done = 0
        while True:
            chunk = self.data.read(_CHUNK)
            try:
                text = decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError as error:
                return done + error.start
            if "\0" in text:
                return done + max(chunk.find(b"\0"), 0)
            if not chunk:
                return None
            done += len(chunk)


class _Text(io.TextIOWrapper):
    """A text whose file stays open when nobody reads it any more."""

    def close(self) -> None:
        self.detach()


def source_file(name: str, data: BinaryIO | bytes, progress: Progress | None = None) -> SourceFile:
    """A file, or a text that was pasted. Raises ReadError for one that is empty or too large."""
    file = io.BytesIO(data) if isinstance(data, bytes) else data
    size = file.seek(0, io.SEEK_END)
    if size > MOST_BYTES:
        raise ReadError(messages.too_large(name, -(-size // MEGABYTE), MOST_BYTES // MEGABYTE))
    if not size:
        raise ReadError(messages.empty(name))
    return SourceFile(name, file, size, progress)


class FileTable:
    """A header and rows as texts, each as long as the header. Columns are known by their names in lower case."""

    def __init__(
        self, file: SourceFile, header: list[str], rows: Iterable[list[str]], notes: tuple[Message, ...] = ()
    ) -> None:
        self.file = file
        self.titles = tuple(title.strip() for title in header)
        """The names of the columns, as they stand."""
        self.names = tuple(title.casefold() for title in self.titles)
        self.notes = notes
        self.line = 1
        """The row that was read last, the header counted."""
        self._rows = rows
        if len(header) > MOST_COLUMNS:
            raise ReadError(messages.too_many_columns(file.name, len(header), MOST_COLUMNS))
        if any(len(title) > LONGEST_TITLE for title in self.titles):
            raise ReadError(messages.long_header(file.name, LONGEST_TITLE))

    def column(self, *names: str) -> int | None:
        """The place of the first of some columns that is there. Raises ReadError where two have its name."""
        name = next((name for name in names if name in self.names), None)
        if name is None:
            return None
        if self.names.count(name) > 1:
            raise ReadError(messages.same_column(self.file.name, name))
        return self.names.index(name)

    def digests(self, skipped: Callable[[str], object] = lambda _: False) -> Callable[[list[str]], bytes]:
        """What makes a digest of a row: of all its cells but those of columns that are skipped."""
        places = [place for place, name in enumerate(self.names) if not skipped(name)]
        pick = itemgetter(*places) if len(places) > 1 else lambda row: [row[place] for place in places]
        return lambda row: digest(pick(row))

    def rows(self) -> Iterator[list[str]]:
        """The rows that are not empty, once. Raises ReadError for one that is longer than the header, or too many."""
        width = len(self.names)
        for cells in self._rows:
            self.line += 1
            if self.line > MOST_ROWS + 1:
                raise ReadError(messages.too_many_rows(self.file.name, MOST_ROWS))
            if self.line % _ROWS_A_PROGRESS == 0:
                self.file.report_progress()
            if any(cells[width:]):
                raise ReadError(messages.longer_row(self.file.name, self.line, len(cells), width))
            row = cells if len(cells) == width else [*cells[:width], *[""] * (width - len(cells))]
            if any(row):
                yield row


class TableFormat(NamedTuple):
    """A format of tables that is recognised by its header."""

    source: str
    """Its code: a key of `readers.messages.SOURCES`."""
    columns: frozenset[str]
    """Those that a table of it has, in lower case."""
    rows: Callable[[FileTable], Iterator[FileRow]]
    """Raises CellError for a cell that is not what its column holds."""
    notes: Callable[[FileTable], Iterator[Message]] = lambda _: iter(())


def digest(parts: Iterable[str]) -> bytes:
    """What tells some texts from others, without holding them."""
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).digest()


def _csv_table(file: SourceFile) -> FileTable:
    """The table of a text with commas, semicolons, tabs or bars between."""
    text, notes = file.text()
    first = _line(text, file.name)
    while first and not first.strip():
        first = _line(text, file.name)
    if first.casefold().startswith("sep="):
        first = _line(text, file.name)
    delimiter = max(_DELIMITERS, key=first.count)
    # A field may be as long as a line; the module's own limit is lower than what logs of requests have.
    csv.field_size_limit(LONGEST_LINE)
    rows = _csv_rows(csv.reader(_lines(first, text, file.name), delimiter=delimiter, strict=True), file.name)
    return FileTable(file, next(rows, []), rows, notes)


def _csv_rows(reader: Iterator[list[str]], name: str) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error as error:
        raise ReadError(messages.broken_table(name, getattr(reader, "line_num", 0), str(error))) from None


def _lines(first: str, text: io.TextIOWrapper, name: str) -> Iterator[str]:
    yield first
    while line := _line(text, name):
        yield line


def _line(text: io.TextIOWrapper, name: str) -> str:
    line = text.readline(LONGEST_LINE)
    if len(line) == LONGEST_LINE:
        raise ReadError(messages.long_line(name, LONGEST_LINE))
    return line


def _sheet_table(file: SourceFile) -> FileTable:
    """The table of the first sheet of a workbook."""
    file.data.seek(0)
    try:
        with zipfile.ZipFile(file.data) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except zipfile.BadZipFile as error:
        raise ReadError(messages.broken_workbook(file.name, str(error))) from None
    if unpacked > MOST_UNPACKED:
        raise ReadError(messages.zip_bomb(file.name, unpacked // MEGABYTE, MOST_UNPACKED // MEGABYTE))
    rows = _sheet_rows(file)
    header = next(rows, [])
    while header and not any(header):
        header = next(rows, [])
    return FileTable(file, header, rows)


def _sheet_rows(file: SourceFile) -> Iterator[list[str]]:
    file.data.seek(0)
    try:
        book = load_workbook(file.data, read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        # What a sheet says of its own size is not to be trusted, and would fill or cut its rows.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_row=MOST_ROWS + 2):
            texts = [FORMULA if cell.data_type == "f" else _cell_text(cell.value) for cell in row]
            while texts and not texts[-1]:
                texts.pop()
            yield texts
    except Exception as error:
        # The library lets out whatever it stumbles over in a broken archive: of zip, of XML, of its own.
        raise ReadError(messages.broken_workbook(file.name, type(error).__name__)) from None


def _cell_text(value: object) -> str:
    """The value of a cell as a file of texts would have it."""
    match value:
        case None:
            return ""
        case dt.date():
            return value.isoformat()
        case float():
            # A workbook holds numbers in binary; the shortest text of one is what was typed.
            return repr(value)
        case _:
            return str(value)

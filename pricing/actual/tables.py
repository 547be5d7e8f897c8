"""Tables: the header and the rows of a CSV file, read as a stream."""

import csv
import io
from collections.abc import Callable, Container, Iterable, Iterator
from hashlib import blake2b
from operator import itemgetter

from pricing.actual.files import LONGEST_LINE, LONGEST_NAME, MOST_COLUMNS, MOST_ROWS, Opened, text_of
from pricing.actual.records import ReadError
from pricing.wording.said import Said

_DELIMITERS = ",;\t|"
_TOLD_EVERY = 2_000


class Table:
    """A header and rows as texts, each as long as the header. Columns are known by their names in lower case."""

    def __init__(
        self, file: Opened, header: list[str], rows: Iterable[list[str]], notes: tuple[Said, ...] = ()
    ) -> None:
        self.file = file
        self.titles = tuple(title.strip() for title in header)
        """The names of the columns, as they stand."""
        self.names = tuple(title.casefold() for title in self.titles)
        self.notes = notes
        self.line = 1
        """The row that was read last, the header counted."""
        self._rows = rows
        _check(file.name, self.titles)

    def column(self, *names: str) -> int | None:
        """The place of the first of some columns that is there. Raises ReadError where two have its name."""
        found = next((name for name in names if name in self.names), None)
        if found is None:
            return None
        if self.names.count(found) > 1:
            raise ReadError("same-column", name=self.file.name, column=found)
        return self.names.index(found)

    def place(self, name: str) -> int:
        """The place of a column that is there. Raises KeyError for another, ReadError where two have its name."""
        found = self.column(name)
        if found is None:
            raise KeyError(name)
        return found

    def keys(self, measures: Container[str]) -> Callable[[list[str]], bytes]:
        """What tells a row from others: a digest of all its cells but those of some columns."""
        places = [place for place, name in enumerate(self.names) if name not in measures]
        pick = itemgetter(*places) if len(places) > 1 else lambda row: [row[place] for place in places]
        return lambda row: digest(pick(row))

    def rows(self) -> Iterator[list[str]]:
        """The rows that are not empty, once. Raises ReadError for one that is longer than the header, or too many."""
        width = len(self.names)
        for given in self._rows:
            self.line += 1
            if self.line > MOST_ROWS + 1:
                raise ReadError("too-many-rows", name=self.file.name, most=MOST_ROWS)
            if self.line % _TOLD_EVERY == 0:
                self.file.told()
            if any(given[width:]):
                raise ReadError("longer-row", name=self.file.name, line=self.line, cells=len(given), columns=width)
            row = given if len(given) == width else [*given[:width], *[""] * (width - len(given))]
            if any(row):
                yield row


def digest(parts: Iterable[str]) -> bytes:
    """What tells some texts from others, without holding them."""
    return blake2b("\x1f".join(parts).encode("utf-8", "surrogatepass"), digest_size=12).digest()


def csv_table(file: Opened) -> Table:
    """The table of a text file with commas, semicolons, tabs or bars between. Raises ReadError."""
    text, notes = text_of(file)
    first = _line(text, file.name)
    while first and not first.strip():
        first = _line(text, file.name)
    if first.casefold().startswith("sep="):
        first = _line(text, file.name)
    delimiter = max(_DELIMITERS, key=first.count)
    # A field may be as long as a line; the module's own limit is lower than what logs of requests have.
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.reader(_lines(first, text, file.name), delimiter=delimiter, strict=True)
    rows = _rows(reader, file.name)
    return Table(file, next(rows, []), rows, notes)


def _rows(reader: Iterator[list[str]], name: str) -> Iterator[list[str]]:
    try:
        yield from reader
    except csv.Error as error:
        raise ReadError("broken-table", name=name, line=getattr(reader, "line_num", 0), problem=str(error)) from None


def _lines(first: str, text: io.TextIOWrapper, name: str) -> Iterator[str]:
    yield first
    while line := _line(text, name):
        yield line


def _line(text: io.TextIOWrapper, name: str) -> str:
    line = text.readline(LONGEST_LINE)
    if len(line) == LONGEST_LINE:
        raise ReadError("long-line", name=name, most=LONGEST_LINE)
    return line


def _check(name: str, titles: tuple[str, ...]) -> None:
    if len(titles) > MOST_COLUMNS:
        raise ReadError("too-many-columns", name=name, columns=len(titles), most=MOST_COLUMNS)
    if any(len(title) > LONGEST_NAME for title in titles):
        raise ReadError("long-header", name=name, most=LONGEST_NAME)

"""The header and rows of a CSV file, or of the sheets of a workbook."""

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise, zip_longest

from pricing.actual.readers.files import messages
from pricing.actual.readers.files.excel_file import sheet_rows
from pricing.actual.readers.files.source_file import LONGEST_LINE, MOST_ROWS, ROWS_ABOVE, ReadError, SourceFile
from pricing.wording.messages import Message

MOST_COLUMNS = 1_000
LONGEST_TITLE = 200
"""The most characters of a column's title."""
_DELIMITERS = ",;\t|"
_MARK = "\ufeff"
_RULE = "-:+ "
"""The characters of the line below the header in a table of text."""
_NOT_NAME = re.compile(r"[^\w%]+|_")


def normalised(title: str) -> str:
    """The name of a column in searches: `lineItem/UsageAmount` and `line_item_usage_amount` are equal."""
    return _NOT_NAME.sub("", title.casefold())


class FileTable:
    """A header and rows as texts, each as long as the header. Rows can be read more than once."""

    def __init__(
        self,
        name: str,
        titles: Sequence[str],
        rows: Callable[[], Iterator[tuple[int, list[str]]]],
        notes: tuple[Message, ...] = (),
        *,
        delimiter: str = "",
        code: str = "",
        above: Sequence[str] = (),
    ) -> None:
        self.file_name = name
        self.titles = _titles(titles)
        """The titles of the columns, without repetition; a column without a title is named by its place."""
        self.names = tuple(map(normalised, self.titles))
        self.notes = notes
        self.delimiter = delimiter
        """The separator of cells in a text; empty in a workbook."""
        self.code = code
        """The format of a report that names it; empty if the names of its columns have to show it."""
        self.above = tuple(above)
        """The rows above the header."""
        self.line = 0
        """The number of the row that was read last, from 1."""
        self._rows = rows
        if len(titles) > MOST_COLUMNS:
            raise ReadError(messages.too_many_columns(name, len(titles), MOST_COLUMNS))
        if any(len(title) > LONGEST_TITLE for title in titles):
            raise ReadError(messages.long_header(name, LONGEST_TITLE))

    def place(self, title: str) -> int | None:
        """The place of a column by its title or its name."""
        if title in self.titles:
            return self.titles.index(title)
        name = normalised(title)
        return self.names.index(name) if name in self.names else None

    def rows(self) -> Iterator[list[str]]:
        """The rows below the header, without empty rows and repeated headers. Raises ReadError if there are too many.

        If the header is repeated with its columns in another order, the cells below it are put into the order of the
        first.
        """
        width, count = len(self.names), 0
        header, titles, order = [*self.titles], {*self.titles}, [*range(len(self.names))]
        moved = False
        for line, cells in self._rows():
            self.line, row = line, cells
            if len(cells) != width:
                # One that is longer stays so: whoever reads it says that it is.
                row = cells if any(cells[width:]) else [*cells[:width], *[""] * (width - len(cells))]
            first = row[0] if row else ""
            if first[:1] == _MARK:
                # In joined files each part has its own byte order mark.
                first = first[1:]
                row = [first, *row[1:]]
            if not any(row) or (first[:1] in _RULE and _is_rule(row)):
                continue
            if first in titles and sorted(cell.strip() for cell in row) == sorted(header):
                order = [[cell.strip() for cell in row].index(title) for title in header]
                moved = order != [*range(width)]
                continue
            if moved and len(row) == width:
                row = [row[place] for place in order]
            count += 1
            if count > MOST_ROWS:
                raise ReadError(messages.too_many_rows(self.file_name, MOST_ROWS))
            yield row


def _is_rule(row: Sequence[str]) -> bool:
    """Whether a row is the line below the header of a table of text."""
    return any("--" in cell for cell in row[:2]) and not "".join(row).strip(_RULE)


def _titles(titles: Sequence[str]) -> tuple[str, ...]:
    once: dict[str, int] = {}
    for number, title in enumerate(titles, 1):
        name = " ".join(title.split()) or f"column {number}"
        while name in once:
            name = f"{name} ({number})"
        once[name] = number
    return tuple(once)


def table_of(file: SourceFile, is_header: Callable[[Sequence[str]], bool]) -> FileTable:
    """The table of a file: its header is the first of the top rows that is a header, else the one with the most cells.

    Raises ReadError if there is none.
    """
    notes: tuple[Message, ...] = ()
    delimiter = ""
    if file.is_workbook:
        rows, notes = sheet_rows(file, is_header)
    else:
        text, notes = file.text(lambda line: is_header(re.split(f"[{_DELIMITERS}]", line)))
        delimiter, encoding = _delimiter(text, file.name), text.encoding

        def rows() -> Iterator[tuple[int, list[str]]]:
            return enumerate(_csv_rows(file, delimiter, encoding), 1)

    above: list[list[str]] = []
    for _, row in rows():
        above.append(row)
        if len(above) >= ROWS_ABOVE or is_header(row):
            break
    if not any(cell.strip() for row in above for cell in row):
        raise ReadError(messages.empty(file.name))
    place = len(above) - 1
    header = above[place]
    if not is_header(header):
        pairs = ((line + 1, _joined(*both)) for line, both in enumerate(pairwise(above)))
        place = _fullest(above)
        place, header = next(((line, titles) for line, titles in pairs if is_header(titles)), (place, above[place]))

    def below() -> Iterator[tuple[int, list[str]]]:
        return islice(rows(), place + 1, None)

    while header and not header[-1].strip():
        header = header[:-1]
    texts = [cell for row in above[:place] for cell in row if cell.strip()]
    return FileTable(file.name, header, below, notes, delimiter=delimiter, above=texts)


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The titles of a header of two rows if those of the lower row differ from one another, else none.

    A cell that spans several columns has its text in the first.
    """
    below = [title.strip() for title in lower if title.strip()]
    if len({*below}) < len(below) or any(sign.isdigit() for title in below for sign in title):
        return []
    return [" ".join(f"{over} {under}".split()) for over, under in zip_longest(upper, lower, fillvalue="")]


def _fullest(rows: Sequence[Sequence[str]]) -> int:
    """The first row with the most cells."""
    counts = [sum(bool(cell.strip()) for cell in row) for row in rows]
    return counts.index(max(counts))


def _delimiter(text: io.TextIOWrapper, name: str) -> str:
    """The separator that is the most frequent in the first lines and stands in most of them."""
    lines = [line for line in islice(_lines(text, name), ROWS_ABOVE) if line.strip()]
    for line in lines[:1]:
        if line.casefold().startswith("sep=") and len(line.strip()) == 5:
            return line.strip()[4]
    return max(_DELIMITERS, key=lambda sign: (sum(sign in line for line in lines), sum(map(_count(sign), lines))))


def _count(sign: str) -> Callable[[str], int]:
    return lambda line: line.count(sign)


def _csv_rows(file: SourceFile, delimiter: str, encoding: str) -> Iterator[list[str]]:
    text = file.opened(encoding)
    # A field may be as long as a line; the csv module's own limit is too low for logs of requests.
    csv.field_size_limit(LONGEST_LINE)
    reader = csv.reader(_lines(text, file.name), delimiter=delimiter, strict=True)
    try:
        first = next(reader, None)
        if first is not None and not (first and first[0].casefold().startswith("sep=")):
            yield first
        yield from reader
    except csv.Error:
        raise ReadError(messages.broken_table(file.name, reader.line_num)) from None


def _lines(text: io.TextIOWrapper, name: str) -> Iterator[str]:
    while line := text.readline(LONGEST_LINE):
        if len(line) == LONGEST_LINE:
            raise ReadError(messages.long_line(name, LONGEST_LINE))
        yield line

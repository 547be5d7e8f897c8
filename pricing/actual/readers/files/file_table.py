"""The header and rows of a CSV file or of a sheet of a workbook.

Only the values of a workbook are read: no formula is calculated and no macro run. The size of its parts is limited, and
they must not define XML entities.
"""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from itertools import islice, pairwise, zip_longest
from xml.parsers import expat

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell

from pricing.actual.readers.cells.cell_values import FORMULA, currency
from pricing.actual.readers.files import messages
from pricing.actual.readers.files.source_file import MEGABYTE, MOST_BYTES, ReadError, SourceFile
from pricing.wording.messages import Message

MOST_ROWS = 1_000_000
MOST_COLUMNS = 1_000
LONGEST_LINE = 4 * MEGABYTE
LONGEST_TITLE = 200
"""The most characters of a column's title."""
MOST_IN_A_PART = 5 * MEGABYTE
"""The most bytes of a part of a workbook that is neither a sheet nor its texts."""
_MOST_SHEETS = 20
"""The most sheets of a workbook that are searched for a table."""
_ROWS_ABOVE = 40
"""The most rows that are searched for a header."""
_DELIMITERS = ",;\t|"
_EITHER = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}", re.ASCII)
_FORMAT_CURRENCY = re.compile(r"\[\$([^\]-]{1,4})|[\"]?([€£¥])|\"([A-Z]{3})\"")
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
        sheet, notes = _sheet_with_a_header(file, is_header)

        def rows() -> Iterator[list[str]]:
            sheet.seek(0)
            yield from csv.reader(sheet)
    else:
        text, notes = file.text(lambda line: is_header(re.split(f"[{_DELIMITERS}]", line)))
        delimiter, encoding = _delimiter(text, file.name), text.encoding

        def rows() -> Iterator[list[str]]:
            yield from _csv_rows(file, delimiter, encoding)

    above: list[list[str]] = []
    for row in rows():
        above.append(row)
        if len(above) >= _ROWS_ABOVE or is_header(row):
            break
    if not any(cell.strip() for row in above for cell in row):
        raise ReadError(messages.empty(file.name))
    place = len(above) - 1
    header = above[place]
    if not is_header(header):
        pairs = ((at + 1, _joined(*rows)) for at, rows in enumerate(pairwise(above)))
        place = _fullest(above)
        place, header = next(((at, titles) for at, titles in pairs if is_header(titles)), (place, above[place]))

    def below() -> Iterator[tuple[int, list[str]]]:
        return islice(enumerate(rows(), 1), place + 1, None)

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
    lines = [line for line in islice(_lines(text, name), _ROWS_ABOVE) if line.strip()]
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


def _sheet_with_a_header(
    file: SourceFile, is_header: Callable[[Sequence[str]], bool]
) -> tuple[io.TextIOWrapper, tuple[Message, ...]]:
    """The first sheet that has a header, else the first; with a note where further sheets have one."""
    _check_parts(file)
    tops = _tops_of_sheets(file)
    with_header = [place for place, (_, rows, _) in enumerate(tops) if any(map(is_header, rows))]
    places = sorted(with_header, key=lambda place: tops[place][2]) or [0]
    further = [tops[place][0] for place in places[1:]]
    notes = (messages.further_sheets(file.name, tops[places[0]][0], further),) if further else ()
    return _sheet_as_text(file, places[0]), notes


def _tops_of_sheets(file: SourceFile) -> list[tuple[str, list[list[str]], bool]]:
    """The name of each sheet, the rows among which its header is looked for, and whether it is hidden."""
    with _opened(file) as book:
        sheets = book.worksheets[:_MOST_SHEETS]
        for sheet in sheets:
            sheet.reset_dimensions()
        return [
            (
                sheet.title,
                [_texts(row) for row in sheet.iter_rows(max_row=_ROWS_ABOVE)] if len(sheets) > 1 else [],
                sheet.sheet_state != "visible",
            )
            for sheet in sheets
        ]


def _sheet_as_text(file: SourceFile, place: int) -> io.TextIOWrapper:
    """A sheet as CSV, so that its rows can be read twice while its XML is read once."""
    sheet = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="surrogatepass", newline="")
    rows, has_formulas = csv.writer(sheet), False
    for row in _sheet_rows(file, place):
        has_formulas = has_formulas or FORMULA in row
        rows.writerow(row)
    csv.field_size_limit(LONGEST_LINE)
    return _with_results(file, place, sheet) if has_formulas else sheet


def _with_results(file: SourceFile, place: int, sheet: io.TextIOWrapper) -> io.TextIOWrapper:
    """A sheet with the stored results of its formulas, if there are any."""
    results = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", errors="surrogatepass", newline="")
    sheet.seek(0)
    rows = csv.writer(results)
    for texts, values in zip(csv.reader(sheet), _sheet_rows(file, place, results=True), strict=False):
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


def _sheet_rows(file: SourceFile, place: int, results: bool = False) -> Iterator[list[str]]:
    """The cells of a sheet as texts; a formula as its result or as a mark."""
    with _opened(file, results) as book:
        sheet = book.worksheets[place]
        # A sheet's own statement of its size may be wrong, and would add or cut rows.
        sheet.reset_dimensions()
        for row in sheet.iter_rows(max_row=MOST_ROWS + _ROWS_ABOVE):
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

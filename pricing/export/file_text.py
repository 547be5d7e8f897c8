"""CSV and Markdown files, in which a text is never read as a formula, as markup or as a link."""

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

_ADDRESS = re.compile(r"www(?=\.)|\.(?=[^\W\d_]{2})|:(?=//)|\b(?:mailto|xmpp):|@", re.IGNORECASE)
"""The places in a web or mail address at which a zero-width space stops it from becoming a link."""
_ENTITY = re.compile(r"&(?=\\?#?\w+;)")
"""The first character of an HTML entity."""
_INDENTED = re.compile(r"^[ \t]+", re.MULTILINE)
_BLOCK = re.compile(r"^([0-9]*)([-+=|:.)])", re.MULTILINE)
"""The start of a line that Markdown reads as an item of a list, a row of a table, a rule or an underlined heading."""
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)
_RANGE = re.compile(r"-?[0-9.]+\.\.-?[0-9.]+", re.ASCII)
"""A range as in a link, `-30..10`, which no spreadsheet reads as a formula."""
_UNSEEN = r"\s\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
"""Spaces and characters of no width, which a spreadsheet may leave out at the beginning."""
_SIGNS = rf"'*[{_UNSEEN}]*[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]"
_FORMULA = re.compile(rf"'*[\t\r]|{_SIGNS}")
"""The start of a text that a spreadsheet can read as a formula, also with full-width and small signs; or of one that
`safe_cell` has marked with an apostrophe."""
_MARK = "\ufeff"
"""The byte order mark at the start of a file."""

Separator = Literal["comma", "semicolon", "tab"]
SEPARATORS: Mapping[Separator, str] = {"comma": ",", "semicolon": ";", "tab": "\t"}
_LATER_FORMULAS: Mapping[Separator, tuple[re.Pattern[str], re.Pattern[str]]] = {
    own: (re.compile(rf"([{others}])(?={_SIGNS})"), re.compile(rf"([{others}])'(?={_SIGNS})"))
    for own, others in zip(SEPARATORS, (";", ",", ",;"), strict=True)
}
"""By separator of a file: what precedes a formula where a spreadsheet with another separator begins a cell; and the
same with the apostrophe that `csv_text` adds."""


class CsvForm(NamedTuple):
    """The format of a CSV file."""

    sep: Separator = "comma"
    """Between cells. With semicolons numbers have a decimal comma, as German spreadsheets expect."""
    bom: bool = False
    """Whether the file has a byte order mark, without which Excel does not read it as UTF-8."""


class FileTerms(NamedTuple):
    """What a file has beside the figures: the format of a CSV file, and the plan from which it was made."""

    form: CsvForm = CsvForm()
    name: str = ""
    """Of the saved scenario; empty if the plan is not saved."""
    note: str = ""
    """Of the saved scenario."""
    link: str = ""
    """The address of the plan; empty if it is not known."""


PLAIN_FILE = FileTerms()


def safe_cell(value: object) -> object:
    """A text that no spreadsheet reads as a formula: with an apostrophe before it if need be; numbers unchanged."""
    if not isinstance(value, str) or not _FORMULA.match(value):
        return value
    return value if _NUMBER.fullmatch(value) or _RANGE.fullmatch(value) else f"'{value}"


def csv_text(
    columns: Sequence[str],
    rows: Iterable[Mapping[str, object]],
    form: CsvForm = PLAIN_FILE.form,
    texts: Collection[str] = (),
) -> str:
    """A CSV file with a heading for each column; keys of a row that are not a column are ignored.

    `texts` are columns in which no cell is a number, so that none gets a decimal comma.
    """
    out = io.StringIO()
    table = csv.DictWriter(out, columns, delimiter=SEPARATORS[form.sep], lineterminator="\r\n", extrasaction="ignore")
    table.writeheader()
    comma = form.sep == "semicolon"
    for row in rows:
        table.writerow({key: _cell(value, form, comma and key not in texts) for key, value in row.items()})
    return (_MARK if form.bom else "") + out.getvalue()


def _cell(value: object, form: CsvForm, decimal_comma: bool) -> object:
    safe = safe_cell(value)
    if decimal_comma and _NUMBER.fullmatch(str(safe)):
        return str(safe).replace(".", ",")
    unmarked, _ = _LATER_FORMULAS[form.sep]
    return unmarked.sub(r"\1'", safe) if isinstance(safe, str) else safe


def csv_rows(file: str) -> list[dict[str, str]]:
    """The rows of a file that `csv_text` wrote: heading -> text, without the apostrophes before formulas."""
    text = file.removeprefix(_MARK)
    heading = text.partition("\n")[0]
    sep = max(SEPARATORS, key=lambda name: heading.count(SEPARATORS[name]))
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=SEPARATORS[sep])
    _, marked = _LATER_FORMULAS[sep]
    return [
        {key: _unsafe(marked.sub(r"\1", cell)) for key, cell in row.items() if key and isinstance(cell, str)}
        for row in rows
    ]


def _unsafe(cell: str) -> str:
    """The text for which `safe_cell` wrote a cell."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def markdown_text(text: str) -> str:
    """A text for a Markdown file, escaped so that it is not read as markup, HTML or a link."""
    escaped = "".join(f"\\{char}" if char in r"\`*_[]<>#~" else char for char in text)
    escaped = _ENTITY.sub(r"\\&", escaped)
    # Renderers look for addresses after they have read escapes, so only a zero-width space stops a link.
    return _ADDRESS.sub("\\g<0>\u200b", escaped)


def markdown_note(text: str) -> str:
    """A text of several lines for a Markdown file, which is not read as a list, table, rule or heading."""
    return _BLOCK.sub(r"\1\\\2", _INDENTED.sub("", markdown_text(text)))


def markdown_table(header: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; pipes in cells are escaped."""
    return "\n".join([_row(header), "|" + "---|" * len(header), *map(_row, rows)])


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"

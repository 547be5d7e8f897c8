"""CSV and Markdown files: their text stays what it is, no formula, no markup and no link is made of it."""

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

_ADDRESS = re.compile(r"www(?=\.)|\.(?=[^\W\d_]{2})|:(?=//)|\b(?:mailto|xmpp):|@", re.IGNORECASE)
"""Where an address, or one of mail, can be cut so that nobody takes it for a link."""
_ENTITY = re.compile(r"&(?=\\?#?\w+;)")
"""What begins a character that is written by its name or number."""
_INDENTED = re.compile(r"^[ \t]+", re.MULTILINE)
_BLOCK = re.compile(r"^([0-9]*)([-+=|:.)])", re.MULTILINE)
"""How a line begins that is an item of a list, a row of a table, a rule or the line below a heading."""
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)
_RANGE = re.compile(r"-?[0-9.]+\.\.-?[0-9.]+", re.ASCII)
"""A range of a link, `-30..10`: no spreadsheet takes it for a formula."""
_FORMULA = re.compile(r"'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]")
"""How a text begins that a spreadsheet may take for a formula, or that was written so that it is none: also with the
wide and small signs of Chinese and Japanese keyboards."""
_MARK = "\ufeff"

Separator = Literal["comma", "semicolon", "tab"]
SEPARATORS: Mapping[Separator, str] = {"comma": ",", "semicolon": ";", "tab": "\t"}


class CsvForm(NamedTuple):
    """How a CSV file is written."""

    sep: Separator = "comma"
    """Between cells; beside semicolons numbers have a decimal comma, as German spreadsheets read them."""
    bom: bool = False
    """Whether a mark says that the file is UTF-8, without which Excel takes it for the code page of its country."""


class FileTerms(NamedTuple):
    """What a file is asked for beside the plan: how it is written, and where it is from."""

    form: CsvForm = CsvForm()
    name: str = ""
    """Of the saved scenario, where the plan is one."""
    note: str = ""
    link: str = ""
    """The address of the plan."""


PLAIN_FILE = FileTerms()


def safe_cell(value: object) -> object:
    """Text that a spreadsheet does not take for a formula; numbers as they are."""
    if not isinstance(value, str) or not _FORMULA.match(value):
        return value
    return value if _NUMBER.fullmatch(value) or _RANGE.fullmatch(value) else f"'{value}"


def csv_text(
    columns: Sequence[str],
    rows: Iterable[Mapping[str, object]],
    form: CsvForm = PLAIN_FILE.form,
    texts: Collection[str] = (),
) -> str:
    """A CSV file with a heading for each column; keys of a row that are no column are left out.

    `texts` are columns whose cells are no numbers, whatever they look like.
    """
    out = io.StringIO()
    table = csv.DictWriter(out, columns, delimiter=SEPARATORS[form.sep], lineterminator="\r\n", extrasaction="ignore")
    table.writeheader()
    comma = form.sep == "semicolon"
    for row in rows:
        table.writerow({key: _cell(value, comma and key not in texts) for key, value in row.items()})
    return (_MARK if form.bom else "") + out.getvalue()


def _cell(value: object, decimal_comma: bool) -> object:
    safe = safe_cell(value)
    return str(safe).replace(".", ",") if decimal_comma and _NUMBER.fullmatch(str(safe)) else safe


def csv_rows(file: str) -> list[dict[str, str]]:
    """The rows of a file that `csv_text` wrote, by their headings, with the texts that it was given."""
    text = file.removeprefix(_MARK)
    heading = text.partition("\n")[0]
    separator = max(SEPARATORS.values(), key=heading.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    return [{key: _unsafe(cell) for key, cell in row.items() if key and isinstance(cell, str)} for row in rows]


def _unsafe(cell: str) -> str:
    """The text of a cell, of which `safe_cell` made no formula."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def markdown_text(text: str) -> str:
    """Text of a Markdown file that is shown as it is: no markup, HTML or link is made of it."""
    escaped = "".join(f"\\{char}" if char in r"\`*_[]<>#~" else char for char in text)
    escaped = _ENTITY.sub(r"\\&", escaped)
    # Readers look for bare addresses after escapes are read: a space of no width keeps them text.
    return _ADDRESS.sub("\\g<0>\u200b", escaped)


def markdown_note(text: str) -> str:
    """A text of several lines that stays paragraphs: no list, table, line or heading is made of it."""
    return _BLOCK.sub(r"\1\\\2", _INDENTED.sub("", markdown_text(text)))


def markdown_table(header: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; pipes in cells are escaped."""
    return "\n".join([_row(header), "|" + "---|" * len(header), *map(_row, rows)])


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"

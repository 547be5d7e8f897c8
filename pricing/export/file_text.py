"""CSV and Markdown files: their text stays what it is, no formula, no markup and no link is made of it."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence

_ADDRESS = re.compile(r"www(?=\.)|\.(?=[^\W\d_]{2})|:(?=//)|\b(?:mailto|xmpp):|@", re.IGNORECASE)
"""Where an address, or one of mail, can be cut so that nobody takes it for a link."""
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?", re.ASCII)


def safe_cell(value: object) -> object:
    """Text that a spreadsheet does not take for a formula; numbers as they are."""
    if not isinstance(value, str) or value[:1] not in ("=", "+", "-", "@", "\t", "\r"):
        return value
    return value if _NUMBER.fullmatch(value) else f"'{value}"


def csv_text(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """A CSV file with a heading for each column; keys of a row that are no column are left out."""
    out = io.StringIO()
    table = csv.DictWriter(out, columns, lineterminator="\r\n", extrasaction="ignore")
    table.writeheader()
    table.writerows({key: safe_cell(value) for key, value in row.items()} for row in rows)
    return out.getvalue()


def markdown_text(text: str) -> str:
    """Text of a Markdown file that is shown as it is: no markup, HTML or link is made of it."""
    escaped = "".join(f"\\{char}" if char in r"\`*_[]<>#" else char for char in text)
    # Readers look for bare addresses after escapes are read: a space of no width keeps them text.
    return _ADDRESS.sub("\\g<0>\u200b", escaped)


def markdown_table(header: Sequence[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table; pipes in cells are escaped."""
    return "\n".join([_row(header), "|" + "---|" * len(header), *map(_row, rows)])


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"

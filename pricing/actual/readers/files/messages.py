"""Why a file cannot be opened as a table, or how it was opened."""

from collections.abc import Mapping, Sequence
from typing import Literal

from pricing.wording.messages import Items, Message, as_written, message

NoTable = Literal["pdf", "picture", "xls", "parquet", "archive", "html", "locked", "office"]
"""Files that are no table, and what they are."""
OldEncoding = Literal["gb18030", "cp932", "cp949", "big5", "cp1252"]
"""Encodings that spreadsheet programs write beside those of Unicode."""
_LONGEST = 100
"""Characters of a file that a message repeats at once."""


def shortened(text: str) -> str:
    """A text of a file as a message repeats it: of one line, and not long."""
    shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in text[: _LONGEST + 1])
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def joined_sheets(name: str, read: Sequence[str]) -> Message:
    """Sheets that were read as one table."""
    return message(
        "{name}: these sheets have the same columns and were read together: {sheets}.", name=name, sheets=_sheets(read)
    )


def further_sheets(name: str, read: Sequence[str], others: Sequence[str]) -> Message:
    """Sheets with a table that were not read."""
    if len(read) > 1:
        return message(
            "{name}: these sheets were not read. Save them as files of their own to add them: {others}.",
            name=name,
            others=_sheets(others),
        )
    return message(
        "{name}: only the sheet “{sheet}” was read. Save others as files of their own to add them: {others}.",
        name=name,
        sheet=as_written(shortened(read[0])),
        others=_sheets(others),
    )


def _sheets(titles: Sequence[str]) -> Items:
    return Items(tuple(as_written(shortened(title)) for title in titles), "list")


def old_encoding(name: str, encoding: OldEncoding) -> Message:
    return message("{name} is not in UTF-8; it was read as {encoding}.", name=name, encoding=_ENCODINGS[encoding])


_ENCODINGS: Mapping[OldEncoding, Message] = {
    "gb18030": message("Chinese text (GB 18030)"),
    "cp932": message("Japanese text (Shift JIS)"),
    "cp949": message("Korean text (EUC-KR)"),
    "big5": message("Chinese text (Big5)"),
    "cp1252": message("Windows text"),
}


def too_large(name: str, megabytes: int, most: int) -> Message:
    return message(
        "{name} has {megabytes} MB; {most} MB are the most. Bring it in by parts.",
        name=name,
        megabytes=megabytes,
        most=most,
    )


def empty(name: str) -> Message:
    return message("{name} is empty.", name=name)


def no_text(name: str, at: int) -> Message:
    return message(
        "{name} is no text at byte {at}. Save it in UTF-8, and bring in a CSV, a JSON or an Excel file (xlsx).",
        name=name,
        at=at,
    )


def too_many_rows(name: str, most: int) -> Message:
    return message("{name} has more than {most} rows.", name=name, most=most)


def longer_row(name: str, line: int, cells: int, columns: int) -> Message:
    return message(
        "{name}, line {line}: {cells} cells under {columns} columns.",
        name=name,
        line=line,
        cells=cells,
        columns=columns,
    )


def broken_table(name: str, line: int) -> Message:
    return message(
        "{name}, line {line}: its cells cannot be told apart. Look at its quotation marks.", name=name, line=line
    )


def long_line(name: str, most: int) -> Message:
    return message("{name}: a line of {most} characters or more.", name=name, most=most)


def too_many_columns(name: str, columns: int, most: int) -> Message:
    return message("{name} has {columns} columns; {most} are the most.", name=name, columns=columns, most=most)


def long_header(name: str, most: int) -> Message:
    return message("{name}: the name of a column is longer than {most} characters.", name=name, most=most)


def broken_workbook(name: str, problem: str) -> Message:
    return message("{name} is no workbook that can be read ({problem}).", name=name, problem=shortened(problem))


def zip_bomb(name: str, most: int) -> Message:
    return message("{name} unpacks to more than {most} MB.", name=name, most=most)


def large_part(name: str, most: int) -> Message:
    return message("{name}: a part of the workbook that is no sheet has more than {most} MB.", name=name, most=most)


def has_entities(name: str) -> Message:
    return message("{name}: the workbook defines a document type, which no table of costs needs.", name=name)


def broken_archive(name: str, problem: str) -> Message:
    return message(
        "{name} cannot be unpacked ({problem}). Unpack it and bring in the file.", name=name, problem=shortened(problem)
    )


def several_packed(name: str, files: int) -> Message:
    return message(
        "{name} has {files} files in it. Unpack it and bring in those that you need.", name=name, files=files
    )


def no_table(name: str, kind: NoTable) -> Message:
    match kind:
        case "pdf":
            return message(
                "{name} is a PDF. Type its amount, or bring in the cost file (CSV) of the same bill.", name=name
            )
        case "picture":
            return message("{name} is a picture. Type its amount, or bring in a cost file (CSV or Excel).", name=name)
        case "xls":
            return message("{name} is an old Excel file (xls). Save it as xlsx or CSV.", name=name)
        case "locked":
            return message("{name} is an Excel file with a password. Save it without one.", name=name)
        case "office":
            return message("{name} is a document of another office program. Save its table as xlsx or CSV.", name=name)
        case "parquet":
            return message("{name} is a Parquet file. Export it as CSV.", name=name)
        case "archive":
            return message("{name} is an archive. Unpack it and bring in the file.", name=name)
        case "html":
            return message("{name} is a web page. Export the table as CSV or Excel.", name=name)

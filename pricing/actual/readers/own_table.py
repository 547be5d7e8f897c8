"""Any table by its columns: those that a person names, or that words in the header and what stands below them tell."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from pricing.actual.readers import meters
from pricing.actual.readers.cells import cell_values
from pricing.actual.readers.cells.cell_days import Days, days
from pricing.actual.readers.cells.cell_values import FORMULA, CellError, amount, number_format
from pricing.actual.readers.files.file_table import FileTable, normalised
from pricing.actual.readers.formats import COLUMNS, Role, TableFormat
from pricing.actual.readers.header_words import has_word, is_called, ranked_titles
from pricing.actual.readers.meters import is_total
from pricing.actual.readers.usage_records import NamedColumns

_SAMPLE = 40
"""Rows that have to bear out what a header says."""


def format_of(table: FileTable, columns: NamedColumns) -> TableFormat:
    """The format of a table with columns that are named."""
    roles: dict[Role, tuple[str, ...]] = {}
    for name, title in columns._asdict().items():
        if title and (place := table.place(title)) is not None:
            roles[_ROLES[name]] = (table.names[place],)
    status = next((title for title in ranked_titles(table.titles, "status") if title not in columns), None)
    if status is not None:
        roles["status"] = (table.names[table.titles.index(status)],)
    return TableFormat(COLUMNS, frozenset(), roles, end_is_open=False)


_ROLES: Mapping[str, Role] = {
    "day": "day",
    "cost": "cost",
    "images": "images",
    "model": "name",
    "currency": "currency",
    "size": "size",
    "quality": "quality",
    "end": "end",
    "quantity": "quantity",
    "unit": "unit",
    "charge": "charge",
}


def is_header(titles: Sequence[str]) -> bool:
    """Whether a row names a day, and a cost or images."""
    guess = proposed(titles)
    return bool(guess.day) and guess.are_enough and sum(bool(title.strip()) for title in titles) > 1


def melted(table: FileTable) -> FileTable:
    """A table that has a column for each of several days or months, with a row for each of their cells instead."""
    dated = [place for place, title in enumerate(table.titles) if _is_day(title)]
    others = [place for place in range(len(table.titles)) if place not in dated]
    titles = [table.titles[place] for place in others]
    if len(dated) < 2 or proposed(titles).day:
        return table

    def rows() -> Iterator[tuple[int, list[str]]]:
        for row in table.rows():
            words = [row[place] for place in others]
            for place in dated:
                if row[place].strip():
                    yield table.line, [*words, "" if is_total(words) else table.titles[place], row[place]]

    return FileTable(table.file_name, [*titles, "Date", "Amount"], rows, table.notes, delimiter=table.delimiter)


_PERIOD_LAST = re.compile(r"\s*[(（\[]([^()（）\[\]]{6,60})[)）\]]\s*$")
PERIOD = "Service period"
"""The title of the column of periods that names have at their end."""


def with_periods(table: FileTable) -> FileTable:
    """A table whose names have their period at their end, `Standard plan (Oct 5 – Nov 5, 2026)`, with a column of it.

    A period that ends on the day of the month on which it begins ends the day before.
    """
    guess = proposed(table.titles)
    place = None if not guess.model or PERIOD in table.titles else table.place(guess.model)
    if place is None or guess.end:
        return table
    names = [row[place] for row, _ in zip(table.rows(), range(_SAMPLE), strict=False) if not is_total(row)]
    if not names or not all(_period_of_name(name) for name in names if name.strip()):
        return table

    def rows() -> Iterator[tuple[int, list[str]]]:
        for row in table.rows():
            period = _period_of_name(row[place])
            name = row[place] if period is None else _PERIOD_LAST.sub("", row[place])
            text = "" if period is None else f"{period.first} - {period.last}"
            yield table.line, [text, *row[:place], name, *row[place + 1 :]]

    return FileTable(table.file_name, [PERIOD, *table.titles], rows, table.notes, delimiter=table.delimiter)


def _period_of_name(name: str) -> Days | None:
    parts = _PERIOD_LAST.search(name)
    try:
        covered = None if parts is None else days(parts[1], "day-first")
    except CellError:
        return None
    if covered is None or covered.first == covered.last:
        return None
    return Days(covered.first, covered.last - dt.timedelta(days=covered.first.day == covered.last.day))


def currency_of_language(table: FileTable) -> str:
    """The currency of the country whose language a table without a currency is in; empty for English ones."""
    text = "".join(table.titles)
    if cell_values.is_chinese(table.titles):
        return "CNY"
    for first, last, currency in (
        ("\u3040", "\u30ff", "JPY"),
        ("\uac00", "\ud7a3", "KRW"),
        ("\u4e00", "\u9fff", "JPY"),
    ):
        if any(first <= sign <= last for sign in text):
            return currency
    return "EUR" if table.delimiter == ";" else ""


def period_above(table: FileTable) -> Days | None:
    """The one period of a week or more that stands above the header, as `Period: 1 Oct 2026 - 31 Oct 2026`."""
    periods: set[Days] = set()
    for text in table.above:
        for part in (text, text.partition(":")[2]):
            try:
                covered = days(part, "day-first")
            except CellError:
                continue
            if covered is not None and (covered.last - covered.first).days >= 6:
                periods.add(covered)
    return periods.pop() if len(periods) == 1 else None


def proposed(titles: Sequence[str]) -> NamedColumns:
    """The columns by the words of their titles, as far as they speak for themselves."""
    taken: dict[str, str] = {}
    for column, role in _ROLES.items():
        title = next((ranked for ranked in ranked_titles(titles, role) if ranked not in taken.values()), "")
        taken |= {column: title} if title else {}
    return NamedColumns(**taken)


def borne_out(table: FileTable) -> NamedColumns:
    """The same where the cells below are what the titles say: days, amounts, counts.

    Of a table without a row its titles alone tell; a day may also be the one column whose cells are all days.
    """
    rows: list[list[str]] = []
    for row in table.rows():
        rows.append(row)
        if len(rows) == _SAMPLE:
            break
    if not rows:
        return proposed(table.titles)
    cells = {
        title: [row[place] for row in rows if row[place].strip() and row[place] != FORMULA]
        for place, title in enumerate(table.titles)
    }
    taken: dict[str, str] = {}
    for column, role in _ROLES.items():
        check = _CHECKS.get(role)
        for title in ranked_titles(table.titles, role):
            place = table.titles.index(title)
            # A column of formulas alone is refused with its reason when it is read.
            formulas = not cells[title] and any(row[place] == FORMULA for row in rows)
            if title not in taken.values() and (check is None or formulas or _mostly(check, cells[title])):
                taken[column] = title
                break
    if "day" not in taken:
        taken |= _other_day(table.titles, cells, taken)
    return NamedColumns(**taken)


def _other_day(titles: Sequence[str], cells: Mapping[str, Sequence[str]], taken: Mapping[str, str]) -> dict[str, str]:
    """Beside a cost, a column of another title whose cells are all written as days; else one that is called a day.

    A table with a column of days that are none is refused, and not taken for one without days.
    """
    for title in titles if "cost" in taken else ():
        if (
            title not in taken.values()
            and cells[title]
            and all(_is_day(text) and not _is_amount(text) for text in cells[title])
        ):
            return {"day": title}
    called = (title for title in ranked_titles(titles, "day") if title not in taken.values() and cells[title])
    title = next(called, "")
    return {"day": title} if title and is_called(title, "day") else {}


def _mostly(check: Callable[[str], bool], cells: Sequence[str]) -> bool:
    return bool(cells) and sum(map(check, cells)) * 2 > len(cells)


def _is_day(text: str) -> bool:
    try:
        return days(text, "day-first") is not None
    except CellError:
        try:
            return days(text, "month-first") is not None
        except CellError:
            return False


def _is_amount(text: str) -> bool:
    try:
        return amount(text, number_format([text]) or "point") is not None
    except CellError:
        return False


_CHECKS: Mapping[Role, Callable[[str], bool]] = {
    "day": _is_day,
    "end": _is_day,
    "cost": _is_amount,
    "images": _is_amount,
    "quantity": _is_amount,
    "charge": meters.is_category,
}
"""What most cells of a column have to be."""


def has_invoices(table: FileTable, columns: NamedColumns) -> bool:
    """Whether the header speaks of invoices."""
    return any(
        word in normalised(title)
        for title in (columns.day, *table.titles)
        for word in ("invoice", "rechnung", "factur", "fattura", "发票", "請求", "amountdue", "duedate")
    )


def names_weeks(columns: NamedColumns) -> bool:
    """Whether the column of the day is called one of weeks."""
    return has_word(columns.day, "week|woche|semaine|semana|settimana|周|週")


def names_months(columns: NamedColumns) -> bool:
    """Whether the column of the day is called one of months."""
    return has_word(columns.day, "month|monat|mes|mois|mese|mês|maand|miesiąc|månad|måned|月份|账单月|年月|period")

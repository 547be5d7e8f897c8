"""Tables of an unknown format: the columns are named by a person, or recognised by their titles and by their cells."""

import datetime as dt
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import islice

from pricing.actual.readers import meters
from pricing.actual.readers.cells import cell_values
from pricing.actual.readers.cells.cell_days import Days, days
from pricing.actual.readers.cells.cell_values import FORMULA, CellError, amount, number_format
from pricing.actual.readers.files.file_table import FileTable, normalised
from pricing.actual.readers.formats import COLUMNS, Role, TableFormat
from pricing.actual.readers.header_words import (
    has_word,
    is_called,
    is_discount,
    is_in_percent,
    is_tax,
    may_have_tax,
    ranked_titles,
)
from pricing.actual.readers.meters import is_total
from pricing.actual.readers.usage_records import NamedColumns
from pricing.values.exact import total

_CENT = Decimal("0.01")
_SAMPLE = 40
"""The number of first rows whose cells must agree with the meaning of the titles."""


def format_of(table: FileTable, columns: NamedColumns) -> TableFormat:
    """The format of a table whose columns are named."""
    roles: dict[Role, tuple[str, ...]] = {}
    for name, title in columns._asdict().items():
        if title and (place := table.place(title)) is not None:
            roles[_ROLES[name]] = (table.names[place],)
    status = next((title for title in ranked_titles(table.titles, "status") if title not in columns), None)
    if status is not None:
        roles["status"] = (table.names[table.titles.index(status)],)
    tax = _tax_beside(table, columns)
    if tax:
        roles["tax"] = (table.names[table.titles.index(tax)],)
    with_tax = bool(tax) and may_have_tax(columns.cost)
    return TableFormat(COLUMNS, frozenset(), roles, end_is_open=False, with_tax=with_tax)


def _tax_beside(table: FileTable, columns: NamedColumns) -> str:
    """The title of the column with the tax of each cost (amounts, not rates); empty if there is none."""
    titles = [title for title in table.titles if title not in columns and is_tax(title)]
    if not columns.cost or not titles:
        return ""
    samples = _samples(table)
    costs = _amounts(table, columns.cost, samples)
    for title in titles:
        taxes = _amounts(table, title, samples)
        pairs = [(tax, cost) for tax, cost in zip(taxes, costs, strict=True) if tax is not None and cost is not None]
        is_rate = len({tax for tax, _ in pairs}) == 1 and len({cost for _, cost in pairs}) > 1
        if pairs and not is_rate and all(abs(tax) <= abs(cost) for tax, cost in pairs):
            return title
    return ""


def _samples(table: FileTable) -> list[list[str]]:
    """The first rows, without rows that are sums of others."""
    return list(islice((row for row in table.rows() if not is_total(row)), _SAMPLE))


def _amounts(table: FileTable, title: str, rows: Sequence[Sequence[str]]) -> list[Decimal | None]:
    """The amounts of a column in these rows; None for a cell without an amount."""
    place = table.titles.index(title)
    numbers = number_format(row[place] for row in rows) or "point"

    def read(text: str) -> Decimal | None:
        try:
            return amount(text, numbers)
        except CellError:
            return None

    return [read(row[place]) for row in rows]


def _after_discounts(table: FileTable, taken: Mapping[str, str]) -> dict[str, str]:
    """`cost` -> the column with the cost after discounts; empty if there is none.

    It is a column that equals cost minus discount in every row, with or without the tax.
    """
    discount = next((title for title in table.titles if is_discount(title)), None)
    if discount is None or "cost" not in taken:
        return {}
    samples = _samples(table)
    tax = next((_amounts(table, title, samples) for title in table.titles if is_tax(title)), [None] * len(samples))
    costs, offs = (_amounts(table, title, samples) for title in (taken["cost"], discount))
    before: list[tuple[Decimal, Decimal]] = []
    for cost, off, of_tax in zip(costs, offs, tax, strict=True):
        if cost is not None:
            part = abs(off or Decimal(0))
            before.append((cost - (cost * part / 100 if is_in_percent(discount) else part), of_tax or Decimal(0)))
    for title in ranked_titles(table.titles, "cost"):
        if title in (taken["cost"], discount):
            continue
        after = _amounts(table, title, samples)
        if len(before) == len(after) > 0 and all(
            left is not None and min(abs(left - net), abs(left - net - of_tax)) <= _CENT
            for (net, of_tax), left in zip(before, after, strict=True)
        ):
            return {"cost": title}
    return {}


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
    """Whether a row of cells is a header: it has a title of a day, and one of a cost or of images."""
    guess = proposed(titles)
    return bool(guess.day) and guess.are_enough and sum(bool(title.strip()) for title in titles) > 1


def melted(table: FileTable) -> FileTable:
    """The table with one row per cell where it has a column for each of several days or months."""
    table = _by_names(table)
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


def _by_names(table: FileTable) -> FileTable:
    """The table with one row per cell where it has a column of costs for each of several models or services.

    That is so if another column is the sum of these columns in every row, or if each title says that it is a cost.
    """
    rows = _samples(table)
    days = [title for place, title in enumerate(table.titles) if rows and all(_is_day(row[place]) for row in rows)]
    others = [title for title in table.titles if title not in days]
    costs = {title: _amounts(table, title, rows) for title in others}
    written = all(
        cost is not None or not row[table.titles.index(title)].strip()
        for title in others
        for row, cost in zip(rows, costs[title], strict=True)
    )
    if len(days) != 1 or len(others) < 2 or not written:
        return table
    sums_up = (title for title in ranked_titles(others, "cost") if is_total([title.partition("(")[0]]))
    sum_of_all = next(sums_up, None)
    named = [title for title in others if title != sum_of_all]
    names = [_IN_BRACKETS.sub("", title) for title in named]
    if len(named) < 2 or proposed(names).are_enough or len(rows) < 2:
        return table
    sums = [total(costs[title][place] for title in named) for place in range(len(rows))]
    name_costs = all(meters.line_item(title)[1] != "other" or cell_values.currency_of_title(title) for title in named)
    if not (name_costs if sum_of_all is None else sums == costs[sum_of_all]):
        return table
    day = table.titles.index(days[0])
    places = [table.titles.index(title) for title in named]
    currency = next(filter(None, map(cell_values.currency_of_title, named)), "")

    def below() -> Iterator[tuple[int, list[str]]]:
        for row in table.rows():
            for place, name in zip(places, names, strict=True):
                if row[place].strip():
                    words = ["", "Total"] if is_total(row) else [row[day], name]
                    yield table.line, [*words, row[place]]

    titles = ["Date", "Model", f"Cost ({currency})" if currency else "Cost"]
    return FileTable(table.file_name, titles, below, table.notes, delimiter=table.delimiter, above=table.above)


_IN_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
_PERIOD_LAST = re.compile(r"\s*[(（\[]([^()（）\[\]]{6,60})[)）\]]\s*$")
PERIOD = "Service period"
"""The title of the column that is made of the periods at the end of names."""


def with_periods(table: FileTable) -> FileTable:
    """The table with a column of the periods that stand at the end of names, as in `Standard plan (Oct 5 – Nov 5,
    2026)`.

    A period that ends on the day of the month on which it begins ends one day earlier.
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
    """The currency of the country whose language the titles are in, if the table has none; empty for English."""
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
    """The period above the header: `Period: 1 Oct 2026 - 31 Oct 2026`; None unless one alone is a week or longer."""
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
    """The columns that the words of the titles identify without doubt."""
    taken: dict[str, str] = {}
    for column, role in _ROLES.items():
        title = next((ranked for ranked in ranked_titles(titles, role) if ranked not in taken.values()), "")
        taken |= {column: title} if title else {}
    return NamedColumns(**taken)


def borne_out(table: FileTable) -> NamedColumns:
    """The columns whose cells agree with their titles: days, amounts, counts.

    The titles of a table without rows are enough. A day may also be the only column in which every cell is a day.
    """
    rows: list[list[str]] = []
    for row in table.rows():
        rows.append(row)
        if len(rows) == _SAMPLE:
            break
    if not rows:
        return proposed(table.titles)
    cells = {
        title: [row[place] for row in rows if not cell_values.is_empty(row[place]) and row[place] != FORMULA]
        for place, title in enumerate(table.titles)
    }
    taken: dict[str, str] = {}
    for column, role in _ROLES.items():
        check = _CHECKS.get(role)
        for title in ranked_titles(table.titles, role):
            place = table.titles.index(title)
            # A column of formulas only stays, so that reading it gives the reason why it cannot be read.
            formulas = not cells[title] and any(row[place] == FORMULA for row in rows)
            if title not in taken.values() and (check is None or formulas or _mostly(check, cells[title])):
                taken[column] = title
                break
    if "day" not in taken:
        taken |= _other_day(table.titles, cells, taken)
    taken |= _after_discounts(table, taken)
    return NamedColumns(**taken)


def _other_day(titles: Sequence[str], cells: Mapping[str, Sequence[str]], taken: Mapping[str, str]) -> dict[str, str]:
    """`day` -> another column of days: one in which every cell is a day, else one whose title says so.

    A table with a column titled as days that has none is refused: it is not read as a table without days.
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


def _is_count(text: str) -> bool:
    try:
        return cell_values.count(text, number_format([text]) or "point") is not None
    except CellError:
        return False


_CHECKS: Mapping[Role, Callable[[str], bool]] = {
    "day": _is_day,
    "end": _is_day,
    "cost": _is_amount,
    "images": _is_count,
    "quantity": _is_amount,
    "charge": meters.is_category,
}
"""What most cells of a column must be, by its meaning."""


def has_invoices(table: FileTable, columns: NamedColumns) -> bool:
    """Whether the table is of invoices, by its header or by the kinds of its rows."""
    place = table.place(columns.charge) if columns.charge else None
    kinds = [] if place is None else [row[place] for row in _samples(table)]
    return any(
        word in normalised(text)
        for text in (columns.day, *table.titles, *kinds)
        for word in ("invoice", "rechnung", "factur", "fattura", "发票", "請求", "amountdue", "duedate")
    )


def names_weeks(columns: NamedColumns) -> bool:
    """Whether the title of the column of days says that it has weeks."""
    return has_word(columns.day, "week|woche|semaine|semana|settimana|周|週")


def names_months(columns: NamedColumns) -> bool:
    """Whether the title of the column of days says that it has months."""
    return has_word(columns.day, "month|monat|mes|mois|mese|mês|maand|miesiąc|månad|måned|月份|账单月|年月|period")

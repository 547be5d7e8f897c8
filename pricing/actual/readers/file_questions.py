"""Questions that the cells of a table leave open: order of dates, decimal sign, time zone, period, currency, repeated
rows.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pricing.actual.readers import meters, own_table
from pricing.actual.readers.cells import cell_days, cell_values
from pricing.actual.readers.cells.cell_days import DayOrder, Days, DayZone, month_of_invoice
from pricing.actual.readers.cells.cell_values import CellError, NumberFormat
from pricing.actual.readers.cells.messages import ambiguous_date
from pricing.actual.readers.files.file_table import FileTable
from pricing.actual.readers.formats import COLUMNS, Role, TableFormat
from pricing.actual.readers.messages import Asked
from pricing.actual.readers.meters import is_total
from pricing.actual.readers.table_rows import CellFormats, TableReader
from pricing.actual.readers.usage_records import BillFile, NamedColumns
from pricing.values.month import Month

_MONTHS_BACK = 13
"""The number of months offered for a table without days."""
_MOST_CELLS = 50_000
"""The most different cells of a column that are examined to decide how it is read."""
_MOST_PROJECTS = 12
"""The most projects that are kept apart in a file; above it, only accounts are."""
_NUMBERS: tuple[Role, ...] = ("cost", "tax", "usd", "images", "quantity", "requests", "input", "output")


class FileAnswers(NamedTuple):
    """A person's answers about a file; empty where none is given."""

    columns: NamedColumns | None = None
    """The columns, for a table of an unknown format."""
    order: str = ""
    """The order of day and month in its dates, a `DayOrder`."""
    numbers: str = ""
    """The decimal sign, a `NumberFormat`."""
    span: str = ""
    """What the date of an invoice covers: `day`, `month` or `month-before`."""
    model: str = ""
    """The model of API answers that name none."""
    day: dt.date | None = None
    """The day of API answers that have no time."""
    currency: str = ""
    """The currency of a table that names none."""
    zone: str = ""
    """The zone of its days: `utc`, `named` (that of its times), or the one in which a day `begins` at its times."""
    period: str = ""
    """The month of a table without a column of days, as `2026-10`."""
    repeated: str = ""
    """Whether rows that are repeated word for word count `all` times or `once`."""


class OpenQuestion(NamedTuple):
    """A question that the cells of a file leave open, with its possible answers."""

    about: Asked
    values: tuple[str, ...]
    chosen: str
    examples: tuple[str, ...]


def repeated_question(bill: BillFile, known: TableFormat, answers: FileAnswers) -> OpenQuestion | None:
    """Whether repeated rows of a file count; it must be answered if every row is there twice."""
    if not (repeated := bill.repeated or (() if known.once else bill.left_out("repeated"))):
        return None
    rows = sum(leftover.rows for leftover in repeated)
    others = bill.rows - sum(leftover.rows for leftover in bill.leftovers if leftover.why != "repeated")
    each_twice = rows > 1 and rows * 2 == others
    return OpenQuestion("repeated", ("all", "once"), answers.repeated or ("" if each_twice else "all"), ())


class ColumnCells:
    """The different cells of the columns that are read by looking at all of them together."""

    def __init__(self, table: FileTable, known: TableFormat, today: dt.date, period: Days | None) -> None:
        self.period = period
        self.latest = Month.of(today).last_day if known.code == COLUMNS else None
        """The end of the current month: later rows of a person's own table are a forecast."""
        reader = TableReader(table, known, CellFormats({}))
        self.places = reader.places
        roles: list[Role] = [role for role in (*_NUMBERS, "day", "end") if role in reader.places]
        self.by_role: dict[Role, set[str]] = {role: set() for role in roles}
        columns = [(self.by_role[role], reader.places[role]) for role in roles]
        projects: set[str] = set()
        project = reader.places.get("project")
        name = reader.places.get("name") if known.code == COLUMNS else None
        self.only_totals = name is not None
        for row in table.rows():
            for texts, place in columns:
                if len(texts) < _MOST_CELLS:
                    texts.add(row[place])
            if project is not None and len(projects) <= _MOST_PROJECTS:
                projects.add(row[project])
            if name is not None and self.only_totals:
                self.only_totals = is_total([row[name]]) or meters.charge("", row[name]) is not None
        self.projects = len(projects) <= _MOST_PROJECTS
        self.days = self.by_role.get("day", set()) | self.by_role.get("end", set())
        # Exports of vendors have a row for each day, so two consecutive days are enough to be daily.
        self.order = cell_days.order_of(self.days, today, 3 if known.code == COLUMNS else 2)
        zone = cell_days.zone_of(self.days)
        self.zone = zone
        if zone is not None and not zone.is_told and not _moved_days(self):
            self.zone = None
        self.other_currency = ""
        if known.code == COLUMNS and "cost" in reader.places:
            cost = table.titles[reader.places["cost"]]
            named = any(map(cell_values.currency_beside, self.by_role["cost"]))
            if not named and not cell_values.currency_of_title(cost):
                self.other_currency = own_table.currency_of_language(table)
        self.numbers: dict[Role, NumberFormat] = {
            role: cell_values.number_format(self.by_role[role]) for role in roles if role not in ("day", "end")
        }


def questions_of(
    table: FileTable, columns: NamedColumns | None, cells: ColumnCells, answers: FileAnswers, today: dt.date
) -> Iterator[OpenQuestion | None]:
    if "day" not in cells.places and cells.period is None:
        months = [str(Month.of(today).plus(-back)) for back in range(_MONTHS_BACK)]
        yield OpenQuestion("period", tuple(dict.fromkeys([*months, answers.period or months[0]])), answers.period, ())
    order = cells.order
    if not order and (open_days := _ambiguous_days(cells.days)):
        yield OpenQuestion("day-order", ("day-first", "month-first"), answers.order, open_days)
    elif order and answers.order and _by_sign(cells.days):
        yield OpenQuestion("day-order", ("day-first", "month-first"), answers.order, _by_sign(cells.days))
    if cells.zone is not None and (moved := _moved_days(cells)):
        own = "named" if cells.zone.zone is None else "begins"
        zone = answers.zone or (own if cells.zone.is_told else _whole_months(moved, own))
        yield OpenQuestion("zone", (own, "utc"), zone, (cells.zone.begins.isoformat(" ", "minutes"),))
    open_numbers = _open_numbers(table, cells, columns is None and table.delimiter != ";")
    if open_numbers:
        yield OpenQuestion("numbers", ("point", "comma"), answers.numbers, open_numbers)
    if columns is not None and not columns.currency and cells.other_currency:
        yield OpenQuestion("currency", ("USD", cells.other_currency), answers.currency or "USD", ())
    if columns is not None and not columns.end:
        yield _span_question(table, columns, cells, answers, order or answers.order or "day-first")


def _moved_days(cells: ColumnCells) -> list[tuple[Days, Days]]:
    """The days of a column in the zone of its times and in UTC; empty if both give the same months."""
    zone = None if cells.zone is None else cells.zone.zone
    both = ((days_in(text, cells.order, zone), days_in(text, cells.order, 0)) for text in cells.days)
    pairs = [(own, utc) for own, utc in both if own is not None and utc is not None]
    return pairs if any(Month.of(own.first) != Month.of(utc.first) for own, utc in pairs) else []


def _whole_months(pairs: Sequence[tuple[Days, Days]], own: str) -> str:
    """The reading in which the file covers whole calendar months; empty if both do, or neither."""
    whole = []
    for value, read_so in zip((own, "utc"), zip(*pairs, strict=True), strict=True):
        first, last = min(covered.first for covered in read_so), max(covered.last for covered in read_so)
        if first.day == 1 and last == Month.of(last).last_day:
            whole.append(value)
    return whole[0] if len(whole) == 1 else ""


def days_in(text: str, order: DayOrder, zone: DayZone) -> Days | None:
    try:
        return cell_days.days(text, order, zone)
    except CellError:
        return None


def _ambiguous_days(texts: set[str]) -> tuple[str, ...]:
    columns = []
    for text in sorted(texts):
        try:
            cell_days.days(text)
        except CellError as error:
            if error.problem is ambiguous_date:
                columns.append(text)
    return tuple(columns[:2])


def _by_sign(texts: set[str]) -> tuple[str, ...]:
    """Dates whose order of day and month depends on the country; at most two, as examples."""
    return tuple(sorted(text for text in texts if cell_days.is_by_sign(text))[:2])


def _open_numbers(table: FileTable, cells: ColumnCells, by_program: bool) -> tuple[str, ...]:
    """Amounts with two readings that no other column or sign of the file decides; the others are decided here."""
    decimal_signs = Counter(numbers for numbers in cells.numbers.values() if numbers)
    by_file: NumberFormat = ""
    if decimal_signs:
        by_file = decimal_signs.most_common(1)[0][0]
    elif table.delimiter == ";" and any(cell_days.is_dotted(text) for text in cells.days):
        # In such files a comma is the decimal sign, and dates have dots.
        by_file = "comma"
    for role, numbers in cells.numbers.items():
        texts = cells.by_role[role]
        if numbers or not cell_values.has_either(texts):
            cells.numbers[role] = numbers or by_file or "point"
        elif by_file:
            cells.numbers[role] = by_file
        elif by_program or (table.delimiter == "," and not any("." in text for text in texts)):
            # Programs write a decimal point. In a file with commas between cells, a comma within a number groups
            # thousands.
            cells.numbers[role] = "point"
    left = [text for role, numbers in cells.numbers.items() if not numbers for text in sorted(cells.by_role[role])]
    return tuple([text for text in left if cell_values.has_either([text])][:2])


def _span_question(
    table: FileTable, columns: NamedColumns, cells: ColumnCells, answers: FileAnswers, order: str
) -> OpenQuestion | None:
    """The question whether the dates of a table, one in each month, cover a day, their month, or the month before."""
    texts = cells.by_role.get("day", set())
    dates = _dates(texts, order)
    if len(texts) > len(dates):
        # Several times on one day are no dates of invoices.
        return None
    if own_table.names_weeks(columns) or _are_weeks(dates):
        chosen = answers.span or ("week" if own_table.names_weeks(columns) else "")
        return OpenQuestion("span", ("week", "day"), chosen, tuple(map(str, dates[:2]))) if dates else None
    months = Counter(Month.of(date) for date in dates)
    invoices = own_table.has_invoices(table, columns)
    several = any(count > 1 for count in months.values())
    if not dates or (several and (not invoices or _are_daily(dates))):
        return None
    values: tuple[str, ...] = ("month", "month-before", "day")
    if len(dates) > 1 and not several:
        values = values[:2]
    examples = tuple(str(date) for date in dates[:2])
    if answers.span:
        return OpenQuestion(
            "span", values if answers.span in values else (answers.span, *values), answers.span, examples
        )
    if own_table.names_months(columns):
        return OpenQuestion("span", values, "month", examples)
    if all(date.day >= 25 for date in dates) and (len(dates) > 1 or invoices):
        return OpenQuestion("span", values, "month", examples)
    if all(date.day <= 5 for date in dates) and invoices:
        return OpenQuestion("span", values, "month-before", examples)
    if invoices and all(month_of_invoice(date) is not None for date in dates):
        return OpenQuestion("span", ("invoice", *values), "invoice", examples)
    return OpenQuestion("span", values, "", examples)


def _dates(texts: set[str], order: str) -> list[dt.date]:
    """The different days of a column; empty if one cell covers several days."""
    dates: set[dt.date] = set()
    for text in texts:
        try:
            covered = cell_days.days(text, order_in(order), None)
        except CellError:
            continue
        if covered is not None:
            if covered.first != covered.last:
                return []
            dates.add(covered.first)
    return sorted(dates)


def _are_daily(dates: Sequence[dt.date]) -> bool:
    """Whether at least three dates are consecutive days."""
    return len(dates) > 2 and (dates[-1] - dates[0]).days == len(dates) - 1


def _are_weeks(dates: Sequence[dt.date]) -> bool:
    """Whether at least three dates fall on the same weekday, so that each can cover a week."""
    return len(dates) > 2 and len({date.weekday() for date in dates}) == 1


def order_in(text: str) -> DayOrder:
    return "day-first" if text == "day-first" else "month-first" if text == "month-first" else ""

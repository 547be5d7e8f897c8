"""What the cells of a table leave open: the order of dates, decimal signs, time zones, periods, currencies, repeats."""

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
"""Months among which that of a table without days is chosen."""
_MOST_CELLS = 50_000
"""Different cells of a column that tell how it is read."""
_MOST_PROJECTS = 12
"""Projects of a file that are told apart; where there are more, only accounts are."""
_NUMBERS: tuple[Role, ...] = ("cost", "tax", "usd", "images", "quantity", "requests", "input", "output")


class FileAnswers(NamedTuple):
    """What a file does not say and a person knows."""

    columns: NamedColumns | None = None
    """Of a table whose format is not known."""
    order: str = ""
    """Of its days: a `DayOrder`."""
    numbers: str = ""
    """The decimal sign, a `NumberFormat`."""
    span: str = ""
    """What a date of an invoice is of: `day`, `month` or `month-before`."""
    model: str = ""
    """Of answers of programs."""
    day: dt.date | None = None
    """Of what an answer took where that has no time."""
    currency: str = ""
    """Of a table that names none."""
    zone: str = ""
    """That its days are of: `utc`, `named` by its times, or that in which a day `begins` with them."""
    period: str = ""
    """The month of a table that has no column of days, `2026-10`."""
    repeated: str = ""
    """Whether a row that stands twice, word for word, counts `all` times or `once`."""


class OpenQuestion(NamedTuple):
    """A question that the cells of a file leave open, before its readings are known."""

    about: Asked
    values: tuple[str, ...]
    chosen: str
    examples: tuple[str, ...]


def repeated_question(bill: BillFile, known: TableFormat, answers: FileAnswers) -> OpenQuestion | None:
    """Whether rows that stand in a file again count; left open where each row of it stands there twice."""
    if not (repeated := bill.repeated or (() if known.once else bill.left_out("repeated"))):
        return None
    rows = sum(leftover.rows for leftover in repeated)
    others = bill.rows - sum(leftover.rows for leftover in bill.leftovers if leftover.why != "repeated")
    each_twice = rows > 1 and rows * 2 == others
    return OpenQuestion("repeated", ("all", "once"), answers.repeated or ("" if each_twice else "all"), ())


class ColumnCells:
    """The different cells of the columns whose reading is decided by all of them."""

    def __init__(self, table: FileTable, known: TableFormat, today: dt.date, period: Days | None) -> None:
        self.period = period
        self.latest = Month.of(today).last_day if known.code == COLUMNS else None
        """The end of the month that runs: later ones in a table of one's own are a forecast."""
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
        # The exports of vendors have a row for each day: there two days in a row are a run.
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
    """The days of a column in the zone that its times tell and in UTC; nothing where all are of the same months."""
    zone = None if cells.zone is None else cells.zone.zone
    both = ((days_in(text, cells.order, zone), days_in(text, cells.order, 0)) for text in cells.days)
    pairs = [(own, utc) for own, utc in both if own is not None and utc is not None]
    return pairs if any(Month.of(own.first) != Month.of(utc.first) for own, utc in pairs) else []


def _whole_months(pairs: Sequence[tuple[Days, Days]], own: str) -> str:
    """The one of two readings in which a file has whole months, from the first day to the last."""
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
    """Days of which the order can be said otherwise."""
    return tuple(sorted(text for text in texts if cell_days.is_by_sign(text))[:2])


def _open_numbers(table: FileTable, cells: ColumnCells, by_program: bool) -> tuple[str, ...]:
    """Amounts that have two readings, where no other column and no sign of the file tells; settles the others."""
    decimal_signs = Counter(numbers for numbers in cells.numbers.values() if numbers)
    by_file: NumberFormat = ""
    if decimal_signs:
        by_file = decimal_signs.most_common(1)[0][0]
    elif table.delimiter == ";" and any(cell_days.is_dotted(text) for text in cells.days):
        # A semicolon stands between cells where a comma is the decimal sign, and days are dotted there.
        by_file = "comma"
    for role, numbers in cells.numbers.items():
        texts = cells.by_role[role]
        if numbers or not cell_values.has_either(texts):
            cells.numbers[role] = numbers or by_file or "point"
        elif by_file:
            cells.numbers[role] = by_file
        elif by_program or (table.delimiter == "," and not any("." in text for text in texts)):
            # What programs write has a point; and with commas between cells, one in a number groups thousands.
            cells.numbers[role] = "point"
    left = [text for role, numbers in cells.numbers.items() if not numbers for text in sorted(cells.by_role[role])]
    return tuple([text for text in left if cell_values.has_either([text])][:2])


def _span_question(
    table: FileTable, columns: NamedColumns, cells: ColumnCells, answers: FileAnswers, order: str
) -> OpenQuestion | None:
    """What the dates of a table are of, where each month has one: a day, its month, or the month before."""
    texts = cells.by_role.get("day", set())
    dates = _dates(texts, order)
    if len(texts) > len(dates):
        # Several times of a day are no dates of invoices.
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
    """The different days of a column; none where one of them is of several days."""
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
    """Whether three dates or more follow each other day by day."""
    return len(dates) > 2 and (dates[-1] - dates[0]).days == len(dates) - 1


def _are_weeks(dates: Sequence[dt.date]) -> bool:
    """Whether all of three dates or more are of one day of the week, so that each may be of seven days."""
    return len(dates) > 2 and len({date.weekday() for date in dates}) == 1


def order_in(text: str) -> DayOrder:
    return "day-first" if text == "day-first" else "month-first" if text == "month-first" else ""

"""A file or a pasted text read: its format by its header or its keys, its cells by column, and what is open asked."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import BinaryIO, NamedTuple

from pricing.actual.readers import formats, messages, own_table
from pricing.actual.readers.cells import cell_days, cell_values
from pricing.actual.readers.cells.cell_days import DayOrder, Days, DayZone, month_of_invoice
from pricing.actual.readers.cells.cell_values import CellError, NumberFormat
from pricing.actual.readers.cells.messages import ambiguous_date
from pricing.actual.readers.files.file_table import FileTable, normalised, table_of
from pricing.actual.readers.files.messages import shortened
from pricing.actual.readers.files.source_file import ReadError, source_file
from pricing.actual.readers.formats import ANSWERS, COLUMNS, Role, TableFormat
from pricing.actual.readers.json_rows import json_table
from pricing.actual.readers.messages import Asked
from pricing.actual.readers.table_rows import CellFormats, TableReader, notes_of
from pricing.actual.readers.usage_records import (
    BillFile,
    FileReading,
    NamedColumns,
    Question,
    bill_file,
    cost_by_currency,
    is_a_statement,
    summed,
    with_other_sign,
)
from pricing.values.exact import total
from pricing.values.month import Month
from pricing.wording.messages import Message

_REPORTS = ("openai-costs", "openai-images", "openai-completions")
_MOST_DAYS = 60
"""Of a report of OpenAI's."""
_MONTHS_BACK = 13
"""Months among which that of a table without days is chosen."""
_MOST_TITLES = 40
"""Columns that a message names."""
_MOST_CELLS = 50_000
"""Different cells of a column that tell how it is read."""
_MOST_PROJECTS = 12
"""Projects of a file that are told apart; where there are more, only accounts are."""
_MOST_UNREADABLE = 2
"""A file of which more than one row in so many cannot be read is not what its columns say."""
_NUMBERS: tuple[Role, ...] = ("cost", "usd", "images", "quantity", "requests", "input", "output")


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


def read(name: str, data: BinaryIO | bytes, today: dt.date, answers: FileAnswers | None = None) -> BillFile:
    """What was billed or used, by a file or a pasted text. What was recognised is its source.

    Raises ReadError, which says what was found, what is accepted, and what would help.
    """
    file, answers = source_file(shortened(name), data), answers or FileAnswers()
    try:
        table = json_table(file) if file.is_json else table_of(file, _is_header)
        bill = _of_table(table, answers, today)
    except RecursionError:
        raise ReadError(messages.deep_json(file.name)) from None
    return replace(bill, notes=(*bill.notes, *_notes_on_days(bill, today)))


def _is_header(row: Sequence[str]) -> bool:
    return formats.of_columns({normalised(title) for title in row}) is not None or own_table.is_header(row)


def _of_table(table: FileTable, answers: FileAnswers, today: dt.date) -> BillFile:
    known, columns = formats.of_code(table.code) or formats.of_columns(table.names), None
    if known is None or answers.columns is not None:
        table = own_table.with_periods(own_table.melted(table))
        columns = answers.columns if answers.columns is not None else own_table.borne_out(table)
        missing = next((title for title in columns if title and table.place(title) is None), None)
        if missing is not None:
            problem = messages.no_such_column(table.file_name, missing, table.titles[:_MOST_TITLES])
            raise ReadError(problem, "columns", table.titles)
        if not columns.are_enough or (answers.columns is None and not (columns.day or columns.model)):
            unknown = messages.unknown_table if answers.columns is None else messages.columns_not_named
            raise ReadError(unknown(table.file_name, table.titles[:_MOST_TITLES]), "columns", table.titles)
        known = own_table.format_of(table, columns)
    if known.code in ANSWERS:
        return _of_answers(table, known, answers)
    cells = _Cells(table, known, today, own_table.period_above(table))
    questions = [question for question in _questions(table, columns, cells, answers, today) if question is not None]
    chosen: dict[str, str] = {question.about: question.chosen or question.values[0] for question in questions}

    bill = _read(table, known, cells, chosen, answers)
    if (repeated := _repeated_question(bill, known, answers)) is not None:
        questions.append(repeated)

    def readings(question: _Open) -> Iterator[FileReading]:
        if question.about in ("period", "currency"):
            for value in question.values:
                month = _days_in(value, "", 0) if question.about == "period" else None
                totals = bill.totals if month is not None else {value: total(bill.totals.values())}
                yield FileReading(value, messages.reading(value, month and month.first, month and month.last, totals))
            return
        if question.about == "repeated":
            for value, totals in zip(question.values, _sums_of_repeated(bill), strict=True):
                yield FileReading(value, messages.reading(value, bill.first, bill.last, totals))
            return
        bills = {
            value: _read(table, known, cells, chosen | {question.about: value}, answers) for value in question.values
        }
        if question.about == "zone":
            yield from _by_month(bills)
            return
        for value, read_so in bills.items():
            yield FileReading(value, messages.reading(value, read_so.first, read_so.last, read_so.totals))

    asked = tuple(
        Question(
            f"{question.about}:{table.file_name}",
            messages.question(question.about, table.file_name, question.examples),
            tuple(readings(question)),
            question.chosen,
        )
        for question in questions
    )
    if known.code == COLUMNS:
        bill = replace(bill, titles=table.titles, columns=columns)
    bill = replace(bill, questions=asked)
    return replace(bill, records=(), totals={}) if bill.is_open else bill


def _by_month(bills: Mapping[str, BillFile]) -> Iterator[FileReading]:
    """Readings that differ by the months of days, each with the sums of those months."""
    sums = {
        value: summed(((Month.of(record.day), record.currency), record.cost) for record in bill.records)
        for value, bill in bills.items()
    }
    months = sorted({month for of_value in sums.values() for month, _ in of_value})

    def of_month(value: str, month: Month) -> dict[str, Decimal]:
        return {currency: cost for (of_sum, currency), cost in sums[value].items() if of_sum == month and currency}

    moved = [month for month in months if len({tuple(of_month(value, month).items()) for value in bills}) > 1]
    for value in bills:
        yield FileReading(value, messages.reading_by_month(value, ((month, of_month(value, month)) for month in moved)))


class _Open(NamedTuple):
    """A question that the cells of a file leave open, before its readings are known."""

    about: Asked
    values: tuple[str, ...]
    chosen: str
    examples: tuple[str, ...]


def _repeated_question(bill: BillFile, known: TableFormat, answers: FileAnswers) -> _Open | None:
    """Whether rows that stand in a file again count; left open where each row of it stands there twice."""
    if not (repeated := bill.repeated or (() if known.once else bill.left_out("repeated"))):
        return None
    rows = sum(leftover.rows for leftover in repeated)
    others = bill.rows - sum(leftover.rows for leftover in bill.leftovers if leftover.why != "repeated")
    each_twice = rows > 1 and rows * 2 == others
    return _Open("repeated", ("all", "once"), answers.repeated or ("" if each_twice else "all"), ())


def _sums_of_repeated(bill: BillFile) -> tuple[Mapping[str, Decimal], Mapping[str, Decimal]]:
    """What a file adds up to where rows that stand there again count, and where they count once."""
    counted, left = cost_by_currency(bill.repeated), cost_by_currency(bill.left_out("repeated"))
    together = summed([*bill.totals.items(), *left.items()])
    return together, summed([*together.items(), *((currency, -cost) for currency, cost in (counted | left).items())])


class _Cells:
    """The different cells of the columns whose reading is decided by all of them."""

    def __init__(self, table: FileTable, known: TableFormat, today: dt.date, period: Days | None) -> None:
        self.period = period
        reader = TableReader(table, known, CellFormats({}))
        self.places = reader.places
        roles: list[Role] = [role for role in (*_NUMBERS, "day", "end") if role in reader.places]
        self.by_role: dict[Role, set[str]] = {role: set() for role in roles}
        columns = [(self.by_role[role], reader.places[role]) for role in roles]
        projects: set[str] = set()
        project = reader.places.get("project")
        for row in table.rows():
            for texts, place in columns:
                if len(texts) < _MOST_CELLS:
                    texts.add(row[place])
            if project is not None and len(projects) <= _MOST_PROJECTS:
                projects.add(row[project])
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


def _questions(
    table: FileTable, columns: NamedColumns | None, cells: _Cells, answers: FileAnswers, today: dt.date
) -> Iterator[_Open | None]:
    if "day" not in cells.places and cells.period is None:
        months = [str(Month.of(today).plus(-back)) for back in range(1, _MONTHS_BACK)]
        yield _Open("period", tuple(dict.fromkeys([*months, answers.period or months[0]])), answers.period, ())
    order = cells.order
    if not order and (open_days := _ambiguous_days(cells.days)):
        yield _Open("day-order", ("day-first", "month-first"), answers.order, open_days)
    elif order and answers.order and _by_sign(cells.days):
        yield _Open("day-order", ("day-first", "month-first"), answers.order, _by_sign(cells.days))
    if cells.zone is not None and (moved := _moved_days(cells)):
        own = "named" if cells.zone.zone is None else "begins"
        zone = answers.zone or (own if cells.zone.is_told else _whole_months(moved, own))
        yield _Open("zone", (own, "utc"), zone, (cells.zone.begins.isoformat(" ", "minutes"),))
    open_numbers = _open_numbers(table, cells, columns is None and table.delimiter != ";")
    if open_numbers:
        yield _Open("numbers", ("point", "comma"), answers.numbers, open_numbers)
    if columns is not None and not columns.currency and cells.other_currency:
        yield _Open("currency", ("USD", cells.other_currency), answers.currency or "USD", ())
    if columns is not None and not columns.end:
        yield _span_question(table, columns, cells, answers, order or answers.order or "day-first")


def _moved_days(cells: _Cells) -> list[tuple[Days, Days]]:
    """The days of a column in the zone that its times tell and in UTC; nothing where all are of the same months."""
    zone = None if cells.zone is None else cells.zone.zone
    both = ((_days_in(text, cells.order, zone), _days_in(text, cells.order, 0)) for text in cells.days)
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


def _days_in(text: str, order: DayOrder, zone: DayZone) -> Days | None:
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


def _open_numbers(table: FileTable, cells: _Cells, by_program: bool) -> tuple[str, ...]:
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
    table: FileTable, columns: NamedColumns, cells: _Cells, answers: FileAnswers, order: str
) -> _Open | None:
    """What the dates of a table are of, where each month has one: a day, its month, or the month before."""
    texts = cells.by_role.get("day", set())
    dates = _dates(texts, order)
    if len(texts) > len(dates):
        # Several times of a day are no dates of invoices.
        return None
    if own_table.names_weeks(columns) or _are_weeks(dates):
        chosen = answers.span or ("week" if own_table.names_weeks(columns) else "")
        return _Open("span", ("week", "day"), chosen, tuple(map(str, dates[:2]))) if dates else None
    months = Counter(Month.of(date) for date in dates)
    invoices = own_table.has_invoices(table, columns)
    several = any(count > 1 for count in months.values())
    if not dates or (several and (not invoices or _are_daily(dates))):
        return None
    values = ("month", "month-before") if len(dates) > 1 and not several else ("month", "month-before", "day")
    examples = tuple(str(date) for date in dates[:2])
    if answers.span:
        return _Open("span", values if answers.span in values else (answers.span, *values), answers.span, examples)
    if own_table.names_months(columns):
        return _Open("span", values, "month", examples)
    if all(date.day >= 25 for date in dates) and (len(dates) > 1 or invoices):
        return _Open("span", values, "month", examples)
    if all(date.day <= 5 for date in dates) and invoices:
        return _Open("span", values, "month-before", examples)
    if invoices and all(month_of_invoice(date) is not None for date in dates):
        return _Open("span", ("invoice", *values), "invoice", examples)
    return _Open("span", values, "", examples)


def _dates(texts: set[str], order: str) -> list[dt.date]:
    """The different days of a column; none where one of them is of several days."""
    dates: set[dt.date] = set()
    for text in texts:
        try:
            covered = cell_days.days(text, _order(order), None)
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


def _order(text: str) -> DayOrder:
    return "day-first" if text == "day-first" else "month-first" if text == "month-first" else ""


def _month_of(covered: Days) -> Days:
    return Days(Month.of(covered.first).first_day, Month.of(covered.first).last_day)


def _month_before(covered: Days) -> Days:
    month = Month.of(covered.first).plus(-1)
    return Days(month.first_day, month.last_day)


def _of_invoice(covered: Days) -> Days:
    month = month_of_invoice(covered.first) or Month.of(covered.first)
    return Days(month.first_day, month.last_day)


_SPANS: Mapping[str, Callable[[Days], Days]] = {
    "month": _month_of,
    "month-before": _month_before,
    "week": lambda covered: Days(covered.first, covered.first + dt.timedelta(days=6)),
    "invoice": _of_invoice,
}


def _read(
    table: FileTable, known: TableFormat, cells: _Cells, chosen: Mapping[str, str], answers: FileAnswers
) -> BillFile:
    """The records of a table, its questions answered in one way."""
    sign: NumberFormat = "comma" if chosen.get("numbers") == "comma" else "point"
    cost = cells.places.get("cost")
    title = "" if cost is None else table.titles[cost]
    cell_formats = CellFormats(
        {role: numbers or sign for role, numbers in cells.numbers.items()},
        _order(chosen.get("day-order", cells.order)),
        0 if cells.zone is None or chosen.get("zone") == "utc" else cells.zone.zone,
        answers.currency or cell_values.currency_of_title(title, cell_values.is_chinese(table.titles)) or "USD",
        _SPANS.get(chosen.get("span", "")),
        answers.model,
        cells.projects,
        _days_in(chosen.get("period", ""), "", 0) or cells.period,
        answers.repeated == "once",
    )
    reader = TableReader(table, known, cell_formats)
    bill = bill_file(table.file_name, known.code, reader.rows(), (*table.notes, *notes_of(table, reader)))
    bill = replace(bill, rates=reader.one_rate_each(), repeated=reader.repeated())
    if known.code == COLUMNS and is_a_statement(bill):
        bill = with_other_sign(bill)
    if bill.repeated:
        rows = sum(leftover.rows for leftover in bill.repeated)
        note = messages.repeated_rows(bill.name, rows, cost_by_currency(bill.repeated))
        bill = replace(bill, notes=(*bill.notes, note))
    unreadable = [leftover for leftover in bill.leftovers if leftover.why == "unreadable"]
    if (
        sum(leftover.rows for leftover in unreadable) * _MOST_UNREADABLE > bill.rows
        and unreadable[0].problem is not None
    ):
        raise ReadError(unreadable[0].problem, "columns", table.titles)
    return bill


def _of_answers(table: FileTable, known: TableFormat, answers: FileAnswers) -> BillFile:
    """Answers of programs: they have a day and a model only where they say so."""
    model = table.place("model")
    if not answers.model and (model is None or not all(row[model] for row in table.rows())):
        raise ReadError(messages.model_not_named(table.file_name, sum(1 for _ in table.rows())), "model")
    asked = answers.day
    cell_formats = CellFormats({}, span=None, model=answers.model)
    reader = TableReader(table, known, cell_formats)
    day = None if asked is None else Days(asked, asked)
    rows = (row if row.days is not None else row._replace(days=day) for row in reader.rows())
    return bill_file(table.file_name, known.code, rows, table.notes)


def _notes_on_days(bill: BillFile, today: dt.date) -> Iterator[Message]:
    """Whether a file is final, whether a report was cut, and amounts in other currencies."""
    if bill.first is None or bill.last is None or bill.is_open:
        return
    if bill.last >= today:
        yield messages.not_final(bill.name, bill.last)
    days = (bill.last - bill.first).days + 1
    if bill.source in _REPORTS and days >= _MOST_DAYS:
        yield messages.longest_report(bill.name, days, _MOST_DAYS)
    for currency, amount in bill.totals.items():
        if currency != "USD":
            yield messages.other_currency(bill.name, currency, amount)

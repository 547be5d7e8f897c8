"""The answer of `python -m pricing actual`: bills compared with a plan, as plain data and as lines of text."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import TypedDict

from pricing.actual import messages
from pricing.actual.conclusion import Conclusion, right_messages
from pricing.actual.landing import year_message
from pricing.actual.readers.files.source_file import ReadError
from pricing.actual.readers.messages import LEFT_OUT, file_read, left_out
from pricing.actual.readers.usage_records import BillFile, Leftover, Question
from pricing.actual.variance import Variance, month_messages, part_messages
from pricing.export.estimates import text
from pricing.scenario.scenario import Scenario
from pricing.values.exact import of_fraction, plain, rounded, total
from pricing.wording.messages import Message, words

_Row = dict[str, object]


class BillData(TypedDict):
    """Bills compared with a plan; amounts are exact text."""

    files: list[_Row]
    asks: list[_Row]
    months: list[_Row]
    apart: list[_Row]
    set_right: list[_Row]
    year: _Row | None


def names_of(paths: Sequence[Path]) -> list[str]:
    """The names of files in answers: the file's name, or its path if two files have the same name."""
    names = [path.name for path in paths]
    return [path.name if names.count(path.name) == 1 else str(path) for path in paths]


def bill_data(files: Iterable[BillFile], unread: Mapping[str, ReadError], conclusion: Conclusion) -> BillData:
    """The answer for a program."""
    read = tuple(files)
    right, year = conclusion.right, conclusion.year
    return {
        "files": [*map(_file, read), *(_unread(name, error) for name, error in unread.items())],
        "asks": [
            *(_asked_by_error(name, error) for name, error in unread.items() if error.asks),
            *map(_question, _open_questions(read, conclusion)),
        ],
        "months": [
            _month(variance, conclusion.is_complete(variance.month)) for variance in conclusion.variances.values()
        ],
        "apart": [
            {"what": line.kind, "name": line.model, "currency": line.currency, "amount": plain(line.cost)}
            for line in conclusion.apart
            if line.currency
        ],
        "set_right": []
        if right is None
        else [
            {"lever": lever.lever, "workload": lever.workload, "from": lever.present, "to": lever.value, "by": lever.by}
            for lever in right.levers
        ],
        "year": None
        if year is None
        else {
            "billed": plain(total(month.billed for month in year.months)),
            "expected": plain(year.total),
            "months": [
                {"month": str(month.month), "billed": text(month.billed), "expected": plain(month.expected)}
                for month in year.months
            ],
        },
    }


def _open_questions(files: Iterable[BillFile], conclusion: Conclusion) -> Iterator[Question]:
    """The questions of files and of the comparison that have no answer yet."""
    questions = [*(question for file in files for question in file.questions), *conclusion.questions]
    return (question for question in questions if not question.chosen)


def _file(file: BillFile) -> _Row:
    return {
        "name": file.name,
        "read_as": file.source,
        "rows": file.rows,
        "left_out": [_left_out(leftover) for leftover in file.leftovers],
        "first": _day(file.first),
        "last": _day(file.last),
        "totals": {currency: plain(amount) for currency, amount in file.totals.items()},
        "notes": [words(note) for note in file.notes],
    }


def _day(day: dt.date | None) -> str | None:
    return None if day is None else str(day)


def _left_out(leftover: Leftover) -> _Row:
    return {
        "why": leftover.why,
        "rows": leftover.rows,
        "name": leftover.model,
        "currency": leftover.currency,
        "amount": plain(leftover.cost),
        "reason": words(leftover.problem or LEFT_OUT[leftover.why]),
    }


def _unread(name: str, error: ReadError) -> _Row:
    return {"name": name, "read_as": None, "rows": 0, "left_out": [], "error": words(error.message)}


def _asked_by_error(name: str, error: ReadError) -> _Row:
    """The question of a file that cannot be read without its answer."""
    key = "column-day" if error.asks == "columns" else error.asks
    return {"key": f"{key}:{name}", "question": words(error.message), "choices": []}


def _question(question: Question) -> _Row:
    choices = [{"value": reading.value, "label": words(reading.label)} for reading in question.readings]
    return {"key": question.key, "question": words(question.text), "choices": choices}


def _month(month: Variance, is_complete: bool) -> _Row:
    of_month, days = month.month, month.days
    first = of_month.first_day.replace(day=min(month.compared.first, of_month.days))
    last = first.replace(day=min(first.day + days - 1, of_month.days))
    images = sum((group.images[0] for group in month.compared.groups), Fraction(0))
    return {
        "month": str(of_month),
        "first": str(first),
        "last": str(last),
        "currency": month.compared.currency,
        "billed": plain(month.actual),
        "images": plain(rounded(of_fraction(images), 0)),
        "images_by": sorted({group.images[1] for group in month.compared.groups}),
        "planned": plain(month.planned) if is_complete else None,
        "difference": plain(month.difference) if is_complete else None,
        "as_planned": month.as_planned if is_complete else None,
        "parts": [{"part": part.code, "amount": plain(part.amount)} for part in month.visible_parts]
        if is_complete
        else [],
    }


def in_lines(scenario: Scenario, files: Iterable[BillFile], conclusion: Conclusion) -> str:
    """The answer for a person: files, open questions, months, amounts outside the plan, corrected values, the year."""
    read = tuple(files)
    lines: list[Message] = []
    for file in read:
        lines += [file_read(file.name, file.source, file.rows, file.first, file.last, file.totals), *file.notes]
        lines += [left_out(file.name, leftover.rows, leftover.why, leftover.problem) for leftover in file.leftovers]
    for question in _open_questions(read, conclusion):
        lines += [messages.asked(question.key, question.text)]
        lines += [messages.may_answer(reading.value, reading.label) for reading in question.readings]
    for month, compared in conclusion.compared.items():
        month_variance = conclusion.variances.get(month)
        if not conclusion.is_complete(month):
            lines += [messages.billed_in_part(month, None if month_variance is None else month_variance.actual)]
        elif month_variance is None:
            lines += [messages.no_cost(month)]
        else:
            lines += [*month_messages(month_variance), *part_messages(month_variance)]
            lines += [messages.not_compared(scenario.workloads[place].name) for place in compared.without_bill]
    lines += [
        messages.stands_apart(unmatched.kind, unmatched.model, unmatched.cost, unmatched.currency)
        for unmatched in conclusion.apart
        if unmatched.currency
    ]
    lines += right_messages(scenario, conclusion)
    if conclusion.year is not None:
        lines += [year_message(conclusion.year)]
    return "".join(f"{words(line)}\n" for line in lines)

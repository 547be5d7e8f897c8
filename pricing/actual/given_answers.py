"""Answers to the questions of files, by key: the same on the page, on the command line and in a pipeline.

`day-order:FILE`, `numbers:FILE`, `zone:FILE`, `span:FILE`, `period:FILE` (a month), `model:FILE`, `currency:FILE`,
`repeated:FILE`, `same-days:FILE` and `column-ROLE:FILE` are about a file. `rate:EUR:2026-10` is the units of a currency
for one USD, `name:NAME` the id of a model or `none`, and `images:2026-10` whether a count that its cost contradicts is
a count of images (`yes`).
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from pricing.actual import messages
from pricing.actual.compared_month import ComparedMonth, Rates, compared_month
from pricing.actual.matched_bill import Aliases
from pricing.actual.readers.file_questions import FileAnswers
from pricing.actual.readers.usage_records import NamedColumns
from pricing.actual.source_months import SourceMonth
from pricing.bill.estimate import Estimate
from pricing.prices import PriceBooks
from pricing.scenario.kinds import Number
from pricing.values.month import Month
from pricing.wording.messages import Message

NO_MODEL = "none"
"""The answer that a name is not of a model of the plan."""
RATE = Number(0, 1_000_000, 6)
"""Units of a currency for one USD, above 0."""
_ACCEPTED: Mapping[str, tuple[str, ...]] = {
    "day-order": ("day-first", "month-first"),
    "numbers": ("point", "comma"),
    "zone": ("utc", "named", "begins"),
    "span": ("month", "month-before", "week", "day", "invoice"),
    "repeated": ("all", "once"),
    "images": ("yes", "no"),
    "same-days": ("again", "further"),
}
_RATE_KEY = re.compile(r"([A-Z]{3}):(20[0-9]{2})-(0[1-9]|1[0-2])", re.ASCII)
_OF_COLUMN = "column-"
_OF_FILE = ("day-order", "numbers", "zone", "span", "period", "model", "currency", "repeated", "same-days")
_CURRENCY = re.compile(r"[A-Za-z]{3}", re.ASCII)
_MONTH = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])", re.ASCII)


class GivenAnswers(NamedTuple):
    """A person's answers about bills, apart from those about reading a file."""

    aliases: Aliases
    """Name in bills -> id of its model; empty for a name that is not of the plan."""
    rates: Rates
    trusted: frozenset[Month]
    """Months whose counts are of images, although their cost contradicts it."""


NO_ANSWERS = GivenAnswers({}, {}, frozenset())


def file_answers(answers: Mapping[str, str], name: str, day: dt.date | None = None) -> FileAnswers:
    """The answers about a file. `day` is the day of usage records that have no time."""
    of_file = {key.partition(":")[0]: value for key, value in answers.items() if key.partition(":")[2] == name}
    named = {key.removeprefix(_OF_COLUMN): value for key, value in of_file.items() if key.startswith(_OF_COLUMN)}
    columns = NamedColumns(**{key: value for key, value in named.items() if key in NamedColumns._fields})
    return FileAnswers(
        columns if named else None,
        of_file.get("day-order", ""),
        of_file.get("numbers", ""),
        of_file.get("span", ""),
        of_file.get("model", ""),
        day,
        of_file.get("currency", "").upper(),
        of_file.get("zone", ""),
        of_file.get("period", ""),
        of_file.get("repeated", ""),
    )


def bill_answers(answers: Mapping[str, str]) -> GivenAnswers:
    """The answers that are not about a file."""
    aliases = {
        key.removeprefix("name:"): "" if value == NO_MODEL else value
        for key, value in answers.items()
        if key.startswith("name:")
    }
    rates: dict[tuple[Month, str], Decimal] = {}
    for key, value in answers.items():
        if (
            key.startswith("rate:")
            and (parts := _RATE_KEY.fullmatch(key.removeprefix("rate:")))
            and (rate := _rate(value))
        ):
            rates[Month(int(parts[2]), int(parts[3])), parts[1]] = rate
    trusted = {
        key.removeprefix("images:") for key, value in answers.items() if key.startswith("images:") and value == "yes"
    }
    return GivenAnswers(aliases, rates, frozenset(Month(int(text[:4]), int(text[5:])) for text in trusted))


def compared_by_answers(
    whole: Estimate, month: Month, months: Iterable[SourceMonth], books: PriceBooks, answers: GivenAnswers
) -> ComparedMonth:
    """The bill of a month compared with a plan, with a person's answers applied."""
    return compared_month(whole, month, months, books, answers.aliases, answers.rates, month in answers.trusted)


def refused(answers: Mapping[str, str], names: Iterable[str], books: PriceBooks) -> Message | None:
    """Why an answer cannot be used, with what is accepted; None if all can."""
    files = set(names)
    for key, value in answers.items():
        kind, _, about = key.partition(":")
        if kind in _ACCEPTED and value not in _ACCEPTED[kind]:
            return messages.wrong_answer(key, value, ", ".join(_ACCEPTED[kind]))
        if kind == "period" and not _MONTH.fullmatch(value):
            return messages.wrong_answer(key, value, "2026-10")
        if kind == "currency" and not _CURRENCY.fullmatch(value):
            return messages.wrong_answer(key, value, "EUR")
        if kind == "images" and not _MONTH.fullmatch(about):
            return messages.wrong_key(key)
        if kind == "rate" and not _RATE_KEY.fullmatch(about):
            return messages.wrong_key(key)
        if kind == "rate" and _rate(value) is None:
            return messages.wrong_answer(key, value, "0.92")
        if kind == "name" and value != NO_MODEL and value not in books.listed:
            return messages.wrong_answer(key, value, NO_MODEL)
        of_file = kind in _OF_FILE or kind.startswith(_OF_COLUMN)
        if of_file and about not in files:
            return messages.wrong_key(key)
        if not of_file and kind not in ("images", "rate", "name"):
            return messages.wrong_key(key)
        if kind.startswith(_OF_COLUMN) and kind.removeprefix(_OF_COLUMN) not in NamedColumns._fields:
            return messages.wrong_key(key)
    return None


def _rate(text: str) -> Decimal | None:
    try:
        return Decimal(RATE.read(text)) or None
    except ValueError:
        return None

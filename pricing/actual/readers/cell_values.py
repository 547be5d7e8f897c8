"""Amounts, counts and days as files have them. What cannot be read is refused, never taken for nothing."""

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from pricing.actual.readers import messages
from pricing.scenario.kinds import Number
from pricing.values.size import Size
from pricing.wording.messages import Message

DayOrder = Literal["", "month-first", "day-first"]
"""Which comes first in `11/12/2026`; empty where a file has to tell."""
CellProblem = Callable[[str, int, str], Message]
"""What makes the message of the name of a file, a line in it, and the text of a cell."""
FORMULA = "\0formula"
"""What a cell of a workbook reads as that has a formula instead of a value."""
_PLAIN = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?", re.ASCII)
_LONGEST = 60
_LARGEST = 24
"""Digits before the decimal sign, and the exponent that a number may have."""
_AS_TYPED = Number(-(10**12), 10**12, 12, "USD")
_UNIX_SECONDS = re.compile(r"[0-9]{9,11}(?:\.0+)?", re.ASCII)
_BY_SLASH = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})(?:[ T].*)?", re.ASCII)
_YEARS = range(2015, 2101)


class CellError(ValueError):
    """A cell that is not what its column holds."""

    def __init__(self, problem: CellProblem, text: str) -> None:
        self.problem = messages.formula if text == FORMULA else problem
        self.text = text[:_LONGEST]
        super().__init__(self.text)


@lru_cache(maxsize=16_384)
def amount(text: str) -> Decimal | None:
    """A number, `52.6800`, `10.0`, `1,234.50` or `$5`; None for an empty cell. Raises CellError."""
    text = text.strip()
    if not text:
        return None
    if len(text) < _LARGEST and text.isascii() and text.isdigit():
        return Decimal(text)
    if len(text) <= _LONGEST and _PLAIN.fullmatch(text):
        value = Decimal(text)
        if value.adjusted() <= _LARGEST:
            return value
    try:
        return Decimal(_AS_TYPED.read_typed(text))
    except ValueError:
        raise CellError(messages.no_amount, text) from None


def stripped(text: str) -> str:
    """What a cell says, without spaces around it. Raises CellError for a formula."""
    if text == FORMULA:
        raise CellError(messages.formula, text)
    return text.strip()


@lru_cache(maxsize=64)
def currency(text: str) -> str:
    """Three letters in capitals; empty for an empty cell. Raises CellError."""
    code = text.strip().upper()
    if code and not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise CellError(messages.no_currency_code, text)
    return code


@lru_cache(maxsize=256)
def size(text: str) -> Size | None:
    """A size like `1024x1024`; None for anything else, like `auto`."""
    try:
        return Size.parse(text.strip())
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def day(text: str, order: DayOrder = "") -> dt.date | None:
    """The day in UTC of Unix seconds, a date or a time; None for an empty cell. A time without a zone is in UTC.

    Raises CellError, for `11/12/2026` too where the order is not known.
    """
    text = text.strip()
    if not text:
        return None
    if _UNIX_SECONDS.fullmatch(text):
        return dt.datetime.fromtimestamp(int(text.partition(".")[0]), dt.UTC).date()
    if parts := _BY_SLASH.fullmatch(text):
        return _by_slash(parts, order)
    try:
        moment = dt.datetime.fromisoformat(text.replace("/", "-"))
    except ValueError:
        raise CellError(messages.no_date, text) from None
    return _within(moment.date() if moment.tzinfo is None else moment.astimezone(dt.UTC).date(), text)


def order_of(texts: set[str]) -> DayOrder:
    """Which comes first in the days of a column, as far as one of them tells."""
    for text in sorted(texts):
        if (parts := _BY_SLASH.fullmatch(text.strip())) and (order := _order(parts)):
            return order
    return ""


def _order(parts: re.Match[str]) -> DayOrder:
    first, second = int(parts[1]), int(parts[3])
    if parts[2] == "." or first > 12:
        return "day-first"
    return "month-first" if second > 12 else ""


def _by_slash(parts: re.Match[str], order: DayOrder) -> dt.date:
    first, second, year = int(parts[1]), int(parts[3]), int(parts[4])
    order = order or _order(parts)
    if not order and first != second:
        raise CellError(messages.ambiguous_date, parts[0])
    month, day_of_month = (first, second) if order == "month-first" else (second, first)
    try:
        return _within(dt.date(year, month, day_of_month), parts[0])
    except ValueError:
        raise CellError(messages.no_date, parts[0]) from None


def _within(date: dt.date, text: str) -> dt.date:
    if date.year not in _YEARS:
        raise CellError(messages.no_date, text)
    return date

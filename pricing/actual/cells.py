"""Amounts, counts and days as files have them. What cannot be read is refused, never taken for nothing."""

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache
from typing import Literal

from pricing.scenario import typed
from pricing.scenario.kinds import Number
from pricing.values.size import Size

Order = Literal["", "month-first", "day-first"]
"""Which comes first in `11/12/2026`; empty where a file has to tell."""

_PLAIN = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?", re.ASCII)
FORMULA = "\0formula"
"""What a cell of a workbook reads as that has a formula instead of a value."""
_LONGEST = 60
_LARGEST = 24
"""Digits before the decimal sign, and the exponent that a number may have."""
_AS_TYPED = Number(-(10**12), 10**12, 12, " USD")
_UNIX = re.compile(r"[0-9]{9,11}(?:\.0+)?", re.ASCII)
_BY_SLASH = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})(?:[ T].*)?", re.ASCII)
_YEARS = range(2015, 2101)


class CellError(ValueError):
    """A cell that is not what its column holds; `what` is `amount`, `day`, `ambiguous-day`, `currency` or `formula`."""

    def __init__(self, what: str, text: str) -> None:
        self.what = "formula" if text == FORMULA else what
        self.text = text[:_LONGEST]
        super().__init__(what, self.text)


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
        return Decimal(typed.read(_AS_TYPED, text))
    except ValueError:
        raise CellError("amount", text) from None


def text(value: str) -> str:
    """What a cell says, without spaces around it. Raises CellError for a formula."""
    if value == FORMULA:
        raise CellError("formula", value)
    return value.strip()


@lru_cache(maxsize=64)
def currency(text: str) -> str:
    """Three letters in capitals; empty for an empty cell. Raises CellError."""
    code = text.strip().upper()
    if code and not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise CellError("currency", text)
    return code


@lru_cache(maxsize=256)
def size(text: str) -> Size | None:
    """A size like `1024x1024`; None for anything else, like `auto`."""
    try:
        return Size.parse(text.strip())
    except ValueError:
        return None


@lru_cache(maxsize=4096)
def day(text: str, order: Order = "") -> dt.date | None:
    """The day in UTC of Unix seconds, a date or a time; None for an empty cell. A time without a zone is in UTC.

    Raises CellError, for `11/12/2026` too where the order is not known.
    """
    text = text.strip()
    if not text:
        return None
    if _UNIX.fullmatch(text):
        return dt.datetime.fromtimestamp(int(text.partition(".")[0]), dt.UTC).date()
    if parts := _BY_SLASH.fullmatch(text):
        return _by_slash(parts, order)
    try:
        moment = dt.datetime.fromisoformat(text.replace("/", "-"))
    except ValueError:
        raise CellError("day", text) from None
    found = moment.date() if moment.tzinfo is None else moment.astimezone(dt.UTC).date()
    return _within(found, text)


def order_of(texts: set[str]) -> Order:
    """Which comes first in the days of a column, as far as one of them tells."""
    for text in texts:
        if (parts := _BY_SLASH.fullmatch(text.strip())) and (known := _order(parts)):
            return known
    return ""


def _order(parts: re.Match[str]) -> Order:
    first, second = int(parts[1]), int(parts[3])
    if parts[2] == "." or first > 12:
        return "day-first"
    return "month-first" if second > 12 else ""


def _by_slash(parts: re.Match[str], order: Order) -> dt.date:
    first, second, year = int(parts[1]), int(parts[3]), int(parts[4])
    known = order or _order(parts)
    if not known and first != second:
        raise CellError("ambiguous-day", parts[0])
    month, at = (first, second) if known == "month-first" else (second, first)
    try:
        return _within(dt.date(year, month, at), parts[0])
    except ValueError:
        raise CellError("day", parts[0]) from None


def _within(found: dt.date, text: str) -> dt.date:
    if found.year not in _YEARS:
        raise CellError("day", text)
    return found

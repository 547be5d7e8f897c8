"""Days and months as files have them: the order of the date is decided once for a column, from all its cells."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from babel.dates import get_month_names

from pricing.actual.readers import messages
from pricing.actual.readers.cell_values import FORMULA, CellError
from pricing.values.month import Month

DayOrder = Literal["", "month-first", "day-first"]
"""Which comes first in `11/12/2026`; empty where a file has to tell."""
YEARS = range(2015, 2101)
_UNIX_SECONDS = re.compile(r"[0-9]{9,11}(?:\.[0-9]+)?|[0-9]{13}", re.ASCII)
_COMPACT = re.compile(r"(20[0-9]{2})([01][0-9])([0-3][0-9])?", re.ASCII)
_MONTH_ONLY = re.compile(
    r"(?:(20[0-9]{2})[-/.]([01]?[0-9])|([01]?[0-9])[-/.](20[0-9]{2})|(20[0-9]{2})年([01]?[0-9])月)", re.ASCII
)
_BY_SIGN = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?:,?[ T].*)?", re.ASCII)
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[ T].*)?", re.ASCII)
_ORDINAL = "(?:st|nd|rd|th)?"
_NAMED = re.compile(
    rf"(?:(?P<first>[0-9]{{1,2}}){_ORDINAL}[. -]*(?:de )?)?(?P<name>[^\W\d_]+)\.?[ -]*(?:de )?"
    rf"(?:(?P<second>[0-9]{{1,2}}){_ORDINAL}(?:,? +|, ?|-))?'?(?P<year>[0-9]{{4}}|[0-9]{{2}})(?:,?[ T][0-9:.]+.*)?"
)
"""`31 Oct 2026`, `Oct 31, 2026`, `31. Oktober 2026`, `Oct 2026`."""
_PERIOD = re.compile(r"\s+(?:-|–|—|to|bis|until|through)\s+|\s*(?:–|—|~)\s*")
_ZONE = re.compile(r" ?(?:UTC|GMT)$")
_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl")


class Days(NamedTuple):
    """The days that a cell names, both ends among them."""

    first: dt.date
    last: dt.date


@lru_cache(maxsize=8192)
def days(text: str, order: DayOrder = "", local: bool = False) -> Days | None:
    """The day in UTC of Unix seconds, a date or a time, the days of a month or a period; None for an empty cell.

    A time without a zone is in UTC. `local`: a time with a zone is of the day that it names. Raises CellError, for
    `11/12/2026` too where the order is not known, and for what is not from 2015 to 2100.
    """
    text = text.strip()
    if not text:
        return None
    if text == FORMULA or len(text) > 60:
        raise CellError(messages.no_date, text)
    if len(ends := _PERIOD.split(text)) == 2 and all(ends):
        first, last = (_days(end, order, local) for end in ends)
        if first.first <= last.last:
            return Days(first.first, last.last)
        raise CellError(messages.no_date, text)
    return _days(text, order, local)


def _days(text: str, order: DayOrder, local: bool) -> Days:
    try:
        named = _month(text) or _day(text, order, local)
    except (ValueError, OverflowError) as error:
        if isinstance(error, CellError):
            raise
        raise CellError(messages.no_date, text) from None
    if named is None or named.first.year not in YEARS or named.last.year not in YEARS:
        raise CellError(messages.no_date, text)
    return named


def _month(text: str) -> Days | None:
    """The days of a month, `2026-10`, `10/2026`, `202610`, `Oct 2026`."""
    year = month = 0
    if parts := _MONTH_ONLY.fullmatch(text):
        year, month = int(parts[1] or parts[4] or parts[5]), int(parts[2] or parts[3] or parts[6])
    elif (parts := _COMPACT.fullmatch(text)) and not parts[3]:
        year, month = int(parts[1]), int(parts[2])
    elif (parts := _NAMED.fullmatch(text)) and not parts["first"] and not parts["second"]:
        year, month = _full_year(parts["year"]), _month_names().get(parts["name"].casefold(), 0)
    if not 1 <= month <= 12:
        return None
    return Days(Month(year, month).first_day, Month(year, month).last_day)


def _day(text: str, order: DayOrder, local: bool) -> Days | None:
    date: dt.date | None = None
    if _UNIX_SECONDS.fullmatch(text):
        seconds = int(text.partition(".")[0])
        date = dt.datetime.fromtimestamp(seconds // 1000 if len(text) == 13 else seconds, dt.UTC).date()
    elif parts := _COMPACT.fullmatch(text):
        date = dt.date(int(parts[1]), int(parts[2]), int(parts[3]))
    elif parts := _BY_SIGN.fullmatch(text):
        date = _by_sign(parts, order)
    elif (parts := _NAMED.fullmatch(text)) and (month := _month_names().get(parts["name"].casefold())):
        date = dt.date(_full_year(parts["year"]), month, int(parts["first"] or parts["second"]))
    else:
        date = _iso(text, local)
    return Days(date, date)


def _iso(text: str, local: bool) -> dt.date:
    try:
        moment = dt.datetime.fromisoformat(_ZONE.sub("+00:00", text))
    except ValueError:
        parts = _YEAR_FIRST.fullmatch(text)
        if parts is None:
            raise
        return dt.date(int(parts[1]), int(parts[2]), int(parts[3]))
    return moment.date() if moment.tzinfo is None or local else moment.astimezone(dt.UTC).date()


def _by_sign(parts: re.Match[str], order: DayOrder) -> dt.date:
    first, second = int(parts[1]), int(parts[3])
    order = order or _order(parts)
    if not order and first != second:
        raise CellError(messages.ambiguous_date, parts[0])
    month, day = (first, second) if order == "month-first" else (second, first)
    return dt.date(_full_year(parts[4]), month, day)


def _full_year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _order(parts: re.Match[str]) -> DayOrder:
    first, second = int(parts[1]), int(parts[3])
    if parts[2] == "." or first > 12:
        return "day-first"
    return "month-first" if second > 12 else ""


def order_of(texts: Iterable[str], today: dt.date, fewest: int = 3) -> DayOrder:
    """Which comes first in the days of a column: where one cell tells, or where one order alone makes a run of days
    of `fewest` and none to come. Empty where both are possible.
    """
    both: list[re.Match[str]] = [parts for text in texts if (parts := _BY_SIGN.fullmatch(text.strip()))]
    told = Counter(order for parts in both if (order := _order(parts)))
    if told or not both:
        return told.most_common(1)[0][0] if told else ""
    orders: Sequence[DayOrder] = ("day-first", "month-first")
    read = {order: sorted({_by_sign(parts, order) for parts in both}) for order in orders}
    past = [order for order in orders if read[order][-1] <= today]
    runs = [order for order in past or orders if len(read[order]) >= fewest and _is_run(read[order])]
    if len(runs) == 1:
        return runs[0]
    return past[0] if len(past) == 1 else ""


def _is_run(dates: Sequence[dt.date]) -> bool:
    """Whether days follow each other, working days at least."""
    return all((later - earlier).days <= 3 for earlier, later in pairwise(dates))


def are_local(texts: Iterable[str]) -> bool:
    """Whether times of a column are the beginnings of days in their own zone, and not moments."""
    moments = []
    for text in texts:
        try:
            moments.append(dt.datetime.fromisoformat(text.strip()))
        except ValueError:
            continue
    return bool(moments) and all(moment.tzinfo is not None and moment.time() == dt.time() for moment in moments)


@cache
def _month_names() -> Mapping[str, int]:
    """Months by their names in some languages, full and short."""
    widths: tuple[Literal["wide", "abbreviated"], ...] = ("wide", "abbreviated")
    contexts: tuple[Literal["format", "stand-alone"], ...] = ("format", "stand-alone")
    names: dict[str, int] = {"sept": 9}
    for language in _LANGUAGES:
        for width in widths:
            for context in contexts:
                for number, name in get_month_names(width, context, language).items():
                    names.setdefault(name.casefold().rstrip("."), number)
    return names


def month_of_invoice(day: dt.date) -> Month | None:
    """The month that an invoice without a period is of: its own from the 25th on, the one before up to the 5th, else
    not told.
    """
    if day.day >= 25:
        return Month.of(day)
    return Month.of(day).plus(-1) if day.day <= 5 else None


def is_by_sign(text: str) -> bool:
    """Whether a date has numbers alone and its year last, so that its order is a matter of the country."""
    return _BY_SIGN.fullmatch(text.strip()) is not None


def is_dotted(text: str) -> bool:
    """Whether it is a date like `01.11.2026`."""
    return (parts := _BY_SIGN.fullmatch(text.strip())) is not None and parts[2] == "."

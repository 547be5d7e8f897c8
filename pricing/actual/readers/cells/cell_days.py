"""Days and months in files; the order of a date is decided once for a column, from all its cells."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from babel.dates import get_month_names

from pricing.actual.readers.cells import messages
from pricing.actual.readers.cells.cell_values import FORMULA, CellError
from pricing.values.month import Month

DayOrder = Literal["", "month-first", "day-first"]
"""The first number of `11/12/2026`; empty if it is not known."""
DayZone = int | None
"""The zone of the days of a column, in minutes east of UTC; None for the zone that each time names."""
YEARS = range(2015, 2101)
_UNIX_SECONDS = re.compile(r"[0-9]{9,11}(?:\.[0-9]+)?|[0-9]{13}", re.ASCII)
_COMPACT = re.compile(r"(20[0-9]{2})([01][0-9])([0-3][0-9])?", re.ASCII)
_MONTH_ONLY = re.compile(
    r"(?:(20[0-9]{2})[-/.]([01]?[0-9])|([01]?[0-9])[-/.](20[0-9]{2})|(20[0-9]{2})年([01]?[0-9])月)", re.ASCII
)
_MIDNIGHT = re.compile(r"[ T]00:00(?::00(?:\.0+)?)?(?: ?(?:Z|UTC|GMT|[+-][0-9:]+))?$")
_WEEK = re.compile(r"(20[0-9]{2})[- ]?W([0-5][0-9])", re.ASCII)
_QUARTER = re.compile(r"Q([1-4])[ /'-]?(20[0-9]{2})|(20[0-9]{2})[ /-]?Q([1-4])", re.ASCII)
_BY_SIGN = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4}|[0-9]{2})(?:,?[ T].*)?", re.ASCII)
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?:[ T].*)?", re.ASCII)
_ORDINAL = "(?:st|nd|rd|th)?"
_NAMED = re.compile(
    rf"(?:(?P<first>[0-9]{{1,2}}){_ORDINAL}[. -]*(?:de )?)?(?P<name>[^\W\d_]+)\.?[ -]*(?:de )?"
    rf"(?:(?P<second>[0-9]{{1,2}}){_ORDINAL}(?:,? +|, ?|-))?'?(?P<year>[0-9]{{4}}|[0-9]{{2}})(?:,?[ T][0-9:.]+.*)?"
)
"""`31 Oct 2026`, `Oct 31, 2026`, `31. Oktober 2026`, `Oct 2026`."""
_PERIOD = re.compile(
    r"\s+(?:-|–|—|to|bis|until|through|au|al|a|até)\s+|\s*(?:–|—|~|～|至|から)\s*"
    r"|(?<=[0-9]{4})-(?=[0-9]{1,2}[/.])|(?<=[/.][0-9]{2})-(?=[0-9]{4}[/.])|(?<=日)-(?=[0-9])"
    r"|(?<=-[0-9]{2})/(?=[0-9]{4}-)|(?<=[0-9Z])/(?=20[0-9]{2}-)|(?<=^20[0-9]{6})-(?=20[0-9]{6}$)"
    r"|(?<=[A-Za-z] [0-9])-(?=[0-9])|(?<=[A-Za-z] [0-9]{2})-(?=[0-9])"
)
"""The separator of the first and the last day of a period in one cell."""
_YEAR = re.compile(r"20[0-9]{2}", re.ASCII)
_DAY_OF_MONTH = re.compile(r"[0-9]{1,2}", re.ASCII)
_WEEKDAY = re.compile(r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +", re.IGNORECASE)
_ZONE = re.compile(r" ?(?:UTC|GMT)$")
_LONGEST = 60
"""The most characters of a day or a time."""
_FEWEST_DAYS = 3
"""The fewest times at one hour that show a zone."""
_DAY_MINUTES = 24 * 60
_LANGUAGES = ("en", "de", "fr", "es", "it", "pt", "nl", "pl", "sv", "da", "nb", "cs", "fi", "ru", "tr")
_SERIAL = re.compile(r"(4[2-9][0-9]{3}|5[0-9]{4})(?:\.[0-9]+)?", re.ASCII)
"""Days of 2015 to 2064 as the numbers of spreadsheets."""
_FIRST_SERIAL = dt.date(1899, 12, 30)
_ERA = re.compile(r"(?:令和|R(?=[0-9]+\.))(元|[0-9]{1,2})(?:年|\.)")
_ERA_BEGAN = 2018
"""The year before the first of the era Reiwa."""

_DAY = dt.timedelta(days=1)
_SHORTEST_MONTH = 27
"""Days from the first to the last of a month, at least."""


class Days(NamedTuple):
    """The days that a cell names, from first to last."""

    first: dt.date
    last: dt.date


def each_day(period: Days) -> Iterator[dt.date]:
    """The days of a period, one after the other."""
    for place in range((period.last - period.first).days + 1):
        yield period.first + dt.timedelta(days=place)


@lru_cache(maxsize=8192)
def days(text: str, order: DayOrder = "", zone: DayZone = 0) -> Days | None:
    """The day in a zone of Unix seconds, of a date or a time; the days of a month or a period; None for an empty cell.

    A time without a zone is of the day that it names. Raises CellError, also for `11/12/2026` if the order is not
    known, and for years outside 2015 to 2100.
    """
    text = _ERA.sub(_of_era, _WEEKDAY.sub("", text.strip()))
    if not text:
        return None
    if text == FORMULA or len(text) > _LONGEST:
        raise CellError(messages.no_date, text)
    if (ends := _ends(text)) is not None:
        first, last = (_days(end, order, zone) for end in ends)
        end = last.last - _DAY if _MIDNIGHT.search(ends[1]) else last.last
        if first.first <= end:
            return Days(first.first, end)
        raise CellError(messages.no_date, text)
    return _days(text, order, zone)


@lru_cache(maxsize=8192)
def period_to(begin: Days, end: Days | None, is_open: bool) -> Days:
    """The days of a period. An open end is the first day after it, unless it is the last day of a month in a period
    that begins on the first.
    """
    if end is None or end.last <= begin.first:
        return begin
    whole_months = (
        begin.first.day == 1 and (end.last + _DAY).day == 1 and (end.last - begin.first).days >= _SHORTEST_MONTH
    )
    is_open = is_open and not whole_months
    last = max(begin.last, end.first - _DAY) if is_open and end.last > begin.last else end.last
    return Days(begin.first, last)


def _of_era(parts: re.Match[str]) -> str:
    """The year of a Japanese era as a calendar year."""
    year = _ERA_BEGAN + (1 if parts[1] == "元" else int(parts[1]))
    return f"{year}{parts[0][-1]}"


def _ends(text: str) -> tuple[str, str] | None:
    """The first and the last day of a period in one cell, with a month and year that the cell has only once added to
    both.

    `2026-10-01 - 2026-10-31`, `Oct 1 - Oct 31, 2026`, `Oct 1-31, 2026`, `1 - 31 Oct 2026`, `2026年10月1日-10月31日`.
    """
    ends = _PERIOD.split(text)
    if len(ends) != 2 or not all(ends):
        return None
    first, last = ends
    if _DAY_OF_MONTH.fullmatch(first):
        return first + last.lstrip("0123456789"), last
    if (parts := re.fullmatch(r"([0-9]{1,2})(,? .*)", last)) and not _named_month(last):
        last = f"{first.rstrip('0123456789')}{parts[1]}{parts[2]}"
    if (year := _YEAR.search(last)) is not None and not _YEAR.search(first):
        return f"{first}, {year[0]}" if first[-1].isdigit() else f"{first} {year[0]}", last
    if (year := _YEAR.match(first)) is not None and not _YEAR.search(last):
        return first, f"{first[:5]}{last}"
    return first, last


def _named_month(text: str) -> bool:
    return any(word.casefold() in _month_names() for word in re.findall(r"[^\W\d_]+", text))


def _days(text: str, order: DayOrder, zone: DayZone) -> Days:
    try:
        named = _month(text) or _day(text, order, zone)
    except (ValueError, OverflowError) as error:
        if isinstance(error, CellError):
            raise
        raise CellError(messages.no_date, text) from None
    if named is None or named.first.year not in YEARS or named.last.year not in YEARS:
        raise CellError(messages.no_date, text)
    return named


def _month(text: str) -> Days | None:
    """The days of a month, a quarter or a week: `2026-10`, `10/2026`, `202610`, `Oct 2026`, `Q4 2026`, `2026-W40`."""
    if parts := _WEEK.fullmatch(text):
        monday = dt.date.fromisocalendar(int(parts[1]), int(parts[2]), 1)
        return Days(monday, monday + dt.timedelta(days=6))
    if parts := _QUARTER.fullmatch(text):
        begin = Month(int(parts[2] or parts[3]), int(parts[1] or parts[4]) * 3 - 2)
        return Days(begin.first_day, begin.plus(2).last_day)
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


def _day(text: str, order: DayOrder, zone: DayZone) -> Days | None:
    date: dt.date | None = None
    if _UNIX_SECONDS.fullmatch(text):
        date = _of_unix(text).astimezone(_timezone(zone or 0)).date()
    elif parts := _SERIAL.fullmatch(text):
        date = _FIRST_SERIAL + dt.timedelta(days=int(parts[1]))
    elif parts := _COMPACT.fullmatch(text):
        date = dt.date(int(parts[1]), int(parts[2]), int(parts[3]))
    elif parts := _BY_SIGN.fullmatch(text):
        date = _by_sign(parts, order)
    elif (parts := _NAMED.fullmatch(text)) and (month := _month_names().get(parts["name"].casefold())):
        date = dt.date(_full_year(parts["year"]), month, int(parts["first"] or parts["second"]))
    else:
        date = _iso(text, zone)
    return Days(date, date)


def _of_unix(text: str) -> dt.datetime:
    seconds = int(text.partition(".")[0])
    return dt.datetime.fromtimestamp(seconds // 1000 if len(text) == 13 else seconds, dt.UTC)


@cache
def _timezone(minutes: int) -> dt.timezone:
    return dt.timezone(dt.timedelta(minutes=minutes))


def _iso(text: str, zone: DayZone) -> dt.date:
    try:
        moment = dt.datetime.fromisoformat(_ZONE.sub("+00:00", text))
    except ValueError:
        parts = _YEAR_FIRST.fullmatch(text)
        if parts is None:
            raise
        return dt.date(int(parts[1]), int(parts[2]), int(parts[3]))
    return moment.date() if moment.tzinfo is None or zone is None else moment.astimezone(_timezone(zone)).date()


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
    """The order of the dates of a column: if a cell shows it, or if only one order gives a run of at least `fewest`
    days and none in the future. Empty if both are possible.
    """
    ends = (end for text in texts for end in _ends(text.strip()) or (text.strip(),))
    both: list[re.Match[str]] = [parts for end in ends if (parts := _BY_SIGN.fullmatch(end))]
    orders_told = Counter(order for parts in both if (order := _order(parts)))
    if orders_told or not both:
        return orders_told.most_common(1)[0][0] if orders_told else ""
    orders: Sequence[DayOrder] = ("day-first", "month-first")
    read = {order: sorted({_by_sign(parts, order) for parts in both}) for order in orders}
    past = [order for order in orders if read[order][-1] <= today]
    runs = [order for order in past or orders if len(read[order]) >= fewest and _is_run(read[order])]
    if len(runs) == 1:
        return runs[0]
    return past[0] if len(past) == 1 else ""


def _is_run(dates: Sequence[dt.date]) -> bool:
    """Whether days follow each other, without gaps longer than a weekend."""
    return all((later - earlier).days <= 3 for earlier, later in pairwise(dates))


class ColumnZone(NamedTuple):
    """A time zone other than UTC in which the days of a column may be counted."""

    zone: DayZone
    begins: dt.datetime
    """A time of the column."""
    is_told: bool
    """Whether the times are starts of days in the zone that they name, and so are these days."""


def zone_of(texts: Iterable[str]) -> ColumnZone | None:
    """The zone of a column, if all its times name another zone than UTC, or all are at one other hour of UTC, as starts
    of days in another zone are. None if its days are those of UTC, or no time has a zone.
    """
    moments = [moment for text in texts if (moment := _moment(text.strip())) is not None]
    if not moments:
        return None
    at_midnight = all(moment.time() == dt.time() for moment in moments)
    if all(moment.utcoffset() for moment in moments):
        return ColumnZone(None, min(moments), at_midnight)
    times = {moment.timetz() for moment in moments}
    (time, *others) = times
    if others or at_midnight or time.second or time.minute % 15 or len(moments) < _FEWEST_DAYS:
        return None
    minutes = time.hour * 60 + time.minute
    return ColumnZone(_DAY_MINUTES - minutes if minutes >= _DAY_MINUTES // 2 else -minutes, min(moments), False)


def _moment(text: str) -> dt.datetime | None:
    """A moment from Unix seconds, or from a time that names its zone; None for other texts."""
    if len(text) > _LONGEST:
        return None
    try:
        moment = (
            _of_unix(text) if _UNIX_SECONDS.fullmatch(text) else dt.datetime.fromisoformat(_ZONE.sub("+00:00", text))
        )
    except (ValueError, OverflowError, OSError):
        return None
    return None if moment.tzinfo is None else moment


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
    """The month of an invoice without a period: its own from the 25th on, the one before up to the 5th, else unknown
    (None).
    """
    if day.day >= 25:
        return Month.of(day)
    return Month.of(day).plus(-1) if day.day <= 5 else None


def is_by_sign(text: str) -> bool:
    """Whether a date has only numbers with its year last, so that its order depends on the country."""
    return _BY_SIGN.fullmatch(text.strip()) is not None


def is_dotted(text: str) -> bool:
    """Whether a text is a date like `01.11.2026`."""
    return (parts := _BY_SIGN.fullmatch(text.strip())) is not None and parts[2] == "."

"""Sums the rows of a file by day, model and kind, with the rows that are left out and the notes."""

import datetime as dt
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from itertools import repeat

from pricing.actual.readers import messages
from pricing.actual.readers.cells.cell_days import Days, each_day
from pricing.actual.readers.files.source_file import ReadError
from pricing.actual.readers.messages import LeftOut
from pricing.actual.readers.usage_records import (
    CHARGES,
    MOST_SUMS,
    BillFile,
    CountedAmount,
    FileRow,
    Leftover,
    RowText,
    UsageKind,
    UsageRecord,
    cost_by_currency,
    leave,
    left_over,
)
from pricing.values.exact import EXACT, of_fraction, total
from pricing.values.month import Month
from pricing.wording.messages import Message

_COUNTED_ELSEWHERE: tuple[LeftOut, ...] = ("total", "repeated", "overlap", "not-charged", "future")
"""Reasons of rows whose amounts are in other rows or were never paid."""
_MOST_SPANS = 24
"""The most periods of a file that are kept; a file with more is one by days."""
_MOST_SUMMED = 40
"""The most rows without a day that are compared with the sum of the rows above."""


def bill_file(name: str, source: str, rows: Iterable[FileRow], notes: Sequence[Message]) -> BillFile:
    """The rows of a file as sums. A note tells how many days have no amount."""
    sums: dict[tuple[int, int, UsageKind, str], list[Decimal | None]] = {}
    texts: dict[int, RowText] = {}
    leftovers: dict[Hashable, Leftover] = {}
    periods = _Periods()
    count, compared = 0, iter(range(_MOST_SUMMED))
    with localcontext(EXACT):
        for row in rows:
            count += 1
            days, text, amounts = row.days, row.text, row.amounts
            if row.left_out is not None or (days is None and amounts):
                why = row.left_out or ("total" if _is_sum(amounts, sums, compared) else "no-day")
                leave(leftovers, left_over(why, text.model, amounts, row.problem))
                if len(leftovers) > MOST_SUMS:
                    raise ReadError(messages.too_many_sums(name, MOST_SUMS))
                continue
            if days is None:
                continue
            periods.add(days, amounts)
            texts[text.number] = text
            number, ordinal = text.number, days.first.toordinal()
            if _is_of_one_month(days):
                in_parts: Iterable[tuple[int, CountedAmount]] = zip(repeat(ordinal), amounts)
            else:
                in_parts = _by_month(days, amounts, text.is_subscription)
                periods.split.add(text.is_subscription)
            for day, (kind, quantity, cost, currency) in in_parts:
                key = day, number, kind, currency
                of_key = sums.get(key)
                if of_key is None:
                    if len(sums) >= MOST_SUMS:
                        raise ReadError(messages.too_many_sums(name, MOST_SUMS))
                    sums[key] = [quantity, cost]
                    continue
                if quantity is not None:
                    of_key[0] = quantity + (of_key[0] or 0)
                if cost is not None:
                    of_key[1] = cost + (of_key[1] or 0)
    records = tuple(
        _record(dt.date.fromordinal(day), texts[number], CountedAmount(kind, of_key[0], of_key[1], currency))
        for (day, number, kind, currency), of_key in sums.items()
    )
    all_notes = (*notes, *_notes_on_rows(name, count, periods))
    left = tuple(leftovers.values())
    first, last = _covered(periods.all) or (None, None)
    counted = [item for item in left if item.why not in _COUNTED_ELSEWHERE]
    totals = cost_by_currency((*records, *counted))
    months = None
    if len(periods.all) < _MOST_SPANS:
        months = frozenset(Month.of(day) for days in periods.all for day in days)
    used = _covered(periods.used | periods.blank if periods.used else periods.all)
    return BillFile(name, source, count, records, left, totals, first, last, all_notes, months, used=used)


class _Periods:
    """The periods of the rows of a file."""

    def __init__(self) -> None:
        self.all: set[Days] = set()
        self.used: set[Days] = set()
        """Periods with usage."""
        self.blank: set[Days] = set()
        """Periods of rows without an amount."""
        self.split: set[bool] = set()
        """Whether amounts of several months are split by months, as for subscriptions, and not by days."""

    def add(self, days: Days, amounts: Sequence[CountedAmount]) -> None:
        if amounts and days in self.used:
            return
        self.all.add(days)
        if not amounts:
            self.blank.add(days)
        elif any(map(_is_usage, amounts)):
            self.used.add(days)

    def blank_days(self) -> int:
        """The number of days that have no amount in any row."""
        blank, others = (
            {day for days in spans for day in each_day(days)} for spans in (self.blank, self.all - self.blank)
        )
        return len(blank - others)


def _is_usage(amount: CountedAmount) -> bool:
    """Whether an amount is usage: neither another charge nor a refund."""
    return amount.kind not in CHARGES and (amount.cost is None or amount.cost >= 0)


def _covered(periods: Collection[Days]) -> Days | None:
    """The days from the first to the last of some periods."""
    return Days(min(item.first for item in periods), max(item.last for item in periods)) if periods else None


def _notes_on_rows(name: str, count: int, periods: _Periods) -> Iterator[Message]:
    if not count:
        yield messages.no_rows(name)
    if blank := periods.blank_days():
        yield messages.blank_days(name, blank)
    if False in periods.split:
        yield messages.split_by_days(name)
    if True in periods.split:
        yield messages.split_by_months(name)


def _is_sum(
    amounts: Sequence[CountedAmount],
    sums: Mapping[tuple[int, int, UsageKind, str], Sequence[Decimal | None]],
    compared: Iterator[int],
) -> bool:
    """Whether a row without a day costs as much as all rows above it; False once too many were compared."""
    billed = next((amount for amount in amounts if amount.cost), None)
    if billed is None or next(compared, None) is None:
        return False
    return billed.cost == total(cost for (*_, currency), (_, cost) in sums.items() if currency == billed.currency)


def _record(day: dt.date, text: RowText, counted: CountedAmount) -> UsageRecord:
    return UsageRecord(day, text.model, *counted, text.source, text.size, text.quality, text.processing)


def _is_of_one_month(days: Days) -> bool:
    first, last = days
    return first is last or (first.year, first.month) == (last.year, last.month)


def _by_month(
    days: Days, amounts: Sequence[CountedAmount], is_subscription: bool
) -> Iterator[tuple[int, CountedAmount]]:
    """The amounts of a period of several months, divided by the days in each, with the ordinal of the first month.

    A monthly fee belongs to the months that begin in its period, and to that of its first day: one from 5 Oct to 4 Nov
    is October's.
    """
    first, last = days
    whole, rest = (last - first).days + 1, list(amounts)
    month, end = Month.of(first), Month.of(last)
    months = (end.year - month.year) * 12 + end.month - month.month + (last.day >= first.day)
    if is_subscription:
        end = month.plus(months - 1)
    while month < end:
        begin = max(month.first_day, first)
        part = Fraction(1, months) if is_subscription else Fraction((month.last_day - begin).days + 1, whole)
        for place, amount in enumerate(amounts):
            taken = amount._replace(quantity=_part(amount.quantity, part), cost=_part(amount.cost, part))
            left = rest[place]
            quantity, cost = _less(left.quantity, taken.quantity), _less(left.cost, taken.cost)
            rest[place] = left._replace(quantity=quantity, cost=cost)
            yield begin.toordinal(), taken
        month = month.plus(1)
    begin = max(month.first_day, first)
    for amount in rest:
        yield begin.toordinal(), amount


def _part(amount: Decimal | None, part: Fraction) -> Decimal | None:
    return None if amount is None else of_fraction(Fraction(amount) * part)


def _less(amount: Decimal | None, part: Decimal | None) -> Decimal | None:
    return None if amount is None or part is None else EXACT.subtract(amount, part)

"""Monthly sums by model and kind, which is what is kept of a file: nothing of a day, a row or a request."""

import calendar
import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal, localcontext
from functools import lru_cache
from typing import NamedTuple, cast

from pricing.actual import cells
from pricing.actual.records import KINDS, Kind, Processing, Reading, Record, added
from pricing.saved import ActualMonth
from pricing.values.exact import EXACT
from pricing.values.month import Month
from pricing.values.size import Size
from pricing.wording.figures import CURRENCY

DAYS = "days"
"""The kind that counts on how many days of a month a source has something to say, with or without an amount."""
NO_MODEL = "-"
"""The model of what names none; a name in itself, as what is kept needs one."""
_OTHERS = "(others)"
_MOST_OF_A_MONTH = 150
"""Sums of one source and month: beyond them the smallest become one."""
_LONGEST_MODEL = 200


class Import(NamedTuple):
    """What a new file changes of the months that are there."""

    months: tuple[ActualMonth, ...]
    """To be kept: those of the file that are no shorter than what is there, and not the same."""
    same: tuple[tuple[str, Month], ...]
    """Sources and months that are there as the file has them."""
    replaced: tuple[tuple[str, Month], ...]
    """Sources and months that they take the place of."""
    shorter: tuple[tuple[str, Month], ...]
    """Sources and months of which the file has fewer days than what is there, which stays."""
    after: tuple[ActualMonth, ...]
    """All months then, oldest first."""


def monthly(reading: Reading) -> tuple[ActualMonth, ...]:
    """The sums of what was read, by month, model, kind and currency, oldest month first. Leftovers are in none."""
    found: dict[tuple[Month, str, str, str], list[Decimal | None]] = {}
    months = {day: Month.of(day) for day in {record.day for record in reading.records}}
    with localcontext(EXACT):
        for record in reading.records:
            at = (months[record.day], _name(record.model), kind_text(record), record.currency)
            sums = found.setdefault(at, [None, None])
            for place, amount in enumerate((record.quantity, record.cost)):
                if amount is not None:
                    sums[place] = (sums[place] or Decimal(0)) + amount
    by_month: dict[Month, list[ActualMonth]] = {}
    for (month, model, kind, money), (quantity, cost) in found.items():
        by_month.setdefault(month, []).append(_sum(reading.source, month, model, kind, quantity, cost, money))
    for month, days in _days(reading).items():
        by_month.setdefault(month, []).append(_sum(reading.source, month, NO_MODEL, DAYS, Decimal(days)))
    return tuple(each for month in sorted(by_month) for each in _folded(by_month[month]))


def _sum(
    source: str,
    month: Month,
    model: str,
    kind: str,
    quantity: Decimal | None,
    cost: Decimal | None = None,
    currency: str = "",
) -> ActualMonth:
    return ActualMonth(
        source=source, month=month, model=model, kind=kind, quantity=quantity, cost=cost, currency=currency
    )


def kind_text(record: Record) -> str:
    """What was counted as one text: `image_output`, or `images 1024x1024 high batch` where a source says more."""
    return _kind_text(record.kind, record.size, record.quality, record.processing)


@lru_cache(maxsize=1024)
def _kind_text(kind: Kind, size: Size | None, quality: str, processing: Processing) -> str:
    parts = (kind, str(size or ""), "_".join(quality.split()), processing)
    return " ".join(part for part in parts if part)


def records_of(months: Iterable[ActualMonth]) -> tuple[Record, ...]:
    """Monthly sums as records of the first day of their month; days are none."""
    return tuple(_record(each) for each in months if each.kind != DAYS)


def billed(months: Iterable[ActualMonth]) -> dict[Month, Decimal]:
    """USD of each month that has a cost, 0 where all of it is in other currencies."""
    found: dict[Month, Decimal] = {}
    for each in months:
        if each.cost is not None:
            found[each.month] = added((found.get(each.month), each.cost if each.currency == CURRENCY else None))
    return found


def days_of(months: Iterable[ActualMonth]) -> dict[Month, int]:
    """On how many days of each month there is something; of several sources the one with costs, or the most."""
    kept = tuple(months)
    billed = {(each.source, each.month) for each in kept if each.cost is not None}
    found: dict[Month, tuple[bool, int]] = {}
    for each in kept:
        if each.kind == DAYS and each.quantity is not None:
            here = ((each.source, each.month) in billed, int(each.quantity))
            found[each.month] = max(found.get(each.month, here), here)
    return {month: days for month, (_, days) in found.items()}


def length(month: Month) -> int:
    """The days of a calendar month."""
    return calendar.monthrange(month.year, month.month)[1]


def brought(kept: Iterable[ActualMonth], new: Iterable[ActualMonth]) -> Import:
    """What a file adds to the months that are there: it replaces its own source's, but with no shorter month."""
    there, given = tuple(kept), tuple(new)
    had, has = days_by_source(there), days_by_source(given)
    before, now = _by_source(there), _by_source(given)
    same = tuple(at for at in has if before.get(at) == now[at])
    shorter = tuple(at for at in has if has[at] < had.get(at, 0))
    months = tuple(each for each in given if (each.source, each.month) not in (*shorter, *same))
    replaced = tuple(at for at in has if at in had and at not in (*shorter, *same))
    rest = (each for each in there if (each.source, each.month) not in replaced)
    after = sorted((*rest, *months), key=lambda each: (each.month, each.source, each.model, each.kind, each.currency))
    return Import(months, same, replaced, shorter, tuple(after))


def _by_source(months: Iterable[ActualMonth]) -> dict[tuple[str, Month], set[ActualMonth]]:
    found: dict[tuple[str, Month], set[ActualMonth]] = {}
    for each in months:
        found.setdefault((each.source, each.month), set()).add(each)
    return found


def days_by_source(months: Iterable[ActualMonth]) -> Mapping[tuple[str, Month], int]:
    """On how many days of each month each source has something; 0 where it is not kept."""
    found: dict[tuple[str, Month], int] = {}
    for each in months:
        at = (each.source, each.month)
        found[at] = max(found.get(at, 0), int(each.quantity or 0) if each.kind == DAYS else 0)
    return found


def _days(reading: Reading) -> dict[Month, int]:
    """The days of each month between the first and the last of a file, blank ones too."""
    found: dict[Month, int] = {}
    if reading.first is not None and reading.last is not None:
        for at in range((reading.last - reading.first).days + 1):
            month = Month.of(reading.first + dt.timedelta(days=at))
            found[month] = found.get(month, 0) + 1
    return found


@lru_cache(maxsize=1024)
def _name(model: str) -> str:
    text = "".join(sign if sign.isprintable() else " " for sign in model).strip()
    return text[:_LONGEST_MODEL] or NO_MODEL


def _folded(months: list[ActualMonth]) -> list[ActualMonth]:
    """The sums of one month, the smallest as one for each currency where there are too many."""
    ranked = sorted(months, key=lambda each: (each.kind != DAYS, -abs(each.cost or Decimal(0))))
    kept, rest = ranked[:_MOST_OF_A_MONTH], ranked[_MOST_OF_A_MONTH:]
    for money in dict.fromkeys(each.currency for each in rest if each.cost is not None):
        cost = added(each.cost for each in rest if each.currency == money)
        kept.append(_sum(rest[0].source, rest[0].month, _OTHERS, "other", None, cost, money))
    return sorted(kept, key=lambda each: (each.model, each.kind, each.currency))


def _record(each: ActualMonth) -> Record:
    kind, *more = each.kind.split(" ")
    size = next((found for part in more if (found := cells.size(part))), None)
    processing = cast(Processing, next((part for part in more if part in ("standard", "batch")), ""))
    quality = next((part for part in more if part != processing and cells.size(part) is None), "")
    counted: Kind = next((known for known in KINDS if known == kind), "other")
    model = "" if each.model == NO_MODEL else each.model
    return Record(
        each.month.first_day,
        model,
        counted,
        each.quantity,
        each.cost,
        each.currency,
        each.source,
        size,
        quality,
        processing,
    )

"""Monthly sums of a source by model and kind. They are all that is kept of a file: no day, no request."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, localcontext
from functools import lru_cache
from typing import NamedTuple

from pricing.actual.readers.cells import cell_values
from pricing.actual.readers.cells.cell_days import each_day
from pricing.actual.readers.formats import COLUMNS
from pricing.actual.readers.usage_records import USAGE_KINDS, BilledProcessing, BillFile, UsageKind, UsageRecord, summed
from pricing.saved import ActualMonth
from pricing.values.exact import EXACT, plain
from pricing.values.month import Month
from pricing.values.size import Size
from pricing.wording.figures import USD

NO_MODEL = "-"
"""The model of a stored sum that names none: the store needs a text."""
_DAYS = "days"
"""The kind of the stored row that counts the days of a source in a month."""
_DAYS_FROM = "days-from-"
"""The same for a month that is not covered from its first day; the day follows."""
_MEANS, _RATE, _IMAGES = "means-", "units-for-one-usd", "counts-images"
"""The kinds of stored rows that answer what a name means, at which rate a currency counts, and what a count is of."""
_OTHERS = "(others)"
_PROCESSINGS: tuple[BilledProcessing, ...] = ("standard", "batch")
_MOST_SUMS = 149
"""The most sums of a source and month that are kept; above it the smallest are joined into one."""
_LONGEST_MODEL, _LONGEST_QUALITY = 200, 30
_QUALITY = "quality="
"""Before a stored quality that would be read as a size or a processing, like DALL-E 3's `standard`."""


class SourceMonth(NamedTuple):
    """The sums of a source in a calendar month."""

    source: str
    month: Month
    days: int
    """On how many days it has something, with or without an amount; 0 where that is not kept."""
    records: tuple[UsageRecord, ...]
    """Sums by model, what was counted, and currency, in the order of their texts, dated the first of the month."""
    first: int = 1
    """The first of these days."""
    answers: tuple[tuple[str, str], ...] = ()
    """A person's answers about its names, currencies and counts: keys of `given_answers` and values, in order."""

    @property
    def code(self) -> str:
        """The format that it was read in, without who bills and the account."""
        return self.source.partition(" ")[0]

    @property
    def has_costs(self) -> bool:
        return any(record.cost is not None for record in self.records)


class MonthsUpdate(NamedTuple):
    """The changes that new months make to the kept ones."""

    new: tuple[SourceMonth, ...]
    """Months to be kept: they cover at least as many days as the kept ones, and differ from them."""
    same: tuple[SourceMonth, ...]
    """There already."""
    replaced: tuple[SourceMonth, ...]
    """New months that replace kept ones."""
    shorter: tuple[SourceMonth, ...]
    """New months with fewer days than the kept ones, which stay."""
    after: tuple[SourceMonth, ...]
    """All months then, oldest first."""


def months_of(files: Iterable[BillFile]) -> tuple[SourceMonth, ...]:
    """The sums of files together by source, oldest month first. Leftovers are in none."""
    amounts: dict[tuple[str, Month, str, UsageKind, Size | None, str, BilledProcessing, str], list[Decimal | None]] = {}
    covered: dict[tuple[str, Month], set[int]] = {}
    with localcontext(EXACT):
        for file in files:
            month_of = {day: Month.of(day) for day in {record.day for record in file.records}}
            for source in {record.source for record in file.records}:
                for day in _days(file):
                    covered.setdefault((source, Month.of(day)), set()).add(day.day)
            for record in file.records:
                model, quality = _model(record.model), _quality(record.quality)
                month = month_of[record.day]
                about = (
                    record.source,
                    month,
                    model,
                    record.kind,
                    record.size,
                    quality,
                    record.processing,
                    record.currency,
                )
                sums = amounts.setdefault(about, [None, None])
                for place, amount in enumerate((record.quantity, record.cost)):
                    if amount is not None:
                        sums[place] = (sums[place] or Decimal(0)) + amount
    by_month: dict[tuple[str, Month], list[UsageRecord]] = {key: [] for key in covered}
    for (source, month, model, kind, size, quality, processing, currency), (quantity, cost) in amounts.items():
        record = UsageRecord(month.first_day, model, kind, quantity, cost, currency, source, size, quality, processing)
        by_month.setdefault((source, month), []).append(record)
    return tuple(
        SourceMonth(
            source,
            month,
            len(covered.get((source, month), ())),
            _ordered(_folded(by_month[source, month])),
            min(covered.get((source, month), {1})),
        )
        for source, month in sorted(by_month, key=lambda key: (key[1], key[0]))
    )


def _days(file: BillFile) -> Iterator[dt.date]:
    """The days from the first to the last usage of a file, blank ones too; none of a month between that it lacks."""
    for day in () if file.used is None else each_day(file.used):
        if file.months is None or Month.of(day) in file.months:
            yield day


def _folded(records: list[UsageRecord]) -> list[UsageRecord]:
    """The sums of one month; if there are too many, the smallest are joined, one for each currency."""
    ranked = sorted(records, key=lambda record: -abs(record.cost or Decimal(0)))
    rest = ranked[_MOST_SUMS:]
    costs = summed((record.currency, record.cost) for record in rest)
    others = [
        UsageRecord(rest[0].day, _OTHERS, "other", None, cost, currency, rest[0].source)
        for currency, cost in costs.items()
    ]
    return [*ranked[:_MOST_SUMS], *others]


def _ordered(records: Iterable[UsageRecord]) -> tuple[UsageRecord, ...]:
    return tuple(sorted(records, key=lambda record: (record.model or NO_MODEL, kind_text(record), record.currency)))


@lru_cache(maxsize=1024)
def _model(model: str) -> str:
    text = "".join(sign if sign.isprintable() else " " for sign in model).strip()[:_LONGEST_MODEL]
    return "" if text == NO_MODEL else text


@lru_cache(maxsize=1024)
def _quality(quality: str) -> str:
    text = "".join(sign if sign.isprintable() else " " for sign in quality)
    return "_".join(text.split())[:_LONGEST_QUALITY]


def updated(kept: Iterable[SourceMonth], new: Iterable[SourceMonth]) -> MonthsUpdate:
    """The changes that new months make: they replace months of the same source unless they cover fewer days.

    A table that is read by its columns names no account, so only the models in it are replaced.
    """
    all_months = {(source_month.source, source_month.month): source_month for source_month in kept}
    changes = MonthsUpdate((), (), (), (), ())
    for brought in new:
        month, key = brought, (brought.source, brought.month)
        code = brought.code
        if key not in all_months and (code, brought.month) in all_months:
            # Kept before accounts were told apart.
            key = code, brought.month
        before = all_months.get(key)
        if before is not None and code == COLUMNS:
            month = _beside(brought, before)
        if before == month:
            changes = changes._replace(same=(*changes.same, month))
        elif before is not None and month.days < before.days:
            changes = changes._replace(shorter=(*changes.shorter, month))
        else:
            all_months.pop(key, None)
            all_months[month.source, month.month] = month
            replaced = before is not None and _models(before) & _models(brought)
            changes = changes._replace(
                new=(*changes.new, month), replaced=(*changes.replaced, month) if replaced else changes.replaced
            )
    return changes._replace(
        after=tuple(sorted(all_months.values(), key=lambda source_month: (source_month.month, source_month.source)))
    )


def answered(months: Iterable[SourceMonth], answers: Mapping[str, str]) -> tuple[SourceMonth, ...]:
    """Months with what is said of their names, currencies and counts, instead of what was said before."""
    return tuple(month._replace(answers=_of_month(month, dict(month.answers) | dict(answers))) for month in months)


def _of_month(month: SourceMonth, answers: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    names = {f"name:{record.model}" for record in month.records if record.model}
    rates = {f"rate:{record.currency}:{month.month}" for record in month.records if record.currency}
    counts = {f"images:{month.month}"}
    return tuple((key, answers[key]) for key in sorted(names | rates | counts) if key in answers)


def with_kept(kept: Iterable[SourceMonth], answers: Mapping[str, str]) -> dict[str, str]:
    """New answers together with those kept with months; where these differ, the latest month counts.

    So an answer about a name also applies to the next bill until it is answered differently.
    """
    months = sorted(kept, key=lambda source_month: source_month.month)
    return {key: value for month in months for key, value in month.answers} | dict(answers)


def _beside(new: SourceMonth, before: SourceMonth) -> SourceMonth:
    """A month with what was there of other models."""
    others = [record for record in before.records if record.model not in _models(new)]
    if not others:
        return new
    first = min(new.first, before.first)
    last = max(new.first + new.days, before.first + before.days)
    month = new._replace(records=_ordered((*new.records, *others)), first=first, days=last - first)
    return month._replace(answers=_of_month(month, dict(before.answers) | dict(new.answers)))


def _models(month: SourceMonth) -> set[str]:
    return {record.model for record in month.records}


def billed(months: Iterable[SourceMonth], currency: str = USD) -> dict[Month, Decimal]:
    """The billed amount of each month in a currency; 0 if all its amounts are in other currencies."""
    return summed(
        (source_month.month, record.cost_in(currency))
        for source_month in months
        for record in source_month.records
        if record.cost is not None
    )


def days_by_month(months: Iterable[SourceMonth]) -> dict[Month, int]:
    """On how many days of each month there is something; of several sources the one with costs, or the most."""
    known: dict[Month, tuple[bool, int]] = {}
    for source_month in months:
        if source_month.days:
            coverage = source_month.has_costs, source_month.days
            known[source_month.month] = max(known.get(source_month.month, coverage), coverage)
    return {month: days for month, (_, days) in known.items()}


def stored(months: Iterable[SourceMonth]) -> Iterator[ActualMonth]:
    """Months as the store keeps them and as files have them: a row for each sum, and one for the days."""
    for source_month in months:
        rows = [
            _row(
                source_month, record.model or NO_MODEL, kind_text(record), record.quantity, record.cost, record.currency
            )
            for record in source_month.records
        ]
        if source_month.days:
            kind = _DAYS if source_month.first == 1 else f"{_DAYS_FROM}{source_month.first}"
            rows.append(_row(source_month, NO_MODEL, kind, Decimal(source_month.days), None, ""))
        rows += [_answer_row(source_month, key, value) for key, value in source_month.answers]
        yield from sorted(rows, key=lambda row: (row.model, row.kind, row.currency))


def _row(
    source_month: SourceMonth, model: str, kind: str, quantity: Decimal | None, cost: Decimal | None, currency: str
) -> ActualMonth:
    return ActualMonth(
        source=source_month.source,
        month=source_month.month,
        model=model,
        kind=kind,
        quantity=quantity,
        cost=cost,
        currency=currency,
    )


def _answer_row(source_month: SourceMonth, key: str, value: str) -> ActualMonth:
    kind, _, about = key.partition(":")
    match kind:
        case "name":
            return _row(source_month, about, f"{_MEANS}{value}", None, None, "")
        case "rate":
            return _row(source_month, NO_MODEL, _RATE, Decimal(value), None, about.partition(":")[0])
        case _:
            return _row(source_month, NO_MODEL, f"{_IMAGES}-{value}", None, None, "")


def _answer(row: ActualMonth) -> tuple[str, str] | None:
    """The inverse of `_answer_row`; None for a row that is a sum."""
    if row.kind.startswith(_MEANS):
        return f"name:{row.model}", row.kind.removeprefix(_MEANS)
    if row.kind == _RATE and row.quantity is not None:
        return f"rate:{row.currency}:{row.month}", plain(row.quantity)
    if row.kind.startswith(_IMAGES):
        return f"images:{row.month}", row.kind.removeprefix(f"{_IMAGES}-")
    return None


def from_stored(rows: Iterable[ActualMonth]) -> tuple[SourceMonth, ...]:
    """Months that were kept, oldest first: what `stored` was given, and what earlier versions wrote."""
    days: dict[tuple[Month, str], tuple[int, int]] = {}
    records: dict[tuple[Month, str], list[UsageRecord]] = {}
    answers: dict[tuple[Month, str], list[tuple[str, str]]] = {}
    for row in rows:
        if (answer := _answer(row)) is not None:
            answers.setdefault((row.month, row.source), []).append(answer)
            continue
        of_month = records.setdefault((row.month, row.source), [])
        if row.kind == _DAYS or row.kind.startswith(_DAYS_FROM):
            first = int(row.kind.removeprefix(_DAYS_FROM)) if row.kind != _DAYS else 1
            days[row.month, row.source] = int(row.quantity or 0), first
            continue
        kind, size, quality, processing = _read_kind(row.kind)
        model, day = "" if row.model == NO_MODEL else row.model, row.month.first_day
        amounts = row.quantity, row.cost, row.currency
        of_month.append(UsageRecord(day, model, kind, *amounts, row.source, size, quality, processing))
    return tuple(
        SourceMonth(
            source,
            month,
            count,
            _ordered(records[month, source]),
            first,
            tuple(sorted(answers.get((month, source), ()))),
        )
        for month, source in sorted(records)
        for count, first in [days.get((month, source), (0, 1))]
    )


def kind_text(record: UsageRecord) -> str:
    """The kind of a count as one text: `image_output`, or `images 1024x1024 high batch` if a source has more."""
    return _kind_text(record.kind, record.size, record.quality, record.processing)


@lru_cache(maxsize=1024)
def _kind_text(kind: UsageKind, size: Size | None, quality: str, processing: BilledProcessing) -> str:
    marked = quality in _PROCESSINGS or quality.startswith(_QUALITY) or cell_values.size(quality) is not None
    parts = (kind, str(size or ""), _QUALITY + quality if marked else quality, processing)
    return " ".join(part for part in parts if part)


@lru_cache(maxsize=1024)
def _read_kind(text: str) -> tuple[UsageKind, Size | None, str, BilledProcessing]:
    """The inverse of `kind_text`; a kind that is not known is `other`."""
    first, *parts = text.split(" ")
    kind: UsageKind = next((known for known in USAGE_KINDS if known == first), "other")
    size, quality = None, ""
    processing: BilledProcessing = ""
    for part in parts:
        if part.startswith(_QUALITY):
            quality = part.removeprefix(_QUALITY)
        elif known := next((known_processing for known_processing in _PROCESSINGS if known_processing == part), None):
            processing = known
        elif (read_size := cell_values.size(part)) is not None:
            size = read_size
        else:
            quality = quality or part
    return kind, size, quality, processing

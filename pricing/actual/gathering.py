"""Rows of files gathered: each counted once, and nothing lost. Records and leftovers add up to what the files say."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from pricing.actual.records import Leftover, Reading, Record, Why, note, sums
from pricing.values.exact import EXACT
from pricing.wording.said import Said


class Row(NamedTuple):
    """What one row of a file says."""

    key: bytes
    """A digest of what it is about: everything but its amounts."""
    whole: bytes
    """A digest of everything in it."""
    day: dt.date | None
    records: tuple[Record, ...]
    """Made for its day; where it has none, for the first of all days, and left over."""
    is_total: bool = False
    """Whether it sums up others."""


NO_DAY = dt.date.min


def gathered(
    name: str, source: str, rows: Iterable[Row], *, shape: str = "", by_key: bool = True, notes: Sequence[Said] = ()
) -> Reading:
    """The rows of a file as records. A row that stands twice, word for word, counts once where a key tells rows apart.

    Days without any amount are counted, and said.
    """
    records: list[Record] = []
    left: dict[tuple[Why, str, str], Leftover] = {}
    seen: set[bytes] = set()
    blank: set[dt.date] = set()
    days: set[dt.date] = set()
    count = again = 0
    for row in rows:
        count += 1
        if row.day is not None:
            days.add(row.day)
        if not row.records:
            if row.day is not None:
                blank.add(row.day)
            continue
        why: Why | None = "total" if row.is_total else "no-day" if row.day is None else None
        if why is None and row.whole in seen:
            again += 1
            why = "repeated" if by_key else None
        seen.add(row.whole)
        if why is not None:
            _leave(left, why, row.records)
        else:
            records += row.records
    found = (*notes, *_said(name, count, len(blank - {each.day for each in records}), 0 if by_key else again))
    leftovers = tuple(left.values())
    totals = sums((*records, *leftovers))
    first, last = min(days, default=None), max(days, default=None)
    return Reading(name, source, shape, by_key, count, tuple(records), leftovers, totals, first, last, found)


def _leave(left: dict[tuple[Why, str, str], Leftover], why: Why, records: Iterable[Record]) -> None:
    """Add the records of one row to what is left over; a row counts once, with its cost if it has one."""
    each = max(records, key=lambda record: record.cost is not None)
    at = (why, each.model, each.currency)
    before = left.get(at) or Leftover(why, each.model, 0, Decimal(0), each.currency)
    left[at] = before._replace(rows=before.rows + 1, cost=EXACT.add(before.cost, each.cost or Decimal(0)))


def _said(name: str, rows: int, blank: int, again: int) -> Iterator[Said]:
    if not rows:
        yield note("no-rows", name=name)
    if blank:
        yield note("blank-days", name=name, days=blank)
    if again:
        yield note("same-rows", name=name, rows=again)


def merged(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Several files as one reading of each source: what stands in two of them counts once.

    Of files of one shape, rows are the same where their key is: the file that goes on longest has the last word, or
    of two the one brought in last. Otherwise a day is taken whole from one file, by the same rule.
    """
    by_source: dict[str, list[Reading]] = {}
    for reading in readings:
        by_source.setdefault(reading.source, []).append(reading)
    return tuple(_of_source(files) if len(files) > 1 else files[0] for files in by_source.values())


def _of_source(files: list[Reading]) -> Reading:
    # Later ones win: sorting keeps those that end on one day as they were brought.
    ranked = sorted(files, key=lambda each: each.last or NO_DAY)
    same = len({each.shape for each in files}) == 1
    by_key = same and all(each.by_key for each in files)

    def about(record: Record) -> object:
        return record.key if by_key else record.day

    winner = {about(record): place for place, reading in enumerate(ranked) for record in reading.records}
    left: dict[tuple[Why, str, str], Leftover] = {}
    for each in (each for reading in files for each in reading.leftovers):
        at = (each.why, each.model, each.currency)
        before = left.get(at) or each._replace(rows=0, cost=Decimal(0))
        left[at] = before._replace(rows=before.rows + each.rows, cost=EXACT.add(before.cost, each.cost))
    kept: list[Record] = []
    days: set[dt.date] = set()
    for place, reading in enumerate(ranked):
        for key, records in _rows(reading.records):
            if winner[key if by_key else records[0].day] == place:
                kept += records
            else:
                days.add(records[0].day)
                _leave(left, "overlap", records)
    notes = tuple(dict.fromkeys(each for reading in files for each in reading.notes))
    if days:
        notes += (note("overlap", source=files[0].source, days=len(days)),)
    firsts, lasts = [each.first for each in files if each.first], [each.last for each in files if each.last]
    leftovers = tuple(left.values())
    return replace(
        files[0],
        name=", ".join(dict.fromkeys(each.name for each in files)),
        shape=files[0].shape if same else "",
        by_key=by_key,
        rows=sum(each.rows for each in files),
        records=tuple(kept),
        leftovers=leftovers,
        totals=sums((*kept, *leftovers)),
        first=min(firsts, default=None),
        last=max(lasts, default=None),
        notes=notes,
    )


def _rows(records: Iterable[Record]) -> Iterator[tuple[bytes, list[Record]]]:
    """The records of each row together: they follow each other."""
    row: list[Record] = []
    for record in records:
        if row and (record.key != row[0].key or record.kind in {each.kind for each in row}):
            yield row[0].key, row
            row = []
        row.append(record)
    if row:
        yield row[0].key, row

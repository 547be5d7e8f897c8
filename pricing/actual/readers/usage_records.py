"""What every file of costs or usage is read into: records of a day, a model, what was counted, and what it cost.

Each row of a file counts once, and nothing is lost: records and leftovers add up to what the files say. Keys, people,
projects and prompts are never kept.
"""

import datetime as dt
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import Literal, NamedTuple, TypeVar, get_args

from pricing.actual.readers import messages
from pricing.actual.readers.messages import LeftOut
from pricing.values.exact import EXACT
from pricing.values.size import Size
from pricing.wording.figures import CURRENCY
from pricing.wording.messages import Message

TokenKind = Literal[
    "text_input", "cached_text_input", "image_input", "cached_image_input", "text_output", "image_output"
]
UsageKind = Literal["images", "requests", "input", "output", "other", TokenKind]
"""What was counted: images, requests, or tokens of a component; `input` and `output` where a source does not tell text
from images, `other` where it does not say."""
USAGE_KINDS: tuple[UsageKind, ...] = get_args(UsageKind)
BilledProcessing = Literal["", "standard", "batch"]
"""Empty where a source does not say."""
NO_DAY = dt.date.min
"""The day of records whose row has none."""
_Key = TypeVar("_Key", bound=Hashable)


class UsageRecord(NamedTuple):
    """What a source has of one day, model and kind."""

    day: dt.date
    """In UTC; the first of the month in records of kept months."""
    model: str
    """In the words of the source; empty where it names none."""
    kind: UsageKind
    quantity: Decimal | None
    """None where the source has no count."""
    cost: Decimal | None
    """None where the source has no cost."""
    currency: str
    """Three letters; empty where there is no cost."""
    source: str
    size: Size | None = None
    quality: str = ""
    """In the vendor's words; empty where the source does not say."""
    processing: BilledProcessing = ""
    key: bytes = b""
    """A digest that tells its row from others of its source, in every file alike; empty in kept months."""

    @property
    def usd(self) -> Decimal:
        """What it cost in USD; 0 without a cost, or in another currency."""
        return self.cost if self.cost is not None and self.currency == CURRENCY else Decimal(0)


class Leftover(NamedTuple):
    """Rows that are not among the records."""

    why: LeftOut
    model: str
    rows: int
    cost: Decimal
    """What they add up to; 0 where they have no cost."""
    currency: str


class FileRow(NamedTuple):
    """What one row of a file says."""

    key: bytes
    """A digest of what it is about: everything but its amounts."""
    whole: bytes
    """A digest of everything in it."""
    day: dt.date | None
    records: tuple[UsageRecord, ...]
    """None where the row has no amount."""
    is_total: bool = False
    """Whether it sums up others."""


@dataclass(frozen=True)
class BillFile:
    """What was read from one file, or from several of one source."""

    name: str
    source: str
    """The code of its format: a key of `readers.messages.SOURCES`."""
    shape: str
    """What it is grouped by: files of one shape have the same keys for the same rows."""
    by_key: bool
    """Whether a key tells what a row is about, so that a row with other amounts is the same one, read again."""
    rows: int
    records: tuple[UsageRecord, ...]
    leftovers: tuple[Leftover, ...]
    totals: Mapping[str, Decimal]
    """What all rows add up to, by currency."""
    first: dt.date | None
    last: dt.date | None
    notes: tuple[Message, ...] = ()
    """What a reader has to know of it."""

    def between(self, first: dt.date, last: dt.date) -> "BillFile | None":
        """What it has of some days, both ends among them; None where it has none of them."""
        if self.first is None or self.last is None or self.first > last or self.last < first:
            return None
        records = tuple(record for record in self.records if first <= record.day <= last)
        return replace(self, records=records, first=max(self.first, first), last=min(self.last, last))


def summed(amounts: Iterable[tuple[_Key, Decimal | None]]) -> dict[_Key, Decimal]:
    """The exact sum of each key that has a known amount."""
    sums: dict[_Key, Decimal] = {}
    with localcontext(EXACT):
        for key, amount in amounts:
            if amount is not None:
                sums[key] = sums.get(key, Decimal(0)) + amount
    return sums


def cost_by_currency(parts: Iterable[UsageRecord | Leftover]) -> dict[str, Decimal]:
    """What records and leftovers cost, by currency."""
    return summed((part.currency, part.cost) for part in parts if part.currency)


def bill_file(
    name: str, source: str, rows: Iterable[FileRow], *, shape: str, by_key: bool, notes: Sequence[Message]
) -> BillFile:
    """The rows of a file as records. A row that stands twice, word for word, counts once where a key tells rows apart.

    Days without any amount are counted, and said.
    """
    records: list[UsageRecord] = []
    leftovers: dict[Hashable, Leftover] = {}
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
        why: LeftOut | None = "total" if row.is_total else "no-day" if row.day is None else None
        if why is None and row.whole in seen:
            again += 1
            why = "repeated" if by_key else None
        seen.add(row.whole)
        if why is None:
            records += row.records
        else:
            _leave(leftovers, _leftover(why, row.records))
    blank -= {record.day for record in records}
    said = list(notes)
    if not count:
        said.append(messages.no_rows(name))
    if blank:
        said.append(messages.blank_days(name, len(blank)))
    if again and not by_key:
        said.append(messages.same_rows(name, again))
    left = tuple(leftovers.values())
    totals = cost_by_currency((*records, *left))
    first, last = min(days, default=None), max(days, default=None)
    return BillFile(name, source, shape, by_key, count, tuple(records), left, totals, first, last, tuple(said))


def _leftover(why: LeftOut, records: Iterable[UsageRecord]) -> Leftover:
    """One row that is left out, with its cost if it has one."""
    record = max(records, key=lambda record: record.cost is not None)
    return Leftover(why, record.model, 1, record.cost or Decimal(0), record.currency)


def _leave(leftovers: dict[Hashable, Leftover], new: Leftover) -> None:
    """Add to what is left out, joined by reason, model and currency."""
    about = new.why, new.model, new.currency
    if (before := leftovers.get(about)) is not None:
        new = new._replace(rows=before.rows + new.rows, cost=EXACT.add(before.cost, new.cost))
    leftovers[about] = new


def merged(files: Iterable[BillFile]) -> tuple[BillFile, ...]:
    """Several files as one of each source: what stands in two of them counts once.

    Of files of one shape, rows are the same where their key is: the file that goes on longest has the last word, or
    of two the one brought in last. Otherwise a day is taken whole from one file, by the same rule.
    """
    by_source: dict[str, list[BillFile]] = {}
    for file in files:
        by_source.setdefault(file.source, []).append(file)
    return tuple(_of_source(several) if len(several) > 1 else several[0] for several in by_source.values())


def _of_source(files: list[BillFile]) -> BillFile:
    # Later ones win: sorting keeps those that end on one day as they were brought.
    ranked = sorted(files, key=lambda file: file.last or NO_DAY)
    same_shape = len({file.shape for file in files}) == 1
    by_key = same_shape and all(file.by_key for file in files)

    def about(record: UsageRecord) -> Hashable:
        return record.key if by_key else record.day

    winner = {about(record): place for place, file in enumerate(ranked) for record in file.records}
    leftovers: dict[Hashable, Leftover] = {}
    for file in files:
        for leftover in file.leftovers:
            _leave(leftovers, leftover)
    kept: list[UsageRecord] = []
    overlapping: set[dt.date] = set()
    for place, file in enumerate(ranked):
        for row in _rows(file.records):
            if winner[about(row[0])] == place:
                kept += row
            else:
                overlapping.add(row[0].day)
                _leave(leftovers, _leftover("overlap", row))
    notes = tuple(dict.fromkeys(note for file in files for note in file.notes))
    if overlapping:
        notes += (messages.overlap(files[0].source, len(overlapping)),)
    left = tuple(leftovers.values())
    return replace(
        files[0],
        name=", ".join(dict.fromkeys(file.name for file in files)),
        shape=files[0].shape if same_shape else "",
        by_key=by_key,
        rows=sum(file.rows for file in files),
        records=tuple(kept),
        leftovers=left,
        totals=cost_by_currency((*kept, *left)),
        first=min((file.first for file in files if file.first), default=None),
        last=max((file.last for file in files if file.last), default=None),
        notes=notes,
    )


def _rows(records: Iterable[UsageRecord]) -> Iterator[list[UsageRecord]]:
    """The records of each row together: they follow each other."""
    row: list[UsageRecord] = []
    for record in records:
        if row and (record.key != row[0].key or record.kind in {other.kind for other in row}):
            yield row
            row = []
        row.append(record)
    if row:
        yield row

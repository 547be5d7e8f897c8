"""What every file of costs or usage is read into: sums of a day, a model and what was counted, with what it cost.

Each row of a file counts once, and nothing is lost: records and leftovers add up to what the files say. Keys, people,
projects and prompts are never kept.
"""

import datetime as dt
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext
from typing import Literal, NamedTuple, TypeVar, get_args

from pricing.actual.readers import messages
from pricing.actual.readers.cells.cell_days import Days
from pricing.actual.readers.messages import LeftOut
from pricing.values.exact import EXACT
from pricing.values.month import Month
from pricing.values.size import Size
from pricing.wording.messages import Message

TokenKind = Literal[
    "text_input", "cached_text_input", "image_input", "cached_image_input", "text_output", "image_output"
]
Charge = Literal["credit", "refund", "tax", "fee"]
"""What a row of a bill is besides usage: it is listed, and held against no plan."""
UsageKind = Literal["images", "requests", "input", "output", "other", TokenKind, Charge]
"""What was counted: images, requests, or tokens of a component; `input` and `output` where a source does not tell text
from images, `other` where it does not say; or a charge that is no usage."""
USAGE_KINDS: tuple[UsageKind, ...] = get_args(UsageKind)
CHARGES: tuple[Charge, ...] = get_args(Charge)
BilledProcessing = Literal["", "standard", "batch"]
"""Empty where a source does not say."""
NO_DAY = dt.date.min
"""The day of records whose row has none."""
MOST_SUMS = 100_000
"""Sums that are kept of a file, and of all files of a visitor: real files have some thousand."""
_Key = TypeVar("_Key", bound=Hashable)


class NamedColumns(NamedTuple):
    """The titles of the columns of a table; empty where there is none."""

    day: str = ""
    cost: str = ""
    images: str = ""
    model: str = ""
    currency: str = ""
    size: str = ""
    quality: str = ""
    end: str = ""
    quantity: str = ""
    unit: str = ""
    charge: str = ""

    @property
    def are_enough(self) -> bool:
        """Whether a table can be read by them; one without a day is of a month that is asked for."""
        return bool(self.cost or self.images or self.quantity)

    def fit(self, titles: Sequence[str]) -> bool:
        """Whether a table has all of them, so that it can be read as the one was that they were named for."""
        return all(title in titles for title in self if title)


class UsageRecord(NamedTuple):
    """What a source has of one day, model and kind."""

    day: dt.date
    """In UTC; the first of the month in records of kept months, and of a row that is of a month."""
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
    """The code of a format, and after a space who bills and a digest of the account, where a file has them."""
    size: Size | None = None
    quality: str = ""
    """In the vendor's words; empty where the source does not say."""
    processing: BilledProcessing = ""

    def cost_in(self, currency: str) -> Decimal:
        """What it cost in a currency; 0 without a cost, or in another one."""
        return self.cost if self.cost is not None and self.currency == currency else Decimal(0)


class Leftover(NamedTuple):
    """Rows that are not among the records."""

    why: LeftOut
    model: str
    rows: int
    cost: Decimal
    """What they add up to; 0 where they have no cost."""
    currency: str
    problem: Message | None = None
    """Where a row cannot be read, its place and the reason."""


class RowText(NamedTuple):
    """What the words of a row say: rows of the same words are summed up."""

    number: int
    """Tells it from those of other words."""
    model: str
    source: str
    size: Size | None = None
    quality: str = ""
    processing: BilledProcessing = ""
    is_subscription: bool = False
    """Whether it is a fee by the month: of several months each has the same part."""


class CountedAmount(NamedTuple):
    """One thing that a row counts, and what it cost."""

    kind: UsageKind
    quantity: Decimal | None
    cost: Decimal | None
    currency: str


class FileRow(NamedTuple):
    """What one row of a file says."""

    days: Days | None
    text: RowText
    amounts: Sequence[CountedAmount]
    """None where the row has no amount."""
    left_out: LeftOut | None = None
    problem: Message | None = None


class FileReading(NamedTuple):
    """One way to read a file."""

    value: str
    """What answers the question."""
    label: Message
    """With the days and the sum that the file has then."""


class Question(NamedTuple):
    """What a file leaves open, with its readings."""

    key: str
    """What is asked, and of which file: `day-order:azure.csv`."""
    text: Message
    readings: tuple[FileReading, ...]
    chosen: str = ""
    """The value that answers it; empty while it is open, and the file is in no sum."""


@dataclass(frozen=True)
class BillFile:
    """What was read from one file."""

    name: str
    source: str
    """The code of its format: a key of `readers.messages.SOURCES`."""
    rows: int
    records: tuple[UsageRecord, ...]
    """One of each day, source, model, kind, size, quality, processing and currency."""
    leftovers: tuple[Leftover, ...]
    totals: Mapping[str, Decimal]
    """What all rows add up to, by currency; without those that repeat or sum up others."""
    first: dt.date | None
    last: dt.date | None
    notes: tuple[Message, ...] = ()
    """What a reader has to know of it."""
    months: frozenset[Month] | None = None
    """Those that it has rows of; None where all between its first and its last day."""
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    """Units of a currency for one USD, where the file names one rate."""
    questions: tuple[Question, ...] = ()
    titles: tuple[str, ...] = ()
    """Of the columns of a table that is read by its columns."""
    columns: NamedColumns | None = None
    """Those that it is read by."""
    repeated: tuple[Leftover, ...] = ()
    """Rows that count although the same row stands above them, word for word; by currency."""
    used: Days | None = None
    """From the first to the last day that has usage: a tax of a whole month makes no month of some days."""

    @property
    def sums(self) -> int:
        """How many sums are kept of it."""
        return len(self.records) + len(self.leftovers)

    def left_out(self, why: LeftOut) -> tuple[Leftover, ...]:
        """The rows that are left out for a reason."""
        return tuple(leftover for leftover in self.leftovers if leftover.why == why)

    @property
    def is_open(self) -> bool:
        return any(not question.chosen for question in self.questions)


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


def left_over(why: LeftOut, model: str, amounts: Sequence[CountedAmount], problem: Message | None = None) -> Leftover:
    """One row that is left out, with its cost if it has one."""
    cost = next((amount for amount in amounts if amount.cost is not None), None)
    if cost is None or cost.cost is None:
        return Leftover(why, model, 1, Decimal(0), "", problem)
    return Leftover(why, model, 1, cost.cost, cost.currency, problem)


def leave(leftovers: dict[Hashable, Leftover], new: Leftover) -> None:
    """Add to what is left out, joined by reason, model and currency."""
    about = new.why, new.model, new.currency, new.problem
    if (before := leftovers.get(about)) is not None:
        new = new._replace(rows=before.rows + new.rows, cost=EXACT.add(before.cost, new.cost))
    leftovers[about] = new


def with_other_sign(bill: BillFile) -> BillFile:
    """A file with each of its amounts turned, as statements of an account write what is spent."""
    return replace(
        bill,
        records=tuple(record._replace(cost=None if record.cost is None else -record.cost) for record in bill.records),
        leftovers=tuple(leftover._replace(cost=-leftover.cost) for leftover in bill.leftovers),
        totals={currency: -amount for currency, amount in bill.totals.items()},
        repeated=tuple(leftover._replace(cost=-leftover.cost) for leftover in bill.repeated),
        notes=(*bill.notes, messages.turned(bill.name)),
    )


def is_a_statement(bill: BillFile) -> bool:
    """Whether all that was used has negative amounts."""
    costs = [record.cost for record in bill.records if record.cost and record.kind not in CHARGES]
    return bool(costs) and max(costs) < 0


def contradicting(files: Sequence[BillFile], sources: Collection[str]) -> Iterator[BillFile]:
    """Files of some formats that have other amounts of a model and day than another file: its later state, or more."""
    amounts: dict[Hashable, tuple[Decimal | None, Decimal | None]] = {}
    for file in files:
        own = {_about(record): (record.quantity, record.cost) for record in file.records}
        if file.source in sources and any(amounts.get(key, amount) != amount for key, amount in own.items()):
            yield file
        amounts |= own


def merged(files: Sequence[BillFile], further: Collection[str] = ()) -> tuple[BillFile, ...]:
    """Several files beside each other: what two of them have of one account, model, kind and day counts once.

    The file that goes on longest has the last word, or of two the one brought in last. What another one has of it is
    left over there. All of the files that are called `further` counts.
    """
    ranked = sorted(range(len(files)), key=lambda place: files[place].last or NO_DAY)
    once = [place for place in ranked if files[place].name not in further]
    winner = {_about(record): place for place in once for record in files[place].records}
    return tuple(
        file if file.name in further else _without_overlap(file, place, winner) for place, file in enumerate(files)
    )


def _about(record: UsageRecord) -> Hashable:
    return record.source, record.model, record.kind, record.day


def _without_overlap(file: BillFile, place: int, winner: Mapping[Hashable, int]) -> BillFile:
    kept = tuple(record for record in file.records if winner[_about(record)] == place)
    if len(kept) == len(file.records):
        return file
    leftovers: dict[Hashable, Leftover] = {}
    for leftover in file.leftovers:
        leave(leftovers, leftover)
    days = set()
    for record in file.records:
        if winner[_about(record)] != place:
            days.add(record.day)
            amount = CountedAmount(record.kind, record.quantity, record.cost, record.currency)
            leave(leftovers, left_over("overlap", record.model, [amount]))
    notes = (*file.notes, messages.overlap(file.name, len(days)))
    return replace(file, records=kept, leftovers=tuple(leftovers.values()), notes=notes)

"""The result of reading any file of costs or usage: sums by day, model and kind, with their cost.

Each row of a file counts once: records and leftovers together add up to the file. Keys, people, projects and prompts
are never kept.
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
"""Kinds of billed amounts that are not usage: they are listed and not compared with the plan."""
UsageKind = Literal["images", "requests", "input", "output", "other", TokenKind, Charge]
"""The kind of a count: images, requests, or tokens of a component. `input` and `output` if a source does not separate
text from images, `other` if it does not say, or a charge that is not usage."""
USAGE_KINDS: tuple[UsageKind, ...] = get_args(UsageKind)
CHARGES: tuple[Charge, ...] = get_args(Charge)
BilledProcessing = Literal["", "standard", "batch"]
"""Empty if a source does not say."""
NO_DAY = dt.date.min
"""The day of records whose row has no day."""
MOST_SUMS = 100_000
"""The most sums that are kept of a file, and of all files of a visitor; real files have a few thousand."""
_Key = TypeVar("_Key", bound=Hashable)


class NamedColumns(NamedTuple):
    """The titles of the columns of a table; empty for a column that it does not have."""

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
        """Whether the table can be read with these columns; without a day, its month is asked for."""
        return bool(self.cost or self.images or self.quantity)

    def fit(self, titles: Sequence[str]) -> bool:
        """Whether a table has all these columns, so that names given for another table apply to it."""
        return all(title in titles for title in self if title)


class UsageRecord(NamedTuple):
    """The usage of one day, model and kind in a source."""

    day: dt.date
    """In UTC. For kept months and for rows that cover a month, the first of the month."""
    model: str
    """As the source names it; empty if it names none."""
    kind: UsageKind
    quantity: Decimal | None
    """None if the source has no count."""
    cost: Decimal | None
    """None if the source has no cost."""
    currency: str
    """A code of three letters; empty without a cost."""
    source: str
    """The code of the format; if the file has them, followed by a space, the seller and a digest of the account."""
    size: Size | None = None
    quality: str = ""
    """In the vendor's words; empty if the source does not say."""
    processing: BilledProcessing = ""

    def cost_in(self, currency: str) -> Decimal:
        """The cost in a currency; 0 without a cost or if it is in another currency."""
        return self.cost if self.cost is not None and self.currency == currency else Decimal(0)


class Leftover(NamedTuple):
    """Rows that are not part of the records, and why."""

    why: LeftOut
    model: str
    rows: int
    cost: Decimal
    """The sum of their costs; 0 without costs."""
    currency: str
    problem: Message | None = None
    """If a row cannot be read: its place and the reason."""


class RowText(NamedTuple):
    """The texts of a row; rows with the same texts are summed up."""

    number: int
    """A number that identifies this combination of texts within the file."""
    model: str
    source: str
    size: Size | None = None
    quality: str = ""
    processing: BilledProcessing = ""
    is_subscription: bool = False
    """Whether it is a monthly fee, which has the same part in each month it covers."""


class CountedAmount(NamedTuple):
    """One count of a row, with its cost."""

    kind: UsageKind
    quantity: Decimal | None
    cost: Decimal | None
    currency: str


class FileRow(NamedTuple):
    """One row of a file."""

    days: Days | None
    text: RowText
    amounts: Sequence[CountedAmount]
    """None if the row has no amount."""
    left_out: LeftOut | None = None
    problem: Message | None = None


class FileReading(NamedTuple):
    """One possible answer to a question, and the result of reading the file with it."""

    value: str
    """The value of the answer."""
    label: Message
    """A text with the days and the sum of the file under this answer."""


class Question(NamedTuple):
    """A question that a file leaves open, with its possible answers."""

    key: str
    """The subject and the file, as `day-order:azure.csv`."""
    text: Message
    readings: tuple[FileReading, ...]
    chosen: str = ""
    """The chosen answer; empty while the question is open. Until then the file is in no sum."""


@dataclass(frozen=True)
class BillFile:
    """The content of one file."""

    name: str
    source: str
    """The code of the format, a key of `readers.messages.SOURCES`."""
    rows: int
    records: tuple[UsageRecord, ...]
    """At most one for each day, source, model, kind, size, quality, processing and currency."""
    leftovers: tuple[Leftover, ...]
    totals: Mapping[str, Decimal]
    """The sum of all rows by currency, without rows that repeat or sum up others."""
    first: dt.date | None
    last: dt.date | None
    notes: tuple[Message, ...] = ()
    """Notes for the reader."""
    months: frozenset[Month] | None = None
    """The days that have rows; None for all days from the first to the last."""
    rates: Mapping[str, Decimal] = field(default_factory=dict)
    """Units of a currency for one USD, if the file has a single rate."""
    questions: tuple[Question, ...] = ()
    titles: tuple[str, ...] = ()
    """The titles of the columns, for a table that is read by its columns."""
    columns: NamedColumns | None = None
    """The columns by which it was read."""
    repeated: tuple[Leftover, ...] = ()
    """The cost of rows that count although the same row stands above them, by currency."""
    used: Days | None = None
    """From the first to the last day with usage. A tax that covers a month does not make a partly covered month whole.
    """

    @property
    def sums(self) -> int:
        """The number of sums that are kept of it."""
        return len(self.records) + len(self.leftovers)

    def left_out(self, why: LeftOut) -> tuple[Leftover, ...]:
        """The number of rows that are left out for a reason."""
        return tuple(leftover for leftover in self.leftovers if leftover.why == why)

    @property
    def is_open(self) -> bool:
        return any(not question.chosen for question in self.questions)


def summed(amounts: Iterable[tuple[_Key, Decimal | None]]) -> dict[_Key, Decimal]:
    """The exact sum for each key, over the known amounts."""
    sums: dict[_Key, Decimal] = {}
    with localcontext(EXACT):
        for key, amount in amounts:
            if amount is not None:
                sums[key] = sums.get(key, Decimal(0)) + amount
    return sums


def cost_by_currency(parts: Iterable[UsageRecord | Leftover]) -> dict[str, Decimal]:
    """The cost of records and leftovers by currency."""
    return summed((part.currency, part.cost) for part in parts if part.currency)


def left_over(why: LeftOut, model: str, amounts: Sequence[CountedAmount], problem: Message | None = None) -> Leftover:
    """A row that is left out, with its cost if it has one."""
    cost = next((amount for amount in amounts if amount.cost is not None), None)
    if cost is None or cost.cost is None:
        return Leftover(why, model, 1, Decimal(0), "", problem)
    return Leftover(why, model, 1, cost.cost, cost.currency, problem)


def leave(leftovers: dict[Hashable, Leftover], new: Leftover) -> None:
    """Add to the leftovers, joined by reason, model and currency."""
    about = new.why, new.model, new.currency, new.problem
    if (before := leftovers.get(about)) is not None:
        new = new._replace(rows=before.rows + new.rows, cost=EXACT.add(before.cost, new.cost))
    leftovers[about] = new


def with_other_sign(bill: BillFile) -> BillFile:
    """The file with all amounts negated, for account statements that write expenses as negative amounts."""
    return replace(
        bill,
        records=tuple(record._replace(cost=None if record.cost is None else -record.cost) for record in bill.records),
        leftovers=tuple(leftover._replace(cost=-leftover.cost) for leftover in bill.leftovers),
        totals={currency: -amount for currency, amount in bill.totals.items()},
        repeated=tuple(leftover._replace(cost=-leftover.cost) for leftover in bill.repeated),
        notes=(*bill.notes, messages.turned(bill.name)),
    )


def contradicting(files: Sequence[BillFile], sources: Collection[str]) -> Iterator[BillFile]:
    """Files whose amounts for a model and day differ from those of another file of the same source: a later export, or
    a wider one.
    """
    amounts: dict[Hashable, tuple[Decimal | None, Decimal | None]] = {}
    for file in files:
        own = {_about(record): (record.quantity, record.cost) for record in file.records}
        if file.source in sources and any(amounts.get(key, amount) != amount for key, amount in own.items()):
            yield file
        amounts |= own


def merged(files: Sequence[BillFile], further: Collection[str] = ()) -> tuple[BillFile, ...]:
    """Several files together, in which usage of the same account, model, kind and day counts once.

    The file that ends last counts, or of two such files the one that was added last; the amounts of the others become
    leftovers. Files named in `further` count in full.
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

"""What every file of costs or usage is read into: a day, a model, what was counted, how much, and what it cost.

Keys, people, projects and prompts are never kept.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import Literal, NamedTuple, get_args

from pricing.values.exact import EXACT
from pricing.values.size import Size
from pricing.wording.figures import CURRENCY
from pricing.wording.said import Figure, Said

Kind = Literal[
    "images",
    "requests",
    "input",
    "text_input",
    "cached_text_input",
    "image_input",
    "cached_image_input",
    "output",
    "text_output",
    "image_output",
    "other",
]
"""What was counted: images, requests, or tokens of a component; `input` and `output` where a source does not tell text
from images, `other` where it does not say."""
KINDS: tuple[Kind, ...] = get_args(Kind)
Processing = Literal["", "standard", "batch"]
"""Empty where a source does not say."""
Why = Literal["repeated", "overlap", "total", "no-day"]
"""Why a row is not among the records: it stands twice, another file has its day, it sums others up, or it has no day.
"""
Progress = Callable[[float], None]
"""Told how much of a file is read, 0 to 1."""


class Record(NamedTuple):
    """What a source has of one day, model and kind."""

    day: dt.date
    """In UTC."""
    model: str
    """In the words of the source; empty where it names none."""
    kind: Kind
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
    processing: Processing = ""
    key: bytes = b""
    """Tells its row from the others of its source, in every file alike; a digest, never kept."""


class Leftover(NamedTuple):
    """Rows that are not among the records."""

    why: Why
    model: str
    rows: int
    cost: Decimal
    """What they add up to; 0 where they have no cost."""
    currency: str


@dataclass(frozen=True)
class Reading:
    """What was read from one file, or from several of one source."""

    name: str
    """Of the file."""
    source: str
    """Its format: a code of `pricing.actual.words`."""
    shape: str
    """What it is grouped by: files of one shape have the same keys for the same rows."""
    by_key: bool
    """Whether a key tells what a row is about, so that a row with other amounts is the same one, read again."""
    rows: int
    records: tuple[Record, ...]
    leftovers: tuple[Leftover, ...]
    totals: Mapping[str, Decimal]
    """What all rows add up to, by currency."""
    first: dt.date | None
    last: dt.date | None
    notes: tuple[Said, ...] = ()
    """What a reader has to know of it."""


class ReadError(ValueError):
    """A file that cannot be read: what was found and what is accepted, as a sentence of `pricing.actual.words`."""

    def __init__(self, code: str, **figures: Figure) -> None:
        self.said = note(code, **figures)
        super().__init__(code, figures)


def note(code: str, **figures: Figure) -> Said:
    """A sentence of `pricing.actual.words` by its code, with its figures by the names of their places."""
    return Said(code, tuple(figures.items()))


def added(amounts: Iterable[Decimal | None]) -> Decimal:
    """The exact sum; what is unknown counts as nothing."""
    with localcontext(EXACT):
        return sum((amount for amount in amounts if amount is not None), Decimal(0))


def sums(parts: Iterable[Record | Leftover]) -> dict[str, Decimal]:
    """What records and leftovers cost, by currency."""
    found: dict[str, Decimal] = {}
    with localcontext(EXACT):
        for each in parts:
            if each.currency and each.cost is not None:
                found[each.currency] = found.get(each.currency, Decimal(0)) + each.cost
    return found


def usd(record: Record) -> Decimal:
    """What it cost in USD; 0 without a cost, or in another currency."""
    return record.cost if record.cost is not None and record.currency == CURRENCY else Decimal(0)

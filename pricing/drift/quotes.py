"""What a feed says of a model: its prices in the units of the price book, and the day it ends."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from pricing.prices.base import Component, Unit
from pricing.prices.schema import Processing
from pricing.values.size import Size

PER_MILLION: Unit = "USD per 1M tokens"
PER_IMAGE: Unit = "USD per image"
MILLION = Decimal(1_000_000)


class FeedError(ValueError):
    """A file is not a feed that can be read; the text names the file and what is accepted."""


class Quote(NamedTuple):
    """One price of a feed."""

    model: str
    """`seller/name` in the feed's words."""
    component: Component
    amount: Decimal
    """In the unit."""
    unit: Unit
    source: str
    """Where the feed has it from."""
    tier: str = ""
    """The quality in the vendor's words; empty: whatever the quality, or not said."""
    size: Size | None = None
    """None: whatever the size, or not said."""
    processing: Processing = "standard"
    since: dt.date | None = None
    """The first day of the price, where the feed says it."""


class End(NamedTuple):
    """The first day without a model, as a feed has it."""

    model: str
    day: dt.date
    source: str


@dataclass(frozen=True)
class Feed:
    """A published list of prices."""

    name: str
    version: str
    """Empty where the file does not say it."""
    read: dt.date | None
    """The day on which its makers read the vendors' pages; None where it does not say."""
    quotes: tuple[Quote, ...]
    ends: tuple[End, ...] = ()

    @property
    def title(self) -> str:
        """`litellm 1.110.2`."""
        return f"{self.name} {self.version}".strip()

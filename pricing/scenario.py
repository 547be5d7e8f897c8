"""A scenario: everything that defines a plan. What a link carries, what the engine bills."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from pricing.prices.schema import TIERS, Tier
from pricing.size import Size

PERCENT = 100


class Month(NamedTuple):
    """A calendar month."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    def plus(self, months: int) -> "Month":
        years, month = divmod(self.month - 1 + months, 12)
        return Month(self.year + years, month + 1)

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, self.month, 1)

    @classmethod
    def of(cls, day: dt.date) -> "Month":
        return cls(day.year, day.month)


class Quality(NamedTuple):
    """Whole percent of the images in each tier; adds up to 100."""

    low: int
    medium: int
    high: int

    def __str__(self) -> str:
        return f"{self.low}-{self.medium}-{self.high}"

    def shares(self) -> tuple[tuple[Tier, int], ...]:
        """The tiers that have a share, with it."""
        return _shares(self)


@lru_cache(maxsize=512)
def _shares(quality: Quality) -> tuple[tuple[Tier, int], ...]:
    return tuple((tier, share) for tier, share in zip(TIERS, quality, strict=True) if share)


class SizeMix(tuple[tuple[Size, int], ...]):
    """Sizes with their whole percent; adds up to 100."""

    def __str__(self) -> str:
        if len(self) == 1:
            return str(self[0][0])
        return ",".join(f"{size}:{share}" for size, share in self)

    @classmethod
    def of(cls, size: Size) -> "SizeMix":
        return cls(((size, PERCENT),))

    @property
    def main(self) -> Size:
        """The size named first."""
        return self[0][0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """One plan. Made by `link.parse`, which validates; amounts in USD, percentages as numbers of 0 to 100."""

    prices: dt.date | str
    """The day whose list prices count, or the name of a fixed price book."""
    model: str
    images: int
    """Images delivered a day."""
    days: int
    """Days a month."""
    quality: Quality
    size: SizeMix
    prompt: int
    """Text tokens a prompt."""
    refs: Decimal
    """Reference images a request, on average."""
    refsize: Size
    fidelity: Literal["low", "high"]
    tries: Decimal
    """Images generated for one that is used."""
    reuse: Decimal
    """Percent of the delivered images that come from the user's own cache."""
    batch: Decimal
    """Percent of the generations sent through a batch API."""
    discount: Decimal
    """Percent off list prices."""
    growth: Decimal
    """Percent more images each month."""
    start: Month
    months: int
    budget: Decimal | None = None
    """USD a month."""

    @property
    def price_date(self) -> dt.date | None:
        """The pricing date; None for a fixed book."""
        return self.prices if isinstance(self.prices, dt.date) else None

    @property
    def end(self) -> Month:
        """The month after the horizon."""
        return self.start.plus(self.months)

"""Whose prices a scenario is billed at: the vendors' list prices of a day, or the table of the guide."""

import datetime as dt
from dataclasses import dataclass

GUIDE = "guide-2025-05"
"""The book of the May 2025 guide, kept apart from the vendors' list prices."""


@dataclass(frozen=True, slots=True)
class ListPrices:
    """The vendors' list prices in force on a day."""

    day: dt.date

    def __str__(self) -> str:
        return self.day.isoformat()


@dataclass(frozen=True, slots=True)
class GuidePrices:
    """The table of the May 2025 guide."""

    def __str__(self) -> str:
        return GUIDE


PriceBasis = ListPrices | GuidePrices

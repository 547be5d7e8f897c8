"""By vendor: when the prices in force were read, and which of them rely on a single source."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from pricing.prices.base import Source
from pricing.prices.book import Entry, PriceBook
from pricing.prices.life import gone
from pricing.prices.schema import Price


@dataclass(frozen=True, slots=True)
class Rested:
    """A price in force, with its model and source."""

    entry: Entry
    price: Price
    shared: bool
    """Whether the price holds for every model of the vendor."""

    @property
    def source(self) -> Source:
        return self.entry.source(self.price.source)

    @property
    def on_one_reading(self) -> bool:
        """Whether no other source is known that confirms the figure."""
        return not self.source.agrees


@dataclass(frozen=True, slots=True)
class VendorAge:
    """When a vendor's prices in force were read."""

    vendor: str
    last: Source
    """The source that was read last; a source with a known day comes before one with only a month."""
    oldest: Source
    """The source of a price in force that was read longest ago."""
    prices: tuple[Rested, ...]

    @property
    def on_one_reading(self) -> tuple[Rested, ...]:
        return tuple(rested for rested in self.prices if rested.on_one_reading)

    def days(self, today: dt.date) -> int | None:
        """Days since the vendor's prices were last read; None if only the month is known."""
        return None if self.last.read is None else (today - self.last.read).days


def ages(book: PriceBook, today: dt.date) -> list[VendorAge]:
    """The vendors of a book, sorted by their last reading, the oldest first; vendors without a known day come first.

    Only prices in force today, of models that can still be bought, are counted.
    """
    by_vendor: dict[str, list[Rested]] = {}
    for rested in _in_force(book, today):
        by_vendor.setdefault(rested.entry.file.vendor, []).append(rested)
    source_ages = []
    for vendor, prices in by_vendor.items():
        sources = sorted((rested.source for rested in prices), key=_known_and_late)
        source_ages.append(VendorAge(vendor, sources[-1], sources[0], tuple(prices)))
    return sorted(source_ages, key=lambda age: (*_known_and_late(age.last), age.vendor.casefold()))


def _in_force(book: PriceBook, today: dt.date) -> Iterator[Rested]:
    """The prices in force, each once; a price that models share is listed with the first of them."""
    seen = set()
    for entry in book.entries.values():
        if gone(entry.model.life.shut_down, today):
            continue
        for price in entry.history():
            if price.in_force(today) and id(price) not in seen:
                seen.add(id(price))
                yield Rested(entry, price, shared=price not in entry.model.prices)


def _known_and_late(source: Source) -> tuple[bool, dt.date]:
    """Sort key: sources without a known day come first, as they may be the oldest."""
    return source.read is not None, source.last_read

"""A feed held against the price book: what is the same, what differs, and what only one of them has."""

import datetime as dt
from collections.abc import Iterable, Iterator
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from pricing.drift.quotes import PER_IMAGE, End, Feed, Quote
from pricing.prices import PriceBook
from pricing.prices.aliases import model_of
from pricing.prices.book import Entry
from pricing.prices.life import gone
from pricing.prices.schema import Price
from pricing.values.exact import plain

_ROUNDED = Decimal("0.01")
"""The part of an amount that its rounding may change."""
_OF_AN_IMAGE = (PER_IMAGE, "USD per first megapixel")


class Kind(StrEnum):
    """What was found."""

    SAME = "same"
    MISSING_HERE = "missing here"
    """Only the feed has it."""
    MISSING_THERE = "missing there"
    """Only the price book has it, of a vendor whose other prices the feed has."""
    DIFFERS = "differs"
    NEWER = "newer"
    """It differs, and the feed is of a later day than the reading of the price book."""

    @property
    def moved(self) -> bool:
        """Whether the two say different things of one price."""
        return self in (Kind.DIFFERS, Kind.NEWER)


class Finding(NamedTuple):
    """One price, or one end, in the price book and in a feed."""

    kind: Kind
    feed: str
    model: str
    """Its id in the price book, else the name in the feed."""
    what: str
    """`image output, batch, high, 1024x1024`, `shut down` or `model`."""
    unit: str
    here: str | None
    """As the price book has it; None where it does not."""
    there: str | None
    """As the feed has it; None where it does not."""
    here_source: str
    here_read: str
    """The day, or `../2026-10` for one in or before a month."""
    there_source: str
    there_read: str
    """The first day of the price or the day it was read, as far as the feed says; else empty."""


def held(feed: Feed, book: PriceBook, day: dt.date) -> list[Finding]:
    """What a feed and the prices in force on a day say of each other, kind by kind as they stand in `Kind`."""
    order = list(Kind)
    found = [*_prices(feed, book, day), *_ends(feed, book), *_only_there(feed, book), *_only_here(feed, book, day)]
    return sorted(dict.fromkeys(found), key=lambda finding: order.index(finding.kind))


def _prices(feed: Feed, book: PriceBook, day: dt.date) -> Iterator[Finding]:
    for quote in feed.quotes:
        if (id_ := model_of(quote.model, book)) is not None:
            yield _price(quote, feed, book[id_], day)


def _price(quote: Quote, feed: Feed, entry: Entry, day: dt.date) -> Finding:
    """A quote beside the price that it is of; of several that it may be of, the one nearest to it."""
    candidates = [
        (price, amount)
        for price in (*entry.history(), *entry.model.printed)
        if price.in_force(day) and _is_of(quote, price) and (amount := _in_unit(price, quote, entry, day)) is not None
    ]
    since = quote.since or feed.read
    there = Finding(
        Kind.MISSING_HERE,
        feed.title,
        entry.model.id,
        _words(quote),
        quote.unit,
        None,
        plain(quote.amount),
        "",
        "",
        quote.source,
        since.isoformat() if since else "",
    )
    if not candidates:
        return there
    price, amount = min(candidates, key=lambda each: abs(each[1] - quote.amount))
    source = entry.source(price.source)
    kind = Kind.SAME
    if not _same(amount, quote.amount):
        kind = Kind.NEWER if since is not None and since > source.last_read else Kind.DIFFERS
    return there._replace(
        kind=kind, here=plain(amount), here_source=source.address or source.title, here_read=source.read_on
    )


def _is_of(quote: Quote, price: Price) -> bool:
    """Whether a price may be what a quote says: what one of them leaves open, the other may narrow."""
    return (
        price.component == quote.component
        and price.processing == quote.processing
        and (not quote.tier or not price.tier or quote.tier == price.tier)
        and (quote.size is None or price.size is None or quote.size == price.size)
    )


def _in_unit(price: Price, quote: Quote, entry: Entry, day: dt.date) -> Decimal | None:
    """A price in the unit of a quote; None where it is of another kind."""
    if price.unit == quote.unit or (quote.unit == PER_IMAGE and price.unit in _OF_AN_IMAGE):
        return price.amount
    if quote.unit == PER_IMAGE and price.unit == "credits per image":
        credits = [each for each in entry.history() if each.component == "credit" and each.in_force(day)]
        return price.amount * credits[-1].amount if credits else None
    return None


def _same(here: Decimal, there: Decimal) -> bool:
    """Whether two amounts are one, or one of the two is the other rounded to fewer decimals."""
    apart = abs(here - there)
    places = max(int(amount.normalize().as_tuple().exponent) for amount in (here, there))
    return not apart or (places < 0 and apart * 2 <= Decimal(1).scaleb(places) and apart <= _ROUNDED * here)


def _ends(feed: Feed, book: PriceBook) -> Iterator[Finding]:
    for end in feed.ends:
        if (id_ := model_of(end.model, book)) is not None:
            yield _end(end, feed, book[id_])


def _end(end: End, feed: Feed, entry: Entry) -> Finding:
    life = entry.model.life
    source = entry.source(life.source)
    kind = Kind.SAME if end.day in life.ends else Kind.DIFFERS if life.ends else Kind.MISSING_HERE
    here = "/".join(day.isoformat() for day in life.ends) or None
    return Finding(
        kind,
        feed.title,
        entry.model.id,
        "shut down",
        "day",
        here,
        end.day.isoformat(),
        (source.address or source.title) if here else "",
        source.read_on if here else "",
        end.source,
        "",
    )


def _only_there(feed: Feed, book: PriceBook) -> Iterator[Finding]:
    """Models that the price book does not have."""
    for name, source in {quote.model: quote.source for quote in feed.quotes}.items():
        if model_of(name, book) is None:
            yield Finding(Kind.MISSING_HERE, feed.title, name, "model", "", None, None, "", "", source, "")


def _only_here(feed: Feed, book: PriceBook, day: dt.date) -> Iterator[Finding]:
    """Prices that a feed lacks, of models that it has; and models that it lacks, of vendors that it has."""
    quoted: dict[str, list[Quote]] = {}
    for quote in feed.quotes:
        if (id_ := model_of(quote.model, book)) is not None:
            quoted.setdefault(id_, []).append(quote)
    vendors = {book[id_].file.vendor for id_ in quoted}
    for id_, entry in book.entries.items():
        if entry.file.vendor not in vendors or gone(entry.model.life.shut_down, day):
            continue
        missing = Finding(Kind.MISSING_THERE, feed.title, id_, "model", "", None, None, "", "", "", "")
        if id_ not in quoted:
            source = entry.source(entry.model.life.source)
            yield missing._replace(here_source=source.address or source.title, here_read=source.read_on)
            continue
        for price in entry.model.prices:
            if price.in_force(day) and not any(_is_of(quote, price) for quote in quoted[id_]):
                source = entry.source(price.source)
                yield missing._replace(
                    what=_words(price),
                    unit=price.unit,
                    here=plain(price.amount),
                    here_source=source.address or source.title,
                    here_read=source.read_on,
                )


def _words(of: Quote | Price) -> str:
    """`image output, batch, high, 1024x1024`."""
    batch = "batch" if of.processing == "batch" else ""
    parts = (of.component.replace("_", " "), batch, of.tier, str(of.size or ""))
    return ", ".join(part for part in parts if part)


def counts(found: Iterable[Finding]) -> dict[Kind, int]:
    """How many there are of each kind."""
    kinds = [finding.kind for finding in found]
    return {kind: kinds.count(kind) for kind in Kind}

"""The report that compares a feed with the price book: what is equal, what differs, what only one has."""

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, ROUND_UP, Decimal
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Annotated, NamedTuple

from pydantic import Field

from pricing.bill.charges import NoPrice, image
from pricing.drift import messages
from pricing.drift.feed_formats import PER_IMAGE, Feed, ModelEnd, Quote
from pricing.prices import PriceBook, Source
from pricing.prices.aliases import model_of
from pricing.prices.base import FileRecord, read_file
from pricing.prices.book import Entry, RateCard
from pricing.prices.life import gone
from pricing.prices.schema import Price
from pricing.values.exact import plain
from pricing.wording.messages import words

_ROUNDED = Decimal("0.01")
"""The largest relative difference that counts as rounding."""
_CONVERTED = Decimal("0.00001")
"""The largest relative difference that counts as converting from another unit."""
_SETTLED = Path(__file__).with_name("settled.toml")
_IMAGE_UNITS = (PER_IMAGE, "USD per first megapixel")


class Status(StrEnum):
    """How a price in the price book compares with the same price in a feed."""

    SAME = "same"
    SETTLED = "settled"
    """The two differ for a known reason, which is in `settled.toml`."""
    MISSING_HERE = "missing here"
    """Only the feed has it."""
    MISSING_THERE = "missing there"
    """Only the price book has it, and the feed has other prices of its vendor."""
    DIFFERS = "differs"
    NEWER = "newer"
    """It differs, and the feed's price is of a later day than that on which the book's was read."""

    @property
    def moved(self) -> bool:
        """Whether the two have different amounts of one price."""
        return self in (Status.DIFFERS, Status.NEWER)


class Finding(NamedTuple):
    """One price of a model, or its last day, in the price book and in a feed."""

    kind: Status
    feed: str
    model: str
    """Its id in the price book, else the name in the feed."""
    what: str
    """`image output, batch, high, 1024x1024`, `shut down` or `model`."""
    unit: str = ""
    here: str | None = None
    """The amount, or the days, in the price book; None if it has none."""
    there: str | None = None
    """The amount, or the day, in the feed; None if it has none."""
    here_source: str = ""
    here_read: str = ""
    """The day on which the book's source was read; `../2026-10` for a day in or before a month."""
    there_source: str = ""
    there_read: str = ""
    """The first day of the price, or the day on which it was read; empty if the feed has neither."""
    reason: str = ""
    """The reason of a settled difference, and the day on which it was checked."""

    def from_book(self, source: Source, amount: str | None = None) -> "Finding":
        """The finding with an amount of the price book, if there is one, and its source."""
        return self._replace(here=amount, here_source=source.address or source.title, here_read=source.read_on)


def compared_with_book(feed: Feed, book: PriceBook, day: dt.date) -> list[Finding]:
    """A feed compared with the prices in force on a day, in the order of `Status`."""
    order = list(Status)
    findings = [*_prices(feed, book, day), *_ends(feed, book), *_only_there(feed, book), *_only_here(feed, book, day)]
    findings = [_with_reason(finding) for finding in findings]
    return sorted(dict.fromkeys(findings), key=lambda finding: order.index(finding.kind))


class SettledDifference(FileRecord):
    """An entry of `settled.toml`: a difference that was checked, its reason, and the day of the check."""

    models: Annotated[tuple[str, ...], Field(min_length=1)]
    """Ids in the price book, or names in the feed."""
    what: str
    """`Finding.what`, in which `*` stands for any text."""
    there: tuple[str, ...] = ()
    """The amounts or days of the feed; empty for all."""
    reason: Annotated[str, Field(min_length=1)]
    day: dt.date

    def covers(self, finding: Finding) -> bool:
        """Whether a finding is this difference."""
        return (
            finding.model in self.models
            and fnmatchcase(finding.what, self.what)
            and (not self.there or finding.there in self.there)
        )


class _SettledFile(FileRecord):
    differences: tuple[SettledDifference, ...]


@cache
def settled_differences() -> tuple[SettledDifference, ...]:
    """Every difference that is settled; raises PriceBookError for a file that cannot be used."""
    return read_file(_SETTLED, _SettledFile).differences


def _with_reason(finding: Finding) -> Finding:
    """The finding, with status and reason of a settled difference if it is one."""
    if finding.kind in (Status.SAME, Status.MISSING_THERE):
        return finding
    known = next((known for known in settled_differences() if known.covers(finding)), None)
    if known is None:
        return finding
    return finding._replace(kind=Status.SETTLED, reason=f"{known.reason} ({known.day})")


def _prices(feed: Feed, book: PriceBook, day: dt.date) -> Iterator[Finding]:
    for quote in feed.quotes:
        if (id_ := model_of(quote.model, book)) is not None:
            yield _price(quote, feed, book[id_], day)


def _price(quote: Quote, feed: Feed, entry: Entry, day: dt.date) -> Finding:
    """A quote compared with the price that it can be of; if several are possible, with the nearest amount."""
    candidates = [
        (price, amount, _same(amount, quote.amount))
        for price in (*entry.history(), *entry.model.printed)
        if price.in_force(day)
        and _may_be(quote, price, entry)
        and (amount := _in_unit(price, quote, entry, day)) is not None
    ]
    candidates += _worked_out(quote, entry, day)
    since = quote.since or feed.read
    finding = Finding(
        Status.MISSING_HERE,
        feed.title,
        entry.model.id,
        _in_words(quote),
        quote.unit,
        there=plain(quote.amount),
        there_source=quote.source,
        there_read=since.isoformat() if since else "",
    )
    if not candidates:
        return finding
    price, amount, same = min(candidates, key=lambda candidate: (not candidate[2], abs(candidate[1] - quote.amount)))
    source = entry.source(price.source)
    status = Status.SAME
    if not same:
        status = Status.NEWER if since is not None and since > source.last_read else Status.DIFFERS
    return finding._replace(kind=status).from_book(source, plain(amount))


def _worked_out(quote: Quote, entry: Entry, day: dt.date) -> list[tuple[Price, Decimal, bool]]:
    """The cost of an image by its tokens, for a quote per image of a model that is billed by the token.

    The third value: whether the quote is this cost, exact or rounded up or half up to the decimals of the quote.
    """
    by_image = quote.unit == PER_IMAGE and quote.component == "image_output" and entry.model.billing == "tokens"
    if not by_image or quote.size is None or quote.tier not in entry.qualities:
        return []
    try:
        charges = image(RateCard(entry, day), quote.tier, quote.size, quote.processing)
    except NoPrice:
        return []
    last = Decimal(1).scaleb(int(quote.amount.as_tuple().exponent))
    return [
        (
            charge.price,
            charge.cost,
            quote.amount in (charge.cost.quantize(last, rounding) for rounding in (ROUND_HALF_UP, ROUND_UP)),
        )
        for charge in charges
    ]


def _may_be(quote: Quote, price: Price, entry: Entry) -> bool:
    """Whether a price and a quote can be of the same thing; a tier or size that one does not name fits any."""
    return (
        price.component == quote.component
        and price.processing == quote.processing
        and (not quote.tier or not price.tier or quote.tier == price.tier)
        and (quote.size is None or price.size is None or price.size in (quote.size, entry.size_class(quote.size)))
    )


def _in_unit(price: Price, quote: Quote, entry: Entry, day: dt.date) -> Decimal | None:
    """The amount of a price in the unit of a quote; None if it cannot be converted."""
    if price.unit == quote.unit or (quote.unit == PER_IMAGE and price.unit in _IMAGE_UNITS):
        return price.amount
    if quote.unit == PER_IMAGE and price.unit == "credits per image":
        credits = [credit for credit in entry.history() if credit.component == "credit" and credit.in_force(day)]
        return price.amount * credits[-1].amount if credits else None
    return None


def _same(here: Decimal, there: Decimal) -> bool:
    """Whether two amounts are equal but for rounding to fewer decimals or for converting units."""
    apart = abs(here - there)
    if apart <= _CONVERTED * here:
        return True
    places = max(int(amount.normalize().as_tuple().exponent) for amount in (here, there))
    return not apart or (places < 0 and apart * 2 <= Decimal(1).scaleb(places) and apart <= _ROUNDED * here)


def _ends(feed: Feed, book: PriceBook) -> Iterator[Finding]:
    for end in feed.ends:
        if (id_ := model_of(end.model, book)) is not None:
            yield _end(end, feed, book[id_])


def _end(end: ModelEnd, feed: Feed, entry: Entry) -> Finding:
    life, day = entry.model.life, end.day.isoformat()
    known = (*life.ends, *(claim.shut_down for claim in life.claimed_ends), *filter(None, [life.earliest_end]))
    status = Status.SAME if end.day in known else Status.DIFFERS if known else Status.MISSING_HERE
    finding = Finding(status, feed.title, entry.model.id, "shut down", "day", there=day, there_source=end.source)
    if not known:
        return finding
    return finding.from_book(entry.source(life.source), "/".join(day.isoformat() for day in known))


def _only_there(feed: Feed, book: PriceBook) -> Iterator[Finding]:
    """Models that the price book does not have."""
    for name, source in {quote.model: quote.source for quote in feed.quotes}.items():
        if model_of(name, book) is None:
            yield Finding(Status.MISSING_HERE, feed.title, name, "model", there_source=source)


def _only_here(feed: Feed, book: PriceBook, day: dt.date) -> Iterator[Finding]:
    """Prices that a feed does not have, of models that it has; and models that it does not have, of vendors it has."""
    quoted: dict[str, list[Quote]] = {}
    for quote in feed.quotes:
        if (id_ := model_of(quote.model, book)) is not None:
            quoted.setdefault(id_, []).append(quote)
    vendors = {book[id_].file.vendor for id_ in quoted}
    for id_, entry in book.entries.items():
        if entry.file.vendor not in vendors or gone(entry.model.life.shut_down, day):
            continue
        missing = Finding(Status.MISSING_THERE, feed.title, id_, "model")
        if id_ not in quoted:
            yield missing.from_book(entry.source(entry.model.life.source))
            continue
        for price in entry.model.prices:
            if price.in_force(day) and not any(_may_be(quote, price, entry) for quote in quoted[id_]):
                named = missing._replace(what=_in_words(price), unit=price.unit)
                yield named.from_book(entry.source(price.source), plain(price.amount))


def _in_words(price: Quote | Price) -> str:
    """`image output, batch, high, 1024x1024`."""
    batch = "batch" if price.processing == "batch" else ""
    return ", ".join(filter(None, (price.component.replace("_", " "), batch, price.tier, str(price.size or ""))))


def as_text(findings: Sequence[Finding], everything: bool) -> str:
    """One line for each finding, in their order, then the count of each status.

    Findings that are the same or settled are only counted, unless `everything` is set.
    """
    known = (Status.SAME, Status.SETTLED)
    lines = [
        f"{_line(finding)}{f'; {finding.reason}' if finding.reason else ''}"
        for finding in findings
        if everything or finding.kind not in known
    ]
    summary = words(messages.counts([(status.value, number) for status, number in _counts(findings).items()]))
    return "".join(f"{line}\n" for line in [*lines, summary])


def as_json(findings: Sequence[Finding]) -> str:
    """`{"findings": [...], "counts": {...}}`; amounts as text, exact."""
    data = {"findings": [finding._asdict() for finding in findings], "counts": _counts(findings)}
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _counts(findings: Sequence[Finding]) -> dict[Status, int]:
    statuses = [finding.kind for finding in findings]
    return {status: statuses.count(status) for status in Status}


def _line(finding: Finding) -> str:
    """`differs: gpt-image-2, image output: 30 here (address, 2026-10-01), 32 in litellm 1.2 (address); USD ...`."""
    status, model, feed = finding.kind.value, finding.model, finding.feed
    here, there = (finding.here_source, finding.here_read), (finding.there_source, finding.there_read)
    if finding.here is None and finding.there is None:
        if finding.kind is Status.MISSING_THERE:
            return words(messages.only_in_book(status, model, messages.sourced(messages.in_book(), *here), feed))
        return words(messages.only_in_feed(status, model, messages.sourced(feed, *there)))
    in_book = messages.sourced(messages.here(finding.here or ""), *here)
    in_feed = messages.sourced(messages.in_feed(finding.there or "", feed), *there)
    return words(messages.apart(status, model, finding.what, in_book, in_feed, finding.unit))

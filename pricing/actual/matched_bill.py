"""The workloads that were billed: by model, then by size, quality and processing if a source has them."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from pricing.actual.messages import ApartKind
from pricing.actual.readers.usage_records import CHARGES, UsageRecord
from pricing.prices import PriceBook, PriceBooks
from pricing.prices import aliases as feeds
from pricing.prices.exchange import Exchange
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload, folded
from pricing.values.exact import quotient, total
from pricing.wording.figures import USD

Aliases = Mapping[str, str]
"""Name in a bill -> id of the model, or empty for a name of no model; given by a user."""
_SIGNS = re.compile(r"[\W_]+")
_PLACES = (" data zone", " regional")
"""Additions of Azure for the place in which a model runs: its rates differ, but it is the same model."""


class BilledGroup(NamedTuple):
    """Workloads that a bill does not distinguish (mostly one), with their records."""

    places: tuple[int, ...]
    """The places of the workloads in the scenario, from 0 on."""
    records: tuple[UsageRecord, ...]


class Unmatched(NamedTuple):
    """An amount or count of a bill that belongs to no workload, by its name in the bill."""

    kind: ApartKind
    model: str
    """The name of the model in the source; empty if it names none."""
    known: str
    """The id of a model of the price book; empty if it is none."""
    rows: int
    cost: Decimal
    currency: str
    """The currency of the cost; empty if only a count is known."""


class MatchedBill(NamedTuple):
    """A bill with each amount once: matched to workloads, or apart."""

    groups: tuple[BilledGroup, ...]
    """Every workload is in one group, with or without records."""
    apart: tuple[Unmatched, ...]
    """The amounts outside the plan, once for each name and currency, the largest sum first."""


def model_of(name: str, books: PriceBooks, aliases: Aliases | None = None) -> str | None:
    """The id of the model that a name in a bill means: by a user's answer, by the names of feeds, or its own name."""
    models_by_name = {folded(key): value for key, value in (aliases or {}).items()}
    if folded(name) in models_by_name:
        return models_by_name[folded(name)] or None
    metered = feeds.meter(name)
    text = (metered.model if metered else name).strip()
    for place in _PLACES:
        text = text.removesuffix(place)
    return next(filter(None, (_in(book, text) for book in (books.listed, books.guide))), None)


def _in(book: PriceBook, text: str) -> str | None:
    if model := feeds.model_written(text, book):
        return model
    names = {_plain(name) for name in (text, text.rpartition("/")[2]) if name}
    return next((key for key, entry in book.entries.items() if _names(entry.model.name) & names), None)


def _names(name: str) -> set[str]:
    """The names of a model: the whole name, the name without brackets, and the text in the brackets."""
    before, _, nickname = name.removesuffix(")").partition(" (") if name.endswith(")") else (name, "", "")
    return {_plain(text) for text in (name, before, nickname) if text}


def _plain(name: str) -> str:
    """A name without case and punctuation: `Gemini 3 Pro Image` and `gemini-3-pro-image` are equal."""
    return _SIGNS.sub("", folded(name))


def counted_in(record: UsageRecord, exchange: Exchange, rate: Decimal | None) -> UsageRecord:
    """A record with its cost in the currency of a plan, if it can be converted; `rate` is units of its own currency for
    one USD.

    Amounts in USD are converted at the plan's own rate.
    """
    rate = Decimal(1) if record.currency == USD else rate
    if record.cost is None or not rate or record.currency == exchange.currency:
        return record
    return record._replace(cost=quotient(exchange.of_usd(record.cost), rate), currency=exchange.currency)


def matched(
    records: Iterable[UsageRecord],
    scenario: Scenario,
    books: PriceBooks,
    aliases: Aliases | None = None,
    models: Sequence[str] | None = None,
) -> MatchedBill:
    """Records by the workloads to which they belong.

    `models` are the models of the workloads at the time of the records, by default their own.
    """
    models = models or [workload.model for workload in scenario.workloads]
    ids: dict[str, str | None] = {}
    by_places: dict[tuple[int, ...], list[UsageRecord]] = {}
    left: dict[tuple[ApartKind, str, str], list[UsageRecord]] = {}
    for record in records:
        if record.model not in ids:
            ids[record.model] = model_of(record.model, books, aliases)
        known = ids[record.model]
        charge = next((charge for charge in CHARGES if charge == record.kind), None)
        places = () if charge is not None else _places(record, known, models)
        if places and record.currency in ("", scenario.currency):
            by_places.setdefault(_narrowed(record, places, scenario, books), []).append(record)
            continue
        kind: ApartKind = charge or ("currency" if places else "other")
        if kind == "other" and known is None and record.cost is not None and record.cost < 0:
            kind = "credit"
        left.setdefault((kind, record.model, record.currency), []).append(record)
    for key in [key for key in left if not key[2] and any(key[:2] == other[:2] and other[2] for other in left)]:
        # A count of a name is left out if its cost is there too.
        del left[key]
    apart = (
        Unmatched(kind, name, ids[name] or "", len(of_name), total(record.cost for record in of_name), currency)
        for (kind, name, currency), of_name in left.items()
    )
    return MatchedBill(
        tuple(_groups(by_places, len(models))),
        tuple(sorted(apart, key=lambda unmatched: (-abs(unmatched.cost), unmatched.model))),
    )


def _places(record: UsageRecord, known: str | None, models: Sequence[str]) -> tuple[int, ...]:
    """The workloads on a model, or on the same model of another seller; all of them if a record has no name."""
    if not record.model:
        return tuple(range(len(models)))
    if known is None:
        return ()
    same = tuple(place for place, model in enumerate(models) if model == known)
    return same or tuple(
        place for place, model in enumerate(models) if known.endswith(f"-{model}") or model.endswith(f"-{known}")
    )


def _narrowed(record: UsageRecord, places: tuple[int, ...], scenario: Scenario, books: PriceBooks) -> tuple[int, ...]:
    """The workloads whose size, quality and processing fit a record, as far as at least one fits."""
    if len(places) == 1:
        return places
    book, workloads = books[scenario.prices], scenario.workloads

    def has_size(workload: Workload) -> bool:
        return record.size in dict(workload.size)

    def has_quality(workload: Workload) -> bool:
        tiers = workload.tiers(book[workload.model].model.tiers)
        return any(record.quality in (tier, tiers.get(tier)) for tier, _ in workload.quality.shares())

    def has_processing(workload: Workload) -> bool:
        return workload.batch > 0 if record.processing == "batch" else workload.batch < 100

    tests = ((record.size, has_size), (record.quality, has_quality), (record.processing, has_processing))
    for value, fits in tests:
        if value and (left := tuple(place for place in places if fits(workloads[place]))):
            places = left
    return places


def _groups(by_places: Mapping[tuple[int, ...], Collection[UsageRecord]], workloads: int) -> Iterator[BilledGroup]:
    """Workloads, joined if a record may belong to several of them."""
    group = list(range(workloads))
    for places in by_places:
        joined = {group[place] for place in places}
        group = [min(joined) if number in joined else number for number in group]
    for first in dict.fromkeys(group):
        places = tuple(place for place in range(workloads) if group[place] == first)
        yield BilledGroup(places, tuple(record for key in by_places if key[0] in places for record in by_places[key]))

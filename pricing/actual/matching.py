"""Which workloads of a scenario were billed: by model, then by size, quality and processing where a source has them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from pricing.actual.columns import SOURCE as COLUMNS
from pricing.actual.records import Record, added, usd
from pricing.prices import PriceBook, PriceBooks
from pricing.prices import aliases as feeds
from pricing.prices.aliases import meter
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload, folded
from pricing.wording.figures import CURRENCY

Aliases = Mapping[str, str]
"""What a person says that names in bills mean: the id of a model, or nothing where a name is of none."""
_PLACES = (" data zone", " regional")
"""Where Azure runs a model: at other rates, but the same model."""


class Group(NamedTuple):
    """Workloads that a bill does not tell apart, mostly one, and what was billed and used of them."""

    places: tuple[int, ...]
    """In the scenario, from 0 on."""
    records: tuple[Record, ...]


class Unmatched(NamedTuple):
    """What was billed of no workload, by the name in the bill."""

    model: str
    """In the words of the source; empty where it names none."""
    known: str
    """The id of a model of the price book; empty where it is none."""
    proposed: str
    """The model of a workload that it may mean; empty where none is near."""
    rows: int
    cost: Decimal
    currency: str


class Matching(NamedTuple):
    """Everything that was billed, once each."""

    groups: tuple[Group, ...]
    """Every workload is in one, with or without records."""
    no_plan: tuple[Unmatched, ...]
    """Models of the price book that no workload is on, in USD, the largest sum first."""
    unexplained: tuple[Unmatched, ...]
    """Names that mean no model, and every other currency, the largest sum first."""


def model_of(name: str, books: PriceBooks, aliases: Aliases | None = None) -> str | None:
    """The id of the model that a bill means by a name, as a person says, as feeds have it, or as it is called."""
    said = {folded(key): value for key, value in (aliases or {}).items()}
    if folded(name) in said:
        return said[folded(name)] or None
    found = meter(name)
    text = (found.model if found else name).strip()
    for where in _PLACES:
        text = text.removesuffix(where)
    return next(filter(None, (_in(book, text) for book in (books.listed, books.guide))), None)


def _in(book: PriceBook, text: str) -> str | None:
    if text.casefold() in book:
        return text.casefold()
    for name in (text, f"openai/{text}", f"google/{text}"):
        if found := feeds.model_of(name, book):
            return found
    return next((key for key, entry in book.entries.items() if folded(entry.model.name) == folded(text)), None)


def matched(
    records: Iterable[Record],
    scenario: Scenario,
    books: PriceBooks,
    aliases: Aliases | None = None,
    models: Sequence[Collection[str]] | None = None,
) -> Matching:
    """Records by the workloads that they are of.

    `models` are those that each workload is on in the time of the records, its own unless given.
    """
    on = models or [(workload.model,) for workload in scenario.workloads]
    ids: dict[str, str | None] = {}
    of: dict[tuple[int, ...], list[Record]] = {}
    left: dict[tuple[str, str, str], list[Record]] = {}
    for record in records:
        if record.model not in ids:
            ids[record.model] = model_of(record.model, books, aliases)
        known = ids[record.model]
        places = _places(record, known, on)
        if places and record.currency in ("", CURRENCY):
            of.setdefault(_narrowed(record, places, scenario, books), []).append(record)
        else:
            left.setdefault((record.model, known or "", record.currency), []).append(record)
    rest = (
        Unmatched(name, known, _proposed(name, known, scenario), len(of_name), added(r.cost for r in of_name), money)
        for (name, known, money), of_name in left.items()
    )
    unmatched = sorted(rest, key=lambda each: (-abs(each.cost), each.model))
    no_plan = tuple(each for each in unmatched if each.known and each.currency in ("", CURRENCY))
    return Matching(
        tuple(_groups(of, len(scenario.workloads))), no_plan, tuple(each for each in unmatched if each not in no_plan)
    )


def _places(record: Record, known: str | None, on: Sequence[Collection[str]]) -> tuple[int, ...]:
    """The workloads on a model; all of them where a table of one's own names none."""
    if not record.model and record.source == COLUMNS:
        return tuple(range(len(on)))
    return tuple(place for place, models in enumerate(on) if known in models)


def _narrowed(record: Record, places: tuple[int, ...], scenario: Scenario, books: PriceBooks) -> tuple[int, ...]:
    """Those of some workloads whose size, quality and processing fit, as far as one does."""
    if len(places) == 1:
        return places
    book, workloads = books[scenario.prices], scenario.workloads

    def sized(workload: Workload) -> bool:
        return record.size in dict(workload.size)

    def made(workload: Workload) -> bool:
        tiers = book[workload.model].model.tiers
        return any(record.quality in (tier, tiers.get(tier)) for tier, _ in workload.quality.shares())

    def sent(workload: Workload) -> bool:
        return workload.batch > 0 if record.processing == "batch" else workload.batch < 100

    tests = ((record.size, sized), (record.quality, made), (record.processing, sent))
    for has, fits in tests:
        if has and (left := tuple(place for place in places if fits(workloads[place]))):
            places = left
    return places


def _groups(of: Mapping[tuple[int, ...], list[Record]], workloads: int) -> Iterator[Group]:
    """Workloads joined where a record may be of several of them."""
    group = list(range(workloads))
    for places in of:
        joined = {group[place] for place in places}
        group = [min(joined) if each in joined else each for each in group]
    for first in dict.fromkeys(group):
        places = tuple(place for place in range(workloads) if group[place] == first)
        yield Group(places, tuple(record for key in of if key[0] in places for record in of[key]))


def _proposed(name: str, known: str, scenario: Scenario) -> str:
    """The model of a workload that a name contains, or that is the same model at another seller."""
    models = dict.fromkeys(workload.model for workload in scenario.workloads)
    plain = folded(name).replace(" ", "-")
    near = [model for model in models if model in plain or (known and known.removeprefix("azure-") == model)]
    return max(near, key=len, default="")


def total(matching: Matching) -> Decimal:
    """USD of everything that was billed: of workloads, of models without a plan, and of what is unexplained."""
    of_groups = added(usd(record) for group in matching.groups for record in group.records)
    rest = (each.cost for each in (*matching.no_plan, *matching.unexplained) if each.currency == CURRENCY)
    return added([of_groups, *rest])

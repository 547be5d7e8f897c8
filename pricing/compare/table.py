"""The same scenario on several services, side by side."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import localcontext
from functools import lru_cache

from pricing.bill.placement import under_contract
from pricing.compare import by_image, messages, own_services, seats
from pricing.compare.rows import AS_PLANNED, AsPlanned, Billing, Candidate, Part, PricedRow, Row, UnpricedRow
from pricing.prices import PriceBook, PriceBooks
from pricing.prices.book import Entry
from pricing.prices.life import first_end
from pricing.prices.schema import TIERS, Tier
from pricing.prices.services import Buys, Service, services
from pricing.scenario.comparison import Comparison
from pricing.scenario.mixes import Quality
from pricing.scenario.own import OwnFactor, OwnPrice
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT
from pricing.wording.messages import Message


@dataclass(frozen=True)
class Table:
    """The result of a comparison."""

    scenario: Scenario
    comparison: Comparison
    """The comparison of the scenario, or the start if it has none."""
    rows: tuple[Row, ...]
    """The rows: the scenario as planned (if it has several workloads), the services with the workloads' own models,
    and own services."""
    present: Row
    """The row with which others are compared: that of the scenario's model, or of the scenario as planned."""
    left_out: tuple[Quality, ...]
    """By workload: percent of its images in each tier that are left out at every service."""
    absent: tuple[str, ...]
    """Services of the comparison that the price book does not have."""

    @property
    def compared(self) -> Scenario:
        """The scenario without the shares that are left out at every service."""
        return _without(self.scenario, self.left_out)

    @property
    def priced(self) -> list[PricedRow]:
        """The rows with a bill, cheapest first."""
        rows = [row for row in self.rows if isinstance(row, PricedRow)]
        return sorted(rows, key=lambda row: row.per_month)


@dataclass(frozen=True)
class _Offered:
    """A service of the price book, and what its tiers buy in this comparison."""

    candidate: Candidate
    service: Service
    tiers: Mapping[Tier, Buys]


def compare(scenario: Scenario, books: PriceBooks) -> Table:
    """Bill a scenario on every service of its comparison, and on the model of each of its workloads."""
    comparison = scenario.comparison or Comparison.start(books.listed)
    book = books[scenario.prices]
    wanted = tuple(dict.fromkeys([*comparison.services, *(workload.model for workload in scenario.workloads)]))
    offers = _offers(wanted, comparison if book is books.listed else Comparison(), book, books)
    sold = _sold_everywhere(offers, comparison, book)
    left_out = tuple(
        Quality(*(0 if tier in sold else share for tier, share in zip(TIERS, workload.quality, strict=True)))
        for workload in scenario.workloads
    )
    compared = _without(scenario, left_out)
    with localcontext(EXACT):
        rows = tuple(_rows(compared, offers, comparison, books))
    if scenario.several:
        rows = (_as_planned(compared, rows, books), *rows)
        present = rows[0]
    else:
        present = next(row for row in rows if row.key == scenario.workloads[0].model)
    absent = tuple(key for key in wanted if key not in services(book))
    return Table(scenario, comparison, rows, present, left_out, absent)


@lru_cache(maxsize=256)
def _offers(
    wanted: tuple[str, ...], comparison: Comparison, book: PriceBook, books: PriceBooks
) -> tuple[_Offered, ...]:
    """The services of the comparison with what their tiers buy; cached, as volume and mix do not change it."""
    known = services(book)
    return tuple(_offer(known[key], comparison, book, books) for key in wanted if key in known)


def _offer(service: Service, comparison: Comparison, book: PriceBook, books: PriceBooks) -> _Offered:
    tiers = service.tiers(comparison.mapped(service.id))
    entries = tuple(book[model] for model in dict.fromkeys(buys.model for buys in tiers.values()))
    ends = first_end((entry.model.id for entry in entries), books)
    candidate = Candidate(key=service.id, subject=service, billing=_billing(entries), entries=entries, ends=ends)
    return _Offered(candidate, service, tiers)


def _sold_everywhere(offers: Collection[_Offered], comparison: Comparison, book: PriceBook) -> set[Tier]:
    """The tiers to compare: all, or with `missing="leave"` those that every service sells."""
    if comparison.missing != "leave":
        return set(TIERS)
    sold = [set(offer.tiers) for offer in offers if offer.tiers]
    sold += [{tier for tier, _ in own.amounts} for own in comparison.own if isinstance(own, OwnPrice)]
    factors = [own.model for own in comparison.own if isinstance(own, OwnFactor)]
    sold += [set(book[model].model.tiers) for model in factors if model in book]
    return set(TIERS).intersection(*sold)


def _without(scenario: Scenario, left_out: tuple[Quality, ...]) -> Scenario:
    """A scenario without some shares of its workloads."""
    if not any(map(any, left_out)):
        return scenario
    workloads = []
    for workload, without in zip(scenario.workloads, left_out, strict=True):
        shares = (share - absent for share, absent in zip(workload.quality, without, strict=True))
        workloads.append(replace(workload, quality=Quality(*shares)))
    return replace(scenario, workloads=tuple(workloads))


def _rows(compared: Scenario, offers: Collection[_Offered], comparison: Comparison, books: PriceBooks) -> Iterator[Row]:
    """The rows of the services, then of own services."""
    brings = [
        (own, own_services.candidate(number, own, compared, books)) for number, own in enumerate(comparison.own, 1)
    ]
    if not all(any(workload.quality) for workload in compared.workloads):
        for candidate in (*(offer.candidate for offer in offers), *(candidate for _, candidate in brings)):
            yield by_image.row(candidate, _nothing_left(compared), compared.days)
        return
    for offer in offers:
        yield _row(offer, compared, comparison, books)
    for own, candidate in brings:
        yield own_services.row(candidate, own, compared, books)


def _nothing_left(compared: Scenario) -> list[Part]:
    """The workloads as unpriced parts if one of them has no share left, as a bill of nothing would look free."""
    reason = messages.all_left_out()
    return [
        Part(workload=workload, reasons=() if any(workload.quality) else (reason,)) for workload in compared.workloads
    ]


def _row(offer: _Offered, compared: Scenario, comparison: Comparison, books: PriceBooks) -> Row:
    candidate, tiers = offer.candidate, offer.tiers
    if not candidate.entries:
        reason = messages.offers_no_tier(offer.service.name)
        return UnpricedRow(
            candidate=candidate, parts=own_services.unmoved(compared, reason), days=compared.days, reasons=(reason,)
        )
    if compared.contract == "vendor":
        model = candidate.entries[0].model.id
        billed = (under_contract(workload, model, compared, books) for workload in compared.workloads)
        compared = replace(compared, workloads=tuple(billed))
    if candidate.billing == "subscription":
        return seats.row(candidate, compared, tiers, comparison, books)
    parts = [by_image.part(workload, candidate.entries[0], tiers, compared, books) for workload in compared.workloads]
    return by_image.row(candidate, parts, compared.days)


def _as_planned(compared: Scenario, rows: Collection[Row], books: PriceBooks) -> Row:
    """The row of several workloads as planned: each has the part of its model's row."""
    by_key = {row.key: row for row in rows}
    own_rows = [by_key[workload.model] for workload in compared.workloads]
    entries = tuple(dict.fromkeys(entry for row in own_rows for entry in row.entries))
    ends = first_end((entry.model.id for entry in entries), books)
    candidate = Candidate(key=AS_PLANNED, subject=AsPlanned(), billing="models", entries=entries, ends=ends)
    parts = [row.parts[place] for place, row in enumerate(own_rows)]
    return by_image.row(candidate, parts, compared.days)


def _billing(entries: tuple[Entry, ...]) -> Billing:
    """How the models bill; credits are recognised by the unit of the prices."""
    if any(price.unit == "credits per image" for entry in entries for price in entry.model.prices):
        return "credits"
    return entries[0].model.billing if entries else "image"


def where_discounts_count(scenario: Scenario, books: PriceBooks) -> Message | None:
    """At which services the discounts of a scenario count; None where there are none."""
    vendors = dict.fromkeys(books.vendor_of(workload.model) for workload in scenario.workloads if workload.discount)
    if not vendors:
        return None
    return messages.discount_everywhere() if scenario.contract == "everywhere" else messages.discount_at_vendor(vendors)

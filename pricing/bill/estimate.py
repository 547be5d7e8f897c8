"""A scenario's bill: lines that add up, exact to the last digit."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, localcontext
from functools import cached_property
from typing import Literal, NamedTuple

from pricing.bill.charges import Charge, NotPriced, image, inputs
from pricing.bill.offer import nearest_offered
from pricing.prices import PriceBooks
from pricing.prices.base import Component, Confidence
from pricing.prices.book import Entry, RateCard
from pricing.prices.life import end_of_life
from pricing.prices.schema import Price, Processing, Tier
from pricing.prices.sources import Source
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.values.exact import EXACT, PERCENT, quotient
from pricing.values.size import Size
from pricing.wording.said import Said, said

_PERCENT = Decimal("0.01")
_PERCENT_OF_PERCENT = Decimal("0.0001")


class Line(NamedTuple):
    """One row of the bill: a component of the images of one workload, tier, size and processing."""

    workload: str
    """Its name; empty where a scenario has one that needs none."""
    component: Component
    tier: Tier
    size: Size
    processing: Processing
    quantity_per_day: Decimal
    unit: str
    price: Price
    """Its `amount` is the list rate, before the discount."""
    source: Source
    cost_per_day: Decimal
    """USD, after the discount."""
    confidence: Confidence


class Unpriced(NamedTuple):
    """A part of a scenario that has no price, and why."""

    workload: str
    tier: Tier
    size: Size
    reason: Said


class UnitCost(NamedTuple):
    """What one generation of one tier, size and processing costs, by component, exact and before the discount."""

    tier: Tier
    size: Size
    processing: Processing
    generations: Decimal
    """Generations of this kind for each delivered image."""
    charges: tuple[Charge, ...]
    usd: Decimal
    """USD a generation."""


@dataclass(frozen=True)
class Bill:
    """What a workload costs. Amounts are None as soon as one part of it has no price."""

    workload: Workload
    days: int
    """Days a month."""
    card: RateCard
    unit_costs: tuple[UnitCost, ...]
    """Of the parts that have a price."""
    unpriced: tuple[Unpriced, ...]
    per_image: Decimal | None
    """USD per delivered image."""
    ends: dt.date | None
    """The first day on which the model cannot be bought any more; None while no end is known."""

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The bill line by line. Made when it is asked for: a comparison needs the totals alone."""
        with localcontext(EXACT):
            return tuple(self._lines())

    @property
    def entry(self) -> Entry:
        return self.card.entry

    @property
    def per_day(self) -> Decimal | None:
        """USD a day, before growth."""
        return None if self.per_image is None else EXACT.multiply(self.per_image, Decimal(self.workload.images))

    @property
    def per_month(self) -> Decimal | None:
        """USD a month, before growth: the day times the days a month."""
        return None if self.per_day is None else EXACT.multiply(self.per_day, Decimal(self.days))

    def _lines(self) -> Iterator[Line]:
        kept = _kept(self.workload)
        for unit in self.unit_costs:
            generations = unit.generations * self.workload.images
            for charge in unit.charges:
                yield Line(
                    self.workload.name,
                    charge.component,
                    unit.tier,
                    unit.size,
                    unit.processing,
                    generations * charge.quantity,
                    charge.unit,
                    charge.price,
                    self.entry.source(charge.price.source),
                    generations * charge.usd * kept,
                    charge.confidence,
                )


class OwnLine(NamedTuple):
    """What a team pays itself: of each delivered image, or a month. No discount applies to it."""

    what: Literal["image", "month"]
    quantity_per_day: Decimal
    """Images; of a month its part, to 12 decimals."""
    rate: Decimal
    """USD an image or a month."""
    cost_per_day: Decimal
    """USD; of a sum a month to 12 decimals."""
    cost_per_month: Decimal
    """USD, exact."""


def own_lines(scenario: Scenario) -> tuple[OwnLine, ...]:
    """What the team of a scenario pays itself; nothing where that is 0."""
    images, days = Decimal(scenario.images), Decimal(scenario.days)
    found = []
    with localcontext(EXACT):
        if scenario.own_image:
            cost = images * scenario.own_image
            found.append(OwnLine("image", images, scenario.own_image, cost, cost * days))
        if scenario.own_month:
            part, cost = quotient(Decimal(1), days), quotient(scenario.own_month, days)
            found.append(OwnLine("month", part, scenario.own_month, cost, scenario.own_month))
    return tuple(found)


@dataclass(frozen=True)
class Estimate:
    """What a scenario costs: the bills of its workloads, and the team's own costs.

    Totals are None as soon as one workload has no price.
    """

    scenario: Scenario
    bills: tuple[Bill, ...]
    """One for each workload, in their order."""
    switched: Mapping[tuple[int, str], Bill] = field(default_factory=dict)
    """The bills of workloads on the models that events move them to, by place and model."""

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The bills line by line."""
        return tuple(line for bill in self.bills for line in bill.lines)

    @cached_property
    def unpriced(self) -> tuple[Unpriced, ...]:
        return tuple(gap for bill in self.bills for gap in bill.unpriced)

    @cached_property
    def own(self) -> tuple[OwnLine, ...]:
        """What the team pays itself."""
        return own_lines(self.scenario)

    @property
    def per_image(self) -> Decimal | None:
        """USD per delivered image of all workloads, of several, or with own costs a month, to 12 decimals.

        None too where several deliver none; of one, what a first image would cost.
        """
        images, alone = self.scenario.images, len(self.bills) == 1
        if alone and not (self.scenario.own_month and images):
            cost = self.bills[0].per_image
            return None if cost is None else EXACT.add(cost, self.scenario.own_image)
        return None if self.per_day is None or not images else quotient(self.per_day, Decimal(images))

    @cached_property
    def per_day(self) -> Decimal | None:
        """USD a day, before growth."""
        if self.unpriced:
            return None
        return self._of_the_priced([*(bill.per_day for bill in self.bills), *(own.cost_per_day for own in self.own)])

    @cached_property
    def per_month(self) -> Decimal | None:
        """USD a month, before growth."""
        return None if self.unpriced else self.priced_per_month

    @cached_property
    def priced_per_month(self) -> Decimal:
        """USD a month of the workloads that have a price, and of the team: what the scenario costs at least."""
        own = (line.cost_per_month for line in self.own)
        return self._of_the_priced([*(bill.per_month for bill in self.bills), *own])

    @property
    def ends(self) -> dt.date | None:
        """The first day on which one of the models cannot be bought any more; None while no end is known."""
        return min((bill.ends for bill in self.bills if bill.ends is not None), default=None)

    @staticmethod
    def _of_the_priced(costs: list[Decimal | None]) -> Decimal:
        with localcontext(EXACT):
            return sum((cost for cost in costs if cost is not None), Decimal(0))


def estimate(scenario: Scenario, books: PriceBooks) -> Estimate:
    """Bill a scenario at the rates of its price date. Raises KeyError for a model that the book does not have."""
    bills = tuple(bill(workload, scenario, books) for workload in scenario.workloads)
    return Estimate(scenario, bills, _switched(scenario, books) if scenario.events else {})


def _switched(scenario: Scenario, books: PriceBooks) -> dict[tuple[int, str], Bill]:
    """Workloads on the models that events move them to, each share at the nearest tier and size on sale there."""
    book = books[scenario.prices]
    return {
        (place, str(event.value)): bill(nearest_offered(workload, book[str(event.value)]), scenario, books)
        for event in scenario.events
        if event.what == "model"
        for place, workload in enumerate(scenario.workloads)
        if event.about(place + 1)
    }


def bill(workload: Workload, terms: Scenario, books: PriceBooks, tiers: Mapping[Tier, str] | None = None) -> Bill:
    """Bill a workload on the terms of a scenario.

    Generations = images x (1 - reuse) x tries; each pays for its prompt, its references and its image.
    `tiers` says which quality name a tier buys, instead of the model's own choice.
    Raises KeyError for a model the book does not have.
    """
    card = books.rate_card(workload.model, terms.prices)
    tiers = card.entry.model.tiers if tiers is None else tiers
    sent: dict[Processing, tuple[Charge, ...] | Said] = {}
    priced: list[UnitCost] = []
    unpriced: list[Unpriced] = []
    per_image = Decimal(0)
    with localcontext(EXACT):
        for tier, size, processing, generations in _parts(workload, card):
            made = _made(card, tier, size, processing, tiers)
            if processing not in sent:
                sent[processing] = _sent(card, workload, processing)
            before = sent[processing]
            if isinstance(made, Said):
                unpriced.append(Unpriced(workload.name, tier, size, made))
                continue
            if isinstance(before, Said):
                unpriced.append(Unpriced(workload.name, tier, size, before))
                continue
            charges = before + made
            usd = Decimal(0)
            for charge in charges:
                usd += charge.usd
            priced.append(UnitCost(tier, size, processing, generations, charges, usd))
            per_image += generations * usd
        per_image *= _kept(workload)
    missing = tuple(dict.fromkeys(unpriced)) if unpriced else ()
    ends = end_of_life(workload.model, books)
    return Bill(workload, terms.days, card, tuple(priced), missing, None if missing else per_image, ends)


def _kept(workload: Workload) -> Decimal:
    """The part of the list price that is paid."""
    return (PERCENT - workload.discount) * _PERCENT


def _parts(workload: Workload, card: RateCard) -> Iterator[tuple[Tier, Size, Processing, Decimal]]:
    """The tiers and sizes that have a share, the batch share apart where the vendor has batch rates.

    With the generations of each for one delivered image.
    """
    generations = (PERCENT - workload.reuse) * _PERCENT * workload.tries * _PERCENT_OF_PERCENT
    batch = workload.batch * _PERCENT if card.has_batch else Decimal(0)
    for tier, tier_share in workload.quality.shares():
        for size, size_share in workload.size:
            share = generations * (tier_share * size_share)
            if not batch:
                yield tier, size, "standard", share
                continue
            if batch < 1:
                yield tier, size, "standard", share * (1 - batch)
            yield tier, size, "batch", share * batch


def _made(
    card: RateCard, tier: Tier, size: Size, processing: Processing, tiers: Mapping[Tier, str]
) -> tuple[Charge, ...] | Said:
    """The charges for an image of a tier, or why there are none."""
    quality_name = tiers.get(tier)
    if quality_name is None:
        return said("not-priced-for", model=card.entry.model.name, quality=tier)
    try:
        return image(card, quality_name, size, processing)
    except NotPriced as gap:
        return gap.why


def _sent(card: RateCard, workload: Workload, processing: Processing) -> tuple[Charge, ...] | Said:
    """The charges for what goes with every request, or why there are none."""
    high = workload.fidelity == "high"
    try:
        return tuple(inputs(card, workload.prompt, workload.refs, workload.refsize, high, processing))
    except NotPriced as gap:
        return gap.why

"""The bill of one workload, in the currency of its terms: lines that add up exactly."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cached_property
from typing import Literal, NamedTuple

from pricing.bill import messages
from pricing.bill.charges import Charge, NoPrice, NotMade, further_outputs, image, inputs
from pricing.prices import PriceBooks
from pricing.prices.base import Component, Confidence, Source
from pricing.prices.book import Entry, RateCard
from pricing.prices.life import end_of_life
from pricing.prices.messages import how_read
from pricing.prices.schema import Price, Processing, Tier
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.values.exact import EXACT, HUNDREDTH, total
from pricing.values.size import Size
from pricing.wording.messages import Message

_PERCENT_OF_PERCENT = Decimal("0.0001")


class Line(NamedTuple):
    """One row of the bill: a component of the images of one workload, tier, size and processing."""

    workload: str
    """The name of the workload; empty if it is the only one and has none."""
    component: Component
    tier: Tier
    size: Size
    processing: Processing
    quantity_per_day: Decimal
    unit: str
    price: Price
    """The dated price; its `amount` is the list rate before the discount."""
    source: Source
    cost_per_day: Decimal
    """After the discount."""
    confidence: Confidence
    vendor: str
    """Who sells the model."""

    @property
    def how_read(self) -> Message:
        """The sources of the quantity and of the price, in words."""
        return how_read(self.confidence, self.source, self.vendor)


class Unpriced(NamedTuple):
    """A part of a scenario that has no price, and why."""

    workload: str
    tier: Tier
    size: Size
    kind: Literal["not priced", "not made"]
    """`not made` if the model cannot make the size at all; else its price is missing."""
    reason: Message
    nearest: Size | None = None
    """The nearest size that the model makes; None if the size can be made, or if no other is known."""
    nearest_per_image: Decimal | None = None
    """The cost of an image at `nearest`, without prompt and references, at standard rates before any discount."""


class UnitCost(NamedTuple):
    """What one generation of one tier, size and processing costs, by component, exact and before the discount."""

    tier: Tier
    size: Size
    processing: Processing
    generations: Decimal
    """Generations of this kind for each delivered image."""
    charges: tuple[Charge, ...]
    cost: Decimal
    """The cost of one generation."""

    @property
    def span(self) -> tuple[Decimal, Decimal]:
        """The least and the most that a generation costs; both equal `cost` if no quantity is an estimate."""
        ends = [charge.span or (charge.cost, charge.cost) for charge in self.charges]
        return total(least for least, _ in ends), total(most for _, most in ends)


@dataclass(frozen=True)
class Bill:
    """What a workload costs. All totals are None if a part of it has no price."""

    workload: Workload
    days: int
    """Days a month."""
    card: RateCard
    unit_costs: tuple[UnitCost, ...]
    """The kinds of generation that have a price."""
    unpriced: tuple[Unpriced, ...]
    per_image: Decimal | None
    """The cost of a delivered image."""
    ends: dt.date | None
    """The first day on which the model can no longer be bought; None if no end is known."""

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The bill line by line, computed on first access: a comparison needs only the totals."""
        with localcontext(EXACT):
            return tuple(self._lines())

    @property
    def entry(self) -> Entry:
        return self.card.entry

    @property
    def tiers(self) -> Mapping[Tier, str]:
        """The quality name that each tier of the workload buys."""
        return self.workload.tiers(self.entry.model.tiers)

    @property
    def per_day(self) -> Decimal | None:
        """The cost of a day, before growth."""
        return None if self.per_image is None else EXACT.multiply(self.per_image, Decimal(self.workload.images))

    @property
    def span_per_image(self) -> tuple[Decimal, Decimal] | None:
        """The least and the most that a delivered image costs; None without a price or an estimated quantity."""
        if self.per_image is None or not any(charge.span for unit in self.unit_costs for charge in unit.charges):
            return None
        with localcontext(EXACT):
            paid = self.workload.paid_part
            ends = [
                (unit.generations * least, unit.generations * most)
                for unit in self.unit_costs
                for least, most in [unit.span]
            ]
            return total(least for least, _ in ends) * paid, total(most for _, most in ends) * paid

    @property
    def images_a_month(self) -> int:
        """Images delivered a month, before growth and events."""
        return self.workload.images_a_month(self.days)

    @property
    def per_month(self) -> Decimal | None:
        """The cost of a month before growth: cost of a day x days a month."""
        return None if self.per_day is None else EXACT.multiply(self.per_day, Decimal(self.days))

    def _lines(self) -> Iterator[Line]:
        paid_part = self.workload.paid_part
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
                    generations * charge.cost * paid_part,
                    charge.confidence,
                    self.entry.file.vendor,
                )


def bill(workload: Workload, terms: Scenario, books: PriceBooks, tiers: Mapping[Tier, str] | None = None) -> Bill:
    """Bill a workload on the terms of a scenario.

    Generations = images x (1 - reuse) x tries; each pays for its prompt, its references and its image.
    `tiers` says which quality name a tier buys, instead of the workload's own choice or the model's.
    Raises KeyError for a model the book does not have.
    """
    card = books.rate_card(workload.model, terms.prices, terms.exchange)
    tiers = workload.tiers(card.entry.model.tiers) if tiers is None else tiers
    sent: dict[Processing, tuple[Charge, ...] | NoPrice] = {}
    priced: list[UnitCost] = []
    unpriced: list[Unpriced] = []
    per_image = Decimal(0)
    with localcontext(EXACT):
        for tier, size, processing, generations in _parts(workload, card):
            made = _made(card, tier, size, processing, tiers)
            if processing not in sent:
                sent[processing] = _sent(card, workload, processing)
            before = sent[processing]
            if isinstance(made, NotMade):
                unpriced.append(Unpriced(workload.name, tier, size, "not made", made.why, made.nearest, made.cost))
                continue
            if isinstance(made, NoPrice):
                unpriced.append(Unpriced(workload.name, tier, size, "not priced", made.why))
                continue
            if isinstance(before, NoPrice):
                unpriced.append(Unpriced(workload.name, tier, size, "not priced", before.why))
                continue
            charges = before + made
            cost = Decimal(0)
            for charge in charges:
                cost += charge.cost
            priced.append(UnitCost(tier, size, processing, generations, charges, cost))
            per_image += generations * cost
        per_image *= workload.paid_part
    missing = tuple(dict.fromkeys(unpriced)) if unpriced else ()
    ends = end_of_life(workload.model, books)
    return Bill(workload, terms.days, card, tuple(priced), missing, None if missing else per_image, ends)


def _parts(workload: Workload, card: RateCard) -> Iterator[tuple[Tier, Size, Processing, Decimal]]:
    """Tier, size and processing of each kind of generation, with its number of generations for a delivered image.

    Tiers and sizes without a share are left out. The batch share is a separate kind if the vendor has batch rates.
    """
    generations = workload.generations_per_image * _PERCENT_OF_PERCENT
    batch = workload.batch * HUNDREDTH if card.has_batch else Decimal(0)
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
) -> tuple[Charge, ...] | NoPrice:
    """The charges for an image of a tier, or the reason why it has no price."""
    quality_name = tiers.get(tier)
    if quality_name is None:
        return NoPrice(messages.no_price(card.entry.model.name, tier))
    try:
        return image(card, quality_name, size, processing)
    except NoPrice as gap:
        return gap


def _sent(card: RateCard, workload: Workload, processing: Processing) -> tuple[Charge, ...] | NoPrice:
    """The charges of a request beside its image: prompt, references, further outputs; or the reason for no price."""
    high = workload.fidelity == "high"
    try:
        sent = inputs(card, workload.prompt, workload.refs, workload.refsize, high, processing)
        return (*sent, *further_outputs(card, workload.thinking, workload.partials, processing))
    except NoPrice as gap:
        return gap

"""A scenario's bill: lines that add up, exact to the last digit."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cached_property
from typing import NamedTuple

from pricing.billing import Charge, NotPriced, image, inputs
from pricing.exact import EXACT
from pricing.life import end_of_life
from pricing.prices import PriceBooks
from pricing.prices.base import Component, Confidence
from pricing.prices.book import Entry, RateCard
from pricing.prices.schema import Price, Processing, Tier
from pricing.prices.sources import Source
from pricing.scenario import PERCENT, Scenario
from pricing.size import Size

_PERCENT = Decimal("0.01")
_PERCENT_OF_PERCENT = Decimal("0.0001")


class Line(NamedTuple):
    """One row of the bill: a component of the images of one tier, size and processing."""

    component: Component
    tier: Tier
    size: Size
    processing: Processing
    quantity_per_day: Decimal
    unit: str
    price: Price
    """Its `amount` is the list rate, before the discount."""
    cost_per_day: Decimal
    """USD, after the discount."""
    confidence: Confidence


class Unpriced(NamedTuple):
    """A part of the plan that has no price, and why."""

    tier: Tier
    size: Size
    reason: str


class Part(NamedTuple):
    """The generations of one tier, size and processing."""

    tier: Tier
    size: Size
    processing: Processing
    generations: Decimal
    """Generations per delivered image."""


@dataclass(frozen=True)
class Estimate:
    """What a scenario costs. Totals are None as soon as one part of the plan has no price."""

    scenario: Scenario
    card: RateCard
    billed: tuple[tuple[Part, list[Charge]], ...]
    """The parts that have a price, and what one generation of each is charged."""
    unpriced: tuple[Unpriced, ...]
    per_image: Decimal | None
    """USD per delivered image."""
    ends: dt.date | None
    """The first day on which the model cannot be bought any more; None while no end is known."""

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        """The bill line by line. Made when it is asked for: a comparison needs the totals alone."""
        with localcontext(EXACT):
            kept = _kept(self.scenario)
            return tuple(line for part, found in self.billed for line in _lines(part, found, self.scenario, kept))

    @property
    def entry(self) -> Entry:
        return self.card.entry

    @property
    def per_day(self) -> Decimal | None:
        """USD a day, before growth."""
        return None if self.per_image is None else EXACT.multiply(self.per_image, Decimal(self.scenario.images))

    @property
    def per_month(self) -> Decimal | None:
        """USD a month, before growth: the day times the days a month."""
        return None if self.per_day is None else EXACT.multiply(self.per_day, Decimal(self.scenario.days))

    def source(self, price: Price) -> Source:
        return self.entry.source(price.source)


def estimate(scenario: Scenario, books: PriceBooks, tiers: Mapping[Tier, str] | None = None) -> Estimate:
    """Bill a scenario at the rates of its price date.

    Generations = images x (1 - reuse) x tries; each pays for its prompt, its references and its image.
    `tiers` says which quality a tier buys, instead of the model's own choice.
    Raises KeyError for a model the book does not have.
    """
    card = books.rate_card(scenario.model, scenario.prices)
    tiers = card.entry.model.tiers if tiers is None else tiers
    sent: dict[Processing, list[Charge] | str] = {}
    billed: list[tuple[Part, list[Charge]]] = []
    unpriced: list[Unpriced] = []
    per_image = Decimal(0)
    with localcontext(EXACT):
        for part in _parts(scenario, card):
            made = _made(card, part, tiers)
            if part.processing not in sent:
                sent[part.processing] = _sent(card, scenario, part.processing)
            before = sent[part.processing]
            if isinstance(made, str) or isinstance(before, str):
                reason = made if isinstance(made, str) else str(before)
                unpriced.append(Unpriced(part.tier, part.size, reason))
                continue
            found = [*before, *made]
            billed.append((part, found))
            per_image += part.generations * sum([charge.usd for charge in found])
        per_image *= _kept(scenario)
    missing = tuple(dict.fromkeys(unpriced))
    ends = end_of_life(scenario.model, books)
    return Estimate(scenario, card, tuple(billed), missing, None if missing else per_image, ends)


def _kept(scenario: Scenario) -> Decimal:
    """The part of the list price that is paid."""
    return (PERCENT - scenario.discount) * _PERCENT


def _parts(scenario: Scenario, card: RateCard) -> Iterator[Part]:
    """The tiers and sizes that have a share, the batch share apart where the vendor has batch rates."""
    generations = (PERCENT - scenario.reuse) * _PERCENT * scenario.tries * _PERCENT_OF_PERCENT
    batch = scenario.batch * _PERCENT if card.has_batch else Decimal(0)
    for tier, tier_share in scenario.quality.shares():
        for size, size_share in scenario.size:
            share = generations * (tier_share * size_share)
            if not batch:
                yield Part(tier, size, "standard", share)
                continue
            if batch < 1:
                yield Part(tier, size, "standard", share * (1 - batch))
            yield Part(tier, size, "batch", share * batch)


def _made(card: RateCard, part: Part, tiers: Mapping[Tier, str]) -> tuple[Charge, ...] | str:
    """The charges for an image of a part, or why there are none."""
    quality = tiers.get(part.tier)
    if quality is None:
        return f"{card.entry.model.name} has no price here for {part.tier} quality."
    try:
        return image(card, quality, part.size, part.processing)
    except NotPriced as gap:
        return str(gap)


def _sent(card: RateCard, scenario: Scenario, processing: Processing) -> list[Charge] | str:
    """The charges for what goes with every request, or why there are none."""
    high = scenario.fidelity == "high"
    try:
        return inputs(card, scenario.prompt, scenario.refs, scenario.refsize, high, processing)
    except NotPriced as gap:
        return str(gap)


def _lines(part: Part, found: list[Charge], scenario: Scenario, kept: Decimal) -> Iterator[Line]:
    generations = part.generations * scenario.images
    for charge in found:
        yield Line(
            charge.component,
            part.tier,
            part.size,
            part.processing,
            generations * charge.quantity,
            charge.unit,
            charge.price,
            generations * charge.usd * kept,
            charge.confidence,
        )

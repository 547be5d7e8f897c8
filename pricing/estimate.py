"""A scenario's bill: lines that add up, exact to the last digit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext
from typing import NamedTuple

from pricing.billing import Charge, NotPriced, Request, charges
from pricing.exact import EXACT
from pricing.prices import PriceBooks
from pricing.prices.book import Entry, RateCard
from pricing.prices.schema import Component, Confidence, Price, Processing, Source, Tier
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


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a scenario costs. Totals are None as soon as one part of the plan has no price."""

    scenario: Scenario
    card: RateCard
    lines: tuple[Line, ...]
    unpriced: tuple[Unpriced, ...]
    per_image: Decimal | None
    """USD per delivered image."""

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


class _Part(NamedTuple):
    tier: Tier
    size: Size
    processing: Processing
    generations: Decimal
    """Generations per delivered image."""


def estimate(scenario: Scenario, books: PriceBooks, tiers: Mapping[Tier, str] | None = None) -> Estimate:
    """Bill a scenario at the rates of its price date.

    Generations = images x (1 - reuse) x tries; each pays for its prompt, its references and its image.
    `tiers` says which quality a tier buys, instead of the model's own choice.
    Raises KeyError for a model the book does not have.
    """
    card = books.rate_card(scenario.model, scenario.prices)
    tiers = card.entry.model.tiers if tiers is None else tiers
    lines: list[Line] = []
    unpriced: list[Unpriced] = []
    per_image = Decimal(0)
    with localcontext(EXACT):
        kept = (PERCENT - scenario.discount) * _PERCENT
        for part in _parts(scenario, card):
            try:
                billed = charges(card, _request(scenario, card, part, tiers), part.processing)
            except NotPriced as gap:
                unpriced.append(Unpriced(part.tier, part.size, str(gap)))
                continue
            lines += _lines(part, billed, scenario.images, kept)
            per_image += part.generations * kept * sum(charge.usd for charge in billed)
    missing = tuple(dict.fromkeys(unpriced))
    return Estimate(scenario, card, tuple(lines), missing, None if missing else per_image)


def _parts(scenario: Scenario, card: RateCard) -> Iterator[_Part]:
    """The tiers and sizes that have a share, the batch share apart where the vendor has batch rates."""
    generations = (PERCENT - scenario.reuse) * _PERCENT * scenario.tries * _PERCENT_OF_PERCENT
    batch = scenario.batch * _PERCENT if card.has_batch else Decimal(0)
    for tier, tier_share in scenario.quality.shares():
        for size, size_share in scenario.size:
            share = generations * (tier_share * size_share)
            if not batch:
                yield _Part(tier, size, "standard", share)
                continue
            if batch < 1:
                yield _Part(tier, size, "standard", share * (1 - batch))
            yield _Part(tier, size, "batch", share * batch)


def _request(scenario: Scenario, card: RateCard, part: _Part, tiers: Mapping[Tier, str]) -> Request:
    quality = tiers.get(part.tier)
    if quality is None:
        raise NotPriced(f"{card.entry.model.name} does not offer {part.tier} quality.")
    return Request(
        quality, part.size, scenario.prompt, scenario.refs, scenario.refsize, scenario.fidelity == "high"
    )  # fmt: skip


def _lines(part: _Part, billed: list[Charge], images: int, kept: Decimal) -> Iterator[Line]:
    generations = part.generations * images
    for charge in billed:
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

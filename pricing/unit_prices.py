"""What one image costs by tier, the image alone: without prompt, references and discounts."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, localcontext
from typing import NamedTuple

from pricing.billing import NotPriced, image
from pricing.comparison import Comparison
from pricing.exact import EXACT
from pricing.offer import nearest_size
from pricing.prices import GUIDE, PriceBooks
from pricing.prices.schema import TIERS, Tier
from pricing.scenario import Scenario
from pricing.services import Buys, services
from pricing.size import Size
from pricing.subscription import usd_per_image

SQUARE = Size(1024, 1024)


class GuideCheck(NamedTuple):
    """A figure of the guide beside the vendor's; USD an image of 1024x1024."""

    service: str
    tier: Tier
    guide: Decimal
    vendor: Decimal | None

    @property
    def factor(self) -> Decimal | None:
        """The guide's figure as a multiple of the vendor's."""
        return None if not self.vendor else (self.guide / self.vendor).quantize(Decimal("0.01"))


def by_tier(
    service: str, comparison: Comparison, prices: Scenario, books: PriceBooks, size: Size = SQUARE
) -> dict[Tier, Decimal | None]:
    """USD an image in each tier that a service offers, at the nearest size it sells; None where not priced."""
    book = books[prices.prices]
    chosen = comparison.mapped(service) if book is books.listed else None
    tiers: Mapping[Tier, Buys] = services(book)[service].tiers(chosen)
    return {tier: _image(buys, size, prices, comparison, books) for tier, buys in tiers.items()}


def guide_checks(comparison: Comparison, scenario: Scenario, books: PriceBooks) -> list[GuideCheck]:
    """Every price an image of the guide, beside the list price of the scenario's date."""
    found = []
    for key, entry in books.guide.entries.items():
        said = by_tier(key, comparison, replace(scenario, prices=GUIDE), books)
        sold = by_tier(key, comparison, scenario, books) if scenario.price_date else {}
        for tier, usd in said.items():
            if usd is not None:
                found.append(GuideCheck(entry.model.name, tier, usd, sold.get(tier)))
    return found


def statements(comparison: Comparison, scenario: Scenario, books: PriceBooks) -> list[tuple[Tier, Decimal, Decimal]]:
    """DALL-E 3 against GPT Image 1 in each tier that both offer: tier, USD an image of the two."""
    one = by_tier("dall-e-3", comparison, scenario, books)
    other = by_tier("gpt-image-1", comparison, scenario, books)
    return [
        (tier, first, second)
        for tier in TIERS
        if (first := one.get(tier)) is not None and (second := other.get(tier)) is not None
    ]


def _image(buys: Buys, size: Size, scenario: Scenario, comparison: Comparison, books: PriceBooks) -> Decimal | None:
    card = books.rate_card(buys.model, scenario.prices)
    sold = nearest_size(size, card.entry)
    try:
        if card.entry.model.billing == "subscription":
            return usd_per_image(card, buys.quality, comparison.term == "annual", comparison.features)
        with localcontext(EXACT):
            return sum((charge.usd for charge in image(card, buys.quality, sold, "standard")), Decimal(0))
    except NotPriced:
        return None

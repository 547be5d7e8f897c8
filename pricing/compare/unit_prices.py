"""The price of one image by tier, without prompt, references and discounts."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from pricing.bill.charges import NoPrice, image
from pricing.bill.placement import nearest_size
from pricing.bill.subscription import cost_per_image
from pricing.prices import GuidePrices, ListPrices, PriceBasis, PriceBooks
from pricing.prices.book import IN_USD
from pricing.prices.exchange import Exchange
from pricing.prices.schema import TIERS, Tier
from pricing.prices.services import Buys, services
from pricing.scenario.comparison import Comparison
from pricing.values.exact import quotient, total
from pricing.values.size import Size

SQUARE = Size(1024, 1024)
COMPARED = ("dall-e-3", "gpt-image-1")
"""The models that the guide compares with each other."""


class GuideCheck(NamedTuple):
    """A price of the guide for an image of 1024x1024, beside the vendor's list price."""

    service: str
    tier: Tier
    guide: Decimal
    vendor: Decimal | None

    @property
    def factor(self) -> Decimal | None:
        """The guide's figure as a multiple of the vendor's."""
        return None if not self.vendor else quotient(self.guide, self.vendor).quantize(Decimal("0.01"))


def by_tier(
    service: str,
    comparison: Comparison,
    prices: PriceBasis,
    books: PriceBooks,
    size: Size = SQUARE,
    exchange: Exchange = IN_USD,
) -> dict[Tier, Decimal | None]:
    """The price of an image by tier that a service offers, at the nearest size that it sells; None without a price."""
    book = books[prices]
    chosen = comparison.mapped(service) if book is books.listed else None
    tiers: Mapping[Tier, Buys] = services(book)[service].tiers(chosen)
    return {tier: _image(buys, size, prices, comparison, books, exchange) for tier, buys in tiers.items()}


def guide_checks(
    comparison: Comparison, prices: PriceBasis, books: PriceBooks, exchange: Exchange = IN_USD
) -> list[GuideCheck]:
    """Every price per image of the guide, beside the list price of a day."""
    checks = []
    for key, entry in books.guide.entries.items():
        of_guide = by_tier(key, comparison, GuidePrices(), books, exchange=exchange)
        of_vendor = by_tier(key, comparison, prices, books, exchange=exchange) if isinstance(prices, ListPrices) else {}
        for tier, usd in of_guide.items():
            if usd is not None:
                checks.append(GuideCheck(entry.model.name, tier, usd, of_vendor.get(tier)))
    return checks


def statements(
    comparison: Comparison, prices: PriceBasis, books: PriceBooks, exchange: Exchange = IN_USD
) -> list[tuple[Tier, Decimal, Decimal]]:
    """Tier, price at DALL-E 3 and price at GPT Image 1, for the tiers that both offer."""
    one, other = (by_tier(model, comparison, prices, books, exchange=exchange) for model in COMPARED)
    return [
        (tier, first, second)
        for tier in TIERS
        if (first := one.get(tier)) is not None and (second := other.get(tier)) is not None
    ]


def _image(
    buys: Buys, size: Size, prices: PriceBasis, comparison: Comparison, books: PriceBooks, exchange: Exchange
) -> Decimal | None:
    card = books.rate_card(buys.model, prices, exchange)
    sold = nearest_size(size, card.entry)
    try:
        if card.entry.model.billing == "subscription":
            return cost_per_image(card, buys.quality_name, comparison.term == "annual", comparison.features)
        return total(charge.cost for charge in image(card, buys.quality_name, sold, "standard"))
    except NoPrice:
        return None

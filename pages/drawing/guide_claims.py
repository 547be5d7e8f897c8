"""The sentences about the price guide beside the vendors' prices: plain text."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from pages.drawing import words
from pricing.compare.unit_prices import GuideCheck
from pricing.prices import PriceBasis, PriceBooks
from pricing.prices.life import gone
from pricing.prices.schema import Tier

_NEAR = Decimal("0.1")
"""Of the vendor's price: a price of the guide that is no further from it is near."""


def near_the_vendors(checks: Sequence[GuideCheck]) -> str:
    """How many of the guide's prices an image are near the vendors', of those that both have."""
    factors = [check.factor for check in checks if check.factor is not None]
    if not factors:
        return "The guide's prices an image, of 1024x1024"
    near = sum(abs(factor - 1) <= _NEAR for factor in factors)
    within = f"{'is' if near == 1 else 'are'} within {words.percent(100 * _NEAR)} of theirs"
    return f"{near or 'None'} of the guide's {len(factors)} prices an image that vendors have too {within}"


def of_two_models(tier: Tier, first: Decimal, second: Decimal, prices: PriceBasis) -> str:
    """What an image of DALL-E 3 costs beside one of GPT Image 1, USD."""
    verdict = "the same as" if first == second else "more than" if first > second else "less than"
    of = f"{words.TIERS[tier]} quality, prices of {words.price_book(prices)}"
    return f"{of}: DALL-E 3 costs {verdict} GPT Image 1, {words.money(first)} against {words.money(second)}."


def no_longer_sold(models: Sequence[str], books: PriceBooks, today: dt.date) -> str:
    """Which of some models nobody can buy any more; empty where all are sold."""
    ended = [books.listed[id].model for id in models]
    names = [model.name for model in ended if gone(model.life.shut_down, today)]
    return f"No longer sold: {words.joined(names)}." if names else ""

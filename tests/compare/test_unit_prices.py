"""Prices an image by tier, and the guide's beside the vendors'."""

from decimal import Decimal

import pytest

from pricing.compare.unit_prices import GuideCheck, by_tier, guide_checks, statements
from pricing.prices import GuidePrices, ListPrices, PriceBasis, PriceBooks
from pricing.scenario.comparison import Comparison
from tests.compare.making import comparison
from tests.making import LANDSCAPE, TODAY, shipped, usd

IN_GUIDE, ON_LIST = GuidePrices(), ListPrices(TODAY)
TABLE = {
    "gpt-image-1": ("0.01", "0.04", "0.17"),
    "dall-e-3": ("0.02", "0.04", "0.08"),
    "midjourney": (None, "0.10", "0.20"),
    "stability-ai": ("0.003", "0.006", "0.02"),
}
"""USD an image in low, medium and high, as the guide prints them."""


def prices(service: str, basis: PriceBasis, terms: Comparison | None = None) -> tuple[Decimal | None, ...]:
    found = by_tier(service, terms or Comparison(), basis, shipped())
    return tuple(found.get(tier) for tier in ("low", "medium", "high"))


def amounts(*texts: str | None) -> tuple[Decimal | None, ...]:
    return tuple(None if text is None else usd(text) for text in texts)


@pytest.mark.parametrize("service", TABLE)
def test_the_guides_table(service: str) -> None:
    assert prices(service, IN_GUIDE) == amounts(*TABLE[service])


@pytest.mark.parametrize(
    ("service", "expected"),
    [
        ("gpt-image-1", ("0.01088", "0.04224", "0.1664")),
        ("gpt-image-2", ("0.00588", "0.05268", "0.21072")),
        ("dall-e-3", (None, "0.04", "0.08")),
        ("stability-ai", ("0.025", "0.03", "0.08")),
        ("midjourney", ("0.000555555556", "0.006666666667", "0.010833333333")),
        ("gpt-image-2.6-flare", ("0.02058", "0.046095", "0.05268")),
        ("flux-2-pro", ("0.03", "0.03", "0.03")),
        ("cloudflare-flux-1-schnell", ("0.0006336", "0.0006336", "0.0006336")),
        ("adobe-firefly", (None, None, None)),
    ],
)
def test_list_prices(service: str, expected: tuple[str | None, ...]) -> None:
    """Midjourney: 0.4/24, 0.8/4 and 1.3/4 minutes at Mega's 30 minutes a dollar."""
    assert prices(service, ON_LIST) == amounts(*expected)


def test_terms_change_midjourneys_price() -> None:
    assert prices("midjourney", ON_LIST, comparison(term="annual"))[1] == usd("0.005333333333")


def test_a_map_changes_list_prices_alone() -> None:
    terms = comparison(map=(("stability-ai", ("-", "stable-image-ultra", "sd-3.5-large")),))
    assert prices("stability-ai", ON_LIST, terms) == amounts(None, "0.08", "0.065")
    assert prices("stability-ai", IN_GUIDE, terms) == amounts(*TABLE["stability-ai"])


def test_another_size(books: PriceBooks) -> None:
    found = by_tier("gpt-image-1", Comparison(), ON_LIST, books, LANDSCAPE)
    assert found == {"low": usd("0.016"), "medium": usd("0.06272"), "high": usd("0.24832")}


def test_what_the_guide_says_of_dall_e_3(books: PriceBooks) -> None:
    """Dearer at low, equal at medium, cheaper at high."""
    found = statements(Comparison(), IN_GUIDE, books)
    assert found == [
        ("low", usd("0.02"), usd("0.01")),
        ("medium", usd("0.04"), usd("0.04")),
        ("high", usd("0.08"), usd("0.17")),
    ]


def test_dall_e_3_at_list_prices(books: PriceBooks) -> None:
    """It has no low quality, and is cheaper at both it has."""
    found = statements(Comparison(), ON_LIST, books)
    assert [tier for tier, _, _ in found] == ["medium", "high"]
    assert all(first < second for _, first, second in found)


def test_guide_beside_vendors(books: PriceBooks) -> None:
    factors = {(check.service, check.tier): check.factor for check in guide_checks(Comparison(), ON_LIST, books)}
    assert factors == {
        ("GPT Image 1", "low"): usd("0.92"),
        ("GPT Image 1", "medium"): usd("0.95"),
        ("GPT Image 1", "high"): usd("1.02"),
        ("DALL-E 3", "low"): None,
        ("DALL-E 3", "medium"): 1,
        ("DALL-E 3", "high"): 1,
        ("Midjourney", "medium"): 15,
        ("Midjourney", "high"): usd("18.46"),
        ("Stability AI", "low"): usd("0.12"),
        ("Stability AI", "medium"): usd("0.20"),
        ("Stability AI", "high"): usd("0.25"),
    }


def test_guide_alone_has_no_vendors_beside_it(books: PriceBooks) -> None:
    checks = guide_checks(Comparison(), IN_GUIDE, books)
    assert [check.guide for check in checks] == [usd(text) for row in TABLE.values() for text in row if text]
    assert {check.vendor for check in checks} == {None}
    assert {check.factor for check in checks} == {None}


def test_factor_of_a_price_of_nothing() -> None:
    assert GuideCheck("x", "low", usd("1"), Decimal(0)).factor is None

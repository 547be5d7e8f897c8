"""The cheapest seats and extra hours on Midjourney, against trying every combination."""

from fractions import Fraction
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.bill.subscription import EXTRA, Combination, Subscription
from tests.bill.brute_force import BruteForce
from tests.compare.making import midjourney

MOST = 8_000
FEATURES = [(), ("relax",), ("stealth",), ("company",), ("relax", "stealth"), ("relax", "stealth", "company")]
TERMS = ["monthly", "annual"]
PLANS = {"Basic": (10, 200), "Standard": (30, 900), "Pro": (60, 1800), "Mega": (120, 3600)}
"""USD a month and Fast minutes, as Midjourney's page prints them."""
every_offer = pytest.mark.parametrize(("term", "features"), [(term, wanted) for term in TERMS for wanted in FEATURES])
needs = st.fractions(0, MOST, max_denominator=240)


@cache
def brute_force(term: str, features: tuple[str, ...]) -> BruteForce:
    return BruteForce(midjourney(term, *features), MOST)


def assert_adds_up(bought: Combination, sold: Subscription, needed: Fraction) -> None:
    """What is bought has its price and its minutes, covers the need, and has a seat."""
    items = {item.name: item for item in sold.items}
    assert bought.cost == sum(items[name].price * count for name, count in bought.counts.items())
    assert bought.included == sum(items[name].included * count for name, count in bought.counts.items())
    assert bought.needed == needed <= bought.included
    assert bought.unused == bought.included - needed >= 0
    assert all(count > 0 for count in bought.counts.values())
    assert sum(count for name, count in bought.counts.items() if name in bought.plans) >= 1


@every_offer
@settings(max_examples=60)
@given(needed=needs)
def test_nothing_costs_less(term: str, features: tuple[str, ...], needed: Fraction) -> None:
    sold = midjourney(term, *features)
    bought = sold.cheapest(needed)
    assert_adds_up(bought, sold, needed)
    assert Fraction(bought.cost) == brute_force(term, features).cheapest(needed)


@every_offer
def test_nothing_costs_less_at_whole_minutes(term: str, features: tuple[str, ...]) -> None:
    sold, tried = midjourney(term, *features), brute_force(term, features)
    for needed in range(0, MOST, 53):
        assert Fraction(sold.cheapest(Fraction(needed)).cost) == tried.cheapest(needed), needed


@every_offer
def test_many_needs_at_once_cost_the_same(term: str, features: tuple[str, ...]) -> None:
    sold = midjourney(term, *features)
    minutes = np.concatenate([np.arange(0, 4_000), np.arange(10**7 - 100, 10**7 + 100)]).astype(float)
    single = [float(sold.cheapest(Fraction(int(needed))).cost) for needed in minutes]
    assert sold.cost(minutes).tolist() == pytest.approx(single, rel=1e-12)


@every_offer
def test_more_minutes_never_cost_less(term: str, features: tuple[str, ...]) -> None:
    sold = midjourney(term, *features)
    assert (np.diff(sold.cost(np.arange(0, 50_000, dtype=float))) >= 0).all()


@given(one=needs, other=needs)
@settings(max_examples=200)
def test_a_larger_need_never_costs_less(one: Fraction, other: Fraction) -> None:
    sold = midjourney()
    smaller, larger = sorted([one, other])
    assert sold.cheapest(smaller).cost <= sold.cheapest(larger).cost


@pytest.mark.parametrize(
    ("features", "plans"),
    [
        ((), {"Basic", "Standard", "Pro", "Mega"}),
        (("relax",), {"Standard", "Pro", "Mega"}),
        (("stealth",), {"Pro", "Mega"}),
        (("company",), {"Pro", "Mega"}),
    ],
)
def test_plans_on_sale(features: tuple[str, ...], plans: set[str]) -> None:
    monthly, annual = midjourney("monthly", *features), midjourney("annual", *features)
    assert {item.name for item in monthly.plans} == plans
    for item in monthly.plans:
        assert (item.price, item.included) == PLANS[item.name]
    assert {item.name: item.price for item in annual.plans} == {
        item.name: item.price * 8 / 10 for item in monthly.plans
    }
    extra = monthly.items[-1]
    assert (extra.name, extra.included, extra.price) == (EXTRA, 60, 4)


@pytest.mark.parametrize(
    ("features", "needed", "usd", "counts"),
    [
        ((), 0, 10, {"Basic": 1}),
        ((), 200, 10, {"Basic": 1}),
        ((), 201, 14, {"Basic": 1, EXTRA: 1}),
        ((), 260, 14, {"Basic": 1, EXTRA: 1}),
        ((), 320, 18, {"Basic": 1, EXTRA: 2}),
        ((), 321, 20, {"Basic": 2}),
        ((), 900, 30, {"Standard": 1}),
        ((), 3600, 120, {"Mega": 1}),
        ((), 3660, 124, {"Mega": 1, EXTRA: 1}),
        ((), 36_000_000, 1_200_000, {"Mega": 10_000}),
        (("relax",), 0, 30, {"Standard": 1}),
        (("stealth",), 1, 60, {"Pro": 1}),
        (("company",), 1860, 64, {"Pro": 1, EXTRA: 1}),
    ],
)
def test_by_hand(features: tuple[str, ...], needed: int, usd: int, counts: dict[str, int]) -> None:
    bought = midjourney("monthly", *features).cheapest(Fraction(needed))
    assert (bought.cost, dict(bought.counts)) == (usd, counts)


def test_unused_minutes() -> None:
    assert midjourney().cheapest(Fraction(0)).unused == 200
    assert midjourney().cheapest(Fraction(1801, 2)).unused == 960 - Fraction(1801, 2)
    assert midjourney("monthly", "company").cheapest(Fraction(100)).unused == 1700

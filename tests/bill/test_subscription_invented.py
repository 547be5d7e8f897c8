"""The cheapest seats and hours are right for any price list, not only for Midjourney's."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.bill.subscription import Subscription, subscription
from pricing.compare.table import compare
from pricing.prices import load
from tests.bill.brute_force import BruteForce
from tests.compare.making import comparison, invented
from tests.making import TINY, TODAY, plan, price, price_folder

MOST = 600
_minutes = st.integers(2, 15).map(lambda steps: steps * 20)
_cents = st.integers(1, 20_000).map(lambda cents: f"{cents / 100:.2f}")
_plans = st.lists(st.tuples(_minutes, _cents), min_size=1, max_size=3)

_CLUB = """
vendor = "Club"

[sources.page]
title = "Plans"
address = "https://example.org/plans"
read = 2026-01-05

[[models]]
id = "club"
name = "Club"
service = "Club"
billing = "subscription"
no_api = "has no API"
tiers = { low = "sketch", medium = "sketch", high = "sketch" }
sizes = ["1024x1024"]
plan_features = { Small = [], Large = ["relax"] }
images_per_job = { sketch = 2 }
life = { released = 2026-01-01, source = "page" }

"""
SUBSCRIPTION = _CLUB + "".join(
    price(component, amount, tier=tier, unit=unit)
    for component, tier, amount, unit in (
        ("plan", "Small", "7.00", "USD per month"),
        ("plan", "Large", "25.00", "USD per month"),
        ("plan", "Small annual", "70.00", "USD per year"),
        ("plan", "Large annual", "250.00", "USD per year"),
        ("gpu_minutes", "Small", "90", "GPU minutes per month"),
        ("gpu_minutes", "Large", "450", "GPU minutes per month"),
        ("gpu_time", "", "6.00", "USD per GPU hour"),
        ("gpu_minutes", "sketch", "1", "GPU minutes per job"),
    )
)
"""A subscription whose yearly prices are no whole cents a month."""


def assert_cheapest(sold: Subscription) -> None:
    """One need at a time and many at once, both as cheap as the best of all combinations."""
    tried = BruteForce(sold, MOST)
    needs = range(0, MOST + 1, 10)
    expected = [tried.cheapest(needed) for needed in needs]
    assert [Fraction(sold.cheapest(Fraction(needed)).cost) for needed in needs] == expected
    assert sold.cost(np.array(needs, dtype=float)).tolist() == pytest.approx([float(usd) for usd in expected])


def dearer_extra(plans: list[tuple[int, str]], surcharge: int) -> str:
    """A price of an extra hour above that of the same minutes on the best plan."""
    best = min(Fraction(usd) / minutes for minutes, usd in plans)
    return f"{float(best * 60) + surcharge / 100:.2f}"


@settings(max_examples=80)
@given(plans=_plans, surcharge=st.integers(1, 3_000))
def test_plans_that_are_cheaper_than_extra_hours(plans: list[tuple[int, str]], surcharge: int) -> None:
    assert_cheapest(invented((60, dearer_extra(plans, surcharge)), *plans))


@settings(max_examples=80)
@given(plans=_plans, extra=_cents)
def test_extra_hours_at_any_price(plans: list[tuple[int, str]], extra: str) -> None:
    assert_cheapest(invented((60, extra), *plans))


def test_extra_hours_that_are_cheaper_than_every_plan() -> None:
    """One seat, and hours for the rest."""
    sold = invented((60, "1.00"), (60, "30.00"))
    assert sold.cheapest(Fraction(600)).cost == 39


@pytest.mark.parametrize("plans", [[(90, "5.00")], [(75, "4.10"), (350, "17.30")], [(7, "0.50"), (11, "0.60")]])
def test_minutes_without_a_common_step(plans: list[tuple[int, str]]) -> None:
    assert_cheapest(invented((60, "9.99"), *plans))


def test_prices_of_a_fraction_of_a_cent() -> None:
    assert_cheapest(invented((60, "1.2345"), (100, "0.3333"), (330, "1.0049")))


def test_a_single_plan_is_the_best_plan() -> None:
    bought = invented((60, "100.00"), (30, "1.00")).cheapest(Fraction(100))
    assert (dict(bought.counts), bought.cost, bought.unused) == ({"Plan 1": 4}, 4, 20)


@pytest.fixture
def club(tmp_path: Path) -> Path:
    return price_folder(tmp_path / "prices", maker=TINY, club=SUBSCRIPTION)


def test_plans_of_a_price_file(club: Path) -> None:
    """90 minutes at $7, 450 at $25, an hour at $6: 700 minutes are 450 and 3 x 90, not 2 x 450 for $50."""
    sold = subscription(load(club).listed.rate_card("club", TODAY), False, frozenset())
    assert sold.cheapest(Fraction(700)).cost == 25 + 3 * 7
    assert_cheapest(sold)


def test_yearly_prices_that_are_no_whole_cents_a_month(club: Path) -> None:
    """$250 a year are $20.83 and a third a month; three seats are $62.50."""
    sold = subscription(load(club).listed.rate_card("club", TODAY), True, frozenset({"relax"}))
    assert sold.cheapest(Fraction(450)).cost == Decimal("20.833333333333")
    assert sold.cheapest(Fraction(1350)).cost == Decimal("62.5")


@pytest.mark.parametrize(("images", "usd"), [(1, "20.833333333333"), (90, "62.5")])
def test_a_row_at_yearly_prices(club: Path, images: int, usd: str) -> None:
    """Half a minute an image; a day of 90 images is 45 minutes, a month 1,350."""
    terms = comparison(services=("club",), term="annual", stealth="no", relax="0.01")
    scenario = plan(model="tiny", images=images, comparison=terms)
    found = {row.key: row for row in compare(scenario, load(club)).rows}
    assert found["club"].per_month == Decimal(usd)

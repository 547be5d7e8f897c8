"""A subscription of credits is billed as one of minutes: the cheapest plans for the credits that are needed."""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing.bill.charges import NoPrice
from pricing.bill.subscription import Subscription, cost_per_image, subscription
from pricing.compare.choice import choose
from pricing.compare.table import compare
from pricing.export.comparison_files import WRITERS
from pricing.export.comparisons import compare_data
from pricing.export.file_text import PLAIN_FILE
from pricing.prices import Confidence, load
from pricing.wording.messages import words
from tests.compare.making import against, comparison, rows, table
from tests.making import MEDIUM, TINY, TODAY, plan, price, price_folder, shipped, usd

FIREFLY = "adobe-firefly"
PLANS = {
    "Standard": ("9.99", 2_000),
    "Pro": ("19.99", 4_000),
    "Pro Plus": ("49.99", 10_000),
    "Premium": ("199.99", 50_000),
}
"""USD a month and credits, as one reading of Adobe's page has them."""
STUDIO = """
vendor = "Studio"

[sources.page]
title = "Plans"
address = "https://example.org/plans"
read = 2026-01-05

[[models]]
id = "studio"
name = "Studio"
service = "Studio"
billing = "subscription"
included = "credits"
tiers = { low = "sketch", medium = "sketch", high = "sketch" }
sizes = ["1024x1024"]
plan_features = { Small = [], Large = [] }
images_per_job = { sketch = 2 }
life = { released = 2026-01-01, source = "page" }

""" + "".join(
    price(component, amount, tier=tier, unit=unit)
    for component, tier, amount, unit in (
        ("plan", "Small", "7.00", "USD per month"),
        ("plan", "Large", "25.00", "USD per month"),
        ("credits", "Small", "100", "credits per month"),
        ("credits", "Large", "500", "credits per month"),
        ("credits", "sketch", "5", "credits per job"),
    )
)


def firefly(images: int = 1000, **terms: object) -> Any:
    """The row of Firefly beside GPT Image 2."""
    return rows(plan(images=images), comparison(services=(FIREFLY,), **terms))[FIREFLY]


@pytest.mark.parametrize("images", [1, 1000, 1_000_000])
def test_standard_images_take_no_credits_so_the_cheapest_plan_will_do(images: int) -> None:
    row = firefly(images)
    assert row.combination is not None
    assert (row.per_month, dict(row.combination.counts)) == (usd("9.99"), {"Standard": 1})
    assert (row.combination.included, row.combination.needed, row.combination.unit) == (2_000, 0, "credits")
    assert (row.billing, row.confidence) == ("subscription", Confidence.CONFLICTING)


def test_no_images_cost_nothing() -> None:
    assert (firefly(0).per_month, firefly(0).combination) == (0, None)


def test_what_a_premium_image_takes_is_not_known_and_so_not_priced() -> None:
    row = firefly(map=((FIREFLY, ("standard", "standard", "premium")),))
    assert row.per_month is not None  # all of the plan is medium
    row = firefly(map=((FIREFLY, ("premium",) * 3),))
    assert row.per_month is None
    assert [words(reason) for reason in row.reasons] == [
        "Adobe Firefly has no price here for premium quality: how many credits a premium image takes is not in our "
        "sources."
    ]


@pytest.mark.parametrize(
    ("terms", "reason"),
    [
        ({"term": "annual"}, "no plan has a yearly price here on 24 Nov 2026"),
        ({"stealth": "yes"}, "whether a plan allows private images is not in our sources"),
        ({"company": "yes"}, "whether a plan allows images for a company with more than $1M of revenue is not in"),
    ],
)
def test_what_is_not_known_of_the_plans_is_said(terms: dict[str, Any], reason: str) -> None:
    row = firefly(**terms)
    assert row.per_month is None
    assert reason in words(row.reasons[0])


def test_jobs_that_wait_are_midjourneys_alone() -> None:
    assert firefly(relax=Decimal(50)).per_month == usd("9.99")


def test_it_costs_least_but_no_program_can_use_it() -> None:
    found = table(plan(), comparison(services=(FIREFLY,)))
    assert against(found, FIREFLY) == ["Adobe Firefly has its API only by contract, without a list price."]
    choice = choose(found, shipped(), TODAY)
    assert choice is not None
    assert choice.row is found.present


def test_it_has_no_price_an_image_of_its_own() -> None:
    """What a plan includes without limit costs neither nothing nor anything an image."""
    with pytest.raises(NoPrice) as caught:
        cost_per_image(shipped().listed.rate_card(FIREFLY, TODAY), "standard", False, frozenset())
    assert words(caught.value.why) == "Adobe Firefly: a plan includes standard images, however many."


def sold() -> Subscription:
    return subscription(shipped().listed.rate_card(FIREFLY, TODAY), False, frozenset())


def test_the_plans() -> None:
    assert {item.name: (item.price, item.included) for item in sold().items} == {
        name: (Fraction(usd), credits) for name, (usd, credits) in PLANS.items()
    }


@given(needed=st.integers(0, 120_000))
def test_nothing_costs_less(needed: int) -> None:
    """Against every number of each plan that can be of use up to this need."""
    bought = sold().cheapest(Fraction(needed))
    assert bought.included >= needed
    counts = np.stack(np.meshgrid(*[np.arange(61), np.arange(3), np.arange(13), np.arange(4)]), -1).reshape(-1, 4)
    counts = counts[counts.sum(axis=1) > 0]
    credits = counts @ np.array([included for _, included in PLANS.values()])
    cents = counts @ np.array([int(usd(amount) * 100) for amount, _ in PLANS.values()])
    assert bought.cost * 100 == int(cents[credits >= needed].min())
    assert sold().cost(np.array([float(needed)]))[0] == pytest.approx(float(bought.cost))


def test_credits_of_a_price_file(tmp_path: Path) -> None:
    """A job of two images takes 5 credits; 300 images are 750: one Large and three Small."""
    books = load(price_folder(tmp_path / "prices", maker=TINY, studio=STUDIO))
    scenario = plan(model="tiny", images=10, quality=MEDIUM, comparison=comparison(services=("studio",)))
    found = compare(scenario, books)
    (row,) = [row for row in found.rows if row.key == "studio"]
    assert row.combination is not None
    assert dict(row.combination.counts) == {"Large": 1, "Small": 3}
    assert (row.per_month, row.combination.unused) == (46, 50)
    assert cost_per_image(books.listed.rate_card("studio", TODAY), "sketch", False, frozenset()) == usd("0.125")
    csv = WRITERS["csv"](compare_data(found, books, TODAY), PLAIN_FILE)
    assert "3 x Small + 1 x Large" in csv or "1 x Large + 3 x Small" in csv


def test_the_volumes_have_its_flat_line() -> None:
    row = firefly()
    assert row.meter is not None
    assert row.meter.cost(np.array([0.0, 300.0, 3e7])).tolist() == [0, 9.99, 9.99]

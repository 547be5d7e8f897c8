"""What a team pays itself: of each delivered image and a month, in every total, without the vendors' discount."""

from decimal import Decimal

import pytest

from pricing.bill.estimate import estimate
from pricing.bill.forecast import forecast
from pricing.prices import PriceBooks
from pricing.values.exact import quotient
from tests.making import plan, several, usd, workload


def test_own_costs_are_in_every_total(books: PriceBooks) -> None:
    """1,000 images a day for 30 days at $0.002, and $300 a month: $360 more a month, $12 a day, $0.012 an image."""
    own, without = (estimate(plan(**costs), books) for costs in ({"own_image": "0.002", "own_month": 300}, {}))
    assert without.per_month is not None
    assert own.per_month == without.per_month + 360
    assert own.per_day == (without.per_day or 0) + 12
    assert own.per_image == (without.per_image or 0) + usd("0.012")


def test_no_discount_and_no_tries_apply_to_them(books: PriceBooks) -> None:
    changes = {"discount": 50, "tries": 3, "reuse": 40}
    own, without = (estimate(plan(**changes, **costs), books) for costs in ({"own_image": "0.002"}, {}))
    assert own.per_month == (without.per_month or 0) + 60


def test_a_month_is_exact_where_a_day_cannot_be(books: PriceBooks) -> None:
    whole = estimate(plan(own_month=100), books)
    without = estimate(plan(), books)
    assert whole.per_month == (without.per_month or 0) + 100
    assert whole.per_day == (without.per_day or 0) + quotient(Decimal(100), Decimal(30))


def test_they_follow_the_images_of_a_month(books: PriceBooks) -> None:
    own, without = (forecast(estimate(plan(months=3, growth=10, **costs), books)) for costs in ({"own_image": 1}, {}))
    assert [month.own for month in own] == [30_000, 33_000, 36_300]
    assert [month.cost for month in own] == [(month.cost or 0) + month.images for month in without]


def test_months_that_cannot_be_bought_have_none_of_the_images(books: PriceBooks) -> None:
    ending = {"model": "gpt-image-1.5", "months": 3, "own_image": 1, "own_month": 7}
    *_, last = forecast(estimate(plan(**ending), books))
    assert not last.sold
    assert last.sold_cost == 7
    assert last.own == 30_007


@pytest.mark.parametrize("images", [0, 5])
def test_of_no_images_a_month_is_what_the_team_pays(books: PriceBooks, images: int) -> None:
    whole = estimate(several(workload(images=images), own_month=50, own_image=2, days=30), books)
    vendors = estimate(several(workload(images=images)), books)
    assert whole.per_month == (vendors.per_month or 0) + 50 + 2 * images * 30
    assert whole.per_image is not None

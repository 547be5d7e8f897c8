"""The bill month by month: growth, whole images, budget, and what happens on the way."""

import datetime as dt
from decimal import Decimal, localcontext
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from pricing.estimate import estimate
from pricing.exact import EXACT
from pricing.forecast import ForecastMonth, events, first_over_budget, forecast, images_per_month, total
from pricing.prices import GUIDE, PriceBooks, load
from pricing.scenario import Month, Quality, Scenario
from tests.unit.making import PRICED, plan, plans, price_folder, shipped, usd


@pytest.mark.parametrize(
    ("images", "days", "growth", "expected"),
    [
        (10, 10, 0, [100, 100, 100, 100]),
        (10, 10, 10, [100, 110, 121, 133]),
        (10, 10, 100, [100, 200, 400, 800]),
        (10, 10, -50, [100, 50, 25, 12]),
        (1, 2, -25, [2, 2, 1, 1]),
        (1, 1, 50, [1, 2, 2, 3]),
        (1, 10, 5, [10, 10, 11, 12]),
        (1, 3, -50, [3, 2, 1, 0]),
        (0, 30, 100, [0, 0, 0, 0]),
    ],
)
def test_growth_compounds_and_rounds_half_to_even(images: int, days: int, growth: int, expected: list[int]) -> None:
    """Each month is rounded from the exact growth of the first, not from the rounded month before."""
    assert images_per_month(plan(images=images, days=days, growth=growth, months=4)) == expected


def test_growth_is_exact_over_the_longest_horizon() -> None:
    months = images_per_month(plan(images=10_000_000, days=31, growth=100, months=36))
    assert months[-1] == 310_000_000 * 2**35


def test_months_follow_each_other_over_the_year_end(books: PriceBooks) -> None:
    months = forecast(estimate(plan(start=Month(2026, 11), months=15), books))
    named = [str(row.month) for row in months]
    assert named[:3] == ["2026-11", "2026-12", "2027-01"]
    assert named[-1] == "2028-01"
    assert len(named) == len(set(named)) == 15


@settings(max_examples=80, deadline=None)
@given(scenario=plans(PRICED))
def test_each_month_costs_its_images_and_the_total_is_their_sum(scenario: Scenario) -> None:
    bill = estimate(scenario, shipped())
    months = forecast(bill)
    assert bill.per_image is not None
    assert len(months) == scenario.months
    assert months[0].images == scenario.images * scenario.days
    assert months[0].cost == bill.per_month
    with localcontext(EXACT):
        assert all(row.cost == bill.per_image * row.images for row in months)
        assert total(months) == bill.per_image * sum(row.images for row in months)


@settings(max_examples=80, deadline=None)
@given(scenario=plans(PRICED))
def test_floating_point_volumes_agree_with_the_exact_bill(scenario: Scenario) -> None:
    """A page may carry volumes in numpy: the months must differ by rounding to whole images at most."""
    bill = estimate(scenario, shipped())
    months = forecast(bill)
    growth = 1 + float(scenario.growth) / 100
    volumes = scenario.images * scenario.days * growth ** np.arange(scenario.months)
    assert bill.per_image is not None
    unit = float(bill.per_image)
    images = np.array([float(row.images) for row in months])
    costs = np.array([float(row.cost or 0) for row in months])
    np.testing.assert_allclose(images, volumes, rtol=1e-9, atol=0.5 + 1e-6)
    np.testing.assert_allclose(costs, images * unit, rtol=1e-12)
    np.testing.assert_allclose(costs, volumes * unit, rtol=1e-9, atol=unit * 0.51)
    np.testing.assert_allclose(float(total(months) or 0), costs.sum(), rtol=1e-12)


def test_a_plan_without_a_price_has_images_but_no_cost(books: PriceBooks) -> None:
    months = forecast(estimate(plan(model="dall-e-3", quality=Quality(1, 99, 0), months=3), books))
    assert [row.images for row in months] == [30_000] * 3
    assert [row.cost for row in months] == [None] * 3
    assert total(months) is None


def test_one_month_without_a_cost_leaves_no_total() -> None:
    months = [ForecastMonth(Month(2026, 1), 1, usd("1")), ForecastMonth(Month(2026, 2), 1, None)]
    assert total(months) is None
    assert total(months[:1]) == 1


@pytest.mark.parametrize(
    ("budget", "month"),
    [
        ("0", Month(2026, 11)),
        ("1595.39", Month(2026, 11)),
        ("1595.40", Month(2026, 12)),
        ("1754.94", Month(2027, 1)),
        ("1754.93", Month(2026, 12)),
        ("1000000000", None),
    ],
)
def test_the_first_month_over_the_budget(books: PriceBooks, budget: str, month: Month | None) -> None:
    """$1,595.40 in the first month, 10% more in the second: a month that costs the budget is within it."""
    scenario = plan(growth=10, months=6, budget=usd(budget))
    assert first_over_budget(scenario, forecast(estimate(scenario, books))) == month


def test_no_budget_and_no_price_are_never_over_the_budget(books: PriceBooks) -> None:
    assert first_over_budget(plan(), forecast(estimate(plan(), books))) is None
    unpriced = plan(model="gpt-image-2.6-flare", budget=Decimal(0))
    assert first_over_budget(unpriced, forecast(estimate(unpriced, books))) is None


@pytest.mark.parametrize(
    ("model", "start", "months", "shown"),
    [
        ("gpt-image-1.5", Month(2026, 11), 1, False),
        ("gpt-image-1.5", Month(2026, 11), 2, True),
        ("gpt-image-1.5", Month(2026, 12), 1, True),
        ("gpt-image-1.5", Month(2027, 1), 12, False),
        ("azure-gpt-image-1.5", Month(2026, 12), 1, True),
        ("azure-gpt-image-1.5", Month(2026, 1), 11, False),
        ("gpt-image-2", Month(2026, 11), 36, False),
    ],
)
def test_a_shutdown_is_an_event_of_the_months_it_falls_in(
    books: PriceBooks, model: str, start: Month, months: int, shown: bool
) -> None:
    """GPT Image 1.5 ends on 2026-12-01, the one on Azure on 2026-12-16."""
    found = events(estimate(plan(model=model, start=start, months=months), books))
    assert [event.kind for event in found] == (["shutdown"] if shown else [])
    assert [event.day for event in found] == ([books.listed[model].model.life.shut_down] if shown else [])


@pytest.mark.parametrize(
    ("prices", "start", "months", "days"),
    [
        (dt.date(2026, 1, 1), Month(2026, 1), 12, [dt.date(2026, 3, 1)]),
        (dt.date(2026, 1, 1), Month(2026, 3), 1, [dt.date(2026, 3, 1)]),
        (dt.date(2026, 1, 1), Month(2026, 1), 2, []),
        (dt.date(2026, 1, 1), Month(2026, 4), 12, []),
        (dt.date(2026, 3, 1), Month(2026, 1), 12, []),
    ],
)
def test_a_later_price_is_an_event_and_changes_no_month(
    tmp_path: Path, prices: dt.date, start: Month, months: int, days: list[dt.date]
) -> None:
    books = load(price_folder(tmp_path))
    bill = estimate(plan(model="tiny", prices=prices, start=start, months=months), books)
    found = events(bill)
    assert [event.day for event in found] == days
    assert all(event.kind == "price" and "from 40 to 30" in event.text for event in found)
    assert {row.cost for row in forecast(bill)} == {bill.per_month}


def test_a_change_of_a_rate_that_the_plan_does_not_pay_is_no_event(books: PriceBooks) -> None:
    """Stability's upscale prices rose on 2025-08-01; the plan makes images only."""
    scenario = plan(model="sdxl-1.0", prices=dt.date(2025, 7, 1), start=Month(2025, 7), months=3)
    assert events(estimate(scenario, books)) == []


def test_the_guide_has_no_events(books: PriceBooks) -> None:
    scenario = plan(model="gpt-image-1", prices=GUIDE, start=Month(2026, 1), months=36)
    assert events(estimate(scenario, books)) == []

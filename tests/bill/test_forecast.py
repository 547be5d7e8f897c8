"""The bill month by month: growth, whole images, budget, and what happens on the way."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal, localcontext
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from pricing.bill.estimate import estimate
from pricing.bill.forecast import first_over_budget, forecast, horizon, known_changes
from pricing.bill.timeline import images_in
from pricing.prices import GUIDE, PriceBooks, load
from pricing.scenario.mixes import Quality
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT
from pricing.values.month import Month
from pricing.wording.messages import words
from tests.making import PRICED, TINY, changed, plan, plans, price, price_folder, several, shipped, usd, workload


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
    assert list(images_in(plan(images=images, days=days, growth=growth), 0, 4)) == expected


def test_growth_is_exact_over_the_longest_horizon() -> None:
    months = images_in(plan(images=10_000_000, days=31, growth=100), 0, 36)
    assert months[-1] == 310_000_000 * 2**35


def test_months_follow_each_other_over_the_year_end(books: PriceBooks) -> None:
    months = forecast(estimate(plan(start=Month(2026, 11), months=15), books))
    named = [str(row.month) for row in months]
    assert named[:3] == ["2026-11", "2026-12", "2027-01"]
    assert named[-1] == "2028-01"
    assert len(named) == len(set(named)) == 15


@settings(max_examples=80)
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
        assert horizon(months).total == bill.per_image * sum(row.images for row in months)


@settings(max_examples=80)
@given(scenario=plans(PRICED))
def test_floating_point_volumes_agree_with_the_exact_bill(scenario: Scenario) -> None:
    """A page may carry volumes in numpy: the months must differ by rounding to whole images at most."""
    bill = estimate(scenario, shipped())
    months = forecast(bill)
    growth = 1 + float(scenario.workloads[0].growth) / 100
    volumes = scenario.images * scenario.days * growth ** np.arange(scenario.months)
    assert bill.per_image is not None
    unit = float(bill.per_image)
    images = np.array([float(row.images) for row in months])
    costs = np.array([float(row.cost or 0) for row in months])
    np.testing.assert_allclose(images, volumes, rtol=1e-9, atol=0.5 + 1e-6)
    np.testing.assert_allclose(costs, images * unit, rtol=1e-12)
    np.testing.assert_allclose(costs, volumes * unit, rtol=1e-9, atol=unit * 0.51)
    np.testing.assert_allclose(float(horizon(months).total or 0), costs.sum(), rtol=1e-12)


def test_a_plan_without_a_price_has_images_but_no_cost(books: PriceBooks) -> None:
    bill = estimate(plan(model="dall-e-3", quality=Quality(1, 99, 0), months=3), books)
    months = forecast(bill)
    assert [row.images for row in months] == [30_000] * 3
    assert [row.cost for row in months] == [None] * 3
    assert horizon(months).total is None


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
    unpriced = plan(model="ideogram-2.0", quality=Quality(0, 0, 100), budget=Decimal(0))
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
    found = known_changes(estimate(plan(model=model, start=start, months=months), books))
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
    found = known_changes(bill)
    changes = [event for event in found if event.kind == "price"]
    assert [event.day for event in changes] == days
    assert all("from 40 to 30" in words(event.message) for event in changes)
    assert {row.cost for row in forecast(bill)} == {bill.per_month}


def test_a_change_of_a_rate_that_the_plan_does_not_pay_is_no_event(books: PriceBooks) -> None:
    """Stability's upscale prices rose on 2025-08-01; the plan makes images only."""
    scenario = plan(model="sdxl-1.0", prices=dt.date(2025, 7, 1), start=Month(2025, 7), months=3)
    assert known_changes(estimate(scenario, books)) == []


def test_the_guide_has_no_events(books: PriceBooks) -> None:
    scenario = plan(model="gpt-image-1", prices=GUIDE, start=Month(2026, 1), months=36)
    assert known_changes(estimate(scenario, books)) == []


@pytest.mark.parametrize(
    ("model", "start", "sold", "cut_short"),
    [
        ("gpt-image-2", Month(2026, 11), 3, None),
        ("gpt-image-1.5", Month(2026, 11), 1, None),
        ("gpt-image-1.5", Month(2026, 12), 0, None),
        ("gpt-image-1", Month(2026, 9), 2, dt.date(2026, 10, 23)),
        ("gpt-image-1", Month(2026, 11), 0, None),
        ("gpt-image-1", Month(2020, 1), 3, None),
    ],
)
def test_what_can_be_bought_is_summed_apart(
    books: PriceBooks, model: str, start: Month, sold: int, cut_short: dt.date | None
) -> None:
    """GPT Image 1.5 ends on 1 Dec 2026, GPT Image 1 ended on 23 Oct: the month that it ends in counts whole."""
    bill = estimate(plan(model=model, start=start, months=3, growth=10), books)
    months = forecast(bill)
    found = horizon(months)
    assert [month.sold for month in months] == [True] * sold + [False] * (3 - sold)
    costs = [month.cost or Decimal(0) for month in months]
    assert (found.months, found.sold) == (3, sold)
    assert (found.sold_total, found.total) == (sum(costs[:sold]), sum(costs))
    assert found.cut_short == cut_short


def test_a_plan_on_the_guide_is_sold_as_long_as_the_model_is(books: PriceBooks) -> None:
    bill = estimate(plan(model="gpt-image-1", prices=GUIDE, start=Month(2026, 10), months=3), books)
    assert [month.sold for month in forecast(bill)] == [True, False, False]


@pytest.mark.parametrize("today", [dt.date(2025, 6, 1), dt.date(2026, 1, 15), dt.date(2026, 11, 24)], ids=str)
def test_every_model_is_sold_until_its_end_and_not_after(books: PriceBooks, today: dt.date) -> None:
    for model in books.listed.priced:
        end = books.listed[model].model.life.shut_down
        bill = estimate(plan(model=model, prices=today, start=Month.of(today), months=36), books)
        for month in forecast(bill):
            assert month.sold == (end is None or month.month.first_day < end), model


def test_no_price_has_no_sum_of_what_is_sold(books: PriceBooks) -> None:
    bill = estimate(plan(model="dall-e-3", quality=Quality(1, 99, 0), months=3), books)
    assert horizon(forecast(bill))[2:4] == (None, None)


def tiny_events(folder: Path, maker: str, **changes: object) -> list[tuple[str, str]]:
    """Events of a plan on the tiny model, priced in January 2026 and begun then."""
    values: dict[str, object] = {"model": "tiny", "prices": dt.date(2026, 1, 15), "start": Month(2026, 1)} | changes
    books = load(price_folder(folder, maker=maker))
    return [(str(event.day), words(event.message)) for event in known_changes(estimate(plan(**values), books))]


def test_each_change_of_a_price_starts_from_the_one_before(tmp_path: Path) -> None:
    """50 until March, 40 until June, and 30 from then on."""
    maker = changed(changed(TINY, 'amount = "40"', 'amount = "50"'), 'amount = "30"', 'amount = "40"')
    maker = changed(maker, "until = 2026-02-01", "until = 2026-03-01")
    maker = changed(maker, "from = 2026-03-01\n", "from = 2026-03-01\nuntil = 2026-06-01\n")
    last = price("image_output", "30").replace("2026-03-01", "2026-06-01")
    assert tiny_events(tmp_path, changed(maker, "[[models.printed]]", f"{last}[[models.printed]]")) == [
        ("2026-03-01", "image output from 50 to 40 USD per 1M tokens"),
        ("2026-06-01", "image output from 40 to 30 USD per 1M tokens"),
    ]


def test_a_price_that_ends_without_a_successor_is_an_event(tmp_path: Path) -> None:
    """The price of January ends in February; the next begins in March, or never."""
    ended = ("2026-02-01", "image output: the price of 40 USD per 1M tokens ends, and none follows that day")
    follows = ("2026-03-01", "image output from 40 to 30 USD per 1M tokens")
    assert tiny_events(tmp_path / "gap", TINY) == [ended, follows]
    first, last = TINY.index("[[models.prices]]", TINY.index("from = 2026-01-01")), TINY.index("[[models.printed]]")
    assert tiny_events(tmp_path / "end", TINY[:first] + TINY[last:]) == [ended]


def test_a_price_that_ends_with_the_model_is_told_once(tmp_path: Path) -> None:
    life = 'released = 2026-01-01, shut_down = 2026-02-01, source = "page"'
    maker = changed(TINY, 'released = 2026-01-01, source = "page"', life)
    found = tiny_events(tmp_path, maker)
    assert found[0] == ("2026-02-01", "Tiny is shut down")


def test_a_batch_that_pays_the_standard_rate_has_its_changes(tmp_path: Path) -> None:
    """Batch text is discounted, batch images pay the standard rate: its change is the plan's."""
    text = price("text_input", "2").replace("from = 2026-03-01", "from = 2026-01-01")
    text += price("text_input", "1", processing="batch").replace("from = 2026-03-01", "from = 2026-01-01")
    maker = changed(TINY, "[[models.printed]]", f"{text}[[models.printed]]")
    found = tiny_events(tmp_path, maker, batch=100)
    assert ("2026-03-01", "image output from 40 to 30 USD per 1M tokens") in found


def test_a_change_of_the_standard_rate_is_none_of_a_batch_with_a_rate_of_its_own(tmp_path: Path) -> None:
    own = price("image_output", "15", processing="batch").replace("from = 2026-03-01", "from = 2026-01-01")
    maker = changed(TINY, "[[models.printed]]", f"{own}[[models.printed]]")
    assert tiny_events(tmp_path, maker, batch=100) == []


def test_a_price_that_stays_the_same_is_no_change(tmp_path: Path) -> None:
    maker = changed(TINY, 'amount = "30"', 'amount = "40"')
    assert not any("from 40" in text for _, text in tiny_events(tmp_path, maker))


def test_the_price_of_a_credit_is_a_price_of_the_plan(books: PriceBooks) -> None:
    """Every later price of a credit is among the events of a model that is paid in credits."""
    entry = books.listed["stable-image-core"]
    credits = sorted(one.from_ for one in entry.history() if one.component == "credit")
    bill = estimate(plan(model="stable-image-core", prices=credits[0], start=Month.of(credits[0]), months=36), books)
    assert {event.day for event in known_changes(bill) if words(event.message).startswith("credit")} >= set(credits[1:])


def test_each_workload_grows_and_ends_on_its_own(books: PriceBooks) -> None:
    """GPT Image 1.5 ends on 1 Dec 2026; the other one doubles each month meanwhile."""
    ending, growing = workload(name="Old", model="gpt-image-1.5"), workload(name="New", images=10, growth=100)
    whole = estimate(several(ending, growing, months=3), books)
    months = forecast(whole)
    assert [[part.images for part in month.workloads] for month in months] == [
        [30_000, 300],
        [30_000, 600],
        [30_000, 1_200],
    ]
    assert [[part.sold for part in month.workloads] for month in months] == [[True, True], [False, True], [False, True]]
    assert [month.sold for month in months] == [True, False, False]
    old, new = (bill.per_image for bill in whole.bills)
    assert old is not None
    assert new is not None
    assert [month.cost for month in months] == [old * 30_000 + new * images for images in (300, 600, 1_200)]
    assert [month.sold_cost for month in months] == [old * 30_000 + new * 300, new * 600, new * 1_200]
    found = horizon(months)
    assert found.sold == 1
    assert (found.sold_total, found.total) == (old * 30_000 + new * 2_100, old * 90_000 + new * 2_100)


def test_events_of_several_models_name_their_model(books: PriceBooks) -> None:
    scenario = several(
        workload(name="Old", model="gpt-image-1.5"),
        workload(name="Older", model="gpt-image-1", images=5),
        prices=dt.date(2025, 12, 20),
        start=Month(2026, 1),
        months=12,
    )
    texts = [words(event.message) for event in known_changes(estimate(scenario, books))]
    assert "GPT Image 1.5 is shut down" in texts
    assert all(text.startswith("GPT Image 1") for text in texts)


def test_one_workload_without_a_price_leaves_no_total(books: PriceBooks) -> None:
    whole = estimate(
        several(workload(name="A"), workload(name="B", model="dall-e-3", quality=Quality(1, 99, 0))), books
    )
    assert (whole.per_image, whole.per_day, whole.per_month) == (None, None, None)
    assert whole.priced_per_month == whole.bills[0].per_month
    assert {gap.workload for gap in whole.unpriced} == {"B"}
    assert {(month.cost, month.sold_cost) for month in forecast(whole)} == {(None, None)}


def test_an_image_of_several_workloads_costs_their_mean_by_volume(books: PriceBooks) -> None:
    low, high = (
        workload(name=name, images=images, quality=quality)
        for name, images, quality in (("Low", 300, Quality(100, 0, 0)), ("High", 100, Quality(0, 0, 100)))
    )
    whole = estimate(several(low, high), books)
    assert whole.per_day is not None
    assert whole.per_image == whole.per_day / 400
    nothing = estimate(several(replace(low, images=0), replace(high, images=0)), books)
    assert (nothing.per_image, nothing.per_day, nothing.per_month) == (None, 0, 0)

"""Properties every bill has, and plans that have no price."""

from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pricing.bill.estimate import Estimate, estimate
from pricing.prices import GUIDE, GuidePrices, PriceBooks, load
from pricing.prices.schema import TIERS
from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT
from pricing.values.month import Month
from pricing.wording.messages import words
from tests.making import (
    LANDSCAPE,
    PORTRAIT,
    PRICED,
    SQUARE,
    TINY,
    TODAY,
    changed,
    plan,
    plans,
    price,
    price_folder,
    shipped,
    usd,
    varied,
)

MANY = settings(max_examples=80)


def bill_of(scenario: Scenario, **changes: Any) -> Estimate:
    return estimate(varied(scenario, **changes), shipped())


def per_image(scenario: Scenario, **changes: Any) -> Decimal:
    amount = bill_of(scenario, **changes).per_image
    assert amount is not None
    return amount


def per_day(scenario: Scenario, **changes: Any) -> Decimal:
    amount = bill_of(scenario, **changes).per_day
    assert amount is not None
    return amount


@settings(max_examples=200)
@given(scenario=plans())
def test_the_lines_add_up_to_the_day_exactly(scenario: Scenario) -> None:
    bill = bill_of(scenario)
    with localcontext(EXACT):
        added = sum((line.cost_per_day for line in bill.lines), Decimal(0))
        if bill.unpriced:
            assert (bill.per_image, bill.per_day, bill.per_month) == (None, None, None)
        else:
            assert bill.per_image is not None
            assert bill.per_day == added == bill.per_image * scenario.images
            assert bill.per_month == added * scenario.days


@settings(max_examples=100)
@given(scenario=plans(PRICED))
def test_each_line_is_quantity_times_dated_rate_less_the_discount(scenario: Scenario) -> None:
    for line in bill_of(scenario).lines:
        unit = usd("0.000001") if line.unit == "tokens" else Decimal(1)
        with localcontext(EXACT):
            kept = (100 - scenario.workloads[0].discount) * usd("0.01")
            assert line.cost_per_day == line.quantity_per_day * line.price.amount * unit * kept
        assert isinstance(scenario.prices, GuidePrices) or line.price.in_force(scenario.prices.day)


@MANY
@given(scenario=plans(PRICED), factor=st.integers(2, 50))
def test_a_bill_is_linear_in_the_volume(scenario: Scenario, factor: int) -> None:
    many, once = (bill_of(scenario, images=images) for images in (factor * 1000, 1000))
    assert once.per_day is not None
    assert once.per_day > 0
    assert many.per_image == once.per_image
    assert many.per_day == once.per_day * factor


@MANY
@given(scenario=plans(PRICED), early=st.integers(1, 15), late=st.integers(1, 16))
def test_the_parts_of_a_month_add_up(scenario: Scenario, early: int, late: int) -> None:
    whole, first, second = (bill_of(scenario, days=days).per_month for days in (early + late, early, late))
    assert first is not None
    assert second is not None
    assert EXACT.add(first, second) == whole


@MANY
@given(scenario=plans(PRICED), factor=st.integers(2, 20))
def test_tries_multiply_the_bill(scenario: Scenario, factor: int) -> None:
    assert per_image(scenario, tries=Decimal(factor)) == EXACT.multiply(per_image(scenario, tries=Decimal(1)), factor)


@MANY
@given(scenario=plans(PRICED))
def test_the_cost_of_a_quality_mix_lies_between_its_tiers(scenario: Scenario) -> None:
    tiers = [Quality(100, 0, 0), Quality(0, 100, 0), Quality(0, 0, 100)]
    costs = [per_image(scenario, quality=tier) for tier in tiers]
    used = [cost for cost, share in zip(costs, scenario.workloads[0].quality, strict=True) if share]
    assert min(used) <= per_image(scenario) <= max(used)
    with localcontext(EXACT):
        mean = (
            sum((cost * share for cost, share in zip(costs, scenario.workloads[0].quality, strict=True)), Decimal(0))
            / 100
        )
    assert per_image(scenario) == mean


@MANY
@given(scenario=plans(PRICED))
def test_the_cost_of_a_size_mix_lies_between_its_sizes(scenario: Scenario) -> None:
    costs = [per_image(scenario, size=SizeMix.of(size)) for size, _ in scenario.workloads[0].size]
    assert min(costs) <= per_image(scenario) <= max(costs)


@MANY
@given(
    scenario=plans(PRICED),
    field=st.sampled_from([("discount", 90), ("batch", 100), ("reuse", 95)]),
    shares=st.tuples(st.integers(0, 100), st.integers(0, 100)),
)
def test_a_discount_batch_or_reuse_never_raises_the_bill(
    scenario: Scenario, field: tuple[str, int], shares: tuple[int, int]
) -> None:
    name, most = field
    less, more = sorted(min(share, most) for share in shares)
    costs = [per_image(scenario, **{name: Decimal(share)}) for share in (0, less, more)]
    assert costs == sorted(costs, reverse=True)


@MANY
@given(scenario=plans(PRICED), off=st.integers(0, 90), reuse=st.integers(0, 95))
def test_a_discount_and_reuse_take_off_their_share(scenario: Scenario, off: int, reuse: int) -> None:
    with localcontext(EXACT):
        full = per_image(scenario, discount=Decimal(0), reuse=Decimal(0))
        expected = full * (100 - off) * (100 - reuse) / 10_000
    assert per_image(scenario, discount=Decimal(off), reuse=Decimal(reuse)) == expected


@MANY
@given(scenario=plans(PRICED))
def test_growth_start_horizon_and_budget_leave_the_day_alone(scenario: Scenario) -> None:
    changed = per_day(scenario, growth=Decimal(7), start=Month(2030, 1), months=3, budget=Decimal(1))
    assert changed == per_day(scenario)


def test_every_generation_pays_for_its_prompt_and_references(books: PriceBooks) -> None:
    """2,000 images x 80% not reused x 1.5 tries = 2,400 generations; half price for the quarter in batch."""
    scenario = plan(images=2000, reuse=20, tries="1.5", batch=25, refs=2, discount=10)
    bill = estimate(scenario, books)
    rows = {(line.component, line.processing): (line.quantity_per_day, line.cost_per_day) for line in bill.lines}
    expected: dict[Any, Any] = {
        ("text_input", "standard"): (180_000, usd("0.81")),
        ("image_input", "standard"): (3_686_400, usd("26.54208")),
        ("image_output", "standard"): (3_160_800, usd("85.3416")),
        ("text_input", "batch"): (60_000, usd("0.135")),
        ("image_input", "batch"): (1_228_800, usd("4.42368")),
        ("image_output", "batch"): (1_053_600, usd("14.2236")),
    }
    assert rows == expected
    assert bill.per_day == usd("131.47596")
    assert bill.per_month == usd("3944.2788")


def test_no_images_cost_nothing_but_have_a_price_an_image(books: PriceBooks) -> None:
    bill = estimate(plan(images=0), books)
    assert bill.per_image == usd("0.05318")
    assert bill.per_day == bill.per_month == 0
    assert all(line.cost_per_day == line.quantity_per_day == 0 for line in bill.lines)


def test_no_prompt_and_no_references_have_no_lines(books: PriceBooks) -> None:
    assert [line.component for line in estimate(plan(prompt=0), books).lines] == ["image_output"]


def test_high_fidelity_costs_its_tokens_where_the_model_has_it(books: PriceBooks) -> None:
    for model, more in (("gpt-image-1", "0.0416"), ("gpt-image-1-mini", "0"), ("gpt-image-2", "0")):
        low, high = (per_image(plan(model=model, refs=1, fidelity=fidelity)) for fidelity in ("low", "high"))
        assert high - low == usd(more)


def test_batch_pays_standard_rates_before_they_exist(books: PriceBooks) -> None:
    before, on = (varied(plan(batch=100), prices=TODAY.replace(month=10, day=day)) for day in (13, 14))
    assert estimate(before, books).per_image == usd("0.05318")
    assert {line.processing for line in estimate(before, books).lines} == {"standard"}
    assert estimate(on, books).per_image == usd("0.02659")


def test_a_component_without_a_batch_rate_pays_the_standard_one(tmp_path: Path) -> None:
    """1,000 output tokens at 10 instead of 30; 100 prompt tokens at 5 in either case."""
    more = price("text_input", "5") + price("image_output", "10", processing="batch")
    tiny = load(price_folder(tmp_path, maker=changed(TINY, "[[models.printed]]", more + "[[models.printed]]")))
    bill = estimate(plan(model="tiny", prices=TODAY, batch=100), tiny)
    assert [(line.processing, line.price.processing) for line in bill.lines] == [
        ("batch", "standard"),
        ("batch", "batch"),
    ]
    assert bill.per_image == usd("0.0105")


NO_PRICE = [
    ("dall-e-3 has no low tier", {"model": "dall-e-3", "quality": Quality(1, 99, 0)}, [("low", SQUARE)]),
    ("dall-e-3 all low", {"model": "dall-e-3", "quality": Quality(100, 0, 0)}, [("low", SQUARE)]),
    ("no high tier", {"model": "ideogram-2.0", "quality": Quality(0, 1, 99)}, [("high", SQUARE)]),
    ("no input rule", {"model": "mai-image-2.6", "refs": "0.0001"}, [("medium", SQUARE)]),
    ("no references at all", {"model": "dall-e-2", "refs": 1}, [("medium", SQUARE)]),
    (
        "size not sold",
        {"model": "gpt-image-1", "size": SizeMix([(SQUARE, 99), (SQUARE._replace(width=512), 1)])},
        [("medium", SQUARE._replace(width=512))],
    ),
    ("guide's Midjourney", {"model": "midjourney", "prices": GUIDE, "quality": Quality(10, 80, 10)}, [("low", SQUARE)]),
]


@pytest.mark.parametrize("batch", [0, 50])
@pytest.mark.parametrize(("changes", "gaps"), [case[1:] for case in NO_PRICE], ids=[case[0] for case in NO_PRICE])
def test_a_part_without_a_price_leaves_no_total(
    books: PriceBooks, changes: dict[str, Any], gaps: list[Any], batch: int
) -> None:
    bill = estimate(plan(batch=batch, **changes), books)
    assert (bill.per_image, bill.per_day, bill.per_month) == (None, None, None)
    assert [(gap.tier, gap.size) for gap in bill.unpriced] == gaps
    assert all(gap.reason for gap in bill.unpriced)


@pytest.mark.parametrize("changes", [{"refs": 1}, {"batch": 50, "prompt": 0}], ids=["reference", "batch"])
def test_every_model_of_the_book_has_a_bill_or_says_why_not(books: PriceBooks, changes: dict[str, Any]) -> None:
    for model in books.listed.priced:
        entry = books.listed[model]
        for tier in TIERS:
            quality = Quality(**{name: 100 * (name == tier) for name in TIERS})
            for size in entry.model.sizes:
                bill = estimate(plan(model=model, quality=quality, size=size, **changes), books)
                reasons = [words(gap.reason) for gap in bill.unpriced]
                assert reasons or bill.per_month, (model, tier, size)
                assert all(reason.startswith(entry.model.name) for reason in reasons), (model, tier, size)


@pytest.mark.parametrize("images", [0, 1000])
def test_the_priced_parts_of_such_a_plan_still_have_lines(books: PriceBooks, images: int) -> None:
    bill = estimate(plan(model="dall-e-3", quality=Quality(50, 50, 0), images=images), books)
    assert bill.per_day is None
    assert [(line.tier, line.cost_per_day) for line in bill.lines] == [("medium", usd("0.02") * images)]


@MANY
@given(scenario=plans())
def test_a_plan_without_a_price_never_costs_nothing(scenario: Scenario) -> None:
    assume(scenario.images > 0)
    bill = bill_of(scenario)
    assert bill.per_image is None or bill.per_image > 0
    assert (bill.per_image is None) == bool(bill.unpriced)


def test_lines_of_a_mix_come_by_tier_and_size(books: PriceBooks) -> None:
    mix = SizeMix([(LANDSCAPE, 60), (PORTRAIT, 40)])
    bill = estimate(plan(quality=Quality(50, 0, 50), size=mix, prompt=0), books)
    assert [(line.tier, line.size) for line in bill.lines] == [
        ("low", LANDSCAPE),
        ("low", PORTRAIT),
        ("high", LANDSCAPE),
        ("high", PORTRAIT),
    ]


def test_an_unknown_model_is_an_error(books: PriceBooks) -> None:
    with pytest.raises(KeyError):
        estimate(plan(model="gpt-image-9"), books)

"""The price guide of May 2025: its three worked scenarios and every figure of its tables."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest

from pricing.bill.estimate import Estimate, estimate
from pricing.prices import GuidePrices, PriceBooks
from pricing.scenario import link
from pricing.scenario.examples import PRESETS
from pricing.scenario.mixes import Quality, SizeMix
from pricing.values.size import Size
from tests.making import MEDIUM, SQUARE, TODAY, plan, usd

CENT = usd("0.01")
LOW, HIGH = Quality(100, 0, 0), Quality(0, 0, 100)
BASIC: dict[str, Any] = {"images": 1000, "prompt": 100, "quality": MEDIUM}
PRODUCT_SHOTS: dict[str, Any] = {"images": 100, "prompt": 150, "refs": 1, "quality": HIGH}
MOBILE_APP: dict[str, Any] = {"images": 10_000, "prompt": 80, "quality": Quality(30, 50, 20)}


def guide_bill(books: PriceBooks, **changes: Any) -> Estimate:
    return estimate(plan(**{"prices": GuidePrices(), "model": "gpt-image-1"} | changes), books)


def by_component(bill: Estimate) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for line in bill.lines:
        sums[line.component] = sums.get(line.component, Decimal(0)) + line.cost_per_day
    return sums


@pytest.mark.parametrize(
    ("changes", "day", "month"),
    [(BASIC, "40.50", "1215"), (PRODUCT_SHOTS, "24.075", "722.25"), (MOBILE_APP, "574", "17220")],
    ids=["basic", "product shots", "mobile app"],
)
def test_the_three_scenarios(books: PriceBooks, changes: dict[str, Any], day: str, month: str) -> None:
    bill = guide_bill(books, **changes)
    assert bill.per_day == usd(day)
    assert bill.per_month == usd(month)


@pytest.mark.parametrize(
    ("changes", "parts"),
    [
        (BASIC, {"text_input": "0.5", "image_output": "40"}),
        (PRODUCT_SHOTS, {"text_input": "0.075", "image_input": "7", "image_output": "17"}),
        (MOBILE_APP, {"text_input": "4", "image_output": "570"}),
    ],
    ids=["basic", "product shots", "mobile app"],
)
def test_the_parts_of_the_three_scenarios(books: PriceBooks, changes: dict[str, Any], parts: dict[str, str]) -> None:
    assert by_component(guide_bill(books, **changes)) == {name: usd(amount) for name, amount in parts.items()}


def test_the_images_of_the_mobile_app_by_tier(books: PriceBooks) -> None:
    lines = [line for line in guide_bill(books, **MOBILE_APP).lines if line.component == "image_output"]
    assert {line.tier: line.cost_per_day for line in lines} == {"low": 30, "medium": 200, "high": 340}


def test_the_guide_prints_its_second_scenario_half_a_cent_higher(books: PriceBooks) -> None:
    """It rounds the text to the cent before it adds up: 0.075 becomes 0.08, the day 24.08, the month 722.40."""
    bill = guide_bill(books, **PRODUCT_SHOTS)
    printed = sum((cost.quantize(CENT, ROUND_HALF_UP) for cost in by_component(bill).values()), Decimal(0))
    assert by_component(bill)["text_input"].quantize(CENT, ROUND_HALF_UP) == usd("0.08")
    assert printed == usd("24.08")
    assert printed * 30 == usd("722.40")
    assert bill.per_month == usd("722.25")


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("Guide 1: text to image, 1,000 a day", BASIC),
        ("Guide 2: product shots with a reference", PRODUCT_SHOTS),
        ("Guide 3: mobile app with a mix", MOBILE_APP),
    ],
    ids=["basic", "product shots", "mobile app"],
)
def test_the_presets_are_the_three_scenarios(books: PriceBooks, name: str, changes: dict[str, Any]) -> None:
    reading = link.read(PRESETS[name].items(), books, TODAY)
    assert not reading.problems
    assert not reading.ignored
    assert reading.scenario is not None
    assert estimate(reading.scenario, books).per_month == guide_bill(books, **changes).per_month


@pytest.mark.parametrize(("component", "rate"), [("text_input", "5"), ("image_input", "10"), ("image_output", "40")])
def test_the_rates(books: PriceBooks, component: Any, rate: str) -> None:
    price = books.rate_card("gpt-image-1", GuidePrices()).rate(component)
    assert price is not None
    assert (price.amount, price.unit) == (usd(rate), "USD per 1M tokens")


@pytest.mark.parametrize(
    ("quality", "tokens", "image"), [(LOW, 250, "0.01"), (MEDIUM, 1000, "0.04"), (HIGH, 4250, "0.17")]
)
def test_the_tiers_of_a_square(books: PriceBooks, quality: Quality, tokens: int, image: str) -> None:
    bill = guide_bill(books, quality=quality, prompt=0, images=1)
    assert [line.quantity_per_day for line in bill.lines] == [tokens]
    assert bill.per_image == usd(image)


def test_a_reference_image_costs_seven_cents(books: PriceBooks) -> None:
    bare, edited = (guide_bill(books, refs=refs, refsize=Size(640, 480)) for refs in (0, 1))
    assert bare.per_image is not None
    assert edited.per_image is not None
    assert edited.per_image - bare.per_image == usd("0.07")


@pytest.mark.parametrize("size", [Size(1024, 1792), Size(1792, 1024)])
@pytest.mark.parametrize("model", ["gpt-image-1", "dall-e-3", "midjourney", "stability-ai"])
def test_other_shapes_cost_in_proportion_to_their_pixels(books: PriceBooks, model: str, size: Size) -> None:
    square, other = (guide_bill(books, model=model, prompt=0, size=shape).per_image for shape in (SQUARE, size))
    assert square is not None
    assert other == square * usd("1.75")


COMPARISON = [
    ("gpt-image-1", ("0.01", "0.04", "0.17")),
    ("dall-e-3", ("0.02", "0.04", "0.08")),
    ("midjourney", (None, "0.10", "0.20")),
    ("stability-ai", ("0.003", "0.006", "0.02")),
]
"""USD an image at low, medium, high."""


@pytest.mark.parametrize(("model", "prices"), COMPARISON, ids=[model for model, _ in COMPARISON])
def test_the_comparison_table(books: PriceBooks, model: str, prices: tuple[str | None, ...]) -> None:
    bills = [guide_bill(books, model=model, prompt=0, quality=quality) for quality in (LOW, MEDIUM, HIGH)]
    assert [bill.per_image for bill in bills] == [None if price is None else usd(price) for price in prices]
    assert [bool(bill.unpriced) for bill in bills] == [price is None for price in prices]


def test_the_comparison_table_is_the_whole_book(books: PriceBooks) -> None:
    assert {model for model, _ in COMPARISON} == set(books.guide.entries)


def test_the_guide_never_changes_with_the_vendors_prices(books: PriceBooks) -> None:
    """GPT Image 1 costs 1,056 tokens a medium square on the list, 1,000 in the guide."""
    listed = estimate(plan(model="gpt-image-1", prompt=0), books)
    assert listed.per_image == usd("0.04224")
    assert guide_bill(books, prompt=0, size=SizeMix.of(SQUARE)).per_image == usd("0.04")

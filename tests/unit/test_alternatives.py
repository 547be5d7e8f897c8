"""The same plan at another size."""

from decimal import Decimal

import pytest
from hypothesis import given, settings

from pricing.alternatives import cheaper_size
from pricing.estimate import estimate
from pricing.prices import GUIDE, PriceBooks
from pricing.scenario import Quality, Scenario, SizeMix
from tests.unit.making import LANDSCAPE, MEDIUM, PORTRAIT, PRICED, SQUARE, plan, plans, shipped, usd

HIGH = Quality(0, 0, 100)


@pytest.mark.parametrize("model", ["gpt-image-2", "gpt-image-2.5-flare", "azure-gpt-image-2"])
@pytest.mark.parametrize("quality", [MEDIUM, HIGH, Quality(30, 50, 20)])
def test_a_wide_image_saves_22_percent_against_a_square(books: PriceBooks, model: str, quality: Quality) -> None:
    """It has half as many pixels again, and takes fewer tokens."""
    found = cheaper_size(plan(model=model, quality=quality), books)
    assert found is not None
    assert (found.size, found.instead_of) == (LANDSCAPE, SQUARE)
    assert usd("20.5") < found.saving < usd("22.5")


def test_the_saving_is_a_percentage_of_the_present_cost_an_image(books: PriceBooks) -> None:
    found = cheaper_size(plan(prompt=0), books)
    assert found is not None
    assert round(found.saving, 10) == round(100 * (usd("0.05268") - usd("0.04116")) / usd("0.05268"), 10)


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_nothing_is_cheaper_than_the_cheapest_shape(books: PriceBooks, size: object) -> None:
    assert cheaper_size(plan(size=size), books) is None


@pytest.mark.parametrize("model", ["gpt-image-1", "gpt-image-1.5", "recraft-v3", "gemini-3-pro-image"])
def test_a_larger_image_of_other_models_costs_no_less(books: PriceBooks, model: str) -> None:
    assert cheaper_size(plan(model=model), books) is None


def test_the_landscape_of_gpt_image_1_saves_a_little_against_the_portrait(books: PriceBooks) -> None:
    found = cheaper_size(plan(model="gpt-image-1", size=PORTRAIT), books)
    assert found is not None
    assert found.size == LANDSCAPE
    assert 0 < found.saving < Decimal(2)


def test_the_size_named_first_in_a_mix_is_compared(books: PriceBooks) -> None:
    first_square = cheaper_size(plan(size=SizeMix([(SQUARE, 10), (LANDSCAPE, 90)])), books)
    assert first_square is not None
    assert first_square.instead_of == SQUARE
    assert cheaper_size(plan(size=SizeMix([(LANDSCAPE, 10), (SQUARE, 90)])), books) is None


@pytest.mark.parametrize(
    "changes",
    [{"model": "gpt-image-2.6-flare"}, {"model": "dall-e-3", "quality": Quality(100, 0, 0)}, {"images": 0}],
    ids=["no price", "tier not offered", "no images"],
)
def test_a_plan_without_a_price_has_no_cheaper_size(books: PriceBooks, changes: dict[str, object]) -> None:
    found = cheaper_size(plan(**changes), books)
    assert (found is None) == (changes != {"images": 0})


def test_the_guide_has_no_cheaper_size(books: PriceBooks) -> None:
    assert cheaper_size(plan(model="gpt-image-1", prices=GUIDE), books) is None


@settings(max_examples=60, deadline=None)
@given(scenario=plans(PRICED))
def test_a_cheaper_size_is_no_smaller_and_costs_less(scenario: Scenario) -> None:
    found = cheaper_size(scenario, shipped())
    if found is None:
        return
    assert found.instead_of == scenario.size.main
    assert found.size.pixels >= found.instead_of.pixels
    now, then = (
        estimate(plan(**fields_of(scenario) | {"size": size}), shipped()).per_image
        for size in (found.instead_of, found.size)
    )
    assert now is not None
    assert then is not None
    assert 0 < then < now
    assert round(found.saving, 9) == round(100 * (now - then) / now, 9)


def fields_of(scenario: Scenario) -> dict[str, object]:
    return {name: getattr(scenario, name) for name in Scenario.__slots__}

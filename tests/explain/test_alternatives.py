"""The same plan at another size."""

import pytest
from hypothesis import given, settings

from pricing.bill.estimate import estimate
from pricing.compare.alternatives import cheapest_no_smaller, costs_by_size
from pricing.decide.costing import costing
from pricing.decide.ways import options
from pricing.prices import GuidePrices
from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.scenario import Scenario
from pricing.values.size import Size
from tests.making import LANDSCAPE, MEDIUM, PORTRAIT, PRICED, SQUARE, TODAY, plan, plans, shipped, usd, varied

HIGH = Quality(0, 0, 100)


def cheaper(scenario: Scenario) -> Size | None:
    """The cheapest size of its first workload that is no smaller than the main one."""
    workload = scenario.workloads[0]
    return cheapest_no_smaller(costs_by_size(workload, scenario, shipped()), workload.size.main)


@pytest.mark.parametrize("model", ["gpt-image-2", "gpt-image-2.5-flare", "azure-gpt-image-2"])
@pytest.mark.parametrize("quality", [MEDIUM, HIGH, Quality(30, 50, 20)])
def test_an_upright_image_saves_22_percent_against_a_square(model: str, quality: Quality) -> None:
    """It has half as many pixels again and takes fewer tokens; a wide one costs the same, but is later in the book."""
    assert cheaper(plan(model=model, quality=quality)) == PORTRAIT
    square, upright = (
        estimate(plan(model=model, quality=quality, size=size), shipped()).per_image for size in (SQUARE, PORTRAIT)
    )
    assert square is not None
    assert upright is not None
    assert usd("20.5") < 100 * (square - upright) / square < usd("22.5")


@pytest.mark.parametrize("size", [PORTRAIT, LANDSCAPE])
def test_nothing_is_cheaper_than_the_cheapest_shape(size: object) -> None:
    assert cheaper(plan(size=size)) is None


@pytest.mark.parametrize("model", ["gpt-image-1", "gpt-image-1.5", "recraft-v3", "gemini-3-pro-image"])
def test_a_larger_image_of_other_models_costs_no_less(model: str) -> None:
    assert cheaper(plan(model=model)) is None


def test_the_landscape_of_gpt_image_1_saves_a_little_against_the_portrait() -> None:
    assert cheaper(plan(model="gpt-image-1", size=PORTRAIT)) == LANDSCAPE


def test_the_size_named_first_in_a_mix_is_compared() -> None:
    assert cheaper(plan(size=SizeMix([(SQUARE, 10), (LANDSCAPE, 90)]))) == PORTRAIT
    assert cheaper(plan(size=SizeMix([(LANDSCAPE, 10), (SQUARE, 90)]))) is None


@pytest.mark.parametrize(
    "changes",
    [{"model": "mai-image-2.6", "refs": 1}, {"model": "dall-e-3", "quality": Quality(100, 0, 0)}, {"images": 0}],
    ids=["no price", "tier not offered", "no images"],
)
def test_a_plan_without_a_price_has_no_cheaper_size(changes: dict[str, object]) -> None:
    found = cheaper(plan(**changes))
    assert (found is None) == (changes != {"images": 0})


def test_the_guide_has_no_cheaper_size() -> None:
    assert cheaper(plan(model="gpt-image-1", prices=GuidePrices())) is None


@settings(max_examples=60)
@given(scenario=plans(PRICED))
def test_a_cheaper_size_is_no_smaller_and_costs_less(scenario: Scenario) -> None:
    found = cheaper(scenario)
    if found is None:
        return
    present = scenario.workloads[0].size.main
    assert found.pixels >= present.pixels
    now, then = (estimate(varied(scenario, size=size), shipped()).per_image for size in (present, found))
    assert now is not None
    assert then is not None
    assert 0 < then < now


@pytest.mark.parametrize(
    ("present", "cheapest"), [(Size(20, 10), Size(40, 20)), (Size(10, 20), Size(20, 40)), (SQUARE, None)]
)
def test_of_sizes_that_cost_the_same_the_one_of_the_same_orientation_is_named(
    present: Size, cheapest: Size | None
) -> None:
    costs = {Size(20, 40): usd(1), Size(40, 20): usd(1), present: usd(2), Size(5, 5): usd(0)}
    assert cheapest_no_smaller(costs, present) == cheapest


def test_of_sizes_that_cost_the_same_and_have_another_orientation_the_first_of_the_book_is_named() -> None:
    costs = {Size(10, 10): usd(2), Size(20, 40): usd(1), Size(40, 20): usd(1), Size(80, 20): None}
    assert cheapest_no_smaller(costs, Size(10, 10)) == Size(20, 40)


def test_decide_names_that_size_for_every_model_and_size() -> None:
    for model in shipped().listed.priced:
        for size in shipped().listed[model].model.sizes:
            scenario = plan(model=model, size=size)
            chosen = next(way.choice for way in options(costing(scenario, shipped(), TODAY)) if way.key == "size-twin")
            of_decide = None if chosen is None else chosen.size.main
            assert cheaper(scenario) == of_decide, (model, size)

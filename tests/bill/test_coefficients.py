"""The coefficients give the engine's own total, exactly, wherever their controls stand."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from pricing.bill.coefficients import coefficients
from pricing.bill.estimate import estimate
from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.scenario import Scenario
from tests.making import plan, plans, qualities, several, shipped, size_mixes, usd, workload


@given(data=st.data(), scenario=plans(most=3))
def test_they_give_the_total_of_every_place_of_the_controls(data: st.DataObject, scenario: Scenario) -> None:
    place = data.draw(st.integers(0, len(scenario.workloads) - 1))
    known = coefficients(estimate(scenario, shipped()), place, shipped())
    for _ in range(3):
        images, quality = data.draw(st.integers(0, 10_000_000)), data.draw(qualities())
        sizes = data.draw(size_mixes(tuple(known.images)))
        moved = replace(scenario.workloads[place], images=images, quality=quality, size=sizes)
        asked = estimate(scenario.with_replaced(place, moved), shipped())
        assert known.per_month(images, quality, sizes) == asked.per_month


def test_own_costs_and_other_workloads_stay() -> None:
    scenario = several(
        workload(name="One", images=100), workload(name="Two", images=50), own_image="0.01", own_month="12.5"
    )
    known = coefficients(estimate(scenario, shipped()), 0, shipped())
    (_, other) = estimate(scenario, shipped()).bills
    assert other.per_month is not None
    assert known.rest == other.per_month + 50 * 30 * usd("0.01") + usd("12.5")
    assert (known.images_of_rest, known.alone) == (50, False)


def test_a_size_or_a_workload_without_a_price_leaves_no_total() -> None:
    sizes = SizeMix.of(workload().size.main)
    unpriced = workload(name="Two", model="dall-e-3", quality=Quality(60, 0, 40))
    scenario = several(workload(name="One"), unpriced)
    assert coefficients(estimate(scenario, shipped()), 0, shipped()).rest is None
    own = coefficients(estimate(plan(model="dall-e-3"), shipped()), 0, shipped())
    assert own.per_month(1, unpriced.quality, sizes) is None

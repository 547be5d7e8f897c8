"""One amount that was paid: how far off the scenario is, and which lever would explain it."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.actual.paid_amount import Explanation, PaidAmount, paid_for
from pricing.bill.estimate import estimate
from pricing.scenario import link
from pricing.scenario.mixes import Quality
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from pricing.values.size import Size
from tests.making import TODAY, plan, several, shipped, uncertain, usd, workload

MIX = Quality(30, 50, 20)
OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)


def paid(scenario: Scenario, amount: str, images: int | None = None, month: Month = OCTOBER) -> PaidAmount:
    found = paid_for(scenario, month, usd(amount), images, shipped(), TODAY)
    assert found is not None
    return found


def by_lever(found: PaidAmount) -> dict[str, Explanation]:
    return {each.lever: each for each in found.explanations if each.workload == 1}


def test_what_was_paid_is_explained_by_each_lever_alone() -> None:
    found = paid(plan(quality=MIX), "3120")
    assert found.planned == usd("2122.44")
    assert round(found.percent or 0) == 47
    of = by_lever(found)
    assert (of["tries"].value, of["images"].value, of["quality"].value) == ("1.47", "1470", "23-38-39")
    assert "discount" not in of


def test_less_than_planned_is_a_discount_or_fewer_images_but_no_fewer_tries_than_one() -> None:
    of = by_lever(paid(plan(quality=MIX), "2016.318"))
    assert (of["discount"].value, of["images"].value) == ("5", "950")
    assert "tries" not in of


def test_known_images_are_set_and_the_rest_is_explained() -> None:
    """36,000 in a month of 30 days are 1,200 a day: $1,914.48 of the $2,297.376 that were paid."""
    found = paid(plan(), "2297.376", 36_000)
    assert found.scenario.workloads[0].images == 1200
    of = by_lever(found)
    assert of["tries"].value == "1.2"
    assert "images" not in of


def test_a_month_of_the_horizon_is_planned_with_its_growth() -> None:
    found = paid(plan(growth=10, start=NOVEMBER), "3509.88", month=Month(2026, 12))
    assert found.planned == usd("1754.94")
    assert by_lever(found)["tries"].value == "2"


def test_what_was_planned_needs_no_explanation() -> None:
    found = paid(plan(), "1595.4")
    assert (found.percent, found.explanations) == (0, ())


def test_of_several_workloads_each_may_explain_it() -> None:
    two = several(workload(name="A"), workload(name="B", images=100))
    found = paid(two, "3000")
    assert {each.workload for each in found.explanations} == {1, 2}
    assert found.scenario == two


@pytest.mark.parametrize("changes", [{"size": Size(100, 100)}])
def test_without_a_price_there_is_nothing_to_hold_it_against(changes: dict[str, object]) -> None:
    assert paid_for(plan(**changes), OCTOBER, usd("10"), None, shipped(), TODAY) is None


@settings(max_examples=30, deadline=None)
@given(uncertain(), st.decimals(0, 1_000_000, places=2), st.none() | st.integers(0, 10_000_000))
def test_every_explanation_is_a_whole_estimate_near_what_was_paid(
    scenario: Scenario, amount: Decimal, images: int | None
) -> None:
    found = paid_for(scenario, OCTOBER, amount, images, shipped(), TODAY)
    assert found is not None
    for each in found.explanations:
        assert estimate(each.scenario, shipped()).per_month == each.per_month
        assert link.read(link.write(each.scenario).items(), shipped(), TODAY).scenario == each.scenario
        assert each.value != each.present

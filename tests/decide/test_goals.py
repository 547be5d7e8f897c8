"""A goal is the last value within the budget: whole estimates say so, there and one step further."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.bill.estimate import estimate
from pricing.bill.forecast import forecast
from pricing.decide.goals import TURNED, Goal, Goals, goals, last_within
from pricing.decide.grid import GRIDS, field_text
from pricing.scenario import link
from pricing.scenario.mixes import Quality
from pricing.scenario.scenario import Scenario
from pricing.values.size import Size
from tests.making import TODAY, plan, several, shipped, uncertain, usd, workload

MIX = Quality(30, 50, 20)
AWAY_FROM_CHEAPEST = {"images": 1, "quality": 1, "growth": 1, "discount": -1, "reuse": -1, "batch": -1}


def found(scenario: Scenario) -> Goals:
    made = goals(scenario, shipped(), TODAY)
    assert made is not None
    return made


def of(scenario: Scenario) -> dict[str, Goal]:
    return {goal.lever: goal for goal in found(scenario).levers if goal.workload == 1}


def cost(scenario: Scenario) -> Decimal | None:
    """The most expensive month of a whole forecast, of what can be bought; where nothing can be, of everything."""
    months = forecast(estimate(scenario, shipped()))
    anything = any(workload.sold for month in months for workload in month.workloads)
    costs = [month.sold_cost if anything else month.cost for month in months]
    return max((cost for cost in costs if cost is not None), default=None)


@settings(max_examples=80, deadline=None)
@given(uncertain() | uncertain(models=("gpt-image-2", "gpt-image-1.5")), st.data())
def test_at_a_goal_every_month_is_within_the_budget_and_one_step_further_one_is_not(
    scenario: Scenario, data: st.DataObject
) -> None:
    now = estimate(scenario, shipped()).per_month
    assert now is not None
    most = int(max(now * 3, Decimal(10)))
    budget = data.draw(st.decimals(0, min(most, 1_000_000_000), places=2), label="budget")
    scenario = link_terms(scenario, budget)
    made = found(scenario)
    assert [goal.lever for goal in made.levers] == [*TURNED] * len(scenario.workloads)
    for goal in made.levers:
        assert goal.per_month == cost(goal.scenario)
        assert goal.per_month is not None
        assert goal.reached == (goal.per_month <= budget)
        written = link.write(goal.scenario)
        assert field_text(goal.scenario.workloads[goal.workload - 1], goal.lever) == goal.value
        assert link.read(written.items(), shipped(), TODAY).scenario == goal.scenario
        grid, place = GRIDS[goal.lever], goal.workload - 1
        further = grid.at(goal.number) + AWAY_FROM_CHEAPEST[goal.lever]
        at_its_end = not 0 <= further <= grid.last
        if goal.reached and not at_its_end:
            beyond = scenario.with_replaced(place, grid.changed(scenario.workloads[place], grid.value(further)))
            assert goal.beyond == cost(beyond)
            assert goal.beyond is None or goal.beyond > budget
        else:
            assert goal.beyond is None
        if not goal.reached:
            cheapest = grid.last if AWAY_FROM_CHEAPEST[goal.lever] < 0 else 0
            assert grid.at(goal.number) == cheapest


def link_terms(scenario: Scenario, budget: Decimal) -> Scenario:
    written = link.write(scenario) | {"budget": f"{budget:.2f}"}
    again = link.read(written.items(), shipped(), TODAY).scenario
    assert again is not None
    return again


@settings(max_examples=100)
@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(-2, 10_002), st.integers(0, 10_000))
def test_the_last_step_is_found_from_anywhere(one: int, other: int, edge: int, near: int) -> None:
    up = one <= other
    found = last_within(lambda step: step <= edge if up else step >= edge, one, other, near)
    if (one > edge) if up else (one < edge):
        assert found is None
    else:
        assert found == (min(edge, other) if up else max(edge, other))


def test_figures_by_hand() -> None:
    """1,000 medium squares of GPT Image 2 at $0.05318 each: $1,595.40 a month; $1,000 is 62.68% of it."""
    goal = of(plan(budget=usd(1000)))
    assert goal["images"].value == "626"
    assert goal["images"].per_month == usd("0.05318") * 626 * 30
    assert goal["discount"].value == goal["reuse"].value == "37.32"
    assert goal["batch"].value == "74.64"
    assert not goal["growth"].reached
    assert goal["growth"].per_month == usd("1595.4")


def test_growth_stays_inside_over_the_whole_horizon() -> None:
    """Two months: the second may be 10% above the first."""
    goal = of(plan(budget=usd("1595.4") * usd("1.1"), months=2))["growth"]
    assert (goal.value, goal.per_month, goal.reached) == ("10", usd("1754.94"), True)


def test_the_fewest_points_of_discount_are_none_where_all_fits() -> None:
    goal = of(plan(budget=usd(5000), discount=20))
    assert [goal[lever].value for lever in ("discount", "reuse", "batch")] == ["0", "0", "0"]
    assert goal["discount"].per_month == usd("1595.4")


@pytest.mark.parametrize(
    ("changes", "lever", "reason"),
    [
        ({"prices": "guide-2025-05", "model": "gpt-image-1"}, "batch", "no-batch-rates"),
        ({"months": 1}, "growth", "one-month"),
        ({"images": 0}, "reuse", "no-images"),
        ({"images": 0}, "images", ""),
        ({}, "batch", ""),
    ],
)
def test_a_lever_that_changes_nothing_says_why(changes: dict[str, object], lever: str, reason: str) -> None:
    assert of(plan(budget=usd(1000), **changes))[lever].reason == reason


def test_no_lever_of_a_model_that_nobody_can_buy_changes_anything() -> None:
    ended = several(workload(name="A"), workload(name="B", model="gpt-image-1"), budget=usd(2400))
    assert {goal.reason for goal in found(ended).levers if goal.workload == 2} == {"not-sold"}


def test_the_models_on_which_it_fits_are_whole_estimates_cheapest_first() -> None:
    scenario = several(workload(name="A", quality=MIX), workload(name="B", images=200), budget=usd(2400))
    models = found(scenario).models
    assert {fitting.workload for fitting in models} == {1, 2}
    assert [fitting.per_month for fitting in models] == sorted(fitting.per_month for fitting in models)
    for fitting in models:
        after = scenario.with_workload(fitting.workload - 1, model=fitting.model)
        assert estimate(after, shipped()).per_month == cost(after) == fitting.per_month <= usd(2400)


def test_with_growth_the_goals_and_models_hold_in_the_last_month_too() -> None:
    """20% more a month for 24 months is 66.2 times as much: $5,000 pays for 53 images a day of $0.0707 in the end."""
    scenario = plan(quality=MIX, growth=20, months=24, budget=usd(5000))
    goal = of(scenario)["images"]
    last = round(goal.number * 30 * usd("1.2") ** 23)
    each = estimate(scenario, shipped()).per_image
    assert each is not None
    assert goal.per_month == each * last <= usd(5000)
    assert goal.beyond is not None
    assert goal.beyond > usd(5000)
    for fitting in found(scenario).models:
        assert cost(scenario.with_workload(0, model=fitting.model)) == fitting.per_month <= usd(5000)


def test_the_first_month_over_is_read_of_what_can_be_bought() -> None:
    grows = plan(budget=usd("1595.4") * usd("1.21"), growth=10)
    assert str(found(grows).first_over) == "2027-02"
    assert found(plan(budget=usd(1600))).first_over is None


def test_no_budget_or_no_price_has_no_goals() -> None:
    assert goals(plan(), shipped(), TODAY) is None
    unpriced = plan(budget=usd(10), size=Size(100, 100))
    assert estimate(unpriced, shipped()).per_month is None
    assert goals(unpriced, shipped(), TODAY) is None

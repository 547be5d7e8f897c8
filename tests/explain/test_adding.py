"""Scenarios added up: whose terms, under which names, and what is said of it."""

import datetime as dt

import pytest

from pricing.bill.estimate import estimate
from pricing.explain.adding import added_up
from pricing.prices import GuidePrices, ListPrices
from pricing.scenario.link import parse, query_string, write
from pricing.scenario.scenario import Scenario
from pricing.wording.sentences import sentence
from tests.making import TODAY, plan, several, shipped, workload


def names(*parts: tuple[str, Scenario]) -> list[str]:
    return [each.name for each in added_up(parts, shipped(), TODAY).scenario.workloads]


def test_the_sum_costs_what_the_scenarios_cost() -> None:
    first, second = plan(images=100), several(workload(name="A", images=5), workload(name="B", tries=2))
    whole, changed = added_up([("One", first), ("Two", second)], shipped(), TODAY)
    costs = [estimate(scenario, shipped()).per_month for scenario in (first, second, whole)]
    assert None not in costs
    assert costs[0] + costs[1] == costs[2]
    assert changed == ()
    assert parse(query_string(write(whole)), shipped(), TODAY).scenario == whole


def test_names_are_kept_apart() -> None:
    icons = several(workload(name="Icons"), workload(name="Heroes"))
    assert names(("One", icons), ("Two", icons), ("Two", icons)) == [
        "Icons", "Heroes", "Two: Icons", "Two: Heroes", "Workload 5", "Workload 6"
    ]  # fmt: skip
    assert names(("One", plan()), ("ONE", plan())) == ["One", "Workload 2"]
    changed = added_up([("One", icons), ("Two", icons)], shipped(), TODAY).changed
    assert tuple(map(sentence, changed)) == (
        "Icons of Two is called Two: Icons.",
        "Heroes of Two is called Two: Heroes.",
    )


def test_terms_that_differ_are_said() -> None:
    later = plan(prices=dt.date(2026, 10, 1), months=6)
    whole, changed = added_up([("One", plan()), ("Two", later)], shipped(), TODAY)
    assert (whole.prices, whole.months) == (ListPrices(TODAY), 12)
    assert tuple(map(sentence, changed)) == (
        "Price date: 24 Nov 2026; Two has 1 Oct 2026.", "Months of forecast: 12; Two has 6."
    )  # fmt: skip


def test_a_model_that_the_prices_do_not_have_is_said() -> None:
    guide = plan(model="gpt-image-1", prices=GuidePrices())
    whole, changed = added_up([("One", guide), ("Two", plan())], shipped(), TODAY)
    assert parse(query_string(write(whole)), shipped(), TODAY).scenario == whole
    assert any("gpt-image-2 has no price in guide-2025-05" in sentence(what) for what in changed)


def test_more_than_a_scenario_can_have_are_refused() -> None:
    five = several(*(workload(name=name) for name in "ABCDE"))
    with pytest.raises(ValueError, match="at most 8 workloads"):
        added_up([("One", five), ("Two", five)], shipped(), TODAY)

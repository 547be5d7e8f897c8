"""Scenarios added up: whose terms, under which names, and what is said of it."""

import datetime as dt
from decimal import Decimal

import pytest

from pricing.bill.estimate import estimate
from pricing.bill.forecast import forecast
from pricing.explain.adding import added_up
from pricing.prices import GuidePrices, ListPrices
from pricing.scenario.link import parse, query_string, write
from pricing.scenario.scenario import Scenario
from pricing.values.exact import total
from pricing.wording.messages import words
from tests.making import TODAY, plan, several, shipped, usd, workload


def names(*parts: tuple[str, Scenario]) -> list[str]:
    return [each.name for each in added_up(parts, shipped(), TODAY).scenario.workloads]


def test_the_sum_costs_what_the_scenarios_cost() -> None:
    first, second = plan(images=100), several(workload(name="A", images=5), workload(name="B", tries=2))
    whole, changed = added_up([("One", first), ("Two", second)], shipped(), TODAY)
    costs = [estimate(scenario, shipped()).per_month for scenario in (first, second)]
    assert None not in costs
    assert total(costs) == estimate(whole, shipped()).per_month
    assert changed == ()
    assert parse(query_string(write(whole)), shipped(), TODAY).scenario == whole


def months(*named: tuple[str, Scenario]) -> list[list[Decimal | None]]:
    """USD by month of the sum, and of its parts."""
    whole, _ = added_up(named, shipped(), TODAY)
    return [[month.cost for month in forecast(estimate(each, shipped()))] for each in (whole, *dict(named).values())]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2027-01:price:-20,2027-03:once:500", ""),
        ("", "2027-01:images:50,2027-02@2:price:10,2027-03:once:500,2027-03:once:500"),
        ("2027-01:price:-20,2027-03:once:500", "2027-01:price:-20,2027-03:once:500"),
        ("2026-12:model:gpt-image-1.5", "2026-12:model:gpt-image-2.5-flare,2027-02..2027-03@1:images:-30"),
    ],
)
def test_what_each_has_planned_goes_along(first: str, second: str) -> None:
    one = plan(images=100, own_month=usd("20"), **({"events": first} if first else {}))
    two = several(
        workload(name="A", images=5),
        workload(name="B", images=7),
        own_month=usd("5.5"),
        **({"events": second} if second else {}),
    )
    whole, *parts = months(("One", one), ("Two", two))
    assert whole == [sum(costs) for costs in zip(*parts, strict=True)]
    assert added_up([("One", one), ("Two", two)], shipped(), TODAY).changed == ()


def test_an_event_of_all_stays_one_where_every_scenario_has_it() -> None:
    whole = added_up(
        [("One", plan(events="2027-01:price:5")), ("Two", plan(events="2027-01:price:5"))], shipped(), TODAY
    )
    assert str(whole.scenario.events[0]) == "2027-01:price:5"
    assert len(whole.scenario.events) == 1


def test_ranges_go_along_with_their_workloads() -> None:
    ranged = plan(ranges="images:800..2000")
    whole = added_up([("One", plan()), ("Two", ranged)], shipped(), TODAY).scenario
    assert [each.ranges for each in whole.workloads] == [(), ranged.workloads[0].ranges]


def test_an_event_after_the_horizon_is_said() -> None:
    late = plan(months=36, events="2029-01:images:50")
    whole, changed = added_up([("One", plan()), ("Two", late)], shipped(), TODAY)
    assert whole.events == ()
    assert "What Two has planned is left out: From Jan 2029, Two: volume +50%." in map(words, changed)


def test_names_are_kept_apart() -> None:
    icons = several(workload(name="Icons"), workload(name="Heroes"))
    assert names(("One", icons), ("Two", icons), ("Two", icons)) == [
        "Icons",
        "Heroes",
        "Two: Icons",
        "Two: Heroes",
        "Workload 5",
        "Workload 6",
    ]
    assert names(("One", plan()), ("ONE", plan())) == ["One", "Workload 2"]
    changed = added_up([("One", icons), ("Two", icons)], shipped(), TODAY).changed
    assert tuple(map(words, changed)) == ("Icons of Two is called Two: Icons.", "Heroes of Two is called Two: Heroes.")


def test_terms_that_differ_are_said() -> None:
    later = plan(prices=dt.date(2026, 10, 1), months=6)
    whole, changed = added_up([("One", plan()), ("Two", later)], shipped(), TODAY)
    assert (whole.prices, whole.months) == (ListPrices(TODAY), 12)
    assert tuple(map(words, changed)) == (
        "Price date: 24 Nov 2026; Two has 1 Oct 2026.",
        "Months of forecast: 12; Two has 6.",
    )


def test_a_model_that_the_prices_do_not_have_is_said() -> None:
    guide = plan(model="gpt-image-1", prices=GuidePrices())
    whole, changed = added_up([("One", guide), ("Two", plan())], shipped(), TODAY)
    assert parse(query_string(write(whole)), shipped(), TODAY).scenario == whole
    assert any("GPT Image 2 has no price in the May 2025 guide" in words(what) for what in changed)


def test_more_than_a_scenario_can_have_are_refused() -> None:
    five = several(*(workload(name=name) for name in "ABCDE"))
    with pytest.raises(ValueError, match="at most 8 workloads"):
        added_up([("One", five), ("Two", five)], shipped(), TODAY)

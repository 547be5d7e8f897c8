"""A discount counts at the vendor that gave it; in links of versions 1 and 2 at every service, as it always did."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.bill.estimate import estimate
from pricing.bill.forecast import forecast, horizon
from pricing.compare.live import fitting_services
from pricing.compare.rows import PricedRow
from pricing.compare.table import compare, where_discounts_count
from pricing.decide.goals import goals
from pricing.decide.savings import savings
from pricing.scenario import link
from pricing.scenario.comparison import Comparison
from pricing.scenario.scenario import Contract, Scenario
from pricing.values.exact import EXACT
from pricing.wording.messages import words
from tests.making import TODAY, plan, plans, shipped, usd

SERVICES = ("gpt-image-1.5", "gpt-image-1-mini", "flux-2-pro", "gemini-3-pro-image", "stability-ai", "midjourney")


def compared(scenario: Scenario, contract: Contract) -> dict[str, Decimal | None]:
    table = compare(replace(scenario, contract=contract, comparison=Comparison(services=SERVICES)), shipped())
    return {row.key: row.per_month for row in table.rows}


def without_discounts(scenario: Scenario) -> Scenario:
    return replace(scenario, workloads=tuple(workload.at_list_price() for workload in scenario.workloads))


@settings(max_examples=100, deadline=None)
@given(plans(("gpt-image-2", "gpt-image-1-mini"), with_guide=False, most=1), st.decimals(-100, 90, places=2))
def test_a_row_is_the_one_at_the_discount_or_the_one_at_list_price(scenario: Scenario, discount: Decimal) -> None:
    scenario = scenario.with_workload(0, discount=discount)
    at_list, everywhere = compared(without_discounts(scenario), "everywhere"), compared(scenario, "everywhere")
    at_vendor = compared(scenario, "vendor")
    for key, cost in at_vendor.items():
        ours = key.startswith("gpt-image")
        assert cost == (everywhere if ours else at_list)[key], key


@settings(max_examples=30, deadline=None)
@given(plans(("gpt-image-2", "flux-2-pro"), with_guide=False, most=3))
def test_the_whole_book_asks_the_same_of_each_service(scenario: Scenario) -> None:
    workloads = tuple(replace(workload, discount=usd(40)) for workload in scenario.workloads)
    scenario = replace(scenario, workloads=workloads, contract="vendor")
    costs = {live.service.id: cost for cost, live in fitting_services(scenario, (), shipped(), TODAY)}
    wanted = tuple(costs)[:8]
    table = compare(replace(scenario, comparison=Comparison(services=wanted)), shipped())
    for row in table.rows:
        if isinstance(row, PricedRow) and row.key in wanted and scenario.images:
            assert row.per_month == EXACT.multiply(costs[row.key], Decimal(scenario.days))


def test_a_model_of_another_vendor_is_proposed_at_its_list_price() -> None:
    scenario = plan(discount=50, contract="vendor", budget=usd(500))
    for way in savings(scenario, shipped(), TODAY):
        if way.lever == "model" and way.usable:
            same = shipped().vendor_of(way.after) == "OpenAI"
            assert way.target.discount == (50 if same else 0)
            assert way.per_month == estimate(way.scenario, shipped()).per_month
    found = goals(scenario, shipped(), TODAY)
    assert found is not None
    for fitting in found.models:
        same = shipped().vendor_of(fitting.model) == "OpenAI"
        after = scenario.with_workload(0, model=fitting.model, discount=usd(50 if same else 0))
        assert estimate(after, shipped()).per_month == fitting.per_month


def test_a_switch_to_another_vendor_leaves_the_discount_behind() -> None:
    events = "2026-12:model:flux-2-pro"

    def total(**changes: Any) -> Decimal | None:
        return horizon(forecast(estimate(plan(months=2, events=events, **changes), shipped()))).sold_total

    listed, everywhere, at_vendor = total(), total(discount=50), total(discount=50, contract="vendor")
    (first, second) = forecast(estimate(plan(months=2, events=events), shipped()))
    assert first.sold_cost is not None
    assert second.sold_cost is not None
    assert listed == first.sold_cost + second.sold_cost
    assert everywhere == first.sold_cost / 2 + second.sold_cost / 2
    assert at_vendor == first.sold_cost / 2 + second.sold_cost


@pytest.mark.parametrize(
    ("query", "contract", "sentence"),
    [
        ("v=1&discount=50", "everywhere", "The discount counts at every service here"),
        ("v=3&discount=50&contract=vendor", "vendor", "The discount counts at OpenAI alone"),
        ("v=1", "everywhere", None),
    ],
)
def test_an_old_link_keeps_its_figures_and_the_comparison_says_so(
    query: str, contract: str, sentence: str | None
) -> None:
    scenario = link.parse(query, shipped(), TODAY).scenario
    assert scenario is not None
    assert scenario.contract == contract
    told = where_discounts_count(scenario, shipped())
    assert told is None if sentence is None else told is not None and words(told).startswith(sentence)


def test_a_scenario_that_gets_a_discount_gets_it_from_its_vendor() -> None:
    assert plan().with_workload(0, discount=usd(10)).contract == "vendor"
    assert plan(discount=5).with_workload(0, discount=usd(10)).contract == "everywhere"
    assert plan().with_workload(0, tries=usd(2)).contract == "everywhere"

"""What is said first is what a practitioner would say first: nothing that nobody has shown to be as good."""

import datetime as dt

import pytest
from hypothesis import given, settings

from pricing.bill.estimate import estimate
from pricing.bill.forecast import forecast
from pricing.decide.savings import first, savings
from pricing.decide.ways import KINDS
from pricing.prices.life import gone
from pricing.prices.preferences import no_worse, score_of
from pricing.scenario import link
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT, total_of_all
from tests.making import TODAY, shipped, uncertain

DAYS = (dt.date(2026, 9, 1), TODAY, dt.date(2026, 12, 15))


def read(query: str, today: dt.date = TODAY) -> Scenario:
    scenario = link.parse(query, shipped(), today).scenario
    assert scenario is not None, query
    return scenario


def test_the_start_plan_is_told_what_gives_up_nothing_first() -> None:
    named = first(savings(read(""), shipped(), TODAY))
    assert [(way.kind, way.lever, way.after) for way in named] == [
        ("same", "batch", "100"),
        ("shape", "size", "1024x1536"),
        ("equal", "model", "gpt-image-2.5-sunburst"),
    ]


@settings(max_examples=100, deadline=None)
@given(uncertain())
def test_first_come_facts_and_models_that_voters_found_no_worse(scenario: Scenario) -> None:
    ways = savings(scenario, shipped(), TODAY)
    usable = [way for way in ways if way.usable]
    assert [KINDS.index(way.kind) for way in usable] == sorted(KINDS.index(way.kind) for way in usable)
    for way in first(ways):
        assert way.kind not in ("unproven", "ask")
        assert way.ranked
        assert way.worth
        if way.lever == "model":
            board = shipped().board_of("image editing" if way.present.refs else "text to image")
            assert no_worse(*(score_of([model], board) for model in (way.after, way.before)))


@settings(max_examples=60, deadline=None)
@given(uncertain())
def test_a_saving_of_the_horizon_is_the_difference_of_two_whole_forecasts(scenario: Scenario) -> None:
    before = forecast(estimate(scenario, shipped()))
    for way in savings(scenario, shipped(), TODAY):
        after, place = forecast(estimate(way.scenario, shipped())), way.workload - 1
        pairs = [(one.workloads[place], other.workloads[place]) for one, other in zip(before, after, strict=True)]
        sold = [(one.cost, other.cost) for one, other in pairs if one.sold and other.sold]
        costs, spent = total_of_all(cost for cost, _ in sold), total_of_all(cost for _, cost in sold)
        if way.usable and costs is not None and spent is not None:
            assert way.saving_total == EXACT.subtract(costs, spent)


def test_a_model_that_lives_longer_saves_in_the_months_of_both() -> None:
    """GPT Image 1.5 ends on 1 Dec 2026: later months cannot be bought, so they are no loss of a change."""
    ways = savings(read("model=gpt-image-1.5&start=2026-11"), shipped(), TODAY)
    moved = [way for way in ways if way.lever == "model" and way.usable]
    assert moved
    assert all(way.saving_total == way.saving > 0 for way in moved)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_nothing_is_saved_on_what_nobody_can_buy(today: dt.date) -> None:
    for entry in shipped().listed.entries.values():
        if entry.first_priced > today or entry.model.billing == "subscription":
            continue
        scenario = read(f"prices={today}&model={entry.model.id}", today)
        ways = savings(scenario, shipped(), today)
        if gone(entry.model.life.shut_down, today):
            assert ways == ()


def test_little_is_of_the_bill_and_of_the_horizon() -> None:
    """Shorter prompts are under 2% of any of these bills."""
    worth = {
        images: {way.key: way.worth for way in savings(read(f"images={images}"), shipped(), TODAY)}["prompt"]
        for images in (10, 1_000, 5_000_000)
    }
    assert worth == {10: False, 1_000: False, 5_000_000: True}


def test_growth_is_in_what_is_saved() -> None:
    ways = savings(read("images=1000&growth=20&months=24"), shipped(), TODAY)
    way = next(way for way in ways if way.after == "gpt-image-2.5-sunburst")
    assert round(way.saving_total) == 604_775

"""Which service to choose."""

import datetime as dt

import pytest
from hypothesis import given, settings

from pricing.compare.choice import choose
from pricing.prices import GUIDE
from pricing.scenario.comparison import Comparison
from pricing.scenario.own import OwnFactor, OwnMachines, OwnPrice
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from tests.compare.making import against, comparison, comparisons_of, fits, mixed, rows, table
from tests.making import LANDSCAPE, TODAY, plan, plans, shipped, usd

CHEAP = OwnPrice("Cheap", (("low", usd("0.000001")), ("medium", usd("0.000001")), ("high", usd("0.000001"))))


def test_cheapest_of_the_start() -> None:
    """Midjourney has no API, DALL-E 3 and GPT Image 1 are gone: Stability AI is left."""
    choice = choose(table(mixed()), shipped(), TODAY)
    assert choice is not None
    assert choice.row.key == "stability-ai"
    assert (choice.row.per_month, choice.saving, choice.needed_from) == (1155, usd("967.44"), None)


@settings(max_examples=80)
@given(scenario=plans(), terms=comparisons_of())
def test_nothing_cheaper_that_fits_would_do(scenario: Scenario, terms: Comparison) -> None:
    """Nothing is chosen that lacks a price, a size, an API, or a life through the horizon."""
    found = table(scenario, terms)
    choice = choose(found, shipped(), TODAY)
    fitting = [row.per_month for row in found.priced if fits(row, found)]
    assert (choice is None) == (not fitting)
    if choice is not None:
        assert choice.row.per_month == min(fitting)
        listed = [shipped().listed.entries.get(entry.model.id, entry) for entry in choice.row.entries]
        ends = [entry.model.life.shut_down for entry in listed if entry.model.life.shut_down]
        assert all(end >= scenario.end.first_day and end > TODAY for end in ends)
        assert not choice.row.moves
        assert not any(entry.model.no_api for entry in choice.row.entries)


@pytest.mark.parametrize(
    ("service", "text"),
    [
        ("midjourney", "no API"),
        ("dall-e-3", "no longer sold since 12 May 2026"),
        ("gpt-image-1", "no longer sold since 23 Oct 2026"),
        ("gpt-image-1-mini", "ends 1 Dec 2026"),
    ],
)
def test_what_keeps_a_service_out(service: str, text: str) -> None:
    scenario = mixed()
    assert any(text in reason for reason in against(table(scenario, comparison(services=(service,))), service))


def test_a_model_that_ends_after_the_horizon_can_be_chosen() -> None:
    scenario = mixed(months=1, start=Month(2026, 11))
    row = rows(scenario, comparison(services=("gpt-image-1-mini",)))["gpt-image-1-mini"]
    assert row.ends == dt.date(2026, 12, 1)
    assert fits(row, table(scenario, comparison(services=("gpt-image-1-mini",))))


def test_a_change_is_needed_when_the_plans_model_ends() -> None:
    choice = choose(table(mixed(model="gpt-image-1-mini"), comparison(own=(CHEAP,))), shipped(), TODAY)
    assert choice is not None
    assert choice.needed_from == dt.date(2026, 12, 1)
    assert choice.row.key == "own-1"


@pytest.mark.parametrize("model", ["gpt-image-2", "gpt-image-2.5-flare"])
def test_no_change_is_needed_while_it_lives(model: str) -> None:
    choice = choose(table(mixed(model=model)), shipped(), TODAY)
    assert choice is not None
    assert choice.needed_from is None


def test_no_saving_against_a_model_without_a_price() -> None:
    choice = choose(table(mixed(model="mai-image-2.6", refs=1)), shipped(), TODAY)
    assert choice is not None
    assert choice.saving is None


def test_the_plans_own_model_may_be_the_choice() -> None:
    choice = choose(table(mixed(), comparison(services=("dall-e-3",))), shipped(), TODAY)
    assert choice is not None
    assert (choice.row.key, choice.saving) == ("gpt-image-2", 0)


def test_no_choice() -> None:
    assert choose(table(mixed(model="dall-e-3"), comparison(services=("midjourney",))), shipped(), TODAY) is None


def test_another_size_is_an_obstacle() -> None:
    scenario = plan(size=LANDSCAPE)
    found = table(scenario, comparison(services=("flux-2-flex", "mai-image-2.5", "stability-ai")))
    lacks = {row.key: against(found, row.key) for row in found.rows}
    assert lacks["flux-2-flex"] == ["FLUX.2 flex has no price here at 1536x1024: 1024x1024 is counted."]
    (limit,) = lacks["mai-image-2.5"]
    assert limit.startswith("MAI-Image 2.5 cannot make 1536x1024: it makes no more than 1,048,576 pixels (")
    assert lacks["stability-ai"] == ["Whether Stable Image Core makes 1536x1024 is not in our sources."]
    assert lacks["gpt-image-2"] == []


def test_what_ended_cannot_be_chosen_for_a_plan_of_the_past() -> None:
    """GPT Image 1 lived through a plan of 2026, but nobody can buy it any more."""
    scenario = mixed(start=Month(2026, 1), months=3)
    found = table(scenario)
    assert against(found, "gpt-image-1") == ["GPT Image 1 is no longer sold since 23 Oct 2026 (OpenAI deprecations)."]
    assert against(found, "gpt-image-1", dt.date(2026, 1, 15)) == []


def test_a_factor_on_a_model_that_ended_cannot_be_chosen() -> None:
    terms = comparison(services=(), own=(OwnFactor("Relay", "gpt-image-1", usd("0.0001")),))
    choice = choose(table(mixed(), terms), shipped(), TODAY)
    assert choice is not None
    assert choice.row.key == "gpt-image-2"


def test_machines_can_be_chosen() -> None:
    choice = choose(table(mixed(), comparison(own=(OwnMachines("Rig", usd("1"), 1000),))), shipped(), TODAY)
    assert choice is not None
    assert (choice.row.key, choice.row.per_month) == ("own-1", 30)


def test_in_the_guide() -> None:
    """The guide prices Stability AI as one: it makes what the models of the family make."""
    choice = choose(table(mixed(prices=GUIDE, model="gpt-image-1")), shipped(), TODAY)
    assert choice is not None
    assert choice.row.key == "stability-ai"

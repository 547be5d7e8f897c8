"""Which service to choose."""

import datetime as dt

import pytest
from hypothesis import given, settings

from pricing.compare.choice import choose, obstacles
from pricing.prices import GUIDE
from pricing.scenario.comparison import Comparison
from pricing.scenario.own import OwnFactor, OwnMachines, OwnPrice
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from pricing.wording.messages import words
from tests.compare.making import comparison, comparisons_of, mixed, rows, table
from tests.making import LANDSCAPE, TODAY, plan, plans, shipped, usd

CHEAP = OwnPrice("Cheap", (("low", usd("0.000001")), ("medium", usd("0.000001")), ("high", usd("0.000001"))))


def test_cheapest_of_the_start() -> None:
    """Midjourney has no API, DALL-E 3 and GPT Image 1 are gone: Stability AI is left."""
    choice = choose(table(mixed()), TODAY)
    assert choice is not None
    assert choice.row.key == "stability-ai"
    assert (choice.row.per_month, choice.saving, choice.needed_from) == (1155, usd("967.44"), None)


@settings(max_examples=80)
@given(scenario=plans(), terms=comparisons_of())
def test_nothing_cheaper_would_do(scenario: Scenario, terms: Comparison) -> None:
    """Every service that costs less lacks a tier, a size, an API, or a life through the horizon."""
    found = table(scenario, terms)
    choice = choose(found, TODAY)
    after = scenario.end.first_day
    fits = []
    for row in found.rows:
        listed = [shipped().listed.entries.get(entry.model.id, entry) for entry in row.entries]
        ends = [entry.model.life.shut_down for entry in listed if entry.model.life.shut_down]
        lives = all(end >= after and end > TODAY for end in ends)
        if row.per_month is not None and lives and not row.moves and not any(e.model.no_api for e in row.entries):
            fits.append(row.per_month)
    assert (choice is None) == (not fits)
    if choice is not None:
        assert choice.row.per_month == min(fits)
        assert not obstacles(choice.row, scenario, TODAY)


@pytest.mark.parametrize(
    ("service", "text"),
    [
        ("midjourney", "no API"),
        ("dall-e-3", "has no price here for low quality"),
        ("gpt-image-1", "no longer sold since 23 Oct 2026"),
        ("gpt-image-1-mini", "ends 1 Dec 2026"),
    ],
)
def test_what_keeps_a_service_out(service: str, text: str) -> None:
    scenario = mixed()
    row = rows(scenario, comparison(services=(service,)))[service]
    assert any(text in words(what) for what in obstacles(row, scenario, TODAY))


def test_a_model_that_ends_after_the_horizon_can_be_chosen() -> None:
    scenario = mixed(months=1, start=Month(2026, 11))
    row = rows(scenario, comparison(services=("gpt-image-1-mini",)))["gpt-image-1-mini"]
    assert row.ends == dt.date(2026, 12, 1)
    assert obstacles(row, scenario, TODAY) == []


def test_a_change_is_needed_when_the_plans_model_ends() -> None:
    choice = choose(table(mixed(model="gpt-image-1-mini"), comparison(own=(CHEAP,))), TODAY)
    assert choice is not None
    assert choice.needed_from == dt.date(2026, 12, 1)
    assert choice.row.key == "own-1"


@pytest.mark.parametrize("model", ["gpt-image-2", "gpt-image-2.5-flare"])
def test_no_change_is_needed_while_it_lives(model: str) -> None:
    choice = choose(table(mixed(model=model)), TODAY)
    assert choice is not None
    assert choice.needed_from is None


def test_no_saving_against_a_model_without_a_price() -> None:
    choice = choose(table(mixed(model="mai-image-2.6", refs=1)), TODAY)
    assert choice is not None
    assert choice.saving is None


def test_the_plans_own_model_may_be_the_choice() -> None:
    choice = choose(table(mixed(), comparison(services=("dall-e-3",))), TODAY)
    assert choice is not None
    assert (choice.row.key, choice.saving) == ("gpt-image-2", 0)


def test_no_choice() -> None:
    assert choose(table(mixed(model="dall-e-3"), comparison(services=("midjourney",))), TODAY) is None


def test_another_size_is_an_obstacle() -> None:
    scenario = plan(size=LANDSCAPE)
    found = rows(scenario, comparison(services=("flux-2-flex", "mai-image-2.5", "stability-ai")))
    lacks = {key: list(map(words, obstacles(row, scenario, TODAY))) for key, row in found.items()}
    assert lacks["flux-2-flex"] == ["has no price here at 1536x1024"]
    assert lacks["mai-image-2.5"] == ["cannot make 1536x1024"]
    assert lacks["stability-ai"] == []


def test_what_ended_cannot_be_chosen_for_a_plan_of_the_past() -> None:
    """GPT Image 1 lived through a plan of 2026, but nobody can buy it any more."""
    scenario = mixed(start=Month(2026, 1), months=3)
    row = rows(scenario)["gpt-image-1"]
    assert list(map(words, obstacles(row, scenario, TODAY))) == ["no longer sold since 23 Oct 2026"]
    assert obstacles(row, scenario, dt.date(2026, 1, 15)) == []


def test_a_factor_on_a_model_that_ended_cannot_be_chosen() -> None:
    terms = comparison(services=(), own=(OwnFactor("Relay", "gpt-image-1", usd("0.0001")),))
    choice = choose(table(mixed(), terms), TODAY)
    assert choice is not None
    assert choice.row.key == "gpt-image-2"


def test_machines_can_be_chosen() -> None:
    choice = choose(table(mixed(), comparison(own=(OwnMachines("Rig", usd("1"), 1000),))), TODAY)
    assert choice is not None
    assert (choice.row.key, choice.row.per_month) == ("own-1", 30)


def test_in_the_guide() -> None:
    choice = choose(table(mixed(prices=GUIDE, model="gpt-image-1")), TODAY)
    assert choice is not None
    assert choice.row.key == "stability-ai"

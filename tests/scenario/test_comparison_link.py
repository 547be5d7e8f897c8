"""The comparison in a link: read and written without loss, wrong values reported, never replaced."""

from dataclasses import replace
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.compare.table import compare
from pricing.prices.services import services
from pricing.scenario import link
from pricing.scenario.comparison import MOST_SERVICES, START_SERVICES, Comparison, completed
from pricing.scenario.faults import Problem
from pricing.scenario.fields import OF
from pricing.scenario.scenario import Scenario
from pricing.wording.messages import words
from tests.compare.making import comparison, comparisons_of, from_query, mixed, query_of
from tests.making import TODAY, plans, shipped
from tests.pages import planner

ALL = tuple(services(shipped().listed))
KEYS = tuple(field.key for field in OF["comparison"])


def problems(query: str) -> tuple[Problem, ...]:
    """What is wrong with a link that must not be valid."""
    reading = link.parse(query, shipped(), TODAY)
    assert reading.scenario is None
    return reading.problems


def written(terms: Comparison) -> dict[str, str]:
    """The keys of a comparison in a link, and their texts."""
    texts = link.write(replace(mixed(), comparison=terms))
    return {key: text for key, text in texts.items() if key in KEYS}


@settings(max_examples=150)
@given(terms=comparisons_of())
def test_read_is_what_was_written(terms: Comparison) -> None:
    assert tuple(written(terms)) == KEYS
    read = from_query(urlencode(written(terms))).comparison
    assert read == completed(terms, shipped().listed)
    assert written(read) == written(completed(terms, shipped().listed))
    start = services(shipped().listed)
    for key in terms.services:
        assert read.mapped(key) == (terms.mapped(key) or start[key].start_names())


@settings(max_examples=60)
@given(scenario=plans(most=3), terms=comparisons_of())
def test_a_link_shows_the_same_figures_again(scenario: Scenario, terms: Comparison) -> None:
    compared = replace(scenario, comparison=completed(terms, shipped().listed))
    again = from_query(query_of(compared))
    assert again == compared
    before, after = compare(compared, shipped()), compare(again, shipped())
    assert [(row.key, row.per_month, row.moves) for row in before.rows] == [
        (row.key, row.per_month, row.moves) for row in after.rows
    ]
    assert before.left_out == after.left_out


def test_a_map_of_the_plans_model_stays_when_it_is_no_listed_service() -> None:
    """The scenario's model is always a row, so what its tiers buy is part of the link."""
    scenario = from_query("model=gpt-image-2&services=gpt-image-1&map=gpt-image-2:high/high/high")
    again = from_query(query_of(scenario))
    assert compare(scenario, shipped()).present.per_month == compare(again, shipped()).present.per_month
    assert compare(again, shipped()).present.per_month != compare(mixed(), shipped()).present.per_month


def test_no_keys_no_comparison() -> None:
    reading = link.parse("images=5&model=gpt-image-1", shipped(), TODAY)
    assert reading.scenario is not None
    assert reading.scenario.comparison is None


@pytest.mark.parametrize("key", KEYS)
def test_one_key_is_enough(key: str) -> None:
    terms = from_query(urlencode({key: written(comparison(relax=5))[key]})).comparison
    assert terms is not None
    assert terms.services == START_SERVICES
    assert terms.relax == (5 if key == "relax" else 0)


def test_no_services_is_the_plans_model_alone() -> None:
    scenario = from_query("services=")
    assert [row.key for row in compare(scenario, shipped()).rows] == [scenario.workloads[0].model]


@pytest.mark.parametrize(
    ("field", "value", "accepted"),
    [
        ("services", "nothing", "different services of the price book"),
        ("services", "gpt-image-1,gpt-image-1", "different services of the price book"),
        ("services", "gpt-image-1,", "different services of the price book"),
        ("services", "GPT-Image-1", "different services of the price book"),
        ("services", ",".join(ALL[: MOST_SERVICES + 1]), f"up to {MOST_SERVICES}"),
        ("map", "gpt-image-1", "service:low/medium/high"),
        ("map", "gpt-image-1:low/medium", "service:low/medium/high"),
        ("map", "nothing:low/medium/high", "service:low/medium/high"),
        ("map", "dall-e-3:-/hd/hd,dall-e-3:-/hd/hd", "service:low/medium/high"),
        ("map", "dall-e-3:low/hd/hd", "standard, hd, or -"),
        ("map", "stability-ai:standard/-/-", "sd-3.5-flash"),
        ("missing", "ignore", "move or leave"),
        ("term", "yearly", "monthly or annual"),
        ("relax", "101", "from 0 to 100 percent"),
        ("relax", "-1", "from 0 to 100 percent"),
        ("relax", "1.234", "from 0 to 100 percent"),
        ("relax", "", "from 0 to 100 percent"),
        ("company", "true", "no or yes"),
        ("stealth", "", "no or yes"),
        ("own", "x", "name~price~low~medium~high"),
        ("own", "x~factor~gpt-image-1~0", "above 0"),
        ("own", "a~gpu~1~1;a~gpu~1~2", "a different name"),
    ],
)
def test_wrong_values(field: str, value: str, accepted: str) -> None:
    (problem,) = problems(urlencode({field: value}))
    assert problem.field == field
    assert problem.got in (value, f"{value[:60]}... ({len(value):,} characters)")
    assert accepted in words(problem.problem)


def test_an_unknown_service_is_named() -> None:
    (problem,) = problems("services=gpt-image-1,flux-99")
    assert "flux-99" in words(problem.problem)


@pytest.mark.parametrize("key", KEYS)
def test_a_repeated_key(key: str) -> None:
    text = written(Comparison())[key]
    (problem,) = problems(urlencode([(key, text), (key, text)]))
    assert problem.field == key
    assert "one value" in words(problem.problem)


def test_every_problem_is_reported_at_once() -> None:
    fields = [problem.field for problem in problems("images=-1&term=x&company=x&own=x")]
    assert fields == ["images", "term", "company", "own"]


@settings(max_examples=400)
@given(key=st.sampled_from(KEYS), text=st.text(max_size=200) | st.text(",:/-;~.0123gptimage", max_size=80))
def test_any_text_is_read_or_reported(key: str, text: str) -> None:
    reading = link.parse(urlencode({key: text}, errors="replace"), shipped(), TODAY)
    if reading.scenario is None:
        assert [problem.field for problem in reading.problems] == [key]
        assert all(len(problem.got) < 100 and words(problem.problem) for problem in reading.problems)
    else:
        assert reading.scenario.comparison is not None
        assert from_query(query_of(reading.scenario)) == reading.scenario


@settings(max_examples=60)
@given(size=st.integers(1_000, 40_000), key=st.sampled_from(KEYS))
def test_long_texts_are_reported(size: int, key: str) -> None:
    assert problems(urlencode({key: "a" * size}))


def test_keys_stay_on_the_plan_page() -> None:
    terms = comparison(services=("dall-e-3", "midjourney"), relax=20, company="yes", missing="leave", term="annual")
    query = query_of(replace(mixed(), comparison=completed(terms, shipped().listed)))
    at = planner.opened(query)
    assert not at.error
    pairs = link.pairs(query)
    assert isinstance(pairs, list)
    assert planner.query(at) == urlencode(pairs)
    planner.move(at, images="2000")
    kept = planner.address(at)
    assert kept["images"] == "2000"
    assert {key: kept[key] for key in KEYS} == written(completed(terms, shipped().listed))


def test_a_link_without_a_comparison_gets_none_on_the_plan_page() -> None:
    at = planner.opened("images=700")
    assert not set(planner.address(at)) & set(KEYS)

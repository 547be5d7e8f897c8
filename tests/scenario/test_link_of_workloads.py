"""Links of several workloads, version 2: written only where it is needed, read strictly, nothing lost."""

from dataclasses import replace
from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.bill.estimate import estimate
from pricing.prices import PriceBooks
from pricing.scenario import link
from pricing.scenario.comparison import Comparison
from pricing.scenario.examples import PRESETS
from pricing.scenario.fields import OF
from pricing.scenario.scenario import MOST_WORKLOADS, Scenario
from pricing.scenario.workload import folded
from pricing.values.exact import EXACT
from pricing.wording.messages import words
from tests.compare.making import comparisons_of
from tests.making import TODAY, plan, plans, several, shipped, usd, workload

ONE = "prices=2026-11-24&model=gpt-image-2&images=1000"


def query_of(scenario: Scenario) -> str:
    return link.query_string(link.write(scenario))


def problems(query: str) -> list[tuple[str, str]]:
    reading = link.parse(query, shipped(), TODAY)
    assert (reading.scenario is None) == bool(reading.problems)
    return [(problem.field, words(problem.problem)) for problem in reading.problems]


@settings(max_examples=60)
@given(scenario=plans(most=MOST_WORKLOADS), compared=st.none() | comparisons_of())
def test_a_written_scenario_reads_back_the_same(scenario: Scenario, compared: Comparison | None) -> None:
    if compared is not None:
        scenario = replace(scenario, comparison=compared)
        scenario = link.read(link.write(scenario).items(), shipped(), TODAY).scenario or scenario
    reading = link.parse(query_of(scenario), shipped(), TODAY)
    assert reading == link.Reading(scenario)
    assert link.nearest(link.write(scenario).items(), shipped(), TODAY) == scenario


@settings(max_examples=40)
@given(scenario=plans(most=MOST_WORKLOADS))
def test_the_lowest_version_that_can_carry_it_is_written(scenario: Scenario) -> None:
    texts = link.write(scenario)
    simple = len(scenario.workloads) == 1 and not scenario.workloads[0].name
    assert texts["v"] == ("1" if simple else "2")
    assert simple == (not any("." in key or key == "name" for key in texts))


def test_a_simple_scenario_of_version_2_is_written_as_version_1() -> None:
    scenario = link.parse(f"v=2&{ONE}", shipped(), TODAY).scenario
    assert scenario is not None
    assert link.write(scenario)["v"] == "1"


def test_the_written_form_of_two_workloads() -> None:
    first = workload(name="Thumbnails")
    second = workload(name="Hero & more", model="gpt-image-2.5-flare", images=50, quality=first.quality, refs="1.50")
    assert query_of(several(first, second)) == (
        "v=2&prices=2026-11-24&name=Thumbnails&model=gpt-image-2&images=1000&days=30&quality=0-100-0&size=1024x1024"
        "&prompt=100&refs=0&refsize=1024x1024&fidelity=low&tries=1&reuse=0&batch=0&discount=0&growth=0&start=2026-11"
        "&months=12&2.name=Hero+%26+more&2.model=gpt-image-2.5-flare&2.images=50&2.quality=0-100-0&2.refs=1.5"
    )


def test_keys_that_a_further_workload_lacks_mean_their_start_values() -> None:
    scenario = link.parse(f"v=2&{ONE}&2.name=Hero", shipped(), TODAY).scenario
    assert scenario is not None
    first, second = scenario.workloads
    assert first.name == "Workload 1"
    alone = link.parse("", shipped(), TODAY).scenario
    assert alone is not None
    assert second == replace(alone.workloads[0], name="Hero")


def test_eight_workloads_make_a_link_under_2000_characters() -> None:
    """Each on another model, with every lever moved that people move."""
    models = (
        "gpt-image-2",
        "gpt-image-1.5",
        "gpt-image-1-mini",
        "gpt-image-2.5-flare",
        "gpt-image-2.5-sunburst",
        "gemini-2.5-flash-image",
        "flux-2-pro",
        "stable-image-ultra",
    )
    made = [
        workload(
            name=f"Marketing pictures no. {number}",
            model=model,
            images=12_345,
            refs="1.5",
            tries="1.35",
            reuse="12.5",
            batch="40",
            discount="7.5",
            growth="8.25",
            prompt=320,
        )
        for number, model in enumerate(models, 1)
    ]
    assert len(f"https://planner.example.com/?{query_of(several(*made, budget=usd('25000')))}") < 2_000


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("2.name=Hero&2.images=many", "2.images"),
        ("2.name=Hero&2.model=gpt-9", "2.model"),
        ("2.name=Hero&2.model=midjourney", "2.model"),
        ("2.name=Hero&2.quality=50-50-50", "2.quality"),
        ("2.name=Hero&2.size=huge", "2.size"),
        ("2.name=Hero&2.tries=0", "2.tries"),
        ("2.name=", "2.name"),
        ("2.name=%20Hero", "2.name"),
        ("2.name=Hero%0A", "2.name"),
        ("2.name=" + "x" * 41, "2.name"),
        ("name=&2.name=Hero", "name"),
        ("2.images=5", "2.name"),
        ("3.name=Hero", "2.name"),
        ("2.name=Hero&4.name=More", "3.name"),
        ("name=Hero&2.name=Hero", "2.name"),
        ("name=Hero&2.name=HERO", "2.name"),
        ("2.name=Workload 1", "2.name"),
        ("2.name=Hero&3.name=More&3.name=More", "3.name"),
        ("9.name=Ninth&" + "&".join(f"{number}.name=W{number}" for number in range(2, 9)), "9.name"),
    ],
)
def test_a_wrong_value_is_named_with_its_workload(query: str, field: str) -> None:
    assert [found for found, _ in problems(f"v=2&{ONE}&{query}")] == [field]


def test_every_field_of_a_workload_refuses_nonsense_and_repetition() -> None:
    for field in OF["workload"]:
        key = f"2.{field.key}"
        name = "" if field.key == "name" else "&2.name=Hero"
        assert [found for found, _ in problems(f"v=3&{ONE}{name}&{key}=%00")] == [key]
        assert key in [found for found, _ in problems(f"v=3&{ONE}{name}&{key}=1&{key}=1")]


def test_a_ninth_workload_is_answered() -> None:
    rest = "&".join(f"{number}.name=W{number}" for number in range(2, 10))
    assert problems(f"v=2&{ONE}&{rest}") == [("9.name", "a scenario has at most 8 workloads")]


@pytest.mark.parametrize("key", ["2.budget", "2.days", "2.prices", "2.own", "1.images", "0.images", "2.colour", "2."])
def test_a_key_that_no_workload_has_is_ignored_and_named(key: str) -> None:
    reading = link.parse(f"v=2&{ONE}&2.name=Hero&{key}=5", shipped(), TODAY)
    assert reading.scenario is not None
    assert reading.ignored == (key,)


@pytest.mark.parametrize("key", ["name", "2.name", "2.images"])
def test_a_link_of_version_1_refuses_a_key_of_version_2(key: str) -> None:
    for version in ("", "v=1&"):
        found = dict(problems(f"{version}{ONE}&{key}=5"))
        assert "v=2" in found[key]


def test_an_unknown_version_is_refused() -> None:
    assert [field for field, _ in problems(f"v=4&{ONE}&2.name=Hero")] == ["v"]


def test_a_model_without_a_price_that_day_is_named(books: PriceBooks) -> None:
    first = books.listed["gpt-image-2.6-flare"].first_priced
    found = problems("v=2&prices=2026-05-01&2.name=Hero&2.model=gpt-image-2.6-flare")
    assert [field for field, _ in found] == ["prices"]
    assert str(first) in found[0][1]


@settings(max_examples=150)
@given(
    pairs=st.lists(
        st.tuples(
            st.builds(
                "{}{}".format,
                st.sampled_from(["", "2.", "3.", "5.", "8.", "9.", "12."]),
                st.sampled_from(["v", "name", "prices", *(field.key for field in OF["workload"])]),
            ),
            st.text(max_size=12) | st.sampled_from(["2", "Hero", "gpt-image-1", "guide-2025-05", "50-50-0", "1e9"]),
        ),
        max_size=12,
    )
)
def test_the_nearest_scenario_is_always_valid(pairs: list[tuple[str, str]]) -> None:
    near = link.nearest([("v", "2"), *pairs], shipped(), TODAY)
    assert link.parse(query_of(near), shipped(), TODAY) == link.Reading(near)
    assert 1 <= len(near.workloads) <= MOST_WORKLOADS


@settings(max_examples=40)
@given(scenario=plans(most=MOST_WORKLOADS))
def test_a_scenario_costs_what_its_workloads_cost_alone(scenario: Scenario) -> None:
    whole = estimate(scenario, shipped())
    alone = [estimate(replace(scenario, workloads=(workload,)), shipped()) for workload in scenario.workloads]
    costs = [one.per_month for one in alone]
    known = [cost for cost in costs if cost is not None]
    with localcontext(EXACT):
        assert whole.per_month == (sum(known, Decimal(0)) if len(known) == len(costs) else None)
    assert whole.lines == tuple(line for one in alone for line in one.lines)


def test_the_guides_three_scenarios_together(books: PriceBooks) -> None:
    (name,) = (name for name in PRESETS if "together" in name)
    scenario = link.read(PRESETS[name].items(), books, TODAY).scenario
    assert scenario is not None
    assert estimate(scenario, books).per_month == usd("19157.25")


def test_adding_and_removing_a_workload() -> None:
    one = plan()
    two = one.with_added(one.workloads[0])
    assert [each.name for each in two.workloads] == ["Workload 1", "Workload 2"]
    assert two.without(1) == one
    named = two.with_workload(0, name="Hero").with_added(workload(name="hero"))
    assert [each.name for each in named.workloads] == ["Hero", "Workload 2", "Workload 3"]
    assert [each.name for each in named.without(1).workloads] == ["Hero", "Workload 3"]
    assert named.without(2).without(1).workloads[0].name == "Hero"


@settings(max_examples=40)
@given(scenario=plans(most=MOST_WORKLOADS - 1))
def test_whatever_is_added_can_stand_in_a_link(scenario: Scenario) -> None:
    more = scenario.with_added(scenario.workloads[-1])
    assert link.parse(query_of(more), shipped(), TODAY) == link.Reading(more)
    names = [folded(each.name) for each in more.workloads]
    assert len(set(names)) == len(names)

"""Every way to save is a whole estimate of a scenario with one field changed."""

from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.bill.estimate import estimate
from pricing.decide import messages
from pricing.decide.joint import joint, reaching
from pricing.decide.savings import Way, at, savings
from pricing.decide.ways import KINDS
from pricing.prices.life import lives_until
from pricing.scenario import link
from pricing.scenario.fields import numbered
from pricing.scenario.mixes import Quality
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT
from pricing.wording.messages import words
from tests.making import TODAY, plan, plans, shipped, uncertain, usd

MIX = Quality(30, 50, 20)


def ways(scenario: Scenario) -> dict[str, Way]:
    return {way.key: way for way in savings(scenario, shipped(), TODAY) if way.workload == 1}


@settings(max_examples=30)
@given(uncertain())
def test_a_saving_is_the_difference_of_two_whole_estimates(scenario: Scenario) -> None:
    now = estimate(scenario, shipped()).per_month
    found = savings(scenario, shipped(), TODAY)
    assert (now is None) == (not found)
    for way in found:
        after = estimate(way.scenario, shipped()).per_month
        assert now is not None
        assert after is not None
        assert (way.per_month, way.saving) == (after, EXACT.subtract(now, after))
        assert way.usable == (way.saving > 0)
        written = link.write(way.scenario)
        assert link.read(written.items(), shipped(), TODAY).scenario == way.scenario
        assert words(messages.effect(way))
        assert way.usable or words(messages.reason(way))


@settings(max_examples=25)
@given(plans(most=3))
def test_a_way_can_be_asked_for_again_by_its_field_alone(scenario: Scenario) -> None:
    for way in savings(scenario, shipped(), TODAY):
        texts = link.write(scenario) | {numbered(way.workload, way.lever): way.after}
        again = link.read(texts.items(), shipped(), TODAY).scenario
        assert again is not None
        assert estimate(again, shipped()).per_month == way.per_month


@settings(max_examples=25)
@given(uncertain())
def test_steps_of_several_ways_add_up_to_the_whole(scenario: Scenario) -> None:
    found = savings(scenario, shipped(), TODAY)
    if not found:
        return
    together = joint(scenario, found, shipped())
    after = estimate(together.scenario, shipped()).per_month
    assert together.per_month == after
    now = estimate(scenario, shipped()).per_month
    assert now is not None
    assert after is not None
    with localcontext(EXACT):
        assert sum((step.saving for step in together.steps), Decimal(0)) == together.saving == now - after
    fields = [(step.way.workload, step.way.lever) for step in together.steps]
    assert len(set(fields)) == len(fields)
    assert len(together.steps) + len(together.left_out) == len(found)
    written = link.write(together.scenario)
    assert link.read(written.items(), shipped(), TODAY).scenario == together.scenario


@settings(max_examples=25, deadline=None)
@given(scenario=plans(most=2), part=st.decimals("0.2", "0.95", places=2))
def test_a_target_is_reached_by_what_is_needed_and_no_more(scenario: Scenario, part: Decimal) -> None:
    now = estimate(scenario, shipped()).per_month
    if not now:
        return
    target = EXACT.multiply(now, part)
    applied = reaching(scenario, target, shipped(), TODAY)
    assert estimate(applied.scenario, shipped()).per_month == applied.per_month
    assert all(step.way.kind not in ("unproven", "ask") for step in applied.steps)
    if applied.per_month > target:
        return
    for step in applied.steps:
        others = joint(scenario, [other.way for other in applied.steps if other is not step], shipped())
        assert others.left_out or others.per_month > target, "without it the target is reached as well"


def test_figures_by_hand() -> None:
    """1,000 medium squares of GPT Image 2: 1,756 tokens at $30 and 100 prompt tokens at $5 a million."""
    found = ways(plan(tries=2))
    image, prompt = usd("0.05268"), usd("0.0005")
    assert found["tries"].per_month == (image + prompt) * usd("1.5") * 30_000
    assert found["reuse"].saving == (image + prompt) * 2 * 30_000 / 5
    assert found["prompt"].saving == prompt / 2 * 2 * 30_000
    assert found["discount"].percent == 10
    assert found["batch"].percent == 50


def test_ways_multiply_and_do_not_add() -> None:
    scenario = plan()
    found = ways(scenario)
    together = joint(scenario, [found["batch"], found["reuse"]], shipped())
    now = estimate(scenario, shipped()).per_month
    assert now is not None
    assert together.per_month == now * usd("0.5") * usd("0.8")
    assert together.saving < found["batch"].saving + found["reuse"].saving


def test_two_ways_of_one_field_exclude_each_other() -> None:
    scenario = plan(quality=MIX)
    found = ways(scenario)
    together = joint(scenario, [found["quality-high"], found["quality-medium"]], shipped())
    assert [step.way.key for step in together.steps] == ["quality-high"]
    assert [(left.way.key, left.because) for left in together.left_out] == [("quality-medium", "same-field")]
    assert together.left_out[0].of is found["quality-high"]


def test_quality_moves_one_tier_down() -> None:
    found = ways(plan(quality=MIX))
    assert [found[key].after for key in ("quality-high", "quality-medium")] == ["30-60-10", "55-25-20"]
    assert [found[key].most for key in ("quality-high", "quality-medium")] == ["30-70-0", "80-0-20"]


@pytest.mark.parametrize(
    ("changes", "key", "reason"),
    [
        ({}, "quality-high", "no-high"),
        ({}, "refs", "no-references"),
        ({"prompt": 0}, "prompt", "no-prompt"),
        ({}, "tries", "one-try"),
        ({"batch": 100}, "batch", "all-batch"),
        ({"reuse": 95}, "reuse", "all-reused"),
        ({"discount": 90}, "discount", "most-discount"),
        ({"refs": 1}, "fidelity", "no-fidelity"),
        ({"model": "gpt-image-1.5", "refs": 1}, "fidelity", "fidelity-low"),
        ({"images": 0}, "tries", "one-try"),
        ({"images": 0}, "batch", "no-images"),
        ({"model": "flux-2-pro"}, "batch", "no-batch-rates"),
    ],
)
def test_a_way_that_cannot_be_used_says_why(changes: dict[str, object], key: str, reason: str) -> None:
    way = ways(plan(**changes))[key]
    assert (way.reason, way.usable, way.saving, way.after) == (reason, False, 0, way.before)


def test_high_fidelity_can_be_taken_back() -> None:
    way = ways(plan(model="gpt-image-1.5", refs=1, fidelity="high"))["fidelity"]
    assert (way.before, way.after, way.usable) == ("high", "low", True)


def test_what_is_not_worth_the_effort_is_marked() -> None:
    found = ways(plan())
    assert not found["prompt"].worth
    assert 0 < found["prompt"].part < 1
    assert found["batch"].worth
    assert found["batch"].part == 100


def test_a_slider_stays_on_the_grid_between_now_and_its_most() -> None:
    found = ways(plan(tries=3))
    assert at(found["tries"], usd("1.23456")).after == "1.2346"
    assert at(found["tries"], usd("7")).saving == 0
    assert at(found["tries"], usd("7")).usable
    assert at(found["tries"], usd("0")).after == "1"
    assert at(found["batch"], usd("40")).percent == 20
    assert at(found["model"], usd("40")) == found["model"]


def test_a_model_that_does_not_fit_is_not_offered() -> None:
    scenario = plan(quality=MIX, refs=1)
    for key in ("model", "model-line"):
        way = ways(scenario)[key]
        entry = shipped().listed[way.after]
        assert set(entry.model.tiers) == {"low", "medium", "high"}
        assert not entry.model.no_api
        assert lives_until(entry.model.life.shut_down, scenario.end)
        (before,), (after,) = scenario.workloads, way.scenario.workloads
        assert (after.quality, after.size) == (before.quality, before.size)


def test_batch_names_the_page_of_its_rates_and_promises_no_hours() -> None:
    way = ways(plan())["batch"]
    assert way.source is not None
    assert way.source.title == "OpenAI API pricing: Batch"
    assert "hour" not in words(messages.effect(way))


def test_the_largest_saving_of_a_kind_comes_first_and_what_cannot_be_used_last() -> None:
    ways = savings(plan(quality=MIX), shipped(), TODAY)
    assert [way.usable for way in ways] == sorted((way.usable for way in ways), reverse=True)
    for kind in KINDS:
        for ranked in (True, False):
            of_kind = [way.saving for way in ways if way.usable and way.kind == kind and way.ranked == ranked]
            assert of_kind == sorted(of_kind, reverse=True)


def test_ways_whose_share_is_the_readers_have_no_rank() -> None:
    found = ways(plan(quality=MIX, tries=2, refs=1, model="gpt-image-1.5", fidelity="high"))
    assert {way.key for way in found.values() if not way.ranked} == {
        "quality-high",
        "quality-medium",
        "refs",
        "tries",
        "reuse",
    }


def test_reuse_is_not_proposed_for_images_made_from_references() -> None:
    assert ways(plan(refs=1))["reuse"].reason == "made-from-references"
    assert ways(plan())["reuse"].usable


@pytest.mark.parametrize("quality", [MIX, plan().workloads[0].quality], ids=str)
def test_a_saving_by_fewer_tokens_says_what_it_is_at_the_same_tokens(quality: Quality) -> None:
    scenario = plan(quality=quality)
    way = ways(scenario)["model-equal"]
    assert way.after == "gpt-image-2.5-sunburst"
    same = way.at_same_tokens
    assert same is not None
    asked = link.read(
        (link.write(scenario) | {"v": "3", "model": way.after, "buys": same.buys}).items(), shipped(), TODAY
    ).scenario
    assert asked == same.scenario
    again = estimate(asked, shipped()).per_month
    assert again is not None
    assert again == same.per_month
    assert same.saving == scenario_cost(scenario) - again
    told = messages.like_for_like(way)
    assert told is not None
    assert "It takes fewer tokens for the same quality" in words(told)


def scenario_cost(scenario: Scenario) -> Decimal:
    cost = estimate(scenario, shipped()).per_month
    assert cost is not None
    return cost


def test_a_way_that_changes_no_model_has_no_other_tokens() -> None:
    assert all(way.at_same_tokens is None for way in savings(plan(), shipped(), TODAY) if way.lever != "model")

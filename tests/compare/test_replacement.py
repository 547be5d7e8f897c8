"""The model that takes over from one that ends: alive, priced, and the successor where there is one."""

import datetime as dt
import math
from pathlib import Path
from typing import Any

import pytest

from pricing.bill.bills import bill
from pricing.bill.estimate import estimate
from pricing.bill.quantities import output_tokens
from pricing.compare.replacement import (
    Replacement,
    bill_nearby,
    ends_in_plan,
    replacement,
    switch_to_replacement,
    with_replacement,
)
from pricing.prices import GuidePrices, ListPrices, PriceBooks, load
from pricing.prices.rules import TokenOutput
from pricing.scenario.mixes import Quality
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from tests.making import TINY, TODAY, changed, plan, price_folder, several, shipped, varied, workload

ENDING = sorted(model for model in shipped().listed.priced if shipped().listed[model].model.life.shut_down is not None)


def of_first(scenario: Scenario, books: PriceBooks, today: dt.date = TODAY) -> Replacement | None:
    return replacement(scenario.workloads[0], scenario, books, today)


def chosen(books: PriceBooks, today: dt.date = TODAY, **changes: Any) -> str | None:
    found = of_first(plan(**changes), books, today)
    return None if found is None else found.entry.model.id


@pytest.mark.parametrize(
    ("model", "expected"),
    [
        ("gpt-image-1", "gpt-image-2.6-sunburst"),
        ("gpt-image-1-mini", "gpt-image-2.6-sunburst"),
        ("dall-e-3", "gpt-image-2.6-sunburst"),
        ("gemini-2.5-flash-image", "gemini-3.1-flash-lite-image"),
        ("gemini-3.1-flash-image", "gemini-nano-banana-2.1"),
        ("azure-gpt-image-1.5", "azure-gpt-image-2"),
        ("nova-canvas", "bedrock-stable-image-core"),
        ("imagen-4", "gemini-nano-banana-2.1"),
    ],
)
def test_the_replacement_of_a_model_that_ends(books: PriceBooks, model: str, expected: str | None) -> None:
    """GPT Image 2.6 is the named successor of OpenAI's models; Azure's 2.5 ends within the plan."""
    months = 10 if model.startswith("azure") else 12
    start = Month(2026, 12) if model.startswith("azure") else Month(2026, 11)
    assert chosen(books, model=model, start=start, months=months) == expected


@pytest.mark.parametrize("start", [Month(2020, 1), Month(2026, 1), Month(2026, 11), Month(2027, 6)])
def test_a_replacement_lives_through_the_plan_and_has_a_price(books: PriceBooks, start: Month) -> None:
    for model in ENDING:
        scenario = plan(model=model, start=start, months=6, quality=Quality(30, 50, 20))
        found = of_first(scenario, books)
        if found is None:
            continue
        assert found.entry.model.id != model
        assert found.bill.per_month is not None
        assert found.bill.per_month > 0
        assert found.bill == bill(found.bill.workload, varied(scenario, prices=TODAY), books)
        assert found.bill.workload.images == scenario.images
        end = found.entry.model.life.shut_down
        assert end is None or end >= scenario.end.first_day
        assert end is None or end > TODAY


@pytest.mark.parametrize(("refs", "expected"), [(0, "mai-image-2.6"), (1, None)])
def test_a_replacement_must_price_the_whole_plan(books: PriceBooks, refs: int, expected: str | None) -> None:
    """What a reference image takes of the successor is not known."""
    assert chosen(books, model="mai-image-2.5", refs=refs) == expected


def test_a_plan_on_the_guide_is_replaced_from_the_list(books: PriceBooks) -> None:
    found = of_first(plan(model="gpt-image-1", prices=GuidePrices()), books)
    assert found is not None
    assert found.entry.model.id == "gpt-image-2.6-sunburst"
    assert found.bill.card is books.rate_card("gpt-image-2.6-sunburst", ListPrices(TODAY))
    assert chosen(books, model="stability-ai", prices=GuidePrices()) is None


def test_a_model_that_has_no_price_yet_replaces_nothing(books: PriceBooks) -> None:
    day = dt.date(2026, 9, 7)
    assert chosen(books, day, model="gpt-image-1", prices=day, months=1) == "gpt-image-2"
    assert chosen(books, dt.date(2026, 9, 8), model="gpt-image-1", prices=day, months=1) == "gpt-image-2.5-flare"


def two_services(tmp_path: Path, life: str) -> PriceBooks:
    """The tiny model with an end, and another maker's model as its successor."""
    old = changed(TINY, 'released = 2026-01-01, source = "page"', life)
    new = TINY.replace('"tiny"', '"next"').replace('"Tiny"', '"Next"').replace('"Maker"', '"Other"')
    folder = price_folder(tmp_path, maker=changed(old, "[[models]]", new[new.index("[[models]]") :] + "\n[[models]]"))
    return load(folder)


@pytest.mark.parametrize(
    ("life", "expected"),
    [
        ('released = 2026-01-01, shut_down = 2026-06-01, successor = "next", source = "page"', "next"),
        ('released = 2026-01-01, shut_down = 2026-06-01, source = "page"', None),
    ],
)
def test_a_successor_may_be_of_another_service(tmp_path: Path, life: str, expected: str | None) -> None:
    books = two_services(tmp_path, life)
    assert chosen(books, model="tiny", prices=dt.date(2026, 3, 1)) == expected


def switch(scenario: Scenario, place: int = 0) -> str | None:
    event = switch_to_replacement(estimate(scenario, shipped()), place, shipped(), TODAY)
    return None if event is None else str(event)


def test_the_switch_is_in_the_first_month_without_the_model() -> None:
    assert switch(plan(model="gpt-image-1.5")) == "2026-12:model:gpt-image-2.6-sunburst"
    two = several(workload(name="A"), workload(name="B", model="gpt-image-1.5"))
    assert switch(two, 0) is None
    assert switch(two, 1) == "2026-12@2:model:gpt-image-2.6-sunburst"


@pytest.mark.parametrize(
    "changes",
    [
        {"model": "gpt-image-2"},
        {"model": "gpt-image-1.5", "months": 1},
        {"model": "gpt-image-1.5", "events": "2026-12:model:gpt-image-2"},
        {"model": "gpt-image-1", "prices": GuidePrices()},
    ],
    ids=["it-lives", "it-lives-through-the-plan", "it-is-left-by-then", "not-in-the-guide"],
)
def test_no_switch(changes: dict[str, Any]) -> None:
    assert switch(plan(**changes)) is None


def test_a_workload_without_a_price_is_offered_at_what_has_one() -> None:
    scenario = several(workload(name="A"), workload(name="B", model="dall-e-3", quality=Quality(30, 50, 20)))
    whole = estimate(scenario, shipped())
    assert bill_nearby(whole, 0, shipped()) is None
    nearby = bill_nearby(whole, 1, shipped())
    assert nearby is not None
    assert nearby.workload.quality == Quality(0, 80, 20)
    assert nearby.per_month == estimate(scenario.with_replaced(1, nearby.workload), shipped()).bills[1].per_month


@pytest.mark.parametrize(("model", "ends"), [("gpt-image-2", False), ("gpt-image-1.5", True), ("gpt-image-1", True)])
def test_which_models_end_in_the_plan(model: str, ends: bool) -> None:
    scenario = plan(model=model)
    assert ends_in_plan(estimate(scenario, shipped()).bills[0], scenario, TODAY) is ends


def test_a_replacement_is_taken_at_todays_prices() -> None:
    scenario = several(workload(name="A", model="stability-ai"), workload(name="B"), prices=GuidePrices())
    scenario = scenario.with_workload(1, model="gpt-image-1")
    other = replacement(scenario.workloads[1], scenario, shipped(), TODAY)
    assert other is not None
    after = with_replacement(scenario, 1, other.bill, shipped(), TODAY)
    assert after.prices == ListPrices(TODAY)
    assert [each.model for each in after.workloads] == ["gpt-image-2", other.entry.model.id]


def test_at_like_effort_its_qualities_take_the_nearest_tokens() -> None:
    """High of GPT Image 1 takes 4,160 tokens: of GPT Image 2.6 none takes as many, and no other is nearer."""
    scenario = plan(model="gpt-image-1", quality=Quality(30, 50, 20))
    other = replacement(scenario.workloads[0], scenario, shipped(), TODAY)
    assert other is not None
    assert other.like is not None
    assert other.like.workload.buys != ()
    assert other.like.per_month is not None
    was_rule, now_rule = shipped().listed["gpt-image-1"].output_rule, other.entry.output_rule
    assert isinstance(was_rule, TokenOutput)
    assert isinstance(now_rule, TokenOutput)
    size = scenario.workloads[0].size.main
    for tier, name in zip(("low", "medium", "high"), other.like.workload.buys, strict=True):
        was = output_tokens(was_rule, tier, size)
        taken = {quality: output_tokens(now_rule, quality, size) for quality in ("low", "high", name)}
        assert was is not None
        gap = {quality: abs(math.log(tokens / was)) for quality, tokens in taken.items() if tokens}
        assert gap[name] == min(gap.values())

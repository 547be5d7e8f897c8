"""The memo: every sentence has a figure, and every figure is one of the API's answers."""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pricing.bill.estimate import estimate
from pricing.bill.forecast import dearest_month, forecast
from pricing.compare.advice import advise, without_advice
from pricing.compare.live import cheapest_live
from pricing.compare.table import compare
from pricing.decide.savings import first, savings
from pricing.export.comparisons import compare_data
from pricing.export.decisions import decide_data
from pricing.export.estimates import estimate_data
from pricing.export.memo import Memo, memo, to_markdown
from pricing.scenario import link
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from pricing.values.size import Size
from pricing.wording.messages import Figure, Items, Message, Money, Percent, Sentences, words
from tests.compare.making import from_query
from tests.making import TODAY, plan, shipped, uncertain, usd

NUMBER = re.compile(r"[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")
HEADINGS = [
    "What we recommend",
    "Because",
    "What we give up",
    "What the plan costs as it is",
    "How sure we are",
    "What would change the recommendation",
    "What to do next",
]


def made(scenario: Scenario, today: dt.date = TODAY) -> Memo:
    return memo(estimate(scenario, shipped()), shipped(), today)


def answered(scenario: Scenario) -> set[str | Decimal]:
    """Every value in what the API answers."""
    whole = estimate(scenario, shipped())
    table = compare(scenario, shipped())
    answers = (
        estimate_data(whole, shipped(), TODAY),
        decide_data(scenario, shipped(), TODAY),
        compare_data(table, shipped(), TODAY),
        list(map(words, without_advice(table, cheapest_live(table, shipped(), TODAY), shipped(), TODAY))),
    )

    def leaves(data: Any) -> Iterator[str | Decimal]:
        match data:
            case dict():
                for value in data.values():
                    yield from leaves(value)
            case list():
                for value in data:
                    yield from leaves(value)
            case bool() | None:
                pass
            case int():
                yield Decimal(data)
            case str():
                yield data
                yield data.removeprefix("../")
                yield from (Decimal(number.replace(",", "")) for number in NUMBER.findall(data))
                with suppress(InvalidOperation):
                    yield Decimal(data)

    return {value for answer in answers for value in leaves(answer)}


def figures_of(figure: Figure) -> Iterator[Decimal | str]:
    """The figures of a message and of those within it."""
    match figure:
        case Message():
            for _, place in figure.places:
                yield from figures_of(place)
        case Items(several) | Sentences(several):
            for place in several:
                yield from figures_of(place)
        case Money(usd_):
            yield usd_
        case Percent(of_hundred):
            yield Decimal(of_hundred)
        case Month() | dt.date():
            yield str(figure)
        case int() | Decimal():
            yield Decimal(figure)


@settings(max_examples=60, deadline=None)
@given(uncertain() | uncertain(models=("gpt-image-2", "gpt-image-1.5")), st.none() | st.integers(1, 9))
def test_every_sentence_has_a_figure_and_every_figure_is_in_the_answers(scenario: Scenario, budget: int | None) -> None:
    texts = link.write(scenario) | ({} if budget is None else {"budget": str(10**budget)})
    asked = link.read(texts.items(), shipped(), TODAY).scenario
    assert asked is not None
    written, known = made(asked), answered(asked)
    assert [words(part.heading) for part in written.parts] == [
        heading for heading in HEADINGS if heading in {words(part.heading) for part in written.parts}
    ]
    for part in written.parts:
        for sentence in part.sentences:
            of_names = sentence.places and all(place in known for _, place in sentence.places)
            has_figure = any(char.isdigit() for char in words(sentence))
            assert has_figure or words(sentence) in known or of_names, words(sentence)
            for figure in figures_of(sentence):
                assert figure in known, (words(sentence), figure)


def test_the_start_plan_has_every_part() -> None:
    written = made(plan(budget=usd(5000)))
    assert [words(part.heading) for part in written.parts] == HEADINGS
    text = to_markdown(estimate(plan(), shipped()), shipped(), TODAY)
    assert (
        "- Batch the images that can wait (0% → 100%): it saves $797.70 a month, $9,572.40 over the 12 months." in text
    )
    assert "https://developers.openai.com/api/docs/pricing" in text


@settings(max_examples=60, deadline=None)
@given(uncertain(models=("gpt-image-2", "flux-2-pro")), st.integers(1, 19))
def test_it_says_whether_the_change_brings_the_plan_within_its_budget(scenario: Scenario, part: int) -> None:
    """Held against a whole estimate of the changed plan."""
    before = dearest_month(forecast(estimate(scenario, shipped())))
    assume(before is not None and before[1] >= 1)
    assert before is not None
    scenario = replace(scenario, budget=max(usd("0.01"), round(before[1] * part / 10, 2)))
    assert scenario.budget is not None
    text = to_markdown(estimate(scenario, shipped()), shipped(), TODAY)
    named = [way for way in first(savings(scenario, shipped(), TODAY)) if way.kind != "less"]
    if "every month is within" not in text and "a month is still above" not in text:
        assert before[1] <= scenario.budget or not named or "cannot stay" in text or "Move " in text
        return
    changed = scenario.with_replaced(named[0].workload - 1, named[0].target)
    after = dearest_month(forecast(estimate(changed, shipped())))
    assert after is not None
    assert before[1] > scenario.budget
    assert ("every month is within" in text) == (after[1] <= scenario.budget)


def test_with_growth_it_speaks_of_the_dearest_month_and_the_horizon() -> None:
    text = to_markdown(estimate(plan(growth=20, months=24), shipped()), shipped(), TODAY)
    assert "The most expensive month is Oct 2028: $105,691" in text
    assert "over the 24 months" in text


def test_the_teams_own_trial_outranks_voters() -> None:
    tried = plan(accepted="gpt-image-2:90,gpt-image-2.5-flare:95", batch=100, size=Size(1024, 1536))
    text = to_markdown(estimate(tried, shipped()), shipped(), TODAY)
    assert "In our own trial 95% of its images were accepted, and 90% of those of the present model." in text
    assert "Voters gave it" not in text


@pytest.mark.parametrize("query", ["model=dall-e-3&prices=2025-06-01", "model=gpt-image-1&budget=1500"])
def test_of_what_nobody_can_buy_it_recommends_the_move_alone(query: str) -> None:
    """As Compare does: no saving on a model that has ended, and no further figure of its bill."""
    scenario = from_query(query)
    written, table = made(scenario), compare(scenario, shipped())
    advice = advise(table, cheapest_live(table, shipped(), TODAY), shipped(), TODAY)
    assert advice is not None
    first, because, *_ = written.parts
    assert words(first.sentences[0]).startswith(f"Move to {advice.name}: the plan costs ")
    assert because.sentences == advice.because
    text = to_markdown(estimate(scenario, shipped()), shipped(), TODAY)
    assert "saves" not in text
    assert "What the plan costs as it is" not in text


def test_a_plan_without_a_total_says_why_and_what_the_rest_costs() -> None:
    query = "v=2&name=A&images=1000&2.name=B&2.model=dall-e-3&2.quality=60-0-40"
    *_, part = made(from_query(query)).parts
    assert [words(sentence) for sentence in part.sentences] == [
        "B: DALL-E 3 has no price here for low quality.",
        "Without B a month costs $2,122.44.",
    ]


def test_less_quality_is_a_next_step_and_no_recommendation() -> None:
    """Compare says to stay; a smaller size is for the reader to decide on."""
    written = made(from_query("model=flux-2-pro&images=30000&size=1920x1080&quality=100-0-0&prompt=2000"))
    assert "Keep the plan as it is" in words(written.parts[0].sentences[0])
    assert any("The next smaller size" in words(text) for text in written.parts[-1].sentences)


@pytest.mark.parametrize(
    ("query", "denial"),
    [
        ("v=3&model=flux-2-pro&images=30000&needs=vector", "FLUX.2 pro makes no vectors"),
        ("v=3&model=azure-gpt-image-2.5-sunburst&months=24&needs=text,transparent", "ends 9 Sep 2027"),
        ("v=2&name=A&images=1000&2.name=B&2.model=gpt-image-1.5&2.images=1", "B: GPT Image 1.5 ends 1 Dec 2026"),
    ],
)
def test_what_keeps_a_plan_from_staying_comes_before_any_saving(query: str, denial: str) -> None:
    written = made(from_query(query))
    texts = [words(sentence) for part in written.parts for sentence in part.sentences]
    place = next(place for place, text in enumerate(texts) if denial in text)
    assert "Keep the plan" not in " ".join(texts)
    assert all("saves" not in text for text in texts[:place])


def test_a_model_that_the_plan_leaves_before_it_ends_is_no_reason_to_move() -> None:
    staying = from_query("v=2&model=gpt-image-1.5&images=1000&months=24&events=2026-12:model:gpt-image-2&start=2026-11")
    assert "ends 1 Dec 2026" in to_markdown(estimate(replace(staying, events=()), shipped()), shipped(), TODAY)
    assert "ends 1 Dec 2026" not in to_markdown(estimate(staying, shipped()), shipped(), TODAY)

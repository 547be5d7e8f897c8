"""The memo: every sentence has a figure, and every figure is one of the API's answers."""

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.bill.estimate import estimate
from pricing.export.decisions import decide_data
from pricing.export.estimates import estimate_data
from pricing.export.memo import Memo, memo, to_markdown
from pricing.scenario import link
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from pricing.values.size import Size
from pricing.wording.messages import Figure, Items, Message, Money, Percent, Sentences, words
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
    answers = estimate_data(whole, shipped(), TODAY), decide_data(scenario, shipped(), TODAY)

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
            assert any(char.isdigit() for char in words(sentence)), words(sentence)
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
def test_nothing_is_recommended_on_what_nobody_can_buy(query: str) -> None:
    scenario = link.parse(query, shipped(), TODAY).scenario
    assert scenario is not None
    text = to_markdown(estimate(scenario, shipped()), shipped(), TODAY)
    assert "saves" not in text
    assert "nobody can buy this any more" in text or "## Why there is no recommendation" in text


def test_a_plan_without_a_total_says_why_and_what_the_rest_costs() -> None:
    query = "v=2&name=A&images=1000&2.name=B&2.model=dall-e-3&2.quality=60-0-40"
    scenario = link.parse(query, shipped(), TODAY).scenario
    assert scenario is not None
    [part] = made(scenario).parts
    assert [words(sentence) for sentence in part.sentences] == [
        "B: DALL-E 3 has no price here for low quality.",
        "Without B a month costs $2,122.44.",
    ]


def test_a_plan_that_nobody_can_buy_has_no_further_figures() -> None:
    [part] = made(plan(model="gpt-image-1", budget=usd(900))).parts
    [sentence] = part.sentences
    assert "nobody can buy this any more" in words(sentence)

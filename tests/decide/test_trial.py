"""The team's own trial: what its table costs, how it is read, and how sure it is."""

import math
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.bill.estimate import estimate
from pricing.compare.rows import PricedRow
from pricing.compare.table import compare
from pricing.decide.savings import savings
from pricing.decide.trial import (
    MOST_TRIED,
    PROMPTS,
    TriedModel,
    UnreadTrial,
    cost_of,
    kit,
    models_to_try,
    read_kit,
    with_trial,
)
from pricing.scenario import accepted, link
from pricing.scenario.comparison import Comparison
from pricing.scenario.scenario import Scenario
from tests.making import TODAY, plan, plans, shipped, usd

MODELS = ["gpt-image-2", "gpt-image-2.5-flare"]


def test_the_table_has_a_row_for_each_prompt_and_is_read_back() -> None:
    lines = kit(MODELS, 3).splitlines()
    assert lines == ["prompt,gpt-image-2,gpt-image-2.5-flare", "prompt 1,,", "prompt 2,,", "prompt 3,,"]
    assert read_kit("\n".join([lines[0], "a cat,1,0", "a dog,yes,", "a red bicycle,1,1"]), MODELS) == [
        TriedModel("gpt-image-2", 3, 3),
        TriedModel("gpt-image-2.5-flare", 1, 2),
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_a_table_from_any_program_is_read(mark: str) -> None:
    table = f'prompt{mark}gpt-image-2\n"a, b"{mark} Yes \n\nc{mark}0\n'
    assert read_kit(table, MODELS) == [TriedModel("gpt-image-2", 1, 2)]


@pytest.mark.parametrize(
    ("table", "row", "cell"),
    [
        ("", 1, ""),
        ("prompt", 1, ""),
        ("prompt,gpt-imge-2\na,1", 1, "gpt-imge-2"),
        ("prompt,gpt-image-2,gpt-image-2\na,1,0", 1, "gpt-image-2"),
        ("prompt,gpt-image-2\na,1\nb,maybe", 3, "maybe"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_row(table: str, row: int, cell: str) -> None:
    with pytest.raises(UnreadTrial) as error:
        read_kit(table, MODELS)
    assert (error.value.row, error.value.cell) == (row, cell)


@settings(max_examples=300)
@given(st.integers(1, 400).flatmap(lambda tried: st.tuples(st.integers(0, tried), st.just(tried))))
def test_the_interval_is_where_the_share_seen_is_just_not_ruled_out(counts: tuple[int, int]) -> None:
    """Wilson's ends are the shares q at which p is z standard errors of q away: (p - q)^2 = z^2 q (1 - q) / n."""
    share, z = counts[0] / counts[1], 1.959963984540054
    low, high = (float(end) / 100 for end in TriedModel("a", *counts).interval)
    a, b, c = 1 + z * z / counts[1], -(2 * share + z * z / counts[1]), share * share
    root = math.sqrt(max(b * b - 4 * a * c, 0))
    for end, exact in ((low, (-b - root) / (2 * a)), (high, (-b + root) / (2 * a))):
        assert abs(end - exact) <= 0.00051
    assert low <= share + 0.0006
    assert high >= share - 0.0006


def test_known_interval() -> None:
    """Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263 is 0.2553 to 0.3662."""
    assert TriedModel("a", 81, 263).interval == (usd("25.5"), usd("36.6"))


def test_it_costs_one_image_of_each_prompt_on_each_model() -> None:
    scenario = plan(tries=3, reuse=50)
    each = [estimate(plan(model=model), shipped()).per_image for model in MODELS]
    assert None not in each
    assert cost_of(MODELS, scenario, shipped()) == PROMPTS * sum(filter(None, each), Decimal(0))


def test_it_tries_the_present_model_beside_those_that_are_proposed() -> None:
    ways = savings(plan(), shipped(), TODAY)
    models = models_to_try(plan(), ways)
    assert models[0] == "gpt-image-2"
    assert "gpt-image-2.5-sunburst" in models
    assert len(models) <= MOST_TRIED


def test_what_is_tried_again_takes_the_place_of_what_was_known() -> None:
    known = (("gpt-image-2", usd(50)), ("flux-2-pro", usd(80)))
    result = with_trial(known, [TriedModel("gpt-image-2", 9, 10)])
    assert result == (("gpt-image-2", usd(90)), ("flux-2-pro", usd(80)))
    scenario = plan(accepted=accepted.text_of(result))
    assert link.read(link.write(scenario).items(), shipped(), TODAY).scenario == scenario


@settings(max_examples=60, deadline=None)
@given(plans(("gpt-image-2",), with_guide=False, most=1), st.decimals(1, 100, places=2))
def test_an_accepted_image_costs_what_is_paid_for_those_made_of_which_it_is_one(
    scenario: Scenario, percent: Decimal
) -> None:
    tried = (("gpt-image-2", percent), ("gpt-image-1.5", Decimal(0)))
    table = compare(link_with(scenario), shipped())
    for row in table.rows:
        if isinstance(row, PricedRow):
            cost = row.per_accepted_image(tried)
            if row.key != "gpt-image-2" or not row.generations:
                assert cost is None
            else:
                exact = Fraction(row.per_month) / (Fraction(row.generations) * Fraction(percent) / 100)
                assert cost is not None
                assert abs(Fraction(cost) - exact) <= Fraction(1, 10**12)


def link_with(scenario: Scenario) -> Scenario:
    return replace(scenario, comparison=Comparison(services=("gpt-image-1.5", "gpt-image-1-mini", "midjourney")))

"""What to change, what fits and how sure it is, as data: each answer can be asked for again."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings

from pricing.bill.estimate import estimate
from pricing.bill.forecast import dearest_month, forecast
from pricing.export.decisions import decide_data
from pricing.scenario import link
from pricing.scenario.fields import numbered
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT
from pricing.values.size import Size
from tests.making import TODAY, plan, plans, shipped, usd


def data(scenario: Scenario) -> Any:
    return decide_data(scenario, shipped(), TODAY)


def asked_again(scenario: Scenario, answer: Mapping[str, Any], key: str) -> Scenario:
    """The scenario with one field as an answer has it."""
    texts = link.write(scenario) | {numbered(answer["workload"] or 1, answer["lever"]): answer[key]}
    again = link.read(texts.items(), shipped(), TODAY).scenario
    assert again is not None
    return again


@settings(max_examples=25)
@given(plans(("gpt-image-2", "gpt-image-1-mini"), with_guide=False, most=3))
def test_every_answer_can_be_asked_for_again(scenario: Scenario) -> None:
    found = data(scenario)
    for saving in found["savings"]:
        again = estimate(asked_again(scenario, saving, "to"), shipped()).per_month
        assert again == Decimal(saving["per_month"])
        assert EXACT.subtract(Decimal(found["per_month"]), again) == Decimal(saving["saving"])
    for goal in (found["goals"] or {"levers": []})["levers"]:
        dearest = dearest_month(forecast(estimate(asked_again(scenario, goal, "value"), shipped())))
        assert dearest is not None
        assert dearest[1] == Decimal(goal["per_month"])
    for move in found["moves"]:
        if move["lever"] != "pricerange":
            for end in ("low", "high"):
                cost = estimate(asked_again(scenario, move, end), shipped()).per_month
                assert cost == Decimal(move[f"cost_{end}"])


def test_a_plain_scenario_has_savings_and_moves_but_neither_goals_nor_a_spread() -> None:
    found = data(plan())
    assert (found["currency"], found["per_month"], found["goals"], found["spread"]) == ("USD", "1595.4", None, None)
    batch = next(saving for saving in found["savings"] if saving["lever"] == "batch")
    assert (batch["from"], batch["to"], batch["per_month"], batch["saving"]) == ("0", "100", "797.7", "797.7")
    assert (batch["percent"], batch["worth"]) == ("50", True)
    assert [move["lever"] for move in found["moves"][:2]] == ["images", "pricerange"]


def test_a_budget_has_goals_and_models() -> None:
    goals = data(plan(budget=usd(1000)))["goals"]
    assert (goals["budget"], goals["first_over"]) == ("1000", "2026-11")
    assert goals["levers"][0] == {
        "lever": "images",
        "workload": 1,
        "value": "626",
        "per_month": "998.7204",
        "reached": True,
        "beyond": "1000.3158",
    }
    assert all(Decimal(model["per_month"]) <= 1000 for model in goals["models"])


def test_ranges_have_a_spread() -> None:
    spread = data(plan(ranges="images:800..1250", budget=usd(1800)))["spread"]
    assert spread["month"]["p50"] == "1595.4"
    assert [month["month"] for month in spread["months"][:2]] == ["2026-11", "2026-12"]
    assert spread["share"] == [{"lever": "images", "workload": 1, "percent": "100"}]
    assert 50 < Decimal(spread["within_budget"]) < 90


def test_without_a_price_nothing_is_decided_and_the_reason_is_given() -> None:
    found = data(plan(size=Size(100, 100), budget=usd(10), ranges="images:800..1250"))
    assert (found["per_month"], found["savings"], found["goals"], found["spread"]) == (None, [], None, None)
    assert [gap["size"] for gap in found["unpriced"]] == ["100x100"]


@pytest.mark.parametrize("key", ["scenario", "price_book"])
def test_it_says_what_it_is_about(key: str) -> None:
    assert data(plan())[key]

"""What differs between two plans, in words, and the steps from one monthly cost to the other."""

import dataclasses
import datetime as dt
from dataclasses import replace
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.difference import (
    LABELS,
    STEPS,
    Change,
    Correction,
    NoWaterfall,
    Step,
    Waterfall,
    changes,
    correction,
    waterfall,
)
from pricing.estimate import estimate
from pricing.exact import EXACT
from pricing.prices import GUIDE, PriceBooks, load
from pricing.scenario import Month, Quality, Scenario, SizeMix
from tests.unit.making import LANDSCAPE, PORTRAIT, PRICED, SQUARE, TODAY, plan, plans, price_folder, shipped, usd

LOW, HIGH = Quality(100, 0, 0), Quality(0, 0, 100)
CONTROLS = Path(__file__).parents[2] / "pages" / "components" / "controls.py"
UNBILLED = {"growth", "start", "months", "budget"}


def per_month(scenario: Scenario) -> Decimal:
    amount = estimate(scenario, shipped()).per_month
    assert amount is not None
    return amount


def way(before: Scenario, after: Scenario) -> Waterfall:
    found = waterfall(before, after, shipped(), TODAY)
    assert isinstance(found, Waterfall)
    return found


def steps(before: Scenario, after: Scenario) -> list[tuple[str, Decimal]]:
    return [(step.label, step.amount) for step in way(before, after).steps]


def one(**changed: Any) -> tuple[str, str, str]:
    """Label and texts of the only change."""
    (change,) = changes(plan(), plan(**changed))
    return change[1:]


# What differs


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"prices": dt.date(2026, 5, 1)}, ("Price date", "2026-11-24", "2026-05-01")),
        ({"prices": GUIDE}, ("Price date", "2026-11-24", "May 2025 guide")),
        ({"model": "gpt-image-1"}, ("Model", "gpt-image-2", "gpt-image-1")),
        ({"images": 2500}, ("Images per day", "1,000", "2,500")),
        ({"days": 22}, ("Days a month", "30", "22")),
        ({"quality": Quality(30, 50, 20)}, ("Quality mix", "100% medium", "30% low, 50% medium, 20% high")),
        ({"size": PORTRAIT}, ("Resolution", "1024x1024", "1024x1536")),
        ({"size": SizeMix([(SQUARE, 60), (PORTRAIT, 40)])},
         ("Resolution", "1024x1024", "60% 1024x1024, 40% 1024x1536")),
        ({"prompt": 32_000}, ("Prompt, text tokens", "100", "32,000")),
        ({"refs": "1.50"}, ("Reference images a request", "0", "1.5")),
        ({"refsize": LANDSCAPE}, ("Size of a reference, pixels", "1024x1024", "1536x1024")),
        ({"fidelity": "high"}, ("Input fidelity", "low", "high")),
        ({"tries": "1.2"}, ("Tries for one used image", "1", "1.2")),
        ({"reuse": 20}, ("Reused from your cache, %", "0", "20")),
        ({"batch": "12.5"}, ("Sent as a batch, %", "0", "12.5")),
        ({"discount": "1E+1"}, ("Discount off list, %", "0", "10")),
        ({"growth": -5}, ("Growth a month, %", "0", "-5")),
        ({"start": Month(2027, 2)}, ("First month", "2026-11", "2027-02")),
        ({"months": 36}, ("Months of forecast", "12", "36")),
        ({"budget": usd("12000.50")}, ("Budget a month, USD", "none", "12,000.5")),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)  # fmt: skip
def test_a_change_says_what_was_and_what_is(changed: dict[str, Any], expected: tuple[str, str, str]) -> None:
    assert one(**changed) == expected
    label, before, after = expected
    assert changes(plan(**changed), plan()) == (Change(next(iter(changed)), label, after, before),)


def test_a_budget_can_go() -> None:
    assert changes(plan(budget=Decimal(500)), plan()) == (Change("budget", "Budget a month, USD", "500", "none"),)


def test_equal_plans_have_no_changes_however_their_numbers_are_written() -> None:
    assert changes(plan(tries="1.0"), plan(tries=1)) == ()


@given(before=plans(), after=plans())
def test_changes_are_the_fields_that_differ_in_order(before: Scenario, after: Scenario) -> None:
    names = [field.name for field in dataclasses.fields(Scenario)]
    expected = [name for name in names if getattr(before, name) != getattr(after, name)]
    found = changes(before, after)
    assert [change.field for change in found] == expected
    assert all(change.before != change.after for change in found)


def test_every_field_has_the_label_of_its_control() -> None:
    assert list(LABELS) == [field.name for field in dataclasses.fields(Scenario)]
    controls = CONTROLS.read_text(encoding="utf-8")
    for label in LABELS.values():
        assert f'"{label}"' in controls


# The steps


def test_every_field_that_is_billed_has_one_step() -> None:
    assert sorted(name for names in STEPS.values() for name in names) == sorted(set(LABELS) - UNBILLED)


@settings(max_examples=100, deadline=None)
@given(before=plans(PRICED), after=plans(PRICED))
def test_the_steps_add_up_exactly(before: Scenario, after: Scenario) -> None:
    found = way(before, after)
    assert (found.start, found.end) == (per_month(before), per_month(after))
    with localcontext(EXACT):
        assert found.start + sum((step.amount for step in found.steps), Decimal(0)) == found.end


@settings(max_examples=100, deadline=None)
@given(before=plans(), after=plans())
def test_any_two_plans_have_a_way_or_a_reason(before: Scenario, after: Scenario) -> None:
    costs = tuple(estimate(scenario, shipped()).per_month for scenario in (before, after))
    found = waterfall(before, after, shipped(), TODAY)
    assert (found.start, found.end) == costs
    if isinstance(found, NoWaterfall):
        assert None in costs
        assert found.reason
    else:
        with localcontext(EXACT):
            assert found.start + sum((step.amount for step in found.steps), Decimal(0)) == found.end


@settings(max_examples=100, deadline=None)
@given(before=plans(), after=plans())
def test_each_step_applies_its_fields_on_top_of_those_before(before: Scenario, after: Scenario) -> None:
    found = waterfall(before, after, shipped(), TODAY)
    if isinstance(found, NoWaterfall):
        return
    order = [name for names in STEPS.values() for name in names]
    differing = [name for name in order if getattr(before, name) != getattr(after, name)]
    assert [name for step in found.steps for name in step.fields] == differing
    scenario, cost = before, found.start
    for step in found.steps:
        scenario = replace(scenario, **{name: getattr(after, name) for name in step.fields})
        reached = per_month(scenario)
        assert step.amount == EXACT.subtract(reached, cost)
        cost = reached


@settings(max_examples=100, deadline=None)
@given(before=plans(PRICED), after=plans(PRICED), data=st.data())
def test_only_what_differs_has_a_step(before: Scenario, after: Scenario, data: st.DataObject) -> None:
    names = data.draw(st.sampled_from([("images", "days"), ("quality",), ("tries", "reuse", "discount"), ()]))
    changed = replace(before, **{name: getattr(after, name) for name in names})
    found = way(before, changed).steps
    assert len(found) == (before != changed)
    assert {name for step in found for name in step.fields} <= set(names)


@pytest.mark.parametrize(
    ("changed", "label", "amount"),
    [
        # 1,000 images x 30 days at 100 x $5/M + 1,756 x $30/M = $0.05318 an image.
        ({"images": 2500}, "Volume", "2393.10"),  # 1,500 x 30 x 0.05318
        ({"days": 31}, "Volume", "53.18"),  # 1,000 x 0.05318
        ({"images": 2000, "days": 15}, "Volume", "0"),
        ({"quality": HIGH}, "Quality mix", "4741.20"),  # (7,024 - 1,756) x $30/M x 30,000
        ({"quality": LOW}, "Quality mix", "-1404"),  # (1,756 - 196) x $30/M x 30,000
        ({"size": PORTRAIT}, "Size", "-345.60"),  # (1,756 - 1,372) x $30/M x 30,000
        ({"model": "gpt-image-1"}, "Model", "-313.20"),  # 100 x $5/M + 1,056 x $40/M = $0.04274
        ({"discount": 10}, "Other levers", "-159.54"),
        ({"tries": "1.5"}, "Other levers", "797.70"),
        ({"batch": 50}, "Other levers", "-398.85"),  # half price for half the images
        ({"prompt": 300}, "Other levers", "30"),  # 200 x $5/M x 30,000
        ({"refs": 1}, "Other levers", "245.76"),  # 1,024 x $8/M x 30,000
        ({"fidelity": "high"}, "Other levers", "0"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else "",
)
def test_one_lever(changed: dict[str, Any], label: str, amount: str) -> None:
    there, back = steps(plan(), plan(**changed)), steps(plan(**changed), plan())
    assert there == [(label, usd(amount))]
    assert back == [(label, -usd(amount))]


def test_the_guide_and_the_list_differ_by_price() -> None:
    """1,000 tokens an image against 1,056, at $40 a million; the prompt costs the same."""
    guide, listed = (plan(model="gpt-image-1", prices=prices) for prices in (GUIDE, TODAY))
    assert steps(guide, listed) == [("Price", usd("67.20"))]


def test_steps_come_in_order_each_on_top_of_the_last() -> None:
    """An image: $0.05318, high $0.21122, portrait high $0.16514, on GPT Image 1 $0.2501, in the guide too large."""
    after = plan(images=2000, quality=HIGH, size=PORTRAIT, model="gpt-image-1", discount=50, tries=2, reuse=20)
    assert way(plan(), after).steps == (
        Step("Volume", ("images",), usd("1595.40")),
        Step("Quality mix", ("quality",), usd("9482.40")),
        Step("Size", ("size",), usd("-2764.80")),
        Step("Model", ("model",), usd("5097.60")),
        Step("Other levers", ("tries", "reuse", "discount"), usd("-3001.20")),
    )


def test_what_no_month_is_billed_for_has_no_step() -> None:
    after = plan(growth=10, start=Month(2027, 1), months=3, budget=Decimal(1))
    assert way(plan(), after) == Waterfall(usd("1595.40"), usd("1595.40"), ())


# Plans half-way without a price


def test_a_tier_not_sold_joins_the_price_that_sells_it() -> None:
    """The guide sells DALL-E 3 at low quality, for $0.02; OpenAI never did."""
    listed = plan(model="dall-e-3", quality=HIGH)
    guide = plan(model="dall-e-3", quality=LOW, prices=GUIDE)
    assert steps(listed, guide) == [("Quality mix and price", usd("-1800"))]
    assert steps(guide, listed) == [("Quality mix", usd("1800")), ("Price", 0)]


def test_a_model_not_in_the_guide_joins_the_price() -> None:
    guide = plan(model="gpt-image-1", prices=GUIDE)
    assert steps(guide, plan()) == [("Model and price", usd("380.40"))]
    assert steps(plan(), guide) == [("Model", usd("-313.20")), ("Price", usd("-67.20"))]


def test_a_model_not_yet_sold_joins_the_price() -> None:
    early = plan(model="gpt-image-1", prices=dt.date(2025, 5, 1))
    assert steps(early, plan()) == [("Model and price", usd("313.20"))]


def test_three_steps_join_and_the_others_stay() -> None:
    """Low and 512x512 are not sold by the list's DALL-E 3; DALL-E 2 asks $0.018."""
    small = SQUARE._replace(width=512, height=512)
    before = plan(model="dall-e-3", quality=HIGH)
    after = plan(model="dall-e-2", quality=LOW, size=small, images=2000, discount=50)
    assert way(before, after).steps == (
        Step("Volume", ("images",), usd("2400")),
        Step("Quality mix, size and model", ("quality", "size", "model"), usd("-3720")),
        Step("Other levers", ("discount",), usd("-540")),
    )


def test_a_reference_that_has_no_price_joins_the_levers() -> None:
    """DALL-E 2 takes no references: the model joins the lever that drops them."""
    assert steps(plan(refs=1), plan(model="dall-e-2")) == [("Model and other levers", usd("-1241.16"))]
    assert steps(plan(model="dall-e-2"), plan(refs=1)) == [
        ("Model", usd("995.40")),
        ("Other levers", usd("245.76")),
    ]


def test_a_gap_in_the_prices_is_passed_over(tmp_path: Path) -> None:
    """The tiny model costs $0.04 in January and $0.03 from March on; in between it is not sold."""
    books = load(price_folder(tmp_path / "prices"))
    january, february, march = (plan(model="tiny", prices=dt.date(2026, month, 1)) for month in (1, 2, 3))
    found = waterfall(january, march, books, TODAY)
    assert found == Waterfall(usd("1200"), usd("900"), (Step("Price", ("prices",), usd("-300")),))
    no_way = waterfall(january, february, books, TODAY)
    assert isinstance(no_way, NoWaterfall)
    assert (no_way.start, no_way.end) == (1200, None)
    assert no_way.reason.startswith("After: Tiny: no price here of image output")


# Ends without a price


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"model": "dall-e-3", "quality": LOW}, "DALL-E 3 has no price here for low quality."),
        ({"model": "gpt-image-2", "prices": GUIDE}, "gpt-image-2 has no price in the May 2025 guide."),
        ({"model": "midjourney"}, "midjourney has no price in the list prices."),
        ({"prices": dt.date(2025, 5, 1)}, "GPT Image 2 has prices from 2026-04-21 on, not on 2025-05-01."),
        ({"prices": dt.date(2026, 11, 25)}, "Prices are known until 2026-11-24, not for 2026-11-25."),
    ],
)
def test_an_end_without_a_price_has_no_way_but_a_reason(
    books: PriceBooks, changed: dict[str, Any], reason: str
) -> None:  # fmt: skip
    priced, other, cost = plan(), plan(**changed), usd("1595.40")
    assert waterfall(priced, other, books, TODAY) == NoWaterfall(cost, None, f"After: {reason}")
    assert waterfall(other, priced, books, TODAY) == NoWaterfall(None, cost, f"Before: {reason}")
    assert waterfall(other, other, books, TODAY) == NoWaterfall(None, None, f"Before: {reason} After: {reason}")


@pytest.mark.parametrize(
    ("amounts", "main"),
    [
        ({"Volume": 300, "Quality mix": -1000, "Model": 1500}, "Model"),
        ({"Volume": -300, "Quality mix": 1000, "Model": -1500}, "Model"),
        ({"Volume": 10, "Quality mix": -900, "Model": 900}, "Model"),
        ({"Volume": 5, "Quality mix": 5}, "Volume"),
        ({"Volume": 5, "Quality mix": -5}, None),
        ({}, None),
    ],
)
def test_the_main_step_goes_the_way_of_the_change(amounts: dict[str, int], main: str | None) -> None:
    steps = tuple(Step(label, (), Decimal(amount)) for label, amount in amounts.items())
    found = Waterfall(Decimal(5000), Decimal(5000 + sum(amounts.values())), steps)
    assert (found.main_step.label if found.main_step else None) == main


@settings(max_examples=80, deadline=None)
@given(before=plans(PRICED), after=plans(PRICED))
def test_the_main_step_is_the_largest_that_goes_the_way_of_the_change(before: Scenario, after: Scenario) -> None:
    found = waterfall(before, after, shipped(), TODAY)
    assert isinstance(found, Waterfall)
    assert found.levels[-1] == found.end
    step = found.main_step
    assert (step is None) == (found.start == found.end)
    if step is not None:
        assert step.amount * found.change > 0
        assert all(abs(other.amount) <= abs(step.amount) for other in found.steps if other.amount * found.change > 0)


def test_a_stored_cost_that_no_longer_holds_is_a_correction(books: PriceBooks) -> None:
    now = per_month(plan())
    assert correction(now, plan(), books) is None
    assert correction(Decimal("1.5"), plan(), books) == Correction(Decimal("1.5"), now)
    assert correction(None, plan(), books) == Correction(None, now)
    unpriced = plan(model="dall-e-3", quality=LOW)
    assert correction(None, unpriced, books) is None
    assert correction(now, unpriced, books) == Correction(now, None)

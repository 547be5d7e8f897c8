"""The steps from one monthly cost to another."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal, localcontext
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.bill.estimate import estimate
from pricing.explain import messages
from pricing.explain.difference import Correction, NoWaterfall, Step, Waterfall, correction, waterfall
from pricing.prices import GuidePrices, PriceBooks, load
from pricing.prices.revision import revision_of
from pricing.scenario.fields import FIELDS, WaterfallStep
from pricing.scenario.mixes import Quality
from pricing.scenario.scenario import FIRST_NAME, Scenario
from pricing.values.exact import EXACT
from pricing.values.month import Month
from pricing.wording.messages import words
from tests.making import (
    PORTRAIT,
    PRICED,
    SQUARE,
    TODAY,
    alone,
    plan,
    plans,
    price_folder,
    several,
    shipped,
    usd,
    varied,
    workload,
)

LOW, HIGH = Quality(100, 0, 0), Quality(0, 0, 100)
GUIDE = GuidePrices()


def per_month(scenario: Scenario) -> Decimal:
    amount = estimate(scenario, shipped()).per_month
    assert amount is not None
    return amount


def of(scenario: Scenario, key: str) -> object:
    """A field of a scenario or of its first workload."""
    return getattr(scenario if FIELDS[key].of == "scenario" else scenario.workloads[0], key)


def way(before: Scenario, after: Scenario) -> Waterfall:
    found = waterfall(before, after, shipped(), TODAY)
    assert isinstance(found, Waterfall)
    return found


def steps(before: Scenario, after: Scenario) -> list[tuple[str, Decimal]]:
    return [(words(step.label), step.amount) for step in way(before, after).steps]


# The steps


@settings(max_examples=100)
@given(before=plans(), after=plans())
def test_any_two_plans_have_a_reason_or_steps_each_of_which_applies_its_fields(
    before: Scenario, after: Scenario
) -> None:
    """On top of those before it."""
    costs = tuple(estimate(scenario, shipped()).per_month for scenario in (before, after))
    found = waterfall(before, after, shipped(), TODAY)
    assert (found.start, found.end) == costs
    if isinstance(found, NoWaterfall):
        assert None in costs
        assert found.reason
        return
    differing = {key for key, field in FIELDS.items() if field.step and of(before, key) != of(after, key)}
    applied = [key for step in found.steps for key in step.fields]
    assert set(applied) == differing
    assert len(applied) == len(differing)
    scenario, cost = before, found.start
    for step in found.steps:
        scenario = varied(scenario, **{key: of(after, key) for key in step.fields})
        reached = per_month(scenario)
        assert step.amount == EXACT.subtract(reached, cost)
        cost = reached
    assert cost == found.end


@settings(max_examples=100)
@given(before=plans(PRICED), after=plans(PRICED), data=st.data())
def test_only_what_differs_has_a_step(before: Scenario, after: Scenario, data: st.DataObject) -> None:
    names = data.draw(st.sampled_from([("images", "days"), ("quality",), ("tries", "reuse", "discount"), ()]))
    changed = varied(before, **{name: of(after, name) for name in names})
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
        ({"discount": 10}, "Other assumptions", "-159.54"),
        ({"tries": "1.5"}, "Other assumptions", "797.70"),
        ({"batch": 50}, "Other assumptions", "-398.85"),  # half price for half the images
        ({"prompt": 300}, "Other assumptions", "30"),  # 200 x $5/M x 30,000
        ({"refs": 1}, "Other assumptions", "245.76"),  # 1,024 x $8/M x 30,000
        ({"fidelity": "high"}, "Other assumptions", "0"),
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
        Step(messages.STEPS["Volume"], ("images",), usd("1595.40")),
        Step(messages.STEPS["Quality mix"], ("quality",), usd("9482.40")),
        Step(messages.STEPS["Size"], ("size",), usd("-2764.80")),
        Step(messages.STEPS["Model"], ("model",), usd("5097.60")),
        Step(messages.STEPS["Other levers"], ("tries", "reuse", "discount"), usd("-3001.20")),
    )


def test_what_no_month_is_billed_for_has_no_step() -> None:
    after = plan(growth=10, start=Month(2027, 1), months=3, budget=Decimal(1))
    assert way(plan(), after) == Waterfall(usd("1595.40"), usd("1595.40"), ())


# Several workloads

HEROES = workload(name="Hero images", images=100, quality=HIGH)
THUMBS = workload(name="Thumbnails")


def test_workloads_that_come_and_go_are_steps_of_their_own_before_the_fields_of_the_others() -> None:
    """A hero image costs $0.21122, a thumbnail $0.05318; the new one is billed on the later terms."""
    icons = workload(name="Icons", quality=LOW)
    before = several(THUMBS, HEROES)
    after = several(icons, replace(THUMBS, images=2500, tries=Decimal(2)), days=15)
    assert way(before, after).steps == (
        Step(messages.added("Icons"), (), usd("95.70"), "Icons"),  # 1,000 x 15 x $0.00638
        Step(messages.removed("Hero images"), (), usd("-633.66"), "Hero images"),  # 100 x 30 x 0.21122
        Step(messages.STEPS["Volume"], ("images", "days"), usd("398.85")),  # (2,500 x 15 - 1,000 x 30) x 0.05318
        Step(messages.STEPS["Other levers"], ("tries",), usd("1994.25")),
    )


def test_a_step_applies_a_field_to_all_workloads_together() -> None:
    before, after = (
        several(THUMBS, HEROES, prices=TODAY),
        several(replace(HEROES, images=200), replace(THUMBS, images=500)),
    )
    assert steps(before, after) == [("Volume", usd("-164.04"))]  # 100 x 30 x 0.21122 - 500 x 30 x 0.05318


def test_one_workload_alone_is_the_same_whatever_its_name_and_among_several_it_is_not() -> None:
    other = replace(HEROES, name="Covers", images=50)
    assert steps(several(HEROES), several(other)) == [("Volume", usd("-316.83"))]
    assert steps(several(HEROES, THUMBS), several(other, THUMBS)) == [
        ("+ Covers", usd("316.83")),
        ("- Hero images", usd("-633.66")),
    ]
    assert steps(several(HEROES, THUMBS), several(replace(HEROES, name="HERO IMAGES"), THUMBS)) == []


def test_a_workload_added_to_one_without_a_name_is_all_that_changes() -> None:
    before = plan()
    assert steps(before, before.with_added(HEROES)) == [("+ Hero images", usd("633.66"))]


def test_a_workload_that_has_no_price_half_way_joins_the_steps_of_all() -> None:
    """The guide sells DALL-E 3 at low quality, the list does not."""
    before = several(THUMBS, workload(name="Covers", model="dall-e-3", quality=HIGH))
    after = several(
        replace(THUMBS, model="gpt-image-1"), workload(name="Covers", model="dall-e-3", quality=LOW), prices=GUIDE
    )
    assert [words(step.label) for step in way(before, after).steps] == ["Quality mix, Model and Price"]


def without_a_way(found: Waterfall | NoWaterfall) -> tuple[Decimal | None, Decimal | None, str]:
    assert isinstance(found, NoWaterfall)
    return found.start, found.end, words(found.reason)


def test_reasons_name_the_workloads_that_have_no_price(books: PriceBooks) -> None:
    covers = replace(HEROES, name="Covers", model="dall-e-3", quality=LOW)
    found = waterfall(plan(), several(covers, THUMBS, replace(covers, name="Cards")), books, TODAY)
    reason = "After: Covers, Cards: DALL-E 3 has no price here for low quality."
    assert without_a_way(found) == (usd("1595.40"), None, reason)


@settings(max_examples=80)
@given(before=plans(PRICED, most=8), after=plans(PRICED, most=8), data=st.data())
def test_the_steps_of_several_workloads_add_up_exactly(before: Scenario, after: Scenario, data: st.DataObject) -> None:
    """Some workloads of the second scenario take the names of some of the first."""
    if before.several and after.several:
        names = [workload.name for workload in before.workloads]
        kept = data.draw(st.lists(st.sampled_from(names), unique=True, max_size=len(after.workloads)))
        others = [workload.name for workload in after.workloads if workload.name not in kept]
        taken = [*kept, *(f"{number}. {name}"[:40] for number, name in enumerate(others))][: len(after.workloads)]
        pairs = zip(after.workloads, taken, strict=True)
        after = replace(after, workloads=tuple(replace(workload, name=name) for workload, name in pairs))
    found = way(before, after)
    assert (found.start, found.end) == (per_month(before), per_month(after))
    assert found.levels[-1] == found.end
    for step in found.steps:
        if step.workload:
            scenario = after if words(step.label).startswith("+") else before
            place = next(
                place for place, each in enumerate(scenario.workloads) if (each.name or FIRST_NAME) == step.workload
            )
            assert step.amount.copy_abs() == per_month(alone(scenario, place))
            assert step.amount <= 0 or scenario is after


@settings(max_examples=80)
@given(scenario=plans(PRICED, most=8))
def test_a_scenario_costs_what_its_workloads_cost_as_scenarios_of_their_own(scenario: Scenario) -> None:
    costs = [per_month(alone(scenario, place)) for place in range(len(scenario.workloads))]
    with localcontext(EXACT):
        assert per_month(scenario) == sum(costs, Decimal(0))


# Plans half-way without a price


def test_a_tier_not_sold_joins_the_price_that_sells_it() -> None:
    """The guide sells DALL-E 3 at low quality, for $0.02; OpenAI never did."""
    listed = plan(model="dall-e-3", quality=HIGH)
    guide = plan(model="dall-e-3", quality=LOW, prices=GUIDE)
    assert steps(listed, guide) == [("Quality mix and Price", usd("-1800"))]
    assert steps(guide, listed) == [("Quality mix", usd("1800")), ("Price", 0)]


def test_a_model_not_in_the_guide_joins_the_price() -> None:
    guide = plan(model="gpt-image-1", prices=GUIDE)
    assert steps(guide, plan()) == [("Model and Price", usd("380.40"))]
    assert steps(plan(), guide) == [("Model", usd("-313.20")), ("Price", usd("-67.20"))]


def test_a_model_not_yet_sold_joins_the_price() -> None:
    early = plan(model="gpt-image-1", prices=dt.date(2025, 5, 1))
    assert steps(early, plan()) == [("Model and Price", usd("313.20"))]


def test_three_steps_join_and_the_others_stay() -> None:
    """Low and 512x512 are not sold by the list's DALL-E 3; DALL-E 2 asks $0.018."""
    small = SQUARE._replace(width=512, height=512)
    before = plan(model="dall-e-3", quality=HIGH)
    after = plan(model="dall-e-2", quality=LOW, size=small, images=2000, discount=50)
    assert way(before, after).steps == (
        Step(messages.STEPS["Volume"], ("images",), usd("2400")),
        Step(messages.steps(("Quality mix", "Size", "Model")), ("quality", "size", "model"), usd("-3720")),
        Step(messages.STEPS["Other levers"], ("discount",), usd("-540")),
    )


def test_a_reference_that_has_no_price_joins_the_levers() -> None:
    """DALL-E 2 takes no references: the model joins the lever that drops them."""
    assert steps(plan(refs=1), plan(model="dall-e-2")) == [("Model and Other assumptions", usd("-1241.16"))]
    assert steps(plan(model="dall-e-2"), plan(refs=1)) == [
        ("Model", usd("995.40")),
        ("Other assumptions", usd("245.76")),
    ]


def test_a_gap_in_the_prices_is_passed_over(tmp_path: Path) -> None:
    """The tiny model costs $0.04 in January and $0.03 from March on; in between it is not sold."""
    books = load(price_folder(tmp_path / "prices"))
    january, february, march = (plan(model="tiny", prices=dt.date(2026, month, 1)) for month in (1, 2, 3))
    found = waterfall(january, march, books, TODAY)
    assert found == Waterfall(usd("1200"), usd("900"), (Step(messages.STEPS["Price"], ("prices",), usd("-300")),))
    no_way = waterfall(january, february, books, TODAY)
    assert isinstance(no_way, NoWaterfall)
    assert (no_way.start, no_way.end) == (1200, None)
    assert words(no_way.reason).startswith("After: Tiny: no price here of image output")


# Ends without a price


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"model": "dall-e-3", "quality": LOW}, "DALL-E 3 has no price here for low quality."),
        ({"model": "gpt-image-2", "prices": GUIDE}, "GPT Image 2 has no price in the May 2025 guide."),
        ({"model": "midjourney"}, "Midjourney has no price in the list prices."),
        ({"prices": dt.date(2025, 5, 1)}, "GPT Image 2 has prices from 21 Apr 2026 on, not on 1 May 2025."),
        ({"prices": dt.date(2026, 11, 25)}, "Prices are known until 24 Nov 2026, not for 25 Nov 2026."),
    ],
)
def test_an_end_without_a_price_has_no_way_but_a_reason(
    books: PriceBooks, changed: dict[str, Any], reason: str
) -> None:
    priced, other, cost = plan(), plan(**changed), usd("1595.40")
    assert without_a_way(waterfall(priced, other, books, TODAY)) == (cost, None, f"After: {reason}")
    assert without_a_way(waterfall(other, priced, books, TODAY)) == (None, cost, f"Before: {reason}")
    assert without_a_way(waterfall(other, other, books, TODAY)) == (None, None, f"Before: {reason} After: {reason}")


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
def test_the_main_step_goes_the_way_of_the_change(
    amounts: dict[WaterfallStep, int], main: WaterfallStep | None
) -> None:
    steps = tuple(Step(messages.STEPS[label], (), Decimal(amount)) for label, amount in amounts.items())
    found = Waterfall(Decimal(5000), Decimal(5000 + sum(amounts.values())), steps)
    assert (found.main_step.label if found.main_step else None) == (messages.STEPS[main] if main else None)


@settings(max_examples=100)
@given(before=plans(PRICED), after=plans(PRICED))
def test_the_steps_add_up_exactly_and_the_main_one_is_the_largest_that_goes_the_way_of_the_change(
    before: Scenario, after: Scenario
) -> None:
    found = way(before, after)
    assert (found.start, found.end) == (per_month(before), per_month(after))
    with localcontext(EXACT):
        assert found.start + sum((step.amount for step in found.steps), Decimal(0)) == found.end
    assert found.levels[-1] == found.end
    step = found.main_step
    assert (step is None) == (found.start == found.end)
    if step is not None:
        assert step.amount * found.change > 0
        assert all(abs(other.amount) <= abs(step.amount) for other in found.steps if other.amount * found.change > 0)


def test_a_stored_cost_that_no_longer_holds_is_a_correction(books: PriceBooks) -> None:
    now = per_month(plan())
    book = revision_of(books)
    then = book._replace(hash="0123456789ab")
    assert correction(now, plan(), books, then) is None
    assert correction(Decimal("1.5"), plan(), books, then) == Correction(Decimal("1.5"), now, then, book)
    assert correction(None, plan(), books, None) == Correction(None, now, None, book)
    unpriced = plan(model="dall-e-3", quality=LOW)
    assert correction(None, unpriced, books, then) is None
    assert correction(now, unpriced, books, then) == Correction(now, None, then, book)


def test_a_correction_knows_whether_the_book_is_the_same(books: PriceBooks) -> None:
    book = revision_of(books)
    later = book._replace(day=dt.date(2027, 1, 1))
    for then, same in ((None, False), (book, True), (later, True), (book._replace(hash="0123456789ab"), False)):
        found = correction(Decimal("1.5"), plan(), books, then)
        assert found is not None
        assert found.same_book is same

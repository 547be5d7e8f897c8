"""Why a month was billed otherwise than planned: the parts add up, and each says what it was."""

import json
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.actual import messages, source_months
from pricing.actual.compared_month import Rates, compared_month
from pricing.actual.plan_side import Delivered, plan_of_month
from pricing.actual.readers.file_questions import FileAnswers
from pricing.actual.readers.recognise import read
from pricing.actual.readers.usage_records import NamedColumns, UsageRecord
from pricing.actual.source_months import SourceMonth, from_stored
from pricing.actual.variance import PART_CODES, GroupVariance, Variance, month_messages, variance
from pricing.bill.estimate import estimate
from pricing.bill.forecast import forecast
from pricing.saved import ActualMonth
from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.scenario import Scenario
from pricing.values.exact import total
from pricing.values.month import Month
from tests.actual import samples
from tests.actual.own_bill import months_of
from tests.making import LANDSCAPE, PRICED, SQUARE, TODAY, plan, plans, several, shipped, uncertain, usd, workload

OCTOBER, NOVEMBER = Month(2026, 10), Month(2026, 11)
TOKENS = ("gpt-image-1-mini", "gpt-image-1.5", "gpt-image-2", "gpt-image-2.5-flare")


def of(
    scenario: Scenario,
    months: tuple[SourceMonth, ...],
    month: Month = NOVEMBER,
    delivered: Delivered | None = None,
    **more: Any,
) -> Variance:
    whole = estimate(scenario, shipped())
    found = variance(whole, compared_month(whole, month, months, shipped(), **more), delivered)
    assert found is not None
    everything: list[Variance | GroupVariance] = [found, *found.groups]
    for each in everything:
        assert total([each.planned, *(part.amount for part in each.parts)]) == each.actual
    assert total(group.actual for group in found.groups) == found.actual
    if found.visible_parts:
        assert total(part.amount for part in found.visible_parts) == found.difference
    return found


def parts(found: Variance) -> dict[str, str]:
    """The parts that are not nothing, to the cent."""
    return {part.code: f"{part.amount:.2f}" for part in found.parts if part.amount}


@settings(max_examples=40, deadline=None)
@given(plans(TOKENS, with_guide=False, most=3), st.integers(-2, 12))
def test_a_file_of_the_scenarios_own_bill_shows_no_difference(scenario: Scenario, at: int) -> None:
    month = scenario.start.plus(min(at, scenario.months - 1))
    if estimate(scenario, shipped()).unpriced or not 2021 <= month.year <= 2100:
        return
    found = of(scenario, months_of(scenario, month), month)
    assert [part.amount for part in found.parts] == [0] * len(PART_CODES)


@settings(max_examples=15, deadline=None)
@given(uncertain(models=("gpt-image-2", "gpt-image-1-mini")))
def test_the_plan_of_a_month_is_its_forecast_without_own_costs(scenario: Scenario) -> None:
    whole = estimate(scenario, shipped())
    for month in forecast(whole):
        found = plan_of_month(whole, month.month)
        for each, told in zip(found, month.workloads, strict=True):
            assert told.cost is not None
            assert (each.images, sum(each.costs.values()), each.model) == (told.images, Fraction(told.cost), told.model)


amounts = st.decimals(-1000, 10_000, places=7)


@settings(max_examples=40, deadline=None)
@given(
    plans(PRICED, with_guide=False, most=3),
    st.lists(
        st.tuples(
            st.sampled_from([*PRICED, "gpt-9", "", "Bild"]),
            st.sampled_from(
                [
                    "images 1024x1024 high",
                    "requests",
                    "input",
                    "text_input",
                    "image_input batch",
                    "image_output",
                    "output",
                    "other",
                ]
            ),
            st.none() | st.integers(0, 10**9).map(Decimal),
            st.none() | amounts,
            st.sampled_from(["USD", "EUR"]),
            st.sampled_from(["openai-costs", "openai-completions", "azure-ea", "columns"]),
        ),
        max_size=12,
    ),
    st.none() | st.decimals(0, 10**6, places=2),
)
def test_whatever_was_billed_the_parts_add_up(
    scenario: Scenario, rows: list[tuple[str, str, Decimal | None, Decimal | None, str, str]], delivered: Decimal | None
) -> None:
    sums = tuple(
        ActualMonth(
            source=source,
            month=NOVEMBER,
            model=model or "-",
            kind=kind,
            quantity=count,
            cost=cost,
            currency=money if cost is not None else "",
        )
        for model, kind, count, cost, money, source in rows
    )
    whole, months = estimate(scenario, shipped()), from_stored(sums)
    if variance(whole, compared_month(whole, NOVEMBER, months, shipped())) is None:
        return
    found = of(scenario, months, delivered={} if delivered is None else {0: delivered})
    for currency, of_plan in (("USD", found.actual), ("EUR", usd("0"))):
        apart = (each.cost for each in found.compared.apart if each.currency == currency)
        assert total([of_plan, *apart]) == total(each.cost for each in sums if each.currency == currency)


def test_more_images_are_volume_and_a_contract_is_a_rate() -> None:
    scenario = plan()
    more = months_of(scenario, NOVEMBER, costs=Fraction(3, 2), images=Fraction(3, 2), tokens=Fraction(3, 2))
    assert parts(of(scenario, more)) == {"volume": "797.70"}
    assert parts(of(scenario, months_of(scenario, NOVEMBER, costs=Fraction(9, 10)))) == {"rate": "-159.54"}


def test_images_that_were_not_used_are_tries() -> None:
    twice = months_of(plan(tries=2), NOVEMBER)
    assert parts(of(plan(), twice, delivered={0: usd("30000")})) == {"tries": "1595.40"}
    assert parts(of(plan(), twice)) == {"volume": "1595.40"}


def test_qualities_and_sizes_are_parts_of_their_own() -> None:
    """1,000 medium squares a day at $0.05268 were planned; a fifth of them high ones was made, at $0.21066."""
    made = months_of(plan(quality=Quality(0, 80, 20)), NOVEMBER)
    assert parts(of(plan(), made)) == {"mix": "948.24"}
    other = months_of(plan(size=SizeMix([(SQUARE, 50), (LANDSCAPE, 50)])), NOVEMBER)
    assert set(parts(of(plan(), other))) == {"size"}
    both = parts(of(plan(), months_of(plan(quality=Quality(0, 80, 20), size=LANDSCAPE), NOVEMBER)))
    assert set(both) == {"mix", "size"}
    assert both["size"] == parts(of(plan(), months_of(plan(size=LANDSCAPE), NOVEMBER)))["size"]


def test_longer_prompts_and_references_are_tokens() -> None:
    assert parts(of(plan(), months_of(plan(prompt=200), NOVEMBER))) == {"tokens": "15.00"}
    assert parts(of(plan(), months_of(plan(refs=1), NOVEMBER))) == {"tokens": "245.76"}


def test_costs_alone_explain_nothing() -> None:
    made = months_of(plan(images=1500), NOVEMBER)
    found = of(plan(), tuple(each for each in made if each.code == "openai-costs"))
    assert parts(found) == {"unexplained": "797.70"}


def test_what_is_of_other_models_is_apart_and_can_be_given_to_the_plan() -> None:
    lines = [
        samples.cost(samples.FIRST, "7", "gpt-image-1.5, output"),
        samples.cost(samples.FIRST, "2", "gpt-9, input"),
    ]
    extra = source_months.months_of([read("file", "\n".join([samples.COSTS_HEADER, *lines]).encode(), TODAY)])
    both = (*months_of(plan(), NOVEMBER), *extra)
    found = of(plan(), both)
    assert (found.actual, parts(found)) == (usd("1595.4"), {})
    assert [(each.model, each.known, each.cost) for each in found.compared.apart] == [
        ("gpt-image-1.5", "gpt-image-1.5", 7),
        ("gpt-9", "", 2),
    ]
    renamed = of(plan(), both, aliases={"GPT-9": "gpt-image-2"})
    assert (renamed.actual, len(renamed.compared.apart)) == (usd("1597.4"), 1)


def test_a_month_that_is_not_over_is_held_against_its_days() -> None:
    found = of(plan(), months_of(plan(), NOVEMBER, days=12))
    assert (found.days, found.planned, parts(found)) == (12, usd("638.16"), {})


def test_counts_of_fewer_days_than_the_bill_are_left_out() -> None:
    billed = (each for each in months_of(plan(), NOVEMBER) if each.code == "openai-costs")
    half = (each for each in months_of(plan(), NOVEMBER, days=15) if each.code != "openai-costs")
    found = of(plan(), (*billed, *half))
    assert [source.partition(" ")[0] for source in found.compared.shorter] == ["openai-images", "openai-completions"]
    assert (parts(found), found.days) == ({}, 30)
    assert messages.shorter_source(found.compared.shorter[0]) in month_messages(found)


def test_two_bills_of_one_model_are_both_counted_and_said() -> None:
    other = source_months.months_of([read("file", json.dumps(samples.LITELLM[:1]).encode(), TODAY)])
    found = of(plan(), (*months_of(plan(), NOVEMBER), *other))
    sources = found.groups[0].sources
    assert [source.partition(" ")[0] for source in sources] == ["openai-costs", "litellm"]
    assert messages.several_bills(sources) in month_messages(found)


def test_before_the_horizon_a_month_is_as_it_begins() -> None:
    scenario = plan(growth=10, start=NOVEMBER)
    assert not of(scenario, months_of(plan(), OCTOBER), OCTOBER).in_horizon
    december = Month(2026, 12)
    assert of(scenario, months_of(scenario, december), december).planned == usd("1754.94")


def test_a_workload_that_was_not_billed_was_not_used() -> None:
    two = several(workload(name="A"), workload(name="B", model="gpt-image-1.5"))
    found = of(two, months_of(plan(), NOVEMBER))
    of_b = next(group for group in found.groups if group.places == (1,))
    assert (of_b.actual, {part.code for part in of_b.parts if part.amount}) == (0, {"volume"})
    assert messages.nothing_billed("B") in month_messages(found)


def test_workloads_of_one_model_are_told_apart_by_size_or_stand_together() -> None:
    two = several(workload(name="A"), workload(name="B", images=10))
    assert [group.places for group in of(two, months_of(two, NOVEMBER)).groups] == [(0, 1)]
    table = (
        "Day,Amount,Images,Model,Size\n2026-11-01,5,100,gpt-image-2,1024x1024\n2026-11-30,1,9,gpt-image-2,1536x1024\n"
    )
    columns = NamedColumns("Day", "Amount", "Images", "Model", size="Size")
    found = source_months.months_of([read("file", table.encode(), TODAY, FileAnswers(columns))])
    apart = several(workload(name="A"), workload(name="B", size=LANDSCAPE))
    groups = of(apart, found).groups
    assert [(group.places, group.actual) for group in groups] == [((0,), 5), ((1,), 1)]


def test_an_image_of_its_own_price_tells_its_mix_by_size() -> None:
    table = "Day,Amount,Images,Model,Size,Quality\n2026-11-01,8,100,dall-e-3,1024x1792,standard\n2026-11-30,0,,,,\n"
    columns = NamedColumns("Day", "Amount", "Images", "Model", "", "Size", "Quality")
    scenario = plan(model="dall-e-3", images=5, prompt=0)
    found = of(scenario, source_months.months_of([read("file", table.encode(), TODAY, FileAnswers(columns))]))
    assert parts(found) == {"volume": "-2.00", "size": "4.00"}
    untold = of(
        scenario,
        source_months.months_of([read("file", table.replace("standard", "").encode(), TODAY, FileAnswers(columns))]),
    )
    assert set(parts(untold)) == {"volume", "size"}, "no price is told apart from a quality that nobody counts"


def test_without_a_bill_or_a_price_there_is_nothing_to_explain() -> None:
    usage = tuple(each for each in months_of(plan(), NOVEMBER) if each.code != "openai-costs")
    whole = estimate(plan(), shipped())
    assert variance(whole, compared_month(whole, NOVEMBER, usage, shipped())) is None


def test_a_bill_in_the_plan_s_currency_needs_no_rate() -> None:
    """In euros it counts as it is; in dollars at the rate of the plan; in any other currency at a given rate."""
    of_plan: dict[str, Any] = {"currency": "EUR", "rate": usd("0.9"), "images": 100, "months": 1, "start": NOVEMBER}
    whole = estimate(plan(**of_plan), shipped())
    cases: list[tuple[str, Rates, str | None]] = [
        ("EUR", {}, "90"),
        ("USD", {}, "100"),
        ("GBP", {(NOVEMBER, "GBP"): usd("0.8")}, "80"),
        ("GBP", {}, None),
    ]
    for currency, rates, amount in cases:
        record = UsageRecord(NOVEMBER.first_day, "gpt-image-2", "other", None, usd(amount or "1"), currency, "columns")
        months = [SourceMonth("columns", NOVEMBER, NOVEMBER.days, (record,))]
        compared = compared_month(whole, NOVEMBER, months, shipped(), rates=rates)
        assert compared.currency == "EUR"
        assert compared.billed == (0 if amount is None else 90)
        assert [each.currency for each in compared.apart] == ([] if amount else ["GBP"])

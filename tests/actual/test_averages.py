"""True averages stand beside the scenario's values, and the scenario can be set to them."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings

from pricing.actual.averages import Average, Averages, averages, common_days, day_ranges, with_averages, with_ranges
from pricing.actual.readers.own_table import NamedColumns
from pricing.actual.readers.recognise import FileAnswers, read
from pricing.actual.source_months import SourceMonth
from pricing.bill.estimate import estimate
from pricing.scenario import link
from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from tests.actual import samples
from tests.actual.own_bill import months_of
from tests.making import LANDSCAPE, SQUARE, TODAY, plan, plans, several, shipped, usd, workload

OCTOBER = Month(2026, 10)
TOKENS = ("gpt-image-1-mini", "gpt-image-1.5", "gpt-image-2", "gpt-image-2.5-flare")
BEFORE: dict[str, Any] = {"start": Month(2026, 11)}
"""October is before the horizon: it is held against a month as it begins."""


def of(scenario: Scenario, months: tuple[SourceMonth, ...], days: int = 30, **more: Any) -> Averages:
    records = [record for month in months for record in month.records]
    return averages(estimate(scenario, shipped()), records, days, shipped(), TODAY, **more)


def by_lever(found: Averages, number: int = 1) -> dict[str, Average]:
    return {each.lever: each for each in found.averages if each.workload == number}


def values(found: Averages) -> dict[str, str]:
    """The values that differ from the scenario's."""
    return {each.lever: each.value for each in found.averages if each.differs}


@settings(max_examples=40, deadline=None)
@given(plans(TOKENS, with_guide=False))
def test_what_went_as_planned_has_the_averages_of_the_plan(scenario: Scenario) -> None:
    scenario = replace(scenario, **BEFORE)
    if estimate(scenario, shipped()).unpriced:
        return
    found = of(scenario, months_of(scenario, OCTOBER), scenario.days)
    assert values(found) == {}
    assert with_averages(scenario, found.averages, shipped(), TODAY) == scenario
    for each in found.costs:
        assert each.planned is not None
        assert abs(each.actual - each.planned) <= Decimal("1e-12")


@pytest.mark.parametrize(
    "changes",
    [
        {"images": 1470},
        {"prompt": 240},
        {"refs": "0.5"},
        {"batch": "37.5"},
        {"discount": 20},
        {"quality": Quality(0, 80, 20)},
        {"quality": Quality(12, 88, 0)},
        {"size": SizeMix([(SQUARE, 70), (LANDSCAPE, 30)])},
        {"images": 900, "prompt": 50, "refs": "1.25", "discount": 5, "quality": Quality(0, 95, 5)},
    ],
)
def test_each_average_is_the_field_of_the_scenario_that_was_really_used(changes: dict[str, Any]) -> None:
    real = plan(**changes, **BEFORE)
    found = of(plan(**BEFORE), months_of(real, OCTOBER))
    texts = link.write(real)
    assert values(found) == {key: texts[key] for key in changes}
    for each in found.averages:
        assert link.read(link.write(each.scenario).items(), shipped(), TODAY).scenario == each.scenario
    after = with_averages(plan(**BEFORE), found.averages, shipped(), TODAY)
    assert after == real
    assert estimate(after, shipped()).per_month == estimate(real, shipped()).per_month


def test_used_images_that_a_person_knows_tell_the_tries() -> None:
    found = of(plan(**BEFORE), months_of(plan(tries=2, **BEFORE), OCTOBER), delivered={0: usd("24000")})
    told = by_lever(found)
    assert (told["images"].value, told["images"].evidence) == ("800", "given")
    assert told["tries"].value == "2.5"


def test_costs_and_images_imply_the_tokens() -> None:
    months = months_of(plan(quality=Quality(0, 80, 20), prompt=200, **BEFORE), OCTOBER)
    found = by_lever(of(plan(**BEFORE), tuple(each for each in months if each.source != "openai-completions")))
    assert (found["prompt"].value, found["prompt"].evidence) == ("200", "implied")
    assert (found["quality"].value, found["quality"].evidence) == ("0-80-20", "likely")
    assert "discount" not in found


def test_a_bill_above_list_prices_has_no_discount() -> None:
    months = months_of(plan(**BEFORE), OCTOBER, costs=Fraction(11, 10))
    (found,) = (each for each in of(plan(**BEFORE), months).averages if each.lever == "discount")
    assert (found.value, found.evidence) == ("0", "above-list")


def test_workloads_that_a_bill_does_not_tell_apart_are_moved_together() -> None:
    two = several(workload(name="A"), workload(name="B", images=500), **BEFORE)
    found = of(two, months_of(two, OCTOBER, images=Fraction(2), tokens=Fraction(2), costs=Fraction(2)))
    assert [by_lever(found, number)["images"].value for number in (1, 2)] == ["2000", "1000"]
    assert by_lever(found)["images"].evidence == "together"
    assert by_lever(found)["discount"].value == "0"


def test_a_table_with_qualities_tells_the_mix() -> None:
    rows = "2026-10-01,75,gpt-image-2,1024x1024,high\n2026-10-02,25,gpt-image-2,1024x1024,low"
    columns = NamedColumns("Day", "", "Images", "Model", "", "Size", "Quality")
    reading = read("file", f"Day,Images,Model,Size,Quality\n{rows}".encode(), TODAY, FileAnswers(columns))
    found = averages(estimate(plan(), shipped()), reading.records, 2, shipped(), TODAY)
    told = by_lever(found)
    assert (told["quality"].value, told["quality"].evidence, told["images"].value) == ("25-0-75", "counted", "50")


def test_averages_are_of_the_days_that_all_files_have_and_that_are_over() -> None:
    day = dt.date(2026, 11, 5)
    images = read("images", _days([10, 20, 30, 40, 900]).encode(), day)
    costs = read("costs", samples.COSTS.encode(), day)
    records, days = common_days([images, costs], day)
    assert (days, {record.day.day for record in records}) == (3, {1, 2, 3})
    told = by_lever(averages(estimate(plan(), shipped()), records, days, shipped(), day))
    assert told["images"].value == "20"
    assert common_days([images], day)[1] == 4
    assert common_days([], day) == common_days([images], dt.date(2026, 11, 1)) == ([], 0)


def test_without_days_records_or_a_price_there_are_none() -> None:
    assert of(plan(), months_of(plan(**BEFORE), OCTOBER), 0).averages == ()
    assert of(plan(), ()).averages == ()


def _days(images: list[int], prompt: int = 100) -> str:
    starts = (samples.FIRST + at * 86400 for at in range(len(images)))
    return samples.page(*((start, samples.images_result(count)) for start, count in zip(starts, images, strict=True)))


def test_ranges_are_the_days_tenth_and_ninetieth_percentile() -> None:
    """11 days, 0 to 1,000: one in ten below 100, one above 900; the scenario's 1,000 widens it."""
    day = dt.date(2026, 11, 30)
    counts = [0, 100, 200, 300, 400, 500, 600, 700, 800, 900, 1000]
    reading = read("file", _days(counts).encode(), day)
    (found,) = day_ranges(estimate(plan(images=500), shipped()), reading.records, shipped(), day)
    assert (str(found.range), found.days, found.workload) == ("images:100..900", 11, 1)
    ranged = with_ranges(plan(images=500), [found])
    assert ranged.workloads[0].ranges == (found.range,)
    assert link.read(link.write(ranged).items(), shipped(), TODAY).scenario == ranged
    (wide,) = day_ranges(estimate(plan(), shipped()), reading.records, shipped(), day)
    assert str(wide.range) == "images:100..1000"


def test_a_day_that_is_not_over_and_too_few_days_are_in_no_range() -> None:
    reading = read("file", _days([100] * 9 + [900, 5000]).encode(), dt.date(2026, 11, 11))
    whole = estimate(plan(images=100), shipped())
    assert day_ranges(whole, reading.records, shipped(), dt.date(2026, 11, 10)) == ()
    (found,) = day_ranges(whole, reading.records, shipped(), dt.date(2026, 11, 11))
    assert str(found.range) == "images:100..180"

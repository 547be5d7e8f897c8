"""Scenarios beside each other, field by field."""

from dataclasses import replace

from hypothesis import given, settings

from pricing.bill.estimate import estimate
from pricing.explain.side_by_side import apart, side_by_side
from pricing.prices import GuidePrices
from pricing.scenario.comparison import START_SERVICES, Comparison
from pricing.scenario.fields import FIELDS
from pricing.scenario.scenario import Scenario
from tests.making import plan, plans, several, shipped, workload

BOOKS = shipped()
HEROES, THUMBS = workload(name="Hero images", images=7), workload(name="Thumbnails")


def differing(*scenarios: Scenario) -> dict[str, tuple[str, ...]]:
    return {row.label: row.values for row in side_by_side(scenarios, BOOKS) if row.differs}


def test_single_workloads_stand_beside_each_other_whatever_their_names() -> None:
    found = side_by_side([plan(), several(HEROES), several(THUMBS, prices=GuidePrices())], BOOKS)
    assert [row.label for row in found] == [field.label for field in FIELDS.values() if field.of != "comparison"]
    assert {row.label: row.values for row in found if row.differs} == {
        "Price date": ("24 Nov 2026", "24 Nov 2026", "May 2025 guide"),
        "Name": ("none", "Hero images", "Thumbnails"),
        "Images per day": ("1,000", "7", "1,000"),
    }


def test_workloads_of_one_name_stand_in_one_row() -> None:
    found = differing(several(HEROES, THUMBS), several(THUMBS, replace(HEROES, name="HERO images", images=8)))
    assert found == {"Hero images: Images per day": ("7", "8")}


def test_a_workload_that_not_all_have_stands_in_one_row_and_not_among_the_fields() -> None:
    scenarios = [several(HEROES, THUMBS), several(HEROES), several(THUMBS, replace(HEROES, name="Icons"))]
    assert differing(*scenarios) == {}
    assert not [row for row in side_by_side(scenarios, BOOKS) if ": " in row.label]
    heroes, thumbs, icons = apart(scenarios, BOOKS)
    assert [heroes.name, thumbs.name, icons.name] == ["Hero images", "Thumbnails", "Icons"]
    bills = [estimate(scenario, BOOKS).bills for scenario in scenarios]
    assert heroes.bills == (bills[0][0], bills[1][0], None)
    assert thumbs.bills == (bills[0][1], None, bills[2][0])
    assert icons.bills == (None, None, bills[2][1])


def test_workloads_that_all_have_stand_apart_nowhere() -> None:
    assert apart([several(HEROES, THUMBS), several(THUMBS, replace(HEROES, name="HERO images"))], BOOKS) == []
    assert apart([plan(), several(HEROES), several(THUMBS)], BOOKS) == [], "the only one of each is the same"


def test_comparisons_have_rows_where_one_of_the_scenarios_has_one() -> None:
    kept = Comparison(services=START_SERVICES[:1], term="annual", map=(("midjourney", ("draft", "hd", "-")),))
    found = differing(plan(), plan(comparison=kept))
    assert found == {
        "Services": ("GPT Image 1, DALL-E 3, Midjourney, Stability AI, GPT Image 2", "GPT Image 1"),
        "Midjourney sells as low, medium, high": ("draft, sd, hd", "draft, hd, nothing"),
        "Subscriptions": ("paid by the month", "paid a year ahead"),
    }


@settings(max_examples=60)
@given(before=plans(most=3), after=plans(most=3))
def test_what_differs_says_so(before: Scenario, after: Scenario) -> None:
    assert not any(row.differs for row in side_by_side([before, before], BOOKS))
    if (before.workloads[0].name or not before.several) and replace(after, workloads=before.workloads) != before:
        assert any(row.differs for row in side_by_side([before, replace(after, workloads=before.workloads)], BOOKS))

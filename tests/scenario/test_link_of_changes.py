"""Links with ranges, events and own costs: read strictly, written only where used, never in contradiction."""

import pytest
from hypothesis import given, settings

from pricing.prices import PriceBooks
from pricing.scenario import faults, link
from pricing.scenario.scenario import Scenario
from pricing.wording.messages import words
from tests.making import TODAY, plan, shipped, uncertain

USED = {
    "ranges": "images:800..2000,tries:1..1.6",
    "together": "20",
    "pricerange": "-30..10",
    "events": "2026-12..2027-01:images:60,2027-02:once:2500,2027-03:price:-20,2027-06@1:model:gpt-image-1-mini",
    "own_image": "0.002",
    "own_month": "250.5",
    "users": "40000",
    "revenue": "1.25",
}


def read(books: PriceBooks, **texts: str) -> link.Reading:
    return link.read({"v": "2", **texts}.items(), books, TODAY)


@settings(max_examples=80)
@given(scenario=uncertain())
def test_a_scenario_comes_back_from_its_link(scenario: Scenario) -> None:
    query = link.query_string(link.write(scenario))
    assert link.parse(query, shipped(), TODAY).scenario == scenario


@pytest.mark.parametrize("key", USED)
def test_a_key_takes_the_second_version_and_is_written_where_it_is_used(books: PriceBooks, key: str) -> None:
    scenario = read(books, **{key: USED[key]}).scenario
    assert scenario is not None
    written = link.write(scenario)
    assert (written["v"], written[key]) == ("2", USED[key])
    assert set(written) & set(USED) == {key}


def test_without_them_a_link_is_as_ever() -> None:
    written = link.write(plan())
    assert written["v"] == "1"
    assert not set(written) & set(USED)


@pytest.mark.parametrize("key", USED)
def test_a_link_of_the_first_version_refuses_them(books: PriceBooks, key: str) -> None:
    texts = {"v": "1", key: USED[key]}
    (problem,) = link.read(texts.items(), books, TODAY).problems
    assert (problem.field, problem.value) == (key, faults.shortened(USED[key]))
    assert "v=2" in words(problem.problem)
    assert link.nearest(texts.items(), books, TODAY) == read(books, **{key: USED[key]}).scenario


def test_events_have_one_order(books: PriceBooks) -> None:
    turned = ",".join(reversed(USED["events"].split(",")))
    assert read(books, events=turned).scenario == read(books, events=USED["events"]).scenario


TWO = {"2.name": "B"}


@pytest.mark.parametrize(
    ("texts", "field", "takes"),
    [
        ({"ranges": "images:1100..2000"}, "ranges", "around the 1000 that images has"),
        ({"ranges": "images:2000..100"}, "ranges", "a low below its high"),
        ({"ranges": "images:1000..1000"}, "ranges", "a low below its high"),
        ({"ranges": "images:1..2e5"}, "ranges", "a whole number from 0 to 10,000,000"),
        ({"ranges": "tries:0.5..2"}, "ranges", "from 1 to 20"),
        ({"ranges": "discount:0..5"}, "ranges", "images, prompt, refs"),
        ({"ranges": "images:800..2000,images:900..1500"}, "ranges", "each once"),
        ({"ranges": ""}, "ranges", "a low below a high"),
        ({"ranges": "high:10..30", "quality": "0-95-5"}, "ranges", "around the 5 that high has"),
        ({**TWO, "2.ranges": "images:1..2"}, "2.ranges", "around the 1000 that images has"),
        ({"together": "101"}, "together", "from 0 to 100"),
        ({"pricerange": "5..10"}, "pricerange", "a low of -90 to 0"),
        ({"pricerange": "-95..10"}, "pricerange", "a low of -90 to 0"),
        ({"pricerange": "0..0"}, "pricerange", "that differ"),
        ({"events": "2027-03:price:-95"}, "events", "from -90 to 200"),
        ({"events": "2027-03:images:-101"}, "events", "from -100 to 1,000"),
        ({"events": "2027-03:images:+5"}, "events", "from -100 to 1,000"),
        ({"events": "2027-03:once:-1"}, "events", "from 0 to"),
        ({"events": "2027-03@1:once:5"}, "events", "one month and no workload"),
        ({"events": "2027-03..2027-04:once:5"}, "events", "one month and no workload"),
        ({"events": "2027-03:model:nope"}, "events", "one of"),
        ({"events": "2027-13:price:5"}, "events", "a month like"),
        ({"events": "2027-03..2027-02:price:5"}, "events", "a last month that is not before the first"),
        ({"events": "2026-10:price:5"}, "events", "months from 2026-11 to 2027-10"),
        ({"events": "2026-12..2027-11:price:5"}, "events", "months from 2026-11 to 2027-10"),
        ({"events": "2027-03@2:price:5"}, "events", "there is one"),
        ({**TWO, "events": "2027-03@3:price:5"}, "events", "1 to 2"),
        ({"events": "2027-03:model:gpt-image-2,2027-03@1:model:gpt-image-1-mini"}, "events", "one switch"),
        ({"events": "2027-03:model:gpt-image-2", "prices": "guide-2025-05", "model": "gpt-image-1"}, "events", "price"),
        ({"events": "2027-03:price"}, "events", "up to 24 events"),
        ({"events": ",".join(["2027-03:price:1"] * 25)}, "events", "up to 24 events"),
        ({"own_image": "-1"}, "own_image", "from 0 to"),
        ({"users": "1.5"}, "users", "a whole number"),
        ({"revenue": "x"}, "revenue", "a number"),
    ],
)
def test_what_cannot_be_is_named_and_refused(books: PriceBooks, texts: dict[str, str], field: str, takes: str) -> None:
    given = {"start": "2026-11", "prices": TODAY.isoformat(), **texts}
    reading = read(books, **given)
    assert reading.scenario is None
    assert [problem.field for problem in reading.problems] == [field]
    assert takes in words(reading.problems[0].problem)
    near = link.nearest({"v": "2", **given}.items(), books, TODAY)
    assert link.read(link.write(near).items(), books, TODAY).scenario == near


def test_the_nearest_scenario_keeps_what_can_be_kept(books: PriceBooks) -> None:
    texts = {"v": "2", "start": "2026-11", "events": "2027-03:price:5,2035-01:price:5", "ranges": "images:1100..2000"}
    near = link.nearest(texts.items(), books, TODAY)
    assert list(map(str, near.events)) == ["2027-03:price:5"]
    assert list(map(str, near.workloads[0].ranges)) == ["images:1000..2000"]


def test_events_follow_their_workload(books: PriceBooks) -> None:
    scenario = read(
        books,
        start="2026-11",
        events="2027-01@1:price:1,2027-01@2:price:2,2027-01@3:price:3,2027-01:price:9",
        **{"2.name": "B", "3.name": "C"},
    ).scenario
    assert scenario is not None
    left = map(str, scenario.without(1).events)
    assert list(left) == ["2027-01:price:9", "2027-01@1:price:1", "2027-01@2:price:3"]

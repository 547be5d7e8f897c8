"""The scenario link: what is written can be read, what is wrong is named, nothing is replaced in silence."""

import datetime as dt
import random
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.prices import GUIDE, ListPrices, PriceBooks
from pricing.scenario import link
from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from pricing.values.size import Size
from pricing.wording.messages import words
from tests.making import TODAY, plan, plans, shipped, usd

ORDER = [
    "v",
    "prices",
    "model",
    "images",
    "days",
    "quality",
    "size",
    "prompt",
    "refs",
    "refsize",
    "fidelity",
    "tries",
    "reuse",
    "batch",
    "discount",
    "growth",
    "start",
    "months",
    "budget",
]
FROZEN = {
    "v": "1",
    "model": "gpt-image-2",
    "images": "1000",
    "days": "30",
    "quality": "30-50-20",
    "size": "1024x1024",
    "prompt": "100",
    "refs": "0",
    "refsize": "1024x1024",
    "fidelity": "low",
    "tries": "1",
    "reuse": "0",
    "batch": "0",
    "discount": "0",
    "growth": "0",
    "months": "12",
}
"""What a link of version 1 means where it lacks a key. Never to be changed: old links rest on it."""


def query_of(scenario: Scenario) -> str:
    return link.query_string(link.write(scenario))


@settings(max_examples=200)
@given(scenario=plans())
def test_a_written_scenario_reads_back_the_same(scenario: Scenario) -> None:
    query = query_of(scenario)
    assert link.parse(query, shipped(), TODAY) == link.Reading(scenario)
    assert link.parse(f"?{query}", shipped(), TODAY).scenario == scenario


@settings(max_examples=100)
@given(scenario=plans(), later=st.integers(0, 3650), seed=st.randoms())
def test_a_link_means_the_same_in_any_order_and_on_any_later_day(
    scenario: Scenario, later: int, seed: random.Random
) -> None:
    pairs = list(link.write(scenario).items())
    seed.shuffle(pairs)
    day = TODAY + dt.timedelta(days=later)
    assert link.read(pairs, shipped(), day).scenario == scenario
    reading = link.parse(urlencode(pairs), shipped(), day)
    assert reading.scenario is not None
    assert query_of(reading.scenario) == query_of(scenario)


@settings(max_examples=50)
@given(scenario=plans())
def test_every_field_is_written_in_order(scenario: Scenario) -> None:
    keys = [key for key, _ in parse_qsl(query_of(scenario), keep_blank_values=True, strict_parsing=True)]
    assert keys == (ORDER if scenario.budget is not None else ORDER[:-1])


def test_the_written_form_of_a_full_plan() -> None:
    scenario = plan(
        prices=GUIDE,
        model="gpt-image-1",
        images=0,
        size=SizeMix([(Size(1024, 1024), 70), (Size(1536, 1024), 30)]),
        refs="1.5000",
        tries="20",
        growth="-2.50",
        budget=usd("100.00"),
    )
    assert query_of(scenario) == (
        "v=1&prices=guide-2025-05&model=gpt-image-1&images=0&days=30&quality=0-100-0&size=1024x1024:70,1536x1024:30"
        "&prompt=100&refs=1.5&refsize=1024x1024&fidelity=low&tries=20&reuse=0&batch=0&discount=0&growth=-2.5"
        "&start=2026-11&months=12&budget=100"
    )


@pytest.mark.parametrize("day", [dt.date(2026, 11, 24), dt.date(2027, 2, 1)])
def test_missing_keys_take_the_frozen_start_values(books: PriceBooks, day: dt.date) -> None:
    scenario = link.parse("", books, day).scenario
    assert scenario is not None
    assert link.write(scenario) == FROZEN | {"prices": day.isoformat(), "start": f"{day:%Y-%m}"}
    assert scenario == link.start_scenario(books, day)
    assert scenario.budget is None
    assert scenario == plan(quality=Quality(30, 50, 20), prices=day, start=Month.of(day))


@pytest.mark.parametrize("key", [key for key in FROZEN if key != "v"])
def test_each_missing_key_alone_takes_its_start_value(books: PriceBooks, key: str) -> None:
    full = {
        "prices": "2026-11-01",
        "model": "gpt-image-1.5",
        "images": "7",
        "days": "31",
        "quality": "1-2-97",
        "size": "1536x1024",
        "prompt": "9",
        "refs": "2",
        "refsize": "512x512",
        "fidelity": "high",
        "tries": "2",
        "reuse": "3",
        "batch": "4",
        "discount": "5",
        "growth": "6",
        "start": "2027-01",
        "months": "8",
        "budget": "9",
    }
    rest = {name: text for name, text in full.items() if name != key}
    scenario = link.read(rest.items(), books, TODAY).scenario
    assert scenario is not None
    assert link.write(scenario) == {"v": "1"} | full | {key: FROZEN[key]}


def test_unknown_keys_are_ignored_and_named(books: PriceBooks) -> None:
    reading = link.parse("utm_source=mail&images=5&Images=6&utm_source=x&" + "k" * 500 + "=1", books, TODAY)
    assert reading.scenario is not None
    assert reading.scenario.images == 5
    assert reading.ignored[:2] == ("utm_source", "Images")
    assert len(reading.ignored) == 3
    assert len(reading.ignored[2]) < 100


def test_unknown_keys_are_named_beside_problems(books: PriceBooks) -> None:
    reading = link.parse("colour=red&images=x", books, TODAY)
    assert reading.scenario is None
    assert [problem.field for problem in reading.problems] == ["images"]
    assert reading.ignored == ("colour",)
    assert list(map(str, link.known_keys_only(link.parse("imags=5&2.colour=red", books, TODAY)).problems)) == [
        "imags: it is no field of a link; did you mean images?",
        "2.colour: it is no field of a link",
    ]


def test_every_wrong_field_is_reported_with_what_it_got_and_what_it_takes(books: PriceBooks) -> None:
    reading = link.parse("images=many&days=0&model=gpt-9&budget=", books, TODAY)
    assert reading.scenario is None
    assert {(problem.field, problem.got) for problem in reading.problems} == {
        ("images", "many"),
        ("days", "0"),
        ("model", "gpt-9"),
        ("budget", ""),
    }
    texts = {problem.field: words(problem.problem) for problem in reading.problems}
    assert "10,000,000" in texts["images"]
    assert "31" in texts["days"]
    assert "gpt-image-1" in texts["model"]


QUERIES = st.one_of(
    st.text(max_size=200),
    st.binary(max_size=200).map(lambda data: data.decode("latin-1")),
    st.binary(max_size=60).map(lambda data: "&images=" + "".join(f"%{byte:02X}" for byte in data)),
    st.dictionaries(st.sampled_from(ORDER), st.text(max_size=40), max_size=19).map(urlencode),
    st.lists(st.tuples(st.sampled_from(ORDER), st.from_regex(r"[-+.,:x0-9eE]{0,24}", fullmatch=True)), max_size=9).map(
        lambda pairs: "&".join(f"{key}={text}" for key, text in pairs)
    ),
)


@settings(max_examples=250)
@given(query=QUERIES)
def test_any_query_gives_a_scenario_or_problems(query: str) -> None:
    reading = link.parse(query, shipped(), TODAY)
    assert (reading.scenario is None) == bool(reading.problems)
    assert all(problem.field in (*ORDER, "link") and words(problem.problem) for problem in reading.problems)
    assert all(len(problem.got) < 100 for problem in reading.problems)
    if reading.scenario is not None:
        assert link.parse(query_of(reading.scenario), shipped(), TODAY).scenario == reading.scenario


PAIRS = st.dictionaries(
    st.sampled_from(ORDER),
    st.one_of(
        st.text(max_size=40),
        st.from_regex(r"[-+]?[0-9]{0,12}(\.[0-9]{0,6})?([eE][-+]?[0-9]{1,9})?", fullmatch=True),
        st.from_regex(r"[0-9]{1,4}-[0-9]{1,4}-[0-9]{1,4}", fullmatch=True),
        st.from_regex(r"[0-9]{4}-(0[0-9]|1[0-9])(-[0-3][0-9])?", fullmatch=True),
        st.from_regex(r"([1-9][0-9]{0,4}x[1-9][0-9]{0,4}:?[0-9]{0,3},?){1,4}", fullmatch=True),
        st.sampled_from(["nan", "sNaN", "inf", "-Infinity", "-0", "１０００", "low", "LOW", GUIDE, "GPT-Image-2"]),
        st.sampled_from(["midjourney", "stability-ai", "dall-e-3", "gpt-image-2.6-flare", "2022-11-03", "9999-12-31"]),
    ),
).map(lambda pairs: list(pairs.items()))


def assert_nearest_is_valid(books: PriceBooks, pairs: list[tuple[str, str]], today: dt.date = TODAY) -> Scenario:
    """The nearest plan must be one that a link can carry, in its canonical form."""
    near = link.nearest(pairs, books, today)
    reading = link.parse(query_of(near), books, today)
    assert reading == link.Reading(near)
    assert reading.scenario is not None
    assert link.write(reading.scenario) == link.write(near)
    return near


@settings(max_examples=250)
@given(pairs=PAIRS)
def test_the_nearest_plan_is_always_valid(pairs: list[tuple[str, str]]) -> None:
    assert_nearest_is_valid(shipped(), pairs)


DAYS = [dt.date(2019, 12, 31), dt.date(2022, 11, 2), dt.date(2022, 11, 3), dt.date(2025, 6, 1), dt.date(2026, 4, 20)]
"""Before any price, around the first one of the list, last year, and the day before the start plan's model."""


@settings(max_examples=250)
@given(pairs=PAIRS, today=st.sampled_from([*DAYS, TODAY]) | st.dates(dt.date(2019, 1, 1), dt.date(2027, 12, 31)))
def test_the_nearest_plan_is_valid_on_every_day(pairs: list[tuple[str, str]], today: dt.date) -> None:
    assert_nearest_is_valid(shipped(), pairs, today)


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_the_start_plan_is_valid_on_every_day(books: PriceBooks, today: dt.date) -> None:
    start = link.start_scenario(books, today)
    assert link.parse(query_of(start), books, today) == link.Reading(start)
    assert link.nearest(link.write(start).items(), books, today) == start


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_the_nearest_plan_is_valid_for_every_model_on_every_day(books: PriceBooks, today: dt.date) -> None:
    for model in books.listed.priced:
        near = assert_nearest_is_valid(books, [("model", model), ("prices", "2022-11-01")], today)
        if books.listed[model].first_priced <= today:
            assert (near.workloads[0].model, near.prices) == (model, ListPrices(books.listed[model].first_priced))


@pytest.mark.parametrize("model", ["midjourney", "stability-ai", "gpt-image-2", "dall-e-3", "nothing"])
@pytest.mark.parametrize("prices", ["2022-11-03", "2026-11-24", "9999-12-31", GUIDE, "soon"])
def test_the_nearest_plan_is_valid_for_every_model_and_book(books: PriceBooks, model: str, prices: str) -> None:
    assert_nearest_is_valid(books, [("model", model), ("prices", prices)])


@settings(max_examples=100)
@given(scenario=plans())
def test_the_nearest_plan_to_a_valid_one_is_itself(scenario: Scenario) -> None:
    assert link.nearest(link.write(scenario).items(), shipped(), TODAY) == scenario


@pytest.mark.parametrize(
    ("key", "given", "near"),
    [
        ("images", "1e9", "10000000"),
        ("images", "-5", "0"),
        ("images", " 1000 ", "1000"),
        ("images", "１０００", "1000"),
        ("images", "99.6", "100"),
        ("images", "inf", "10000000"),
        ("images", "nan", "1000"),
        ("images", "9" * 10_000, "10000000"),
        ("days", "0", "1"),
        ("tries", "0.5", "1"),
        ("refs", "1.23456", "1.2346"),
        ("growth", "-0.001", "0"),
        ("growth", "-51", "-50"),
        ("discount", "91", "90"),
        ("quality", "60-100-40", "30-50-20"),
        ("quality", "1-1-1", "34-33-33"),
        ("quality", "0-0-0", "30-50-20"),
        ("size", "1024x1024:50,1536x1024:30", "1024x1024:63,1536x1024:37"),
        ("size", "huge", "1024x1024"),
        ("fidelity", "HIGH", "high"),
        ("model", "GPT-Image-1.5", "gpt-image-1.5"),
        ("months", "37", "36"),
        ("start", "1999-12", "2020-01"),
    ],
)
def test_the_nearest_value(books: PriceBooks, key: str, given: str, near: str) -> None:
    scenario = assert_nearest_is_valid(books, [(key, given)])
    assert link.write(scenario)[key] == near

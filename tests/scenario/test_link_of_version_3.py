"""Links of version 3: what their keys take, when they are written, and what older links mean without them."""

from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.prices import PriceBooks
from pricing.scenario import link
from pricing.scenario.workload import Need
from pricing.wording.messages import words
from tests.making import TODAY, shipped

USED = {
    "needs": "text,transparent",
    "buys": "low/high/high",
    "partials": "3",
    "thinking": "335",
    "discount": "-10",
    "peak": "6.5",
    "accepted": "gpt-image-2:95,flux-2-pro:80.5",
    "contract": "vendor",
}
BAD = {
    "needs": ["", "text,text", "Text", "text, vector", "legs"],
    "buys": ["", "high", "low/medium", "low/medium/high/max", "-/-/-", "low/medium/ultra", "low//high"],
    "partials": ["", "4", "-1", "1.5", "\uff11"],
    "thinking": ["", "20001", "-1", "1e3"],
    "discount": ["-100.5", "91", "-", "+5"],
    "peak": ["", "0.5", "1441", "1.234"],
    "accepted": ["", "gpt-image-2", "gpt-image-2:101", "gpt-image-2:5,gpt-image-2:6", "nobody:5", "gpt-image-2:x"],
    "contract": ["", "nowhere"],
}


def read(books: PriceBooks, **texts: str) -> link.Reading:
    return link.read({"v": "3", **texts}.items(), books, TODAY)


@pytest.mark.parametrize("key", USED)
def test_a_key_is_written_where_it_is_used_and_takes_version_3(books: PriceBooks, key: str) -> None:
    scenario = read(books, **{key: USED[key]}).scenario
    assert scenario is not None
    written = link.write(scenario)
    assert (written["v"], written[key]) == ("3", USED[key])
    assert (set(written) & set(USED)) - {"discount"} == {key} - {"discount"}
    assert link.read(written.items(), books, TODAY).scenario == scenario


@pytest.mark.parametrize("key", USED)
@pytest.mark.parametrize("version", ["1", "2"])
def test_an_older_link_refuses_it_and_names_the_version(books: PriceBooks, key: str, version: str) -> None:
    texts = {"v": version, key: USED[key]}
    (problem,) = link.read(texts.items(), books, TODAY).problems
    assert problem.field == key
    assert "v=3" in words(problem.problem)
    assert link.nearest(texts.items(), books, TODAY) == read(books, **{key: USED[key]}).scenario


@pytest.mark.parametrize("key", BAD)
def test_what_a_key_does_not_take_is_named_and_something_near_is_valid(books: PriceBooks, key: str) -> None:
    for text in BAD[key]:
        problems = read(books, **{key: text}).problems
        assert [problem.field for problem in problems] == [key], text
        near = link.nearest({"v": "3", key: text}.items(), books, TODAY)
        assert link.read(link.write(near).items(), books, TODAY).scenario == near


def test_a_further_workload_has_its_own(books: PriceBooks) -> None:
    texts = {"2.name": "Edits", "2.model": "gpt-image-1.5", "2.thinking": "335", "2.discount": "-5.5"}
    texts["2.needs"] = "text"
    scenario = read(books, **texts).scenario
    assert scenario is not None
    edits = scenario.workloads[1]
    assert (edits.thinking, edits.discount, edits.needs) == (335, Decimal("-5.5"), ("text",))
    assert link.write(scenario).items() >= {"v": "3", **texts}.items()
    assert scenario.workloads[0].thinking == 0


def test_a_scenario_without_them_keeps_its_version(books: PriceBooks) -> None:
    for texts, version in (({}, "1"), ({"budget": "5"}, "1"), ({"users": "5"}, "2"), ({"discount": "10"}, "1")):
        scenario = read(books, **texts).scenario
        assert scenario is not None
        assert link.write(scenario)["v"] == version


def test_qualities_are_those_of_the_model(books: PriceBooks) -> None:
    for model, buys in (("gpt-image-2.5-flare", "medium/xhigh/max"), ("gpt-image-2", "-/low/high")):
        assert read(books, model=model, buys=buys).scenario is not None
    (problem,) = read(books, model="gpt-image-2", buys="low/high/max").problems
    assert problem.field == "buys"
    assert "gpt-image-2 each of the three is - or one of low, medium, high" in words(problem.problem)


@settings(max_examples=60)
@given(needs=st.sets(st.sampled_from(get_args(Need)), min_size=1), data=st.data())
def test_needs_have_one_order(needs: set[str], data: st.DataObject) -> None:
    order = data.draw(st.permutations(sorted(needs)))
    scenario = read(shipped(), needs=",".join(order)).scenario
    assert scenario is not None
    assert link.write(scenario)["needs"] == ",".join(need for need in get_args(Need) if need in needs)

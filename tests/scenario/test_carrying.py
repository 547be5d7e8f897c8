"""A range goes along with the value that it lies around."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.prices import PriceBooks
from pricing.scenario import link
from pricing.scenario.link import carried
from pricing.scenario.mixes import Quality
from pricing.scenario.scenario import Scenario
from tests.making import TODAY, plan, shipped, uncertain


def after(books: PriceBooks, ranges: str, **changes: str) -> str | None:
    before = link.write(plan(ranges=ranges, images=1000, quality=Quality(30, 50, 20)))
    texts = dict(carried(list(before.items()), list((before | changes).items()), books, TODAY))
    assert link.read(texts.items(), books, TODAY).scenario is not None
    return texts.get("ranges")


@pytest.mark.parametrize(
    ("ranges", "changes", "expected"),
    [
        ("images:800..2000", {"images": "2000"}, "images:1600..4000"),
        ("images:800..2000", {"images": "1001"}, "images:801..2002"),
        ("images:800..2000", {"days": "31"}, "images:800..2000"),
        ("images:800..2000", {"images": "10000000"}, "images:8000000..10000000"),
        ("images:800..2000", {"images": "0"}, "images:0..2000"),
        ("images:1000..2000", {"images": "10000000"}, None),
        ("growth:-5..10", {"growth": "4"}, "growth:-5..10"),
        ("tries:1..1.6", {"tries": "2"}, "tries:2..3.2"),
        ("high:10..30", {"quality": "20-40-40"}, "high:20..60"),
    ],
)
def test_a_range_keeps_its_proportion(
    books: PriceBooks, ranges: str, changes: dict[str, str], expected: str | None
) -> None:
    assert after(books, ranges, **changes) == expected


def test_a_range_that_was_changed_itself_stays(books: PriceBooks) -> None:
    before = link.write(plan(ranges="images:800..2000"))
    texts = before | {"images": "5000", "ranges": "images:100..300"}
    assert carried(list(before.items()), list(texts.items()), books, TODAY) == list(texts.items())


@settings(max_examples=60)
@given(scenario=uncertain(), images=st.integers(0, 10_000_000))
def test_a_move_of_a_value_never_makes_a_scenario_that_cannot_be(scenario: Scenario, images: int) -> None:
    before = link.write(scenario)
    texts = carried(list(before.items()), list((before | {"images": str(images)}).items()), shipped(), TODAY)
    assert link.read(texts, shipped(), TODAY).problems == ()

"""A browser that lags behind sends old values of one control with the moves of another: they are no moves.

Two boxes show the growth, in percent and as the months in which the volume doubles, so the server sets one when the
user moves the other.
"""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.planner import assert_plan, move, opened, unfold


@pytest.fixture
def at() -> AppTest:
    at = opened("growth=10")
    unfold(at, "more_open")
    return at


def grow(at: AppTest, percent: str, doubles: str) -> None:
    """Type a growth, in a browser whose other box still shows an older value."""
    at.text_input(key="doubles_box").set_value(doubles)
    at.text_input(key="growth_box").set_value(percent)
    at.run()


def doubles(at: AppTest) -> str:
    return str(at.text_input(key="doubles_box").value)


def test_moves_with_any_older_value_beside_them(at: AppTest) -> None:
    seen = [doubles(at)]
    for percent, age in (("20", 0), ("30", 0), ("50", 1), ("60", 2)):
        grow(at, percent, seen[-1 - age])
        assert_plan(at, growth=percent)
        seen.append(doubles(at))
    assert len(set(seen)) == 5


def test_another_control_brings_the_echo(at: AppTest) -> None:
    first = doubles(at)
    grow(at, "20", first)
    at.text_input(key="doubles_box").set_value(first)
    move(at, quality="40-40-20")
    assert_plan(at, quality="40-40-20", growth="20")


def test_older_value_entered_on_purpose_is_a_move(at: AppTest) -> None:
    first = doubles(at)
    at.text_input(key="growth_box").set_value("20").run()
    at.text_input(key="doubles_box").set_value(first).run()
    assert doubles(at) == first

"""What is typed and cannot be taken: it stays in its box, in words beside it, and the figures say that they are old."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.planner import (
    address,
    assert_plan,
    assert_refused,
    go_to,
    move,
    opened,
    refused_in_panel,
    said,
    shown,
    unfold,
)

IMAGES = "a whole number from 0 to 10,000,000 images a day"


def typed(at: AppTest, key: str, text: str) -> AppTest:
    if key == "images":
        return move(at, images=text)
    at.text_input(key=key).set_value(text).run()
    return at


@pytest.mark.parametrize("text", ["1e5", "12.7", "12,7", "10,000,001", "-1", "ten", "1.000", "１０００", "+5"])
def test_a_volume_that_is_no_whole_number_in_range(text: str) -> None:
    at = typed(opened("images=640"), "images", text)
    assert_refused(at, "images", text, IMAGES, images="640")
    assert "The plan keeps 640." in refused_in_panel(at)[0]


@pytest.mark.parametrize(
    ("field", "text", "takes"),
    [
        ("prompt", "32,001", "a whole number from 0 to 32,000 tokens"),
        ("refs", "1.23456", "a number with at most 4 decimals from 0 to 16 reference images"),
        ("reuse", "96", "a number with at most 2 decimals from 0 to 95 percent"),
        ("growth", "-51", "a number with at most 2 decimals from -50 to 100 percent a month"),
        ("budget", "1e6", "a number with at most 2 decimals from 0 to 1,000,000,000,000 USD a month, or left out"),
        ("months", "37", "a whole number from 1 to 36 months"),
        ("days", "0", "a whole number from 1 to 31 days a month"),
    ],
)
def test_every_box_says_what_it_takes(field: str, text: str, takes: str) -> None:
    at = opened()
    before = address(at)
    unfold(at, "more_open")
    typed(at, f"{field}_box", text)
    assert_refused(at, f"{field}_box", text, takes)
    assert address(at) == before


def test_what_could_be_two_numbers_is_refused_with_both() -> None:
    at = opened()
    unfold(at, "more_open")
    typed(at, "tries_box", "1,500")
    takes = "a number with at most 4 decimals from 1 to 20 tries; write 1500 or 1.500, as 1,500 could be either"
    assert_refused(at, "tries_box", "1,500", takes, tries="1")


def test_the_wrong_size_of_a_reference() -> None:
    at = opened("refs=1&images=700")
    unfold(at, "more_open")
    typed(at, "refsize", "huge")
    takes = "a size in pixels like 1024x1536, edges of 10 to 16,384"
    assert_refused(at, "refsize", "huge", takes, refs="1", images="700", refsize="1024x1024")
    assert_plan(typed(at, "refsize", "512x512"), refsize="512x512")


def test_sizes_of_more_than_a_hundred_percent() -> None:
    at = opened("size=1024x1024:40,1536x1024:60")
    unfold(at, "more_open")
    unfold(at, "mix_open")
    typed(at, "mix_1024x1536", "41")
    takes = "a whole number from 0 to 40 percent, as the sizes add up to 100"
    assert_refused(at, "mix_1024x1536", "41", takes, size="1024x1024:40,1536x1024:60")
    assert_plan(typed(at, "mix_1024x1536", "40"), size="1536x1024:60,1024x1536:40")


def test_a_right_value_takes_the_refusal_away() -> None:
    at = typed(opened("images=640"), "images", "1e5")
    assert_plan(typed(at, "images", "100,000"), images="100000")
    assert shown(at, "images") == "100000"
    assert "old figures" not in said(at)


def test_an_emptied_box_goes_back_to_the_plan() -> None:
    at = typed(typed(opened("images=640"), "images", "1e5"), "images", "")
    assert_plan(at, images="640")
    assert shown(at, "images") == "640"


def test_moving_the_slider_beside_it_takes_the_refusal_away() -> None:
    at = typed(opened("images=1000"), "images", "1e5")
    move(at, images="1200")
    assert_plan(at, images="1200")
    assert shown(at, "images") == "1200"
    move(at, images="1000")
    assert_plan(at, images="1000")


def test_another_control_leaves_it_as_it_stands() -> None:
    at = typed(opened("images=640"), "images", "1e5")
    move(at, quality="40-40-20")
    assert_refused(at, "images", "1e5", IMAGES, images="640", quality="40-40-20")


def test_it_is_told_where_the_box_is_folded_away_and_stands_there_when_it_opens() -> None:
    at = opened()
    unfold(at, "more_open")
    typed(at, "days_box", "32")
    at.session_state["more_open"] = False
    at.run()
    at.run()
    assert "“32” is not accepted, so these are the old figures" in said(at)
    unfold(at, "more_open")
    assert_refused(at, "days_box", "32", "a whole number from 1 to 31 days a month", days="30")


def test_another_address_begins_anew() -> None:
    at = typed(opened("images=640"), "images", "1e5")
    go_to(at, "images=640&days=20")
    assert_plan(at, images="640", days="20")
    assert shown(at, "images") == "640"


def test_what_is_typed_is_only_text() -> None:
    at = opened()
    unfold(at, "more_open")
    typed(at, "days_box", "**x** [a](http://b.c) $1$")
    shown = at.error[0].value
    for sign in ("**x", "[a]("):
        assert sign not in shown

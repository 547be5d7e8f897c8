"""A browser that lags behind sends old values of one control with the moves of another: they are no moves.

The slider and the number box show the same field, so the server moves one when the user moves the other.
"""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.planner import assert_plan, opened


def move_slider(at: AppTest, images: int, box: int) -> None:
    """Move the slider, from a browser whose number box still shows an older value."""
    at.text_input(key="images_box").set_value(str(box))
    at.select_slider(key="images_slider").set_value(images)
    at.run()


@pytest.mark.parametrize("box", [1000, 1200])
def test_second_move(box: int) -> None:
    at = opened("images=1000")
    move_slider(at, 1200, box=1000)
    move_slider(at, 1500, box=box)
    assert_agree(at, 1500)


@pytest.mark.parametrize("boxes", [(1000, 1000), (1000, 1200), (1200, 1200), (1200, 1500)])
def test_third_move(boxes: tuple[int, int]) -> None:
    at = opened("images=1000")
    move_slider(at, 1200, box=1000)
    move_slider(at, 1500, box=boxes[0])
    move_slider(at, 2000, box=boxes[1])
    assert_agree(at, 2000)


@pytest.mark.parametrize("box", [1000, 1200, 1500])
def test_another_control_brings_the_echo(box: int) -> None:
    at = opened("images=1000")
    move_slider(at, 1200, box=1000)
    move_slider(at, 1500, box=1000)
    at.text_input(key="images_box").set_value(str(box))
    at.slider(key="quality_low").set_value(40)
    at.run()
    assert_plan(at, quality="40-40-20")
    assert_agree(at, 1500)


def test_late_echo_after_both_agreed() -> None:
    at = opened("images=1000")
    move_slider(at, 1200, box=1000)
    at.run()
    move_slider(at, 1500, box=1200)
    assert_agree(at, 1500)


def test_older_value_entered_on_purpose_is_a_move() -> None:
    at = opened("images=1000")
    at.select_slider(key="images_slider").set_value(1200).run()
    at.text_input(key="images_box").set_value("1000").run()
    assert_agree(at, 1000)


def assert_agree(at: AppTest, images: int) -> None:
    """Plan, slider and number box say the same."""
    assert_plan(at, images=str(images))
    assert at.select_slider(key="images_slider").value == images
    assert at.text_input(key="images_box").value == str(images)

"""By touch: a swipe that begins on a slider of Streamlit scrolls the page and changes nothing; a drag of the handle
moves it.
"""

import pytest
from playwright.sync_api import CDPSession, FloatRect, Locator, Page, ViewportSize, expect

from tests.browser.planner import expect_quiet, headline
from tests.browsing import NewContext

SCREENS: list[ViewportSize] = [
    {"width": 390, "height": 844},
    {"width": 390, "height": 664},
    {"width": 360, "height": 560},
    {"width": 844, "height": 390},
]


@pytest.fixture
def phone(new_context: NewContext) -> Page:
    return new_context(touch=True).new_page()


def swipe(page: Page, begin: tuple[float, float], by: tuple[float, float]) -> None:
    """A finger that comes down, moves in steps and is lifted."""
    session: CDPSession = page.context.new_cdp_session(page)
    x, y = begin
    session.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 11):
        point = {"x": x + by[0] * step / 10, "y": y + by[1] * step / 10}
        session.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    session.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def boxes(page: Page, slider: Locator) -> tuple[FloatRect, FloatRect]:
    """Where a slider and its handle are on the screen."""
    slider.scroll_into_view_if_needed()
    track, handle = slider.get_by_role("group").bounding_box(), slider.locator("[style*=translate]").bounding_box()
    assert track is not None
    assert handle is not None
    return track, handle


def test_a_link_to_a_saving_brings_it_into_sight(phone: Page, server: str) -> None:
    phone.goto(f"{server}/decide?saving=1_reuse")
    row = phone.locator(".st-key-row_1_reuse")
    expect(row).to_be_focused()
    expect(row).to_be_in_viewport()


def test_a_swipe_scrolls_and_changes_nothing_and_a_drag_moves(phone: Page, server: str) -> None:
    """On every screen, with the total in sight."""
    phone.goto(f"{server}/decide")
    cost, sliders = headline(phone), phone.get_by_test_id("stSlider")
    row, total = phone.locator(".st-key-row_1_reuse"), phone.locator(".panel-slim b")
    for slider in (sliders.first, sliders.last):
        expect(slider).to_be_visible()
    expect_quiet(phone)
    shown, values = cost.inner_text(), sliders.all_inner_texts()
    for screen in SCREENS:
        phone.set_viewport_size(screen)
        for slider in sliders.all() if screen is SCREENS[0] else [row.get_by_test_id("stSlider")]:
            track, _ = boxes(phone, slider)
            expect(total).to_be_in_viewport()
            swipe(phone, (track["x"] + 0.8 * track["width"], track["y"] + track["height"] / 2), (0, 100))
            moved = slider.get_by_role("group").bounding_box()
            assert moved is not None
            assert moved["y"] > track["y"] + 40, f"the page did not scroll at {screen}"
    figure = phone.get_by_role("figure")
    figure.scroll_into_view_if_needed()
    chart = figure.bounding_box()
    assert chart is not None
    swipe(phone, (chart["x"] + chart["width"] / 2, chart["y"] + chart["height"] / 2), (0, 100))
    moved = figure.bounding_box()
    assert moved is not None
    assert moved["y"] > chart["y"] + 40, "the page does not scroll over a chart"
    assert sliders.all_inner_texts() == values
    expect(cost).to_have_text(shown)
    slider = sliders.first
    _, handle = boxes(phone, slider)
    swipe(phone, (handle["x"] + handle["width"] / 2 + 8, handle["y"] + handle["height"] / 2), (-120, 0))
    expect(slider).not_to_have_text(values[0])

"""Controls moved faster than the server answers: no move is lost, and what shows one field agrees."""

from playwright.sync_api import Page, expect

from tests.browser.planner import arrow, enter, expect_plan, number_box, show, slider


def test_slider_and_number_box_in_turn(page: Page, server: str) -> None:
    show(page, server)
    for exact, shown, after in (("1234", "1.2K", "1500"), ("7777", "8K", "10000"), ("50", "50", "60")):
        enter(page, "images", exact)
        expect_plan(page, images=exact)
        expect(slider(page, "images_slider")).to_have_attribute("aria-valuetext", shown)
        arrow(page, "images_slider")
        expect_plan(page, images=after)
        expect(number_box(page, "images")).to_have_value(after)


def test_number_box_after_quick_moves_of_the_slider(page: Page, server: str) -> None:
    show(page, server)
    arrow(page, "images_slider", times=3)
    expect_plan(page, images="2000")
    enter(page, "images", "777")
    expect_plan(page, images="777")
    expect(number_box(page, "images")).to_have_value("777")
    expect(slider(page, "images_slider")).to_have_attribute("aria-valuetext", "800")


def test_two_sliders_in_quick_turns(page: Page, server: str) -> None:
    show(page, server)
    for _ in range(4):
        arrow(page, "images_slider")
        arrow(page, "quality_low")
    expect_plan(page, images="2500", quality="34-46-20")


def test_three_controls_at_once(page: Page, server: str) -> None:
    show(page, server)
    arrow(page, "images_slider", times=2)
    arrow(page, "quality_high", times=5)
    arrow(page, "size")
    expect_plan(page, images="1500", quality="30-45-25")
    expect(slider(page, "size")).not_to_have_attribute("aria-valuetext", "1024x1024 · 1.0 MP")


def test_slow_browser_loses_no_move(page: Page, server: str) -> None:
    show(page, server)
    client = page.context.new_cdp_session(page)
    client.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    for _ in range(3):
        arrow(page, "images_slider", times=2)
        arrow(page, "quality_low", times=2)
    expect_plan(page, images="4000", quality="36-44-20")

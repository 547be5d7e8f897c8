"""Typing in a real browser: what cannot be taken stays as it was typed; a comma between thousands can."""

from playwright.sync_api import Page, expect

from tests.browser.planner import arrow, enter, expect_plan, fold, headline, number_box, overflow, show, slider
from tests.browsing import PHONE


def test_what_cannot_be_taken_stays_and_is_told(page: Page, server: str) -> None:
    show(page, server, "images=1000")
    cost = headline(page).inner_text()
    enter(page, "images", "1e5")
    error = page.get_by_test_id("stAlertContentError")
    expect(error).to_have_text(
        "“1e5” is not taken. It takes a whole number from 0 to 10,000,000 images a day. The plan keeps 1000."
    )
    expect(number_box(page, "images")).to_have_value("1e5")
    expect(page.get_by_role("main")).to_contain_text("“1e5” is not taken, so these are the old figures.")
    expect(headline(page)).to_have_text(cost)
    expect_plan(page, images="1000")
    enter(page, "images", "100,000")
    expect_plan(page, images="100000")
    expect(error).to_have_count(0)
    expect(number_box(page, "images")).to_have_value("100000")


def test_the_slider_beside_it_goes_on(page: Page, server: str) -> None:
    show(page, server, "images=1000")
    enter(page, "images", "12.7")
    expect(page.get_by_test_id("stAlertContentError")).to_be_visible()
    arrow(page, "images_slider", times=3)
    expect_plan(page, images="2000")
    expect(number_box(page, "images")).to_have_value("2000")
    expect(page.get_by_test_id("stAlertContentError")).to_have_count(0)


def test_a_phone_shows_the_keys_that_a_box_takes(page: Page, server: str) -> None:
    page.set_viewport_size(PHONE)
    show(page, server)
    fold(page, "More assumptions").click()
    for field, kind in (("months", "tel"), ("growth", "text"), ("budget", "text")):
        box = number_box(page, field)
        expect(box).to_have_attribute("type", kind)
        box.fill("abc")
        box.press("Enter")
        error = page.locator(f".st-key-{field}_box + * [data-testid=stAlertContentError]")
        expect(error).to_contain_text("“abc” is not taken.")
        expect(box).to_have_value("abc")
    assert overflow(page) <= 0


def test_the_slider_keeps_the_focus_when_the_refusal_goes(page: Page, server: str) -> None:
    """The note above the figures goes away, and nothing below it is made anew."""
    show(page, server, "images=1000")
    enter(page, "images", "12.7")
    expect(page.get_by_test_id("stAlertContentError")).to_be_visible()
    expect(page.get_by_test_id("stAlertContentWarning")).to_be_visible()
    arrow(page, "images_slider")
    expect_plan(page, images="1200")
    expect(page.get_by_test_id("stAlertContentWarning")).to_have_count(0)
    expect(slider(page, "images_slider")).to_be_focused()

"""Controls of the Plan page as a person moves them: quickly, by keyboard, and into what cannot be taken."""

from playwright.sync_api import Page, expect

from tests.browser.planner import arrow, enter, expect_plan, fold, headline, number_box, overflow, refusal, show, slider
from tests.browsing import PHONE


def test_slider_and_number_box_in_turn_and_others_at_once(page: Page, server: str) -> None:
    """No move is lost, and what shows one field agrees, also where the browser is slow."""
    show(page, server)
    for exact, shown, after in (("1234", "1,234", "1500"), ("50", "50", "60")):
        enter(page, "images", exact)
        expect_plan(page, images=exact)
        expect(slider(page, "images_slider")).to_have_attribute("aria-valuetext", shown)
        arrow(page, "images_slider")
        expect_plan(page, images=after)
        expect(number_box(page, "images")).to_have_value(after)
    enter(page, "images", "777")
    expect_plan(page, images="777")
    expect(number_box(page, "images")).to_have_value("777")
    expect(slider(page, "images_slider")).to_have_attribute("aria-valuetext", "777")
    arrow(page, "images_slider", times=2)
    arrow(page, "quality_high", times=5, way="ArrowUp")
    page.get_by_role("radio", name="Portrait").check()
    expect_plan(page, images="1200", quality="30-45-25", size="1024x1536")
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    for _ in range(3):
        arrow(page, "images_slider", times=2)
        arrow(page, "quality_low", times=2)
    expect_plan(page, images="5000", quality="36-39-25")


def test_what_cannot_be_taken_stays_and_is_told_until_the_slider_goes_on(page: Page, server: str) -> None:
    show(page, server, "images=1000")
    cost = headline(page).inner_text()
    enter(page, "images", "1e5")
    error = refusal(page, "images")
    expect(error).to_have_text(
        "“1e5” is not accepted. Enter a whole number from 0 to 10,000,000 images a day. The plan keeps 1000."
    )
    expect(number_box(page, "images")).to_have_value("1e5")
    expect(page.get_by_role("main")).to_contain_text("“1e5” is not accepted, so these are the old figures.")
    expect(headline(page)).to_have_text(cost)
    expect_plan(page, images="1000")
    enter(page, "images", "100,000")
    expect_plan(page, images="100000")
    expect(error).to_have_text("")
    expect(number_box(page, "images")).to_have_value("100000")
    enter(page, "images", "12.7")
    expect(error).to_be_visible()
    expect(page.get_by_test_id("stAlertContentWarning")).to_be_visible()
    arrow(page, "images_slider", times=3)
    expect_plan(page, images="200000")
    expect(number_box(page, "images")).to_have_value("200000")
    expect(error).to_have_text("")
    expect(page.get_by_test_id("stAlertContentWarning")).to_have_count(0)
    # The note above the figures went away, and nothing below it was made anew.
    expect(slider(page, "images_slider")).to_be_focused()


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
        expect(error).to_contain_text("“abc” is not accepted.")
        expect(box).to_have_value("abc")
    assert overflow(page) <= 0

"""For readers: a new cost is read out, the keyboard's letters leave the page alone, and its language is known."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.planner import (
    arrow,
    enter,
    expect_comparison,
    expect_plan,
    expect_prices,
    headline,
    menu,
    number_box,
    show,
)


@pytest.fixture
def sent(page: Page) -> list[str]:
    """What the page asks of its server."""
    asked: list[str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda _: asked.append(socket.url)))
    return asked


def read_out(page: Page) -> Locator:
    """What a screen reader says by itself."""
    return page.locator("#read-out")


def test_new_monthly_cost_is_read_out_after_a_move(page: Page, server: str) -> None:
    show(page, server)
    expect(read_out(page)).to_have_role("status")
    expect(read_out(page)).to_have_text("")
    arrow(page, "images_slider")
    expect_plan(page, images="1200")
    expect(read_out(page)).to_have_text(f"{headline(page).inner_text()} a month")
    enter(page, "images", "777")
    expect_plan(page, images="777")
    expect(read_out(page)).to_have_text(f"{headline(page).inner_text()} a month")


def test_what_has_no_price_is_read_out_as_that(page: Page, server: str) -> None:
    show(page, server)
    page.get_by_role("combobox", name="Model").fill("2.6 Flare")
    page.get_by_role("option").first.click()
    expect(read_out(page)).to_have_text("Not priced")


def test_on_compare_the_cost_of_the_plan_is_read_out(page: Page, server: str) -> None:
    show(page, server)
    menu(page, "Compare").click()
    page.wait_for_function("() => location.pathname === '/compare'")
    expect_comparison(page)
    page.wait_for_timeout(600)
    expect(read_out(page)).to_have_text("")
    arrow(page, "images_slider")
    expect(read_out(page)).to_have_text("$2,546.93 a month")


def test_other_pages_read_nothing_out(page: Page, server: str) -> None:
    show(page, server)
    menu(page, "Prices").click()
    expect_prices(page)
    page.wait_for_timeout(600)
    expect(read_out(page)).to_have_text("")


@pytest.mark.parametrize("key", ["r", "R", "c"])
def test_a_letter_does_not_run_the_page_again(page: Page, server: str, sent: list[str], key: str) -> None:
    show(page, server)
    page.wait_for_timeout(600)
    sent.clear()
    page.keyboard.press(key)
    menu(page, "Compare").focus()
    page.keyboard.press(key)
    page.wait_for_timeout(600)
    assert sent == []
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_letters_can_be_typed(page: Page, server: str) -> None:
    show(page, server)
    box = number_box(page, "images")
    box.fill("")
    box.press_sequentially("rcr")
    expect(box).to_have_value("rcr")


def test_language_of_the_page(page: Page, server: str) -> None:
    show(page, server)
    assert page.locator("html").get_attribute("lang") == "en"

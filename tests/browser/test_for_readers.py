"""For readers: a new cost is read out, the keyboard's letters leave the page alone, and its language is known."""

from playwright.sync_api import Locator, Page, expect

from pricing.prices import ListPrices
from tests.browser.planner import (
    arrow,
    choose,
    enter,
    expect_comparison,
    expect_plan,
    expect_prices,
    headline,
    menu,
    number_box,
    show,
)
from tests.pages.expected import BOOKS, DAY, UNPRICED

HEAR = """() => {
    window.heard = [];
    new MutationObserver(() => {
        const text = document.querySelector("#read-out")?.textContent;
        if (text && text !== window.heard.at(-1)) window.heard.push(text);
    }).observe(document.body, {subtree: true, childList: true, characterData: true});
}"""
"""Begins to keep what is read out."""


def read_out(page: Page) -> Locator:
    """What a screen reader says by itself."""
    return page.locator("#read-out")


def test_a_new_cost_is_read_out_and_a_page_that_is_opened_is_not(page: Page, server: str) -> None:
    show(page, server)
    expect(read_out(page)).to_have_role("status")
    expect(read_out(page)).to_have_text("")
    page.evaluate(HEAR)
    menu(page, "Prices").click()
    expect_prices(page)
    menu(page, "Compare").click()
    page.wait_for_url("**/compare?*")
    expect_comparison(page)
    page.get_by_role("button", name="Change the plan").click()
    arrow(page, "images_slider")
    expect(read_out(page)).to_have_text("$2,546.93 a month")
    assert page.evaluate("window.heard") == ["$2,546.93 a month"]
    menu(page, "Plan").click()
    expect_plan(page, images="1200")
    enter(page, "images", "777")
    expect_plan(page, images="777")
    expect(read_out(page)).to_have_text(f"{headline(page).inner_text()} a month")
    choose(page, "Model", BOOKS[ListPrices(DAY)][UNPRICED].model.name)
    expect(read_out(page)).to_have_text("Not priced")


def test_a_letter_does_not_run_the_page_again(page: Page, server: str) -> None:
    """What a move sends is all that is sent, though the letters came before it."""
    sent: list[str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda _: sent.append(socket.url)))
    show(page, server)
    sent.clear()
    arrow(page, "images_slider")
    expect_plan(page, images="1200")
    usual = len(sent)
    sent.clear()
    for key in ("r", "R", "c"):
        menu(page, "Compare").focus()
        page.keyboard.press(key)
        page.locator("body").press(key)
    expect(page.get_by_role("dialog")).to_have_count(0)
    arrow(page, "images_slider")
    expect_plan(page, images="1500")
    assert len(sent) == usual
    expect(page.get_by_role("dialog")).to_have_count(0)
    box = number_box(page, "images")
    box.fill("")
    box.press_sequentially("rcr")
    expect(box).to_have_value("rcr")
    assert page.locator("html").get_attribute("lang") == "en"

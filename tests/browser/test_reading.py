"""Reading without seeing or pointing: what a click opens, what the keyboard reaches."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.planner import arrow, expect_plan, expect_prices, expect_quiet, fold, menu, show, tab_to, tables

KEPT_AS_TEXT = """() => {
  const { downloadImage } = Plotly;
  Plotly.downloadImage = (figure, options) => downloadImage(figure, { ...options, format: "svg" });
}"""


def test_tables_open_with_one_click_and_follow_a_move(page: Page, server: str) -> None:
    show(page, server)
    expect(page.get_by_role("figure").first.locator(".main-svg").first).to_be_visible()
    picture = page.get_by_role("figure").first.get_by_role("button", name="Keep as a picture (PNG)")
    with page.expect_download() as kept:
        picture.click()
    assert Path(kept.value.path()).read_bytes().startswith(b"\x89PNG")
    assert re.fullmatch(r"image-cost-[a-z-]+\.png", kept.value.suggested_filename)
    page.evaluate(KEPT_AS_TEXT)
    with page.expect_download() as kept:
        picture.click()
    words = " ".join(re.findall(r"<tspan[^>]*>([^<]+)</tspan>", Path(kept.value.path()).read_text(encoding="utf-8")))
    for place in (page.get_by_role("heading", level=2), page.get_by_role("heading", level=1)):
        assert place.first.inner_text() in words, "a kept picture has its title, its plan and the day of its prices"
    page.get_by_role("figure").first.get_by_role("button", name="Show on the whole screen").click()
    expect(page.locator(".chart:popover-open")).to_have_count(1)
    page.keyboard.press("Escape")
    expect(page.locator(".chart:popover-open")).to_have_count(0)
    expect(page.get_by_role("button", name="Show on the whole screen").first).to_be_focused()
    expect(tables(page)).to_have_count(0)
    for label, rows in (("line by line", 7), ("forecast as a table", 13)):
        fold(page, label).click()
        expect(tables(page)).to_have_attribute("aria-rowcount", str(rows))
        if label == "forecast as a table":
            cell = tables(page).locator("td[aria-colindex='3']").last
            before = cell.inner_text()
            arrow(page, "images_slider")
            expect_plan(page, images="1200")
            expect(cell).not_to_have_text(before)
        fold(page, label).click()
        expect(tables(page)).to_have_count(0)


def test_keyboard_reaches_all(page: Page, server: str) -> None:
    show(page, server)
    apply = page.get_by_role("button", name="Apply", exact=True).first
    apply.press("Enter")
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Undo")).to_have_count(0)
    expect(apply).to_be_focused()
    expect_quiet(page)
    page.locator("h1").click()
    tab_to(page, "Images per day")
    page.keyboard.press("ArrowRight")
    expect_plan(page, images="1200")
    tab_to(page, "High quality")
    page.keyboard.press("ArrowUp")
    expect_plan(page, images="1200", quality="30-49-21")
    tab_to(page, "More assumptions")
    page.keyboard.press("Enter")
    box = page.locator(".st-key-discount_box").get_by_role("textbox")
    expect(box).to_be_visible()
    expect_quiet(page)
    tab_to(page, "Discount")
    box.focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("25")
    page.keyboard.press("Enter")
    expect_plan(page, discount="25")
    tab_to(page, "line by line")
    page.keyboard.press("Enter")
    expect(tables(page)).to_be_attached()
    menu(page, "Prices").focus()
    page.keyboard.press("Enter")
    expect_prices(page)
    expect(tables(page).first).to_be_attached()

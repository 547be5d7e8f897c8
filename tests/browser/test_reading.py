"""Reading without seeing or pointing: what charts say, what a click opens, what the keyboard reaches."""

from playwright.sync_api import Page, expect

from tests.browser.planner import arrow, expect_plan, expect_prices, fold, headline, menu, show, tab_to, tables
from tests.pages.expected import GUIDE


def test_charts_say_their_figures(page: Page, server: str) -> None:
    show(page, server, f"{GUIDE}&model=gpt-image-1&quality=0-100-0")
    expect(headline(page)).to_have_text("$1,215.00")
    charts = page.get_by_role("figure")
    expect(charts).to_have_count(2)
    labels = [str(chart.get_attribute("aria-label")) for chart in charts.all()]
    assert "$1,215 a month" in labels[0]
    assert "at the guide's prices 12 months would be $14,580" in labels[1]
    assert "$1,215.00" in labels[1]


def test_tables_open_with_one_click_and_follow_a_move(page: Page, server: str) -> None:
    show(page, server)
    expect(page.get_by_role("figure").first.locator(".main-svg").first).to_be_visible()
    expect(page.locator(".modebar-btn")).to_have_count(0)
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


def test_prices_have_a_table_and_a_chart(page: Page, server: str) -> None:
    show(page, server, path="/prices")
    expect(tables(page).first).to_be_attached()
    label = page.get_by_role("figure").first.get_attribute("aria-label") or ""
    assert "GPT Image 2" in label
    assert "image output 30" in label


def test_keyboard_reaches_all(page: Page, server: str) -> None:
    show(page, server)
    page.locator("body").press("Tab")
    tab_to(page, "Images per day")
    page.keyboard.press("ArrowRight")
    expect_plan(page, images="1200")
    tab_to(page, "High quality")
    page.keyboard.press("ArrowRight")
    expect_plan(page, images="1200", quality="30-49-21")
    tab_to(page, "More assumptions")
    page.keyboard.press("Enter")
    box = page.locator(".st-key-discount_box").get_by_role("textbox")
    expect(box).to_be_visible()
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

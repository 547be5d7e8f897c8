"""Reading without seeing or pointing: what charts say, what a click opens, what the keyboard reaches."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.planner import expect_plan, fold, headline, menu, show, tables
from tests.pages.expected import GUIDE

FOCUSED = """() => {
    const node = document.activeElement;
    const named = node.matches("summary, a, button") ? node.innerText : "";
    return node.getAttribute("aria-label") || named || node.tagName;
}"""


def tab_to(page: Page, words: str, most: int = 60) -> None:
    """Press Tab until something with these words has the focus."""
    passed = []
    for _ in range(most):
        page.keyboard.press("Tab")
        passed.append(str(page.evaluate(FOCUSED)))
        if words in passed[-1]:
            return
    raise AssertionError(f"{words} is not among {passed}")


def test_charts_say_their_figures(page: Page, server: str) -> None:
    show(page, server, f"{GUIDE}&model=gpt-image-1&quality=0-100-0")
    expect(headline(page)).to_have_text("$1,215.00")
    charts = page.get_by_role("figure")
    expect(charts).to_have_count(2)
    labels = [str(chart.get_attribute("aria-label")) for chart in charts.all()]
    assert "$1,215 a month" in labels[0]
    assert "at the guide's prices 12 months would be $14,580" in labels[1]
    assert "$1,215.00" in labels[1]


def test_charts_have_no_unnamed_links(page: Page, server: str) -> None:
    show(page, server)
    expect(page.get_by_role("figure").first.locator(".main-svg").first).to_be_visible()
    expect(page.locator(".modebar-btn")).to_have_count(0)


@pytest.mark.parametrize(("label", "rows"), [("line by line", 7), ("forecast as a table", 13)])
def test_table_opens_with_one_click(page: Page, server: str, label: str, rows: int) -> None:
    show(page, server)
    expect(tables(page)).to_have_count(0)
    fold(page, label).click()
    expect(tables(page)).to_have_attribute("aria-rowcount", str(rows))
    fold(page, label).click()
    expect(tables(page)).to_have_count(0)


def test_open_table_follows_a_move(page: Page, server: str) -> None:
    show(page, server)
    fold(page, "forecast as a table").click()
    expect(tables(page)).to_have_attribute("aria-rowcount", "13")
    show(page, server, "months=6")
    fold(page, "forecast as a table").click()
    expect(tables(page)).to_have_attribute("aria-rowcount", "7")


def test_prices_have_a_table_and_a_chart(page: Page, server: str) -> None:
    show(page, server, path="/prices")
    expect(tables(page)).to_be_attached()
    label = page.get_by_role("figure").first.get_attribute("aria-label") or ""
    assert "GPT Image 2" in label
    assert "image output 30" in label


def test_tab_reaches_the_sliders(page: Page, server: str) -> None:
    show(page, server)
    page.locator("body").press("Tab")
    tab_to(page, "Images per day")
    page.keyboard.press("ArrowRight")
    expect_plan(page, images="1200")
    tab_to(page, "High quality")
    page.keyboard.press("ArrowRight")
    expect_plan(page, images="1200", quality="30-49-21")


def test_enter_opens_the_assumptions(page: Page, server: str) -> None:
    show(page, server)
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


def test_enter_opens_the_bill(page: Page, server: str) -> None:
    show(page, server)
    tab_to(page, "line by line")
    page.keyboard.press("Enter")
    expect(tables(page)).to_be_attached()


def test_keyboard_changes_the_page(page: Page, server: str) -> None:
    show(page, server, "images=640")
    menu(page, "Prices").focus()
    page.keyboard.press("Enter")
    expect(tables(page)).to_be_attached()

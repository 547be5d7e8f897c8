"""What product managers ask on a phone, each answered in at most three steps from the start page."""

import httpx
from playwright.sync_api import expect

from pricing.wording.messages import cost_words
from tests.browser.planner import arrow, close_popover, expect_plan, headline, overflow, show
from tests.browsing import NewContext
from tests.pages import expected
from tests.pages.expected import monthly


def test_what_does_it_cost_send_it_on_and_what_if(new_context: NewContext, server: str) -> None:
    context = new_context(touch=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)
    page = context.new_page()
    show(page, server)
    expect(headline(page)).to_have_text(monthly(""))
    expect(headline(page)).to_be_in_viewport()
    assert overflow(page) <= 0

    # Send it to my director: one step.
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_role("status").filter(has_text="copied")).to_be_visible()
    assert str(page.evaluate("navigator.clipboard.readText()")) == page.url
    close_popover(page)

    # Into Excel: two steps.
    page.get_by_role("button", name="Export").click()
    workbook = page.get_by_role("link", name="Excel with live formulas")
    expect(workbook).to_be_visible()
    answer = httpx.get(httpx.URL(page.url).join(workbook.get_attribute("href") or ""))
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")
    assert cost_words(expected.bill("").per_month) == headline(page).inner_text()
    close_popover(page)

    # What does another quality cost: one step.
    arrow(page, "quality_high", 10, "ArrowUp")
    expect_plan(page, quality="30-40-30")
    assert overflow(page) <= 0

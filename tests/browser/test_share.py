"""The link that Share copies, and the files of Export."""

from urllib.parse import parse_qsl, urlsplit

import httpx
from playwright.sync_api import Page, expect

from pricing.wording.messages import words
from tests.browser.planner import arrow, close_popover, expect_plan, figures, headline, query, show
from tests.browsing import NewContext
from tests.pages import expected
from ui.controls.saving import messages
from ui.controls.saving.share import LINK

COPIED = words(messages.LINK_COPIED)
COPYING = ["clipboard-read", "clipboard-write"]


def share(page: Page) -> None:
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_role("status").filter(has_text=COPIED)).to_be_visible()


def copied(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_share_copies_the_whole_link_and_says_so(page: Page, server: str, new_context: NewContext) -> None:
    """It opens the same figures elsewhere; after a move the new one is copied."""
    page.context.grant_permissions(COPYING, origin=server)
    show(page, server, "images=640&model=gpt-image-1&refs=1.5")
    arrow(page, "images_slider")
    expect_plan(page, images="800")
    share(page)
    link = urlsplit(copied(page))
    assert f"{link.scheme}://{link.netloc}" == server
    assert dict(parse_qsl(link.query)) == expected.canonical(link.query)
    assert link.query == query(page)
    assert page.locator(f".st-key-{LINK}").inner_text().strip() == link.geturl()
    other = new_context().new_page()
    other.goto(link.geturl())
    expect_plan(other, images="800", model="gpt-image-1", refs="1.5")
    assert figures(other) == figures(page)
    close_popover(page)
    arrow(page, "images_slider")
    expect_plan(page, images="1000")
    assert "images=800" in copied(page)
    share(page)
    assert "images=1000" in copied(page)
    close_popover(page)
    page.get_by_role("button", name="Export").click()
    for name in ("JSON", "CSV of the assumptions", "Markdown"):
        target = page.get_by_role("link", name=name, exact=True).get_attribute("href") or ""
        answer = httpx.get(server + target if target.startswith("/") else target)
        assert answer.status_code == 200, (name, target)
        assert "gpt-image-1" in answer.text


def test_without_the_clipboard_of_https_the_old_way_copies_or_the_page_says_so(page: Page, server: str) -> None:
    page.context.grant_permissions(COPYING, origin=server)
    show(page, server, "images=123")
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject() }")
    share(page)
    assert "images=123" in copied(page)
    close_popover(page)
    page.evaluate("() => { document.execCommand = () => false }")
    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_role("status").filter(has_text="Select the text and copy it")).to_be_visible()
    expect(page.get_by_text(COPIED)).to_have_count(0)


def test_one_click_makes_the_link_short_and_copies_it(page: Page, server: str, new_context: NewContext) -> None:
    page.context.grant_permissions(COPYING, origin=server)
    show(page, server, "images=321")
    share(page)
    long = copied(page)
    page.get_by_role("button", name="Make a short link").click()
    link = page.locator(f".st-key-{LINK}")
    expect(link).to_contain_text("?rev=1")
    expect(page.get_by_role("status").filter(has_text=COPIED)).to_be_visible()
    page.wait_for_function("long => navigator.clipboard.readText().then(text => text !== long)", arg=long)
    short = copied(page)
    assert short == link.inner_text().strip()
    page.get_by_role("button", name="Copy the text").click()
    expect(page.get_by_role("status").filter(has_text="Text copied")).to_be_visible()
    assert copied(page).startswith(headline(page).inner_text())
    assert copied(page).endswith(f": {short}")
    page.get_by_role("radio", name="Always the newest").click()
    expect(link).not_to_contain_text("?rev=1")
    other = new_context().new_page()
    other.goto(short)
    expect(other.get_by_text(figures(page)[0]).first).to_be_visible()
    assert other.url == short, "it stays while it is read"
    other.get_by_role("link", name="Open in the planner").click()
    expect_plan(other, images="321")

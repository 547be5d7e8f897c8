"""The link to copy and the files beside it."""

from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.planner import SCREEN, arrow, close_popover, expect_plan, figures, query, show
from tests.pages import expected


@pytest.fixture
def shared(page: Page, server: str) -> Page:
    """A plan with its link opened for copying."""
    show(page, server, "images=640&model=gpt-image-1&refs=1.5")
    arrow(page, "images_slider")
    expect_plan(page, images="800")
    page.get_by_role("button", name="Copy link").click()
    expect(page.get_by_test_id("stCode")).to_be_visible()
    return page


def test_link_is_absolute_and_whole(shared: Page, server: str) -> None:
    link = urlsplit(shared.get_by_test_id("stCode").inner_text().strip())
    assert f"{link.scheme}://{link.netloc}" == server
    assert dict(parse_qsl(link.query)) == expected.canonical(link.query)
    assert link.query == query(shared)


def test_link_opens_the_same_figures(shared: Page, browser: Browser) -> None:
    with browser.new_context(viewport=SCREEN) as context:
        other = context.new_page()
        other.goto(shared.get_by_test_id("stCode").inner_text().strip())
        expect_plan(other, images="800", model="gpt-image-1", refs="1.5")
        assert figures(other) == figures(shared)


def test_link_follows_a_move(shared: Page) -> None:
    close_popover(shared)
    arrow(shared, "images_slider")
    expect_plan(shared, images="1000")
    shared.get_by_role("button", name="Copy link").click()
    expect(shared.get_by_test_id("stCode")).to_contain_text("images=1000")


def test_files_have_the_figures_of_the_page(shared: Page, server: str) -> None:
    for name in ("JSON", "CSV", "MD"):
        target = shared.get_by_role("link", name=name, exact=True).get_attribute("href") or ""
        answer = httpx.get(server + target if target.startswith("/") else target)
        assert answer.status_code == 200, (name, target)
        bill = expected.bill(query(shared))
        assert str(bill.per_day.normalize()) in answer.text

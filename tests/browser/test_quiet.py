"""A journey over the pages asks no other server for anything and leaves no error in the console."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.planner import (
    arrow,
    close_popover,
    expect_error,
    expect_plan,
    expect_prices,
    fold,
    menu,
    show,
    tables,
)
from tests.browser.witness import Witness
from ui.controls.scripts import COPIED


@pytest.fixture
def witness(page: Page) -> Witness:
    return Witness(page)


def test_journey_over_the_pages(page: Page, server: str, witness: Witness) -> None:
    show(page, server)
    arrow(page, "images_slider", times=3)
    expect_plan(page, images="2000")
    fold(page, "More assumptions").click()
    expect(page.locator(".st-key-discount_box")).to_be_visible()
    fold(page, "line by line").click()
    expect(tables(page)).to_be_attached()
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_text(COPIED)).to_be_visible()
    close_popover(page)
    menu(page, "Compare").click()
    expect(page.get_by_role("figure").first).to_be_visible()
    menu(page, "Prices").click()
    expect_prices(page)
    menu(page, "Plan").click()
    expect_plan(page, images="2000")
    assert any(url.startswith("ws://") for url in witness.requests)
    assert witness.foreign(server) == []
    assert witness.complaints == []


def test_wrong_link(page: Page, server: str, witness: Witness) -> None:
    page.goto(f"{server}/?images=1e9")
    expect_error(page, "1e9")
    assert witness.foreign(server) == []
    assert witness.complaints == []


def test_deep_link(page: Page, server: str, witness: Witness) -> None:
    show(page, server, "images=640", path="/prices")
    expect(page.get_by_role("figure").first).to_be_visible()
    assert witness.foreign(server) == []
    assert witness.complains_here(server, "/prices") == []

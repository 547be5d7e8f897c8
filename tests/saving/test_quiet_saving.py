"""Saving and finding again ask no other server for anything and break no rule of the Content-Security-Policy."""

import pytest
from playwright.sync_api import Page, expect

from pricing.saved import Store
from tests.browser.planner import expect_prices, expect_quiet, fold, headline, menu, tables
from tests.browser.witness import Witness
from tests.saving.moves import close_box, main, open_short_link, pick, pick_one, save, save_box
from tests.saving.people import Person
from ui.controls.scripts import COPIED


@pytest.fixture
def witness(page: Page) -> Witness:
    return Witness(page)


def assert_quiet(witness: Witness, server: str) -> None:
    assert witness.foreign(server) == []
    assert witness.complains_here(server, "/compare", "/scenarios", "/prices") == []


def test_saving_and_finding(page: Page, ann: Person, server: str, store: Store, witness: Witness) -> None:
    ann.has(store, "Before", "images=100&quality=0-0-100")
    page.goto(f"{server}/?images=640")
    expect(headline(page)).to_be_visible()
    save(page, "Quiet", "A note", "tag")
    save_box(page)
    close_box(page)
    pick_one(page, server, "Quiet")
    expect(page.get_by_test_id("stCode")).to_contain_text("/s/")
    fold(page, "Name, note and tags").click()
    expect(page.get_by_test_id("stForm")).to_be_visible()
    pick(page, "Before")
    expect(page.get_by_role("figure").first).to_be_visible()
    page.get_by_role("button", name="Link to this comparison").click()
    expect(main(page)).to_contain_text("Saved scenarios compared")
    assert_quiet(witness, server)


def test_every_page_with_a_scenario_open(page: Page, bob: Person, server: str, store: Store, witness: Witness) -> None:
    saved = bob.has(store, "Bob's", "images=640&model=gpt-image-1", page="compare")
    open_short_link(page, server, saved.id)
    for tab in ("By volume", "By quality", "Guide and vendors", "For a developer", "By service"):
        page.get_by_role("tab", name=tab).click()
        expect(page.get_by_role("tab", name=tab)).to_have_attribute("aria-selected", "true")
        expect_quiet(page)
    menu(page, "Plan").click()
    expect(headline(page)).to_be_visible()
    fold(page, "line by line").click()
    expect(tables(page)).to_be_attached()
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_text(COPIED)).to_be_visible()
    close_box(page)
    page.get_by_role("button", name="Make a copy").click()
    expect(main(page)).to_contain_text("This is your copy now")
    menu(page, "Prices").click()
    expect_prices(page)
    menu(page, "Scenarios").click()
    expect(page.get_by_role("radio", name="Mine")).to_be_visible()
    assert_quiet(witness, server)


def test_pages_without_scripts(page: Page, server: str, witness: Witness) -> None:
    for path in ("/print/estimate?months=36", "/s/AAAAAAAAAAAAAAAAAAAAAA", "/print/estimate?images=x"):
        page.goto(server + path)
        expect(page.locator("body")).not_to_be_empty()
    assert witness.foreign(server) == []
    assert [text for text in witness.complaints if "status of 4" not in text] == []


@pytest.mark.parametrize(
    ("path", "charts"), [("/", 2), ("/compare", 1), ("/scenarios", 0), ("/prices", 1), ("/print/estimate", 0)]
)
def test_no_page_asks_for_more_than_it_may(page: Page, server: str, path: str, charts: int) -> None:
    """Its charts and its websocket work, and the browser has nothing to refuse."""
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if "Content Security" in message.text else None)
    page.goto(f"{server}{path}?images=640&refs=1.5&growth=3")
    if not path.startswith("/print"):
        expect_quiet(page)
    expect(page.locator(".js-plotly-plot")).to_have_count(charts)
    assert refused == []

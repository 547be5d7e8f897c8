"""axe-core finds nothing wrong with our content: every page, light and dark, wide and narrow, with all of it open."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from pricing.saved import Store
from tests.browser.axe import violations, ways_to_open
from tests.browser.planner import expect_quiet
from tests.browser.witness import Witness
from tests.browsing import PHONE, NewContext
from tests.saving.moves import pick, save_box
from tests.saving.people import Person

DESK: ViewportSize = {"width": 1440, "height": 900}
PAGES = {
    "Plan": "/",
    "Compare": "/compare",
    "Decide": "/decide",
    "Actual": "/actual",
    "Scenarios": "/scenarios",
    "Prices": "/prices",
}
NO_PLAN = {"a wrong link": "/?images=1e9", "a model that is gone": "/?model=dall-e-3&growth=5&budget=100"}
SHEETS = {
    "the sheet for printing": "/print/estimate?growth=3&budget=900",
    "a wrong link to a sheet": "/print/estimate?images=1e9",
    "no such scenario": "/s/nonesuch",
    "the API": "/api",
}


@pytest.fixture
def page(new_context: NewContext) -> Page:
    """A tab at a desk, of somebody who has saved nothing."""
    page = new_context().new_page()
    page.set_viewport_size(DESK)
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    return page


def wrong(page: Page, known: set[str]) -> dict[str, list[str]]:
    """What is wrong, by what was open: all that can be opened, one after the other."""
    return {opened.what: lines for opened in ways_to_open(page, known) if (lines := violations(page, opened.within))}


def show(page: Page, address: str) -> None:
    page.goto(address)
    expect_quiet(page)
    expect(page.locator("h1")).to_have_count(1)


def on_a_phone(page: Page) -> list[str]:
    """What is wrong with what is stacked there; the colours of both themes are those of a wide screen."""
    page.set_viewport_size(PHONE)
    lines = violations(page, both_themes=False)
    page.set_viewport_size(DESK)
    return lines


def test_pages(page: Page, server: str) -> None:
    """And whatever is opened asks no other server for anything, breaks no rule of the policy and leaves no error."""
    known: set[str] = set()
    of_pages: dict[str, object] = {}
    witness = Witness(page)
    for name, path in PAGES.items():
        show(page, server + path)
        expect(page).to_have_title(f"{name} - Image cost planner")
        if stacked := on_a_phone(page):
            of_pages[f"{name} on a phone"] = stacked
        if opened := wrong(page, known):
            of_pages[name] = opened
    assert of_pages == {}
    assert witness.foreign(server) == []
    assert witness.complains_here(server, *PAGES.values()) == []


@pytest.mark.parametrize("path", [*NO_PLAN.values(), *SHEETS.values()], ids=[*NO_PLAN, *SHEETS])
def test_warnings_and_sheets(page: Page, server: str, path: str) -> None:
    page.goto(server + path)
    if path in NO_PLAN.values():
        expect_quiet(page)
    check_sheet(page)
    assert on_a_phone(page) == []


def test_saved_scenarios(page: Page, server: str, store: Store) -> None:
    person = Person(page.context, server, page)
    mine = [person.has(store, name, query, note="For the board") for name, query in (("A", "images=640"), ("B", ""))]
    show(page, f"{server}/scenarios")
    pick(page, "A")
    assert wrong(page, {"Share", "Export"}) == {}
    show(page, f"{server}/scenarios?with={mine[0].id},{mine[1].id}")
    assert violations(page) == []
    page.goto(f"{server}/s/{mine[0].id}")
    check_sheet(page)
    page.get_by_role("link", name="Open in the planner").click()
    expect(page.get_by_text("revision 1 of 1")).to_be_visible()
    save_box(page)
    assert violations(page) == []


def check_sheet(page: Page) -> None:
    expect(page.get_by_role("main").locator("h1")).to_have_count(1)
    assert page.locator("html").get_attribute("lang") == "en"
    assert violations(page) == []


def test_what_is_wrong_is_found(page: Page, server: str) -> None:
    page.goto(f"{server}/s/nonesuch")
    page.evaluate("document.querySelector('p').style.color = '#888'")
    assert "color-contrast" in " ".join(violations(page))
    page.evaluate("document.querySelector('html').removeAttribute('lang')")
    assert "html-has-lang" in " ".join(violations(page))

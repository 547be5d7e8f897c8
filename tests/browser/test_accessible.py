"""axe-core finds nothing wrong with our content: every page, light and dark, wide and narrow, with all of it open."""

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from pricing.saved import Store
from tests.browser.axe import violations, ways_to_open
from tests.browser.planner import expect_quiet, menu
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


@pytest.fixture
def phone(page: Page) -> Page:
    page.set_viewport_size(PHONE)
    return page


def wrong(page: Page, known: set[str]) -> dict[str, list[str]]:
    """What is wrong, by what was open: all that can be opened, one after the other."""
    return {opened.what: lines for opened in ways_to_open(page, known) if (lines := violations(page, opened.within))}


def show(page: Page, address: str) -> None:
    page.goto(address)
    expect_quiet(page)
    expect(page.locator("h1")).to_have_count(1)


def test_pages(page: Page, server: str) -> None:
    known: set[str] = set()
    of_pages = {}
    for name, path in PAGES.items():
        show(page, server + path)
        expect(page).to_have_title(f"{name} - Image cost planner")
        of_pages[name] = wrong(page, known)
    assert {name: found for name, found in of_pages.items() if found} == {}


@pytest.mark.parametrize("path", [*NO_PLAN.values(), *SHEETS.values()], ids=[*NO_PLAN, *SHEETS])
def test_warnings_and_sheets(page: Page, server: str, path: str) -> None:
    page.goto(server + path)
    if path in NO_PLAN.values():
        expect_quiet(page)
    check_sheet(page)


def test_on_a_phone_what_is_stacked_there(phone: Page, server: str) -> None:
    show(phone, server)
    found = {}
    for name in reversed(PAGES):
        menu(phone, name).click()
        expect(phone).to_have_title(f"{name} - Image cost planner")
        expect(phone.locator("h1")).to_have_count(1)
        expect_quiet(phone)
        found[name] = violations(phone)
    for name, path in (NO_PLAN | SHEETS).items():
        phone.goto(server + path)
        expect(phone.locator("h1")).to_have_count(1)
        found[name] = violations(phone)
    assert {name: lines for name, lines in found.items() if lines} == {}


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

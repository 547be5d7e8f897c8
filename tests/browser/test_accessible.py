"""axe-core finds nothing wrong with our content: every page, light and dark, wide and narrow, with all of it open."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, ViewportSize, expect

from pricing.saved import Store, engine_for
from pricing.saved.engine import FILE_NAME
from tests.browser.axe import violations, ways_to_open
from tests.browser.planner import PHONE, expect_quiet, menu
from tests.saving.moves import pick, save_box
from tests.saving.people import Person
from tests.saving.places import settings
from tests.server import served

DESK: ViewportSize = {"width": 1440, "height": 900}
PAGES = {
    "Plan": "/",
    "Compare": "/compare",
    "Decide": "/decide",
    "Actual": "/actual",
    "Prices": "/prices",
    "a wrong link": "/?images=1e9",
}
GONE = "/?model=dall-e-3&growth=5&budget=100"
SHEETS = {
    "the sheet for printing": "/print/estimate?growth=3&budget=900",
    "a wrong link to a sheet": "/print/estimate?images=1e9",
    "no such scenario": "/s/nonesuch",
    "the API": "/api",
}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("accessible")


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[str]:
    with served(environment=settings(data)) as (address, _):
        yield address


@pytest.fixture(scope="module", params=[DESK, PHONE], ids=["desk", "phone"])
def person(request: pytest.FixtureRequest, browser: Browser, server: str) -> Iterator[Person]:
    """Somebody who has saved nothing, at a desk or with a phone."""
    with browser.new_context(viewport=request.param, color_scheme="light", reduced_motion="reduce") as context:
        yield Person(context, server)


@pytest.fixture
def page(person: Person) -> Page:
    return person.page


def check(page: Page) -> None:
    wrong = {opened: found for opened in ways_to_open(page) if (found := violations(page, opened.within))}
    assert wrong == {}


def show(page: Page, address: str) -> None:
    page.goto(address)
    expect_quiet(page)
    expect(page.locator("h1")).to_have_count(1)


def test_title_of_each_page(page: Page, server: str) -> None:
    for name in ("Plan", "Compare", "Decide", "Actual", "Scenarios", "Prices"):
        page.goto(f"{server}/{name.lower().removeprefix('plan')}")
        expect(page).to_have_title(f"{name} - Image cost planner")
        expect(page.locator("h1")).to_have_count(1)
    menu(page, "Plan").click()
    expect(page).to_have_title("Plan - Image cost planner")


def test_nothing_saved(page: Page, server: str) -> None:
    show(page, f"{server}/scenarios")
    check(page)


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_pages(page: Page, server: str, path: str) -> None:
    show(page, server + path)
    check(page)


def test_model_that_is_gone(page: Page, server: str) -> None:
    show(page, server + GONE)
    assert violations(page) == []


def test_saved_scenarios(person: Person, page: Page, server: str, data: Path) -> None:
    store = Store(engine_for(f"sqlite:///{data / FILE_NAME}"))
    mine = [person.has(store, name, query, note="For the board") for name, query in (("A", "images=640"), ("B", ""))]
    show(page, f"{server}/scenarios")
    pick(page, "A")
    check(page)
    show(page, f"{server}/scenarios?compared={mine[0].id},{mine[1].id}")
    assert violations(page) == []
    page.route("**/s/*", _stay)
    page.goto(f"{server}/s/{mine[0].id}")
    check_sheet(page)
    page.unroute_all()
    page.goto(f"{server}/s/{mine[0].id}")
    expect(page.get_by_text("revision 1 of 1")).to_be_visible()
    save_box(page)
    assert violations(page) == []


def _stay(route: Route) -> None:
    """The page of a short link, without its leading on."""
    answer = route.fetch()
    route.fulfill(response=answer, body=answer.text().replace("location.replace", "String"))


@pytest.mark.parametrize("path", SHEETS.values(), ids=SHEETS)
def test_sheets(page: Page, server: str, path: str) -> None:
    page.goto(server + path)
    check_sheet(page)


def check_sheet(page: Page) -> None:
    expect(page.get_by_role("main").locator("h1")).to_have_count(1)
    assert page.locator("html").get_attribute("lang") == "en"
    assert violations(page) == []


def test_what_is_wrong_is_found(page: Page, server: str) -> None:
    page.goto(f"{server}/s/nonesuch")
    page.evaluate("document.querySelector('p').style.color = '#888'")
    assert "color-contrast" in " ".join(violations(page))

"""The figure of an address is painted before the planner has loaded, and gives way to it without a click."""

import httpx
import pytest
from playwright.sync_api import Browser, Route, expect

from pricing.wording.messages import cost_words
from tests.browser.planner import headline
from tests.browsing import PHONE
from tests.pages.expected import bill

PLAN = "images=640&model=gpt-image-2"
BLOCK = "#first-figure"
COVERS = """() => {
  const top = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
  return top !== null && top.id === "first-figure";
}"""


def computed(server: str, path: str = "/") -> str:
    """An address whose figure is computed: a busy machine may send the page before it is, and has it the next time."""
    address = f"{server}{path}?{PLAN}"
    assert any("first-figure" in httpx.get(address, timeout=30).text for _ in range(40))
    return address


def test_it_is_there_while_the_planner_loads_and_then_gives_way(browser: Browser, server: str) -> None:
    held: list[Route] = []
    complaints: list[str] = []

    def hold(route: Route) -> None:
        held.append(route)

    with browser.new_context() as context:
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.route("**/static/js/*.js", hold)
        page.goto(computed(server), wait_until="commit")
        expect(page.locator(BLOCK)).to_be_visible()
        assert page.evaluate(COVERS)
        assert complaints == []
        page.unroute("**/static/js/*.js")
        assert held
        expect(headline(page)).to_have_text(cost_words(bill(PLAN).per_month))
        expect(page.locator(BLOCK)).to_have_count(0)


@pytest.mark.parametrize("path", ["/", "/compare"])
def test_without_scripts_it_stays_and_fits_a_phone(browser: Browser, server: str, path: str) -> None:
    with browser.new_context(viewport=PHONE, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(computed(server, path))
        expect(page.locator(BLOCK)).to_be_visible()
        assert page.evaluate(COVERS)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.title() == f"{cost_words(bill(PLAN).per_month)} a month"

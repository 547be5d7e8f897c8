"""The Compare page in a browser."""

from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from pricing.scenario.comparison import START_SERVICES
from tests.browser.planner import (
    close_popover,
    expect_address,
    expect_comparison,
    expect_quiet,
    menu,
    overflow,
    query,
    tab_to,
)
from tests.browser.witness import Witness
from tests.browsing import PHONE, SCREEN, NewContext

SAID = {
    "By service": "is the cheapest that fits of the 6 services on this page",
    "By volume": "is cheaper than",
    "By quality": "dearest image",
    "Guide and vendors": "DALL-E 3 costs",
    "For a developer": "OPENAI_API_KEY",
}
TABS = list(SAID)
HEADER, BEFORE_BUTTON = 36, 248
"""Pixels of the table: its header, and the columns before the buttons."""
MOST_STOPS = 12
"""Places the focus may rest at between the services and the tabs."""
HEBREW = "שלום"
NAME = f"<b>bold</b> {HEBREW}"
OWN = urlencode({"own": f"{NAME}~price~0.0001~0.0001~0.0001"})
LINKED = urlencode({"own": "www.example.com~price~0.0001~0.0001~0.0001"})
WORKLOADS = "v=2&name=Thumbnails&images=2000&quality=100-0-0&2.name=Heroes&2.quality=0-0-100&3.name=Edits&3.refs=1"
STARTED = urlencode({"services": ",".join(START_SERVICES)})
LISTED = urlencode({"own": "1. first~price~0.0001~-~-"})


def show_comparison(page: Page, server: str, link: str = "") -> None:
    page.goto(f"{server}/compare?{link}" if link else f"{server}/compare")
    expect_comparison(page)


def chart_says(page: Page) -> str:
    return page.get_by_role("figure").first.get_attribute("aria-label") or ""


def test_a_link_shows_the_same_figures_to_everyone(new_context: NewContext, server: str) -> None:
    link = "images=640&services=dall-e-3,midjourney&relax=20&company=yes&term=annual"
    seen = []
    for _ in range(2):
        page = new_context().new_page()
        show_comparison(page, server, link)
        seen.append((page.get_by_test_id("stMetricValue").all_inner_texts(), chart_says(page), query(page)))
        link = query(page)
    assert seen[0] == seen[1]


def test_removing_a_service(page: Page, server: str) -> None:
    show_comparison(page, server, STARTED)
    page.locator(".st-key-services").get_by_role("button", name="Midjourney").locator("svg").last.click()
    expect_comparison(page, services="gpt-image-1,dall-e-3,stability-ai,gpt-image-2")
    assert "Midjourney" not in chart_says(page)


def test_a_name_of_ones_own_is_only_text(page: Page, server: str) -> None:
    witness = Witness(page)
    show_comparison(page, server, OWN)
    main = page.get_by_role("main")
    expect(main).to_contain_text(f"{NAME} (yours) is the cheapest")
    for label in TABS[:2]:
        page.get_by_role("tab", name=label).click()
        expect(page.get_by_role("figure").filter(visible=True)).to_contain_text("<b>bold</b>")
        expect(page.locator("b", has_text="bold")).to_have_count(0)
    assert witness.foreign(server) == []
    assert witness.complains_here(server, "/compare") == []


def test_a_name_of_ones_own_is_no_link(page: Page, server: str) -> None:
    show_comparison(page, server, LINKED)
    expect(page.get_by_role("main")).to_contain_text("www.example.com (yours) is the cheapest")
    expect(page.locator("a[href*='//www.example.com']")).to_have_count(0)


def test_a_name_of_ones_own_is_no_list(page: Page, server: str) -> None:
    show_comparison(page, server, LISTED)
    expect(page.get_by_role("main")).to_contain_text("first (yours) costs less")
    expect(page.get_by_test_id("stCaptionContainer").locator("li")).to_have_count(0)


def test_keyboard_reaches_services_and_tabs(page: Page, server: str) -> None:
    show_comparison(page, server, STARTED)
    tab_to(page, "Services")
    page.keyboard.type("Grok 2 Image")
    page.keyboard.press("ArrowDown")
    expect(page.locator("[role=option][data-focused=true]")).to_have_text("Grok 2 Image")
    page.keyboard.press("Enter")
    expect_comparison(page, services="gpt-image-1,dall-e-3,midjourney,stability-ai,gpt-image-2,grok-2-image")
    page.keyboard.press("Escape")
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.role") == "tab":
            break
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name="By volume")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("tabpanel").filter(visible=True)).to_contain_text("Images a day")


def test_keyboard_adds_a_service_of_ones_own(page: Page, server: str) -> None:
    show_comparison(page, server)
    tab_to(page, "Your own service")
    page.keyboard.press("Enter")
    name = page.get_by_label("Name", exact=True)
    expect(name).to_be_visible()
    name.focus()
    page.keyboard.type("Kontor")
    page.keyboard.press("Tab")
    page.get_by_label("Medium quality, USD").fill("0.001")
    page.get_by_role("button", name="Add", exact=True).focus()
    page.keyboard.press("Enter")
    expect_comparison(page, own="Kontor~price~-~0.001~-")


@pytest.mark.parametrize("link", [OWN, WORKLOADS], ids=["own", "workloads"])
def test_no_scrolling_sideways_on_a_phone(page: Page, server: str, link: str) -> None:
    page.set_viewport_size(PHONE)
    show_comparison(page, server, link)
    for label in TABS:
        tab = page.get_by_role("tab", name=label)
        tab.scroll_into_view_if_needed()
        tab.click()
        expect(tab).to_have_attribute("aria-selected", "true")
        expect_comparison(page)
        assert overflow(page) <= 0, label


def test_tabs_ask_no_other_server_and_leave_no_errors(page: Page, server: str) -> None:
    page.goto(server)
    expect(menu(page, "Compare")).to_be_visible()
    witness = Witness(page)
    menu(page, "Compare").click()
    expect_comparison(page)
    assert page.get_by_role("tab").all_inner_texts() == TABS
    for label, words in SAID.items():
        page.get_by_role("tab", name=label).click()
        expect(page.get_by_role("tabpanel").filter(visible=True)).to_contain_text(words)
        expect_comparison(page)
    for label in ("What each quality buys", "Terms", "Your own service"):
        page.get_by_role("button", name=label).click()
        expect(page.get_by_test_id("stPopoverBody").filter(visible=True)).to_be_visible()
        expect_quiet(page)
        close_popover(page)
    assert witness.foreign(server) == []
    assert witness.complaints == []


def test_the_comparison_goes_along_to_the_plan_and_back(page: Page, server: str) -> None:
    show_comparison(page, server, "services=dall-e-3&relax=20&images=640")
    menu(page, "Plan").click()
    page.wait_for_function("() => location.pathname === '/'")
    expect_address(page, services="dall-e-3", relax="20", images="640")
    menu(page, "Compare").click()
    page.wait_for_function("() => location.pathname === '/compare'")
    expect_comparison(page, services="dall-e-3", relax="20", images="640")


SOLD = ("gpt-image-2.5-flare", "gpt-image-2", "stability-ai")
"""Services that can be bought, the cheapest first."""


@pytest.mark.parametrize("size", [SCREEN, PHONE], ids=["screen", "phone"])
def test_a_row_puts_its_service_into_the_plan(page: Page, server: str, size: ViewportSize) -> None:
    """With a name and a cost in the two columns before the button, on a phone too; on a screen no column is hidden."""
    page.set_viewport_size(size)
    show_comparison(page, server, f"services={','.join(SOLD)}")
    grid = page.get_by_test_id("stDataFrame").last
    expect(grid.locator("canvas").first).to_be_visible()
    grid.scroll_into_view_if_needed()
    wide, seen = grid.locator(".dvn-scroller").evaluate("each => [each.scrollWidth, each.clientWidth]")
    assert wide <= seen or size == PHONE
    box = grid.locator("canvas").first.bounding_box()
    assert box is not None
    row = (box["height"] - HEADER) / len(SOLD)
    page.mouse.click(box["x"] + BEFORE_BUTTON + 40, box["y"] + HEADER + row / 2)
    expect_comparison(page, model="gpt-image-2.5-flare")
    expect(page.get_by_role("main")).to_contain_text("The plan is on GPT Image 2.5 Flare now. Back undoes it.")
    page.go_back()
    expect_comparison(page, model="gpt-image-2")

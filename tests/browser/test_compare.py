"""The Compare page in a browser."""

from urllib.parse import urlencode

from playwright.sync_api import Page, expect

from pricing.scenario.comparison import START_SERVICES
from tests.browser.planner import expect_comparison, fold, overflow, tab_to
from tests.browser.witness import Witness
from tests.browsing import PHONE, SCREEN

MOST_STOPS = 40
"""Places the focus may rest at between the services and the tabs: the controls of the plan."""
HEBREW = "שלום"
NAME = f"<b>bold</b> {HEBREW}"
COSTS = ("0.0001~0.0001~0.0001", "0.0002~0.0002~0.0002", "0.00001~-~-")
NAMES = (NAME, "www.example.com", "1. first")
OWN = urlencode({"own": ";".join(f"{name}~price~{cost}" for name, cost in zip(NAMES, COSTS, strict=True))})
WORKLOADS = "v=2&name=Thumbnails&images=2000&quality=100-0-0&2.name=Heroes&2.quality=0-0-100&3.name=Edits&3.refs=1"
STARTED = urlencode({"services": ",".join(START_SERVICES)})


def show_comparison(page: Page, server: str, link: str = "") -> None:
    page.goto(f"{server}/compare?{link}" if link else f"{server}/compare")
    expect_comparison(page)


def test_a_name_of_ones_own_is_only_text(page: Page, server: str) -> None:
    """No markup, no link and no list comes of it."""
    witness = Witness(page)
    show_comparison(page, server, OWN)
    main = page.get_by_role("main")
    page.get_by_role("tab", name="By service").click()
    expect(main).to_contain_text(f"the cheapest that fits is {NAME} (yours)")
    fold(page, "to know of the choice").click()
    expect(main).to_contain_text("first (yours) costs less")
    for label in ("By service", "By volume"):
        page.get_by_role("tab", name=label).click()
        figure = page.get_by_role("figure").filter(visible=True)
        for words in ("<b>bold</b>", "www.example.com", "1. first"):
            expect(figure).to_contain_text(words)
        expect(page.locator("b", has_text="bold")).to_have_count(0)
        expect(page.locator("a[href*='//www.example.com']")).to_have_count(0)
        expect(page.get_by_test_id("stCaptionContainer").locator("li")).to_have_count(0)
    assert witness.foreign(server) == []
    assert witness.complains_here(server, "/compare") == []


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
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.role") == "tab":
            break
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name="By volume")).to_have_attribute("aria-selected", "true")
    expect(page.get_by_role("tabpanel").filter(visible=True)).to_contain_text("Images per day")

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


def test_no_scrolling_sideways_on_a_phone(page: Page, server: str) -> None:
    """With names and workloads of one's own."""
    page.set_viewport_size(PHONE)
    show_comparison(page, server, f"{WORKLOADS}&{OWN}")
    for tab in page.get_by_role("tab").all():
        tab.scroll_into_view_if_needed()
        tab.click()
        expect(tab).to_have_attribute("aria-selected", "true")
        expect_comparison(page)
        assert overflow(page) <= 0, tab.inner_text()


SOLD = ("gpt-image-2.5-flare", "gpt-image-2", "stability-ai")
"""Services that can be bought, the cheapest first."""


def test_a_row_puts_its_service_into_the_plan(page: Page, server: str) -> None:
    """On a screen each cell is read in full; on a phone a row opens the columns that have no room."""
    page.set_viewport_size(SCREEN)
    show_comparison(page, server, f"services={','.join(SOLD)}")
    table = page.get_by_role("table", name="The services side by side")
    row = table.get_by_role("row").filter(has_text="GPT Image 2.5 Flare")
    known = row.get_by_text("It has what the plan asks for.")
    expect(known).to_be_visible()
    row.get_by_role("button", name="Use this").click()
    expect_comparison(page, model="gpt-image-2.5-flare")
    expect(page.get_by_role("main")).to_contain_text("The plan is on GPT Image 2.5 Flare now.")
    page.set_viewport_size(PHONE)
    page.go_back()
    expect_comparison(page, model="gpt-image-2")
    expect(known).to_be_hidden()
    row.get_by_role("button", name="More of GPT Image 2.5 Flare").press("Enter")
    expect(known).to_be_visible()
    assert overflow(page) <= 0
    row.get_by_role("button", name="Use this").press("Enter")
    expect_comparison(page, model="gpt-image-2.5-flare")

"""The keyboard: focus is seen and looks unlike a choice, and Tab leads into what was opened."""

from collections.abc import Iterator
from typing import Literal, NamedTuple

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.planner import SCREEN, expect_quiet

TWO = "v=2&images=1000&2.name=Heroes&2.images=40&workload=2"
_LOOK = """element => {
    // What shows the focus may be the element, what is around it, or the handle that an input without a look moves.
    const parts = [element, element.parentElement, element.parentElement.parentElement];
    return parts.map(part => {
        const look = getComputedStyle(part);
        return ["outlineStyle", "outlineColor", "boxShadow", "borderColor", "backgroundColor"].map(name => look[name]);
    });
}"""
_WHERE = "document.activeElement.closest('[data-testid=stPopoverBody]') !== null"
_IS_FOLLOWED_BY_THE_FOCUS = """button =>
    button.compareDocumentPosition(document.activeElement) === Node.DOCUMENT_POSITION_FOLLOWING"""


class Known(NamedTuple):
    """A control whose focus is Streamlit's own and that no theme can mend."""

    control: str
    reason: str


STREAMLITS_OWN = [
    Known(
        "link of the present page",
        "A page link has no ring: in focus it gets the background that the present page's has already, and no theme "
        "sets another. The present page's is bold besides, so that a link in focus is told from it.",
    )
]


@pytest.fixture(params=["light", "dark"], scope="module")
def coloured(browser: Browser, server: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    scheme: Literal["light", "dark"] = request.param
    with browser.new_context(viewport=SCREEN, color_scheme=scheme, reduced_motion="reduce") as context:
        yield shown(context.new_page(), server)


@pytest.fixture
def page(context: BrowserContext, server: str) -> Iterator[Page]:
    page = shown(context.new_page(), server)
    yield page
    page.close()


def shown(page: Page, server: str) -> Page:
    """A plan of two workloads, with every control there."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{server}/?{TWO}")
    expect(page.get_by_role("radio")).to_have_count(2)
    expect(page.get_by_role("slider")).to_have_count(4)
    expect(page.get_by_role("combobox")).to_have_count(2)
    expect_quiet(page)
    return page


def look(of: Locator) -> object:
    of.page.wait_for_timeout(250)
    return of.evaluate(_LOOK)


def focused(of: Locator) -> object:
    # A key makes the browser show where the focus is.
    of.page.keyboard.press("Shift")
    of.focus()
    return look(of)


def controls(page: Page) -> dict[str, Locator]:
    """One of each kind."""
    links = page.get_by_role("main").get_by_role("link")
    return {
        "link of the present page": links.filter(has_text="Plan").first,
        "link of another page": links.filter(has_text="Compare").first,
        "button of a popover": page.get_by_role("button", name="Export"),
        "button": page.get_by_role("button", name="Remove"),
        "chosen pill": page.get_by_role("radio", checked=True),
        "other pill": page.get_by_role("radio", checked=False),
        "slider": page.get_by_role("slider", name="Images per day"),
        "box of models": page.get_by_role("combobox", name="Model"),
        "box of a number": page.locator(".st-key-images_box_2").get_by_role("textbox"),
        "fold": page.locator("summary").first,
    }


def test_focus_is_seen_on_every_kind_of_control(coloured: Page) -> None:
    unseen = [name for name, control in controls(coloured).items() if look(control) == focused(control)]
    assert unseen == [known.control for known in STREAMLITS_OWN]


def test_pill_in_focus_does_not_look_chosen(coloured: Page) -> None:
    chosen, other = (controls(coloured)[name] for name in ("chosen pill", "other pill"))
    looks = [look(chosen), look(other), focused(other), focused(chosen)]
    assert all(looks.count(each) == 1 for each in looks)


def test_link_in_focus_does_not_look_like_the_present_page(coloured: Page) -> None:
    present, other = (controls(coloured)[f"link of {which}"] for which in ("the present page", "another page"))
    focused(other)
    weights = [link.locator("p").evaluate("text => getComputedStyle(text).fontWeight") for link in (present, other)]
    assert int(weights[0]) > int(weights[1])


def tab_into_what_opens(page: Page, button: Locator) -> None:
    """Open it with a key and press Tab. What it opens comes with a movement and its controls a little later."""
    button.focus()
    page.keyboard.press("Enter")
    body = page.get_by_test_id("stPopoverBody").filter(visible=True)
    expect(body.locator("button, input, a, canvas").first).to_be_attached()
    for _ in range(20):
        expect_quiet(page)
        page.wait_for_timeout(500)
        button.focus()
        page.keyboard.press("Tab")
        if page.evaluate(_WHERE):
            return
    assert page.evaluate(_WHERE)


@pytest.mark.parametrize("name", ["Share", "Export", "Save", "Cost on every model", "Add", "Rename"])
def test_tab_leads_into_what_was_opened_and_on_from_there(page: Page, name: str) -> None:
    button = page.get_by_test_id("stPopoverButton").filter(has=page.get_by_text(name, exact=True))
    tab_into_what_opens(page, button)
    for _ in range(60):
        page.keyboard.press("Tab")
        if not page.evaluate(_WHERE):
            break
    assert button.evaluate(_IS_FOLLOWED_BY_THE_FOCUS)


def test_shift_and_tab_lead_back_to_the_button(page: Page) -> None:
    button = page.get_by_test_id("stPopoverButton").filter(has_text="Export")
    tab_into_what_opens(page, button)
    page.keyboard.press("Shift+Tab")
    expect(button).to_be_focused()

"""The keyboard: focus is seen and looks unlike a choice, and Tab leads into what was opened."""

from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import IN_ITS_COLOURS
from tests.browser.planner import close_popover, expect_quiet, number_box
from tests.browsing import NewContext

TWO = "v=2&images=1000&2.name=Heroes&2.images=40&workload=2"
_LOOK = """element => {
    // What shows the focus may be the element, what is around it, or the handle that an input without a look moves.
    const parts = [element, element.parentElement, element.parentElement.parentElement];
    return parts.map(part => {
        const look = getComputedStyle(part);
        return ["outlineStyle", "outlineColor", "boxShadow", "borderColor", "backgroundColor"].map(name => look[name]);
    });
}"""
_MOVED = """async () => {
    // A change of looks begins with the next frame.
    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    const ending = document.getAnimations().filter(one => one.effect.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(one => one.finished));
}"""
_WHERE = "document.activeElement.closest('[data-testid=stPopoverBody]') !== null"
_IS_FOLLOWED_BY_THE_FOCUS = """button =>
    button.compareDocumentPosition(document.activeElement) === Node.DOCUMENT_POSITION_FOLLOWING"""


@pytest.fixture
def page(new_context: NewContext, server: str) -> Page:
    return shown(new_context().new_page(), server)


def shown(page: Page, server: str) -> Page:
    """A plan of two workloads, with every control there."""
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{server}/?{TWO}")
    expect(page.locator(".st-key-workload").get_by_role("radio")).to_have_count(2)
    expect(page.get_by_role("slider")).to_have_count(3)
    expect(page.get_by_role("combobox")).to_have_count(3)
    expect_quiet(page)
    return page


def look(of: Locator) -> object:
    of.page.evaluate(_MOVED)
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
        "chosen pill": page.locator(".st-key-workload").get_by_role("radio", checked=True),
        "other pill": page.locator(".st-key-workload").get_by_role("radio", checked=False),
        "slider": page.get_by_role("slider", name="Images per day"),
        "box of models": page.get_by_role("combobox", name="Model"),
        "box of a number": number_box(page, "images"),
        "fold": page.locator("summary").first,
    }


def weight(link: Locator) -> int:
    """Of its text."""
    return int(link.evaluate("text => getComputedStyle(text).fontWeight"))


def test_focus_is_seen_and_looks_unlike_a_choice(page: Page) -> None:
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    of = controls(page)
    chosen, other_pill = of["chosen pill"], of["other pill"]
    present, other_link = (of[f"link of {which}"] for which in ("the present page", "another page"))
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        page.evaluate(IN_ITS_COLOURS, scheme)
        unseen = [name for name, control in of.items() if look(control) == focused(control)]
        assert unseen == [], scheme
        page.keyboard.press("Tab")
        looks = [look(chosen), look(other_pill), focused(other_pill), focused(chosen)]
        assert all(looks.count(each) == 1 for each in looks), scheme
        focused(other_link)
        weights = [link.evaluate("text => getComputedStyle(text).fontWeight") for link in (present, other_link)]
        assert int(weights[0]) > int(weights[1])


def tab_into_what_opens(page: Page, button: Locator) -> None:
    """Open it with a key and press Tab. What it opens comes with a movement and its controls a little later."""
    button.focus()
    page.keyboard.press("Enter")
    body = page.get_by_test_id("stPopoverBody").filter(visible=True)
    expect(body.locator("button, input, a, canvas").first).to_be_attached()
    for _ in range(100):
        expect_quiet(page)
        page.evaluate(_MOVED)
        button.focus()
        page.keyboard.press("Tab")
        if page.evaluate(_WHERE):
            return
    raise AssertionError("Tab does not lead into it")


def test_tab_leads_into_what_was_opened_and_on_from_there(page: Page) -> None:
    """And Shift with Tab back to the button."""
    for name in ("Share", "Export", "Save", "Add", "Rename"):
        button = page.get_by_test_id("stPopoverButton").filter(has=page.get_by_text(name, exact=True))
        tab_into_what_opens(page, button)
        if name == "Export":
            page.keyboard.press("Shift+Tab")
            expect(button).to_be_focused()
            page.keyboard.press("Tab")
        for _ in range(60):
            page.keyboard.press("Tab")
            if not page.evaluate(_WHERE):
                break
        assert button.evaluate(_IS_FOLLOWED_BY_THE_FOCUS), name
        close_popover(page)

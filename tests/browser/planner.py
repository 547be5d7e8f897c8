"""The dashboard in a browser: open a link, move controls, wait for what must be seen."""

from collections.abc import Callable
from contextlib import suppress
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Locator, Page, expect

from tests.browsing import PATIENCE
from tests.compare.looking import metrics
from tests.pages import expected

PRICES_TITLE = "prices valid on"
expect.set_options(timeout=PATIENCE)


FOCUSED = """() => {
    const node = document.activeElement;
    const named = node.matches("summary, a, button") ? node.innerText : "";
    return node.getAttribute("aria-label") || node.labels?.[0]?.innerText || named || node.tagName;
}"""
"""What has the focus, in words."""

HANDLED = """() => new Promise(done => {
    const idle = callback => requestIdleCallback(callback, { timeout: 1000 });
    idle(() => requestAnimationFrame(() => idle(() => done())));
})"""
"""What the page makes of an event is done, such as the message that a click sends.

Chromium may drop a callback for idle time that has no timeout, and the wait would have no end.
"""
ANSWERED = "() => Boolean(window.runs && runs.asked && runs.answered === runs.asked)"
"""The server has answered all that the page asked for, and the page has drawn it; see answers.js."""


def show(page: Page, server: str, query: str = "", path: str = "/") -> None:
    """Open a link to a plan, and wait for its figure."""
    page.goto(f"{server}{path}?{query}" if query else server + path)
    expect_plan(page) if path == "/" else expect_prices(page)


def headline(page: Page) -> Locator:
    """The monthly cost; that of a panel behind its button is not shown."""
    return page.get_by_test_id("stMetricValue").filter(visible=True).first


def slider(page: Page, key: str) -> Locator:
    """The handle of a slider: of the panel, or of Streamlit's own."""
    return page.locator(f"[data-control={key}], .st-key-{key}").get_by_role("slider")


def number_box(page: Page, field: str) -> Locator:
    """The box of a field, in the panel or elsewhere."""
    return page.locator(f"#panel-{field}-box, .st-key-{field}_box input")


def refusal(page: Page, field: str) -> Locator:
    """What the panel says of a text that it does not take."""
    return page.locator(f"#panel-{field}-error")


def enter(page: Page, field: str, value: str) -> None:
    """Type a number and confirm it."""
    box = number_box(page, field)
    box.fill(value)
    box.press("Enter")


def arrow(page: Page, key: str, times: int = 1, way: str = "ArrowRight") -> None:
    """Move a slider's handle with the keyboard."""
    slider(page, key).focus()
    for _ in range(times):
        page.keyboard.press(way)


def tab_to(page: Page, words: str, most: int = 60, backwards: bool = False) -> None:
    """Press Tab until something with these words has the focus."""
    passed = []
    for _ in range(most):
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
        passed.append(str(page.evaluate(FOCUSED)))
        if words in passed[-1]:
            return
    raise AssertionError(f"{words} is not among {passed}")


def choose(page: Page, label: str, option: str) -> None:
    """From a list whose options appear while one types."""
    box = page.get_by_role("combobox", name=label)
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option).first.click()


def fold(page: Page, label: str) -> Locator:
    """The line that opens a fold."""
    return page.locator("summary").filter(has_text=label)


def menu(page: Page, name: str) -> Locator:
    return page.get_by_role("main").get_by_role("link", name=name, exact=True)


def close_popover(page: Page) -> None:
    """Close what a button opened; a popover that is just being drawn anew may not hear the first key."""
    body = page.get_by_test_id("stPopoverBody").filter(visible=True)
    for _ in range(20):
        page.keyboard.press("Escape")
        with suppress(AssertionError):
            expect(body).to_have_count(0, timeout=500)
            return
    expect(body).to_have_count(0)


def tables(page: Page) -> Locator:
    """The tables on the page, as a screen reader meets them."""
    return page.locator("[data-testid=stDataFrame] [role=grid]")


def figures(page: Page) -> list[str]:
    """Every metric on the page."""
    return page.get_by_test_id("stMetricValue").all_inner_texts()


def address(page: Page) -> dict[str, str]:
    """Keys and values of the address bar, as it stands now."""
    return dict(parse_qsl(query(page), keep_blank_values=True))


def query(page: Page) -> str:
    return urlsplit(str(page.evaluate("location.href"))).query


def path(page: Page) -> str:
    return str(page.evaluate("location.pathname"))


def expect_address(page: Page, **values: str) -> None:
    """Wait until the address bar holds a whole plan with these values."""
    page.wait_for_function(
        """values => {
            const here = new URLSearchParams(location.search);
            return here.has("months") && Object.entries(values).every(([key, text]) => here.get(key) === text);
        }""",
        arg=values,
    )


def expect_plan(page: Page, **values: str) -> None:
    """Wait for a plan with these values in the address bar, its cost as the headline, and no move under way."""
    expect(headline(page)).to_be_visible()
    expect_address(page, **values)
    expect_agreed(page, lambda: headline(page).inner_text(), expected.monthly)
    assert {key: address(page)[key] for key in values} == values


def expect_comparison(page: Page, **values: str) -> None:
    """Wait for figures that belong to the address bar, which has these values."""
    expect(page.get_by_test_id("stMetricValue").filter(visible=True).first).to_be_visible()
    page.wait_for_function("() => new URLSearchParams(location.search).has('services')")
    expect_address(page, **values)
    expect_agreed(page, page.get_by_test_id("stMetricValue").all_inner_texts, metrics)


def expect_agreed(page: Page, shown: Callable[[], object], of_query: Callable[[str], object]) -> None:
    """Wait until the page is quiet and shows what belongs to the query in the address bar, which may still move."""
    for _ in range(PATIENCE // 100):
        expect_quiet(page)
        if shown() == of_query(query(page)):
            return
        page.wait_for_timeout(100)
    assert shown() == of_query(query(page))


def expect_prices(page: Page) -> None:
    """Wait for the Prices page."""
    expect(page.get_by_text(PRICES_TITLE)).to_be_visible()
    expect(page.get_by_test_id("stMetricValue")).to_have_count(0)
    expect_address(page)
    expect_quiet(page)


def expect_error(page: Page, *words: str) -> None:
    """Wait for an error instead of figures, with these words."""
    expect(page.get_by_test_id("stAlertContentError")).to_be_visible()
    for word in words:
        expect(page.get_by_role("main")).to_contain_text(word)
    expect(page.get_by_test_id("stMetricValue")).to_have_count(0)
    expect(page.get_by_role("figure")).to_have_count(0)


def expect_quiet(page: Page) -> None:
    """Wait until all that the page asked the server for is answered and drawn: nothing moves the page any more."""
    page.evaluate(HANDLED)
    page.wait_for_function(ANSWERED)
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    expect(page.locator(".panel[data-empty]")).to_have_count(0)


def overflow(page: Page) -> int:
    """Pixels that the page is wider than the window."""
    return int(page.evaluate("document.scrollingElement.scrollWidth - innerWidth"))

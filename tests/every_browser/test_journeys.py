"""One journey in every browser: open a link, move a control, save, share, and read the short link."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Error as PlaywrightError

from pricing.wording.messages import words
from tests.browsing import PATIENCE
from tests.every_browser.drivers import BROWSERS, Driver, Missing
from tests.pages.expected import monthly
from ui.controls.saving import messages
from ui.controls.saving.share import LINK

pytestmark = pytest.mark.browsers
PLAN = "v=1&prices=2026-11-24&model=gpt-image-2&images=640"
HEADLINE = "document.querySelector('[data-testid=stMetricValue]')?.textContent.trim()"
QUERY = "location.search.slice(1)"
COPIED = words(messages.LINK_COPIED)
SAYS = f"document.querySelector('.st-key-{LINK}') && document.querySelector('[data-from={LINK}]')?.textContent"
SLIDER = "document.querySelector('[data-control=images_slider] input')"
ELEMENTS = """[...document.querySelectorAll("%s")].filter(node => node.checkVisibility() && %s)"""
CENTRE = """(() => {
    const node = %s[0];
    if (!node) return null;
    node.scrollIntoView({ block: "center" });
    const box = node.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
})()"""


class Tab:
    """What a person does and sees in a browser."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver

    def wait(self, expression: str, wanted: object = True) -> Any:
        """Wait until an expression has a value; `wanted` is True for any that is true."""
        deadline = time.monotonic() + PATIENCE / 1_000
        while True:
            value = self._evaluated(expression)
            if value == wanted or (wanted is True and value):
                return value
            assert time.monotonic() < deadline, f"{expression} is {value!r}, not {wanted!r}"
            time.sleep(0.1)

    def _evaluated(self, expression: str) -> Any:
        """None too while another page takes the place of this one."""
        try:
            return self.driver.evaluate(expression)
        except (RuntimeError, PlaywrightError):
            return None

    def click(self, selector: str, text: str = "") -> None:
        """Click the first element that is shown and begins with a text, once it has come to rest."""
        condition = f"node.innerText.trim().includes({json.dumps(text)})" if text else "true"
        centre = CENTRE % (ELEMENTS % (selector, condition))
        self.wait(centre)
        place = None
        while place != (place := self.wait(centre)):
            time.sleep(0.1)
        self.driver.click(*place)

    def expect_plan(self, images: int) -> None:
        """Wait for the figure of the plan in the address bar, which has so many images."""
        query = self.wait(
            f"{HEADLINE} && {QUERY}.includes('images={images}&') && {QUERY}.includes('months=') && {QUERY}"
        )
        self.wait(HEADLINE, monthly(query))


@pytest.fixture(params=list(BROWSERS))
def tab(request: pytest.FixtureRequest) -> Iterator[Tab]:
    opened = BROWSERS[request.param]()
    try:
        driver = opened.__enter__()
    except Missing as program:
        pytest.skip(f"{request.param} is missing: install {program}")
    try:
        yield Tab(driver)
    finally:
        opened.__exit__(None, None, None)


def test_open_move_save_and_share(tab: Tab, server: str) -> None:
    tab.driver.open(f"{server}/?{PLAN}")
    tab.expect_plan(640)
    tab.wait("document.querySelector('#first-figure')", None)
    tab.click("#panel-images-box")
    tab.driver.evaluate(
        "document.querySelector('[data-control=images_slider] input, input[data-control=images_slider]').focus()"
    )
    tab.driver.press("ArrowRight")
    tab.expect_plan(800)
    tab.click(".st-key-save_box button")
    tab.click(".st-key-save_name input")
    tab.driver.press("Every browser")
    tab.click("[data-testid=stPopoverBody] button", "Save")
    tab.wait("document.querySelector('[data-testid=stMain]').innerText.includes('Every browser · revision 1 of 1')")
    tab.driver.press("Escape")
    tab.click("[data-testid=stPopoverButton]", "Share")
    tab.wait(f"{SAYS} === {json.dumps(COPIED)} || document.querySelector('[data-from={LINK}] + .copies:not([hidden])')")
    for _ in range(5):
        # WebKit copies only what is pressed; what is drawn above the button may move it from under the press.
        if tab.driver.evaluate(SAYS) != COPIED:
            tab.click("button.copies", words(messages.COPY_LINK))
            time.sleep(0.5)
    assert tab.driver.evaluate(SAYS) == COPIED
    link = tab.driver.evaluate(f"document.querySelector('.st-key-{LINK} code').textContent")
    assert link.startswith(f"{server}/s/")
    assert link.endswith("?rev=1")
    cost = tab.driver.evaluate(HEADLINE)
    tab.driver.open(link)
    assert tab.driver.evaluate("document.querySelector('.figure').textContent") == cost
    tab.click("a", "Open in the planner")
    tab.expect_plan(800)

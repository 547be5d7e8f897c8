"""A journey over the pages asks no other server for anything and leaves no error in the console."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import ConsoleMessage, Page, expect

from tests.browser.planner import (
    arrow,
    close_popover,
    expect_error,
    expect_plan,
    expect_prices,
    fold,
    menu,
    show,
    tables,
)
from ui.controls.scripts import COPIED

SCHEMES_WITHOUT_A_SERVER = {"data", "blob"}


class Witness:
    """What a page asked for and complained of."""

    def __init__(self, page: Page) -> None:
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda socket: self.requests.append(socket.url))
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def foreign(self, server: str) -> list[str]:
        """Requests to anything but the dashboard's own server."""
        home = urlsplit(server).netloc
        urls = [urlsplit(url) for url in self.requests]
        return [url.geturl() for url in urls if url.scheme not in SCHEMES_WITHOUT_A_SERVER and url.netloc != home]

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(f"{message.text} {message.location['url']}")


@pytest.fixture
def witness(page: Page) -> Witness:
    return Witness(page)


def test_journey_over_the_pages(page: Page, server: str, witness: Witness) -> None:
    show(page, server)
    arrow(page, "images_slider", times=3)
    expect_plan(page, images="2000")
    fold(page, "More assumptions").click()
    expect(page.locator(".st-key-discount_box")).to_be_visible()
    fold(page, "line by line").click()
    expect(tables(page)).to_be_attached()
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_text(COPIED)).to_be_visible()
    close_popover(page)
    menu(page, "Compare").click()
    expect(page.get_by_role("figure").first).to_be_visible()
    menu(page, "Prices").click()
    expect_prices(page)
    menu(page, "Plan").click()
    expect_plan(page, images="2000")
    assert any(url.startswith("ws://") for url in witness.requests)
    assert witness.foreign(server) == []
    assert witness.complaints == []


def test_wrong_link(page: Page, server: str, witness: Witness) -> None:
    page.goto(f"{server}/?images=1e9")
    expect_error(page, "1e9")
    assert witness.foreign(server) == []
    assert witness.complaints == []


def test_deep_link(page: Page, server: str, witness: Witness) -> None:
    show(page, server, "images=640", path="/prices")
    expect(page.get_by_role("figure").first).to_be_visible()
    assert witness.foreign(server) == []
    # Streamlit looks for its own addresses below /prices first, and is told that they are not there.
    assert [text for text in witness.complaints if f"{server}/prices/_stcore/" not in text] == []

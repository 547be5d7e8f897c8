from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.browser.planner import SCREEN
from tests.browsing import chromium
from tests.server import served


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Address of the real dashboard."""
    with served() as (address, _):
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """One browser window for most tests, so that it fetches the scripts once."""
    with browser.new_context(viewport=SCREEN) as context:
        yield context


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """An empty tab; each is a session of its own to the dashboard."""
    page = context.new_page()
    yield page
    page.close()

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, BrowserContext, Page

from pricing.prices import PriceBooks, load
from tests.browser.planner import SCREEN
from tests.browsing import chromium
from tests.server import NAMES, TODAY, served

# A slow machine is no defect: no test is timed.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


_SLOW_FIRST = ("saving", "browser", "deploy", "load", "export/workbook")
"""Folders whose tests take seconds each: with these first, no worker is left alone with them in the end."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    def place(item: pytest.Item) -> int:
        folder = item.path.parent.relative_to(Path(__file__).parent).as_posix()
        return _SLOW_FIRST.index(folder) if folder in _SLOW_FIRST else len(_SLOW_FIRST)

    items.sort(key=place)


@pytest.fixture(scope="session")
def books() -> PriceBooks:
    return load()


@pytest.fixture(scope="session")
def today() -> dt.date:
    return dt.date.fromisoformat(TODAY)


@pytest.fixture(autouse=True)
def _no_setting_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing is saved where the user's own scenarios are, and no setting is theirs."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path_factory.getbasetemp() / "planner-data"))


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """Address of the real dashboard."""
    with served() as (address, _):
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process: Playwright runs once in it."""
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

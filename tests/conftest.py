import datetime as dt
import gc
import os
import sqlite3
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from unittest.mock import patch

import httpx
import pytest
from hypothesis import HealthCheck, is_hypothesis_test, settings
from playwright.sync_api import Browser, BrowserContext, Page

from pricing import settings as price_settings
from pricing.actual.readers import recognise
from pricing.prices import PriceBooks, load
from pricing.saved import Store, engine_for
from pricing.saved.engine import FILE_NAME
from tests.browsing import PATIENCE, NewContext, Profiles, chromium
from tests.making import shipped
from tests.saving.places import FIXTURES
from tests.saving.places import settings as saving_settings
from tests.server import NAMES, TODAY, served

# A slow machine is no defect: no test is timed.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# What commands write is in the language of the environment.
os.environ["LC_ALL"] = "C.UTF-8"

# What is compiled once is compiled for every server and command that the tests start.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# Each request of a test makes a client, which would read all certificates anew; no test uses them.
patch("httpx._transports.default.create_ssl_context", cache(httpx.create_ssl_context)).start()
# On a machine that does much else an answer may take longer than the 5 seconds that httpx waits.
for part in ("connect", "read", "write", "pool"):
    patch(f"httpx._config.DEFAULT_TIMEOUT_CONFIG.{part}", PATIENCE / 1000).start()


def _load(folder: Path | None = None) -> PriceBooks:
    return shipped() if folder is None and price_settings.prices() is None else load(folder)


# Each command reads the price files anew; those that are shipped stay the same.
patch("pricing.commands.load", _load).start()


_SLOW_FIRST = ("saving", "browser", "export/workbook", "deploy", "load", "http", "saved", "cold", "pages")
"""Folders whose tests take longest: with these first, no worker is left alone with them in the end."""
_OF_A_PROPERTY = "_hypothesis_internal_use_settings"
"""Where Hypothesis keeps the settings of a test."""
_FEW = 10
"""Examples of a property in `make quick`."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--few-examples", action="store_true", help="try each property on a few examples only")


def pytest_collection_modifyitems(items: list[pytest.Item], config: pytest.Config) -> None:
    def place(item: pytest.Item) -> int:
        folder = item.path.parent.relative_to(Path(__file__).parent).as_posix()
        return _SLOW_FIRST.index(folder) if folder in _SLOW_FIRST else len(_SLOW_FIRST)

    items.sort(key=place)
    if config.getoption("--few-examples"):
        for item in items:
            test = getattr(item, "obj", None)
            if is_hypothesis_test(test):
                own = getattr(test, _OF_A_PROPERTY, None) or settings()
                setattr(test, _OF_A_PROPERTY, settings(own, max_examples=min(own.max_examples, _FEW)))


def pytest_collection_finish() -> None:
    """Leave what was imported out of the search for garbage: that took a seventh of the time of the pages' tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


@pytest.fixture(scope="session")
def books() -> PriceBooks:
    return shipped()


@pytest.fixture(scope="session")
def today() -> dt.date:
    return dt.date.fromisoformat(TODAY)


@pytest.fixture(autouse=True)
def _no_setting_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Nothing is saved where the user's own scenarios are, and no setting is theirs."""
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path_factory.getbasetemp() / "planner-data"))


@pytest.fixture
def read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """No process is started for each file of a bill: `test_reading_process` shows that another one reads the same."""
    for module in ("pages.actual.uploads", "pricing.commands"):
        monkeypatch.setattr(f"{module}.read_apart", recognise.read)


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the server, with a database of format version 1 in it."""
    folder = tmp_path_factory.mktemp("data")
    database = sqlite3.connect(folder / FILE_NAME)
    database.executescript((FIXTURES / "saved-v1.sql").read_text(encoding="utf-8"))
    database.close()
    return folder


@pytest.fixture(scope="session")
def server(data: Path) -> Iterator[str]:
    """Address of the real dashboard, which saves in `data`; any number of tests may ask it."""
    with served(environment=saving_settings(data, PLANNER_CLIENT_LIMITS="0")) as (address, _):
        yield address


@pytest.fixture(scope="session")
def store(data: Path) -> Store:
    """The server's saved scenarios, looked at from outside."""
    return Store(engine_for(f"sqlite:///{data / FILE_NAME}"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of a process: Playwright runs once in it."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def profiles(browser: Browser) -> Profiles:
    return Profiles(browser)


@pytest.fixture
def new_context(profiles: Profiles) -> Iterator[NewContext]:
    """Gives browser profiles that know nothing of each other."""
    taken: list[BrowserContext] = []

    def take(touch: bool = False) -> BrowserContext:
        taken.append(profiles.take(touch))
        return taken[-1]

    yield take
    for context in taken:
        profiles.give_back(context)


@pytest.fixture
def page(new_context: NewContext) -> Page:
    """An empty tab of a profile without cookies."""
    return new_context().new_page()

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from pricing.saved import Store, engine_for
from pricing.saved.engine import FILE_NAME
from tests.browser.planner import SCREEN
from tests.saving.people import Person
from tests.saving.places import FIXTURES, settings
from tests.server import served


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
    """Address of the real dashboard, which saves in `data`."""
    with served(environment=settings(data)) as (address, _):
        yield address


@pytest.fixture(scope="session")
def store(data: Path) -> Store:
    """The server's saved scenarios, looked at from outside."""
    return Store(engine_for(f"sqlite:///{data / FILE_NAME}"))


@pytest.fixture
def new_context(browser: Browser) -> Iterator[Callable[[], BrowserContext]]:
    """Makes browser profiles that know nothing of each other."""
    contexts: list[BrowserContext] = []

    def make() -> BrowserContext:
        contexts.append(browser.new_context(viewport=SCREEN))
        return contexts[-1]

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def ann(new_context: Callable[[], BrowserContext], server: str) -> Person:
    """Somebody with a browser of her own."""
    return Person(new_context(), server)


@pytest.fixture
def bob(new_context: Callable[[], BrowserContext], server: str) -> Person:
    """Somebody else, with another browser."""
    return Person(new_context(), server)


@pytest.fixture
def page(ann: Person) -> Page:
    """Ann's tab."""
    return ann.page

"""The server restarts, or forgets a browser that was away too long: the first action after that is done all the same."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, WebSocketRoute, expect

from pricing.saved import Store, engine_for
from pricing.saved.engine import FILE_NAME
from tests.browser.planner import arrow, enter, expect_plan, expect_quiet, fold, menu, number_box, show
from tests.saving.dying import DYING
from tests.saving.moves import close_box, fill, main, open_short_link, pick_one, save, save_box, short_link, until
from tests.saving.people import Person
from tests.saving.places import settings
from tests.server import free_port, served

IS_BACK = "The connection to the planner was lost"
CONNECTED = "Connecting"


class Server:
    """A dashboard that can be killed and started again at the same address."""

    def __init__(self, data: Path) -> None:
        self._port = free_port()
        self.dies = data / "dies"
        self._settings = settings(data, **{DYING: str(self.dies)})
        self._running = ExitStack()
        self.pid = 0
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        server = served(environment=self._settings, port=self._port, program="tests.saving.dying")
        _, self.pid = self._running.enter_context(server)

    def end(self) -> None:
        self._running.close()

    def restart(self) -> None:
        """Kill it with all it remembers, and start it again."""
        os.kill(self.pid, signal.SIGKILL)
        self.end()
        self.start()


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def planner(data: Path) -> Iterator[Server]:
    server = Server(data)
    yield server
    server.end()


@pytest.fixture
def server(planner: Server) -> str:
    return planner.address


@pytest.fixture(scope="module")
def store(data: Path) -> Store:
    return Store(engine_for(f"sqlite:///{data / FILE_NAME}"))


def restart(planner: Server, page: Page) -> None:
    """Restart the server, and wait until the page has found it again."""
    with page.expect_websocket(timeout=30_000):
        planner.restart()
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-connection-state", "CONNECTED")
    expect_quiet(page)


def test_a_slider_move(page: Page, planner: Server) -> None:
    show(page, planner.address, "images=1000&refs=1.5")
    restart(planner, page)
    arrow(page, "images_slider", times=1)
    expect_plan(page, images="1200", refs="1.5")
    expect(number_box(page, "images")).to_have_value("1200")
    expect(main(page)).to_contain_text(IS_BACK)


def test_saving(page: Page, planner: Server, ann: Person, store: Store) -> None:
    show(page, planner.address, "images=640")
    button = fill(page, "Kept", "A long note", "ads")
    restart(planner, page)
    button.click()
    id_ = short_link(page)
    (found,) = store.library(ann.owner)
    assert (found.id, found.name, found.note, found.tags) == (id_, "Kept", "A long note", ("ads",))


def test_killed_between_commit_and_answer(page: Page, planner: Server, ann: Person, store: Store) -> None:
    show(page, planner.address, "images=640")
    button = fill(page, "Once")
    planner.dies.touch()
    button.click()
    until(page, lambda: not planner.dies.exists())
    restart(planner, page)
    expect(save_box(page).locator(".st-key-save_name input")).to_have_value("Once")
    save_box(page).get_by_role("button", name="Save", exact=True).click()
    id_ = short_link(page)
    assert [found.id for found in store.library(ann.owner)] == [id_]

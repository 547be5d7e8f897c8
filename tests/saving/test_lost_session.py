"""The server restarts, or forgets a browser that was away too long: what one does first after that is done."""

import os
import signal
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from pricing.saved import Store, engine_for
from pricing.saved.engine import FILE_NAME
from tests.browser.planner import (
    address,
    arrow,
    choose,
    enter,
    expect_address,
    expect_comparison,
    expect_plan,
    expect_quiet,
    fold,
    number_box,
    show,
)
from tests.browsing import PATIENCE
from tests.saving.dying import DYING
from tests.saving.moves import fill, main, open_short_link, pick_one, press, save, save_box, short_link, until
from tests.saving.people import Person, saved_by
from tests.saving.places import settings
from tests.server import free_port, served

LOST = "The connection to the planner was lost and is back"
ARRIVED = "what you did last has arrived"


class Server:
    """A dashboard that can be killed and started again at the same address. It forgets who leaves at once."""

    def __init__(self, data: Path) -> None:
        self._port = free_port()
        self.dies = data / "dies"
        self._settings = settings(data, STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL="0", **{DYING: str(self.dies)})
        self._running = ExitStack()
        self.start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        server = served(environment=self._settings, port=self._port, program="tests.saving.dying")
        _, self._pid = self._running.enter_context(server)

    def end(self) -> None:
        self._running.close()

    def restart(self) -> None:
        """Kill it with all it remembers, and start it again."""
        with suppress(ProcessLookupError):  # it may have died in a save
            os.kill(self._pid, signal.SIGKILL)
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
    """Restart the server, and wait until the page has found it again.

    Not before all is drawn: what draws a control is fetched when the first one comes, and never asked for again.
    """
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    with page.expect_websocket(timeout=PATIENCE):
        planner.restart()
    expect(page.get_by_test_id("stApp")).to_have_attribute("data-test-connection-state", "CONNECTED")
    expect_quiet(page)


class Losing:
    """A page whose connection can be cut, upon which the server forgets it."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._connections: list[WebSocketRoute] = []
        page.route_web_socket("**/_stcore/stream", self._between)

    def _between(self, socket: WebSocketRoute) -> None:
        socket.connect_to_server()
        self._connections.append(socket)

    def lose(self) -> None:
        """Cut the connection, and wait until the page has another; see `restart`."""
        expect_quiet(self._page)
        known = len(self._connections)
        self._connections[-1].close()
        until(self._page, lambda: len(self._connections) > known)
        expect(self._page.get_by_test_id("stApp")).to_have_attribute("data-test-connection-state", "CONNECTED")
        expect_quiet(self._page)


@pytest.fixture
def losing(page: Page) -> Losing:
    return Losing(page)


def kill_in_save(planner: Server, page: Page, button: str) -> None:
    """Press a button that saves, and kill the server before it answers."""
    planner.dies.touch()
    page.get_by_role("button", name=button, exact=True).last.click()
    until(page, lambda: not planner.dies.exists())
    restart(planner, page)


def test_every_kind_of_move_on_the_plan(page: Page, server: str, losing: Losing, ann: Person, store: Store) -> None:
    """A slider, an example, a text that is counted, Back and the form of Save, each as the first after a loss."""
    show(page, server, "images=1000&refs=1.5")
    arrow(page, "images_slider")
    expect_plan(page, images="1200")
    page.reload()
    expect_plan(page, images="1200")
    expect(main(page)).not_to_contain_text(LOST)
    losing.lose()
    arrow(page, "images_slider")
    expect_plan(page, images="1500", refs="1.5")
    expect(number_box(page, "images")).to_have_value("1500")
    expect(main(page)).to_contain_text(LOST)
    expect(main(page)).to_contain_text(ARRIVED)
    enter(page, "images", "77")
    expect_plan(page, images="77", refs="1.5")
    losing.lose()
    choose(page, "Start from", "Small: a prototype")
    expect_plan(page, images="50", quality="80-20-0")
    losing.lose()
    page.go_back()
    expect_plan(page, images="77", refs="1.5")
    expect(number_box(page, "images")).to_have_value("77")
    button = fill(page, "Kept", "A long note", "ads")
    losing.lose()
    button.click()
    id_ = short_link(page)
    (saved,) = store.library(ann.owner)
    assert (saved.id, saved.name, saved.note, saved.tags) == (id_, "Kept", "A long note", ("ads",))


def test_a_prompt_is_counted(page: Page, server: str, losing: Losing) -> None:
    """But a text that was counted before does not undo what was set after it."""
    show(page, server)
    fold(page, "More assumptions").click()
    text = page.locator(".st-key-prompt_text textarea")
    expect(text).to_be_visible()
    losing.lose()
    text.fill("A cat on a mat")
    text.press("Control+Enter")
    expect_plan(page, prompt="5")
    enter(page, "prompt", "300")
    expect_plan(page, prompt="300")
    losing.lose()
    arrow(page, "images_slider")
    expect_plan(page, images="1200", prompt="300")


def test_a_service_of_ones_own(page: Page, server: str, losing: Losing) -> None:
    page.goto(f"{server}/compare?images=640")
    expect_comparison(page, images="640")
    page.get_by_role("button", name="Your own service").click()
    box = page.get_by_test_id("stPopoverBody")
    box.get_by_label("Name").fill("Ours")
    box.get_by_label("High quality").fill("0.04")
    box.get_by_label("High quality").press("Enter")
    expect_quiet(page)
    losing.lose()
    box.get_by_role("button", name="Add", exact=True).click()
    expect_address(page, images="640", own="Ours~price~-~-~0.04")


def test_describing_and_deleting(page: Page, server: str, losing: Losing, ann: Person, store: Store) -> None:
    ann.has(store, "Dull", "images=640")
    ann.has(store, "Other", "images=640")
    pick_one(page, server, "Dull")
    fold(page, "Name, note and tags").click()
    page.get_by_label("Name", exact=True).fill("Bright")
    losing.lose()
    press(page, "Save these", "Saved the name, note and tags of Bright.")
    assert {saved.name for saved in store.library(ann.owner)} == {"Bright", "Other"}
    page.get_by_role("button", name="Delete").click()
    expect(page.get_by_role("button", name="Yes, delete it")).to_be_visible()
    losing.lose()
    press(page, "Yes, delete it", "Deleted Bright.")
    assert [saved.name for saved in store.library(ann.owner)] == ["Other"]


def test_what_is_killed_before_its_answer_is_done_once(
    page: Page, server: str, planner: Server, ann: Person, store: Store
) -> None:
    """A save that got no answer twice, a revision of it, and a copy of what another has saved."""
    show(page, server, "images=1000")
    fill(page, "Once")
    kill_in_save(planner, page, "Save")
    save_box(page)
    kill_in_save(planner, page, "Save")
    expect(main(page)).to_contain_text(LOST)
    expect(main(page)).to_contain_text("it saves only once")
    expect(save_box(page).locator(".st-key-save_name input")).to_have_value("Once")
    save_box(page).get_by_role("button", name="Save", exact=True).click()
    id_ = short_link(page)
    assert [saved.id for saved in store.library(ann.owner)] == [id_]
    open_short_link(page, server, id_)
    arrow(page, "images_slider")
    expect_plan(page, images="1200")
    save_box(page)
    kill_in_save(planner, page, "Save as a new revision")
    save_box(page).get_by_role("button", name="Save as a new revision").click()
    expect(page.get_by_text("Saved as revision 2.")).to_be_visible()
    assert len(store.history(id_)) == 2
    original = saved_by(store, "browser:somebody", "Copied", "images=640")
    open_short_link(page, server, original.id)
    kill_in_save(planner, page, "Make a copy")
    page.get_by_role("button", name="Make a copy").click()
    expect(main(page)).to_contain_text("This is your copy now")
    assert [saved.name for saved in store.library(ann.owner)] == ["Copy of Copied", "Once"]


def test_the_same_saved_twice_on_purpose(page: Page, server: str, ann: Person, store: Store) -> None:
    show(page, server, "images=640")
    save(page, "Twice")
    until(page, lambda: len(store.library(ann.owner)) == 1)
    save(page, "Twice")
    until(page, lambda: len(store.library(ann.owner)) == 2)
    while "saved" in address(page):
        page.go_back()
        expect_quiet(page)
    save(page, "Twice")
    assert [saved.name for saved in store.library(ann.owner)] == ["Twice"] * 3

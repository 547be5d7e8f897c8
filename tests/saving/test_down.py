"""While nothing can be saved: plans and live links work, Save says what is wrong, and all is well again by itself."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from tests.browser.planner import arrow, close_popover, expect_plan, show
from tests.browsing import NewContext
from tests.saving.moves import fill, go_to_library, main, save, save_box, short_link
from tests.saving.places import settings
from tests.server import served

OUT_OF_REACH = "Saved scenarios are out of reach right now"
PASSWORD = "pass-word"


@pytest.fixture(scope="module")
def blocker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file where the data folder should be made."""
    return tmp_path_factory.mktemp("blocked") / "data"


@pytest.fixture(scope="module")
def blocked(blocker: Path) -> Iterator[str]:
    """A server whose data folder cannot be made, one of several that share the key of the cookies."""
    more = {"PLANNER_DATA": str(blocker / "planner"), "PLANNER_SECRET": "shared by the servers"}
    blocker.write_text("in the way")
    with served(environment=settings(blocker.parent, **more)) as (address, _):
        yield address


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose data folder cannot be made, the key of the cookies included."""
    folder = tmp_path_factory.mktemp("alone")
    (folder / "file").write_text("in the way")
    with served(environment=settings(folder, PLANNER_DATA=str(folder / "file" / "planner"))) as (address, _):
        yield address


@pytest.fixture(scope="module")
def unanswered(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server whose PostgreSQL does not answer."""
    url = f"postgresql://planner:{PASSWORD}@127.0.0.1:1/planner"
    with served(environment=settings(tmp_path_factory.mktemp("unanswered"), PLANNER_DATABASE=url)) as (address, _):
        yield address


@pytest.fixture
def page(new_context: NewContext) -> Page:
    return new_context().new_page()


@pytest.fixture(params=["blocked", "alone", "unanswered"])
def down(request: pytest.FixtureRequest, blocker: Path) -> str:
    """Each kind of server that cannot save."""
    address = str(request.getfixturevalue(request.param))
    if request.param == "blocked" and not blocker.is_file():
        raise RuntimeError("the tests that unblock the folder come last")
    return address


@pytest.fixture
def in_the_way(blocker: Path) -> Callable[[], None]:
    """Takes the file away that is in the way of the data folder."""
    return blocker.unlink


def get(server: str, path: str) -> httpx.Response:
    return httpx.get(server + path, timeout=60)


def test_readiness_says_so(down: str) -> None:
    answer = get(down, "/readyz")
    assert answer.status_code == 503
    assert "database" in answer.text
    assert PASSWORD not in answer.text
    assert get(down, "/healthz").status_code == 200


def test_what_needs_no_database_answers(down: str) -> None:
    for path in (
        "/",
        "/compare?images=10",
        "/scenarios",
        "/api/estimate?images=640",
        "/export/estimate.xlsx",
        "/export/compare.csv",
        "/print/estimate?images=640",
    ):
        assert get(down, path).status_code == 200, path


def test_short_links_say_not_now(down: str) -> None:
    for ending in ("", "/card.png", "?rev=1"):
        answer = get(down, f"/s/{'A' * 22}{ending}")
        assert answer.status_code == 503, ending
        assert OUT_OF_REACH in answer.text
        assert PASSWORD not in answer.text


def test_plans_and_live_links_work_and_save_says_so_and_keeps_what_was_typed(unanswered: str, page: Page) -> None:
    show(page, unanswered, f"images=640&refs=1.5&saved={'A' * 22}.1")
    expect_plan(page, images="640", refs="1.5")
    expect(main(page)).to_contain_text("out of reach")
    expect(main(page)).not_to_contain_text("cannot be found")
    arrow(page, "images_slider")
    expect_plan(page, images="800", refs="1.5")
    fill(page, "Not lost", "Written for an hour", "ads").click()
    box = save_box(page)
    expect(box).to_contain_text(OUT_OF_REACH)
    expect(box.locator(".st-key-save_name input")).to_have_value("Not lost")
    expect(box.locator(".st-key-save_note textarea")).to_have_value("Written for an hour")
    expect(box.locator(".st-key-save_tags input")).to_have_value("ads")
    expect(main(page)).not_to_contain_text(PASSWORD)
    page.goto(f"{unanswered}/scenarios")
    expect(main(page)).to_contain_text(OUT_OF_REACH)
    expect(main(page)).not_to_contain_text("Nothing here yet")


def test_the_folder_is_named_as_the_reason_and_not_the_cookie(alone: str, page: Page) -> None:
    show(page, alone, "images=640")
    for where in (save_box(page), main(page)):
        expect(where).to_contain_text(f"{OUT_OF_REACH}: the planner cannot make or use its data folder.")
        expect(where).not_to_contain_text("cookie")
        page.goto(f"{alone}/scenarios")


def test_the_folder_deleted_while_the_planner_runs(tmp_path: Path, page: Page) -> None:
    data = tmp_path / "data"
    with served(environment=settings(tmp_path, PLANNER_DATA=str(data))) as (address, _):
        show(page, address, "images=640")
        save(page, "Before")
        shutil.rmtree(data)
        fill(page, "After").click()
        expect(page.get_by_text("was emptied, removed or replaced while the planner was running")).to_be_visible()
        assert "removed" in get(address, "/readyz").text
        assert get(address, "/readyz").status_code == 503
    with served(environment=settings(tmp_path, PLANNER_DATA=str(data))) as (address, _):
        show(page, address, "images=640")
        assert get(address, f"/s/{save(page, 'After a restart')}").status_code == 200


def test_it_mends_itself(blocked: str, page: Page, in_the_way: Callable[[], None]) -> None:
    """The last test of this module, as it takes the file away."""
    show(page, blocked, "images=640")
    button = fill(page, "Patient", "A note")
    button.click()
    expect(save_box(page)).to_contain_text(OUT_OF_REACH)
    in_the_way()
    button.click()
    id_ = short_link(page)
    assert get(blocked, "/readyz").status_code == 200
    assert get(blocked, f"/s/{id_}").status_code == 200
    close_popover(page)
    go_to_library(page, blocked)
    expect(main(page)).to_contain_text("Choose a row")

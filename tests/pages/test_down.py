"""While nothing can be saved: plans and live links work, Save says what is wrong, and all is well again by itself."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from tests.pages import planner
from tests.pages.planner import assert_plan, said, unfold
from tests.pages.shelf import ANN, texts
from ui.state import catalogue, visitor
from web import EXCEPTION_HANDLERS, MIDDLEWARE, ROUTES

OUT_OF_REACH = "Saved scenarios are out of reach right now"
PASSWORD = "pass-word"
POSTGRESQL = f"postgresql://planner:{PASSWORD}@127.0.0.1:1/planner"
"""Where no PostgreSQL answers."""
NOWHERE = "A" * 22


def forget() -> None:
    """What a process keeps of where it saves."""
    for kept in (catalogue.store, visitor.secret, visitor._signer):
        kept.cache_clear()


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The data folder that the planner shall use; nothing is there."""
    monkeypatch.setenv("PLANNER_DATA", str(tmp_path / "planner"))
    forget()
    yield tmp_path / "planner"
    forget()


@pytest.fixture(params=["blocked", "blocked, with a secret", "unanswered"])
def down(request: pytest.FixtureRequest, data: Path, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """Asks planners that cannot save: two whose data folder cannot be made, one whose PostgreSQL does not answer."""
    if request.param == "unanswered":
        monkeypatch.setenv("PLANNER_DATABASE", POSTGRESQL)
    else:
        data.write_text("in the way")
    if "secret" in request.param:
        monkeypatch.setenv("PLANNER_SECRET", "shared by the servers")
    routes = [*ROUTES, Route("/", lambda request: PlainTextResponse("a page"))]
    return TestClient(
        Starlette(routes=routes, middleware=MIDDLEWARE, exception_handlers=EXCEPTION_HANDLERS),
        base_url="http://127.0.0.1",
    )


@pytest.fixture
def ann(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitor, "owner", lambda: ANN)


def save(at: AppTest, name: str, note: str = "", tags: str = "") -> None:
    unfold(at, "save_box")
    at.text_input(key="save_name").set_value(name)
    at.text_area(key="save_note").set_value(note)
    at.text_input(key="save_tags").set_value(tags)
    press_save(at)


def press_save(at: AppTest) -> None:
    next(button for button in at.button if button.label == "Save").click().run()
    assert not at.exception, at.exception


def is_ready(routes: TestClient) -> bool:
    return routes.get("/readyz").status_code == 200


def test_what_needs_no_database_answers_and_the_rest_says_not_now(down: TestClient) -> None:
    answer = down.get("/readyz")
    assert answer.status_code == 503
    assert "database" in answer.text
    assert PASSWORD not in answer.text
    for path in (
        "/",
        "/healthz",
        "/api/estimate?images=640",
        "/export/estimate.xlsx",
        "/export/compare.csv",
        "/print/estimate?images=640",
    ):
        assert down.get(path).status_code == 200, path
    for ending in ("", "/card.png", "?rev=1"):
        answer = down.get(f"/s/{NOWHERE}{ending}")
        assert answer.status_code == 503, ending
        assert OUT_OF_REACH in answer.text
        assert PASSWORD not in answer.text


@pytest.mark.usefixtures("data", "ann")
def test_plans_and_live_links_work_and_save_keeps_what_was_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_DATABASE", POSTGRESQL)
    at = planner.opened(f"images=640&refs=1.5&saved={NOWHERE}.1")
    assert_plan(at, images="640", refs="1.5")
    assert "out of reach" in said(at)
    assert "cannot be found" not in said(at)
    planner.go_to(at, planner.query(at).replace("images=640", "images=800"))
    assert_plan(at, images="800", refs="1.5")
    save(at, "Not lost", "Written for an hour", "ads")
    assert OUT_OF_REACH in at.error[0].value
    assert PASSWORD not in said(at) + texts(at)
    assert at.text_input(key="save_name").value == "Not lost"
    assert at.text_area(key="save_note").value == "Written for an hour"
    assert at.text_input(key="save_tags").value == "ads"
    library = planner.opened("", "scenarios/page.py")
    assert OUT_OF_REACH in said(library)
    assert "Nothing here yet" not in said(library)


def test_the_folder_is_named_as_the_reason_and_not_the_cookie(data: Path) -> None:
    data.write_text("in the way")
    at = planner.opened("images=640")
    unfold(at, "save_box")
    for shown in (said(at), said(planner.opened("", "scenarios/page.py"))):
        assert f"{OUT_OF_REACH}: the planner cannot make or use its data folder." in shown
        assert "cookie" not in shown


@pytest.mark.usefixtures("ann")
def test_the_folder_deleted_while_the_planner_runs(data: Path) -> None:
    at = planner.opened("images=640")
    save(at, "Before")
    shutil.rmtree(data)
    save(at, "After")
    assert "was emptied, removed or replaced while the planner was running" in said(at)
    routes = TestClient(Starlette(routes=ROUTES, exception_handlers=EXCEPTION_HANDLERS))
    answer = routes.get("/readyz")
    assert answer.status_code == 503
    assert "removed" in answer.text
    forget()
    press_save(at)
    assert is_ready(routes)
    assert [saved.name for saved in catalogue.store().library(ANN)] == ["After"]


@pytest.mark.usefixtures("ann")
def test_it_mends_itself(data: Path) -> None:
    data.write_text("in the way")
    at = planner.opened("images=640")
    save(at, "Patient", "A note")
    assert OUT_OF_REACH in said(at)
    data.unlink()
    press_save(at)
    (saved,) = catalogue.store().library(ANN)
    assert (saved.name, saved.note) == ("Patient", "A note")
    routes = TestClient(Starlette(routes=ROUTES, exception_handlers=EXCEPTION_HANDLERS))
    assert is_ready(routes)
    assert routes.get(f"/s/{saved.id}").status_code == 200

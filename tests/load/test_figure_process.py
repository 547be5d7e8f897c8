"""A process computes what the server answers, to the same bytes; where it does not, the server does."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

import psutil
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from compat import page_files
from pricing.saved import Store, engine_for
from pricing.wording.figures import reading_in
from pricing.wording.languages import languages
from tests.pages import shelf
from tests.server import TODAY
from ui.state import catalogue
from web import EXCEPTION_HANDLERS, MIDDLEWARE, ROUTES, figure_process, first_figure
from web.api import ANSWERS, FILES
from web.figure_process import FigureProcess
from web.tools.offered import answered
from web.workers import FIGURES

PLAN = "v=3&images=640&months=36&batch=20&growth=3&currency=EUR&rate=0.9"
WRONG = "images=x"
SETTINGS = {"PLANNER_TODAY": TODAY, "PLANNER_EMBED": "https://wiki.example.com"}
LONGEST_START = 120.0
"""Seconds, on a machine that does much else."""


class OnlyThere:
    """Work that the server may not do itself."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self.work = work

    def __call__(self) -> Any:
        raise AssertionError(f"the process did not answer {self.work}")

    def __reduce__(self) -> tuple[Any, ...]:
        return partial, (self.work,)


@pytest.fixture(autouse=True)
def _settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those that the process has."""
    for name, text in SETTINGS.items():
        monkeypatch.setenv(name, text)


@pytest.fixture(scope="module")
def process() -> Iterator[FigureProcess]:
    """One for all of these tests."""
    process = FigureProcess(between_starts=0)
    with pytest.MonkeyPatch.context() as environment:
        for name, text in SETTINGS.items():
            environment.setenv(name, text)
        pid_of(process)
    yield process
    process.end()


def pid_of(process: FigureProcess) -> int:
    """Who answers, once it is another than the server."""
    end = time.monotonic() + LONGEST_START
    while (pid := process.answer(os.getpid)) == os.getpid():
        assert time.monotonic() < end
        time.sleep(0.05)
    return pid


def _page(request: Request) -> Response:
    return HTMLResponse(page_files.PAGE.read_text(encoding="utf-8"))


def answers(paths: list[str]) -> dict[str, object]:
    """All that each of some paths is answered with, but the cookie, which is another for each new visitor."""
    app = Starlette(
        routes=[*ROUTES, Route("/{path:path}", _page)], middleware=MIDDLEWARE, exception_handlers=EXCEPTION_HANDLERS
    )
    told = dict[str, object]()
    with TestClient(app, base_url="http://127.0.0.1") as client:
        for path in paths:
            answer = client.get(path)
            headers = [line for line in answer.headers.items() if line[0] != "set-cookie"]
            told[path] = answer.status_code, answer.content, headers
            client.cookies.clear()
    return told


def test_every_answer_is_the_same_from_the_process(
    process: FigureProcess, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(first_figure, "LONGEST_WAIT", 60.0)
    store = Store(engine_for(f"sqlite:///{tmp_path}/saved.sqlite3"))
    monkeypatch.setattr(catalogue, "store", lambda: store)
    saved = shelf.has(store, "Summer\u5546", PLAN, note="For the board")
    computed = [
        *(f"/export/{name}?{PLAN}&saved={saved.id}.1" for name in FILES),
        f"/export/estimate.xlsx?{PLAN}&lang=zh_CN",
        f"/export/estimate.csv?{PLAN}&sep=semicolon&bom=yes",
        *(f"/api/{name}?{query}" for name in ANSWERS for query in (PLAN, WRONG)),
        *(f"/print/{name}?{query}" for name in ("estimate", "memo", "compare") for query in (PLAN, WRONG)),
        f"/print/estimate?{PLAN}&lang=zh_CN",
        *(f"{path}?{PLAN}" for path in first_figure.PAGES),
        f"/?{WRONG}",
        f"/?{PLAN}&lang=zh_CN",
        *(f"/card.png?{query}" for query in (PLAN, f"{PLAN}&lang=zh_CN", WRONG)),
        f"/s/{saved.id}/card.png",
        f"/embed/{saved.id}",
        *("/api", "/openapi.json", "/api/nothing"),
    ]
    here = answers(computed)
    monkeypatch.setattr(FIGURES, "elsewhere", lambda work: process.answer(OnlyThere(work)))
    for path, answer in answers(computed).items():
        assert answer == here[path], path
    for language in languages().values():
        for tool in ("estimate", "compare", "decide", "open_link"):
            work = partial(
                answered, tool, {} if tool == "open_link" else {"images": 5}, PLAN, saved, "http://a.example"
            )
            with reading_in(language.in_currency("EUR")):
                assert process.answer(OnlyThere(work)) == work()


def test_what_raises_there_raises_here(process: FigureProcess) -> None:
    with pytest.raises(ValueError, match="'x'"):
        process.answer(partial(int, "x"))
    assert process.answer(threading.Lock) is not None, "what cannot be pickled is made here"
    assert process.answer(OnlyThere(partial(int, "7"))) == 7


def test_it_comes_back_after_its_end_with_the_settings_of_then(
    process: FigureProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.kill(pid_of(process), signal.SIGKILL)
    assert process.answer(os.getpid) == os.getpid()
    monkeypatch.setenv("PLANNER_TODAY", "2026-11-25")
    assert process.answer(catalogue.today).isoformat() == "2026-11-25"
    assert process.answer(os.getpid) == os.getpid()
    last = pid_of(process)
    monkeypatch.setenv("PLANNER_TODAY", "2026-11-26")
    assert process.answer(catalogue.today).isoformat() == "2026-11-26"
    assert not psutil.pid_exists(last), "a process of other settings is ended"


def test_work_has_a_limit_and_an_end_is_for_good(process: FigureProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    slow = pid_of(process)
    monkeypatch.setattr(process, "most_seconds", 0.01)
    with pytest.raises(TimeoutError):
        process.answer(partial(time.sleep, 600))
    assert not psutil.pid_exists(slow)
    process.end()
    assert [process.answer(os.getpid) for _ in range(2)] == [os.getpid()] * 2


def test_it_ends_with_the_server() -> None:
    ours, theirs = Pipe()
    ours.close()
    figure_process.answer_all(theirs)

"""A process computes what the server answers, to the same bytes; where it does not, the server does."""

import math
import os
import signal
import sys
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
from tests import aside
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


Running = Callable[[], set[psutil.Process]]


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


@pytest.fixture
def running() -> Running:
    """The processes that a test has started; one that nobody waited for is still among them."""
    before = {*psutil.Process().children()}
    return lambda: {*psutil.Process().children()} - before


@pytest.fixture(scope="module")
def process() -> Iterator[FigureProcess]:
    """One for all of these tests."""
    process = FigureProcess()
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
    monkeypatch.setattr(FIGURES, "other_process", lambda work: process.answer(OnlyThere(work)))
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


def test_it_is_killed_and_the_server_answers(process: FigureProcess) -> None:
    """The last of these that uses the process of all."""
    os.kill(pid_of(process), signal.SIGKILL)
    assert process.answer(os.getpid) == os.getpid()


BEGIN = "import sys, time; from multiprocessing.connection import Connection; c = Connection(int(sys.argv[1]))"


def stand_in(text: str, between_starts: float = math.inf, **bounds: float) -> FigureProcess:
    """A process that starts quickly, and does what is written here with its connection `c`."""
    return FigureProcess([sys.executable, "-c", f"{BEGIN}; {text}"], between_starts=between_starts, **bounds)


def ask(process: FigureProcess, enough: Callable[[int], bool]) -> None:
    """Ask for `int()`, which is 0, until an answer is enough."""
    end = time.monotonic() + LONGEST_START
    while not enough(process.answer(int)):
        assert time.monotonic() < end
        time.sleep(0.01)


def test_one_that_has_ended_is_started_again_after_a_while(running: Running) -> None:
    once = f"c.send({figure_process.basis()!r}); c.recv_bytes(); c.send((7,))"
    back = stand_in(once, between_starts=0)
    for _ in range(2):
        ask(back, lambda told: told == 7)
        assert back.answer(int) == 0
    back.end()
    rests = stand_in(once)
    ask(rests, lambda told: told == 7)
    assert [rests.answer(int) for _ in range(3)] == [0, 0, 0]
    assert not running()


def test_one_with_other_prices_or_settings_is_ended(running: Running) -> None:
    other = stand_in("c.send(('another revision', ())); c.recv()")
    ask(other, lambda told: told != 0 or not running())
    assert other.answer(int) == 0


def test_an_answer_has_a_limit_of_time(running: Running) -> None:
    slow = stand_in(f"c.send({figure_process.basis()!r}); time.sleep(600)", most_seconds=0.01)
    with pytest.raises(TimeoutError):
        ask(slow, lambda _: False)
    assert not running()
    assert slow.answer(int) == 0


@pytest.mark.parametrize(("setting", "processes"), [("off", 0), ("on", 1)])
def test_it_runs_beside_the_planner_unless_a_setting_says_not(
    setting: str, processes: int, running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANNER_FIGURE_PROCESS", setting)
    monkeypatch.setattr(figure_process, "BEGIN", 0)

    async def play() -> None:
        async with figure_process.beside() as start:
            await start
            assert (len(running()), FIGURES.other_process is not None) == (processes, bool(processes))

    aside.run(play())
    assert (running(), FIGURES.other_process) == (set(), None)


def test_it_ends_with_the_server() -> None:
    ours, theirs = Pipe()
    ours.close()
    figure_process.answer_all(theirs)

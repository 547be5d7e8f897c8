"""Which requests of one client are counted, and what the next one is told."""

import asyncio
from typing import Any
from unittest.mock import Mock

import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from tests import aside
from ui.state import visitor
from web import limits
from web.limits import A_MINUTE, ClientLimits, Paces, kind


def scope(path: str, kind: str = "http", cookie: str = "") -> Scope:
    headers = [(b"cookie", f"{visitor.COOKIE}={cookie}".encode())] if cookie else []
    return {"type": kind, "path": path, "headers": headers}


@pytest.mark.parametrize(
    ("path", "counted"),
    [
        ("/api/estimate", "figures"),
        ("/openapi.json", "figures"),
        ("/api", "figures"),
        ("/export/estimate.xlsx", "files"),
        ("/print/estimate", "files"),
        ("/s/ABCDEFGHIJKLMNOPQRSTUV/card.png", "files"),
        ("/s/ABCDEFGHIJKLMNOPQRSTUV", "saved"),
        ("/readyz", "saved"),
        ("/embed/ABCDEFGHIJKLMNOPQRSTUV", "saved"),
        ("/mcp", "figures"),
        ("/mcp/", "figures"),
        ("/", "visits"),
        ("/compare", "visits"),
        ("/healthz", None),
        ("/_stcore/health", None),
        ("/static/js/index.js", "files of pages"),
        ("/_stcore/host-config", "files of pages"),
    ],
)
def test_what_is_counted(path: str, counted: str | None) -> None:
    assert kind(scope(path)) == counted


def test_a_browser_that_has_been_here_opens_any_number_of_pages(planner: TestClient) -> None:
    cookie = visitor.new_cookie()
    planner.headers["Cookie"] = f"{visitor.COOKIE}={cookie}"
    assert {planner.get("/").status_code for _ in range(10)} == {200}
    assert kind(scope("/", cookie=cookie)) == "pages"
    assert kind(scope("/", cookie="forged")) == "visits"
    assert kind(scope("/_stcore/stream", "websocket", visitor.new_cookie())) == "tabs"


def test_what_comes_at_once_is_answered_at_a_pace() -> None:
    paces = Paces(60, 30)
    waits = [paces.wait("a client", 0.0, longest=2.0) for _ in range(200)]
    assert waits[:60] == [0.0] * 60
    assert waits[60:120] == [pytest.approx((number + 1) / 30) for number in range(60)]
    assert waits[120:] == [None] * 80, "who would wait for longer is refused, and does not make the others wait"
    assert paces.wait("another", 0.0, longest=2.0) == 0
    assert paces.wait("a client", 2.1, longest=2.0) == 0, "its turns have passed"
    assert len([paces.wait(number, 0.0, longest=0.0) for number in range(20_000)]) > len(paces._paces)


@pytest.mark.parametrize(("path", "cookie"), [("/", ""), ("/", "own"), ("/s/nobody", "")])
def test_a_flood_waits_for_its_turn(monkeypatch: pytest.MonkeyPatch, path: str, cookie: str) -> None:
    """Whoever sends the planner's own cookie too."""
    waits: list[float] = []

    async def pause(seconds: float) -> None:
        waits.append(seconds)

    monkeypatch.setattr(limits, "_pause", pause)
    monkeypatch.setattr(limits, "A_SECOND", 0.1)
    flooded: Any = ClientLimits(PlainTextResponse("here"))
    client = TestClient(flooded, headers={"Cookie": f"{visitor.COOKIE}={visitor.new_cookie()}"} if cookie else {})
    assert {client.get(path).status_code for _ in range(limits.AT_FIRST + 1)} == {200}
    assert (set(waits[:-1]), waits[-1] > 0) == ({0.0}, True)


@pytest.fixture
def planner(monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A planner that allows three of everything and answers all of it."""
    monkeypatch.setattr(limits, "A_MINUTE", dict.fromkeys(A_MINUTE, 3))
    monkeypatch.setattr(limits, "_HELD", 0)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await PlainTextResponse(Request(scope).url.path)(scope, receive, send)

    return TestClient(ClientLimits(app))


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("/api/estimate", "application/json"),
        ("/openapi.json", "application/json"),
        ("/api", "text/html; charset=utf-8"),
        ("/export/estimate.csv", "application/json"),
        ("/print/estimate", "text/html; charset=utf-8"),
        ("/s/ABCDEFGHIJKLMNOPQRSTUV", "text/html; charset=utf-8"),
        ("/readyz", "text/plain; charset=utf-8"),
        ("/embed/ABCDEFGHIJKLMNOPQRSTUV", "text/html; charset=utf-8"),
        ("/mcp/", "application/json"),
        ("/compare", "text/html; charset=utf-8"),
    ],
)
def test_the_fourth_of_three_is_refused_in_the_format_of_its_address(
    planner: TestClient, path: str, content: str
) -> None:
    assert [planner.get(path).status_code for _ in range(3)] == [200] * 3
    answer = planner.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (429, content)
    assert 1 <= int(answer.headers["retry-after"]) <= 120
    assert "Too many requests came from your address." in answer.text
    if content == "application/json":
        assert [set(error) for error in answer.json()["errors"]] == [{"field", "value", "problem"}]


def test_health_and_other_kinds_go_on(planner: TestClient) -> None:
    for _ in range(5):
        planner.get("/api/estimate")
    assert planner.get("/api/estimate").status_code == 429
    assert {planner.get("/healthz").status_code for _ in range(10)} == {200}
    assert planner.get("/export/estimate.csv").status_code == 200


def test_the_setting_lifts_the_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_CLIENT_LIMITS", "0")
    unlimited: Any = ClientLimits(PlainTextResponse("here"))
    client = TestClient(unlimited)
    assert {client.get("/api/estimate").status_code for _ in range(A_MINUTE["figures"] + 10)} == {200}


@pytest.mark.parametrize(
    ("asked", "most"),
    [
        (scope("/export/estimate.csv"), limits.AT_ONCE),
        (scope("/static/js/index.js"), limits.FILES_AT_ONCE),
        (scope("/_stcore/stream", "websocket"), A_MINUTE["tabs"]),
    ],
)
def test_one_client_leaves_room_for_others(monkeypatch: pytest.MonkeyPatch, asked: Scope, most: int) -> None:
    """So many answers are waited for and tabs open; the next is refused, and the other client's begun."""
    monkeypatch.setattr(limits, "_HELD", 0)

    async def play() -> tuple[int, list[int], int]:
        begun, said, done = [], list[int](), asyncio.Event()

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            begun.append(scope)
            await done.wait()

        async def send(message: Any) -> None:
            said.extend([message["status"]] if "status" in message else [])

        async def receive() -> Any:
            raise AssertionError("nothing is read")

        limited = ClientLimits(app)
        # As if they had been opened over some minutes.
        limited._limiter, limited._paces = Mock(hit=Mock(return_value=True)), Mock(wait=Mock(return_value=0.0))
        many, other = ({**asked, "client": (who, 1)} for who in ("192.0.2.1", "192.0.2.2"))
        waiting = [asyncio.ensure_future(limited(many, receive, send)) for _ in range(most + 4)]
        await asyncio.sleep(0.05)
        first = len(begun)
        waiting.append(asyncio.ensure_future(limited(other, receive, send)))
        await asyncio.sleep(0.05)
        done.set()
        await asyncio.gather(*waiting)
        await limited(many, receive, send)
        return first, said, len(begun)

    assert aside.run(play()) == (most, [429] * 4, most + 2)


def test_refusals_beyond_those_held_are_cut_without_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "A_MINUTE", dict.fromkeys(A_MINUTE, 1))
    monkeypatch.setattr(limits, "_MOST_HELD", 0)

    class Connection:
        """A connection that can be cut."""

        def __init__(self) -> None:
            self.transport = self
            self.cut = False

        def abort(self) -> None:
            self.cut = True

        def is_closing(self) -> bool:
            return self.cut

        def get_extra_info(self, name: str) -> Any:
            return None

        async def receive(self) -> Any:
            raise AssertionError("nothing is read")

    async def send(message: Any) -> None:
        raise AssertionError("nothing is sent")

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        pass

    async def play() -> list[bool]:
        limited, connections = ClientLimits(app), [Connection(), Connection()]
        for connection in connections:
            await limited({**scope("/api/estimate"), "client": ("192.0.2.1", 1)}, connection.receive, send)
        return [connection.cut for connection in connections]

    assert aside.run(play()) == [False, True]

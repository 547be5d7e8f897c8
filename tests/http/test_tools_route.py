"""What the address of the tools takes: one message of a program at a time, and not too many."""

import json
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.http.programs import ACCEPT, message, result_of
from tests.server import TODAY
from web import EXCEPTION_HANDLERS, MIDDLEWARE, ROUTES, tools


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A planner with its tools running."""
    monkeypatch.setenv("PLANNER_TODAY", TODAY)
    app = Starlette(
        routes=ROUTES,
        middleware=MIDDLEWARE,
        exception_handlers=EXCEPTION_HANDLERS,
        lifespan=lambda app: tools.running(),
    )
    with TestClient(app, base_url="http://127.0.0.1", headers=ACCEPT) as client:
        yield client


@pytest.mark.parametrize("path", ["/mcp", "/mcp/"])
def test_each_message_is_answered_by_itself(client: TestClient, path: str) -> None:
    answer = client.post(path, json=message("estimate", images=640))
    assert answer.headers["content-type"] == "application/json"
    assert "mcp-session-id" not in answer.headers
    assert "no-store" in answer.headers["cache-control"]
    assert result_of(answer)["structuredContent"]["scenario"]["images"] == "640"


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT", "OPTIONS"])
def test_nothing_is_kept_to_listen_to(client: TestClient, method: str) -> None:
    answer = client.request(method, "/mcp/")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert [error["field"] for error in answer.json()["errors"]] == ["method"]


def test_pages_of_others_may_not_ask(client: TestClient) -> None:
    for origin in ("http://elsewhere.example", "null", "http://127.0.0.1:1"):
        answer = client.post("/mcp/", json=message("estimate"), headers={"Origin": origin})
        assert answer.status_code == 403
        assert answer.json()["errors"][0]["value"] == origin
    assert client.post("/mcp/", json=message("estimate"), headers={"Origin": "http://127.0.0.1"}).status_code == 200


@pytest.mark.parametrize(
    ("content", "status"),
    [(b"\xff\xfe", 400), (b"[]", 400), (b"{}", 400), (b'{"a": "' + b"x" * 64_000 + b'"}', 413), (b"[" * 10_000, 400)],
)
def test_garbage_is_refused(client: TestClient, content: bytes, status: int) -> None:
    answer = client.post("/mcp/", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code == status, answer.text


@pytest.mark.parametrize(
    ("value", "status"),
    [("NaN", 200), ("1e400", 200), ("9" * 4000, 200), ("9" * 5000, 400), ("[" * 100 + "]" * 100, 200)],
)
def test_numbers_that_are_none_are_named(client: TestClient, value: str, status: int) -> None:
    content = json.dumps(message("estimate", images="it")).replace('"it"', value)
    answer = client.post("/mcp/", content=content, headers={"Content-Type": "application/json"})
    assert answer.status_code == status
    if status == 200:
        (error,) = result_of(answer)["structuredContent"]["errors"]
        assert error["field"] == "images"
        assert len(error["value"]) < 100


def test_an_argument_given_twice_is_named(client: TestClient) -> None:
    content = json.dumps(message("estimate", images=5, days=30)).replace('"days"', '"images"')
    answer = client.post("/mcp/", content=content, headers={"Content-Type": "application/json"})
    result = result_of(answer)
    assert result["isError"]
    assert result["structuredContent"] == client.get("/api/estimate?images=5&images=30").json()


def test_a_planner_that_cannot_answer_says_so_as_the_api_does(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PLANNER_TODAY", "tomorrow")
    for tool, arguments in (("estimate", {}), ("prices_of", {"model": "gpt-image-2"}), ("open_link", {"link": "/"})):
        result = result_of(client.post("/mcp/", json=message(tool, **arguments)))
        assert result["isError"]
        assert result["structuredContent"] == client.get("/api/estimate").json()


def test_what_nobody_foresaw_is_not_told(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*asked: object) -> None:
        raise KeyError("a secret")

    monkeypatch.setattr("web.api.catalogue.checked_books", fails)
    answer = client.post("/mcp/", json=message("estimate"))
    assert result_of(answer)["structuredContent"]["errors"][0]["field"] == "planner"
    assert "a secret" not in answer.text


def test_what_one_client_may_ask_is_bounded(allows_two: None, client: TestClient) -> None:
    assert [client.post("/mcp/", json=message("estimate")).status_code for _ in range(2)] == [200, 200]
    answer = client.post("/mcp/", json=message("estimate"))
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    assert "Too many requests came from your address." in answer.json()["errors"][0]["problem"]
    assert client.get("/api/estimate").status_code == 429, "tools and API are counted together"


def test_tools_are_answered_only_while_the_planner_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    app = Starlette(routes=ROUTES, exception_handlers=EXCEPTION_HANDLERS)
    answer = TestClient(app, raise_server_exceptions=False).post("/mcp/", json=message("estimate"))
    assert answer.status_code == 500

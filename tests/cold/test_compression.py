"""Whatever is text comes compressed, to those who can read it, and nothing else changes."""

import re
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from pricing.saved import Store
from tests.saving.people import saved_by
from ui.state.visitor import COOKIE
from web.compression import Compression

TEXT = "a word or two, " * 200
TEXTS = [
    "/",
    "/compare",
    "/api/estimate",
    "/export/compare.csv",
    "/export/estimate.md",
    "/export/estimate.json",
    "/print/estimate",
]
PACKED_ALREADY = ["/export/estimate.xlsx", "/favicon.png"]
ENCODINGS = ["zstd", "br", "gzip"]


def get(server: str, path: str, encoding: str = "identity", **headers: str) -> httpx.Response:
    return httpx.get(server + path, headers={"Accept-Encoding": encoding, **headers}, timeout=60)


@pytest.fixture(scope="module")
def script(server: str) -> str:
    """The path of a script of Streamlit's page."""
    found = re.search(r'src="\.(/static/js/[^"]+\.js)"', get(server, "/").text)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("path", TEXTS)
def test_text_is_compressed_for_who_can_read_it(server: str, path: str, encoding: str) -> None:
    plain, packed = get(server, path), get(server, path, encoding)
    assert packed.headers["content-encoding"] == encoding
    assert "content-encoding" not in plain.headers
    assert packed.text == plain.text
    assert all("accept-encoding" in answer.headers["vary"].lower() for answer in (plain, packed))


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_script_is_compressed(server: str, script: str, encoding: str) -> None:
    plain, packed = get(server, script), get(server, script, encoding)
    assert packed.headers["content-encoding"] == encoding
    assert packed.content == plain.content
    assert int(plain.headers["content-length"]) == len(plain.content)
    assert packed.headers["cache-control"] == plain.headers["cache-control"]


@pytest.mark.parametrize("path", PACKED_ALREADY)
def test_what_is_compressed_already_stays(server: str, path: str) -> None:
    assert "content-encoding" not in get(server, path, "zstd, br, gzip").headers


def test_nobody_below_compresses_first(server: str) -> None:
    assert get(server, "/api/compare", "gzip, br, zstd").headers["content-encoding"] == "zstd"
    assert get(server, "/api/compare", "gzip, br").headers["content-encoding"] == "br"


@pytest.mark.parametrize("encoding", [*ENCODINGS, "identity"])
def test_what_a_browser_has_is_not_sent_again(server: str, script: str, encoding: str) -> None:
    known = {"Cookie": f"{COOKIE}={httpx.get(server).cookies[COOKIE]}"}
    first = get(server, script, encoding)
    again = get(server, script, encoding, **known, **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "accept-encoding" in again.headers["vary"].lower()
    assert again.headers["etag"].removeprefix("W/") == first.headers["etag"].removeprefix("W/")
    assert get(server, script, encoding, **known, **{"If-None-Match": '"another"'}).status_code == 200


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_etag_of_a_file_is_of_its_own_bytes_alone(server: str, script: str, encoding: str) -> None:
    plain, packed = get(server, script), get(server, script, encoding)
    assert not plain.headers["etag"].startswith("W/")
    assert packed.headers["etag"] == f"W/{plain.headers['etag']}"


@pytest.mark.parametrize("encoding", [*ENCODINGS, "identity"])
def test_a_part_is_of_the_file_itself(server: str, script: str, encoding: str) -> None:
    whole = get(server, script)
    part = get(server, script, encoding, Range="bytes=100-1999")
    assert (part.status_code, part.content) == (206, whole.content[100:2000])
    assert "content-encoding" not in part.headers
    packed = get(server, script, encoding).headers["etag"]
    resumed = get(server, script, encoding, **{"Range": "bytes=100-1999", "If-Range": packed})
    assert resumed.status_code == (206 if encoding == "identity" else 200), "no part of other bytes than one has"
    assert get(server, script, encoding, Range=f"bytes={len(whole.content)}-").status_code == 416


@pytest.mark.parametrize("encoding", [*ENCODINGS, "identity"])
def test_only_the_headers(server: str, script: str, encoding: str) -> None:
    headers = {"Accept-Encoding": encoding}
    for path in (script, "/", "/api/estimate"):
        answer = httpx.head(server + path, headers=headers, timeout=30)
        assert (answer.status_code, answer.content) == (200, b"")
        kind = get(server, path, encoding).headers["content-type"]
        assert answer.headers["content-type"] == kind


def test_no_body_says_what_a_cookie_says(server: str, store: Store) -> None:
    """Nobody finds out a secret by the length of an answer with his own words in it: there is none in any."""
    saved = saved_by(store, "browser:of-compression", "A plan", "images=640")
    shown = [
        "/?own=words",
        "/scenarios",
        "/api/estimate?own=words",
        "/print/estimate?own=words",
        f"/s/{saved.id}?own=1",
    ]
    cookies = [httpx.get(server).cookies[COOKIE] for _ in range(2)]
    for path in [*shown, "/_stcore/host-config", "/_stcore/health", "/no/such/page"]:
        bodies = [
            get(server, path, Cookie=f"{COOKIE}={cookie}; _streamlit_xsrf={cookie}").content for cookie in cookies
        ]
        assert bodies[0] == bodies[1], path
        assert cookies[0].encode() not in bodies[0], path


async def _said() -> AsyncIterator[bytes]:
    for number in range(3):
        yield f"data: {number}\n\n".encode()


async def _echo(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_bytes(await socket.receive_bytes())
    await socket.close()


def _answers(request: Request) -> Response:
    kind = request.path_params["kind"]
    if kind == "events":
        return StreamingResponse(_said(), media_type="text/event-stream")
    if kind == "packed":
        return PlainTextResponse(TEXT, headers={"Content-Encoding": "custom"})
    if kind == "file":
        return FileResponse(__file__)
    return PlainTextResponse(TEXT if kind == "long" else "short", headers={"ETag": '"one"', "Vary": "Cookie"})


@pytest.fixture
def app() -> TestClient:
    routes = [Route("/{kind}", _answers), WebSocketRoute("/socket", _echo)]
    return TestClient(Compression(Starlette(routes=routes)))


def test_a_websocket_is_left_alone(app: TestClient) -> None:
    with app.websocket_connect("/socket", headers={"Accept-Encoding": "gzip"}) as socket:
        socket.send_bytes(TEXT.encode())
        assert socket.receive_bytes() == TEXT.encode()


def test_events_come_one_by_one(app: TestClient) -> None:
    with app.stream("GET", "/events", headers={"Accept-Encoding": "gzip"}) as answer:
        assert answer.headers["content-encoding"] == "gzip"
        assert "".join(answer.iter_text()) == "data: 0\n\ndata: 1\n\ndata: 2\n\n"


def test_short_and_packed_answers_stay(app: TestClient) -> None:
    assert "content-encoding" not in app.get("/short", headers={"Accept-Encoding": "br"}).headers
    with app.stream("GET", "/packed", headers={"Accept-Encoding": "br"}) as answer:
        assert answer.headers["content-encoding"] == "custom"
        assert b"".join(answer.iter_raw()) == TEXT.encode()


def test_what_an_answer_depends_on_adds_up(app: TestClient) -> None:
    headers = app.get("/long", headers={"Accept-Encoding": "br"}).headers
    assert headers["vary"] == "Cookie, Accept-Encoding"
    assert headers["etag"] == 'W/"one"'


@pytest.mark.parametrize("accepted", ["", "identity", "deflate", "br;q=0", "*;q=0", "nonsense;;", "gzip;q=x"])
def test_who_can_read_nothing_gets_plain_text(app: TestClient, accepted: str) -> None:
    answer = app.get("/long", headers={"Accept-Encoding": accepted})
    assert "content-encoding" not in answer.headers
    assert answer.text == TEXT

"""Garbage on a page's websocket: the connection ends, the log has one line of it, and others notice nothing."""

import asyncio
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.asyncio.client import connect
from websockets.exceptions import InvalidStatus
from websockets.typing import Origin, Subprotocol

from compat.session_files import ADDRESS
from tests import aside
from tests.http.asking import ask
from tests.http.programs import ACCEPT
from tests.load.bringing import browser
from tests.server import served

SECRET = "SecretContract"
GARBAGE: dict[str, str | bytes] = {
    "text": f"hello {SECRET}",
    "no message": b"\xff\xfe\xfd garbage",
    "a cut message": b"\x1a\x40\x0a",
}
NOT_UTF8 = bytes([0x81, 0x82, 0, 0, 0, 0, 0xFF, 0xFE])
"""A frame of text, as it is on the wire."""
NO_FRAME = b"\xff\xff\xff\xff garbage"
LONGEST = 20


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("garbage") / "log"


@pytest.fixture(scope="module")
def logged(log: Path) -> Iterator[str]:
    """A dashboard whose log is read."""
    with served(log=log) as (address, _):
        yield address


async def throw(address: str, data: str | bytes, raw: bool = False) -> None:
    """Send garbage on a new connection, and wait until it is closed for it."""
    url = address.replace("http", "ws", 1) + f"/_stcore/stream?own={SECRET}"
    async with asyncio.timeout(LONGEST), connect(url, subprotocols=[Subprotocol("streamlit")], max_size=None) as socket:
        if raw and isinstance(data, bytes):
            socket.transport.write(data)
        else:
            await socket.send(data)
        await socket.wait_closed()


def costs(log: Path, address: str, data: str | bytes, raw: bool = False) -> list[str]:
    """What some garbage adds to the log."""
    before = log.read_text()
    aside.run(throw(address, data, raw))
    assert ask(address, "/healthz").status_code == 200
    return [line for line in log.read_text().removeprefix(before).splitlines() if line.strip()]


@pytest.mark.parametrize("data", GARBAGE.values(), ids=GARBAGE)
def test_it_costs_one_short_line(log: Path, logged: str, data: str | bytes) -> None:
    (line,) = costs(log, logged, data)
    assert len(line) < 200
    assert SECRET not in line


@pytest.mark.parametrize("data", [NOT_UTF8, NO_FRAME])
def test_broken_frames_cost_no_more(log: Path, logged: str, data: bytes) -> None:
    assert len(costs(log, logged, data, raw=True)) <= 1


PING, PONG, BEGUN, PART = (bytes((code, 0x80, 0, 0, 0, 0)) for code in (0x89, 0x8A, 0x02, 0x00))
"""Frames without content: two of the connection, the beginning of a message, and a further part of it."""


@pytest.mark.parametrize("frames", [PING * 200, PONG * 200, BEGUN + PART * 200], ids=["pings", "pongs", "parts"])
def test_a_flood_of_frames_without_content_is_cut(log: Path, logged: str, frames: bytes) -> None:
    assert len(costs(log, logged, frames, raw=True)) <= 1


def test_a_message_longer_than_a_page_sends_is_not_kept_until_it_is_complete(log: Path, logged: str) -> None:
    """It is refused when its length is announced: uvicorn alone would keep 20 MB of it."""
    announced = bytes([0x82, 0xFF]) + (2_000_001).to_bytes(8, "big") + bytes(4)
    assert costs(log, logged, announced, raw=True) == []


@pytest.mark.parametrize(
    "sent",
    [
        f"not JSON {SECRET}",
        f'["{SECRET}"]',
        f'{{"jsonrpc": "2.0", "id": 1, "method": "{SECRET}"}}',
        f'{{"jsonrpc": "2.0", "method": "notifications/{SECRET}"}}',
        f'{{"jsonrpc": "2.0", "id": 1, "result": {{"{SECRET}": 1}}}}',
        f'{{"jsonrpc": "2.0", "id": "{SECRET}", "method": "tools/call", "params": {{"name": 5, "arguments": []}}}}',
        f'{{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {{"name": "{SECRET}", "arguments": {{}}}}}}',
        f'{{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {{"protocolVersion": "{SECRET}"}}}}',
        '{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "estimate", '
        f'"arguments": {{"own": "{SECRET}", "images": NaN, "link": "{SECRET}"}}}}}}',
    ],
)
def test_garbage_for_the_tools_costs_no_more(log: Path, logged: str, sent: str) -> None:
    for version in ("", "2025-06-18", "2026-07-28", SECRET):
        before = log.read_text()
        headers = {**ACCEPT, "Content-Type": "application/json"}
        if version:
            headers["MCP-Protocol-Version"] = version
        assert httpx.post(f"{logged}/mcp/", content=sent, headers=headers, timeout=30).status_code < 500
        added = [line for line in log.read_text().removeprefix(before).splitlines() if line.strip()]
        assert len(added) <= 1, version
        assert SECRET not in "".join(added), version


def raw(address: str, data: bytes) -> bytes:
    """What comes back until the connection is closed; raises TimeoutError where it stays open."""
    place = urlsplit(address)
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=LONGEST) as connection:
        connection.sendall(data)
        return b"".join(iter(lambda: connection.recv(65_536), b""))


@pytest.mark.parametrize("asked", ["POST /mcp/", "GET /healthz", "POST /api/estimate", f"PUT {ADDRESS}a/b"])
def test_two_lengths_are_refused_and_nothing_after_them_is_answered(logged: str, asked: str) -> None:
    hidden = b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"
    head = f"{asked} HTTP/1.1\r\nHost: a\r\nContent-Length: {len(hidden)}\r\nTransfer-Encoding: chunked\r\n\r\n"
    answer = raw(logged, head.encode() + b"0\r\n\r\n" + hidden)
    assert answer.startswith(b"HTTP/1.1 400")
    assert answer.count(b"HTTP/1.1") == 1


def test_half_a_request_is_one_line(log: Path, logged: str) -> None:
    """Of the tools, and of a file that a page takes."""

    async def play() -> None:
        async with browser(logged, "127.0.1.2") as one, one.tab() as tab:
            token = one.client.cookies["_streamlit_xsrf"]
            file = f"PUT {ADDRESS}{tab.id}/b HTTP/1.1\r\nX-Xsrftoken: {token}\r\nCookie: _streamlit_xsrf={token}\r\n"
            form = "Content-Type: multipart/form-data; boundary=x\r\n"
            tools = f"POST /mcp/ HTTP/1.1\r\nAccept: {ACCEPT['Accept']}\r\nContent-Type: application/json\r\n"
            for head in (file + form, tools):
                before = log.read_text()
                _, writer = await asyncio.open_connection(*logged.removeprefix("http://").split(":"))
                writer.write(f"{head}Host: a\r\nContent-Length: 500\r\n\r\n--x\r\n".encode())
                await writer.drain()
                await asyncio.sleep(0.1)
                writer.close()
                while log.read_text() == before:
                    await asyncio.sleep(0.05)
                (line,) = [line for line in log.read_text().removeprefix(before).splitlines() if line.strip()]
                assert "A client left before all of its request had come." in line

    aside.run(asyncio.wait_for(play(), LONGEST))


def test_a_tab_that_is_left_while_it_sends_is_at_most_a_line(log: Path, logged: str) -> None:
    message = BackMsg()
    message.rerun_script.query_string = "images=5"
    url = logged.replace("http", "ws", 1) + "/_stcore/stream"

    async def leave() -> None:
        async with connect(url, subprotocols=[Subprotocol("streamlit")], max_size=None) as tab:
            for _ in range(20):
                await tab.send(message.SerializeToString())
            await tab.recv()
            tab.transport.abort()

    before = log.read_text()
    for _ in range(5):
        aside.run(leave())
    assert ask(logged, "/api/estimate").status_code == 200
    assert "Traceback" not in log.read_text().removeprefix(before)


def test_a_page_of_another_address_or_port_gets_no_websocket(logged: str) -> None:
    url = logged.replace("http", "ws", 1) + "/_stcore/stream"

    async def status(origin: str | None) -> int:
        named = None if origin is None else Origin(origin)
        try:
            async with connect(url, subprotocols=[Subprotocol("streamlit")], origin=named):
                return 101
        except InvalidStatus as error:
            return error.response.status_code

    own = [logged, logged.upper().replace("HTTP", "http"), None]
    others = [
        *(f"{logged}{more}" for more in ("1", ".example.com")),
        "null",
        "http://localhost",
        "http://127.0.0.1",
        "",
    ]
    assert {origin: aside.run(status(origin)) for origin in own} == dict.fromkeys(own, 101)
    assert {origin: aside.run(status(origin)) for origin in others} == dict.fromkeys(others, 403)


def test_no_plan_is_in_the_log(log: Path, logged: str) -> None:
    for path in (
        "/",
        "/api/estimate",
        "/export/estimate.csv",
        "/print/estimate",
        f"/s/{SECRET}",
        f"/embed/{SECRET}",
        "/mcp/",
        "/nowhere",
    ):
        ask(logged, path, f"own={SECRET}~price~1~2~3&images=x")
    assert SECRET not in log.read_text()

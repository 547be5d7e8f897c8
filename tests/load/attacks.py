"""Rude clients: `python -m tests.load.attacks NAME ADDRESS SECONDS` does one thing as fast as it can, then stops."""

import argparse
import asyncio
import itertools
import os
import secrets
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from urllib.parse import urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException
from websockets.typing import Subprotocol

from compat import page_files
from tests.benchmarks.client import connected
from tests.load.bringing import attacking, bring_and_read
from ui.state.visitor import COOKIE

_PLAN = "images=4321&quality=30-50-20&months=36&refs=3&size=1024x1024:40,1024x1536:30,1536x1024:30&batch=20&growth=3"
FROM = os.environ.get("ATTACK_FROM", "127.0.0.2")
"""The attacker's own address; all of 127.0.0.0/8 is this machine."""
Attack = Callable[[str, float, "Counter[str]"], Awaitable[None]]


def _asking(path: Callable[[], str], at_once: int, wait: float | None = None, visitor: bool = False) -> Attack:
    """Requests of a path, so many at once, each again as soon as it is answered; or abandoned after `wait` seconds.

    `visitor`: with the planner's own cookie, as of a browser that was here before.
    """
    headers: list[str] = []

    async def one(address: str, end: float, done: "Counter[str]") -> None:
        place = urlsplit(address)
        while time.monotonic() < end:
            try:
                reader, writer = await asyncio.open_connection(place.hostname, place.port, local_addr=(FROM, 0))
                lines = [f"GET {path()} HTTP/1.1", f"Host: {place.netloc}", "Connection: close", *headers, "", ""]
                writer.write("\r\n".join(lines).encode())
                if wait is None:
                    done[(await reader.readline()).decode()[9:12]] += 1
                    await reader.read()
                else:
                    await asyncio.sleep(wait)
                    done["abandoned"] += 1
                writer.transport.abort()
            except OSError:
                done["refused"] += 1
                await asyncio.sleep(0.01)

    async def all_of_them(address: str, end: float, done: "Counter[str]") -> None:
        if visitor:
            headers.append(f"Cookie: {COOKIE}={httpx.get(address).cookies[COOKIE]}")
        await asyncio.gather(*(one(address, end, done) for _ in range(at_once)))

    return all_of_them


def _flooding(tabs: int, frame: bytes | None = None, raw: bytes = b"") -> Attack:
    """Tabs that ask for another run without waiting for the last; a tab that is shut out comes back.

    `frame` is sent in place of it, or `raw` as it is on the wire.
    """

    async def one(address: str, end: float, done: "Counter[str]") -> None:
        stream = address.replace("http", "ws", 1) + "/_stcore/stream"
        message = BackMsg()
        message.rerun_script.query_string = _PLAN
        data = message.SerializeToString() if frame is None else frame
        while time.monotonic() < end:
            with suppress(OSError, WebSocketException, TimeoutError):
                async with connect(
                    stream,
                    subprotocols=[Subprotocol("streamlit")],
                    max_size=None,
                    compression=None,
                    local_addr=(FROM, 0),
                ) as socket:
                    done["tabs"] += 1
                    reading = asyncio.create_task(_read(socket))
                    try:
                        while time.monotonic() < end and not reading.done():
                            async with asyncio.timeout_at(asyncio.get_running_loop().time() + end - time.monotonic()):
                                for _ in range(100):
                                    if raw:
                                        socket.transport.write(raw)
                                        await asyncio.sleep(0)
                                    else:
                                        await socket.send(data)
                                    done["frames"] += 1
                                await asyncio.sleep(0)
                    finally:
                        reading.cancel()
                        socket.transport.abort()
            done["shut out"] += 1
            await asyncio.sleep(0.01)

    async def _read(socket: ClientConnection) -> None:
        async for _ in socket:
            pass

    async def all_of_them(address: str, end: float, done: "Counter[str]") -> None:
        await asyncio.gather(*(one(address, end, done) for _ in range(tabs)))

    return all_of_them


def _moving(tabs: int, page: str = "") -> Attack:
    """Tabs that each move the slider as soon as the last move is done."""

    async def one(address: str, end: float, done: "Counter[str]") -> None:
        while time.monotonic() < end:
            with suppress(OSError, WebSocketException, TimeoutError, RuntimeError):
                async with connected(address, page, source=FROM) as tab:
                    await tab.load()
                    while time.monotonic() < end:
                        await tab.move()
                        done["moves"] += 1
            await asyncio.sleep(0.01)

    async def all_of_them(address: str, end: float, done: "Counter[str]") -> None:
        await asyncio.gather(*(one(address, end, done) for _ in range(tabs)))

    return all_of_them


def _bringing(tabs: int) -> Attack:
    """Tabs of as many visitors that bring in files which harm whoever reads them, each as soon as the last is read."""

    async def one(first: int, address: str, done: "Counter[str]") -> None:
        async for told in bring_and_read(address, FROM, first):
            done[told] += 1

    async def all_of_them(address: str, end: float, done: "Counter[str]") -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(end - time.monotonic()):
                await asyncio.gather(*(one(2 * number, address, done) for number in range(tabs)))

    return all_of_them


_numbers = itertools.count(1)


def _plan(path: str) -> Callable[[], str]:
    """A path, with another plan each time."""
    return lambda: f"{path}?{_PLAN}&days={next(_numbers) % 28 + 1}"


ATTACKS: Mapping[str, Attack] = {
    "frames": _flooding(5),
    "empty frames": _flooding(5, b""),
    "pings": _flooding(5, raw=bytes((0x89, 0x80, 0, 0, 0, 0)) * 100),
    "moves": _moving(5),
    "workbooks abandoned": _asking(_plan("/export/estimate.xlsx"), 150, 0.2),
    "workbooks": _asking(_plan("/export/estimate.xlsx"), 50),
    "comparisons": _asking(_plan("/api/compare"), 50),
    "estimates": _asking(_plan("/api/estimate"), 50),
    "sheets": _asking(_plan("/print/estimate"), 50),
    "cards": _asking(lambda: f"/s/{os.environ['ATTACK_CARD']}/card.png", 50),
    "links": _asking(lambda: f"/s/{secrets.token_hex(11)}", 50),
    "cookies": _asking(lambda: "/", 50),
    "pages": _asking(_plan("/decide"), 50, visitor=True),
    "files of pages": _asking(lambda: f"/{page_files.large()[-1]}", 50),
    "ready": _asking(lambda: "/readyz", 50),
    "files": _bringing(4),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.load.attacks")
    parser.add_argument("name", choices=ATTACKS)
    parser.add_argument("address")
    parser.add_argument("seconds", type=float)
    chosen = parser.parse_args()
    done: Counter[str] = Counter()

    async def bounded() -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(chosen.seconds + 1):
                await ATTACKS[chosen.name](chosen.address, time.monotonic() + chosen.seconds, done)

    if chosen.name == "files":
        attacking()
    print("begun", flush=True)
    asyncio.run(bounded())
    print(dict(done), flush=True)


if __name__ == "__main__":
    main()

"""Files that are brought in: where, how many, and how long they are kept; on the real server."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
import psutil
import pytest

from compat.session_files import ADDRESS, MEGABYTE, MOST_FILES
from tests import aside
from tests.benchmarks.client import Session, connected
from tests.server import served
from ui.state.visitor import COOKIE
from web.upload_limits import VISITORS

LEFT = 1
"""Seconds after which the server forgets who has left."""
LARGEST = 19 * MEGABYTE


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, int]]:
    with served(environment={"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": str(LEFT)}) as running:
        yield running


class Browser:
    """Someone who brings in files."""

    def __init__(self, address: str, source: str) -> None:
        self.address = address
        self.source = source
        transport = httpx.AsyncHTTPTransport(local_address=source)
        self.client = httpx.AsyncClient(base_url=address, transport=transport, timeout=30)

    async def begin(self) -> None:
        await self.client.get("/")
        await self.client.get("/_stcore/health")

    @asynccontextmanager
    async def tab(self, page: str = "actual") -> AsyncIterator[Session]:
        cookie = f"{COOKIE}={self.client.cookies[COOKIE]}"
        async with connected(self.address, page, cookie=cookie, source=self.source) as session:
            await session.load()
            yield session

    async def bring(self, session: Session, name: str, size: int = 100) -> int:
        headers = {"X-Xsrftoken": self.client.cookies["_streamlit_xsrf"]}
        files = {"file": (name, b"x" * size)}
        return (await self.client.put(f"{ADDRESS}{session.id}/{name}", files=files, headers=headers)).status_code


@asynccontextmanager
async def browser(address: str, source: str) -> AsyncIterator[Browser]:
    found = Browser(address, source)
    async with found.client:
        await found.begin()
        yield found


def test_what_was_brought_in_is_gone_without_anybody_else(server: tuple[str, int]) -> None:
    """Memory and descriptors, after the time for which a session is kept; first of all, on a server with no others."""
    address, pid = server
    process = psutil.Process(pid)

    async def play() -> None:
        async with browser(address, "127.0.1.5") as one:
            before = process.memory_info().rss, len(os.listdir(f"/proc/{pid}/fd"))
            async with one.tab() as tab:
                for number in range(3):
                    assert await one.bring(tab, f"{number}", LARGEST) == 204
                assert process.memory_info().rss > before[0] + 2.5 * LARGEST
        async with asyncio.timeout(20):
            while process.memory_info().rss > before[0] + LARGEST or len(os.listdir(f"/proc/{pid}/fd")) > before[1]:
                await asyncio.sleep(0.1)

    aside.run(play())


def test_only_the_page_that_takes_files_gets_them(server: tuple[str, int]) -> None:
    async def play() -> None:
        async with browser(server[0], "127.0.1.2") as one, one.tab("prices") as prices, one.tab() as actual:
            assert await one.bring(prices, "a") == 403
            assert await one.bring(actual, "a") == 204
            await actual.go("")
            assert await one.bring(actual, "a") == 403
            await actual.go("actual")
            assert (await one.client.put(f"{ADDRESS}{actual.id}/a", content=chunks())).status_code == 411

    aside.run(play())


async def chunks() -> AsyncIterator[bytes]:
    yield b"x"


def test_a_visitor_has_so_many_files_and_bytes_over_all_tabs(server: tuple[str, int]) -> None:
    async def play() -> None:
        async with browser(server[0], "127.0.1.3") as one, one.tab() as first, one.tab() as second:
            statuses = [await one.bring(first, f"{number}") for number in range(MOST_FILES + 1)]
            assert statuses == [204] * MOST_FILES + [413]
            assert await one.bring(first, "0") == 204, "the same again"
            assert await one.bring(second, "a") == 413
            # What is on no page any longer is gone.
            await first.go("prices")
            large = await asyncio.gather(*(one.bring(second, f"{number}", LARGEST) for number in range(4)))
            assert sorted(large) == [204, 204, 204, 413]
            assert await one.bring(second, "small", 2 * MEGABYTE) == 204

    aside.run(play())


def test_an_address_has_no_more_than_some_visitors(server: tuple[str, int]) -> None:
    """Each comes with a new cookie."""

    async def play() -> None:
        async with AsyncExitStack() as stack:
            for number in range(VISITORS + 1):
                one = await stack.enter_async_context(browser(server[0], "127.0.1.4"))
                tab = await stack.enter_async_context(one.tab())
                statuses = {await one.bring(tab, f"{file}") for file in range(MOST_FILES)}
                assert statuses == ({204} if number < VISITORS else {413})

    aside.run(play())

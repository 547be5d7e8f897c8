"""Files that are brought in: where, how many, and how long they are kept; on the real server."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack

import psutil
import pytest

from compat.session_files import ADDRESS, MEGABYTE, MOST_FILES
from tests import aside
from tests.deploy.proxy import proxied
from tests.load.bringing import browser
from tests.server import served
from web.upload_limits import VISITORS

LEFT = 1
"""Seconds after which the server forgets who has left."""
LARGEST = 19 * MEGABYTE


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, int]]:
    with served(environment={"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": str(LEFT)}) as running:
        yield running


def test_what_was_brought_in_is_gone_without_anybody_else(server: tuple[str, int]) -> None:
    """Memory and descriptors, after the time for which a session is kept; first of all, on a server with no others."""
    address, pid = server
    process = psutil.Process(pid)

    async def play() -> None:
        async with browser(address, "127.0.1.5") as one:
            before = process.memory_info().rss, len(os.listdir(f"/proc/{pid}/fd"))
            async with one.tab() as tab:
                for number in range(3):
                    assert await one.bring(tab, f"{number}", bytes(LARGEST)) == 204
                assert process.memory_info().rss > before[0] + 2.5 * LARGEST
        async with asyncio.timeout(20):
            while process.memory_info().rss > before[0] + LARGEST or len(os.listdir(f"/proc/{pid}/fd")) > before[1]:
                await asyncio.sleep(0.1)

    aside.run(play())


def test_only_the_page_that_takes_files_gets_them(server: tuple[str, int]) -> None:
    async def play() -> None:
        async with browser(server[0], "127.0.1.2") as one, one.tab("prices") as prices, one.tab() as actual:
            assert await one.bring(prices, "a", b"x") == 403
            assert await one.bring(actual, "a", b"x") == 204
            await actual.go("")
            assert await one.bring(actual, "a", b"x") == 403
            await actual.go("actual")
            assert (await one.client.put(f"{ADDRESS}{actual.id}/a", content=chunks())).status_code == 411

    aside.run(play())


async def chunks() -> AsyncIterator[bytes]:
    yield b"x"


def test_a_visitor_has_so_many_files_and_bytes_over_all_tabs(server: tuple[str, int]) -> None:
    async def play() -> None:
        async with browser(server[0], "127.0.1.3") as one, one.tab() as first, one.tab() as second:
            statuses = [await one.bring(first, f"{number}", b"x") for number in range(MOST_FILES + 1)]
            assert statuses == [204] * MOST_FILES + [413]
            assert await one.bring(first, "0", b"x") == 204, "the same again"
            assert await one.bring(second, "a", b"x") == 413
            # What is on no page any longer is gone.
            await first.go("prices")
            large = await asyncio.gather(*(one.bring(second, f"{number}", bytes(LARGEST)) for number in range(4)))
            assert sorted(large) == [204, 204, 204, 413]
            assert await one.bring(second, "small", bytes(2 * MEGABYTE)) == 204

    aside.run(play())


def test_an_address_has_no_more_than_some_visitors(server: tuple[str, int]) -> None:
    """Each comes with a new cookie."""

    async def play() -> None:
        async with AsyncExitStack() as stack:
            for number in range(VISITORS + 1):
                one = await stack.enter_async_context(browser(server[0], "127.0.1.4"))
                tab = await stack.enter_async_context(one.tab())
                statuses = {await one.bring(tab, f"{file}", b"x") for file in range(MOST_FILES)}
                assert statuses == ({204} if number < VISITORS else {413})

    aside.run(play())


def test_through_nginx_a_file_is_as_large_as_the_planner_takes_it(server: tuple[str, int]) -> None:
    place = server[0].removeprefix("http://")

    async def play(address: str) -> None:
        async with browser(address, "127.0.1.6") as one, one.tab() as tab:
            assert [await one.bring(tab, f"{size}", bytes(size)) for size in (100_000, LARGEST)] == [204, 204]
            for size in (20_990_000, 21_010_000, 22 * MEGABYTE):
                assert await one.bring(tab, f"too-large-{size}", bytes(size)) == 413

    with proxied([place, place]) as (address, _):
        aside.run(play(address))

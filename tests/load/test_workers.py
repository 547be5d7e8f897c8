"""Heavy work waits in a short queue of its own; what nobody waits for is never begun."""

import asyncio
import threading
from collections.abc import Awaitable, Callable

import pytest
from starlette.requests import Request
from starlette.types import Message

from tests import aside
from web.workers import Busy, Disconnected, Workers


class Asker:
    """Somebody who asks, and may leave."""

    def __init__(self) -> None:
        self._left = asyncio.Event()
        self._read = False

    def leave(self) -> None:
        self._left.set()

    @property
    def request(self) -> Request:
        return Request({"type": "http", "method": "GET", "path": "/", "headers": []}, self._receive)

    async def _receive(self) -> Message:
        if self._read:
            await self._left.wait()
            return {"type": "http.disconnect"}
        self._read = True
        return {"type": "http.request", "body": b"", "more_body": False}


class Work:
    """Work that goes on until it may end."""

    def __init__(self) -> None:
        self.begun = 0
        self.may_end = threading.Event()

    def __call__(self) -> str:
        self.begun += 1
        assert self.may_end.wait(10)
        return "done"


def scene(play: Callable[[Workers, Work], Awaitable[None]], most_waiting: int = 3) -> None:
    work = Work()

    async def whole() -> None:
        try:
            await asyncio.wait_for(play(Workers(1, most_waiting), work), 10)
        finally:
            work.may_end.set()

    aside.run(whole())


async def settled() -> None:
    for _ in range(20):
        await asyncio.sleep(0.001)


def test_one_at_a_time_and_all_are_answered() -> None:
    async def play(workers: Workers, work: Work) -> None:
        asked = [asyncio.ensure_future(workers.run(Asker().request, work)) for _ in range(4)]
        await settled()
        assert work.begun == 1
        work.may_end.set()
        assert await asyncio.gather(*asked) == ["done"] * 4

    scene(play, most_waiting=4)


def test_a_full_queue_says_so_at_once() -> None:
    async def play(workers: Workers, work: Work) -> None:
        asked = [asyncio.ensure_future(workers.run(Asker().request, work)) for _ in range(4)]
        await settled()
        with pytest.raises(Busy):
            await workers.run(Asker().request, work)
        work.may_end.set()
        await asyncio.gather(*asked)
        assert work.begun == 4

    scene(play)


def test_who_has_left_makes_room_and_is_not_worked_for() -> None:
    async def play(workers: Workers, work: Work) -> None:
        askers = [Asker() for _ in range(4)]
        asked = [asyncio.ensure_future(workers.run(asker.request, work)) for asker in askers]
        await settled()
        for asker in askers[1:]:
            asker.leave()
        await settled()
        late = asyncio.ensure_future(workers.run(Asker().request, work))
        await settled()
        work.may_end.set()
        results = await asyncio.gather(*asked, late, return_exceptions=True)
        assert [type(result) for result in results] == [str, Disconnected, Disconnected, Disconnected, str]
        assert work.begun == 2

    scene(play)


def test_work_that_fails_leaves_its_place() -> None:
    async def play(workers: Workers, work: Work) -> None:
        for _ in range(5):
            with pytest.raises(ZeroDivisionError):
                await workers.run(Asker().request, lambda: 1 / 0)
        work.may_end.set()
        assert await workers.run(Asker().request, work) == "done"

    scene(play)


def test_who_is_stopped_with_a_place_in_hand_gives_it_back() -> None:
    async def play(workers: Workers, work: Work) -> None:
        first = asyncio.ensure_future(workers.run(Asker().request, work))
        await settled()
        stopped = asyncio.ensure_future(workers.run(Asker().request, work))
        await settled()
        work.may_end.set()
        await first
        stopped.cancel()
        await asyncio.wait({stopped})
        assert stopped.cancelled()
        assert await workers.run(Asker().request, work) == "done"

    scene(play)

"""Workers of their own for answers that take long: page runs and health never wait behind them.

What cannot start at once waits in a short queue; where that is full, the answer is 503. Whatever nobody waits for any
longer leaves the queue.
"""

import asyncio
import contextvars
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from starlette.requests import Request
from starlette.responses import Response

_Result = TypeVar("_Result")


class Busy(Exception):
    """The queue is full."""


class Gone(Exception):
    """Nobody waits for the answer."""


class Workers:
    """Some threads with a queue before them."""

    def __init__(self, threads: int, most_waiting: int) -> None:
        self._threads = ThreadPoolExecutor(threads)
        self._free = asyncio.Semaphore(threads)
        self.most_waiting = most_waiting
        self._waiting = 0

    async def run(self, request: Request, work: Callable[[], _Result]) -> _Result:
        """The result of some work, done in the reader's language.

        Raises Busy, and Gone if whoever asked leaves before it starts.
        """
        await self._place(request)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, contextvars.copy_context().run, work)
        finally:
            self._free.release()

    async def _place(self, request: Request) -> None:
        if not self._free.locked():
            await self._free.acquire()
            return
        if self._waiting >= self.most_waiting:
            raise Busy
        self._waiting += 1
        place = asyncio.ensure_future(self._free.acquire())
        gone = asyncio.ensure_future(_gone(request))
        try:
            await asyncio.wait((place, gone), return_when=asyncio.FIRST_COMPLETED)
            if gone.done():
                raise Gone
        except BaseException:
            # Whoever leaves with a place in hand gives it back.
            if place.done():
                self._free.release()
            raise
        finally:
            self._waiting -= 1
            gone.cancel()
            if not place.done():
                place.cancel()

    def answers(self, handler: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
        """An endpoint whose answers these workers make."""

        async def endpoint(request: Request) -> Response:
            return await self.run(request, lambda: handler(request))

        return endpoint


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


FIGURES = Workers(threads=1, most_waiting=32)
"""What is computed: one at a time, as all share one interpreter."""
DATABASE = Workers(threads=4, most_waiting=64)
"""What is looked up among saved scenarios: it mostly waits for the database."""
READINESS = Workers(threads=1, most_waiting=8)
"""The check whether all is well, which must not wait behind the others."""

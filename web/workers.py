"""Separate worker threads for slow answers, so that page runs and health checks do not wait for them.

Work is a module-level function with its arguments (`functools.partial`), which a process can do: see `figure_process`.
Work that cannot start at once waits in a short queue; if that is full, the answer is 503. Work whose client has
disconnected leaves the queue.
"""

import asyncio
import contextvars
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Protocol, TypeVar

from starlette.requests import Request
from starlette.responses import Response

_Result = TypeVar("_Result")
_PICKLABLE = (
    *("type", "method", "scheme", "server", "headers"),
    *("root_path", "app_root_path", "path", "path_params", "query_string"),
)
"""The entries of a request's scope that are plain data."""


class OtherProcess(Protocol):
    """Does work in another process."""

    def __call__(self, work: Callable[[], _Result]) -> _Result: ...


class Busy(Exception):
    """The queue is full."""


class Disconnected(Exception):
    """The client has disconnected."""


class Workers:
    """Threads with a queue."""

    def __init__(self, threads: int, most_waiting: int) -> None:
        self._threads = ThreadPoolExecutor(threads)
        self._free = asyncio.Semaphore(threads)
        self.most_waiting = most_waiting
        self._waiting = 0
        self.other_process: OtherProcess | None = None
        """Another process that does the work of the threads, if one runs."""

    async def run(self, request: Request, work: Callable[[], _Result]) -> _Result:
        """The result of work that runs in a thread, in the reader's language.

        Raises Busy, and Disconnected if the client disconnects before it starts.
        """
        await self._wait_for_thread(request)
        if self.other_process is not None:
            work = partial(self.other_process, work)
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, contextvars.copy_context().run, work)
        finally:
            self._free.release()

    async def _wait_for_thread(self, request: Request) -> None:
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
                raise Disconnected
        except BaseException:
            # A client that disconnects after it got a place gives it back.
            if place.done():
                self._free.release()
            raise
        finally:
            self._waiting -= 1
            gone.cancel()
            if not place.done():
                place.cancel()

    def answers(self, handler: Callable[[Request], Response]) -> Callable[[Request], Awaitable[Response]]:
        """An endpoint whose handler runs in these workers."""

        async def endpoint(request: Request) -> Response:
            return await self.run(request, partial(handler, picklable(request)))

        return endpoint


def picklable(request: Request) -> Request:
    """A request that can be pickled: its address and its headers, without its body."""
    return Request({key: request.scope[key] for key in _PICKLABLE if key in request.scope})


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


FIGURES = Workers(threads=1, most_waiting=32)
"""For computed answers, one at a time."""
DATABASE = Workers(threads=4, most_waiting=64)
"""For reads of saved scenarios, which mostly wait for the database."""
READINESS = Workers(threads=1, most_waiting=8)
"""For the readiness check, which must not wait for other work."""

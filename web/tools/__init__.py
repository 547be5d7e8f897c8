"""The planner as tools for programs, by the Model Context Protocol at `/mcp/`.

Each request is answered by itself. The code for the protocol is imported with the first request, so that the planner
starts as fast as without it.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib import import_module

from starlette.requests import Request
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from pricing.scenario.faults import Problem, shortened
from web import messages
from web.errors import answer
from web.html import base_address

_METHOD = "POST"


class _Programs:
    """The server of the protocol, from the start of the planner to its end."""

    def __init__(self) -> None:
        self._requested = asyncio.Event()
        self._ended = asyncio.Event()
        self._answering: asyncio.Future[ASGIApp] = asyncio.get_running_loop().create_future()

    async def answers(self) -> ASGIApp:
        """The app that answers requests; the first call starts it."""
        self._requested.set()
        return await asyncio.shield(self._answering)

    async def run(self) -> None:
        await self._requested.wait()
        if self._ended.is_set():
            return
        try:
            server = await asyncio.to_thread(import_module, "web.tools.server")
            async with server.answering() as app:
                self._answering.set_result(app)
                await self._ended.wait()
        except Exception as error:
            if self._answering.done():
                raise
            self._answering.set_exception(error)

    def end(self) -> None:
        self._ended.set()
        self._requested.set()


class _Endpoint:
    """Hands requests to the server of the protocol, if it runs."""

    def __init__(self) -> None:
        self.programs: _Programs | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        if request.method != _METHOD:
            problem = Problem("method", request.method, messages.takes_a_method(_METHOD))
            refused = answer(request, 405, problem)
            refused.headers["Allow"] = _METHOD
            await refused(scope, receive, send)
            return
        origin = request.headers.get("origin")
        if origin is not None and origin != base_address(request):
            problem = Problem("Origin", shortened(origin), messages.takes_programs())
            await answer(request, 403, problem)(scope, receive, send)
            return
        if self.programs is None:
            raise RuntimeError("tools are answered only while the planner runs")
        app = await self.programs.answers()
        await app(scope, receive, send)


_endpoint = _Endpoint()


@asynccontextmanager
async def running() -> AsyncIterator[None]:
    """Answer programs while the context is open; nothing is imported before the first request."""
    programs = _endpoint.programs = _Programs()
    task = asyncio.create_task(programs.run())
    try:
        yield
    finally:
        _endpoint.programs = None
        programs.end()
        await task


ROUTES = [Route(path, _endpoint) for path in ("/mcp", "/mcp/")]

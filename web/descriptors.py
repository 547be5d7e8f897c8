"""File descriptors: an open page uses four, and a server without free ones can answer no request.

So the limit is raised as far as the system allows, and new pages are refused before it is reached. Open pages, files
and health checks continue to work.
"""

import os
import sys
from contextlib import suppress

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocket

from web.html import no_room

if sys.platform != "win32":  # Windows has no such limit
    import resource

ENOUGH = 65_536
"""A sufficient limit: the memory is full before so many pages are open."""
_FULL_AT = 0.9


def raise_limit() -> None:
    """Raise the limit of this process to what the system allows, at most `ENOUGH`."""
    if sys.platform != "win32":
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        wanted = ENOUGH if hard == resource.RLIM_INFINITY else min(hard, ENOUGH)
        if soft != resource.RLIM_INFINITY and soft < wanted:
            with suppress(OSError, ValueError):  # macOS has a lower limit, which it does not report
                resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


class RefuseWhenFull:
    """Answer 503 to new pages and their websockets while 90% of the descriptors are in use."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not _opens_page(scope) or not _full():
            await self.app(scope, receive, send)
            return
        answer = no_room()
        if scope["type"] == "websocket":
            await WebSocket(scope, receive, send).send_denial_response(answer)
        else:
            await answer(scope, receive, send)


def _opens_page(scope: Scope) -> bool:
    """Whether a request is a websocket or opens a document in a browser; not files, figures and health checks."""
    if scope["type"] == "http":
        return "text/html" in Headers(scope=scope).get("accept", "")
    return bool(scope["type"] == "websocket")


def _full() -> bool:
    """Whether 90% of the descriptors are in use: the system always assigns the lowest free number."""
    if sys.platform == "win32":
        return False
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft == resource.RLIM_INFINITY:
        return False
    try:
        lowest = os.open(os.devnull, os.O_RDONLY)
    except OSError:
        return True
    os.close(lowest)
    return lowest >= soft * _FULL_AT


MIDDLEWARE = [Middleware(RefuseWhenFull)]

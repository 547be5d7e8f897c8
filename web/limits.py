"""Rate limits of a client, far above what a person or a team behind one address needs.

A client beyond its limits is answered with 429, and what it asks for at once is answered at a pace; others are not
affected.
"""

import asyncio
import math
import time
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from typing import TypeVar

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from compat.connection import client, transport
from compat.websocket import Pace
from pricing import settings
from pricing.saved import StoreDown
from pricing.wording.messages import Message
from ui.state import visitor
from web import messages
from web.errors import refused

_Key = TypeVar("_Key", bound=Hashable)
A_MINUTE: Mapping[str, int] = {"figures": 1_200, "files": 240, "saved": 600, "visits": 600, "tabs": 600}
"""Kind of request -> requests a minute of one client: `figures` of the API; `files`, sheets and cards; `saved`: short
links; `visits`: pages without the cookie of an earlier visit; `tabs`: connections of open pages."""
_FILES_OF_PAGES = "files of pages"
_PAGES = "pages"
"""Kind of the pages of a visitor who was here before, which are paced but not limited: people always get the page."""
_PACED = ("saved", "visits", "tabs", _PAGES)
AT_FIRST, A_SECOND = 60, 30
"""Requests of each of the kinds `_PACED` that a client is answered at once, and how many a second then; the others wait
for their turn. What is computed has places of its own to wait in, and files of pages are many and quick."""
LONGEST_PACED = 20.0
"""Seconds of waiting for its turn after which a request is refused instead."""
_CLIENTS = 10_000
"""Clients whose pace is remembered: those who asked last."""
_HEALTH = ("/healthz", "/_stcore/health", "/_stcore/script-health-check")
_ASSETS = ("/static/", "/_stcore/", "/media/", "/component/", "/favicon")
_FIGURES = ("/api/", "/openapi.json", "/mcp/")
AT_ONCE = 16
"""Answers of each kind that are computed for which one client may wait at once."""
FILES_AT_ONCE = 200
"""Files of pages that one client may load at once: each takes memory until it has been taken."""
_HELD, _MOST_HELD = 0.5, 200
"""Seconds for which a refusal is delayed, to slow down clients that retry at once, and the most delayed refusals of a
client; beyond it connections are closed without an answer."""


def kind(scope: Scope) -> str | None:
    """The kind of a request, `_PAGES`, `_FILES_OF_PAGES` or a key of `A_MINUTE`; None for checks of the health."""
    path = scope["path"]
    if scope["type"] == "websocket":
        return "tabs"
    if path.startswith(("/export/", "/print/")) or path.endswith("/card.png"):
        return "files"
    if path in ("/api", "/mcp") or path.startswith(_FIGURES):
        return "figures"
    if path.startswith(("/s/", "/embed/", "/readyz")):
        return "saved"
    if path in _HEALTH:
        return None
    if path.startswith(_ASSETS):
        return _FILES_OF_PAGES
    return _PAGES if visitor.sign_in_offered() or _known(scope) else "visits"


def _known(scope: Scope) -> bool:
    try:
        return visitor.owner_of(HTTPConnection(scope).cookies.get(visitor.COOKIE)) is not None
    except StoreDown:
        return True


def limit_factor() -> float:
    """The factor of the limits; 0 for no limits."""
    try:
        return settings.client_limits()
    except settings.SettingError:
        # Readiness and every page report the wrong setting.
        return 1.0


class Paces:
    """The pace of each client: so many requests at once, and further ones one after the other.

    The setting of client limits multiplies both, but makes neither smaller.
    """

    def __init__(self, at_once: float, per_second: float) -> None:
        factor = limit_factor()
        self._unlimited = not factor
        self._at_once, self._per_second = (amount * max(1.0, factor) for amount in (at_once, per_second))
        self._paces: dict[Hashable, Pace] = {}

    def wait(self, client: Hashable, now: float, longest: float) -> float | None:
        """Seconds until a request which comes now has its turn; None if they are more than `longest`."""
        if self._unlimited:
            return 0.0
        # Removed and added again, so that the first entry is the client that asked longest ago.
        pace = self._paces.pop(client) if client in self._paces else Pace(now, self._at_once, self._per_second)
        self._paces[client] = pace
        if len(self._paces) > _CLIENTS:
            del self._paces[next(iter(self._paces))]
        wait = pace.wait(0, now)
        if wait <= longest:
            return wait
        pace.answered()
        return None


class ClientLimits:
    """Refuse requests of a client beyond its limits, and answer those within them at its pace."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        factor = limit_factor()
        self._items: dict[str, RateLimitItem] = {
            name: RateLimitItemPerMinute(max(1, round(amount * factor))) for name, amount in A_MINUTE.items() if factor
        }
        self._at_once = {
            **dict.fromkeys(("figures", "files", "saved"), AT_ONCE),
            _FILES_OF_PAGES: round(FILES_AT_ONCE * max(1.0, factor)),
            # As many open tabs as may be opened in a minute.
            **{name: item.amount for name, item in self._items.items() if name == "tabs"},
        }
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._paces = Paces(AT_FIRST, A_SECOND)
        self._waiting: Counter[tuple[str, str]] = Counter()
        self._held: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = kind(scope) if scope["type"] in {"http", "websocket"} and self._items else None
        if name is None:
            await self.app(scope, receive, send)
            return
        item, sender = self._items.get(name), client(scope)
        if self._waiting[name, sender] >= self._at_once.get(name, math.inf):
            await self._refuse(sender, messages.many_at_once(), time.time() + 1, scope, receive, send)
        elif item is not None and not self._limiter.hit(item, name, sender):
            retry_at = self._limiter.get_window_stats(item, name, sender).reset_time
            await self._refuse(sender, messages.many(), retry_at, scope, receive, send)
        elif (wait := self._wait(name, sender)) is None:
            await self._refuse(sender, messages.many(), time.time() + LONGEST_PACED, scope, receive, send)
        else:
            with _counted(self._waiting, (name, sender)):
                await _pause(wait)
                await self.app(scope, receive, send)

    def _wait(self, name: str, sender: str) -> float | None:
        """Seconds until a request has its turn; None if that is too long."""
        return self._paces.wait((name, sender), time.monotonic(), LONGEST_PACED) if name in _PACED else 0.0

    async def _refuse(
        self, sender: str, problem: Message, retry_at: float, scope: Scope, receive: Receive, send: Send
    ) -> None:
        connection = transport(receive)
        if self._held[sender] >= _MOST_HELD and connection is not None:
            connection.abort()
            # Until uvicorn has heard of it.
            await asyncio.sleep(0)
            return
        with _counted(self._held, sender):
            await asyncio.sleep(_HELD)
        if connection is None or not connection.is_closing():
            answer = refused(HTTPConnection(scope), 429, problem, retry_at - time.time())
            answer.headers["Connection"] = "close"
            await answer(scope, receive, send)


async def _pause(seconds: float) -> None:
    if seconds:
        await asyncio.sleep(seconds)


@contextmanager
def _counted(counts: Counter[_Key], key: _Key) -> Iterator[None]:
    counts[key] += 1
    try:
        yield
    finally:
        counts[key] -= 1
        if not counts[key]:
            del counts[key]

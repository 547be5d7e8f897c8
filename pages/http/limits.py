"""How often one client may ask: far more often than a person does, or a team behind one address.

Under a load that only a program makes, a client is told so with 429; nobody else notices.
"""

import asyncio
import time
from collections.abc import Mapping

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from pages.components import settings, visitor
from pages.http.connection import client, transport
from pages.http.errors import refused
from pricing.saved import StoreDown

A_MINUTE: Mapping[str, int] = {"figures": 1_200, "files": 240, "saved": 600, "visits": 600, "tabs": 600}
"""What one client may ask for: figures of the API; files, sheets and cards; short links; pages without the cookie of a
browser that has been here; connections of open pages."""
_ASSETS = ("/static/", "/_stcore/", "/media/", "/component/", "/healthz", "/favicon")
_HELD, _MOST_HELD = 0.5, 100
"""Seconds that a refusal is held back, so that whoever asks again at once does not; and how many of them at a time.
Beyond that a connection is cut without an answer."""


def kind(scope: Scope) -> str | None:
    """Which of the limits counts a request; None for those without a limit."""
    path = scope["path"]
    if scope["type"] == "websocket":
        return "tabs"
    if path.startswith(("/export/", "/print/")) or (path.startswith("/s/") and path.endswith("/card.png")):
        return "files"
    if path.startswith("/api/"):
        return "figures"
    if path.startswith(("/s/", "/readyz")):
        return "saved"
    if path.startswith(_ASSETS) or visitor.sign_in_offered() or _known(scope):
        return None
    return "visits"


def _known(scope: Scope) -> bool:
    try:
        return visitor.owner_of(HTTPConnection(scope).cookies.get(visitor.COOKIE)) is not None
    except StoreDown:
        return True


class ClientLimits:
    """Refuse what a client asks for beyond its limits."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        try:
            many = settings.client_limits()
        except settings.SettingError:
            # Readiness and every page say so.
            many = 1.0
        self._items: dict[str, RateLimitItem] = {
            name: RateLimitItemPerMinute(max(1, round(amount * many))) for name, amount in A_MINUTE.items() if many
        }
        self._limiter = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = kind(scope) if scope["type"] in {"http", "websocket"} and self._items else None
        if name is None:
            await self.app(scope, receive, send)
            return
        item, who = self._items[name], client(scope, receive)
        if self._limiter.hit(item, name, who):
            await self.app(scope, receive, send)
            return
        connection = transport(receive)
        if self._held >= _MOST_HELD and connection is not None:
            connection.abort()
        else:
            await self._hold()
        if connection is not None and connection.is_closing():
            await asyncio.sleep(0)
            return
        wait = self._limiter.get_window_stats(item, name, who).reset_time - time.time()
        answer = refused(HTTPConnection(scope), 429, "Too many requests came from your address.", wait)
        answer.headers["Connection"] = "close"
        await answer(scope, receive, send)

    async def _hold(self) -> None:
        self._held += 1
        try:
            await asyncio.sleep(_HELD)
        finally:
            self._held -= 1

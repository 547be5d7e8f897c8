"""Middleware for every answer: security headers, and the cookie that identifies the owner of saved scenarios."""

import logging
from http.cookies import SimpleCookie
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from compat.connection import NoDelay, NoRequestSmuggling, NoServerName, TrustedProxies
from compat.websocket import MessagePace
from pricing import settings
from pricing.saved import StoreDown
from pricing.wording.messages import words
from ui.state import visitor
from web import messages, policy
from web.limits import ClientLimits

_log = logging.getLogger(__name__)
_FIVE_YEARS = 5 * 365 * 24 * 3600
_CONDITIONS = {b"if-none-match", b"if-modified-since"}
LOOPBACK_NAMES = ("127.0.0.1", "[::1]", "localhost")
_UNACCEPTABLE = 1003
"""Code of a websocket that is closed for data of a kind that is not taken."""
_METRICS = "/_stcore/metrics"
_FRAMED = "/embed/"
_PORTS = {"http": 80, "https": 443}


class SecurityHeaders:
    """Give every answer the headers of `web.policy`."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                policy.secure(MutableHeaders(scope=message), scope, message["status"])
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


class OwnHosts:
    """Refuse requests for a host that is not one of `PLANNER_HOSTS`, where that is set; this machine may always ask."""

    def __init__(self, app: ASGIApp) -> None:
        try:
            hosts = settings.hosts()
        except settings.SettingError:
            # Readiness and the log say why nobody else is answered.
            hosts = LOOPBACK_NAMES
        allowed = [*hosts, *LOOPBACK_NAMES] if hosts else ["*"]
        self.app = TrustedHostMiddleware(app, allowed, www_redirect=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.app(scope, receive, send)


class PrivateMetrics:
    """Hide Streamlit's metrics unless a setting shows them."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        try:
            self.shown = settings.metrics()
        except settings.SettingError:
            self.shown = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        of_metrics = scope["type"] == "http" and scope["path"].rstrip("/") == _METRICS
        app = PlainTextResponse("Not Found", 404) if of_metrics and not self.shown else self.app
        await app(scope, receive, send)


class OwnOrigin:
    """Refuse a websocket that a page of another address opens, or of another port.

    Programs, which name no origin, may.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and not _from_own_page(Headers(scope=scope)):
            refused = PlainTextResponse(words(messages.takes_own_pages()), 403)
            await WebSocket(scope, receive, send).send_denial_response(refused)
        else:
            await self.app(scope, receive, send)


def _from_own_page(headers: Headers) -> bool:
    origin = headers.get("origin")
    if origin is None:
        return True
    scheme = origin.partition("://")[0].lower()
    try:
        public = settings.public_url()
    except settings.SettingError:
        public = None
    own = [f"{scheme}://{headers.get('host', '')}", *([public] if public else [])]
    return scheme in _PORTS and (address := _host_and_port(origin)) is not None and address in map(_host_and_port, own)


def _host_and_port(address: str) -> tuple[str, int] | None:
    """The host of an address and its port; None where it has none."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError:
        return None
    return (host, port or _PORTS[parts.scheme]) if host else None


class BinaryOnly:
    """Close a websocket that sends text, which no page of Streamlit does and which it fails on."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def binary() -> Message:
            message = await receive()
            if message["type"] != "websocket.receive" or message.get("bytes") is not None:
                return message
            _log.warning("A websocket sent text instead of a page's messages; closed.")
            await send({"type": "websocket.close", "code": _UNACCEPTABLE})
            return {"type": "websocket.disconnect", "code": _UNACCEPTABLE}

        await self.app(scope, binary if scope["type"] == "websocket" else receive, send)


class OwnerCookie:
    """Give a browser without a valid owner cookie a new one, with the first page it opens.

    A frame on another site makes nobody an owner.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(_FRAMED) or visitor.sign_in_offered():
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        try:
            known = visitor.owner_of(request.cookies.get(visitor.COOKIE)) is not None
        except StoreDown:
            # Without its secret the planner still works; saving says why it cannot.
            await self.app(scope, receive, send)
            return
        if not known:
            # A page that the browser already has would come without the cookie.
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in _CONDITIONS]}

        async def with_cookie(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("content-type", "").startswith("text/html"):
                    headers.add_vary_header("Cookie")
                    if not known:
                        headers["cache-control"] = "private, no-store"
                        remember(headers, request, visitor.COOKIE, visitor.new_cookie(), _FIVE_YEARS)
            await send(message)

        await self.app(scope, receive, with_cookie)


def remember(headers: MutableHeaders, request: Request, name: str, value: str, seconds: int) -> None:
    """Let the browser keep a value under a name for so long, where no script and no other site reads it."""
    cookie: SimpleCookie = SimpleCookie()
    cookie[name] = value
    morsel = cookie[name]
    morsel["httponly"], morsel["samesite"], morsel["path"] = True, "Lax", "/"
    morsel["max-age"], morsel["secure"] = seconds, request.url.scheme == "https"
    headers.append("set-cookie", morsel.OutputString())


MIDDLEWARE = [
    Middleware(TrustedProxies),
    Middleware(NoDelay),
    Middleware(NoServerName),
    Middleware(SecurityHeaders),
    Middleware(NoRequestSmuggling),
    Middleware(ClientLimits),
    Middleware(OwnHosts),
    Middleware(PrivateMetrics),
    Middleware(OwnOrigin),
    Middleware(MessagePace),
    Middleware(BinaryOnly),
    Middleware(OwnerCookie),
]

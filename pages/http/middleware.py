"""What every answer carries: security headers, the cookie that makes a browser an owner, and no needless wait."""

import socket
from http.cookies import SimpleCookie

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.components import visitor
from pricing.saved import StoreDown

_FIVE_YEARS = 5 * 365 * 24 * 3600
_CONDITIONS = {b"if-none-match", b"if-modified-since"}
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    # Streamlit's pages set styles from scripts and compile chart code.
    "Content-Security-Policy": (
        "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss:; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    ),
}


class SecurityHeaders:
    """Set the headers of `_HEADERS` on every answer that does not have its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


class OwnerCookie:
    """Give a browser without a valid owner cookie a new one, with the first page it opens."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or visitor.sign_in_offered():
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
                        headers.append("set-cookie", _cookie(request.url.scheme == "https"))
            await send(message)

        await self.app(scope, receive, with_cookie)


def _cookie(secure: bool) -> str:
    cookie: SimpleCookie = SimpleCookie()
    cookie[visitor.COOKIE] = visitor.new_cookie()
    morsel = cookie[visitor.COOKIE]
    morsel["httponly"], morsel["samesite"], morsel["path"] = True, "Lax", "/"
    morsel["max-age"], morsel["secure"] = _FIVE_YEARS, secure
    return morsel.OutputString()


class NoDelay:
    """Send a page's small messages at once.

    Streamlit's sockets leave Nagle's algorithm on, which holds an answer back for some 40 ms until the browser has
    acknowledged the one before.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            transport = getattr(getattr(receive, "__self__", None), "transport", None)
            connection = transport.get_extra_info("socket") if transport is not None else None
            if connection is not None and connection.family in (socket.AF_INET, socket.AF_INET6):
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await self.app(scope, receive, send)


MIDDLEWARE = [Middleware(NoDelay), Middleware(SecurityHeaders), Middleware(OwnerCookie)]

"""The connection that a request came by: its peer, its socket, its time limit, its headers and its log lines."""

import ipaddress
import logging
import socket
import sys
from collections.abc import Mapping
from functools import cache
from typing import Any

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnected
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from pricing import settings

_IPV6_CLIENT = 64
"""Bits of an IPv6 address that identify a client; it can choose the other bits itself."""
_TAKEN_WITHIN = 30
"""Seconds after which a connection is closed whose other end takes nothing of what is sent."""
_LOGGERS = ("streamlit.web.server.starlette.starlette_websocket", "uvicorn.error", "mcp.server.streamable_http")
_GARBAGE = ("Error deserializing back message", "Invalid UTF-8 sequence received from client")
"""How log messages begin that report data which is no message of the protocol."""
_log = logging.getLogger(__name__)


def transport(receive: Receive) -> Any:
    """The asyncio transport that a request or a websocket came by; None under another server."""
    return getattr(getattr(receive, "__self__", None), "transport", None)


class TrustedProxies:
    """Set the client of a request from X-Forwarded-For, but only as far as proxies of `PLANNER_PROXIES` wrote it.

    The client is the last address there that is not one of these proxies. Uvicorn has already applied its own setting,
    or trusted everything from this machine, so this starts again from the peer of the connection.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        try:
            proxies = settings.proxies()
        except settings.SettingError:
            # Readiness and every page report the wrong setting.
            proxies = None
        self.any = proxies is not None
        # A list of only an asterisk trusts all proxies.
        untyped_app: Any = app
        self.proxied: Any = ProxyHeadersMiddleware(untyped_app, list(proxies)) if proxies is not None else app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        below = transport(receive)
        peer = below.get_extra_info("peername") if below is not None else None
        if isinstance(peer, tuple) and scope["type"] in {"http", "websocket"}:
            claimed = scope.get("client")
            scope["client"] = (str(peer[0]), int(peer[1]))
            if self.any:
                scope["scheme"] = _scheme(scope["type"], encrypted=below.get_extra_info("sslcontext") is not None)
            elif claimed is not None and claimed[0] != scope["client"][0]:
                _warn_once()
        await self.proxied(scope, receive, send)


def _scheme(kind: str, *, encrypted: bool) -> str:
    return ("http" if kind == "http" else "ws") + ("s" if encrypted else "")


def client(scope: Scope) -> str:
    """The client of a request: an IPv4 address, or the network of an IPv6 address."""
    return _network(str((scope.get("client") or ("", 0))[0]))


def _network(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, ipaddress.IPv4Address):
        return str(parsed)
    return str(parsed.ipv4_mapped or ipaddress.IPv6Network((int(parsed), _IPV6_CLIENT), strict=False))


@cache
def _warn_once() -> None:
    _log.warning(
        "Requests come with X-Forwarded-For, but %s names no proxy: all that come through it count as one client.",
        settings.proxies.names[0],
    )


class NoServerName:
    """Remove the `Server` header, which uvicorn adds and which Streamlit cannot turn off."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection = getattr(receive, "__self__", None)
        if (headers := getattr(connection, "default_headers", None)) is not None:
            vars(connection)["default_headers"] = [header for header in headers if header[0] != b"server"]
        await self.app(scope, receive, send)


class NoDelay:
    """Send small messages and answers at once, and to nobody who takes none.

    Streamlit's sockets leave Nagle's algorithm on: on a kept connection it holds back the body of an answer, or the
    next message of a page, for some 40 ms until the other end has acknowledged what came before. Without a limit of the
    time an answer that is not taken stays in memory.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] in {"http", "websocket"}:
            below = transport(receive)
            connection = below.get_extra_info("socket") if below is not None else None
            if connection is not None and connection.family in (socket.AF_INET, socket.AF_INET6):
                connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                if sys.platform == "linux":
                    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 1_000 * _TAKEN_WITHIN)
        await self.app(scope, receive, send)


class NoRequestSmuggling:
    """Refuse a request with both Content-Length and Transfer-Encoding, and close its connection.

    The server and a proxy before it could see different ends of its body, so the rest could be read as another request.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        app = self.app
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            if "content-length" in headers and "transfer-encoding" in headers:
                app = PlainTextResponse("Content-Length and Transfer-Encoding exclude each other.\n", 400, _CLOSE)
        await app(scope, receive, send)


_CLOSE = {"Connection": "close"}


_LEFT: Mapping[type[Exception], str] = {
    ClientDisconnect: "A client left before all of its request had come.",
    WebSocketDisconnected: "A tab was left before all of its messages were read.",
}
"""Errors that say that the other end has left, and what the log says of them."""


class _OneLine(logging.Filter):
    """Drop the stack trace of log records on invalid or incomplete messages of clients."""

    def filter(self, record: logging.LogRecord) -> bool:
        error = None if record.exc_info is None else record.exc_info[1]
        message = next((text for kind, text in _LEFT.items() if isinstance(error, kind)), "")
        if message:
            record.msg, record.args = message, ()
        if message or record.getMessage().startswith(_GARBAGE):
            record.exc_info = record.exc_text = None
        return True


def shorten_logs() -> None:
    """Log invalid or incomplete messages of clients in one line."""
    for name in _LOGGERS:
        logging.getLogger(name).addFilter(_OneLine())

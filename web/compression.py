"""Compression of text by zstd, Brotli or gzip, as the client accepts, and compressed copies of Streamlit's large files.

A body depends only on the address and never on a cookie, so its compressed length reveals no secret.
"""

import asyncio
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_compress import CompressMiddleware, add_compress_type

from pricing.saved.engine import data_folder
from pricing.settings import SettingError
from web.small_copies import METHODS, Copies, originals, place

_NOT_AT_ALL = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*")
add_compress_type("text/csv")


class Compression:
    """Compress text that is not short, and mark each such answer as depending on Accept-Encoding."""

    def __init__(self, app: ASGIApp) -> None:
        # Fast levels, as a person waits. Streamlit would compress less well, so its Accept-Encoding is removed.
        self.app = CompressMiddleware(app, zstd_level=6, brotli_quality=5, gzip_level=5, remove_accept_encoding=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                _mark(message)
            await send(message)

        await self.app(scope, receive, marked if scope["type"] == "http" else send)


def _mark(message: Message) -> None:
    """Make the ETag of a compressed body weak, as its bytes are not those of the file."""
    headers = MutableHeaders(scope=message)
    if message["status"] == 304:
        headers.add_vary_header("Accept-Encoding")
        weaken(headers)
    elif "content-encoding" in headers:
        weaken(headers)


def weaken(headers: MutableHeaders) -> None:
    """Make an ETag weak: it then identifies the content of a body and not its bytes."""
    tag = headers.get("etag", "W/")
    if not tag.startswith("W/"):
        headers["etag"] = f"W/{tag}"


class SmallCopies:
    """Answer with a compressed copy of a file: Streamlit's headers, with the copy as the body."""

    def __init__(self, app: ASGIApp, copies: Copies | None = None) -> None:
        self.app = app
        self.copies = copies or _beside_what_is_saved()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        encoded = await self._copy_for(scope)
        if encoded is None:
            await self.app(scope, receive, send)
            return
        encoding, copy = encoded
        body = b"" if scope["method"] == "HEAD" else copy

        async def with_copy(message: Message) -> None:
            nonlocal body
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if message["status"] == 200:
                    headers["content-encoding"] = encoding
                    headers["content-length"] = str(len(copy))
                    headers.add_vary_header("Accept-Encoding")
                    weaken(headers)
                else:
                    body = b""
            elif message["type"] == "http.response.body" and body:
                message = {**message, "body": body}
            await send(message)

        await self.app({**scope, "method": "HEAD"}, receive, with_copy)

    async def _copy_for(self, scope: Scope) -> tuple[str, bytes] | None:
        """The encoding and the copy for a request; None if the request is not for a whole file that has a copy."""
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            return None
        path, headers = scope["path"].removeprefix("/"), Headers(scope=scope)
        if self.copies is None or path not in self.copies or "range" in headers:
            return None
        accepted = _accepted(headers)
        for encoding in METHODS:
            if encoding in accepted:
                copy = self.copies.in_memory(path, encoding)
                copy = copy or await asyncio.to_thread(self.copies.read, path, encoding)
                if copy is not None:
                    return encoding, copy
        return None


def _accepted(headers: Headers) -> set[str]:
    """The encodings that a request accepts."""
    parts = [part.partition(";") for part in ",".join(headers.getlist("accept-encoding")).lower().split(",")]
    return {name.strip() for name, _, weight in parts if not _NOT_AT_ALL.fullmatch(weight)}


def _beside_what_is_saved() -> Copies | None:
    try:
        folder = data_folder()
    except SettingError:
        # Readiness and every page report the wrong setting.
        return None
    return Copies(originals(), place(folder))


MIDDLEWARE = [Middleware(SmallCopies), Middleware(Compression)]

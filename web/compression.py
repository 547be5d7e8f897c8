"""Answers of text are sent compressed, as well as whoever asks can read it: by zstd, Brotli or gzip.

What a body says depends on the address alone, never on a cookie, so no length of one tells a stranger a secret.
"""

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_compress import CompressMiddleware, add_compress_type

add_compress_type("text/csv")


class Compression:
    """Compress what is text and not short, and say of each such answer that it depends on what can be read."""

    def __init__(self, app: ASGIApp) -> None:
        # Somebody waits for it: fast ones. And whoever is below would compress too, but less well.
        self.app = CompressMiddleware(app, zstd_level=6, brotli_quality=5, gzip_level=5, remove_accept_encoding=True)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def told(message: Message) -> None:
            if message["type"] == "http.response.start":
                _tell(message)
            await send(message)

        await self.app(scope, receive, told if scope["type"] == "http" else send)


def _tell(message: Message) -> None:
    """What is compressed has other bytes than the file that its ETag is of, but means the same: a weak one."""
    headers = MutableHeaders(scope=message)
    if message["status"] == 304:
        headers.add_vary_header("Accept-Encoding")
        weaken(headers)
    elif "content-encoding" in headers:
        weaken(headers)


def weaken(headers: MutableHeaders) -> None:
    """Make an ETag stand for the meaning of a body instead of for its bytes."""
    tag = headers.get("etag", "W/")
    if not tag.startswith("W/"):
        headers["etag"] = f"W/{tag}"


MIDDLEWARE = [Middleware(Compression)]

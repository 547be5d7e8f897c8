"""Files of Streamlit's page are answered with their small copies, where those are made and can be read."""

import asyncio
import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pricing.saved.engine import data_folder
from pricing.settings import SettingError
from web.assets import installed
from web.assets.copies import METHODS, Copies, place
from web.compression import weaken

_NOT_AT_ALL = re.compile(r"\s*q\s*=\s*0(\.0*)?\s*")


class SmallCopies:
    """Let Streamlit answer with headers alone, and send the copy for a body."""

    def __init__(self, app: ASGIApp, copies: Copies | None = None) -> None:
        self.app = app
        self.copies = copies or _beside_what_is_saved()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = await self._copy_for(scope)
        if found is None:
            await self.app(scope, receive, send)
            return
        encoding, copy = found
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
        """The encoding and the copy to answer with; None for all that is no whole file of the page with a copy."""
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
    """The encodings that a request names as readable."""
    parts = [part.partition(";") for part in ",".join(headers.getlist("accept-encoding")).lower().split(",")]
    return {name.strip() for name, _, weight in parts if not _NOT_AT_ALL.fullmatch(weight)}


def _beside_what_is_saved() -> Copies | None:
    try:
        folder = data_folder()
    except SettingError:
        # Readiness and every page say so.
        return None
    return Copies(installed.FOLDER, installed.large(), place(folder))


MIDDLEWARE = [Middleware(SmallCopies)]

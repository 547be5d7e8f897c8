"""Streamlit's page comes with a head that asks for what the first figure needs (`pages.assets.head`)."""

import hashlib
import os

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import FileResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.assets import head, installed

_CONDITIONS = {b"if-none-match", b"if-modified-since"}


class OwnHead:
    """Send the page with another head, wherever Streamlit sends it: at each path that is nothing else.

    It is told by its ETag; the one with another head has an ETag of its own, by which a browser may keep it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.page = head.page().encode()
        theirs = FileResponse(installed.PAGE, stat_result=os.stat(installed.PAGE))
        self.theirs = theirs.headers["etag"]
        self.ours = f'"{hashlib.sha256(self.page).hexdigest()[:32]}"'

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        body = b""

        async def with_head(message: Message) -> None:
            nonlocal body
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if headers.get("etag") == self.theirs and message["status"] in {200, 304}:
                    headers["etag"] = self.ours
                    if message["status"] == 200:
                        headers["content-length"] = str(len(self.page))
                        body = self.page
            elif message["type"] == "http.response.body" and body:
                if message.get("more_body"):
                    return
                message = {**message, "body": b"" if scope["method"] == "HEAD" else body}
            await send(message)

        await self.app(self._asked(scope), receive, with_head)

    def _asked(self, scope: Scope) -> Scope:
        """The request as Streamlit understands it: about its own page, where a browser has ours, and about none where
        it has one with the head that Streamlit gave it.
        """
        known = Headers(scope=scope).get("if-none-match", "")
        tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        if self.ours not in tags and self.theirs not in tags:
            return scope
        others = [pair for pair in scope["headers"] if pair[0] not in _CONDITIONS]
        if self.ours in tags:
            others.append((b"if-none-match", self.theirs.encode()))
        return {**scope, "headers": others}


MIDDLEWARE = [Middleware(OwnHead)]

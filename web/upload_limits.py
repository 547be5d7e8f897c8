"""The limits of uploads: only for pages that accept files, and within sizes for a visitor and an address (413).

Uploaded files stay in memory as long as their session, so without a limit one tab could fill it.
"""

from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from compat import session_files
from compat.connection import client
from compat.session_files import MEGABYTE, MOST_FILES, MOST_OF_A_FILE, MOST_OF_A_VISITOR
from pricing.wording.messages import Message, words
from web import messages
from web.limits import limit_factor

_FORM = MEGABYTE
"""Bytes that the form may add to the file."""
VISITORS = 5
"""The number of visitors with full uploads that may share one address."""


@dataclass(eq=False)
class _Upload:
    """A file that is being uploaded or was uploaded."""

    session: str
    file: str
    visitor: str
    client: str
    size: int
    """The bytes announced, with those of the form."""
    is_coming: bool = True

    @property
    def is_there(self) -> bool:
        return self.is_coming or session_files.size_of(self.session, self.file) is not None


class UploadLimits:
    """Refuse a file that no page accepts, or that exceeds the limit of its visitor or address."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._visitors = VISITORS * limit_factor()
        """The most visitors of one address whose files are kept; 0 for no limit."""
        self._uploads: list[_Upload] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "PUT" or not scope["path"].startswith(session_files.ADDRESS):
            await self.app(scope, receive, send)
            return
        session, _, file = scope["path"].removeprefix(session_files.ADDRESS).partition("/")
        visitor = session_files.visitor_of(session)
        size = Headers(scope=scope).get("content-length", "")
        if visitor is None:
            await _refuse(403, messages.takes_no_file(), scope, receive, send)
        elif not size.isdecimal() or not size.isascii():
            await _refuse(411, messages.takes_a_size(), scope, receive, send)
        else:
            upload = _Upload(session, file, visitor, client(scope), int(size[:20]))
            if problem := self._too_much(upload):
                session_files.refuse(session, problem)
                await _refuse(413, problem, scope, receive, send)
            else:
                await self._take(upload, scope, receive, send)

    def _too_much(self, new: _Upload) -> Message | None:
        """Why a file exceeds a limit; None if it does not."""
        self._uploads = [upload for upload in self._uploads if upload.is_there and not _same(upload, new)]
        if new.size > MOST_OF_A_FILE + _FORM:
            return messages.most_of_a_file(MOST_OF_A_FILE // MEGABYTE)
        of_visitor = [upload.size for upload in self._uploads if upload.visitor == new.visitor]
        of_client = [upload.size for upload in self._uploads if upload.client == new.client]
        if len(of_visitor) >= MOST_FILES or sum(of_visitor) + new.size > MOST_OF_A_VISITOR + _FORM:
            return messages.most_of_a_visitor(MOST_FILES, MOST_OF_A_VISITOR // MEGABYTE)
        if self._visitors and (
            len(of_client) >= MOST_FILES * self._visitors
            or sum(of_client) + new.size > MOST_OF_A_VISITOR * self._visitors
        ):
            return messages.most_of_an_address()
        return None

    async def _take(self, upload: _Upload, scope: Scope, receive: Receive, send: Send) -> None:
        self._uploads.append(upload)
        try:
            await self.app(scope, receive, send)
        finally:
            upload.is_coming = False


def _same(earlier: _Upload, new: _Upload) -> bool:
    return not earlier.is_coming and (earlier.session, earlier.file) == (new.session, new.file)


async def _refuse(status: int, problem: Message, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with an error, after reading and dropping up to the size of a file: clients read no answer before."""
    to_read = MOST_OF_A_FILE + _FORM
    while to_read > 0 and (message := await receive()).get("more_body"):
        to_read -= len(message["body"])
    answer = PlainTextResponse(words(problem), status, {"Connection": "close", "Cache-Control": "no-store"})
    await answer(scope, receive, send)


MIDDLEWARE = [Middleware(UploadLimits)]

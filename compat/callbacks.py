"""No message of a page overtakes the callbacks of the one before.

Streamlit cuts a run short for the next message, its callbacks too: what was pressed would be forgotten, though the
browser has sent it. So the next message waits until the run shows something, which is when its callbacks are done.
"""

import asyncio
import contextlib

from google.protobuf.message import DecodeError
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

LONGEST = 3.0
"""Seconds that a message waits at most."""
_SHOWN = {"delta", "script_finished"}


class OneAfterAnother:
    """Hand a message that starts a run in when the run before it has done what it was asked for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            connection = _Connection(receive, send)
            receive, send = connection.receive, connection.send
        await self.app(scope, receive, send)


class _Connection:
    """The websocket of one page."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._done = asyncio.Event()
        self._done.set()
        self._begun = False

    async def receive(self) -> Message:
        message = await self._receive()
        if _starts_a_run(message.get("bytes") or b""):
            # A run that shows nothing for so long waits for its turn or a database; its callbacks came before that.
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._done.wait(), LONGEST)
            self._begun = False
            self._done.clear()
        return message

    async def send(self, message: Message) -> None:
        if not self._done.is_set() and (data := message.get("bytes")):
            kind = ForwardMsg.FromString(data).WhichOneof("type")
            # What a run that is being cut short still sends comes before the new one says that it begins.
            if kind == "new_session":
                self._begun = True
            elif self._begun and kind in _SHOWN:
                self._done.set()
        await self._send(message)


def _starts_a_run(data: bytes) -> bool:
    try:
        return bool(BackMsg.FromString(data).WhichOneof("type") == "rerun_script")
    except DecodeError:
        return False


MIDDLEWARE = [Middleware(OneAfterAnother)]

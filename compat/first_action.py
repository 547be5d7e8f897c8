"""What a person does first after a session was lost is done as if nothing had happened.

A browser whose session Streamlit has forgotten is given a new one. Its next message carries the values of all its
controls and the button that was pressed; but the new session has not met a control yet, so none would be found
moved, and no callback called. Therefore the page is run as it was, with what lay open and without the button, and
nobody sees it; then the message is handed in, and what differs from the address bar is what the person did.
"""

import asyncio

from google.protobuf.message import DecodeError
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg

from compat.lost_session import session_asked_for
from compat.websocket import ends_a_run

_PRESSED = {"trigger_value", "string_trigger_value", "json_trigger_value", "chat_input_value"}
"""The values of controls that hold none: they say that something was done."""


class Rehearsal:
    """Run the page unseen before the first action of a browser that has lost its session."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            asked = session_asked_for(Headers(scope=scope).get("sec-websocket-protocol", ""))
            if asked:
                connection = _Connection(asked, receive, send)
                receive, send = connection.receive, connection.send
        await self.app(scope, receive, send)


class _Connection:
    """The websocket of a browser that comes back."""

    def __init__(self, asked: str, receive: Receive, send: Send) -> None:
        self._asked = asked
        self._receive = receive
        self._send = send
        self._waiting_for_action = True
        self._action: Message | None = None
        self._rehearsed = asyncio.Event()

    async def receive(self) -> Message:
        if self._action is not None:
            await self._rehearsed.wait()
            message, self._action = self._action, None
            return message
        message = await self._receive()
        if self._waiting_for_action and (run := _run_asked_for(message)) is not None:
            self._waiting_for_action = False
            if not _found_again(self._asked) and _with_action(run):
                self._action = message
                return {**message, "bytes": _without_action(run)}
        return message

    async def send(self, message: Message) -> None:
        if self._action is None or message["type"] != "websocket.send":
            await self._send(message)
        elif ends_a_run(message.get("bytes") or b""):
            self._rehearsed.set()


def _found_again(session_id: str) -> bool:
    """Whether the browser was given the session that it had."""
    return runtime.get_instance().is_active_session(session_id)


def _run_asked_for(message: Message) -> BackMsg | None:
    try:
        asked = BackMsg.FromString(message.get("bytes") or b"")
    except DecodeError:
        return None
    return asked if asked.WhichOneof("type") == "rerun_script" else None


def _with_action(asked: BackMsg) -> bool:
    """Not in a page that is just being opened; and Back and Forward move the address, not the controls."""
    return bool(asked.rerun_script.widget_states.widgets) and not asked.rerun_script.is_history_navigation


def _without_action(asked: BackMsg) -> bytes:
    states = asked.rerun_script.widget_states.widgets
    kept = [state for state in states if state.WhichOneof("value") not in _PRESSED]
    del states[:]
    states.extend(kept)
    return bytes(asked.SerializeToString())


MIDDLEWARE = [Middleware(Rehearsal)]

"""The websocket of a page: how fast its messages come, in which order runs follow, and what a lost session resumes."""

import asyncio
import contextlib
from dataclasses import dataclass, field

from google.protobuf.message import DecodeError
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from compat.connection import transport
from compat.lost_session import TAB_HEADER, session_and_tab, session_asked_for, with_tab

AT_ONCE = 40.0
"""Messages that may come without waiting for an answer."""
PER_SECOND = 2.0
"""More of them in each second."""
COUNTED_ONCE = 16_384
"""Bytes of a message that count as one message."""
_READ_AT_ONCE = 1_024
"""Bytes taken from a connection before it is the next one's turn: some 100 of the smallest messages."""
_LONGEST_END = 200
"""No message that ends a run is longer, in bytes."""
LONGEST_WAIT = 3.0
"""Seconds that a message waits at most for the callbacks of the run before it."""
_SHOWN = {"delta", "script_finished"}
"""Messages that a run sends after its callbacks."""
_PROTOCOLS = "Sec-WebSocket-Protocol"
_PRESSED = {"trigger_value", "string_trigger_value", "json_trigger_value", "chat_input_value"}
"""Kinds of a widget's value that say that something was done; all others are values that it holds."""


@dataclass
class Pace:
    """The messages of one connection: a bucket of tokens that fills with time, and with each answer."""

    now: float
    tokens: float = field(default=AT_ONCE, init=False)

    def wait(self, size: int, now: float) -> float:
        """Seconds that a message must wait which comes now."""
        self._fill((now - self.now) * PER_SECOND)
        self.now = now
        self.tokens -= 1 + size / COUNTED_ONCE
        return max(0.0, -self.tokens / PER_SECOND)

    def answered(self) -> None:
        self._fill(1)

    def _fill(self, tokens: float) -> None:
        self.tokens = min(AT_ONCE, self.tokens + tokens)


class MessagePace:
    """Limit the messages of a websocket: one for each answer, and some more for clients that do not wait.

    A message over the limit waits, and reading stops meanwhile, so the next ones stay with the client. Nothing piles up
    here, no connection is cut, and a person who drags a slider stays far below the limit.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "websocket":
            await self.app(scope, receive, send)
            return
        _read_little(receive)
        clock = asyncio.get_running_loop().time
        pace = Pace(clock())

        async def paced() -> Message:
            message = await receive()
            size = len(message.get("bytes") or message.get("text") or b"")
            # Even a message that need not wait lets the other connections go on first.
            await asyncio.sleep(pace.wait(size, clock()) if message["type"] == "websocket.receive" else 0)
            return message

        async def answering(message: Message) -> None:
            if ends_a_run(message.get("bytes") or b""):
                pace.answered()
            await send(message)

        await self.app(scope, paced, answering)


def ends_a_run(data: bytes) -> bool:
    """Whether a run has come to its end: not one that made way for the next."""
    if not 0 < len(data) <= _LONGEST_END:
        return False
    message = ForwardMsg.FromString(data)
    ended = message.WhichOneof("type") == "script_finished"
    return ended and bool(message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN)


def _read_little(receive: Receive) -> None:
    """Take less from the socket at once than asyncio does: all the messages in it are parsed without a break."""
    connection = transport(receive)
    if hasattr(connection, "max_size"):
        connection.max_size = _READ_AT_ONCE


class OneAfterAnother:
    """Hold a message that starts a run back until the callbacks of the run before it are done.

    Streamlit cuts a run short for the next message, its callbacks too, so a press that the browser has sent would be
    lost. The message waits until the run before it sends its first element: by then its callbacks have run.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            connection = _InTurn(receive, send)
            receive, send = connection.receive, connection.send
        await self.app(scope, receive, send)


class _InTurn:
    """The websocket of a page whose runs follow each other."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._done = asyncio.Event()
        self._done.set()
        self._begun = False

    async def receive(self) -> Message:
        message = await self._receive()
        if _run_asked_for(message) is not None:
            # A run that shows nothing for so long waits for its turn or a database; its callbacks came before that.
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._done.wait(), LONGEST_WAIT)
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


class Rehearsal:
    """Run the page unseen before the first action of a browser whose session Streamlit has forgotten.

    The browser is given a new session, and its next message carries the values of all controls and the button that was
    pressed. The new session has met no control yet, so it would find none changed and call no callback. Therefore the
    page is run once with these values but without the button, and what it sends is dropped; then the message itself is
    handed in, and what differs from the address bar is what the person did.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            headers = MutableHeaders(raw=list(scope["headers"]))
            asked = session_asked_for(protocols := headers.get(_PROTOCOLS, ""))
            del headers[TAB_HEADER]
            if asked:
                session, tab = session_and_tab(asked)
                connection = _ComingBack(session, tab, receive, send)
                receive, send = connection.receive, connection.send
                headers[_PROTOCOLS] = protocols.replace(asked, session)
                headers[TAB_HEADER] = tab
            scope = {**scope, "headers": headers.raw}
        await self.app(scope, receive, send)


class _ComingBack:
    """The websocket of a browser that comes back."""

    def __init__(self, asked: str, tab: str, receive: Receive, send: Send) -> None:
        self._asked = asked
        self._tab = tab
        self._receive = receive
        self._send = send
        self._waiting_for_action = True
        self._action: Message | None = None
        self._rehearsed = asyncio.Event()
        self._session = b""
        """The id of the session that the browser was given; empty until it has one."""

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
            await self._send(self._naming_tab(message))
        elif ends_a_run(message.get("bytes") or b""):
            self._rehearsed.set()

    def _naming_tab(self, message: Message) -> Message:
        """The same, but what tells the browser its session names its tab too."""
        data = message.get("bytes") or b""
        if self._session and self._session not in data:
            return message
        forward = ForwardMsg.FromString(data)
        if forward.WhichOneof("type") != "new_session":
            return message
        begun = forward.new_session.initialize
        self._session = begun.session_id.encode()
        begun.session_id = with_tab(begun.session_id, self._tab)
        return {**message, "bytes": forward.SerializeToString()}


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


MIDDLEWARE = [Middleware(Rehearsal), Middleware(OneAfterAnother)]

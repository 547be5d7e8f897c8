"""The websocket of a page: the limit of its messages, the order of runs, and the first run after a lost session."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from google.protobuf.message import DecodeError
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

from compat.connection import transport
from compat.lost_session import TAB_HEADER, session_and_tab, session_asked_for, with_tab
from compat.session_files import MEGABYTE

AT_ONCE = 40.0
"""Messages that a client may send at once without waiting for answers."""
PER_SECOND = 2.0
"""Further such messages per second."""
COUNTED_ONCE = 16_384
"""Bytes that count as one message; longer messages count as several."""
_READ_AT_ONCE = 1_024
"""Bytes read from a connection before others are served: about 100 of the smallest messages."""
_SMALL = 125
"""The most bytes of a frame that counts as a part of a message without content."""
_LONGEST_END = 200
"""The most bytes of a message that ends a run."""
LONGEST_WAIT = 3.0
"""Seconds that a message waits at most for the callbacks of the run before it."""
_SHOWN = {"delta", "script_finished"}
"""Messages that a run sends after its callbacks."""
_RUN = "rerun_script"
_NOT_SENT = {"clear_cache", "set_run_on_save", "load_git_info", "debug_disconnect_websocket", "debug_shutdown_runtime"}
"""Messages that no page of the planner sends and that are dropped: the first empties a session during its run."""
_IDS = ("$$ID", "$$STREAMLIT_INTERNAL_KEY")
"""The beginnings of the ids that Streamlit gives to widgets and components."""
_PROTOCOLS = "Sec-WebSocket-Protocol"
_PRESSED = {"trigger_value", "string_trigger_value", "json_trigger_value", "chat_input_value"}
"""Kinds of widget values that are actions, like a press of a button; all others are states of widgets."""


@dataclass
class Pace:
    """The rate limit of one connection or client: a token bucket that fills with time and with each answer."""

    now: float
    at_once: float = AT_ONCE
    per_second: float = PER_SECOND
    tokens: float = field(init=False)

    def __post_init__(self) -> None:
        self.tokens = self.at_once

    def wait(self, size: int, now: float) -> float:
        """Seconds that a message of so many bytes which arrives now must wait."""
        self._fill((now - self.now) * self.per_second)
        self.now = now
        self.tokens -= 1 + size / COUNTED_ONCE
        return max(0.0, -self.tokens / self.per_second)

    def answered(self) -> None:
        self._fill(1)

    def _fill(self, tokens: float) -> None:
        self.tokens = min(self.at_once, self.tokens + tokens)


class MessagePace:
    """Limit the messages of a websocket: one for each answer, and some more for clients that do not wait.

    A message over the limit waits, and nothing more is read meanwhile, so the client holds its next messages. No queue
    grows, no connection is closed, and a person who drags a slider stays far below the limit.
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
            # A message without a wait also lets other connections be served first.
            await asyncio.sleep(pace.wait(size, clock()) if message["type"] == "websocket.receive" else 0)
            return message

        async def answering(message: Message) -> None:
            if ends_a_run(message.get("bytes") or b""):
                pace.answered()
            await send(message)

        await self.app(scope, paced, answering)


def ends_a_run(data: bytes) -> bool:
    """Whether a message ends a run that was not cut short for the next one."""
    if not 0 < len(data) <= _LONGEST_END:
        return False
    message = ForwardMsg.FromString(data)
    ended = message.WhichOneof("type") == "script_finished"
    return ended and bool(message.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN)


def _read_little(receive: Receive) -> None:
    """Read less from the socket at once than asyncio does, as all messages in a read are parsed without a break.

    Of a message nothing is read if it announces more than Streamlit takes: uvicorn would keep ten times as much of it.
    """
    connection = transport(receive)
    if hasattr(connection, "max_size"):
        connection.max_size = _READ_AT_ONCE
    protocol: Any = getattr(receive, "__self__", None)
    if hasattr(protocol, "handle_ping"):
        protocol.conn.max_message_size = st.get_option("server.maxWidgetStateSize") * MEGABYTE
        _limit_frames(protocol)


def _limit_frames(protocol: Any) -> None:
    """Cut a connection that sends many pings, pongs or small parts of a message: no browser does.

    uvicorn handles them without the application, so they would not wait for their turn.
    """
    clock = asyncio.get_running_loop().time
    pace = Pace(clock())

    def limited(handle: Callable[..., None]) -> Callable[..., None]:
        def counted(*frames: Any) -> None:
            if all(len(frame.data) <= _SMALL for frame in frames) and pace.wait(0, clock()):
                protocol.transport.abort()
            else:
                handle(*frames)

        return counted

    for name in ("handle_ping", "handle_pong", "handle_cont"):
        setattr(protocol, name, limited(getattr(protocol, name)))


class SequentialRuns:
    """Delay a message that starts a run until the callbacks of the run before are done, and drop what no page sends.

    Streamlit cuts a run short for the next message, even in its callbacks, so a press of a button could be lost. The
    message waits until the run before sends its first element, which comes after its callbacks.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            connection = _SequentialSocket(receive, send)
            receive, send = connection.receive, connection.send
        await self.app(scope, receive, send)


class _SequentialSocket:
    """The websocket of one page, for `SequentialRuns`."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive = receive
        self._send = send
        self._done = asyncio.Event()
        self._done.set()
        self._begun = False

    async def receive(self) -> Message:
        message = await self._receive()
        while (kind := _kind(message)) in _NOT_SENT:
            message = await self._receive()
        if kind == _RUN:
            # A run without an element for so long waits for its turn or for a database, after its callbacks.
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._done.wait(), LONGEST_WAIT)
            self._begun = False
            self._done.clear()
            return _with_known_ids(message)
        return message

    async def send(self, message: Message) -> None:
        if not self._done.is_set() and (data := message.get("bytes")):
            kind = ForwardMsg.FromString(data).WhichOneof("type")
            # The last messages of a run that is cut short come before the message that the new one begins.
            if kind == "new_session":
                self._begun = True
            elif self._begun and kind in _SHOWN:
                self._done.set()
        await self._send(message)


class SessionRecovery:
    """Run the page once, unseen, before the first action of a browser whose session is lost.

    The browser gets a new session, and its next message has the values of all controls and the pressed button. The new
    session knows no control yet, so it would see no change and call no callback. Therefore the page runs once with
    these values without the button, and its output is dropped. Then the message itself is processed, and the
    differences from the address bar are the user's action.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            headers = MutableHeaders(raw=list(scope["headers"]))
            sent_id = session_asked_for(protocols := headers.get(_PROTOCOLS, ""))
            del headers[TAB_HEADER]
            if sent_id:
                session, tab = session_and_tab(sent_id)
                connection = _RecoveringSocket(session, tab, receive, send)
                receive, send = connection.receive, connection.send
                headers[_PROTOCOLS] = protocols.replace(sent_id, session)
                headers[TAB_HEADER] = tab
            scope = {**scope, "headers": headers.raw}
        await self.app(scope, receive, send)


class _RecoveringSocket:
    """The websocket of a browser that reconnects."""

    def __init__(self, lost_session: str, tab: str, receive: Receive, send: Send) -> None:
        self._lost_session = lost_session
        self._tab = tab
        self._receive = receive
        self._send = send
        self._waiting_for_action = True
        self._action: Message | None = None
        self._recovered = asyncio.Event()
        self._session = b""
        """The id of the browser's new session; empty until it has one."""

    async def receive(self) -> Message:
        if self._action is not None:
            await self._recovered.wait()
            message, self._action = self._action, None
            return message
        message = await self._receive()
        if self._waiting_for_action and (run := _run_asked_for(message)) is not None:
            self._waiting_for_action = False
            if not _is_active(self._lost_session) and _with_action(run):
                self._action = message
                return {**message, "bytes": _without_action(run)}
        return message

    async def send(self, message: Message) -> None:
        if self._action is None or message["type"] != "websocket.send":
            await self._send(self._naming_tab(message))
        elif ends_a_run(message.get("bytes") or b""):
            self._recovered.set()

    def _naming_tab(self, message: Message) -> Message:
        """The message, with the tab added if it tells the browser the id of its session."""
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


def _is_active(session_id: str) -> bool:
    """Whether a session was not lost: the browser is connected to it again."""
    return runtime.get_instance().is_active_session(session_id)


def _parsed(message: Message) -> BackMsg | None:
    """A message of a browser; None for what is none."""
    try:
        parsed: BackMsg = BackMsg.FromString(message.get("bytes") or b"")
    except DecodeError:
        return None
    return parsed


def _kind(message: Message) -> str | None:
    """What a message of a browser asks for; None for what is none."""
    parsed = _parsed(message)
    return None if parsed is None else parsed.WhichOneof("type")


def _run_asked_for(message: Message) -> BackMsg | None:
    """The parsed message of a browser if it starts a run of the page; else None."""
    parsed = _parsed(message)
    return parsed if parsed is not None and parsed.WhichOneof("type") == _RUN else None


def _with_action(run: BackMsg) -> bool:
    """Whether a message has an action: not the opening of a page, nor Back and Forward, which change the address."""
    return bool(run.rerun_script.widget_states.widgets) and not run.rerun_script.is_history_navigation


def _without_action(run: BackMsg) -> bytes:
    return _with_states(run, lambda state: state.WhichOneof("value") not in _PRESSED)


def _with_known_ids(message: Message) -> Message:
    """A message that starts a run, without values for ids that Streamlit gives to nothing: a run fails on them."""
    run = _run_asked_for(message)
    if run is None or all(map(_has_known_id, run.rerun_script.widget_states.widgets)):
        return message
    return {**message, "bytes": _with_states(run, _has_known_id)}


def _has_known_id(state: WidgetState) -> bool:
    return state.id.startswith(_IDS)


def _with_states(run: BackMsg, accepts: Callable[[WidgetState], bool]) -> bytes:
    """A message that starts a run, with those values of widgets alone for which `accepts` is true."""
    states = run.rerun_script.widget_states.widgets
    remaining = list(filter(accepts, states))
    del states[:]
    states.extend(remaining)
    return bytes(run.SerializeToString())


MIDDLEWARE = [Middleware(SessionRecovery), Middleware(SequentialRuns)]

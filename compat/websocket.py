"""What a page's websocket may send: a message for each answer, and some more for those who do not wait for it.

A message over the bound waits, and until it is read the next ones stay with whoever sends them: reading stops. So
nothing piles up here, nobody is cut off, and a person who drags a slider never gets near it.
"""

import asyncio
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from compat.connection import transport

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
    """Hand the messages of a websocket on at the pace that is its due."""

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

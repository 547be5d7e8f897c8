"""Time limits of incomplete requests, of which uvicorn has none: connections without progress are closed."""

import asyncio
from weakref import WeakKeyDictionary

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEADERS_WITHIN = 10.0
"""Seconds within which the headers of a request must arrive."""
BODY_WITHIN, LEAST_OF_BODY = 20.0, 2_000
"""Of a body that is not complete, at least so many bytes must arrive in each such number of seconds."""
_COMING = (h11.IDLE, h11.SEND_BODY)
"""States of the other end while headers or a body are not complete."""


class _Incomplete:
    """What arrives of the headers or the body of one request."""

    def __init__(self, protocol: H11Protocol) -> None:
        self.state = protocol.conn.their_state
        self._size = 0
        self._await(protocol)

    def add(self, size: int) -> None:
        self._size += size

    def stop(self) -> None:
        self._timer.cancel()

    def _await(self, protocol: H11Protocol) -> None:
        seconds = HEADERS_WITHIN if self.state is h11.IDLE else BODY_WITHIN
        self._timer = protocol.loop.call_later(seconds, self._check, protocol)

    def _check(self, protocol: H11Protocol) -> None:
        is_owed = protocol.conn.their_state is self.state and not protocol.transport.is_closing()
        # What is not read yet, as the planner is slow, is no fault of the other end.
        is_coming = self.state is h11.SEND_BODY and (self._size >= LEAST_OF_BODY or protocol.flow.read_paused)
        if is_owed and is_coming:
            self._size = 0
            self._await(protocol)
            return
        # The timer holds the connection.
        _incomplete.pop(protocol, None)
        if is_owed:
            protocol.transport.close()


_incomplete: WeakKeyDictionary[H11Protocol, _Incomplete] = WeakKeyDictionary()


def limit_requests() -> None:
    """Close connections whose request is incomplete for too long."""
    made, received = H11Protocol.connection_made, H11Protocol.data_received

    def connection_made(protocol: H11Protocol, transport: asyncio.Transport) -> None:
        made(protocol, transport)
        _arrived(protocol, 0)

    def data_received(protocol: H11Protocol, data: bytes) -> None:
        received(protocol, data)
        _arrived(protocol, len(data))

    for method in (connection_made, data_received):
        setattr(H11Protocol, method.__name__, method)


def _arrived(protocol: H11Protocol, size: int) -> None:
    """Start the timer of headers and of a body with their first bytes, and stop it when they are complete."""
    coming = _incomplete.get(protocol)
    if coming is not None and coming.state is protocol.conn.their_state:
        coming.add(size)
        return
    if coming is not None:
        coming.stop()
        del _incomplete[protocol]
    # A request for a websocket has no body that h11 could see the end of, and uvicorn lets go of its protocol.
    if protocol.conn.their_state in _COMING and protocol in protocol.connections:
        _incomplete[protocol] = _Incomplete(protocol)

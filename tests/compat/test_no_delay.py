"""What the planner sends does not wait in the socket until the other end has acknowledged what came before."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from starlette.types import Message, Receive, Scope, Send

from compat.connection import NoDelay


class _Transport:
    def __init__(self, connection: socket.socket) -> None:
        self.connection = connection

    def get_extra_info(self, name: str) -> object:
        return {"socket": self.connection}.get(name)


class _Cycle:
    """What uvicorn answers a request with, as far as `compat.connection.transport` knows it."""

    def __init__(self, transport: _Transport) -> None:
        self.transport = transport

    async def receive(self) -> Message:
        return {"type": "http.disconnect"}


async def _nothing(*_: object) -> None:
    pass


@pytest.mark.parametrize("kind", ["http", "websocket"])
def test_no_answer_waits_for_an_acknowledgement(kind: str) -> None:
    """A socket that was made as Streamlit makes it has the option off."""

    async def answered(scope: Scope, receive: Receive, send: Send) -> None:
        assert connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)

    with socket.socket() as connection:
        assert not connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)
        app = NoDelay(answered)({"type": kind}, _Cycle(_Transport(connection)).receive, _nothing)
        # In a thread of its own: Playwright keeps a loop in the one of the tests.
        with ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, app).result()

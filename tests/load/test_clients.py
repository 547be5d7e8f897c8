"""Who asks: the other end of the connection, or what a trusted proxy says."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message, Scope
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from pages.http.connection import TRUSTED, client
from tests import aside

ADDRESSES = st.ip_addresses().map(str)
PROXY, CLIENT = "172.31.85.10", "203.0.113.7"


class Connection:
    """What uvicorn hands to an application: `receive` belongs to what has the transport."""

    def __init__(self, peer: str) -> None:
        self.peer = peer
        self.transport = self

    def get_extra_info(self, name: str) -> Any:
        return (self.peer, 50_000) if name == "peername" else None

    async def receive(self) -> Message:
        raise AssertionError("nothing is read")


def asked(peer: str, forwarded: list[str], trusted: str | None, environment: pytest.MonkeyPatch) -> str:
    """Who asks, with uvicorn's own middleware between."""
    found: list[str] = []

    async def app(scope: Scope, receive: Any, send: Any) -> None:
        found.append(client(scope, receive))

    environment.delenv(TRUSTED, raising=False)
    if trusted is not None:
        environment.setenv(TRUSTED, trusted)
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    scope = {"type": "http", "client": (peer, 50_000), "headers": headers}
    proxied: Any = ProxyHeadersMiddleware(app, trusted or "127.0.0.1")
    aside.run(proxied(scope, Connection(peer).receive, None))
    return found[0]


@pytest.mark.parametrize(
    ("peer", "forwarded", "trusted", "who"),
    [
        pytest.param(CLIENT, [], None, CLIENT, id="no proxy"),
        pytest.param(CLIENT, ["198.51.100.1"], None, CLIENT, id="a header of the client's own"),
        pytest.param("127.0.0.1", ["198.51.100.1"], None, "127.0.0.1", id="from this machine, nobody trusted"),
        pytest.param("127.0.0.1", [CLIENT], "127.0.0.1", CLIENT, id="a trusted proxy on this machine"),
        pytest.param(PROXY, [CLIENT], PROXY, CLIENT, id="a trusted proxy"),
        pytest.param(PROXY, [f"198.51.100.1, {CLIENT}"], PROXY, CLIENT, id="the client wrote the first"),
        pytest.param(PROXY, ["198.51.100.1", CLIENT], PROXY, CLIENT, id="the client wrote a header"),
        pytest.param(PROXY, [f"{CLIENT}, 172.31.85.20"], "172.31.85.0/24", CLIENT, id="two trusted proxies"),
        pytest.param(CLIENT, ["198.51.100.1"], PROXY, CLIENT, id="past the proxy"),
        pytest.param("2001:db8::1", [], None, "2001:db8::/64", id="IPv6"),
        pytest.param(f"::ffff:{CLIENT}", [], None, CLIENT, id="IPv4 in IPv6"),
    ],
)
def test_who_asks(
    peer: str, forwarded: list[str], trusted: str | None, who: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert asked(peer, forwarded, trusted, monkeypatch) == who


@given(said=st.lists(ADDRESSES | st.text(st.characters(max_codepoint=126, min_codepoint=33)), max_size=5))
def test_nobody_is_somebody_else_by_what_they_write(said: list[str]) -> None:
    with pytest.MonkeyPatch.context() as environment:
        assert asked(CLIENT, said, None, environment) == CLIENT
        assert asked(PROXY, [*said, CLIENT], PROXY, environment) == CLIENT

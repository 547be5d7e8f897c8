"""Who asks: the other end of the connection, or what a trusted proxy says."""

import os
from collections.abc import Mapping
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.types import Message, Scope
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from compat.connection import TrustedProxies, client
from pricing import settings
from tests import aside

ADDRESSES = st.ip_addresses().map(str)
PROXY, CLIENT = "172.31.85.10", "203.0.113.7"
OWN, OLD = settings.proxies.names


class Connection:
    """What uvicorn hands to an application: `receive` belongs to what has the transport."""

    def __init__(self, peer: str) -> None:
        self.peer = peer
        self.transport = self

    def get_extra_info(self, name: str) -> Any:
        return {"peername": (self.peer, 50_000)}.get(name)

    async def receive(self) -> Message:
        raise AssertionError("nothing is read")


def asked(peer: str, forwarded: list[str], trusted: str | None, environment: pytest.MonkeyPatch, *names: str) -> str:
    """Who asks, with uvicorn's own middleware before the planner's; `trusted` is given under each of the names."""
    return client(resolved(peer, {"x-forwarded-for": forwarded}, trusted, environment, *names))


def resolved(
    peer: str, headers: Mapping[str, list[str]], trusted: str | None, environment: pytest.MonkeyPatch, *names: str
) -> Scope:
    """The request as all other middleware gets it."""
    found: list[Scope] = []

    async def app(scope: Scope, receive: Any, send: Any) -> None:
        found.append(scope)

    for name in names or (OWN,):
        environment.delenv(name, raising=False)
        if trusted is not None:
            environment.setenv(name, trusted)
    lines = [(name.encode(), value.encode()) for name, values in headers.items() for value in values]
    scope = {"type": "http", "scheme": "http", "client": (peer, 50_000), "headers": lines}
    first: Any = ProxyHeadersMiddleware(cast(Any, TrustedProxies(app)), os.environ.get(OLD, "127.0.0.1"))
    aside.run(first(scope, Connection(peer).receive, None))
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
    assert asked(peer, forwarded, trusted, monkeypatch, OWN) == who
    assert asked(peer, forwarded, trusted, monkeypatch, OLD) == who
    assert asked(peer, forwarded, trusted, monkeypatch, OWN, OLD) == who


def test_the_planners_own_setting_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Uvicorn reads the old one alone, and believes this machine without it."""
    said = {"x-forwarded-for": [CLIENT], "x-forwarded-proto": ["https"]}
    here = resolved("127.0.0.1", said, PROXY, monkeypatch, OWN)
    assert (here["client"][0], here["scheme"]) == ("127.0.0.1", "http")
    there = resolved(PROXY, said, PROXY, monkeypatch, OWN)
    assert (there["client"][0], there["scheme"]) == (CLIENT, "https")
    monkeypatch.setenv(OLD, "*")
    other = resolved("198.51.100.1", said, PROXY, monkeypatch, OWN)
    assert (other["client"][0], other["scheme"]) == ("198.51.100.1", "http")


@given(said=st.lists(ADDRESSES | st.text(st.characters(max_codepoint=126, min_codepoint=33)), max_size=5))
def test_nobody_is_somebody_else_by_what_they_write(said: list[str]) -> None:
    with pytest.MonkeyPatch.context() as environment:
        assert asked(CLIENT, said, None, environment) == CLIENT
        assert asked(PROXY, [*said, CLIENT], PROXY, environment) == CLIENT

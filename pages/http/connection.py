"""The connection below a request: uvicorn's transport, and whose address is at the other end."""

import ipaddress
import logging
import os
from functools import cache
from typing import Any

from starlette.types import Receive, Scope

TRUSTED = "FORWARDED_ALLOW_IPS"
"""Setting of uvicorn: addresses and networks of the proxies whose X-Forwarded-For is believed."""
_IPV6_CLIENT = 64
"""Bits of an IPv6 address that tell one client from another; the rest is the client's own choice."""
_log = logging.getLogger(__name__)


def transport(receive: Receive) -> Any:
    """The transport that a request or a websocket came by; None under another server."""
    return getattr(getattr(receive, "__self__", None), "transport", None)


def client(scope: Scope, receive: Receive) -> str:
    """Who asks: an IPv4 address, or the network of an IPv6 address.

    Behind proxies that `FORWARDED_ALLOW_IPS` names it is the last address of X-Forwarded-For that none of them has;
    uvicorn sees to that. Without the setting uvicorn would believe whatever comes from this machine, so then it is
    the other end of the connection.
    """
    address = str((scope.get("client") or ("", 0))[0])
    if TRUSTED not in os.environ:
        peer = transport(receive)
        found = peer.get_extra_info("peername") if peer is not None else None
        if isinstance(found, tuple) and found[0] != address:
            address = str(found[0])
            _say_once()
    return _network(address)


def _network(address: str) -> str:
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(found, ipaddress.IPv4Address):
        return str(found)
    return str(found.ipv4_mapped or ipaddress.IPv6Network((int(found), _IPV6_CLIENT), strict=False))


@cache
def _say_once() -> None:
    _log.warning(
        "Requests come with X-Forwarded-For, but %s names no proxy: all that come through it count as one client.",
        TRUSTED,
    )

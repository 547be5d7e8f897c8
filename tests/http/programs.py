"""A program that uses the tools: a client of the protocol, over loopback."""

from typing import Any

import httpx
import mcp_types
from mcp.client import Client

from tests import aside
from tests.http.asking import Answer

ACCEPT = {"Accept": "application/json, text/event-stream"}
"""What the protocol wants of every request."""


def call(server: str, tool: str, mode: str = "auto", **arguments: Any) -> mcp_types.CallToolResult:
    """What a tool answers; the client checks it against the tool's schema."""

    async def asked() -> mcp_types.CallToolResult:
        async with Client(f"{server}/mcp/", mode=mode) as client:
            await client.list_tools()
            return await client.call_tool(tool, arguments)

    return aside.run(asked())


def answered(server: str, tool: str, mode: str = "auto", **arguments: Any) -> dict[str, Any]:
    """The data of an answer that must be one."""
    result = call(server, tool, mode, **arguments)
    assert not result.is_error, result.structured_content
    return dict(result.structured_content)


def message(tool: str, **arguments: Any) -> dict[str, Any]:
    """A call of a tool as one message."""
    return {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": tool, "arguments": arguments}}


def result_of(answer: Answer) -> dict[str, Any]:
    """What a message was answered with."""
    assert answer.status_code == 200, answer.text
    return dict(answer.json()["result"])


def refused(server: str, tool: str, **arguments: Any) -> list[dict[str, str]]:
    """The errors of a tool that must refuse."""
    answer = httpx.post(f"{server}/mcp/", json=message(tool, **arguments), headers=ACCEPT, timeout=30)
    result = result_of(answer)
    assert result["isError"], result
    assert set(result["structuredContent"]) == {"errors"}
    return list(result["structuredContent"]["errors"])

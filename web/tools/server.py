"""The server of the Model Context Protocol, without sessions: each request is answered by itself."""

import json
import logging
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from fnmatch import fnmatchcase
from functools import partial
from urllib.parse import SplitResult, parse_qsl, urlsplit

import mcp_types
from mcp.server import Server, ServerRequestContext
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from starlette.requests import Request
from starlette.types import ASGIApp

from pricing import settings
from pricing.saved import Saved
from pricing.scenario import link
from pricing.scenario.faults import Problem, shortened
from ui.state import catalogue
from web import messages
from web.errors import UNFORESEEN, errors_data, problem_of
from web.html import base_address
from web.middleware import LOOPBACK_NAMES
from web.short_links import open_saved
from web.tools.offered import TOOLS, Refused, answered, parts_of
from web.workers import FIGURES

_log = logging.getLogger(__name__)
_LARGEST = 64_000
"""The most bytes of a request."""
_SHORT = "/s/"
_READS = mcp_types.ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
_Context = ServerRequestContext[dict[str, object], Request]


@asynccontextmanager
async def answering() -> AsyncIterator[ASGIApp]:
    """The app that answers requests of programs, while the context is open."""
    server: Server[dict[str, object]] = Server(
        "image-cost-planner",
        version=link.VERSIONS[-1],
        title="Image cost planner",
        instructions="What AI image generation costs. Every answer has a link for people: show it with the figures.",
        on_list_tools=_list,
        on_call_tool=_call,
    )
    manager = StreamableHTTPSessionManager(server, json_response=True, stateless=True, max_request_body_size=_LARGEST)
    async with manager.run():
        yield manager.handle_request


async def _list(context: _Context, params: mcp_types.PaginatedRequestParams | None) -> mcp_types.ListToolsResult:
    books, today = catalogue.checked_books(), catalogue.today()
    return mcp_types.ListToolsResult(
        tools=[
            mcp_types.Tool(
                name=name,
                title=tool.title,
                description=tool.about,
                input_schema=tool.takes(books, today),
                output_schema=tool.answers,
                annotations=_READS,
            )
            for name, tool in TOOLS.items()
        ]
    )


async def _call(context: _Context, params: mcp_types.CallToolRequestParams) -> mcp_types.CallToolResult:
    """The answer of a tool, or the errors with which the API would answer."""
    request = context.request
    assert request is not None
    if repeated := _repeated(await request.body()):
        return _errors(repeated)
    if params.name not in TOOLS:
        return _errors([Problem("tool", shortened(params.name), messages.takes_a_tool(TOOLS))])
    try:
        data = await _answer(request, params.name, params.arguments or {})
    except Refused as error:
        return _errors(error.problems)
    except Exception as error:
        if (problem := problem_of(error, request.url.path)) is None:
            _log.exception("A tool failed.")
        return _errors([problem or UNFORESEEN])
    return _result(data)


def _repeated(body: bytes) -> list[Problem]:
    """A problem for each key that an object of the message has twice; the parser of the message uses only the last."""
    repeated: list[Problem] = []

    def read(pairs: list[tuple[str, object]]) -> None:
        repeated.extend(link.repeated([(shortened(key), "") for key, _ in pairs], lambda key: True))

    json.loads(body, object_pairs_hook=read, parse_int=str)
    return repeated


async def _answer(request: Request, name: str, arguments: Mapping[str, object]) -> Mapping[str, object]:
    address = arguments.get("link")
    query, saved = None, None
    if address is not None:
        if not isinstance(address, str):
            raise Refused(Problem("link", shortened(json.dumps(address)), messages.takes_a_text()))
        saved = await _saved(request, address)
        query = _parts(request, address).query if saved is None else saved.revision.query
    without_link = {key: value for key, value in arguments.items() if key != "link"}
    base = base_address(request) or ""
    return await FIGURES.run(request, partial(answered, name, without_link, query, saved, base))


async def _saved(request: Request, address: str) -> Saved | None:
    """The saved scenario of a short link; None for other links. Raises Refused if it does not exist."""
    parts = _parts(request, address)
    if not parts.path.startswith(_SHORT):
        return None
    revision = dict(parse_qsl(parts.query)).get("rev")
    if saved := await open_saved(request, parts.path.removeprefix(_SHORT), revision):
        return saved
    raise Refused(Problem("link", shortened(address), messages.no_saved_scenario()))


def _parts(request: Request, address: str) -> SplitResult:
    """The parts of a link of this planner; raises Refused, also for an address of another host."""
    parts = parts_of(address)
    host = request.url.hostname or ""
    own = [host, urlsplit(base_address(request) or "").hostname or "", *settings.hosts()]
    if host in LOOPBACK_NAMES:
        own += LOOPBACK_NAMES
    if parts.netloc and not any(fnmatchcase(parts.hostname or "", name) for name in own):
        raise Refused(Problem("link", shortened(address), messages.takes_a_link()))
    return parts


def _errors(problems: Iterable[Problem]) -> mcp_types.CallToolResult:
    return _result(errors_data(problems), is_error=True)


def _result(data: Mapping[str, object], is_error: bool = False) -> mcp_types.CallToolResult:
    text = mcp_types.TextContent(type="text", text=json.dumps(data, ensure_ascii=False))
    return mcp_types.CallToolResult(content=[text], structured_content={**data}, is_error=is_error)

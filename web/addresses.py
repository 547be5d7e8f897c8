"""Refusing unknown addresses below those of the planner's routes with 404, for which Streamlit would serve its page."""

import posixpath
from collections.abc import Callable, Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from web.api import ANSWERS, FILES, unknown_name
from web.comparison_sheet import no_sheet
from web.errors import first_part
from web.short_links import no_scenario_page

_REFUSALS: Mapping[str, Callable[[Request], Response]] = {
    "api": lambda request: unknown_name(request, ANSWERS),
    "export": lambda request: unknown_name(request, FILES),
    "mcp": lambda request: unknown_name(request, ("/mcp/",)),
    "print": no_sheet,
    "s": lambda request: no_scenario_page(),
    "embed": lambda request: no_scenario_page(),
}
"""First part of a path -> the answer to unknown addresses that begin with it."""


class UnknownAddresses:
    """Refuse an unknown address below one of the planner's own, however it is spelt."""

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute]) -> None:
        self.app = app
        self.routes = routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = _REFUSALS.get(first_part(scope["path"])) if scope["type"] == "http" else None
        if refusal is None or self._known(scope):
            await self.app(scope, receive, send)
        else:
            await refusal(Request(scope))(scope, receive, send)

    def _known(self, scope: Scope) -> bool:
        """Whether a route has the address, also without or with a slash at its end, to which Streamlit redirects."""
        path = scope["path"].removesuffix("/")
        if path != posixpath.normpath(path) or not path.isprintable():
            return False
        addresses = ({**scope, "path": spelling} for spelling in (path, f"{path}/"))
        return any(route.matches(address)[0] != Match.NONE for address in addresses for route in self.routes)

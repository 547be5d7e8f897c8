"""Sign-in that returns to the same page: `/sign-in?next=/compare?...` stores the page in a cookie.

Streamlit's own sign-in always returns to `/`; the middleware redirects the browser from there, once.
"""

import re
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.state import visitor
from ui.state.visitor import SIGN_IN, SIGNED_IN

_NEXT = "planner_next"
_MINUTES = 10
_SIGN_OUT = "/auth/logout"
_PAGE = re.compile(r"/[a-z]*", re.ASCII)
"""The path of a page; routes with effects (`/auth/logout`, `/oauth2callback`, `/sign-in`) do not match."""


def sign_in(request: Request) -> Response:
    """Store the page in a cookie and begin the sign-in."""
    answer = RedirectResponse(f"/?{SIGN_IN}=1", 303)
    if (target := local(request.query_params.get("next", ""))) is not None:
        secure = request.url.scheme == "https"
        answer.set_cookie(_NEXT, target, _MINUTES * 60, httponly=True, samesite="lax", secure=secure)
    return answer


def local(target: str) -> str | None:
    """The address of a page of this planner; None for other sites and for routes with effects."""
    parts = urlsplit(target)
    fine = target.isascii() and target.isprintable() and len(target) < 4_000
    # A browser reads two slashes and more as the beginning of a host.
    fine = fine and target.startswith("/") and not target.startswith("//")
    return target if fine and _PAGE.fullmatch(parts.path) else None


class SignInReturn:
    """Redirect the browser after a sign-in from `/` to its page, and end a sign-out in all its tabs."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == "/" and not scope["query_string"]:
            cookies = Request(scope).cookies
            target = local(cookies.get(_NEXT, "").strip('"'))
            if target and SIGNED_IN in cookies:
                answer = RedirectResponse(target, 303)
                answer.delete_cookie(_NEXT)
                MutableHeaders(raw=answer.raw_headers).setdefault("cache-control", "no-store")
                await answer(scope, receive, send)
                return
        if scope["type"] == "http" and scope["path"].rstrip("/") == _SIGN_OUT:
            visitor.sign_out(Request(scope).cookies)
        await self.app(scope, receive, send)


ROUTES = [Route("/sign-in", sign_in)]
MIDDLEWARE = [Middleware(SignInReturn)]

"""What a route could not do, in the format of its address: JSON for data and files, text for health, else a page."""

import math
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from pricing.prices import PriceBookError
from pricing.saved import StoreDown
from pricing.settings import SettingError
from web import policy
from web.html import message
from web.workers import Busy, Gone

_BUSY_SECONDS = 2.0
_DATA = ("/api/", "/export/", "/openapi.json", "/mcp")


class Told(NamedTuple):
    """An error in words: what it is about, what that got, and what is wrong."""

    field: str
    value: str
    problem: str


def told(error: Exception, path: str) -> Told | None:
    """What can be told of an error to whoever asked for a path; None of one that nobody foresaw."""
    match error:
        case PriceBookError():
            return Told("price book", "", str(error))
        case SettingError():
            return Told(error.name, error.value, str(error))
        case StoreDown():
            return Told("database", "", str(error))
        case Busy():
            return Told("request", path, f"The planner has too much to do just now. {_again(_BUSY_SECONDS)}")
        case Gone():
            return Told("request", path, "Nobody waits for the answer.")
    return None


UNFORESEEN = Told("planner", "", "Something went wrong in the planner, and is in its log.")


def answer(
    request: HTTPConnection, status: int, field: str, value: str, problem: str, title: str = "Not now"
) -> Response:
    """An error in the format of the address; `field` and `value` are what the problem is about."""
    path = request.url.path
    if path.startswith(_DATA):
        return JSONResponse({"errors": [{"field": field, "value": value, "problem": problem}]}, status)
    if path in ("/healthz", "/readyz"):
        return PlainTextResponse(f"{field}: {problem}", status)
    return message(title, problem, status)


def refused(request: HTTPConnection, status: int, problem: str, seconds: float) -> Response:
    """429 or 503, with the seconds after which to ask again."""
    return _later(answer(request, status, "request", request.url.path, f"{problem} {_again(seconds)}"), seconds)


def _again(seconds: float) -> str:
    wait = _whole(seconds)
    return f"Please try again in {wait} second{'s' if wait > 1 else ''}."


def _whole(seconds: float) -> int:
    return max(1, math.ceil(seconds))


def _later(response: Response, seconds: float) -> Response:
    response.headers["Retry-After"] = str(_whole(seconds))
    return response


def _unable(request: Request, error: Exception) -> Response:
    """503, with what keeps the planner from answering."""
    found = told(error, request.url.path)
    assert found is not None
    response = answer(request, 503, *found)
    return _later(response, _BUSY_SECONDS) if isinstance(error, Busy) else response


def _gone(request: Request, error: Gone) -> Response:
    """Nobody reads it."""
    return Response(status_code=503)


def _failed(request: Request, error: Exception) -> Response:
    """What nobody foresaw; it is in the planner's log."""
    response = answer(request, 500, *UNFORESEEN, "Something went wrong")
    # Sent from outside all middleware.
    policy.secure(response.headers, request.scope)
    return response


HANDLERS: Mapping[Any, Callable[..., Response]] = {
    PriceBookError: _unable,
    SettingError: _unable,
    StoreDown: _unable,
    Busy: _unable,
    Gone: _gone,
    Exception: _failed,
}
"""Exception -> what answers it, for all routes alike."""

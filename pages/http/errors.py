"""What a route could not do, in the format of its address: JSON for data and files, text for health, else a page."""

import math
from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from pages.http import policy
from pages.http.pages import message
from pages.http.workers import Busy, Gone
from pricing.prices import PriceBookError
from pricing.saved import StoreDown
from pricing.settings import SettingError

_BUSY_SECONDS = 2.0
_DATA = ("/api/", "/export/", "/openapi.json")


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
    wait = max(1, math.ceil(seconds))
    again = f"Please try again in {wait} second{'s' if wait > 1 else ''}."
    response = answer(request, status, "request", request.url.path, f"{problem} {again}")
    response.headers["Retry-After"] = str(wait)
    return response


def _busy(request: Request, error: Busy) -> Response:
    return refused(request, 503, "The planner has too much to do just now.", _BUSY_SECONDS)


def _gone(request: Request, error: Gone) -> Response:
    """Nobody reads it."""
    return Response(status_code=503)


def _price_book(request: Request, error: PriceBookError) -> Response:
    return answer(request, 503, "price book", "", str(error))


def _setting(request: Request, error: SettingError) -> Response:
    return answer(request, 503, error.name, error.value, str(error))


def _store_down(request: Request, error: StoreDown) -> Response:
    return answer(request, 503, "database", "", str(error))


def _failed(request: Request, error: Exception) -> Response:
    """What nobody foresaw; it is in the planner's log."""
    problem = "Something went wrong in the planner, and is in its log."
    response = answer(request, 500, "planner", "", problem, "Something went wrong")
    # Sent from outside all middleware.
    policy.secure(response.headers, request.scope)
    return response


HANDLERS: Mapping[Any, Callable[..., Response]] = {
    PriceBookError: _price_book,
    SettingError: _setting,
    StoreDown: _store_down,
    Busy: _busy,
    Gone: _gone,
    Exception: _failed,
}
"""Exception -> what answers it, for all routes alike."""

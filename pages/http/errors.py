"""What a route could not do, in the format of its address: JSON for data and files, text for health, else a page."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from pages.components.settings import SettingError
from pages.http import policy
from pages.http.pages import message
from pricing.prices import PriceBookError
from pricing.saved import StoreDown


def answer(request: Request, status: int, field: str, value: str, problem: str, title: str = "Not now") -> Response:
    """An error in the format of the address; `field` and `value` are what the problem is about."""
    path = request.url.path
    if path.startswith(("/api/", "/export/")):
        return JSONResponse({"errors": [{"field": field, "value": value, "problem": problem}]}, status)
    if path in ("/healthz", "/readyz"):
        return PlainTextResponse(f"{field}: {problem}", status)
    return message(title, problem, status)


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
    Exception: _failed,
}
"""Exception -> what answers it, for all routes alike."""

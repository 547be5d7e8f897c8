"""Answers for failed requests in the format of their address: JSON for data and files, text for health, else a page."""

import math
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Annotated

from pydantic import Field
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from typing_extensions import TypedDict

from pricing.export.answers import about
from pricing.prices import PriceBookError
from pricing.saved import StoreDown
from pricing.scenario.faults import Problem, shortened
from pricing.scenario.messages import one_of, takes
from pricing.settings import SettingError
from pricing.wording.messages import Message, as_written, together, words
from web import messages, policy
from web.html import message
from web.workers import Busy, Disconnected

_BUSY_SECONDS = 2.0
_DATA = {"api", "export", "openapi", "mcp"}
_REFERENCE = "/api"
"""The page among the addresses of data."""


class ErrorData(TypedDict):
    """One problem."""

    field: Annotated[str, about("the key of a link, a setting, or what could not answer")]
    value: Annotated[str, about("what it got, shortened")]
    problem: Annotated[str, about("what it takes, or why not")]


class ErrorsData(TypedDict):
    """Why there is no answer."""

    errors: Annotated[list[ErrorData], Field(min_length=1)]


def errors_data(problems: Iterable[Problem]) -> ErrorsData:
    return {"errors": [_data(problem) for problem in problems]}


def _data(problem: Problem) -> ErrorData:
    return {"field": problem.field, "value": problem.got, "problem": words(problem.problem)}


def problem_of(error: Exception, path: str) -> Problem | None:
    """The problem that an error is reported as to a client that asked for a path; None for an unexpected error."""
    match error:
        case PriceBookError():
            return Problem("price book", "", as_written(str(error)))
        case SettingError():
            return Problem(error.name, error.value, as_written(str(error)))
        case StoreDown():
            return Problem("database", "", as_written(str(error)))
        case Busy():
            return Problem("request", path, together([messages.too_much_to_do(), _retry_message(_BUSY_SECONDS)]))
        case Disconnected():
            return Problem("request", path, messages.nobody_waits())
    return None


UNFORESEEN = Problem("planner", "", messages.unforeseen())


def first_part(path: str) -> str:
    """The first part of a path, in lower case and up to its first punctuation, whatever slashes and dots precede it."""
    first = posixpath.normpath(path.replace("\\", "/")).lstrip("/").partition("/")[0]
    return re.split(r"\W", first.lower(), maxsplit=1)[0]


def answer(request: HTTPConnection, status: int, problem: Problem, title: Message = messages.NOT_NOW) -> Response:
    """An error in the format of the address."""
    path = request.url.path
    if first_part(path) in _DATA and path != _REFERENCE:
        return JSONResponse(errors_data([problem]), status)
    if path in ("/healthz", "/readyz"):
        return PlainTextResponse(f"{problem.field}: {words(problem.problem)}", status)
    return message(words(title), words(problem.problem), status)


def refused(request: HTTPConnection, status: int, problem: Message, seconds: float) -> Response:
    """429 or 503, with the seconds after which to ask again."""
    refusal = Problem("request", request.url.path, together([problem, _retry_message(seconds)]))
    return _with_retry_after(answer(request, status, refusal), seconds)


def _retry_message(seconds: float) -> Message:
    return messages.again_in(_whole_seconds(seconds))


def _whole_seconds(seconds: float) -> int:
    return max(1, math.ceil(seconds))


def _with_retry_after(response: Response, seconds: float) -> Response:
    response.headers["Retry-After"] = str(_whole_seconds(seconds))
    return response


def _unavailable(request: Request, error: Exception) -> Response:
    """503, with what keeps the planner from answering."""
    problem = problem_of(error, request.url.path)
    assert problem is not None
    response = answer(request, 503, problem)
    return _with_retry_after(response, _BUSY_SECONDS) if isinstance(error, Busy) else response


def _disconnected(request: Request, error: Disconnected) -> Response:
    """An empty answer: the client has disconnected."""
    return Response(status_code=503)


def _method_not_allowed(request: Request, error: HTTPException) -> Response:
    """405, with the methods that the address takes."""
    allowed = (error.headers or {}).get("Allow", "")
    problem = Problem("method", shortened(request.method), takes(one_of(sorted(allowed.split(", ")))))
    response = answer(request, error.status_code, problem, messages.NOT_TAKEN)
    response.headers["Allow"] = allowed
    return response


def _internal_error(request: Request, error: Exception) -> Response:
    """The answer for an unexpected error; the planner's log has it."""
    response = answer(request, 500, UNFORESEEN, messages.FAILED)
    # Sent from outside all middleware.
    policy.secure(response.headers, request.scope)
    return response


HANDLERS: Mapping[int | type[Exception], Callable[..., Response]] = {
    405: _method_not_allowed,
    PriceBookError: _unavailable,
    SettingError: _unavailable,
    StoreDown: _unavailable,
    Busy: _unavailable,
    Disconnected: _disconnected,
    Exception: _internal_error,
}
"""Exception or status -> what answers it, for all routes alike."""

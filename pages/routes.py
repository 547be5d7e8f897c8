"""The HTTP routes: estimates as data and files, computed from the query string; health."""

from collections.abc import Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from pages.components import catalogue
from pricing import exports, link
from pricing.estimate import estimate
from pricing.prices import PriceBookError, PriceBooks
from pricing.scenario import Scenario

Answer = Callable[[Scenario, PriceBooks], dict[str, Any]]


def _estimate(scenario: Scenario, books: PriceBooks) -> dict[str, Any]:
    return exports.estimate_data(estimate(scenario, books), books, catalogue.today())


ANSWERS: Mapping[str, Answer] = {"estimate": _estimate}


def _answer(request: Request, name: str, write: Callable[[dict[str, Any]], Response]) -> Response:
    try:
        books = catalogue.price_books()
    except PriceBookError as error:
        return _errors([{"field": "price book", "value": "", "problem": str(error)}], 503)
    reading = link.parse(request.url.query, books, catalogue.today())
    if reading.scenario is None:
        return _errors([vars(problem) for problem in reading.problems], 422)
    return write(ANSWERS[name](reading.scenario, books))


def _errors(errors: list[dict[str, str]], status: int) -> Response:
    return JSONResponse({"errors": errors}, status)


def api(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in ANSWERS:
        return PlainTextResponse("not found", 404)
    return _answer(request, name, JSONResponse)


def export(request: Request) -> Response:
    name, _, ending = request.path_params["file"].partition(".")
    if name not in ANSWERS or ending not in exports.FORMATS:
        return PlainTextResponse("not found", 404)
    media_type, text = exports.FORMATS[ending]

    def file(data: dict[str, Any]) -> Response:
        headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
        return Response(text(data), media_type=media_type, headers=headers)

    return _answer(request, name, file)


def healthz(request: Request) -> Response:
    return PlainTextResponse("ok")


def readyz(request: Request) -> Response:
    """Whether the price book loads."""
    try:
        catalogue.price_books()
    except PriceBookError as error:
        return PlainTextResponse(f"price book: {error}", 503)
    return PlainTextResponse("ready")


ROUTES = [
    Route("/api/{name}", api),
    Route("/export/{file}", export),
    Route("/healthz", healthz),
    Route("/readyz", readyz),
]

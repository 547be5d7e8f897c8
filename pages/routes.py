"""The HTTP routes: figures as data and files, computed from the query string; health."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from pages.components import catalogue
from pricing import compare_exports, exports, link
from pricing.compare import compare
from pricing.comparison import Comparison
from pricing.estimate import estimate
from pricing.prices import PriceBookError, PriceBooks
from pricing.scenario import Scenario


class Answer(NamedTuple):
    """What a name in an address is answered with."""

    data: Callable[[Scenario, Comparison, PriceBooks], dict[str, Any]]
    writers: Mapping[str, exports.Writer]


def _estimate(scenario: Scenario, comparison: Comparison, books: PriceBooks) -> dict[str, Any]:
    return exports.estimate_data(estimate(scenario, books), books, catalogue.today())


def _compare(scenario: Scenario, comparison: Comparison, books: PriceBooks) -> dict[str, Any]:
    return compare_exports.compare_data(compare(scenario, comparison, books), comparison, books)


ANSWERS: Mapping[str, Answer] = {
    "estimate": Answer(_estimate, exports.WRITERS),
    "compare": Answer(_compare, compare_exports.WRITERS),
}


def _answer(request: Request, answer: Answer, write: Callable[[dict[str, Any]], Response]) -> Response:
    try:
        books = catalogue.price_books()
    except PriceBookError as error:
        return _errors([{"field": "price book", "value": "", "problem": str(error)}], 503)
    reading = link.parse(request.url.query, books, catalogue.today())
    if reading.scenario is None:
        return _errors([vars(problem) for problem in reading.problems], 422)
    return write(answer.data(reading.scenario, reading.comparison or Comparison(), books))


def _errors(errors: list[dict[str, str]], status: int) -> Response:
    return JSONResponse({"errors": errors}, status)


def api(request: Request) -> Response:
    answer = ANSWERS.get(request.path_params["name"])
    return PlainTextResponse("not found", 404) if answer is None else _answer(request, answer, JSONResponse)


def export(request: Request) -> Response:
    name, _, ending = request.path_params["file"].partition(".")
    answer = ANSWERS.get(name)
    if answer is None or ending not in answer.writers:
        return PlainTextResponse("not found", 404)

    def file(data: dict[str, Any]) -> Response:
        headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
        return Response(answer.writers[ending](data), media_type=exports.MEDIA_TYPES[ending], headers=headers)

    return _answer(request, answer, file)


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

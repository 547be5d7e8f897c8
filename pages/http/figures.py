"""Figures as data and files, computed from the query string."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from pages.components import catalogue
from pages.components.session import without_saved
from pages.http.pages import message
from pages.http.workers import FIGURES
from pricing import compare_exports, exports, link
from pricing.compare import compare
from pricing.comparison import Comparison
from pricing.estimate import estimate
from pricing.prices import PriceBooks
from pricing.scenario import Scenario
from pricing.workbook import workbook

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Answer(NamedTuple):
    """What a name in an address is answered with."""

    data: Callable[[Scenario, Comparison, PriceBooks], dict[str, Any]]
    writers: Mapping[str, exports.Writer]


def _estimate(scenario: Scenario, comparison: Comparison, books: PriceBooks) -> dict[str, Any]:
    return exports.estimate_data(estimate(scenario, books), books, catalogue.today())


def _compare(scenario: Scenario, comparison: Comparison, books: PriceBooks) -> dict[str, Any]:
    return compare_exports.compare_data(compare(scenario, comparison, books), comparison, books, catalogue.today())


ANSWERS: Mapping[str, Answer] = {
    "estimate": Answer(_estimate, exports.WRITERS),
    "compare": Answer(_compare, compare_exports.WRITERS),
}


def read_link(request: Request) -> link.Reading:
    """The plan in an address; raises PriceBookError and SettingError."""
    books = catalogue.checked_books()
    found = link.pairs(request.url.query)
    if isinstance(found, link.Problem):
        return link.Reading(None, (found,))
    return link.read(without_saved(found), books, catalogue.today())


def error_page(reading: link.Reading) -> Response:
    """The problems of a link as a page."""
    return message("This link cannot be used", "; ".join(map(str, reading.problems)), 422)


def _answer(request: Request, write: Callable[[Scenario, Comparison, PriceBooks], Response]) -> Response:
    reading = read_link(request)
    if reading.scenario is None:
        return JSONResponse({"errors": [vars(problem) for problem in reading.problems]}, 422)
    return write(reading.scenario, reading.comparison or Comparison(), catalogue.price_books())


def api(request: Request) -> Response:
    answer = ANSWERS.get(request.path_params["name"])
    if answer is None:
        return PlainTextResponse("not found", 404)
    return _answer(request, lambda *plan: JSONResponse(answer.data(*plan)))


def export(request: Request) -> Response:
    """A file; `estimate.xlsx` is a workbook with live formulas."""
    name, _, ending = request.path_params["file"].partition(".")
    answer = ANSWERS.get(name)
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ending}"'}
    if (name, ending) == ("estimate", "xlsx"):

        def write(scenario: Scenario, comparison: Comparison, books: PriceBooks) -> Response:
            file = workbook(estimate(scenario, books), books, catalogue.today())
            return Response(file, media_type=_XLSX, headers=headers)

    elif answer is not None and ending in answer.writers:

        def write(scenario: Scenario, comparison: Comparison, books: PriceBooks) -> Response:
            text = answer.writers[ending](answer.data(scenario, comparison, books))
            return Response(text, media_type=exports.MEDIA_TYPES[ending], headers=headers)

    else:
        return PlainTextResponse("not found", 404)
    return _answer(request, write)


ROUTES = [Route("/api/{name}", FIGURES.answers(api)), Route("/export/{file}", FIGURES.answers(export))]

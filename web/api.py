"""Figures as data and files, computed from the query string."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from pricing.bill.estimate import estimate
from pricing.compare.table import compare
from pricing.export import (
    assumption_tables,
    comparison_files,
    comparisons,
    decision_lines,
    decisions,
    estimate_files,
    estimates,
    memo,
)
from pricing.export.answers import CompareData, EstimateData
from pricing.export.decide_answers import DecideData
from pricing.export.workbook import workbook
from pricing.prices import PriceBooks
from pricing.scenario import link
from pricing.scenario.faults import Problem
from pricing.scenario.scenario import Scenario
from ui.state import catalogue
from ui.state.address import without_extras
from web.errors import errors_data
from web.html import message
from web.workers import FIGURES

AnswerData = EstimateData | CompareData | DecideData

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


_Data = TypeVar("_Data")


class ApiAnswer(NamedTuple):
    """What a name in an address is answered with."""

    data: Callable[[Scenario, PriceBooks], AnswerData]
    described: type
    """The type of the data."""


def _estimate(scenario: Scenario, books: PriceBooks) -> EstimateData:
    return estimates.estimate_data(estimate(scenario, books), books, catalogue.today())


def _compare(scenario: Scenario, books: PriceBooks) -> CompareData:
    return comparisons.compare_data(compare(scenario, books), books, catalogue.today())


def _decide(scenario: Scenario, books: PriceBooks) -> DecideData:
    return decisions.decide_data(scenario, books, catalogue.today())


ANSWERS: Mapping[str, ApiAnswer] = {
    "estimate": ApiAnswer(_estimate, EstimateData),
    "compare": ApiAnswer(_compare, CompareData),
    "decide": ApiAnswer(_decide, DecideData),
}


def _workbook(scenario: Scenario, books: PriceBooks) -> bytes:
    return workbook(estimate(scenario, books), books, catalogue.today())


def _markdown(scenario: Scenario, books: PriceBooks) -> str:
    return decision_lines.markdown(estimate(scenario, books), books, catalogue.today())


def _memo(scenario: Scenario, books: PriceBooks) -> str:
    return memo.to_markdown(estimate(scenario, books), books, catalogue.today())


class File(NamedTuple):
    """What can be exported."""

    write: Callable[[Scenario, PriceBooks], str | bytes]
    media: str


def _files(
    name: str, data: Callable[[Scenario, PriceBooks], _Data], writers: Mapping[str, Callable[[_Data], str]]
) -> dict[str, File]:
    """The files of an answer, one for each of its writers."""

    def text(write: Callable[[_Data], str]) -> Callable[[Scenario, PriceBooks], str]:
        return lambda scenario, books: write(data(scenario, books))

    return {
        f"{name}.{ending}": File(text(write), estimate_files.MEDIA_TYPES[ending]) for ending, write in writers.items()
    }


FILES: Mapping[str, File] = {
    **_files("estimate", _estimate, estimate_files.WRITERS),
    **_files("compare", _compare, comparison_files.WRITERS),
    "estimate.xlsx": File(_workbook, _XLSX),
    "estimate.md": File(_markdown, estimate_files.MEDIA_TYPES["md"]),
    "memo.md": File(_memo, estimate_files.MEDIA_TYPES["md"]),
    **_files("assumptions", _estimate, {"csv": assumption_tables.to_csv}),
}


def read_link(request: Request) -> link.Reading:
    """The scenario in an address, whose every key is known; raises PriceBookError and SettingError."""
    books = catalogue.checked_books()
    pairs = link.pairs(request.url.query)
    if isinstance(pairs, Problem):
        return link.Reading(None, (pairs,))
    return link.known_keys_only(link.read(without_extras(pairs), books, catalogue.today()))


def error_page(reading: link.Reading, framed_by: Sequence[str] = ()) -> Response:
    """The problems of a link as a page."""
    return message("This link cannot be used", "; ".join(map(str, reading.problems)), 422, framed_by)


def _answer(request: Request, write: Callable[[Scenario, PriceBooks], Response]) -> Response:
    reading = read_link(request)
    if reading.scenario is None:
        return JSONResponse(errors_data(reading.problems), 422)
    return write(reading.scenario, catalogue.price_books())


def api(request: Request) -> Response:
    answer = ANSWERS.get(request.path_params["name"])
    if answer is None:
        return PlainTextResponse("not found", 404)
    return _answer(request, lambda scenario, books: JSONResponse(answer.data(scenario, books)))


def export(request: Request) -> Response:
    """A file; `estimate.xlsx` is a workbook with live formulas."""
    name = request.path_params["file"]
    file = FILES.get(name)
    if file is None:
        return PlainTextResponse("not found", 404)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return _answer(
        request, lambda scenario, books: Response(file.write(scenario, books), media_type=file.media, headers=headers)
    )


ROUTES = [Route("/api/{name}", FIGURES.answers(api)), Route("/export/{file}", FIGURES.answers(export))]

"""Figures as data and files, computed from the query string."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeVar

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from pricing.bill.estimate import estimate
from pricing.compare.table import compare
from pricing.export import (
    assumption_tables,
    comparison_book,
    comparison_files,
    comparisons,
    decision_lines,
    decisions,
    estimate_files,
    estimates,
    memo,
)
from pricing.export.answers import EstimateData
from pricing.export.compare_answers import CompareData
from pricing.export.decide_answers import DecideData
from pricing.export.file_text import CsvForm, FileTerms
from pricing.export.workbook import MEDIA_TYPE as XLSX
from pricing.export.workbook import workbook
from pricing.prices import PriceBooks
from pricing.saved import Saved
from pricing.scenario import in_words, link
from pricing.scenario.faults import Problem, shortened
from pricing.scenario.link import Pairs
from pricing.scenario.messages import one_of, takes
from pricing.scenario.scenario import Scenario
from pricing.wording import figures
from pricing.wording.figures import USD
from pricing.wording.messages import words
from ui.state import catalogue
from ui.state.address import EXTRAS, LANGUAGE, without_extras
from web import messages
from web.errors import answer, errors_data
from web.file_terms import FormReading, file_name, file_terms, read_form, saved_beside
from web.html import message
from web.slide import slide
from web.workers import FIGURES, picklable

AnswerData = EstimateData | CompareData | DecideData


_Data = TypeVar("_Data")


class ApiAnswer(NamedTuple):
    """The answer of one name below `/api`."""

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


_Write = Callable[[Scenario, PriceBooks, FileTerms], str | bytes]


def _workbook(scenario: Scenario, books: PriceBooks, terms: FileTerms) -> bytes:
    return workbook(estimate(scenario, books), books, catalogue.today(), terms=terms)


def _comparison_workbook(scenario: Scenario, books: PriceBooks, terms: FileTerms) -> bytes:
    return comparison_book.workbook(compare(scenario, books), books, catalogue.today(), terms)


def _markdown(scenario: Scenario, books: PriceBooks, terms: FileTerms) -> str:
    return decision_lines.markdown(estimate(scenario, books), books, catalogue.today(), terms)


def _memo(scenario: Scenario, books: PriceBooks, terms: FileTerms) -> str:
    return memo.to_markdown(estimate(scenario, books), books, catalogue.today(), terms)


class ExportFile(NamedTuple):
    """A file that can be exported."""

    write: _Write
    media: str


def _files(
    name: str, data: Callable[[Scenario, PriceBooks], _Data], writers: Mapping[str, Callable[[_Data, FileTerms], str]]
) -> dict[str, ExportFile]:
    """The files of an answer, one for each of its writers."""

    def text(write: Callable[[_Data, FileTerms], str]) -> _Write:
        return lambda scenario, books, terms: write(data(scenario, books), terms)

    return {
        f"{name}.{ending}": ExportFile(text(write), estimate_files.MEDIA_TYPES[ending])
        for ending, write in writers.items()
    }


FILES: Mapping[str, ExportFile] = {
    **_files("estimate", _estimate, estimate_files.WRITERS),
    **_files("compare", _compare, comparison_files.WRITERS),
    "estimate.xlsx": ExportFile(_workbook, XLSX),
    "compare.xlsx": ExportFile(_comparison_workbook, XLSX),
    "estimate.md": ExportFile(_markdown, estimate_files.MEDIA_TYPES["md"]),
    "memo.md": ExportFile(_memo, estimate_files.MEDIA_TYPES["md"]),
    "slide.png": ExportFile(slide, "image/png"),
    **_files("assumptions", _estimate, {"csv": assumption_tables.to_csv}),
}


def unknown_name(request: Request, names: Iterable[str]) -> Response:
    """The answer for an address whose last part is not one of these names."""
    problem = Problem("address", shortened(request.url.path), takes(one_of(tuple(names))))
    return answer(request, 404, problem, messages.NOT_FOUND)


def read_link(request: Request) -> link.Reading:
    """The scenario in an address, whose every key is known; raises PriceBookError and SettingError.

    What is written of it afterwards is in its currency.
    """
    pairs = link.pairs(request.url.query)
    return link.Reading(None, (pairs,)) if isinstance(pairs, Problem) else _read(pairs)


def _read(pairs: Pairs) -> link.Reading:
    books = catalogue.checked_books()
    reading = link.known_keys_only(link.read(without_extras(pairs), books, catalogue.today()))
    if repeated := link.repeated(pairs, (*EXTRAS, LANGUAGE).__contains__):
        reading = link.Reading(None, (*repeated, *reading.problems))
    figures.count_in(USD if reading.scenario is None else reading.scenario.currency)
    return reading


def error_page(reading: link.Reading, framed_by: Sequence[str] = ()) -> Response:
    """The problems of a link as a page."""
    return message(words(messages.link_not_usable()), in_words.in_a_row(map(str, reading.problems)), 422, framed_by)


def api(request: Request) -> Response:
    answer = ANSWERS.get(request.path_params["name"])
    if answer is None:
        return unknown_name(request, ANSWERS)
    reading = read_link(request)
    if reading.scenario is None:
        return JSONResponse(errors_data(reading.problems), 422)
    return JSONResponse(answer.data(reading.scenario, catalogue.price_books()))


async def export(request: Request) -> Response:
    """A file, named after its plan; `estimate.xlsx` is a workbook with live formulas."""
    if request.path_params["file"] not in FILES:
        return unknown_name(request, FILES)
    saved = await saved_beside(request)
    return await FIGURES.run(request, partial(_exported, picklable(request), saved))


def _exported(request: Request, saved: Saved | None) -> Response:
    name: str = request.path_params["file"]
    pairs = link.pairs(request.url.query)
    if isinstance(pairs, Problem):
        return JSONResponse(errors_data([pairs]), 422)
    form = FormReading(CsvForm(), (), pairs)
    if name.endswith(".csv"):
        form = read_form(pairs)
    reading = _read(form.others)
    problems = (*form.problems, *reading.problems)
    if problems or reading.scenario is None:
        return JSONResponse(errors_data(problems), 422)
    page = "/compare" if name.startswith("compare.") else "/"
    terms = file_terms(request, reading.scenario, saved, page, form.form)
    file = FILES[name]
    return Response(
        file.write(reading.scenario, catalogue.price_books(), terms),
        media_type=file.media,
        headers={"Content-Disposition": file_name(name, reading.scenario, saved)},
    )


ROUTES = [Route("/api/{name}", FIGURES.answers(api)), Route("/export/{file}", export)]

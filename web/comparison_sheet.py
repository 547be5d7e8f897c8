"""`/print/compare?<scenario>`: the comparison on A4 sheets, with the recommendation."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pricing.bill.estimate import own_lines
from pricing.compare.advice import advise, without_advice
from pricing.compare.live import cheapest_live
from pricing.compare.messages import WITHOUT_OWN_COSTS
from pricing.compare.opening import compared
from pricing.compare.table import compare
from pricing.export import assumption_tables, comparison_book
from pricing.export.comparison_book import messages
from pricing.export.estimates import scenario_data
from pricing.export.messages import of_plan
from pricing.saved import Saved
from pricing.wording.messages import words
from ui.state import catalogue
from web.api import error_page, read_link, unknown_name
from web.file_terms import file_terms, saved_beside
from web.html import page
from web.print_sheet import book_line
from web.workers import FIGURES, picklable


async def sheet(request: Request) -> Response:
    """`/print/compare?<scenario>`: the services, the recommendation, and all assumptions."""
    saved = await saved_beside(request)
    return await FIGURES.run(request, partial(_sheet, picklable(request), saved))


def _sheet(request: Request, saved: Saved | None) -> Response:
    reading = read_link(request)
    if reading.scenario is None:
        return error_page(reading)
    books, today = catalogue.price_books(), catalogue.today()
    table = compare(compared(reading.scenario, books, today), books)
    live = cheapest_live(table, books, today)
    advice = advise(table, live, books, today)
    texts = without_advice(table, live, books, today) if advice is None else [*advice.because, *advice.gives_up]
    if own_lines(table.scenario):
        texts = [*texts, WITHOUT_OWN_COSTS]
    terms = file_terms(request, reading.scenario, saved, "/compare")
    return page(
        "comparison.html",
        title=words(of_plan(terms.name, comparison_book.title(table))),
        note=terms.note,
        recommended="" if advice is None else words(advice.headline),
        because=list(map(words, texts)),
        services_title=words(messages.SERVICES),
        services=[
            list(map(words, messages.HEADS)),
            *(line.cells for line in comparison_book.service_lines(table, books, today)),
        ],
        assumptions_title=words(messages.ASSUMPTIONS),
        assumptions=assumption_tables.tables(scenario_data(table.scenario), books.model_names),
        price_book=book_line(books),
        address=terms.link,
    )


def no_sheet(request: Request) -> Response:
    """The answer to an address below `/print/` that is not a sheet."""
    return unknown_name(request, ("estimate", "memo", "compare"))


ROUTES = [Route("/print/compare", sheet), Route("/print/{name}", no_sheet)]

"""`/embed/<id>`: a saved scenario in a frame on another site that `PLANNER_EMBED` names."""

from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pricing import settings
from pricing.bill.estimate import estimate
from pricing.bill.forecast import forecast
from pricing.saved import Saved
from pricing.scenario.scenario import Scenario
from pricing.wording import figures
from pricing.wording.messages import words
from ui.state import catalogue
from web import messages
from web.api import error_page
from web.html import base_address, message, page
from web.print_sheet import about, book_line, months_tables, workloads_table
from web.short_links import planner_address, requested_scenario
from web.summary import summary
from web.workers import FIGURES


async def embed(request: Request) -> Response:
    """The page of the frame. Raises SettingError, PriceBookError and StoreDown."""
    sites = settings.embed()
    if not sites:
        return message(words(messages.not_shown_here()), words(messages.no_frames()), 404)
    saved = await requested_scenario(request, sites)
    if not isinstance(saved, Saved):
        return saved
    reading = catalogue.read_query(saved.revision.query)
    scenario = reading.scenario
    if scenario is None:
        return error_page(reading, sites)
    address = f"{base_address(request) or ''}{planner_address(saved)}"
    with figures.in_currency(scenario.currency):
        return await FIGURES.run(request, partial(_shown, saved.name, scenario, address, sites))


def _shown(name: str, scenario: Scenario, address: str, sites: tuple[str, ...]) -> Response:
    books, today = catalogue.price_books(), catalogue.today()
    whole = estimate(scenario, books)
    months = forecast(whole)
    shown = summary(whole, months, books, today)
    return page(
        "embed.html",
        framed_by=sites,
        title=name,
        shown=shown,
        workloads=workloads_table(whole),
        months=months_tables(months),
        about=about(whole, months),
        price_book=book_line(books),
        address=address,
    )


ROUTES = [Route("/embed/{id}", embed)]

"""`/embed/<id>`: a saved scenario for a frame on another site, where `PLANNER_EMBED` names that site."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pricing import settings
from pricing.bill.estimate import estimate
from pricing.bill.forecast import forecast
from pricing.decide.spread import spread
from pricing.decide.sureness import messages as sure_messages
from pricing.explain.notices import notices
from pricing.saved import Saved
from pricing.scenario import in_words
from pricing.scenario.scenario import Scenario
from pricing.wording import figures, messages
from ui.drawing import claims
from ui.drawing.months_svg import months_drawing
from ui.state import catalogue
from web.api import error_page
from web.html import base_address, message, page
from web.print_sheet import about, book_line, months_tables, workloads_table
from web.short_links import in_planner, named
from web.workers import FIGURES


async def embed(request: Request) -> Response:
    """Raises SettingError, PriceBookError and StoreDown."""
    sites = settings.embed()
    if not sites:
        return message("Not shown here", "This planner lets no other site show what is saved in it.", 404)
    saved = await named(request, sites)
    if not isinstance(saved, Saved):
        return saved
    reading = catalogue.read_query(saved.revision.query)
    scenario = reading.scenario
    if scenario is None:
        return error_page(reading, sites)
    address = f"{base_address(request) or ''}{in_planner(saved)}"
    with figures.in_currency(scenario.currency):
        return await FIGURES.run(request, lambda: _shown(saved.name, scenario, address, sites))


def _shown(name: str, scenario: Scenario, address: str, sites: tuple[str, ...]) -> Response:
    books, today = catalogue.price_books(), catalogue.today()
    whole = estimate(scenario, books)
    months = forecast(whole)
    budget = None if scenario.budget is None else float(scenario.budget)
    kept = sure_messages.within_budget(scenario, months, spread(whole, books))
    return page(
        "embed.html",
        framed_by=sites,
        title=name,
        month=claims.monthly(whole, months),
        budget="" if kept is None else messages.words(kept),
        subtitle=f"{claims.subject(whole)}, {claims.volume(scenario)}.",
        chart=months_drawing(months, [workload.name for workload in scenario.workloads], budget),
        workloads=workloads_table(whole),
        months=months_tables(months),
        warnings=[messages.words(notice.message) for notice in notices(whole, books, today)] + about(whole, months),
        prices=f"Prices of {in_words.priced_at(scenario)}.",
        price_book=book_line(books),
        address=address,
    )


ROUTES = [Route("/embed/{id}", embed)]

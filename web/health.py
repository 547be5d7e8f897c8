"""Health checks: `/healthz` (the process runs) and `/readyz` (it can answer)."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pricing import settings
from pricing.saved import StoreDown
from pricing.scenario.fields import FIELDS
from pricing.wording.messages import words
from ui.state import catalogue, visitor
from web import messages
from web.workers import READINESS


async def healthz(request: Request) -> Response:
    """Answer in the event loop, so that it waits for no worker."""
    return PlainTextResponse("ok")


def readyz(request: Request) -> Response:
    """Check that settings, price book and the day are usable, the database answers and the secret of owners is usable.

    Raises SettingError, PriceBookError and StoreDown, which are answered as on every route.
    """
    books, today = catalogue.checked_books(), catalogue.today()
    first = books.listed.entries[str(FIELDS["model"].start)]
    if today < first.first_priced:
        problem = messages.before_all_prices(today, first.first_priced, first.model.name)
        return PlainTextResponse(f"{settings.today.names[0]}: {words(problem)}", 503)
    catalogue.store().healthy()
    try:
        visitor.check_secret()
    except StoreDown as error:
        return PlainTextResponse(f"cookies: {error}", 503)
    return PlainTextResponse("ready")


ROUTES = [Route("/healthz", healthz), Route("/readyz", READINESS.answers(readyz))]

"""Whether the process runs, and whether it can do its work."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pricing.saved import StoreDown
from ui.state import catalogue, visitor
from web.workers import READINESS


async def healthz(request: Request) -> Response:
    """Answered without a thread, so that it waits for nothing."""
    return PlainTextResponse("ok")


def readyz(request: Request) -> Response:
    """Whether settings and price book can be used, the database answers and owners can be told from each other.

    Raises SettingError, PriceBookError and StoreDown, which are answered as on every route.
    """
    catalogue.checked_books()
    catalogue.store().healthy()
    try:
        visitor.check_secret()
    except StoreDown as error:
        return PlainTextResponse(f"cookies: {error}", 503)
    return PlainTextResponse("ready")


ROUTES = [Route("/healthz", healthz), Route("/readyz", READINESS.answers(readyz))]

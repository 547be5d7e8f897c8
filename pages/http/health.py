"""Whether the process runs, and whether it can do its work."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pages.components import catalogue, visitor
from pricing.prices import PriceBookError
from pricing.saved import StoreDown


async def healthz(request: Request) -> Response:
    return PlainTextResponse("ok")


def readyz(request: Request) -> Response:
    """Whether the price book loads, the database answers and owners can be told from each other."""
    try:
        catalogue.price_books()
        catalogue.store().healthy()
    except PriceBookError as error:
        return PlainTextResponse(f"price book: {error}", 503)
    except StoreDown as error:
        return PlainTextResponse(f"database: {error}", 503)
    try:
        visitor.check()
    except StoreDown as error:
        return PlainTextResponse(f"cookies: {error}", 503)
    return PlainTextResponse("ready")


ROUTES = [Route("/healthz", healthz), Route("/readyz", readyz)]

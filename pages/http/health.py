"""Whether the process runs, and whether it can do its work."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from pages.components import catalogue
from pricing.prices import PriceBookError
from pricing.saved import StoreDown


def healthz(request: Request) -> Response:
    return PlainTextResponse("ok")


def readyz(request: Request) -> Response:
    """Whether the price book loads and the database answers."""
    try:
        catalogue.price_books()
        catalogue.store().healthy()
    except PriceBookError as error:
        return PlainTextResponse(f"price book: {error}", 503)
    except StoreDown as error:
        return PlainTextResponse(f"database: {error}", 503)
    return PlainTextResponse("ready")


ROUTES = [Route("/healthz", healthz), Route("/readyz", readyz)]

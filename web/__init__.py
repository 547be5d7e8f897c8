"""The HTTP routes and middleware beside the pages."""

from starlette.middleware import Middleware

from compat import websocket
from web import (
    addresses,
    api,
    comparison_sheet,
    compression,
    descriptors,
    embed,
    errors,
    first_figure,
    health,
    language,
    middleware,
    openapi,
    print_sheet,
    reference,
    short_links,
    sign_in,
    tools,
    upload_limits,
)

ROUTES = [
    *embed.ROUTES,
    *api.ROUTES,
    *health.ROUTES,
    *openapi.ROUTES,
    *reference.ROUTES,
    *short_links.ROUTES,
    *first_figure.ROUTES,
    *print_sheet.ROUTES,
    *comparison_sheet.ROUTES,
    *sign_in.ROUTES,
    *tools.ROUTES,
]
MIDDLEWARE = [
    *compression.MIDDLEWARE,
    *middleware.MIDDLEWARE,
    *upload_limits.MIDDLEWARE,
    *descriptors.MIDDLEWARE,
    *sign_in.MIDDLEWARE,
    *websocket.MIDDLEWARE,
    *language.MIDDLEWARE,
    *first_figure.MIDDLEWARE,
    Middleware(addresses.UnknownAddresses, routes=ROUTES),
]
EXCEPTION_HANDLERS = errors.HANDLERS

__all__ = ["EXCEPTION_HANDLERS", "MIDDLEWARE", "ROUTES"]

"""The HTTP routes and middleware beside the pages."""

from starlette.middleware import Middleware

from compat import callbacks, descriptors, first_action
from web import (
    api,
    compression,
    embed,
    errors,
    health,
    html,
    middleware,
    openapi,
    print_sheet,
    reference,
    short_links,
    sign_in,
    small_copies,
    tools,
)

ROUTES = [
    *embed.ROUTES,
    *api.ROUTES,
    *health.ROUTES,
    *openapi.ROUTES,
    *reference.ROUTES,
    *short_links.ROUTES,
    *print_sheet.ROUTES,
    *sign_in.ROUTES,
    *tools.ROUTES,
]
MIDDLEWARE = [
    *small_copies.MIDDLEWARE,
    *compression.MIDDLEWARE,
    *middleware.MIDDLEWARE,
    Middleware(descriptors.RefuseWhenFull, answer=html.no_room),
    *sign_in.MIDDLEWARE,
    *first_action.MIDDLEWARE,
    *callbacks.MIDDLEWARE,
]
EXCEPTION_HANDLERS = errors.HANDLERS

__all__ = ["EXCEPTION_HANDLERS", "MIDDLEWARE", "ROUTES"]

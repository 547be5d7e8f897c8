"""The HTTP routes and middleware beside the pages."""

from pages.http import (
    callbacks,
    compression,
    copies,
    descriptors,
    embed,
    errors,
    figures,
    health,
    lost,
    middleware,
    openapi,
    reference,
    saved,
    sheet,
    sign_in,
    tools,
)

ROUTES = [
    *embed.ROUTES,
    *figures.ROUTES,
    *health.ROUTES,
    *openapi.ROUTES,
    *reference.ROUTES,
    *saved.ROUTES,
    *sheet.ROUTES,
    *sign_in.ROUTES,
    *tools.ROUTES,
]
MIDDLEWARE = [
    *copies.MIDDLEWARE,
    *compression.MIDDLEWARE,
    *middleware.MIDDLEWARE,
    *descriptors.MIDDLEWARE,
    *sign_in.MIDDLEWARE,
    *lost.MIDDLEWARE,
    *callbacks.MIDDLEWARE,
]
EXCEPTION_HANDLERS = errors.HANDLERS

__all__ = ["EXCEPTION_HANDLERS", "MIDDLEWARE", "ROUTES"]

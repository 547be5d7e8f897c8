"""The HTTP routes and middleware beside the pages."""

from pages.http import (
    callbacks,
    compression,
    descriptors,
    errors,
    figures,
    health,
    lost,
    middleware,
    saved,
    sheet,
    sign_in,
)

ROUTES = [*figures.ROUTES, *health.ROUTES, *saved.ROUTES, *sheet.ROUTES, *sign_in.ROUTES]
MIDDLEWARE = [*compression.MIDDLEWARE, *middleware.MIDDLEWARE, *descriptors.MIDDLEWARE, *sign_in.MIDDLEWARE,
              *lost.MIDDLEWARE, *callbacks.MIDDLEWARE]  # fmt: skip
EXCEPTION_HANDLERS = errors.HANDLERS

__all__ = ["EXCEPTION_HANDLERS", "MIDDLEWARE", "ROUTES"]

"""The HTTP routes and middleware beside the pages."""

from pages.http import (
    callbacks,
    compression,
    copies,
    descriptors,
    errors,
    figures,
    first_figure,
    health,
    lost,
    middleware,
    saved,
    sheet,
    sign_in,
)

ROUTES = [*figures.ROUTES, *health.ROUTES, *saved.ROUTES, *sheet.ROUTES, *sign_in.ROUTES]
MIDDLEWARE = [
    *copies.MIDDLEWARE, *compression.MIDDLEWARE, *middleware.MIDDLEWARE, *descriptors.MIDDLEWARE, *sign_in.MIDDLEWARE,
    *first_figure.MIDDLEWARE, *lost.MIDDLEWARE, *callbacks.MIDDLEWARE,
]  # fmt: skip
EXCEPTION_HANDLERS = errors.HANDLERS

__all__ = ["EXCEPTION_HANDLERS", "MIDDLEWARE", "ROUTES"]

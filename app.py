"""What `streamlit run app.py` starts: the dashboard, the HTTP routes and the middleware."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import streamlit as st

from pages.components import catalogue
from pages.http import EXCEPTION_HANDLERS, MIDDLEWARE, ROUTES, descriptors, logs
from pricing.prices import PriceBookError
from pricing.saved import Store, StoreDown


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Before the first visitor, read the prices; beside the first, remove for good what was deleted long ago."""
    descriptors.raise_limit()
    with suppress(PriceBookError):
        catalogue.price_books()
    purge = asyncio.create_task(asyncio.to_thread(_purge, catalogue.store()))
    yield
    await asyncio.wait({purge})


def _purge(store: Store) -> None:
    with suppress(StoreDown):
        store.purge()


logs.keep_short()
app = st.App(
    "pages/navigation.py",
    routes=ROUTES,
    middleware=MIDDLEWARE,
    exception_handlers=EXCEPTION_HANDLERS,
    lifespan=lifespan,
)

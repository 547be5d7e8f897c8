"""What `streamlit run app.py` starts: the dashboard, the HTTP routes and the middleware."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import streamlit as st
from starlette.concurrency import run_in_threadpool

from pages.components import catalogue
from pages.http import MIDDLEWARE, ROUTES
from pricing.prices import PriceBookError
from pricing.saved import StoreDown


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Before the first visitor: read the prices, and remove for good what was deleted long ago."""
    with suppress(PriceBookError):
        catalogue.price_books()
    with suppress(StoreDown):
        await run_in_threadpool(catalogue.store().purge)
    yield


app = st.App("pages/navigation.py", routes=ROUTES, middleware=MIDDLEWARE, lifespan=lifespan)

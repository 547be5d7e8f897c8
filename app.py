"""What `streamlit run app.py` starts: the dashboard, the HTTP routes and the middleware."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import streamlit as st

from pages.components import catalogue
from pages.components.settings import SettingError
from pages.http import EXCEPTION_HANDLERS, MIDDLEWARE, ROUTES, descriptors, logs
from pricing.prices import PriceBookError
from pricing.saved import StoreDown

_SWITCH = 0.0005
"""Seconds that a thread computes before another may, a tenth of Python's own: messages do not wait for work."""


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Before the first visitor, read the prices; beside the first, remove for good what was deleted long ago."""
    descriptors.raise_limit()
    sys.setswitchinterval(_SWITCH)
    with suppress(PriceBookError):
        catalogue.price_books()
    purge = asyncio.create_task(asyncio.to_thread(_purge))
    yield
    await asyncio.wait({purge})


def _purge() -> None:
    with suppress(StoreDown, SettingError):
        catalogue.store().purge()


logs.keep_short()
app = st.App(
    "pages/navigation.py",
    routes=ROUTES,
    middleware=MIDDLEWARE,
    exception_handlers=EXCEPTION_HANDLERS,
    lifespan=lifespan,
)

"""What `streamlit run app.py` starts: the dashboard, the HTTP routes and the middleware."""

import asyncio
import gc
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from importlib import import_module

import streamlit as st

from compat import session_files
from compat.connection import shorten_logs
from compat.page_runs import gather_messages, keep_component_values, read_theme_once
from compat.request_timeouts import limit_requests
from pricing.prices import PriceBookError
from pricing.saved import StoreDown
from pricing.settings import SettingError
from pricing.wording import figures
from ui import button_table, first_ways, menu
from ui.drawing import chart
from ui.panel import panel
from ui.state import catalogue, readers_language
from web import EXCEPTION_HANDLERS, MIDDLEWARE, ROUTES, descriptors, figure_process, small_copies, tools

_SWITCH = 0.0005
"""Seconds after which a computing thread lets another run, a tenth of Python's default: messages come in time."""


@asynccontextmanager
async def lifespan(app: st.App) -> AsyncIterator[None]:
    """Read the prices before the first request; then, in the background, remove for good what was deleted long ago,
    and write compressed copies of the page's files.

    The MCP server starts with its first request, and stops with the planner.
    """
    descriptors.raise_limit()
    sys.setswitchinterval(_SWITCH)
    with suppress(PriceBookError):
        catalogue.price_books()
    panel.declare()
    menu.declare()
    first_ways.declare()
    chart.declare()
    button_table.declare()
    _settle()
    purge = asyncio.create_task(asyncio.to_thread(_purge))
    async with figure_process.beside(), small_copies.beside(), tools.running(), session_files.deleting_abandoned():
        yield
    await asyncio.wait({purge})


def _settle() -> None:
    """Import what the pages draw with, and exempt all objects that exist by then from garbage collection.

    They live as long as the process. Each full collection of them would stop all threads for 0.2 seconds.
    """
    import_module("pages.compare.graphs.compare_charts")
    gc.collect()
    gc.freeze()


def _purge() -> None:
    with suppress(StoreDown, SettingError):
        catalogue.store().purge()


shorten_logs()
limit_requests()
gather_messages(drawn_first=chart.NAME)
read_theme_once()
keep_component_values()
figures.find_reader_by(readers_language.of_visitor)
app = st.App(
    "pages/navigation.py",
    routes=ROUTES,
    middleware=MIDDLEWARE,
    exception_handlers=EXCEPTION_HANDLERS,
    lifespan=lifespan,
)

"""The price books, the day and the saved scenarios, shared by the pages and the routes of one process."""

import datetime as dt
from functools import cache

import streamlit as st
from streamlit.errors import StreamlitSecretNotFoundError

from pages.components import settings
from pricing import link
from pricing.prices import PriceBooks, load
from pricing.saved import Store, engine_for


@cache
def price_books() -> PriceBooks:
    """The price books, read once per process; raises PriceBookError, and reads again next time."""
    return load()


def checked_books() -> PriceBooks:
    """The price books, where every setting can be used too; raises SettingError and PriceBookError."""
    settings.check()
    return price_books()


def today() -> dt.date:
    """The present day (UTC), or the one that `PLANNER_TODAY` fixes; raises SettingError."""
    return settings.fixed_day() or dt.datetime.now(dt.UTC).date()


def read(query: str) -> link.Reading:
    """A stored link: its scenario and its comparison, or why this planner cannot read it."""
    return link.parse(query, price_books(), today())


@cache
def store() -> Store:
    """Saved scenarios in the database of DATABASE_URL (environment or secrets), or in the user's data folder.

    Raises SettingError.
    """
    return Store(engine_for(_secret("DATABASE_URL")), most=settings.most_saved())


def _secret(key: str) -> str | None:
    try:
        return str(st.secrets[key]) if key in st.secrets else None
    except StreamlitSecretNotFoundError:
        return None

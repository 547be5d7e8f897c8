"""The price books, the day and the saved scenarios, shared by the pages and the routes of one process."""

import datetime as dt
from functools import cache

import streamlit as st

from pricing import settings
from pricing.prices import PriceBooks, load
from pricing.saved import Store, StoreDown, engine_for
from pricing.saved.messages import setting_not_usable
from pricing.scenario import link


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
    return settings.today() or dt.datetime.now(dt.UTC).date()


def read_query(query: str) -> link.Reading:
    """The scenario and comparison of a stored link, or its problems."""
    return link.parse(query, price_books(), today())


@cache
def store() -> Store:
    """The saved scenarios, in the database of PLANNER_DATABASE (environment or secrets), or in the user's data folder.

    Raises StoreDown if the address of the database cannot be used, and SettingError.
    """
    # Streamlit copies the top level of its secrets into the environment, and overwrites what is there.
    st.secrets.load_if_toml_exists()
    try:
        engine = engine_for()
    except settings.SettingError as error:
        raise StoreDown.because(setting_not_usable(str(error))) from None
    return Store(engine, most=settings.most_saved())

"""The price books and the day, shared by the pages and the routes of one process."""

import datetime as dt
import os
from functools import cache

from pricing.prices import PriceBooks, load


@cache
def price_books() -> PriceBooks:
    """The price books, read once per process; raises PriceBookError, and reads again next time."""
    return load()


def today() -> dt.date:
    """The present day (UTC), or the one that `PLANNER_TODAY` fixes."""
    fixed = os.environ.get("PLANNER_TODAY")
    return dt.date.fromisoformat(fixed) if fixed else dt.datetime.now(dt.UTC).date()

"""Saved scenarios: named, with a note, tags and every revision, in SQLite or PostgreSQL.

`Store(engine_for())` is all that a page needs; `link` reads the query that a revision holds.
"""

from pricing.saved.actuals import Actuals
from pricing.saved.engine import engine_for
from pricing.saved.errors import DeletedSince, LimitError, NotFound, StoreDown
from pricing.saved.migrate import migrate
from pricing.saved.records import ActualMonth, Draft, Page, Revised, Revision, Saved
from pricing.saved.store import Store

__all__ = [
    "ActualMonth",
    "Actuals",
    "DeletedSince",
    "Draft",
    "LimitError",
    "NotFound",
    "Page",
    "Revised",
    "Revision",
    "Saved",
    "Store",
    "StoreDown",
    "engine_for",
    "migrate",
]

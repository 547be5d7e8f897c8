"""Saved scenarios: named, with a note, tags and every revision, in SQLite or PostgreSQL.

`Store(engine_for())` opens the store; `pricing.scenario.link` reads the query of a revision.
"""

from pricing.saved.billed_months import Actuals
from pricing.saved.engine import engine_for, migrate
from pricing.saved.errors import DeletedSince, LimitError, NotFound, StoreDown
from pricing.saved.saved_scenario import ActualMonth, Draft, Page, Revised, Revision, Saved
from pricing.saved.store import Store
from pricing.saved.validation import split_tags, words_of

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
    "split_tags",
    "words_of",
]

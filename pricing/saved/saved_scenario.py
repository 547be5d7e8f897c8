"""What goes into the store and what comes out of it; all immutable, all times in UTC."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pricing.prices.revision import BookRevision
from pricing.values.month import Month

Page = Literal["plan", "compare"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A scenario about to be saved, for the first time or as a revision."""

    name: str = ""
    """Name, note and tags are of the first save; a revision leaves those of its scenario as they are."""
    note: str = ""
    tags: tuple[str, ...] = ()
    page: Page = "plan"
    query: str
    """The canonical scenario link, without a leading question mark."""
    per_month: Decimal | None
    """USD a month as the page shows it now; None where the scenario has no price."""
    changed: str = ""
    """What its owner says changed since the revision before; of a first save, what is said of the copied revision."""
    price_book: BookRevision | None = None
    """The state of the price book that the cost was made with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One state of a saved scenario; never changed."""

    number: int
    """Counts from 1."""
    query: str
    per_month: Decimal | None
    """USD a month at the time of saving."""
    page: Page
    """Where it was saved, and where it opens."""
    saved_at: dt.datetime
    link_version: str
    changed: str
    """What its owner says changed since the one before; maybe nothing."""
    price_book: BookRevision | None = None
    """The state of the price book that the cost was made with; None where it was not kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """A saved scenario at one of its revisions."""

    id: str
    owner: str
    name: str
    note: str
    tags: tuple[str, ...]
    created: dt.datetime
    archived: bool
    team: bool
    """Whether everybody in the team finds it."""
    actuals_shared: bool
    """Whether whoever opens it sees what was billed, too."""
    deleted_at: dt.datetime | None
    newest: int
    """The number of the newest revision."""
    revision: Revision
    """The revision that was asked for."""


@dataclass(frozen=True, slots=True)
class Revised:
    """A revision that was added."""

    saved: Saved
    others: bool
    """Whether another revision came in between, which the user had not seen; it is kept in the history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActualMonth:
    """What was billed, or used, in a month of one model and kind: a sum, nothing of a single request."""

    source: str
    """What it was read from, like the name of a format; one source's months replace its own."""
    month: Month
    model: str
    """In the words of the source."""
    kind: str
    """What was counted, like `image_output`."""
    quantity: Decimal | None
    """None where the source has no count."""
    cost: Decimal | None
    """None where the source has no cost."""
    currency: str
    """Three letters; empty where there is no cost."""

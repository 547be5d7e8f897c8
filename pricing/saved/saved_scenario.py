"""The values that the store takes and returns; all are immutable, and all times are in UTC."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pricing.prices.revision import BookRevision
from pricing.values.month import Month

Page = Literal["plan", "compare"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A scenario to be saved, as a new one or as a revision."""

    name: str = ""
    """Name, note and tags are used for a new scenario; a revision does not change them."""
    note: str = ""
    tags: tuple[str, ...] = ()
    page: Page = "plan"
    query: str
    """The canonical scenario link, without a leading question mark."""
    per_month: Decimal | None
    """USD a month as the page shows it now; None if the scenario has no price."""
    changed: str = ""
    """The owner's note on what changed since the revision before; for a copy, the note of the copied revision."""
    price_book: BookRevision | None = None
    """The revision of the price book with which the cost was computed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One state of a saved scenario; never changed."""

    number: int
    """The number of the revision, from 1."""
    query: str
    per_month: Decimal | None
    """USD a month at the time of saving."""
    page: Page
    """The page on which it was saved and opens again."""
    saved_at: dt.datetime
    link_version: str
    changed: str
    """The owner's note on what changed since the revision before; may be empty."""
    price_book: BookRevision | None = None
    """The revision of the price book with which the cost was computed; None if it was not stored."""


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
    """Whether it is listed for everybody in the team."""
    actuals_shared: bool
    """Whether everyone who opens it also sees what was billed."""
    deleted_at: dt.datetime | None
    newest: int
    """The number of the newest revision."""
    revision: Revision
    """The requested revision."""


@dataclass(frozen=True, slots=True)
class Revised:
    """A revision that was added."""

    saved: Saved
    others: bool
    """Whether other revisions were added that the user had not seen; they stay in the history."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActualMonth:
    """The sum of what was billed or used in a month, for one model and kind; nothing of a single request."""

    source: str
    """Where it was read from, like the name of a format. Months of a source replace earlier ones of the same source."""
    month: Month
    model: str
    """The model as the source writes it."""
    kind: str
    """What was counted, like `image_output`."""
    quantity: Decimal | None
    """None if the source has no count."""
    cost: Decimal | None
    """None if the source has no cost."""
    currency: str
    """ISO 4217 code; empty if there is no cost."""

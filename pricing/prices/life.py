"""The time in which a model can be bought.

The ends are always looked up in the list prices, as the guide's book knows nothing later than its own day.
"""

import datetime as dt
from collections.abc import Iterable

from pricing.prices import PriceBooks
from pricing.values.month import Month


def end_of_life(model: str, books: PriceBooks) -> dt.date | None:
    """The first day on which a model can no longer be bought; None if no end is known."""
    entry = books.listed.entries.get(model)
    return None if entry is None else entry.model.life.shut_down


def first_end(models: Iterable[str], books: PriceBooks) -> dt.date | None:
    """The first day on which one of some models can no longer be bought; None if no end is known."""
    return min((end for model in models if (end := end_of_life(model, books))), default=None)


def gone(end: dt.date | None, today: dt.date) -> bool:
    """Whether a model with an end can no longer be bought today."""
    return end is not None and end <= today


def sold_in(end: dt.date | None, month: Month) -> bool:
    """Whether a model with an end can be bought on the first day of a month."""
    return end is None or month.first_day < end


def lives_until(end: dt.date | None, month: Month) -> bool:
    """Whether a model with an end can be bought until a month begins."""
    return end is None or end >= month.first_day

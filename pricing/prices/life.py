"""When a model can be bought.

The list knows, whichever book prices a plan: a fixed book ends on its own day and knows of nothing later.
"""

import datetime as dt
from collections.abc import Iterable

from pricing.prices import PriceBooks
from pricing.values.month import Month


def end_of_life(model: str, books: PriceBooks) -> dt.date | None:
    """The first day on which a model cannot be bought any more; None while no end is known."""
    entry = books.listed.entries.get(model)
    return None if entry is None else entry.model.life.shut_down


def first_end(models: Iterable[str], books: PriceBooks) -> dt.date | None:
    """The first day on which one of some models cannot be bought any more."""
    return min((end for model in models if (end := end_of_life(model, books))), default=None)


def gone(end: dt.date | None, today: dt.date) -> bool:
    """Whether nobody can buy any more what ends on a day."""
    return end is not None and end <= today


def sold_in(end: dt.date | None, month: Month) -> bool:
    """Whether what ends on a day is sold in a month: it can be bought on the first day of it."""
    return end is None or month.first_day < end


def lives_until(end: dt.date | None, month: Month) -> bool:
    """Whether what ends on a day can be bought until a month begins."""
    return end is None or end >= month.first_day

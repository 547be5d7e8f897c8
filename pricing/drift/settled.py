"""Differences from feeds that were looked into, so that what is told is new."""

import datetime as dt
from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field

from pricing.prices.base import Amount, FileRecord, read_file

_FILE = Path(__file__).with_name("settled.toml")


class SettledDifference(FileRecord):
    """A difference, why it is as it is, and the day on which that was found."""

    model: str
    """Its id in the price book, or its name in the feed; `*` stands for anything."""
    what: str
    """What of it, as a finding says it; `*` stands for anything."""
    there: tuple[Amount, ...] = ()
    """The amounts of the feed; empty: whatever it has."""
    reason: Annotated[str, Field(min_length=1)]
    day: dt.date

    def covers(self, model: str, what: str, there: Decimal | None) -> bool:
        """Whether a finding is this difference."""
        known = not self.there or there in self.there
        return known and fnmatchcase(model, self.model) and fnmatchcase(what, self.what)


class _SettledFile(FileRecord):
    differences: tuple[SettledDifference, ...]


@cache
def settled_differences() -> tuple[SettledDifference, ...]:
    """Every difference that is settled; raises PriceBookError for a file that cannot be used."""
    return read_file(_FILE, _SettledFile).differences


def settled(model: str, what: str, there: Decimal | None) -> SettledDifference | None:
    """The settled difference that a finding is, if it is one."""
    return next((known for known in settled_differences() if known.covers(model, what, there)), None)

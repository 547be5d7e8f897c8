"""Where a figure was read, and when, as far as that is known."""

import calendar
import datetime as dt
from typing import Annotated

from pydantic import Field, model_validator

from pricing.prices.base import Record
from pricing.values.month import Month
from pricing.wording.figures import day, month


class Source(Record):
    """A page, or a copy of one, that was read on a day or, where the day is not known, in a month at the latest."""

    title: str
    address: Annotated[str, Field(pattern=r"^(https://[^\s]+)?$")]
    """Empty for a source that is not on the web."""
    read: dt.date | None = None
    """The day it was read, when that is known."""
    read_by: Annotated[str | None, Field(pattern=r"^20[0-9]{2}-(0[1-9]|1[0-2])$")] = None
    """The month it was read in at the latest, like `2026-10`, where the day is not known."""
    agrees: tuple[str, ...] = ()
    """Other readings that have the same figures; empty where this one is the only one."""
    note: str = ""

    @model_validator(mode="after")
    def _dated(self) -> "Source":
        if (self.read is None) == (self.read_by is None):
            raise ValueError('give either read (the day) or read_by (the latest month, like "2026-10")')
        return self

    @property
    def last_read(self) -> dt.date:
        """The last day on which it can have been read: the day itself, or the end of the month."""
        if self.read is not None:
            return self.read
        year, month = map(int, str(self.read_by).split("-"))
        return dt.date(year, month, calendar.monthrange(year, month)[1])

    @property
    def read_on(self) -> str:
        """The day, or `../2026-10` for a day in or before a month: the open interval of ISO 8601-2."""
        return f"../{self.read_by}" if self.read is None else self.read.isoformat()

    @property
    def when(self) -> str:
        """`5 Oct 2026`, or `in or before Oct 2026` where the day is not known."""
        return f"in or before {month(Month.of(self.last_read))}" if self.read is None else day(self.read)

"""Calendar months, written `2026-11`."""

import calendar
import datetime as dt
from typing import NamedTuple


class Month(NamedTuple):
    """A calendar month."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    def plus(self, months: int) -> "Month":
        years, month = divmod(self.month - 1 + months, 12)
        return Month(self.year + years, month + 1)

    @property
    def first_day(self) -> dt.date:
        return dt.date(self.year, self.month, 1)

    @property
    def last_day(self) -> dt.date:
        return dt.date(self.year, self.month, self.days)

    @property
    def days(self) -> int:
        """How many it has."""
        return calendar.monthrange(self.year, self.month)[1]

    @classmethod
    def of(cls, day: dt.date) -> "Month":
        return cls(day.year, day.month)

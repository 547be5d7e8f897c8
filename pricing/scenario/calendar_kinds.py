"""The kinds of field for days and months; see `kinds`."""

import datetime as dt
import re
from dataclasses import dataclass

from pricing.prices import GUIDE, GuidePrices, ListPrices, PriceBasis
from pricing.scenario import messages
from pricing.scenario.kinds import NotTaken
from pricing.values.month import Month
from pricing.wording.messages import Message


@dataclass(frozen=True)
class DayKind:
    """A day, `YYYY-MM-DD`, not later than today."""

    first: dt.date
    last: dt.date

    @property
    def accepts(self) -> Message:
        return messages.a_day(self.first, self.last)

    def read(self, text: str) -> dt.date:
        day = _day(text)
        if day is None or not self.first <= day <= self.last:
            raise NotTaken(self.accepts)
        return day

    def nearest(self, text: str) -> dt.date | None:
        day = _day(text)
        return None if day is None else min(max(day, self.first), self.last)


@dataclass(frozen=True)
class PriceDate:
    """Whose prices count: the list prices of a day, or those of the May 2025 guide."""

    first: dt.date
    last: dt.date

    @property
    def accepts(self) -> Message:
        return messages.a_price_date(self.first, self.last, GUIDE)

    def read(self, text: str) -> PriceBasis:
        if text == GUIDE:
            return GuidePrices()
        day = _day(text)
        if day is None or not self.first <= day <= self.last:
            raise NotTaken(self.accepts)
        return ListPrices(day)

    def nearest(self, text: str) -> ListPrices | None:
        day = _day(text)
        return None if day is None else ListPrices(min(max(day, self.first), self.last))


@dataclass(frozen=True)
class MonthKind:
    """A calendar month, `YYYY-MM`."""

    first: Month
    last: Month

    @property
    def accepts(self) -> Message:
        return messages.a_month(self.first, self.last)

    def read(self, text: str) -> Month:
        month = self._plain(text)
        if month is None or not self.first <= month <= self.last:
            raise NotTaken(self.accepts)
        return month

    def nearest(self, text: str) -> Month | None:
        month = self._plain(text)
        return None if month is None else min(max(month, self.first), self.last)

    @staticmethod
    def _plain(text: str) -> Month | None:
        match = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", text, re.ASCII)
        return Month(int(match[1]), int(match[2])) if match else None


def _day(text: str) -> dt.date | None:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text, re.ASCII):
        return None
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None

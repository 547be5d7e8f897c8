"""Currencies and rates of exchange: the currency of a plan, and the dated reference rates of the price book."""

import datetime as dt
import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path

from babel import Locale
from babel.numbers import get_territory_currencies
from pydantic import model_validator

from pricing.prices.base import Amount, FileRecord, Source, read_file
from pricing.values.exact import EXACT, quotient
from pricing.wording.figures import USD

EXCHANGE_RATES = "exchange-rates"
"""Name of the file among the price files."""
_AS_OF = dt.date(2026, 11, 30)
"""A plan may use the currencies that were legal tender on this day."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """The currency of a plan's amounts, with its rate."""

    currency: str = USD
    """ISO 4217 code."""
    rate: Decimal = Decimal(1)
    """Units of the currency for one USD."""

    def of_usd(self, usd: Decimal) -> Decimal:
        """An amount of USD in this currency, exact."""
        return EXACT.multiply(usd, self.rate)


class RatesOfDay(FileRecord):
    """The reference rates of one day."""

    day: dt.date
    source: str
    rates: Mapping[str, Amount]
    """Currency code -> units for one USD."""

    __hash__ = object.__hash__

    def usd_of_one(self, currency: str) -> Decimal | None:
        """USD of one unit of a currency, to 12 decimals; None if the day has no rate for it."""
        if currency == USD:
            return Decimal(1)
        rate = self.rates.get(currency)
        return None if rate is None else quotient(Decimal(1), rate)


class ReferenceRates(FileRecord):
    """The file of reference rates."""

    sources: Mapping[str, Source]
    days: tuple[RatesOfDay, ...]
    """The oldest first."""

    @model_validator(mode="after")
    def _checked(self) -> "ReferenceRates":
        if not self.days:
            raise ValueError("days: at least one is needed")
        if any(later.day <= earlier.day for earlier, later in itertools.pairwise(self.days)):
            raise ValueError("days: the oldest comes first, each day once")
        for of_day in self.days:
            if of_day.source not in self.sources:
                raise ValueError(f"days of {of_day.day}: source {of_day.source!r} is not in [sources]")
            for currency, rate in of_day.rates.items():
                if currency not in currencies() or not rate:
                    raise ValueError(f"days of {of_day.day}: {currency}: a rate above 0 of an ISO 4217 code is needed")
        return self

    __hash__ = object.__hash__

    @property
    def newest(self) -> RatesOfDay:
        return self.days[-1]

    def on(self, day: dt.date) -> RatesOfDay:
        """The newest rates of the day or before; for a day before all rates, the oldest."""
        return next((of_day for of_day in reversed(self.days) if of_day.day <= day), self.days[0])

    def is_reference(self, currency: str, rate: Decimal, day: dt.date) -> bool:
        """Whether a rate of a currency is the reference rate of a day."""
        of_day = self.on(day)
        return of_day.day == day and of_day.rates.get(currency) == rate

    def source_of(self, of_day: RatesOfDay) -> Source:
        return self.sources[of_day.source]


def read_rates(path: Path) -> ReferenceRates:
    """The reference rates of a file; raises PriceBookError."""
    return read_file(path, ReferenceRates)


@lru_cache(maxsize=1)
def currencies() -> tuple[str, ...]:
    """The ISO 4217 codes of the currencies that are legal tender somewhere on `_AS_OF`."""
    territories = (name for name in map(str, Locale.parse("en").territories) if len(name) == 2)
    return tuple(sorted({code for name in territories for code in get_territory_currencies(name, start_date=_AS_OF)}))

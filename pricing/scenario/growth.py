"""Growth a month in other words: the months in which a volume doubles or halves, and the factor of a year."""

import math
from decimal import Decimal
from typing import NamedTuple

from pricing.values.exact import PERCENT

_YEAR = 12
_HUNDREDTH = Decimal("0.01")


class Growth(NamedTuple):
    """What a growth of some percent a month means."""

    doubles: Decimal | None
    """Months in which it doubles, to one decimal; None where it does not grow."""
    halves: Decimal | None
    """Months in which it halves, to one decimal; None where it does not shrink."""
    in_a_year: Decimal
    """The factor of twelve months, to two decimals."""


def growth(percent: Decimal) -> Growth:
    """What a growth of some percent a month means: a factor of (1 + percent / 100) ** months."""
    factor = 1 + float(percent) / PERCENT
    months = Decimal(str(round(math.log(2) / abs(math.log(factor)), 1))) if percent else None
    year = Decimal(str(round(factor**_YEAR, 2)))
    return Growth(months if percent > 0 else None, months if percent < 0 else None, year)


def doubling_in(months: Decimal) -> Decimal:
    """Percent a month, to two decimals, at which a volume doubles in `months`: 100 * (2 ** (1 / months) - 1)."""
    return Decimal(str(PERCENT * (2 ** (1 / float(months)) - 1))).quantize(_HUNDREDTH)

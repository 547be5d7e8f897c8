"""What the readers of uploaded bills say: the code of a sentence of `pricing.actual.words` and the figures in it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Union

from pricing.values.month import Month
from pricing.values.size import Size

Figure = Union[str, int, Decimal, dt.date, Month, Size, "Said", tuple[str, ...], tuple["Said", ...]]
"""What stands in a sentence: a name, a figure, a further sentence, or several."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence of `pricing/wording/sentences.py` by its code, with what stands in its places."""

    code: str
    figures: tuple[tuple[str, Figure], ...]

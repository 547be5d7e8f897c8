"""A workload: one use of one model. Its volume, and the levers of its bill."""

import itertools
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt

from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.ranges import Ranges
from pricing.values.exact import EXACT, PERCENT
from pricing.values.size import Size

Amount = TypeVar("Amount", Decimal, Fraction, float, npt.NDArray[np.float64])
"""One exact value, or many values of a curve at once."""


def generations_per_image(reuse: Amount, tries: Amount) -> Amount:
    """Images generated for one that is delivered: (1 - reuse) x tries; `reuse` in percent."""
    return (1 - reuse / PERCENT) * tries


def paid_part(discount: Amount) -> Amount:
    """The part of the list price that is paid: 1 - discount, which is in percent."""
    return 1 - discount / PERCENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """Thumbnails, hero images, user edits. Percentages are numbers of 0 to 100."""

    name: str = ""
    """Empty where a scenario has one workload that needs no name."""
    model: str
    images: int
    """Images delivered a day."""
    quality: Quality
    size: SizeMix
    prompt: int
    """Text tokens a prompt."""
    refs: Decimal
    """Reference images a request, on average."""
    refsize: Size
    fidelity: Literal["low", "high"]
    tries: Decimal
    """Images generated for one that is used."""
    reuse: Decimal
    """Percent of the delivered images that come from the user's own cache."""
    batch: Decimal
    """Percent of the generations sent through a batch API."""
    discount: Decimal
    """Percent off list prices."""
    growth: Decimal
    """Percent more images each month."""
    ranges: Ranges = ()
    """How far levers may be from these values; each holds the value that its field has."""

    @property
    def generations_per_image(self) -> Decimal:
        """Images generated for one that is delivered, exact."""
        with localcontext(EXACT):
            return generations_per_image(self.reuse, self.tries)

    @property
    def paid_part(self) -> Decimal:
        """The part of the list price that is paid, exact."""
        with localcontext(EXACT):
            return paid_part(self.discount)

    def images_a_month(self, days: int) -> int:
        """Images delivered in a month of so many days, before growth and events."""
        return self.images * days


def folded(name: str) -> str:
    """What makes two names the same to a reader."""
    return unicodedata.normalize("NFKC", name).casefold()


def free_name(taken: Iterable[str], number: int) -> str:
    """`Workload 2` for the second workload, or the next such name that none of the others has."""
    others = set(map(folded, taken))
    names = (f"Workload {at}" for at in itertools.count(number))
    return next(name for name in names if folded(name) not in others)

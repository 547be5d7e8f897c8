"""A workload: one use of one model. Its volume, and the levers of its bill."""

import itertools
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.ranges import Ranges
from pricing.values.size import Size


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


def folded(name: str) -> str:
    """What makes two names the same to a reader."""
    return unicodedata.normalize("NFKC", name).casefold()


def free_name(taken: Iterable[str], number: int) -> str:
    """`Workload 2` for the second workload, or the next such name that none of the others has."""
    others = set(map(folded, taken))
    names = (f"Workload {at}" for at in itertools.count(number))
    return next(name for name in names if folded(name) not in others)

"""A workload: one use of one model. Its volume, and the levers of its bill."""

import itertools
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeVar

import numpy as np
import numpy.typing as npt

from pricing.prices.schema import TIERS, Tier
from pricing.prices.services import NOT_OFFERED
from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.ranges import Ranges
from pricing.values.exact import HUNDREDTH
from pricing.values.size import Size

Need = Literal["text", "transparent", "vector"]
"""What images need beyond the other fields: legible words in the picture, a transparent background, vector paths."""
Quantity = TypeVar("Quantity", Decimal, Fraction, npt.NDArray[np.float64])
"""One exact value, or many values of a curve at once."""


def generations_per_image(reused_part: Quantity, tries: Quantity) -> Quantity:
    """Images generated for one delivered image: (1 - reused part) x tries."""
    return (1 - reused_part) * tries


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """One use of one model, like thumbnails, hero images or user edits. Percentages are numbers from 0 to 100."""

    name: str = ""
    """The name; empty if it is the only workload of the scenario and was given none."""
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
    needs: tuple[Need, ...] = ()
    buys: tuple[str, ...] = ()
    """Quality names of the model that low, medium and high buy, `-` for none; empty: the model's own choice."""
    partials: int = 0
    """Partial images streamed for each image that is not sent as a batch."""
    thinking: int = 0
    """Tokens of text and thinking that a generation gives out beside its image."""
    tries: Decimal
    """Images generated for one that is used."""
    reuse: Decimal
    """Percent of the delivered images that come from the user's own cache."""
    batch: Decimal
    """Percent of the generations sent through a batch API."""
    discount: Decimal
    """Percent off list prices; below 0 a surcharge."""
    growth: Decimal
    """Percent more images each month."""
    ranges: Ranges = ()
    """Ranges around the values of levers; each includes the value of its field."""

    @property
    def generations_per_image(self) -> Decimal:
        """Images generated for one delivered image; exact, as the fields have few digits."""
        return generations_per_image(self.reuse * HUNDREDTH, self.tries)

    @property
    def paid_part(self) -> Decimal:
        """The part of the list price that is paid after the discount: 1 - discount / 100, exact."""
        return 1 - self.discount * HUNDREDTH

    def tiers(self, of_model: Mapping[Tier, str]) -> Mapping[Tier, str]:
        """Tier -> quality name that it buys, by the workload's choice or the model's; without tiers that buy none."""
        chosen = zip(TIERS, self.buys, strict=True) if self.buys else of_model.items()
        return {tier: quality for tier, quality in chosen if quality != NOT_OFFERED}

    def at_list_price(self) -> "Workload":
        """The workload without its discount, so that `paid_part` is 1."""
        return replace(self, discount=Decimal(0))

    def of_one_generation(self) -> "Workload":
        """The workload at the list price, with one image generated for each delivered one."""
        return replace(self.at_list_price(), reuse=Decimal(0), tries=Decimal(1))

    def images_a_month(self, days: int) -> int:
        """Images delivered in a month of `days` days, before growth and events."""
        return self.images * days


def folded(name: str) -> str:
    """A name in the form in which names are compared: without regard to case or to how its letters are encoded."""
    return unicodedata.normalize("NFKC", name).casefold()


def free_name(taken: Iterable[str], number: int) -> str:
    """`Workload 2` for the second workload, or the next such name that is not taken."""
    others = set(map(folded, taken))
    names = (f"Workload {place}" for place in itertools.count(number))
    return next(name for name in names if folded(name) not in others)

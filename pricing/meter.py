"""How a monthly bill follows the volume: in proportion to it, or in steps. Vectorised."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from pricing.subscription import Subscription

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Proportional:
    """So many USD an image."""

    usd_per_image: Decimal

    def cost(self, images: Numbers) -> Numbers:
        """USD a month for many numbers of images a month."""
        return images * float(self.usd_per_image)


@dataclass(frozen=True)
class Seats:
    """The cheapest plans and extra hours for the minutes or credits of the images."""

    plan: Subscription
    needed_per_image: Fraction
    kept: Decimal
    """What a discount leaves of a dollar."""

    def cost(self, images: Numbers) -> Numbers:
        """USD a month for many numbers of images a month."""
        bill = self.plan.cost(images * float(self.needed_per_image)) * float(self.kept)
        return np.where(images > 0, bill, 0.0)


@dataclass(frozen=True)
class Machines:
    """GPU hours, paid by the whole hour."""

    usd_per_hour: Decimal
    hours_per_image: Fraction

    def cost(self, images: Numbers) -> Numbers:
        """USD a month for many numbers of images a month."""
        return np.ceil(np.round(images * float(self.hours_per_image), 9)) * float(self.usd_per_hour)


Meter = Proportional | Seats | Machines

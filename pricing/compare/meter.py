"""The monthly bill as a function of the volume: proportional, or in steps. Vectorised with numpy.

The volume is that of all workloads together, in their present proportion.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from pricing.bill.subscription import Subscription
from pricing.scenario.workload import Workload

Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Proportional:
    """A cost per image."""

    cost_per_image: Fraction

    def cost(self, images: Numbers) -> Numbers:
        """The monthly cost for many volumes, in images a month."""
        return images * float(self.cost_per_image)


@dataclass(frozen=True)
class Seats:
    """The cheapest plans and extra hours that include the minutes or credits of the images."""

    plan: Subscription
    needed_per_image: Fraction
    kept: Fraction
    """The part of an amount that is left after discounts."""
    by_hand: Fraction | None = None
    """Images a month that one person can make; None if programs may call it or a plan has no limit."""

    def cost(self, images: Numbers) -> Numbers:
        """The monthly cost for many volumes, in images a month."""
        bill = self.plan.cost(images * float(self.needed_per_image)) * float(self.kept)
        return np.where(images > 0, bill, 0.0)


@dataclass(frozen=True)
class Machines:
    """GPU hours, paid by the whole hour."""

    cost_per_hour: Decimal
    hours_per_image: Fraction

    def cost(self, images: Numbers) -> Numbers:
        """The monthly cost for many volumes, in images a month."""
        return np.ceil(np.round(images * float(self.hours_per_image), 9)) * float(self.cost_per_hour)


Meter = Proportional | Seats | Machines


def per_image_of_all(workloads: Sequence[Workload], amounts: Iterable[Decimal | Fraction]) -> Fraction:
    """The mean of the workloads' amounts per image, weighted by their volumes; unweighted if all are 0."""
    values = [Fraction(value) for value in amounts]
    if len(values) == 1:
        return values[0]
    images = sum(workload.images for workload in workloads)
    weights = [workload.images for workload in workloads] if images else [1] * len(values)
    return sum((value * weight for value, weight in zip(values, weights, strict=True)), Fraction(0)) / sum(weights)

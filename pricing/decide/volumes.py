"""The same scenario at other volumes."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from pricing.bill.estimate import estimate
from pricing.prices import PriceBooks
from pricing.scenario import levers
from pricing.scenario.fields import FIELDS
from pricing.scenario.kinds import Number
from pricing.scenario.scenario import Scenario

HALF_TO_TEN = (Fraction(1, 2), Fraction(1), Fraction(2), Fraction(10))


class AtVolume(NamedTuple):
    """What a scenario costs with every workload's volume multiplied."""

    factor: Fraction
    images: int
    """A day, of all workloads; each a whole number."""
    per_month: Decimal | None
    """USD."""


def at_volumes(scenario: Scenario, books: PriceBooks, factors: Sequence[Fraction] = HALF_TO_TEN) -> list[AtVolume]:
    """The cost at some multiples of the volume, without those beyond what a workload's volume can be."""
    takes = FIELDS["images"].kind
    assert isinstance(takes, Number)
    found = []
    for factor in factors:
        volumes = [round(workload.images * factor) for workload in scenario.workloads]
        if max(volumes) <= takes.high:
            workloads = (
                levers.around(replace(workload, images=images))
                for workload, images in zip(scenario.workloads, volumes, strict=True)
            )
            scaled = replace(scenario, workloads=tuple(workloads))
            found.append(AtVolume(factor, scaled.images, estimate(scaled, books).per_month))
    return found

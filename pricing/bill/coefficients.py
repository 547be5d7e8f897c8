"""The cost of a month as a sum of coefficients, which the volume and the shares of qualities and sizes multiply.

The page uses them to show the cost while a control moves, before the server has answered.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, localcontext
from functools import lru_cache
from typing import NamedTuple

from pricing.bill.bills import bill
from pricing.bill.estimate import Estimate
from pricing.prices import PriceBooks
from pricing.prices.schema import TIERS, Tier
from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.scenario import Scenario, of_one_image
from pricing.scenario.workload import Workload
from pricing.values.exact import EXACT, HUNDREDTH, PERCENT, total_of_all
from pricing.values.size import Size

ImageCosts = Mapping[Size, Mapping[Tier, Decimal | None]]
"""Cost in USD of a delivered image of a workload if all images had one size and tier; None without a price."""


class Coefficients(NamedTuple):
    """The coefficients of a month in which the volume, the quality or the size of one workload changes."""

    images: ImageCosts
    """The team's own cost of an image included."""
    days: int
    """Days a month."""
    rest: Decimal | None
    """USD a month of the other workloads and of the team's monthly costs; None if a workload has no price."""
    images_of_rest: int
    """Images a day of all other workloads."""
    alone: bool
    """Whether there is no other workload."""

    def per_month(self, images: int, quality: Quality, sizes: SizeMix) -> Decimal | None:
        """USD a month; None if a part has no price."""
        cost = mixed(self.images, quality, sizes)
        if cost is None or self.rest is None:
            return None
        with localcontext(EXACT):
            return images * cost * self.days + self.rest


def coefficients(estimate: Estimate, place: int, books: PriceBooks) -> Coefficients:
    """The coefficients of one workload of an estimate, for the sizes that its model sells and those it has."""
    scenario = estimate.scenario
    workload = scenario.workloads[place]
    others = [other for number, other in enumerate(estimate.bills) if number != place]
    images_of_rest = scenario.images - workload.images
    with localcontext(EXACT):
        images: ImageCosts = {
            size: {tier: None if usd is None else usd + scenario.own_image for tier, usd in by_tier.items()}
            for size, by_tier in image_costs(workload, scenario, books).items()
        }
        own = scenario.own_image * images_of_rest * scenario.days + scenario.own_month
    rest = total_of_all([*(other.per_month for other in others), own])
    return Coefficients(images, scenario.days, rest, images_of_rest, not others)


def image_costs(workload: Workload, terms: Scenario, books: PriceBooks) -> ImageCosts:
    """The cost of an image at each size that the model sells and at the workload's, without the team's own costs."""
    sizes = tuple(size for size, _ in workload.size)
    neutral = of_one_image(workload, terms, quality=_ALL_OF[TIERS[0]], size=SizeMix.of(sizes[0]))
    return _image_costs(neutral, sizes, books)


@lru_cache(maxsize=256)
def _image_costs(request: Scenario, own_sizes: tuple[Size, ...], books: PriceBooks) -> ImageCosts:
    (workload,) = request.workloads
    sizes = dict.fromkeys([*books[request.prices][workload.model].model.sizes, *own_sizes])
    return {
        size: {
            tier: bill(replace(workload, quality=quality, size=SizeMix.of(size)), request, books).per_image
            for tier, quality in _ALL_OF.items()
        }
        for size in sizes
    }


def mixed(costs: ImageCosts, quality: Quality, sizes: SizeMix) -> Decimal | None:
    """Cost in USD of a delivered image of a mix of qualities and sizes; None if a part has no price."""
    usd = Decimal(0)
    with localcontext(EXACT):
        for size, size_share in sizes:
            for tier, tier_share in quality.shares():
                cost = costs[size][tier]
                if cost is None:
                    return None
                usd += size_share * tier_share * cost
        return usd * (HUNDREDTH * HUNDREDTH)


_ALL_OF: Mapping[Tier, Quality] = {
    tier: Quality(*(PERCENT if other == tier else 0 for other in TIERS)) for tier in TIERS
}

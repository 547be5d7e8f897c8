"""A workload placed on a model: moved to the nearest tiers and sizes that are on sale there."""

from collections.abc import Collection
from typing import NamedTuple

from pricing.bill.offer import nearest_offered, nearest_size, nearest_tier
from pricing.prices.book import Entry
from pricing.prices.schema import Tier
from pricing.scenario.workload import Workload
from pricing.values.size import Size


class TierMove(NamedTuple):
    """The tier that is bought instead of one that has no price."""

    asked: Tier
    bought: Tier

    def __str__(self) -> str:
        return f"{self.asked} as {self.bought}"


class SizeMove(NamedTuple):
    """The size that is bought instead of one that has no price."""

    asked: Size
    bought: Size

    def __str__(self) -> str:
        return f"{self.asked} as {self.bought}"


Move = TierMove | SizeMove


def placed(workload: Workload, entry: Entry, offered: Collection[Tier]) -> tuple[Workload, tuple[Move, ...]]:
    """A workload as a model takes it, of which some tiers are on sale, and what is bought instead of what is not."""
    bought = nearest_offered(workload, entry, offered)
    if bought.quality == workload.quality and bought.size == workload.size:
        return bought, ()
    sizes = ((size, nearest_size(size, entry)) for size, _ in workload.size)
    resized = (SizeMove(size, sold) for size, sold in sizes if size != sold)
    return bought, (*tier_moves(workload, offered), *resized)


def tier_moves(workload: Workload, offered: Collection[Tier]) -> tuple[TierMove, ...]:
    """The tiers of a workload that are not on sale, and what is bought instead."""
    tiers = ((tier, nearest_tier(tier, offered)) for tier, _ in workload.quality.shares())
    return tuple(TierMove(tier, sold) for tier, sold in tiers if tier != sold)

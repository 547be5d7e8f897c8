"""What a model has a price for, of a workload: the nearest tiers and sizes for those without one."""

import math
from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache

from pricing.bill.charges import sells
from pricing.prices.book import Entry
from pricing.prices.schema import TIERS, Tier
from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.workload import Workload
from pricing.values.size import Size


def nearest_offered(workload: Workload, entry: Entry, offered: Collection[Tier] | None = None) -> Workload:
    """The workload on a model, with each share moved to the nearest tier and size that it sells.

    `offered` are the tiers on sale, the model's own unless given.
    """
    tiers = tuple(entry.model.tiers if offered is None else offered)
    quality, size = _moved(workload.quality, tiers), _resized(workload.size, entry)
    return replace(workload, model=entry.model.id, quality=quality, size=size)


@lru_cache(maxsize=4096)
def _moved(quality: Quality, offered: tuple[Tier, ...]) -> Quality:
    shares = dict.fromkeys(TIERS, 0)
    for tier, share in quality.shares():
        shares[nearest_tier(tier, offered)] += share
    return Quality(**shares)


@lru_cache(maxsize=4096)
def _resized(sizes: SizeMix, entry: Entry) -> SizeMix:
    mix: dict[Size, int] = {}
    for size, share in sizes:
        sold = nearest_size(size, entry)
        mix[sold] = mix.get(sold, 0) + share
    return SizeMix(mix.items())


def nearest_tier(tier: Tier, offered: Collection[Tier]) -> Tier:
    """The tier itself, or the nearest of those offered, the better one among equals."""
    if tier in offered or not offered:
        return tier
    place = TIERS.index(tier)
    return min(offered, key=lambda other: (abs(TIERS.index(other) - place), -TIERS.index(other)))


@lru_cache(maxsize=4096)
def nearest_size(size: Size, entry: Entry) -> Size:
    """The size itself, or the nearest that the model sells: by pixel count, then by shape."""
    qualities = entry.model.tiers.values()
    if any(sells(entry, quality, size) for quality in qualities) or not entry.model.sizes:
        return size
    return min(entry.model.sizes, key=lambda other: _distance(size, other))


def _distance(one: Size, other: Size) -> float:
    pixels = abs(math.log(one.pixels / other.pixels))
    shape = abs(math.log(one.width * other.height / (one.height * other.width)))
    return pixels + shape / 2

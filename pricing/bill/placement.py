"""Placing a workload on a model: each share moves to the nearest tier and size that has a price there."""

from collections.abc import Collection
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from pricing.bill.charges import sells
from pricing.prices import PriceBooks
from pricing.prices.book import Entry
from pricing.prices.capabilities import Thinking
from pricing.prices.schema import TIERS, Tier
from pricing.prices.sizes import distance, nearest_made
from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.values.size import Size


class TierMove(NamedTuple):
    """A tier without a price, and the tier that is bought instead."""

    requested: Tier
    bought: Tier

    def __str__(self) -> str:
        return f"{self.requested} as {self.bought}"


class SizeMove(NamedTuple):
    """A size without a price, or that the model cannot make, and the size that is bought instead."""

    requested: Size
    bought: Size
    makes: bool = True
    """Whether the model makes the first size, as far as is known."""

    def __str__(self) -> str:
        return f"{self.requested} as {self.bought}"


Move = TierMove | SizeMove


def placed(workload: Workload, entry: Entry, offered: Collection[Tier]) -> tuple[Workload, tuple[Move, ...]]:
    """A workload placed on a model that offers some tiers, and the tiers and sizes that were replaced."""
    bought = nearest_offered(workload, entry, offered)
    if bought.quality == workload.quality and bought.size == workload.size:
        return bought, ()
    sizes = ((size, nearest_size(size, entry)) for size, _ in workload.size)
    limits = entry.facts.limits
    resized = (SizeMove(size, sold, limits.broken(size) is None) for size, sold in sizes if size != sold)
    return bought, (*tier_moves(workload, offered), *resized)


def tier_moves(workload: Workload, offered: Collection[Tier]) -> tuple[TierMove, ...]:
    """The tiers of a workload that are not offered, each with the tier that is bought instead."""
    tiers = ((tier, nearest_tier(tier, offered)) for tier, _ in workload.quality.shares())
    return tuple(TierMove(tier, sold) for tier, sold in tiers if tier != sold)


def nearest_offered(workload: Workload, entry: Entry, offered: Collection[Tier] | None = None) -> Workload:
    """The workload on a model, with each share moved to the nearest tier and size that it sells.

    `offered`: the tiers on sale; all tiers of the model if not given.
    """
    on_new_model = on_model(workload, entry)
    tiers = tuple(on_new_model.tiers(entry.model.tiers) if offered is None else offered)
    quality, size = _moved(workload.quality, tiers), _resized(workload.size, entry)
    if (quality, size) == (on_new_model.quality, on_new_model.size):
        return on_new_model
    return replace(on_new_model, quality=quality, size=size)


def on_model(workload: Workload, entry: Entry) -> Workload:
    """The workload on another model, at the qualities that this model's tiers start with.

    If the workload counts tokens of text and thinking, they become the number that is typical of the new model.
    """
    if workload.model == entry.model.id:
        return workload
    known = entry.thinking if workload.thinking else None
    return replace(workload, model=entry.model.id, buys=(), thinking=0 if known is None else typical(known, workload))


def under_contract(workload: Workload, model: str, terms: Scenario, books: PriceBooks) -> Workload:
    """A workload as the vendor of a model would bill it: without its discount if another vendor gave that."""
    if terms.contract == "everywhere" or not workload.discount:
        return workload
    same_vendor = books.vendor_of(model) == books.vendor_of(workload.model)
    return workload if same_vendor else workload.at_list_price()


def with_text_counted(workload: Workload, entry: Entry) -> Workload | None:
    """The workload with the typical tokens of text and thinking; None if it counts some or no number is known."""
    if workload.thinking or entry.thinking is None or not entry.gives_text:
        return None
    tokens = typical(entry.thinking, workload)
    return replace(workload, thinking=tokens) if tokens else None


def typical(known: Thinking, workload: Workload) -> int:
    """Tokens of text and thinking that a generation of a workload typically gives out."""
    return known.tokens if workload.refs or not known.edits_only else 0


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
    """The tier itself, or the nearest offered one; of two equally near, the better."""
    if tier in offered or not offered:
        return tier
    place = TIERS.index(tier)
    return min(offered, key=lambda other: (abs(TIERS.index(other) - place), -TIERS.index(other)))


@lru_cache(maxsize=4096)
def nearest_size(size: Size, entry: Entry) -> Size:
    """The size itself, or the nearest that the model sells, by pixel count and then by shape."""
    qualities = entry.model.tiers.values()
    made = nearest_made(entry.facts.limits, size)
    if not entry.model.sizes or (made == size and any(sells(entry, quality, size) for quality in qualities)):
        return size
    candidates = [*entry.model.sizes, *([made] if made else [])]
    sold = [other for other in candidates if any(sells(entry, quality, other) for quality in qualities)]
    return min(sold or entry.model.sizes, key=lambda other: distance(size, other))

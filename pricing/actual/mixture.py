"""The sizes and qualities of what was made, as far as a source has them of every image."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from pricing.actual.planned import Planned
from pricing.actual.usage import Used
from pricing.prices.schema import TIERS, Tier
from pricing.scenario.kinds import QualityMix, SizeMixKind
from pricing.scenario.mixes import Quality, SizeMix
from pricing.values.exact import PERCENT
from pricing.values.size import Size

_FINE = 9_999
"""What shares are scaled to before they are rounded to whole percent."""


def sizes_of(plan: Planned, of: Used) -> dict[Size, Fraction]:
    """Images by size, 0 to 1; as planned where a source does not have the size of all."""
    made = _all(of.sizes.values(), of)
    if made:
        return {size: Fraction(count) / made for size, count in of.sizes.items()}
    return {size: Fraction(share, PERCENT) for size, share in plan.bill.workload.size}


def tiers_of(plan: Planned, of: Used) -> dict[Tier, Fraction]:
    """Images by tier, 0 to 1; as planned where a source does not have the quality of all, or one that is no tier's."""
    planned = {tier: Fraction(share, PERCENT) for tier, share in plan.bill.workload.quality.shares()}
    made, words = _all(of.qualities.values(), of), plan.bill.entry.model.tiers
    found: dict[Tier, Fraction] = {}
    for quality, count in of.qualities.items() if made else ():
        tier = next((tier for tier in TIERS if quality in (tier, words.get(tier))), None)
        if tier is None:
            return planned
        found[tier] = found.get(tier, Fraction(0)) + Fraction(count) / made
    return found or planned


def whole_sizes(of: Used) -> SizeMix | None:
    """The sizes in whole percent; None where a source does not have those of all images."""
    made = _all(of.sizes.values(), of)
    shares = {size: int(Fraction(count) * _FINE / made) for size, count in of.sizes.items()} if made else {}
    text = ",".join(f"{size}:{share}" for size, share in sorted(shares.items(), key=lambda each: -each[1]) if share)
    return SizeMixKind().nearest(text) if text else None


def whole_tiers(plan: Planned, of: Used) -> Quality | None:
    """The qualities in whole percent; None where a source does not have those of all images."""
    if not _all(of.qualities.values(), of):
        return None
    shares = tiers_of(plan, of)
    return QualityMix().nearest("-".join(str(int(shares.get(tier, Fraction(0)) * _FINE)) for tier in TIERS))


def _all(counts: Iterable[Decimal], of: Used) -> Fraction:
    """The images, where as many are counted; else 0."""
    told = sum(map(Fraction, counts), Fraction(0))
    return told if of.images is not None and told == Fraction(of.images) else Fraction(0)

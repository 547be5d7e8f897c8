"""The actual values of levers of workloads, from the counts in a bill: tokens, sizes, qualities and other levers."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from pricing.actual.plan_side import GroupPlan, WorkloadPlan
from pricing.actual.usage import Usage
from pricing.bill.quantities import reference
from pricing.prices.base import Component
from pricing.prices.schema import TIERS, Tier
from pricing.scenario.kinds import QualityMix, SizeMixKind
from pricing.scenario.mixes import Quality, SizeMix
from pricing.values.exact import PERCENT
from pricing.values.size import Size

_FINE = 9_999
"""Shares are scaled to this sum before they are rounded to whole percent."""


def counted_tokens(group: GroupPlan, usage: Usage) -> dict[Component, Fraction]:
    """Tokens of each component as they were counted, or as they follow from costs at planned rates."""
    tokens = {component: Fraction(count) for component, count in usage.tokens.items()}
    for component in implied(group, usage):
        tokens[component] = Fraction(usage.by_component[component]) / group.rate(component)
    return tokens


def implied(group: GroupPlan, usage: Usage) -> tuple[Component, ...]:
    """The components whose tokens follow from their cost at planned rates: only images are counted."""
    if usage.images is None or not group.by_token:
        return ()
    return tuple(
        component
        for component in usage.by_component
        if component not in usage.tokens and all(plan.list_rate(component) for plan in group.plans)
    )


def lever_values(plan: WorkloadPlan, usage: Usage, days: int) -> dict[str, Fraction]:
    """Key -> value of each lever of one workload whose value the counts of some days show.

    `images` are delivered images: generated images divided by the planned generations for each image that is used.
    """
    values: dict[str, Fraction] = {}
    made = None if usage.images is None else Fraction(usage.images)
    per_image = Fraction(plan.bill.workload.generations_per_image)
    if made is not None and per_image:
        values["images"] = made / per_image / days
    if usage.batch is not None and plan.bill.card.has_batch:
        values["batch"] = Fraction(usage.batch) * PERCENT
    if not made:
        return values
    tokens = counted_tokens(GroupPlan((plan,)), usage)
    if "text_input" in tokens and plan.bill.entry.charges_text:
        values["prompt"] = tokens["text_input"] / made
    a_reference = tokens_of_a_reference(plan)
    if "image_input" in tokens and a_reference:
        values["refs"] = tokens["image_input"] / made / a_reference
    if (mix := quality_mix(plan, usage)) is not None:
        values["high"] = Fraction(mix.high)
    return values


def quality_mix(plan: WorkloadPlan, usage: Usage) -> Quality | None:
    """The qualities that were made, in whole percent, as a source has them of every image; None where none does."""
    if not usage.images or not _of_all(usage.qualities.values(), usage):
        return None
    shares = tier_shares(plan, usage)
    return QualityMix().nearest("-".join(str(int(shares.get(tier, Fraction(0)) * _FINE)) for tier in TIERS))


def size_mix(usage: Usage) -> SizeMix | None:
    """The sizes in whole percent; None where a source does not have those of all images."""
    made = _of_all(usage.sizes.values(), usage)
    shares = {size: int(Fraction(count) * _FINE / made) for size, count in usage.sizes.items()} if made else {}
    text = ",".join(
        f"{size}:{share}"
        for size, share in sorted(shares.items(), key=lambda size_and_share: -size_and_share[1])
        if share
    )
    return SizeMixKind().nearest(text) if text else None


def size_shares(plan: WorkloadPlan, usage: Usage) -> dict[Size, Fraction]:
    """Images by size, 0 to 1; as planned where a source does not have the size of all."""
    if made := _of_all(usage.sizes.values(), usage):
        return {size: Fraction(count) / made for size, count in usage.sizes.items()}
    return {size: Fraction(share, PERCENT) for size, share in plan.bill.workload.size}


def tier_shares(plan: WorkloadPlan, usage: Usage) -> dict[Tier, Fraction]:
    """Images by tier, 0 to 1; as planned where a source does not have the quality of all, or one that is no tier's."""
    planned = {tier: Fraction(share, PERCENT) for tier, share in plan.bill.workload.quality.shares()}
    made, words = _of_all(usage.qualities.values(), usage), plan.bill.tiers
    shares: dict[Tier, Fraction] = {}
    for quality, count in usage.qualities.items() if made else ():
        tier = next((tier for tier in TIERS if quality in (tier, words.get(tier))), None)
        if tier is None:
            return planned
        shares[tier] = shares.get(tier, Fraction(0)) + Fraction(count) / made
    return shares or planned


def _of_all(counts: Iterable[Decimal], usage: Usage) -> Fraction:
    """The images, where as many are counted; else 0."""
    counted = sum(map(Fraction, counts), Fraction(0))
    return counted if usage.images is not None and counted == Fraction(usage.images) else Fraction(0)


def tokens_of_a_reference(plan: WorkloadPlan) -> Fraction | None:
    """None if the price of an image includes some references, or if the number is unknown."""
    rule, workload = plan.bill.entry.input_rule, plan.bill.workload
    if rule is None or rule.included:
        return None
    return Fraction(reference(rule, workload.refsize, workload.fidelity == "high"))

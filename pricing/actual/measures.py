"""What a workload really was, from what was counted of it: the true values of its levers."""

from collections.abc import Mapping
from fractions import Fraction

from pricing.actual.levels import counted
from pricing.actual.mixture import sizes_of, whole_tiers
from pricing.actual.planned import Planned
from pricing.actual.usage import Used
from pricing.bill.quantities import reference
from pricing.prices.schema import TIERS, Tier
from pricing.scenario.levers import with_high
from pricing.scenario.mixes import Quality
from pricing.values.exact import PERCENT
from pricing.values.size import Size


def measures(plan: Planned, of: Used, days: int) -> dict[str, Fraction]:
    """The levers of one workload in some days, by their keys; those that nothing tells are left out.

    `images` are those delivered, as many as the tries and the reuse of the plan make of those generated.
    """
    found: dict[str, Fraction] = {}
    made = None if of.images is None else Fraction(of.images)
    if made is not None and plan.per_image:
        found["images"] = made / plan.per_image / days
    if of.batch is not None and plan.bill.card.has_batch:
        found["batch"] = Fraction(of.batch) * PERCENT
    if not made:
        return found
    tokens = counted([plan], of)
    if "text_input" in tokens and plan.bill.entry.charges_text:
        found["prompt"] = tokens["text_input"] / made
    taken = _of_a_reference(plan)
    if "image_input" in tokens and taken:
        found["refs"] = tokens["image_input"] / made / taken
    mix = mix_of(plan, of)
    if mix is not None:
        found["high"] = Fraction(mix.high)
    return found


def mix_of(plan: Planned, of: Used) -> Quality | None:
    """The qualities that were made: as a source has them of every image, or the mix nearest to the planned one that
    takes as many tokens an image; None where neither is told.
    """
    made = None if of.images is None else Fraction(of.images)
    if not made:
        return None
    if (told := whole_tiers(plan, of)) is not None:
        return told
    output = counted([plan], of).get("image_output")
    if output is None or not plan.by_token:
        return None
    return _nearest(plan, output / made, sizes_of(plan, of))


def _of_a_reference(plan: Planned) -> Fraction | None:
    """Tokens of one reference image; None where the price of an image includes some, or nothing is known."""
    rule, workload = plan.bill.entry.input_rule, plan.bill.workload
    if rule is None or rule.included:
        return None
    return Fraction(reference(rule, workload.refsize, workload.fidelity == "high"))


def _nearest(plan: Planned, tokens: Fraction, sizes: Mapping[Size, Fraction]) -> Quality | None:
    """The mix whose images take about as many tokens: more or less of high quality first, then less of medium."""
    known = {tier: _taken(plan, tier, sizes) for tier in plan.bill.entry.model.tiers}
    of_tier = {tier: taken for tier, taken in known.items() if taken is not None}
    present = plan.bill.workload.quality
    if len(set(of_tier.values())) < len(TIERS):
        return None
    mixes = [with_high(present, high) for high in range(PERCENT + 1)]
    mixes += [Quality(low, PERCENT - low, 0) for low in range(mixes[0].low, PERCENT + 1)]

    def apart(mix: Quality) -> Fraction:
        taken = sum((of_tier[tier] * share for tier, share in mix.shares()), Fraction(0)) / PERCENT
        return abs(taken - tokens)

    return min(mixes, key=lambda mix: (apart(mix), mix != present))


def _taken(plan: Planned, tier: Tier, sizes: Mapping[Size, Fraction]) -> Fraction | None:
    found = Fraction(0)
    for size, share in sizes.items():
        made = plan.output(tier, size)
        if made is None:
            return None
        found += made[0] * share
    return found

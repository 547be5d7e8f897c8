"""A bill step by step from its plan: each level has one thing more as it really was."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from pricing.actual.mixture import sizes_of, tiers_of
from pricing.actual.planned import Planned
from pricing.actual.records import added
from pricing.actual.usage import Used
from pricing.prices.base import Component
from pricing.prices.schema import Tier
from pricing.values.exact import PERCENT
from pricing.values.size import Size

_INPUTS: tuple[Component, ...] = ("text_input", "image_input")


def levels(plans: Sequence[Planned], of: Used, billed: bool, delivered: Fraction | None) -> list[Fraction]:
    """USD as planned, then with the images, the tries, the mix, the tokens and the rates that there really were."""
    costs, quantities = _sums(plans, "costs"), _sums(plans, "quantities")
    plan = sum(costs.values(), Fraction(0))
    generated, images = (sum((getattr(each, what) for each in plans), Fraction(0)) for what in ("generated", "images"))
    made = None if of.images is None else Fraction(of.images)
    by_token = all(each.by_token for each in plans)
    rates = {each: _rate(each, plans, costs, quantities) for each in ("image_output", *_INPUTS)}
    tokens = counted(plans, of)
    output = tokens.get("image_output") if by_token else None
    scale = Fraction(1)
    if not billed:
        scale = Fraction(0)
    elif made is not None and generated:
        scale = made / generated
    elif output is not None and quantities.get("image_output"):
        scale = output / quantities["image_output"]
    volume = plan * (delivered / images if delivered is not None and images else scale)
    tries = plan * scale

    mix = tokens_too = tries
    expected: dict[Component, Fraction] = {}
    if output is not None:
        expected["image_output"] = output * rates["image_output"]
        if made:
            span = [each.span([*of.sizes] or [size for size, _ in each.bill.workload.size]) for each in plans]
            ends = [end for each in span if each is not None for end in each]
            an_image = min(max(output / made, min(ends)), max(ends)) if ends else output / made
            mix += (an_image * made - quantities.get("image_output", Fraction(0)) * scale) * rates["image_output"]
            tokens_too = mix + (output - an_image * made) * rates["image_output"]
    elif made and len(plans) == 1:
        mix += _mixed(plans[0], of, made)
        tokens_too = mix
        if not by_token:
            expected["image_output"] = costs.get("image_output", Fraction(0)) * scale + mix - tries
    for component in _INPUTS:
        if component in tokens:
            expected[component] = tokens[component] * rates[component]
            tokens_too += expected[component] - costs.get(component, Fraction(0)) * scale
    return [plan, volume, tries, mix, tokens_too, tokens_too + _of_rates(of, expected, costs, tokens_too)]


def counted(plans: Sequence[Planned], of: Used) -> dict[Component, Fraction]:
    """Tokens of each component as they were counted, or as they follow from costs at planned rates."""
    costs, quantities = _sums(plans, "costs"), _sums(plans, "quantities")
    tokens = {component: Fraction(count) for component, count in of.tokens.items()}
    for component in implied(plans, of):
        tokens[component] = Fraction(of.by_component[component]) / _rate(component, plans, costs, quantities)
    return tokens


def implied(plans: Sequence[Planned], of: Used) -> tuple[Component, ...]:
    """The components whose tokens follow from their cost at planned rates: only images are counted."""
    if of.images is None or not all(each.by_token for each in plans):
        return ()
    priced = (component for component in of.by_component if all(each.rate(component) for each in plans))
    return tuple(component for component in priced if component not in of.tokens)


def _of_rates(
    of: Used, expected: Mapping[Component, Fraction], costs: Mapping[Component, Fraction], level: Fraction
) -> Fraction:
    """What was billed above the planned rates, of what is counted."""
    told = {component: Fraction(cost) for component, cost in of.by_component.items()}
    if told and added(of.by_component.values()) == of.cost:
        return sum(
            (cost - expected[component] for component, cost in told.items() if component in expected), Fraction(0)
        )
    everything = all(component in expected for component, cost in costs.items() if cost)
    return Fraction(of.cost) - level if expected and everything else Fraction(0)


def _rate(
    component: Component,
    plans: Sequence[Planned],
    costs: Mapping[Component, Fraction],
    quantities: Mapping[Component, Fraction],
) -> Fraction:
    """USD of one token as planned: discount, batch share and events among it. At list where none is planned."""
    if quantities.get(component):
        return costs[component] / quantities[component]
    rates = [rate * each.kept for each in plans if (rate := each.rate(component)) is not None]
    return sum(rates, Fraction(0)) / len(rates) if rates else Fraction(0)


def _mixed(plan: Planned, of: Used, made: Fraction) -> Fraction:
    """What other qualities and sizes than planned cost more, as far as a source has them of every image."""
    workload = plan.bill.workload
    tiers = {tier: Fraction(share, PERCENT) for tier, share in workload.quality.shares()}
    sizes = {size: Fraction(share, PERCENT) for size, share in workload.size}
    before, after = _mean(plan, tiers, sizes), _mean(plan, tiers_of(plan, of), sizes_of(plan, of))
    return Fraction(0) if before is None or after is None else (after - before) * made * plan.kept


def _mean(plan: Planned, tiers: Mapping[Tier, Fraction], sizes: Mapping[Size, Fraction]) -> Fraction | None:
    total = Fraction(0)
    for tier, of_tier in tiers.items():
        for size, of_size in sizes.items():
            found = plan.output(tier, size)
            if found is None:
                return None
            total += found[1] * of_tier * of_size
    return total


def _sums(plans: Sequence[Planned], what: str) -> dict[Component, Fraction]:
    found: dict[Component, Fraction] = {}
    for each in plans:
        for component, amount in getattr(each, what).items():
            found[component] = found.get(component, Fraction(0)) + amount
    return found

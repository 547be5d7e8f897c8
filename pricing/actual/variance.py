"""Why a month was billed otherwise than planned, as parts that add up to the last digit.

Each part is a step from the plan to the bill with one thing more as it really was. What cannot be told, as a source
does not count it, is unexplained.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple, get_args

from pricing.actual.matching import Aliases, Matching, Unmatched, matched
from pricing.actual.months import days_of, length, records_of
from pricing.actual.planned import Planned, decimal, planned, within
from pricing.actual.records import added
from pricing.actual.usage import Used, used
from pricing.bill.estimate import Estimate
from pricing.prices import PriceBooks
from pricing.prices.base import Component
from pricing.prices.schema import TIERS, Tier
from pricing.saved import ActualMonth
from pricing.values.exact import EXACT, PERCENT
from pricing.values.month import Month
from pricing.values.size import Size
from pricing.wording.figures import CURRENCY

Code = Literal["volume", "tries", "mix", "tokens", "rate", "no-plan", "unexplained"]
CODES: tuple[Code, ...] = get_args(Code)
"""The parts in the order of the steps: images, images made for one that is used, qualities and sizes, tokens an image,
list prices against what was billed, models without a plan, and what nothing explains."""
_INPUTS: tuple[Component, ...] = ("text_input", "image_input")


class Part(NamedTuple):
    """One reason of a difference, USD."""

    code: Code
    amount: Decimal


class OfGroup(NamedTuple):
    """The difference of workloads that a bill does not tell apart."""

    places: tuple[int, ...]
    planned: Decimal
    actual: Decimal
    parts: tuple[Part, ...]
    """Those of workloads, in the order of `CODES`; they add up to the difference."""
    implied: bool
    """Whether tokens are worked out from costs at planned rates, as no source counts them: a discount looks like fewer
    tokens then."""


class Variance(NamedTuple):
    """A month as it was billed, beside its plan; USD."""

    month: Month
    planned: Decimal
    """Of the days that there is something of."""
    actual: Decimal
    parts: tuple[Part, ...]
    """One of each of `CODES`; `planned` and they add up to `actual`."""
    groups: tuple[OfGroup, ...]
    matching: Matching
    days: int
    """On how many days of the month there is something."""
    of_days: int
    """How many the month has."""
    in_horizon: bool
    """Whether the month is planned as such; else it is held against a month before growth and events."""

    @property
    def difference(self) -> Decimal:
        return EXACT.subtract(self.actual, self.planned)

    @property
    def other_currencies(self) -> tuple[Unmatched, ...]:
        """What was billed in other currencies, which is in no sum here."""
        return tuple(each for each in self.matching.unexplained if each.currency not in ("", CURRENCY))


def variance(
    whole: Estimate,
    month: Month,
    months: Iterable[ActualMonth],
    books: PriceBooks,
    aliases: Aliases | None = None,
    delivered: Mapping[int, Decimal] | None = None,
) -> Variance | None:
    """Why the bill of a month differs from its plan; None without a bill, or where the plan has no price.

    `delivered` are the images that were used in the month by the place of their workload, which no report knows.
    A month that is not over, or not in a file to its end, is held against as many days of its plan.
    """
    kept = tuple(each for each in months if each.month == month)
    if all(each.cost is None for each in kept) or whole.unpriced:
        return None
    of_days = length(month)
    days = min(days_of(kept).get(month, of_days), of_days)
    plans = planned(whole, month, Fraction(days, of_days))
    found = matched(records_of(kept), whole.scenario, books, aliases, [(each.model,) for each in plans])
    groups = tuple(
        _of_group(
            [plans[place] for place in group.places],
            used(group.records, any(plans[place].bill.workload.refs for place in group.places)),
            bool(group.records), _delivered(group.places, delivered or {}),
        )
        for group in found.groups
    )  # fmt: skip
    no_plan = added(each.cost for each in found.no_plan)
    rest = added(each.cost for each in found.unexplained if each.currency == CURRENCY)
    of_groups = {code: [part.amount for group in groups for part in group.parts if part.code == code] for code in CODES}
    of_groups["no-plan"].append(no_plan)
    of_groups["unexplained"].append(rest)
    return Variance(
        month, added(each.planned for each in groups), added([*(each.actual for each in groups), no_plan, rest]),
        tuple(Part(code, added(of_groups[code])) for code in CODES), groups, found, days, of_days, within(whole, month),
    )  # fmt: skip


def _delivered(places: Sequence[int], delivered: Mapping[int, Decimal]) -> Fraction | None:
    known = [Fraction(delivered[place]) for place in places if place in delivered]
    return sum(known, Fraction(0)) if len(known) == len(places) else None


def _of_group(plans: Sequence[Planned], of: Used, billed: bool, delivered: Fraction | None) -> OfGroup:
    levels = [decimal(level) for level in _levels(plans, of, billed, delivered)]
    levels.append(of.cost)
    codes = [code for code in CODES if code != "no-plan"]
    parts = (
        Part(code, EXACT.subtract(after, before))
        for code, before, after in zip(codes, levels, levels[1:], strict=False)
    )
    return OfGroup(tuple(each.place for each in plans), levels[0], of.cost, tuple(parts), bool(_implied(plans, of)))


def _levels(plans: Sequence[Planned], of: Used, billed: bool, delivered: Fraction | None) -> list[Fraction]:
    """USD as planned, then with the images, the tries, the mix, the tokens and the rates that there really were."""
    costs, quantities = _sums(plans, "costs"), _sums(plans, "quantities")
    plan = sum(costs.values(), Fraction(0))
    generated, images = (sum((getattr(each, what) for each in plans), Fraction(0)) for what in ("generated", "images"))
    made = None if of.images is None else Fraction(of.images)
    by_token = all(each.by_token for each in plans)
    rates = {each: _rate(each, plans, costs, quantities) for each in ("image_output", *_INPUTS)}
    tokens = {component: Fraction(count) for component, count in of.tokens.items()}
    tokens |= {component: Fraction(of.by_component[component]) / rates[component] for component in _implied(plans, of)}
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


def _implied(plans: Sequence[Planned], of: Used) -> tuple[Component, ...]:
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
    before = _mean(plan, tiers, sizes)
    if sum(of.sizes.values()) == made:
        sizes = {size: Fraction(count) / made for size, count in of.sizes.items()}
    if sum(of.qualities.values()) == made:
        tiers = _by_tier(plan, of.qualities, made) or tiers
    after = _mean(plan, tiers, sizes)
    return Fraction(0) if before is None or after is None else (after - before) * made * plan.kept


def _by_tier(plan: Planned, qualities: Mapping[str, Decimal], made: Fraction) -> dict[Tier, Fraction]:
    """Images by tier; empty where a quality is no tier's."""
    words = plan.bill.entry.model.tiers
    found: dict[Tier, Fraction] = {}
    for quality, count in qualities.items():
        tier = next((tier for tier in TIERS if quality in (tier, words.get(tier))), None)
        if tier is None:
            return {}
        found[tier] = found.get(tier, Fraction(0)) + Fraction(count) / made
    return found


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

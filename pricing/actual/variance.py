"""The variance of a month: why it was billed differently from the plan, in parts that add up exactly.

Each part is one step from the plan to the bill, in which one more quantity takes its billed value. What no source
counts is in the unexplained part.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal, NamedTuple, get_args

from pricing.actual import messages
from pricing.actual.compared_month import ComparedGroup, ComparedMonth
from pricing.actual.messages import PartCode
from pricing.actual.plan_side import Delivered, GroupPlan, WorkloadPlan, in_horizon
from pricing.actual.readers.usage_records import summed
from pricing.actual.usage import Usage
from pricing.actual.used_values import counted_tokens, implied, quality_mix, size_shares, tier_shares
from pricing.bill.estimate import Estimate
from pricing.prices.base import Component
from pricing.prices.schema import Tier
from pricing.values.exact import EXACT, PERCENT, of_fraction, percent_of, quotient, total
from pricing.values.month import Month
from pricing.values.size import Size
from pricing.wording.messages import Message

PART_CODES: tuple[PartCode, ...] = get_args(PartCode)
"""The codes of the parts in the order of the steps: images, generations per image, qualities, sizes, prompts and
references, text output, list prices, and the unexplained rest."""
_INPUTS: tuple[Component, ...] = ("text_input", "image_input")


class VariancePart(NamedTuple):
    """One reason of a difference, USD."""

    code: PartCode
    amount: Decimal


class GroupVariance(NamedTuple):
    """The variance of workloads that a bill does not distinguish."""

    places: tuple[int, ...]
    planned: Decimal
    actual: Decimal
    parts: tuple[VariancePart, ...]
    """The parts of the workloads, in the order of `PART_CODES`; they add up to the difference."""
    sources: tuple[str, ...]
    """The sources that bill them. The amounts of several sources are all counted: nothing shows whether they bill the
    same usage."""
    implied: bool
    """Whether tokens are worked out from costs at planned rates, as no source counts them: a discount looks like fewer
    tokens then."""


class Variance(NamedTuple):
    """A billed month compared with its plan, in USD."""

    compared: ComparedMonth
    planned: Decimal
    """The plan of the billed workloads and days."""
    actual: Decimal
    """The bill of the same workloads."""
    parts: tuple[VariancePart, ...]
    """One part for each of `PART_CODES`; together with `planned` they add up to `actual`."""
    groups: tuple[GroupVariance, ...]
    in_horizon: bool
    """Whether the month is planned as such; else it is held against a month before growth and events."""

    @property
    def month(self) -> Month:
        return self.compared.month

    @property
    def days(self) -> int:
        """On how many days of the month there is something."""
        return self.compared.days

    @property
    def difference(self) -> Decimal:
        return EXACT.subtract(self.actual, self.planned)

    @property
    def as_planned(self) -> bool:
        """Whether the bill is within half a percent of the plan."""
        return is_near(Fraction(self.actual), Fraction(self.planned))

    @property
    def visible_parts(self) -> list[VariancePart]:
        """The parts of at least half a percent of the plan. They add up to the difference: the sum of the smaller parts
        is in the largest. Empty if the bill is as planned.
        """
        if self.as_planned:
            return []
        least = abs(Fraction(self.planned or self.actual)) * NEAR
        large = [part for part in self.parts if abs(part.amount) >= least and part.code != "unexplained"]
        rest = EXACT.subtract(self.difference, total(part.amount for part in large))
        if large and abs(rest) < least:
            place = max(range(len(large)), key=lambda place: abs(large[place].amount))
            large[place] = large[place]._replace(amount=EXACT.add(large[place].amount, rest))
            return large
        return [*large, VariancePart("unexplained", rest)]


NEAR = Fraction(1, 200)
"""The part of an amount within which a bill is as planned."""


def is_near(amount: Fraction, planned: Fraction) -> bool:
    """Whether an amount is within half a percent of another."""
    return abs(amount - planned) <= abs(planned) * NEAR


def variance(whole: Estimate, compared: ComparedMonth, delivered: Delivered | None = None) -> Variance | None:
    """The parts of a month's difference from its plan; None without a bill, or if the plan has no price.

    `delivered` are the images that were used in the month. A month with a bill of some days is compared with as many
    days of its plan.
    """
    if whole.unpriced:
        return None
    if not any(record.cost is not None for group in compared.groups for record in group.records):
        return None
    groups = tuple(_of_group(group, delivered or {}) for group in compared.groups)
    amounts = summed((part.code, part.amount) for group in groups for part in group.parts)
    return Variance(
        compared,
        total(group.planned for group in groups),
        compared.billed,
        tuple(VariancePart(code, amounts.get(code, Decimal(0))) for code in PART_CODES),
        groups,
        in_horizon(whole, compared.month),
    )


def month_messages(variance: Variance) -> Iterator[Message]:
    """Billed amounts outside the plan, then notes."""
    month, actual, planned, difference = variance.month, variance.actual, variance.planned, variance.difference
    if variance.as_planned:
        yield messages.billed_as_planned(month, actual)
    elif not planned:
        yield messages.billed_without_plan(month, actual)
    else:
        percent = shown_percent(percent_of(abs(difference), planned))
        billed = messages.billed_above if difference > 0 else messages.billed_below
        yield billed(month, actual, percent, planned)
    if variance.days < month.days:
        yield messages.some_days(variance.days, month.days)
    if not variance.in_horizon:
        yield messages.not_in_horizon()
    tokens = any(part.code == "tokens" for part in variance.visible_parts)
    if tokens and any(group.implied for group in variance.groups):
        yield messages.implied_tokens()
    yield from map(messages.shorter_source, variance.compared.shorter)
    yield from (messages.several_bills(group.sources) for group in variance.groups if len(group.sources) > 1)
    for group in variance.compared.groups:
        if not group.records and group.plan.usd:
            yield from (messages.nothing_billed(plan.bill.workload.name) for plan in group.plan.plans)
        if group.doubted is not None:
            yield messages.doubted_count(group.doubted, quotient(group.usage.cost, group.doubted))


def part_messages(variance: Variance) -> Iterator[Message]:
    """The parts of the difference that are shown, each with its reason."""
    groups = [group for group in variance.compared.groups if group.records]
    parts = variance.visible_parts
    for code, amount in parts:
        images = [group.images for group in groups]
        made, by = sum((count for count, _ in images), Fraction(0)), {by for _, by in images}
        planned = sum((group.plan.generated for group in variance.compared.groups), Fraction(0))
        tells = not any(part.code == "tries" for part in parts) and "cost" not in by
        if code == "volume" and tells and round(made) != round(planned):
            volume_message = messages.volume_counted if by == {"count"} else messages.volume_by_tokens
            yield volume_message(amount, Decimal(round(made)), Decimal(round(planned)))
        elif code == "rate" and (before := EXACT.subtract(variance.actual, amount)) > 0:
            percent = shown_percent(percent_of(abs(amount), before))
            yield messages.dearer(amount, percent) if amount > 0 else messages.cheaper(amount, percent)
        elif code == "unexplained" and tells:
            yield messages.unexplained_volume_known(amount)
        else:
            yield messages.part_reason(code, amount)


def shown_percent(percent: Decimal) -> Decimal:
    """With one decimal below ten percent, else whole."""
    return round(percent, 1) if percent < 10 else Decimal(round(percent))


def _of_group(group: ComparedGroup, delivered: Delivered) -> GroupVariance:
    plan, usage = group.plan, group.usage
    known = [Fraction(delivered[place]) for place in group.places if place in delivered]
    used = sum(known, Fraction(0)) if len(known) == len(group.places) else None
    levels = _levels(plan, usage, bool(group.records), used)
    steps = pairwise([*map(of_fraction, levels), usage.cost])
    parts = tuple(
        VariancePart(code, EXACT.subtract(to, since)) for code, (since, to) in zip(PART_CODES, steps, strict=True)
    )
    sources = tuple(dict.fromkeys(record.source for record in group.records if record.cost is not None))
    if len({source.partition(" ")[0] for source in sources}) == 1 and all(" " in source for source in sources):
        # Accounts of one vendor bill each their own.
        sources = sources[:1]
    return GroupVariance(group.places, of_fraction(plan.usd), usage.cost, parts, sources, bool(implied(plan, usage)))


def _levels(plan: GroupPlan, usage: Usage, billed: bool, delivered: Fraction | None) -> list[Fraction]:
    """USD as planned, then with the images, tries, qualities, sizes, tokens, text and rates that there really were."""
    made = None if usage.images is None else Fraction(usage.images)
    tokens = counted_tokens(plan, usage)
    output = tokens.get("image_output") if plan.by_token else None
    planned_output = plan.quantities.get("image_output", Fraction(0))
    scale = Fraction(1)
    if not billed:
        scale = Fraction(0)
    elif made is not None and plan.generated:
        scale = made / plan.generated
    elif output is not None and planned_output:
        scale = output / planned_output
    volume = plan.usd * (delivered / plan.images if delivered is not None and plan.images else scale)
    tries = plan.usd * scale

    with_mix = with_sizes = with_tokens = tries
    expected: dict[Component, Fraction] = {}
    if output is not None:
        rate = plan.rate("image_output")
        expected["image_output"] = output * rate
        if made:
            of_mix = _tokens_of_a_mix(plan, usage, output / made) * made
            with_sizes += (of_mix - planned_output * scale) * rate
            with_mix = with_sizes - _of_the_sizes(plan, usage, "tokens") * made * rate
            with_tokens = with_sizes + (output - of_mix) * rate
    elif made and len(plan.plans) == 1:
        with_sizes += _cost_of_the_mix(plan.plans[0], usage) * made
        with_mix = with_sizes - _of_the_sizes(plan, usage, "usd") * made * plan.plans[0].paid_part
        with_tokens = with_sizes
        if not plan.by_token and _tells_the_price(plan.plans[0], usage):
            expected["image_output"] = plan.costs.get("image_output", Fraction(0)) * scale + with_sizes - tries
    for component in _INPUTS:
        if component in tokens:
            expected[component] = tokens[component] * plan.rate(component)
            with_tokens += expected[component] - plan.costs.get(component, Fraction(0)) * scale
    with_text = with_tokens
    if (text := _cost_of_text(plan, usage)) is not None:
        expected["text_output"] = text
        with_text += text - plan.costs.get("text_output", Fraction(0)) * scale
    with_rates = with_text + _cost_of_rates(plan, usage, expected, with_text)
    return [plan.usd, volume, tries, with_mix, with_sizes, with_tokens, with_text, with_rates]


def _cost_of_text(plan: GroupPlan, usage: Usage) -> Fraction | None:
    """USD of the text that the model gave out: as it was billed, else its tokens at the planned rate."""
    if cost := usage.by_component.get("text_output"):
        return Fraction(cost)
    tokens = usage.tokens.get("text_output")
    return Fraction(tokens) * plan.rate("text_output") if tokens else None


def _tells_the_price(plan: WorkloadPlan, usage: Usage) -> bool:
    """Whether an image that is sold by the piece has a known cost: its quality is counted, or makes no difference."""
    costs = {plan.image(tier, size) for tier in plan.bill.tiers for size, _ in plan.bill.workload.size}
    return len(costs) == 1 or quality_mix(plan, usage) is not None


def _tokens_of_a_mix(plan: GroupPlan, usage: Usage, tokens: Fraction) -> Fraction:
    """The part of the output tokens of an image that qualities and sizes explain: what those take that are counted, or
    else no less and no more than some take.

    The rest is explained by other tokens than any quality takes.
    """
    if len(plan.plans) == 1 and quality_mix(plan.plans[0], usage) is not None:
        (one,) = plan.plans
        known = _mean(one, tier_shares(one, usage), size_shares(one, usage), "tokens")
        if known is not None:
            return known
    possible = [
        taken
        for plan_of_bill in plan.plans
        for taken in plan_of_bill.tokens_of_an_image(
            [*usage.sizes] or [size for size, _ in plan_of_bill.bill.workload.size]
        )
    ]
    return min(max(tokens, min(possible)), max(possible)) if possible else tokens


def _cost_of_rates(plan: GroupPlan, usage: Usage, expected: Mapping[Component, Fraction], level: Fraction) -> Fraction:
    """The billed amount above the planned rates, for what is counted; `expected` is its cost at planned rates."""
    billed = {component: Fraction(cost) for component, cost in usage.by_component.items()}
    if billed and total(usage.by_component.values()) == usage.cost:
        above = (cost - expected[component] for component, cost in billed.items() if component in expected)
        return sum(above, Fraction(0))
    everything = all(component in expected for component, cost in plan.costs.items() if cost)
    return Fraction(usage.cost) - level if expected and everything else Fraction(0)


def _of_the_sizes(plan: GroupPlan, usage: Usage, amount: Literal["tokens", "usd"]) -> Fraction:
    """The additional cost of an image in the counted sizes instead of the planned ones, at the planned qualities; 0 if
    sizes are not counted.
    """
    if len(plan.plans) > 1:
        return Fraction(0)
    (one,) = plan.plans
    tiers, sizes = _planned_shares(one)
    before, after = _mean(one, tiers, sizes, amount), _mean(one, tiers, size_shares(one, usage), amount)
    return Fraction(0) if before is None or after is None else after - before


def _cost_of_the_mix(plan: WorkloadPlan, usage: Usage) -> Fraction:
    """The additional cost of an image in the counted qualities and sizes; 0 unless every image has both in a source."""
    before = _mean(plan, *_planned_shares(plan), "usd")
    after = _mean(plan, tier_shares(plan, usage), size_shares(plan, usage), "usd")
    return Fraction(0) if before is None or after is None else (after - before) * plan.paid_part


def _planned_shares(plan: WorkloadPlan) -> tuple[dict[Tier, Fraction], dict[Size, Fraction]]:
    """Images by tier and by size, 0 to 1."""
    workload = plan.bill.workload
    tiers = {tier: Fraction(share, PERCENT) for tier, share in workload.quality.shares()}
    return tiers, {size: Fraction(share, PERCENT) for size, share in workload.size}


def _mean(
    plan: WorkloadPlan, tiers: Mapping[Tier, Fraction], sizes: Mapping[Size, Fraction], amount: Literal["tokens", "usd"]
) -> Fraction | None:
    """Tokens or USD at list prices of an image; None where one of them has no price."""
    mean = Fraction(0)
    for tier, of_tier in tiers.items():
        for size, of_size in sizes.items():
            image = plan.image(tier, size)
            if image is None:
                return None
            mean += image[0 if amount == "tokens" else 1] * of_tier * of_size
    return mean

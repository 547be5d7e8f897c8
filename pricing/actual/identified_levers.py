"""The levers whose value a bill identifies, which correct the plan.

A lever is identified if a count gives its value, or if it alone explains a difference. With all of them the plan must
cost the billed amount within half a percent, or none is offered.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple, Protocol

from pricing.actual import messages
from pricing.actual.compared_month import ComparedGroup, ComparedMonth
from pricing.actual.messages import Identified
from pricing.actual.plan_side import Delivered, GroupPlan, WorkloadPlan, plan_of_month
from pricing.actual.usage import Usage
from pricing.actual.used_values import quality_mix, size_mix, tokens_of_a_reference
from pricing.actual.variance import is_near
from pricing.bill.estimate import Estimate, estimate
from pricing.decide.grid import field_text
from pricing.prices import PriceBooks
from pricing.prices.base import Component
from pricing.scenario import in_words, levers
from pricing.scenario.fields import FIELDS, kinds
from pricing.scenario.kinds import Number, QualityMix
from pricing.scenario.labels.messages import LABELS
from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.values.exact import PERCENT, of_fraction, quotient, total
from pricing.wording.messages import Figure, Message

_FARTHEST = 10
"""A lever that would become more than so many times as large or as small is not offered."""
_Value = Fraction | Quality | SizeMix


class IdentifiedLever(NamedTuple):
    """One lever of one workload at the value that the bill identifies."""

    lever: str
    """The key of the field."""
    workload: int
    """The number of the workload, from 1 on."""
    value: str
    """The field's value as written in a link."""
    present: str
    by: Identified
    planned: Decimal
    """The cost of the plan in the days of the bill with this lever alone."""
    scenario: Scenario
    """The scenario with this lever alone."""


class IdentifiedLevers(NamedTuple):
    """The levers that correct a plan, and its cost with them."""

    levers: tuple[IdentifiedLever, ...]
    """Empty if the bill is as planned, or does not show which value differs."""
    scenario: Scenario
    """The scenario with all of them changed."""
    planned: Decimal
    """The cost of the plan in the days of the bill with all of them."""
    billed: Decimal
    is_far: bool = False
    """Whether there are none because one would become ten times as large or a tenth."""


def identified_levers(
    whole: Estimate, compared: ComparedMonth, books: PriceBooks, today: dt.date, delivered: Delivered | None = None
) -> IdentifiedLevers:
    """The levers that the bill of a month identifies; none if they would not make the plan cost the billed amount."""
    scenario, billed = whole.scenario, compared.billed
    nothing = IdentifiedLevers((), scenario, _planned(whole, compared), billed)
    identified: list[IdentifiedLever] = []
    after = scenario
    for group in compared.groups:
        if len(group.places) > 1 or not group.records or group.doubted is not None:
            continue
        place = group.places[0]
        for lever, value, by in _identified(group, delivered or {}):
            workload = _with(after.workloads[place], lever, value, books, today)
            alone = _with(scenario.workloads[place], lever, value, books, today)
            if workload is None or alone is None or alone == scenario.workloads[place]:
                continue
            if _is_far(scenario.workloads[place], alone, lever):
                return nothing._replace(is_far=True)
            after = after.with_replaced(place, workload)
            single = scenario.with_replaced(place, alone)
            planned = _planned(estimate(single, books), compared)
            texts = field_text(alone, lever), field_text(scenario.workloads[place], lever)
            identified.append(IdentifiedLever(lever, place + 1, *texts, by, planned, single))
    if not identified:
        return nothing
    right = estimate(after, books)
    planned = _planned(right, compared)
    if right.unpriced or not _explains(right, compared, planned):
        return nothing
    order = list(FIELDS)
    identified.sort(key=lambda identified_lever: (identified_lever.workload, order.index(identified_lever.lever)))
    return IdentifiedLevers(tuple(identified), after, planned, billed)


class LeverChange(Protocol):
    """A changed lever of a workload: the workload's number, the key of the field, and its values."""

    @property
    def lever(self) -> str: ...

    @property
    def workload(self) -> int: ...

    @property
    def present(self) -> str: ...

    @property
    def value(self) -> str: ...


def change_message(scenario: Scenario, lever: LeverChange) -> Message:
    """The message of a lever's present and new value."""
    name = scenario.workloads[lever.workload - 1].name if scenario.several else ""
    present, value = (_shown(lever.lever, text) for text in (lever.present, lever.value))
    return messages.changed(LABELS[lever.lever], name, present, value)


def _shown(key: str, text: str) -> Figure:
    match FIELDS[key].kind:
        case Number():
            return Decimal(text)
        case QualityMix() as kind:
            return in_words.mix(kind.read(text))
    return text


def _planned(whole: Estimate, compared: ComparedMonth) -> Decimal:
    """The cost that a scenario plans for the workloads and days of a bill."""
    plans = _plans(whole, compared)
    return total(of_fraction(plan.usd) for plan in plans)


def _plans(whole: Estimate, compared: ComparedMonth) -> list[GroupPlan]:
    plans = plan_of_month(whole, compared.month)
    days = compared.month.days
    return [
        GroupPlan(tuple(plans[place].of_part(Fraction(group.days, days)) for place in group.places))
        for group in compared.groups
    ]


def _explains(whole: Estimate, compared: ComparedMonth, planned: Decimal) -> bool:
    """Whether a scenario costs the billed amount and makes the counted number of images."""
    if compared.billed and not is_near(Fraction(planned), Fraction(compared.billed)):
        return False
    plans = _plans(whole, compared)
    return all(
        group.usage.images is None or not group.usage.images or is_near(plan.generated, Fraction(group.usage.images))
        for group, plan in zip(compared.groups, plans, strict=True)
    )


def _is_far(before: Workload, after: Workload, lever: str) -> bool:
    """Whether a lever would become more than ten times as large or as small."""
    values = getattr(before, lever), getattr(after, lever)
    if not all(isinstance(value, int | Decimal) for value in values) or lever == "discount":
        return False
    low, high = sorted(map(Fraction, values))
    if lever == "thinking" and not low:
        # A plan without text output has no value that could be ten times as large.
        return False
    return high > 1 and high > low * _FARTHEST


def _with(workload: Workload, lever: str, value: _Value, books: PriceBooks, today: dt.date) -> Workload | None:
    """A workload with a value in the form of its field; None if the field does not accept it."""
    takes, written = kinds(books, today)[lever], value
    fitting: object = written
    if isinstance(value, Fraction) and isinstance(takes, Number):
        on_grid = takes.on_grid(quotient(Decimal(value.numerator), Decimal(value.denominator)))
        fitting = on_grid if takes.places else int(on_grid)
    try:
        takes.read(FIELDS[lever].write(fitting))
    except ValueError:
        return None
    changes: dict[str, Any] = {lever: fitting}
    return levers.carried(workload, replace(workload, **changes))


def _identified(group: ComparedGroup, delivered: Delivered) -> Iterator[tuple[str, _Value, Identified]]:
    """The levers of one workload that differ from the plan, each with its value."""
    (plan,) = group.plan.plans
    usage, workload = group.usage, plan.bill.workload
    if (paid := _paid_part(plan, group.plan, usage)) is not None and plan.rate_factor:
        part = paid / plan.rate_factor
        if not is_near(part, Fraction(workload.paid_part)):
            yield "discount", (1 - part) * PERCENT, "billed"
    made = None if usage.images is None else Fraction(usage.images)
    known = delivered.get(plan.place)
    if known is not None and plan.images:
        yield from _where_differing("images", Fraction(known) / plan.images * workload.images, workload.images, "given")
        sent = Fraction(known) * (1 - Fraction(workload.reuse) / PERCENT)
        if made and sent:
            yield from _where_differing("tries", made / sent, Fraction(workload.tries), "given")
    if (
        usage.batch is not None
        and plan.bill.card.has_batch
        and abs(Fraction(usage.batch) * PERCENT - Fraction(workload.batch)) > Fraction(1, 2)
    ):
        yield "batch", Fraction(usage.batch) * PERCENT, "counted"
    if made is not None:
        if known is None and plan.generated:
            yield from _where_differing("images", made / plan.generated * workload.images, workload.images, "counted")
        if (sizes := size_mix(usage)) is not None and dict(sizes) != dict(workload.size):
            yield "size", sizes, "counted"
        if (mix := quality_mix(plan, usage)) is not None and mix != workload.quality:
            yield "quality", mix, "counted"
        text = usage.tokens.get("text_output")
        if text and made and plan.list_rate("text_output") is not None:
            yield from _where_differing("thinking", Fraction(text) / made, workload.thinking, "counted")
        if made:
            volume = made / plan.generated if plan.generated else None
            yield from _inputs(plan, usage, _per_plan(plan, group.plan, usage, paid), volume)
        return
    yield from _by_components(plan, usage, _per_plan(plan, group.plan, usage, paid), known is not None)


def _where_differing(
    lever: str, value: Fraction, present: Fraction | int, by: Identified
) -> Iterator[tuple[str, Fraction, Identified]]:
    if not is_near(value, Fraction(present)):
        yield lever, value, by


def _per_plan(plan: WorkloadPlan, group: GroupPlan, usage: Usage, paid: Fraction | None) -> dict[Component, Fraction]:
    """The used amount of each component as a multiple of the planned one: by tokens, else by cost at the paid rates.

    A component that is not planned has no multiple; the value is then its number of tokens, negative.
    """
    used: dict[Component, Fraction] = {}
    for component in ("text_input", "image_input", "image_output"):
        count = usage.tokens.get(component)
        cost = usage.by_component.get(component)
        planned = group.quantities.get(component, Fraction(0))
        tokens: Fraction | None = None
        if count is not None:
            tokens = Fraction(count)
        elif cost is not None and (rate := group.rate(component)):
            tokens = Fraction(cost) / (rate if paid is None else rate * paid / plan.paid_part)
        if tokens is not None and (planned or tokens):
            used[component] = tokens / planned if planned else -tokens
    return used


def _by_components(
    plan: WorkloadPlan, usage: Usage, used: Mapping[Component, Fraction], given: bool
) -> Iterator[tuple[str, _Value, Identified]]:
    """The levers if images are not counted: if all components differ alike it is the volume, if tokens are counted; one
    component alone is its own lever.

    If requests are counted, and their number is not that of the images, a request makes several images of one prompt,
    so the tokens of an image are not the prompt.
    """
    if "image_output" not in used or given:
        return
    volume = used["image_output"]
    one_each = usage.requests is None or is_near(Fraction(usage.requests), volume * plan.generated)
    inputs = [
        used[component] for component in ("text_input", "image_input") if component in used and used[component] >= 0
    ]
    as_planned = is_near(volume, Fraction(1))
    if not as_planned and usage.tokens and any(is_near(amount, volume) for amount in inputs):
        yield "images", volume * plan.bill.workload.images, "tokens"
    elif not as_planned:
        return
    if one_each:
        yield from _inputs(plan, usage, used, Fraction(1) if as_planned else volume)


def _inputs(
    plan: WorkloadPlan, usage: Usage, used: Mapping[Component, Fraction], volume: Fraction | None
) -> Iterator[tuple[str, Fraction, Identified]]:
    """Prompt and references, if their tokens differ otherwise than the images do. A difference by cost alone must be
    half a percent of the bill.
    """
    workload = plan.bill.workload
    if not volume:
        return
    usd = sum(plan.costs.values(), Fraction(0))

    def differing(
        lever: str, component: Component, value: Fraction, present: Fraction | int
    ) -> Iterator[tuple[str, Fraction, Identified]]:
        if component in usage.tokens:
            yield from _where_differing(lever, value, present, "counted")
            return
        planned = plan.costs.get(component, Fraction(0))
        if not planned or not is_near(usd + planned * (value / Fraction(present) - 1), usd):
            yield from _where_differing(lever, value, present, "cost")

    if (text := used.get("text_input")) is not None and plan.bill.entry.charges_text:
        value = text / volume * workload.prompt if text >= 0 else -text / (plan.generated * volume)
        yield from differing("prompt", "text_input", value, workload.prompt)
    image, a_reference = used.get("image_input"), tokens_of_a_reference(plan)
    if image is not None and a_reference:
        value = (
            image / volume * Fraction(workload.refs) if image >= 0 else -image / (plan.generated * volume * a_reference)
        )
        yield from differing("refs", "image_input", value, Fraction(workload.refs))


def _paid_part(plan: WorkloadPlan, group: GroupPlan, usage: Usage) -> Fraction | None:
    """The part of list prices that was paid, if the counts show it; else None."""
    batch = None if usage.batch is None else Fraction(usage.batch)
    if not usage.cost:
        return None
    if not plan.by_token:
        return _paid_part_of_pieces(plan, usage)
    listed: dict[Component, Fraction] = {}
    for component, count in usage.tokens.items():
        if (rate := plan.list_rate(component, batch)) is not None:
            listed[component] = Fraction(count) * rate
    planned = {component for component, cost in group.costs.items() if cost}
    of_components = {component: Fraction(cost) for component, cost in usage.by_component.items()}
    if of_components and total(usage.by_component.values()) == usage.cost:
        if not listed:
            return _paid_part_of_parts(plan, group, usage, of_components)
        if not set(of_components) <= set(listed) or not all(listed[component] for component in of_components):
            return None
        parts = [of_components[component] / listed[component] for component in of_components]
        paid = sum(of_components.values(), Fraction(0)) / sum(
            (listed[billed_component] for billed_component in of_components), Fraction(0)
        )
        return paid if all(is_near(part, paid) for part in parts) else None
    whole = sum(listed.values(), Fraction(0))
    return Fraction(usage.cost) / whole if whole and planned <= set(listed) else None


def _paid_part_of_parts(
    plan: WorkloadPlan, group: GroupPlan, usage: Usage, billed: Mapping[Component, Fraction]
) -> Fraction | None:
    """The paid part if images are counted and costs are known by component: if several all differ alike, the price
    differs.
    """
    planned = {component: cost for component, cost in group.costs.items() if cost}
    if not usage.images or not plan.generated or len(billed) < 2 or set(billed) != set(planned):
        return None
    volume = Fraction(usage.images) / plan.generated
    parts = [cost / (planned[component] * volume) for component, cost in billed.items()]
    whole = sum(billed.values(), Fraction(0)) / sum(planned.values(), Fraction(0)) / volume
    return whole * plan.paid_part if all(is_near(part, whole) for part in parts) else None


def _paid_part_of_pieces(plan: WorkloadPlan, usage: Usage) -> Fraction | None:
    """The paid part of images sold by the piece, if all qualities and sizes that are sold cost the same."""
    sizes = [*usage.sizes] or [size for size, _ in plan.bill.workload.size]
    costs = {image[1] for tier in plan.bill.tiers for size in sizes if (image := plan.image(tier, size))}
    others = any(cost for component, cost in plan.costs.items() if component != "image_output")
    if not usage.images or len(costs) != 1 or others or not (cost := costs.pop()):
        return None
    return Fraction(usage.cost) / Fraction(usage.images) / cost

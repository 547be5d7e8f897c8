"""True averages of what was used, each beside the value of the scenario, and ranges from the scatter of days."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from pricing.actual.matched_bill import Aliases, BilledGroup, matched
from pricing.actual.messages import Evidence
from pricing.actual.plan_side import Delivered, GroupPlan, WorkloadPlan, plan_of_days
from pricing.actual.readers.usage_records import BillFile, UsageRecord
from pricing.actual.source_months import SourceMonth, days_by_month
from pricing.actual.usage import Usage, usage_of
from pricing.actual.used_values import counted_tokens, implied, lever_values, quality_mix, size_mix
from pricing.bill.bills import bill
from pricing.bill.estimate import Estimate
from pricing.decide.grid import field_text
from pricing.prices import PriceBooks
from pricing.scenario import levers, ranges
from pricing.scenario.fields import FIELDS, LEVER_KINDS, kinds
from pricing.scenario.kinds import Number
from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.ranges import Lever, Range
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload, generations_per_image
from pricing.values.exact import PERCENT, of_fraction, quotient
from pricing.values.month import Month

FEWEST_DAYS = 10
"""Fewer say nothing of one in ten."""
_RANGED: tuple[Lever, ...] = ("images", "prompt", "refs", "batch", "high")
_LOW, _HIGH = Fraction(1, 10), Fraction(9, 10)
_Value = Fraction | Quality | SizeMix
_Told = tuple[int, str, _Value, Evidence]
"""The place of a workload, the key of a field, its true value, and what that rests on."""


class Average(NamedTuple):
    """One field of one workload as it really was."""

    lever: str
    """The key of the field."""
    workload: int
    """Its number, from 1 on."""
    value: str
    """The field's text, as a link has it."""
    present: str
    evidence: Evidence
    scenario: Scenario
    """With this average."""

    @property
    def differs(self) -> bool:
        return self.value != self.present


class ImageCost(NamedTuple):
    """What a generated image of some workloads cost, USD to 12 decimals."""

    places: tuple[int, ...]
    model: str
    actual: Decimal
    planned: Decimal | None


class Averages(NamedTuple):
    """What was really used, beside the scenario."""

    averages: tuple[Average, ...]
    """Workload by workload, in the order of the fields."""
    costs: tuple[ImageCost, ...]


class DayRange(NamedTuple):
    """How far a lever of a workload was from day to day."""

    workload: int
    """Its number, from 1 on."""
    range: Range
    """One day in ten was below, one above; wide enough for the value that the scenario has."""
    days: int


def averages_of_month(
    whole: Estimate,
    month: Month,
    months: Iterable[SourceMonth],
    files: Iterable[BillFile],
    books: PriceBooks,
    today: dt.date,
    aliases: Aliases | None = None,
    delivered: Delivered | None = None,
) -> Averages:
    """The true averages of a month: by the days that files have of it, else by its sums.

    `delivered` are the images that were used in the month.
    """
    of_month = [each for each in months if each.month == month]
    records = [record for each in of_month for record in each.records]
    days = days_by_month(of_month).get(month, month.days)
    if parts := [part for file in files if (part := file.between(month.first_day, month.last_day)) is not None]:
        records, days = common_days(parts, today)
    if days >= month.days:
        # A whole month has the days that the plan gives one, so that its images a day make the same month.
        days = whole.scenario.days
    return averages(whole, records, days, books, today, aliases, delivered)


def common_days(files: Iterable[BillFile], today: dt.date) -> tuple[list[UsageRecord], int]:
    """The records of the days that all files have and that are over, and how many days these are: averages of other
    days would not fit together.
    """
    dated = [
        (file.first, file.last, file.records) for file in files if file.first is not None and file.last is not None
    ]
    if not dated:
        return [], 0
    first = max(first for first, _, _ in dated)
    last = min(*(last for _, last, _ in dated), today - dt.timedelta(days=1))
    records = [record for _, _, records in dated for record in records if first <= record.day <= last]
    return records, max((last - first).days + 1, 0)


def averages(
    whole: Estimate,
    records: Iterable[UsageRecord],
    days: int,
    books: PriceBooks,
    today: dt.date,
    aliases: Aliases | None = None,
    delivered: Delivered | None = None,
) -> Averages:
    """The true averages of some days; none where a scenario has no price, or no day."""
    scenario = whole.scenario
    if days < 1 or whole.unpriced:
        return Averages((), ())
    plans = plan_of_days(whole, days)
    found: list[Average] = []
    costs: list[ImageCost] = []
    for group in matched(records, scenario, books, aliases).groups:
        plan = GroupPlan(tuple(plans[place] for place in group.places))
        usage = usage_of(group.records, plan.references)
        for place, lever, value, evidence in _told(group, plan, usage, days, delivered or {}):
            if (average := _average(scenario, place, lever, value, evidence, books, today)) is not None:
                found.append(average)
        costs += _image_cost(plan, usage)
    order = list(FIELDS)
    return Averages(tuple(sorted(found, key=lambda each: (each.workload, order.index(each.lever)))), tuple(costs))


def with_averages(scenario: Scenario, chosen: Iterable[Average], books: PriceBooks, today: dt.date) -> Scenario:
    """The scenario with several averages at once."""
    for average in chosen:
        place = average.workload - 1
        value = getattr(average.scenario.workloads[place], average.lever)
        workload = _changed(scenario.workloads[place], average.lever, value)
        scenario = scenario.with_replaced(place, workload)
    return scenario


def _told(group: BilledGroup, plan: GroupPlan, usage: Usage, days: int, delivered: Delivered) -> Iterator[_Told]:
    if not group.records:
        return
    if len(plan.plans) == 1:
        yield from _of_one(plan, usage, days, delivered)
    else:
        yield from _of_several(plan, usage)
    yield from _discount(plan, usage)


def _of_one(group: GroupPlan, usage: Usage, days: int, delivered: Delivered) -> Iterator[_Told]:
    (plan,) = group.plans
    workload, place = plan.bill.workload, plan.place
    assumed = implied(group, usage)
    values = lever_values(plan, usage, days)
    counted: Evidence = "requests" if usage.of_requests else "counted"
    if (known := delivered.get(place)) is not None:
        yield place, "images", Fraction(known) / days, "given"
        sent = Fraction(known) * generations_per_image(Fraction(workload.reuse) / PERCENT, tries=Fraction(1))
        if usage.images is not None and sent:
            yield place, "tries", Fraction(usage.images) / sent, "given"
    elif "images" in values:
        yield place, "images", values["images"], counted
    for lever, component in (("prompt", "text_input"), ("refs", "image_input")):
        if lever in values:
            yield place, lever, values[lever], "implied" if component in assumed else counted
    if "batch" in values:
        yield place, "batch", values["batch"], "counted"
    if (sizes := size_mix(usage)) is not None and dict(sizes) != dict(workload.size):
        yield place, "size", sizes, "counted"
    if (mix := quality_mix(plan, usage)) is not None:
        yield place, "quality", mix, "counted" if usage.qualities else "likely"


def _of_several(group: GroupPlan, usage: Usage) -> Iterator[_Told]:
    """What is true of workloads together: each of them gets its part of the images."""
    if usage.images is not None and group.generated:
        for plan in group.plans:
            images = plan.bill.workload.images * Fraction(usage.images) / group.generated
            yield plan.place, "images", images, "together"
    if usage.batch is not None and all(plan.bill.card.has_batch for plan in group.plans):
        for plan in group.plans:
            yield plan.place, "batch", Fraction(usage.batch) * PERCENT, "together"


def _discount(group: GroupPlan, usage: Usage) -> Iterator[_Told]:
    """What was billed below the list price of the tokens that were counted."""
    batch = None if usage.batch is None else Fraction(usage.batch)
    listed = billed = Fraction(0)
    for component, count in counted_tokens(group, usage).items():
        if component not in usage.tokens or component not in usage.by_component:
            continue
        rates = [rate for plan in group.plans if (rate := plan.list_rate(component, batch)) is not None]
        if len(rates) == len(group.plans):
            listed += count * sum(rates, Fraction(0)) / len(rates)
            billed += Fraction(usage.by_component[component])
    if not listed:
        return
    percent = (1 - billed / listed) * PERCENT
    evidence: Evidence = "above-list" if percent < 0 else "counted" if len(group.plans) == 1 else "together"
    for plan in group.plans:
        yield plan.place, "discount", max(percent, Fraction(0)), evidence


def _average(
    scenario: Scenario,
    place: int,
    lever: str,
    true_value: _Value,
    evidence: Evidence,
    books: PriceBooks,
    today: dt.date,
) -> Average | None:
    """A value as its field takes it; None where the field does not, or where the workload has no price with it."""
    before, takes = scenario.workloads[place], kinds(books, today)[lever]
    value: object = true_value
    if isinstance(true_value, Fraction) and isinstance(takes, Number):
        fitting = takes.on_grid(quotient(Decimal(true_value.numerator), Decimal(true_value.denominator)))
        value = fitting if takes.places else int(fitting)
    try:
        takes.read(FIELDS[lever].write(value))
    except ValueError:
        return None
    after = _changed(before, lever, value)
    if bill(after, scenario, books).per_month is None:
        return None
    texts = field_text(after, lever), field_text(before, lever)
    return Average(lever, place + 1, *texts, evidence, scenario.with_replaced(place, after))


def _changed(workload: Workload, lever: str, value: object) -> Workload:
    """A workload with another value of a field, its ranges moved along."""
    changes: dict[str, Any] = {lever: value}
    return levers.carried(workload, replace(workload, **changes))


def _image_cost(plan: GroupPlan, usage: Usage) -> Iterator[ImageCost]:
    if usage.images and usage.cost:
        planned = quotient(of_fraction(plan.usd), of_fraction(plan.generated)) if plan.generated else None
        places = tuple(each.place for each in plan.plans)
        yield ImageCost(places, plan.plans[0].model, quotient(usage.cost, usage.images), planned)


def day_ranges(
    whole: Estimate, records: Iterable[UsageRecord], books: PriceBooks, today: dt.date, aliases: Aliases | None = None
) -> tuple[DayRange, ...]:
    """The ranges of levers by the days that are over, of workloads that a bill tells apart.

    A day between others without any use counts as none: 0 images.
    """
    over = [record for record in records if record.day < today]
    if not over or whole.unpriced:
        return ()
    first, last = min(record.day for record in over), max(record.day for record in over)
    days = [first + dt.timedelta(days=place) for place in range((last - first).days + 1)]
    plans = plan_of_days(whole, 1)
    found: list[DayRange] = []
    for group in matched(over, whole.scenario, books, aliases).groups:
        if len(group.places) > 1 or not group.records:
            continue
        plan = plans[group.places[0]]
        by_day: dict[dt.date, list[UsageRecord]] = {day: [] for day in days}
        for record in group.records:
            by_day[record.day].append(record)
        of_days = [_of_day(plan, of_day) for of_day in by_day.values()]
        for lever in _RANGED:
            values = _values(lever, of_days)
            if len(values) >= FEWEST_DAYS:
                takes, ends = LEVER_KINDS[lever], (_percentile(values, part) for part in (_LOW, _HIGH))
                low, high = (takes.on_grid(of_fraction(end), 2) for end in ends)
                present = levers.lever_value(plan.bill.workload, lever)
                low, high = min(low, present), max(high, present)
                if low < high:
                    found.append(DayRange(plan.place + 1, Range(lever, low, high), len(values)))
    return tuple(found)


def with_ranges(scenario: Scenario, found: Iterable[DayRange]) -> Scenario:
    """The scenario with these ranges instead of its own of the same levers."""
    for each in found:
        workload = scenario.workloads[each.workload - 1]
        others = (own for own in workload.ranges if own.lever != each.range.lever)
        widened = levers.around(replace(workload, ranges=ranges.ordered((*others, each.range))))
        scenario = scenario.with_replaced(each.workload - 1, widened)
    return scenario


def _of_day(plan: WorkloadPlan, records: Iterable[UsageRecord]) -> Mapping[str, Fraction]:
    return lever_values(plan, usage_of(records, bool(plan.bill.workload.refs)), 1)


def _values(lever: Lever, of_days: Sequence[Mapping[str, Fraction]]) -> list[Fraction]:
    """The values of a lever in order, of the days that have one; images are 0 on a day without."""
    values = [of_day[lever] for of_day in of_days if lever in of_day]
    if lever == "images" and values:
        values += [Fraction(0)] * (len(of_days) - len(values))
    return sorted(values)


def _percentile(values: Sequence[Fraction], part: Fraction) -> Fraction:
    """The value that a part of the others is below, between the two that are nearest."""
    place = part * (len(values) - 1)
    below = int(place)
    after = values[min(below + 1, len(values) - 1)]
    return values[below] + (after - values[below]) * (place - below)

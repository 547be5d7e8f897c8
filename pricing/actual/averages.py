"""True averages of what was used, each beside the value of the scenario, and the scenario with one or with all."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal, NamedTuple

from pricing.actual.levels import counted, implied
from pricing.actual.matching import Aliases, Group, matched
from pricing.actual.measures import measures, mix_of
from pricing.actual.mixture import whole_sizes
from pricing.actual.planned import Delivered, Planned, as_begun
from pricing.actual.records import Reading, Record
from pricing.actual.usage import Used, used
from pricing.bill.bills import bill
from pricing.bill.estimate import Estimate
from pricing.decide.grid import field_text
from pricing.prices import PriceBooks
from pricing.scenario import levers
from pricing.scenario.fields import FIELDS, kinds
from pricing.scenario.kinds import Number
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload, generations_per_image
from pricing.values.exact import PERCENT, of_fraction, quotient

How = Literal["counted", "given", "requests", "implied", "likely", "together", "above-list"]
"""How an average is told: counted by a source; given by a person; with each request taken for an image; from costs at
planned rates; as the mix that takes as many tokens; of several workloads together; or billed above list prices."""


class Average(NamedTuple):
    """One field of one workload as it really was."""

    lever: str
    """The key of the field."""
    workload: int
    """Its number, from 1 on."""
    measured: Decimal | None
    """To 12 decimals, before it is rounded to what its field takes; None for a mix."""
    value: str
    """The field's text, as a link has it."""
    present: str
    how: How
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

    days: int
    averages: tuple[Average, ...]
    """Workload by workload, in the order of the fields."""
    costs: tuple[ImageCost, ...]


class Common(NamedTuple):
    """What several files have of the same days."""

    records: tuple[Record, ...]
    days: int
    first: dt.date | None
    last: dt.date | None


def common(readings: Iterable[Reading], today: dt.date) -> Common:
    """The records of the days that all files have and that are over: averages of other days would not fit together."""
    files = [each for each in readings if each.first is not None]
    first = max((each.first for each in files if each.first is not None), default=None)
    ends = [each.last for each in files if each.last is not None]
    last = min([*ends, today - dt.timedelta(days=1)]) if ends else None
    if first is None or last is None or last < first:
        return Common((), 0, None, None)
    found = (record for each in files for record in each.records if first <= record.day <= last)
    return Common(tuple(found), (last - first).days + 1, first, last)


def averages(
    whole: Estimate,
    records: Iterable[Record],
    days: int,
    books: PriceBooks,
    today: dt.date,
    aliases: Aliases | None = None,
    delivered: Delivered | None = None,
) -> Averages:
    """The true averages of some days; nothing where a scenario has no price, or no day.

    `delivered` are the images that were used in these days.
    """
    scenario = whole.scenario
    if days < 1 or whole.unpriced:
        return Averages(max(days, 0), (), ())
    plans = as_begun(whole, days)
    found: list[Average] = []
    costs: list[ImageCost] = []
    for group in matched(records, scenario, books, aliases).groups:
        of_group = [plans[place] for place in group.places]
        of = used(group.records, any(each.bill.workload.refs for each in of_group))
        for place, lever, value, how in _of_group(group, of_group, of, days, delivered or {}):
            if (average := _average(scenario, place, lever, value, how, books, today)) is not None:
                found.append(average)
        costs += _cost_of_an_image(group, of_group, of)
    order = list(FIELDS)
    return Averages(days, tuple(sorted(found, key=lambda each: (each.workload, order.index(each.lever)))), tuple(costs))


def with_averages(scenario: Scenario, chosen: Iterable[Average], books: PriceBooks, today: dt.date) -> Scenario:
    """The scenario with several averages at once."""
    for each in chosen:
        place = each.workload - 1
        value = getattr(each.scenario.workloads[place], each.lever)
        scenario = scenario.with_replaced(place, _changed(scenario.workloads[place], each.lever, value, books, today))
    return scenario


_Told = tuple[int, str, Any, How]
"""The place of a workload, the key of a field, a value or a mix, and how it is told."""


def _of_group(group: Group, plans: Sequence[Planned], of: Used, days: int, delivered: Delivered) -> Iterator[_Told]:
    if not group.records:
        return
    if len(plans) > 1:
        yield from _of_several(plans, of)
        return
    (plan,) = plans
    workload = plan.bill.workload
    assumed = implied([plan], of)
    found = measures(plan, of, days)
    by: How = "requests" if of.of_requests else "counted"
    if (known := delivered.get(plan.place)) is not None:
        yield plan.place, "images", Fraction(known) / days, "given"
        sent = Fraction(known) * generations_per_image(Fraction(workload.reuse), tries=Fraction(1))
        if of.images is not None and sent:
            yield plan.place, "tries", Fraction(of.images) / sent, "given"
    elif "images" in found:
        yield plan.place, "images", found["images"], by
    for lever, component in (("prompt", "text_input"), ("refs", "image_input")):
        if lever in found:
            yield plan.place, lever, found[lever], "implied" if component in assumed else by
    if "batch" in found:
        yield plan.place, "batch", found["batch"], "counted"
    if (sizes := whole_sizes(of)) is not None and dict(sizes) != dict(workload.size):
        yield plan.place, "size", sizes, "counted"
    if (mix := mix_of(plan, of)) is not None:
        yield plan.place, "quality", mix, "counted" if of.qualities else "likely"
    yield from _discount([plan], of)


def _of_several(plans: Sequence[Planned], of: Used) -> Iterator[_Told]:
    """What is true of workloads together: each of them gets its part of the images."""
    generated = sum((each.generated for each in plans), Fraction(0))
    if of.images is not None and generated:
        for each in plans:
            yield each.place, "images", each.bill.workload.images * Fraction(of.images) / generated, "together"
    if of.batch is not None and all(each.bill.card.has_batch for each in plans):
        for each in plans:
            yield each.place, "batch", Fraction(of.batch) * PERCENT, "together"
    yield from _discount(plans, of)


def _discount(plans: Sequence[Planned], of: Used) -> Iterator[_Told]:
    """What was billed of the list price of the tokens that were counted."""
    tokens = {component: count for component, count in counted(plans, of).items() if component in of.tokens}
    batch = None if of.batch is None else Fraction(of.batch)
    listed = billed = Fraction(0)
    for component, count in tokens.items():
        rates = [each.rate(component, batch) for each in plans]
        if component in of.by_component and None not in rates:
            listed += count * sum((rate for rate in rates if rate is not None), Fraction(0)) / len(rates)
            billed += Fraction(of.by_component[component])
    if not listed:
        return
    off = (1 - billed / listed) * PERCENT
    how: How = "above-list" if off < 0 else "counted" if len(plans) == 1 else "together"
    for each in plans:
        yield each.place, "discount", max(off, Fraction(0)), how


def _average(
    scenario: Scenario, place: int, lever: str, value: Any, how: How, books: PriceBooks, today: dt.date
) -> Average | None:
    """A value as its field takes it; None where the field does not, or where the workload has no price with it."""
    before, takes = scenario.workloads[place], kinds(books, today)[lever]
    measured = None
    if isinstance(takes, Number):
        measured = quotient(Decimal(value.numerator), Decimal(value.denominator))
        fitting = takes.on_grid(measured)
        value = fitting if takes.places else int(fitting)
    try:
        takes.read(FIELDS[lever].write(value))
    except ValueError:
        return None
    after = _changed(before, lever, value, books, today)
    if bill(after, scenario, books).per_month is None:
        return None
    texts = field_text(after, lever), field_text(before, lever)
    return Average(lever, place + 1, measured, *texts, how, scenario.with_replaced(place, after))


def _changed(workload: Workload, lever: str, value: Any, books: PriceBooks, today: dt.date) -> Workload:
    """A workload with another value of a field, its ranges moved along."""
    numbers = levers.lever_kinds(kinds(books, today))
    return levers.carried(workload, replace(workload, **{lever: value}), numbers)


def _cost_of_an_image(group: Group, plans: Sequence[Planned], of: Used) -> Iterator[ImageCost]:
    if not of.images or not of.cost:
        return
    generated = sum((each.generated for each in plans), Fraction(0))
    planned = sum((sum(each.costs.values(), Fraction(0)) for each in plans), Fraction(0))
    yield ImageCost(
        group.places,
        plans[0].model,
        quotient(of.cost, of.images),
        quotient(of_fraction(planned), of_fraction(generated)) if generated else None,
    )

"""The waterfall from one monthly cost to another, step by step."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from itertools import accumulate
from typing import NamedTuple, get_args

from pricing.bill.bills import Bill, bill
from pricing.bill.estimate import Estimate, estimate, own_lines
from pricing.explain import messages
from pricing.explain.matching import matched
from pricing.prices import ListPrices, PriceBooks
from pricing.prices.revision import BookRevision, revision_of
from pricing.scenario.fields import FIELDS, Field, WaterfallStep
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.values.exact import EXACT, total
from pricing.wording.messages import Message, named, together

_STEPS: Mapping[WaterfallStep, tuple[Field, ...]] = {
    step: tuple(field for field in FIELDS.values() if field.step == step) for step in get_args(WaterfallStep)
}
"""The steps of a waterfall that change fields, in their order, with the fields of each."""


class Step(NamedTuple):
    """One bar of a waterfall: a workload that was added or removed, or some fields that were changed."""

    label: Message
    fields: tuple[str, ...]
    """The keys of the fields that differ."""
    amount: Decimal
    """USD a month more, exact; negative where it saves."""
    workload: str = ""
    """The name of the workload that was added or removed; empty for other steps."""


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The steps from one monthly cost to another; they add up exactly to the difference."""

    start: Decimal
    end: Decimal
    steps: tuple[Step, ...]

    @property
    def change(self) -> Decimal:
        """USD a month more, exact; negative where it saves."""
        return EXACT.subtract(self.end, self.start)

    @property
    def levels(self) -> list[Decimal]:
        """The cost at the start and after each step, exact."""
        with localcontext(EXACT):
            return list(accumulate((step.amount for step in self.steps), initial=self.start))

    @property
    def main_step(self) -> Step | None:
        """The largest step in the direction of the change; None if nothing changes."""
        sign = 1 if self.change > 0 else -1
        steps = [step for step in self.steps if sign * step.amount > 0] if self.change else []
        return max(steps, key=lambda step: abs(step.amount), default=None)


@dataclass(frozen=True, slots=True)
class NoWaterfall:
    """Why there is no waterfall, with the cost of the scenario that has a price."""

    start: Decimal | None
    end: Decimal | None
    reason: Message


class Correction(NamedTuple):
    """A stored cost and the different present cost of the same scenario, after a correction; USD a month."""

    stored: Decimal | None
    now: Decimal | None
    book_then: BookRevision | None
    """The revision of the price book that the stored cost was computed with; None where it was not stored."""
    book_now: BookRevision

    @property
    def same_book(self) -> bool:
        """Whether the price book is unchanged, so that a rule of the bill was corrected and not a price."""
        return self.book_then is not None and self.book_then.hash == self.book_now.hash


def correction(
    stored: Decimal | None, scenario: Scenario, books: PriceBooks, book_then: BookRevision | None
) -> Correction | None:
    """The correction of the cost that is stored with a saved scenario; None if the cost is unchanged."""
    now = estimate(scenario, books).per_month
    return None if now == stored else Correction(stored, now, book_then, revision_of(books))


def waterfall(before: Scenario, after: Scenario, books: PriceBooks, today: dt.date) -> Waterfall | NoWaterfall:
    """Explain the monthly cost of `after` from that of `before`, step by step.

    A workload that only one of them has is a separate step with its cost there. Then the fields of all other workloads
    change together. If an intermediate scenario has no price, its step is merged with the next one. `today` is the
    last day of list prices.
    """
    start, end = (_per_month(scenario, books, today) for scenario in (before, after))
    if isinstance(start, Message) or isinstance(end, Message):
        reasons = [messages.before(start)] if isinstance(start, Message) else []
        reasons += [messages.after(end)] if isinstance(end, Message) else []
        known_start, known_end = (None if isinstance(cost, Message) else cost for cost in (start, end))
        return NoWaterfall(known_start, known_end, together(reasons))
    return Waterfall(start, end, tuple(_steps(before, after, books, today)))


def month_or_reason(workload: Workload, terms: Scenario, books: PriceBooks, today: dt.date) -> Decimal | Message:
    """USD a month of a workload on the terms of a scenario, or why it has no price."""
    prices, book = terms.prices, books[terms.prices]
    if workload.model not in book.priced:
        name = books.model_names.get(workload.model, workload.model)
        if book is books.listed:
            return messages.not_in_the_list(name)
        return messages.not_in_the_guide(name)
    entry = book[workload.model]
    if isinstance(prices, ListPrices) and prices.day < entry.first_priced:
        return messages.prices_from(entry.model.name, entry.first_priced, prices.day)
    if isinstance(prices, ListPrices) and prices.day > today:
        return messages.prices_until(today, prices.day)
    priced = bill(workload, terms, books)
    if priced.per_month is None:
        return together(dict.fromkeys(gap.reason for gap in priced.unpriced))
    return priced.per_month


def _steps(before: Scenario, after: Scenario, books: PriceBooks, today: dt.date) -> Iterator[Step]:
    matching = matched(before, after)
    for workload in matching.added:
        yield Step(messages.added(workload.name), (), _priced(bill(workload, after, books)), workload.name)
    for workload in matching.removed:
        cost = _priced(bill(workload, before, books))
        yield Step(messages.removed(workload.name), (), EXACT.minus(cost), workload.name)
    if matching.pairs:
        was, now = zip(*matching.pairs, strict=True)
        yield from _field_steps(replace(before, workloads=was), replace(after, workloads=now), books, today)


def _field_steps(before: Scenario, after: Scenario, books: PriceBooks, today: dt.date) -> Iterator[Step]:
    """The steps between two scenarios of the same workloads.

    The last step always has a price, that of `after`.
    """
    scenario, cost = before, _priced(estimate(before, books))
    merged: list[WaterfallStep] = []
    applied: list[str] = []
    for step, fields in _STEPS.items():
        differing = [field.key for field in fields if _differs(field, before, after)]
        if not differing:
            continue
        merged.append(step)
        applied += differing
        scenario = _applied(scenario, after, fields)
        reached = _per_month(scenario, books, today)
        if isinstance(reached, Decimal):
            yield Step(messages.steps(merged), tuple(applied), EXACT.subtract(reached, cost))
            cost = reached
            merged, applied = [], []


def _differs(field: Field, before: Scenario, after: Scenario) -> bool:
    if field.of == "scenario":
        return bool(getattr(before, field.key) != getattr(after, field.key))
    pairs = zip(before.workloads, after.workloads, strict=True)
    return any(getattr(was, field.key) != getattr(now, field.key) for was, now in pairs)


def _applied(scenario: Scenario, after: Scenario, fields: Sequence[Field]) -> Scenario:
    """A scenario with some fields of another one, workload by workload."""
    terms = {field.key: getattr(after, field.key) for field in fields if field.of == "scenario"}
    keys = [field.key for field in fields if field.of == "workload"]
    pairs = zip(scenario.workloads, after.workloads, strict=True)
    workloads = tuple(replace(was, **{key: getattr(now, key) for key in keys}) for was, now in pairs)
    return replace(scenario, **terms, workloads=workloads)


def _per_month(scenario: Scenario, books: PriceBooks, today: dt.date) -> Decimal | Message:
    """USD a month, or why there is no price, by workload if there are several."""
    costs = [month_or_reason(workload, scenario, books, today) for workload in scenario.workloads]
    names = [workload.name for workload in scenario.workloads]
    reasons = [(name, cost) for name, cost in zip(names, costs, strict=True) if isinstance(cost, Message)]
    if reasons:
        return together(named(reasons, len(names)))
    own = (line.cost_per_month for line in own_lines(scenario))
    return total((*own, *(cost for cost in costs if isinstance(cost, Decimal))))


def _priced(priced: Bill | Estimate) -> Decimal:
    """USD a month of a bill or an estimate that is known to have a price."""
    assert priced.per_month is not None
    return priced.per_month

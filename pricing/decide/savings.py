"""Every way to save on a scenario, each as a whole estimate of the changed scenario."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from functools import cached_property, lru_cache
from typing import NamedTuple

from pricing.bill.bills import Bill
from pricing.compare.effort import equal_effort
from pricing.compare.live import board_for
from pricing.decide.costing import Costing, costing
from pricing.decide.grid import field_text
from pricing.decide.ways import KINDS, Degrees, Option, SavingKind, applied, options
from pricing.prices import PriceBooks
from pricing.prices.base import Component, Source
from pricing.prices.life import gone
from pricing.prices.preferences import Board, Score, score_of
from pricing.scenario.scenario import Scenario, alone
from pricing.scenario.workload import Workload
from pricing.values.exact import EXACT, percent_of

LITTLE_PERCENT, LITTLE = 2, Decimal(100)
"""A way that saves less than both, percent of the bill and USD over the horizon, is not worth the effort."""
_MUCH = Decimal(1_000)
"""USD a month: a way that saves more is always worth it."""
FIRST = 3
"""Savings that a page names first."""
_SHARE_IS_THE_READERS = ("quality-high", "quality-medium", "refs", "tries", "reuse")
"""Ways whose share nobody knows but the reader: they have a slider and no rank."""


@dataclass(frozen=True)
class Way:
    """One way to save: a change of one field of one workload."""

    option: Option
    workload: int
    """Its number, from 1 on."""
    value: Decimal | None
    """The value of its field; None where it is a choice."""
    target: Workload
    """The workload after it; the present one where the way cannot be used."""
    per_month: Decimal
    """USD of the whole scenario after it."""
    saving: Decimal
    """USD a month, before growth and events."""
    saving_total: Decimal
    """USD over the months of the horizon that can be bought, growth and events in them."""
    reason: str
    """Why it cannot be used: a code of `pricing.decide.messages`; empty where it can."""
    costs: Costing
    """What it was worked out from."""

    @property
    def id(self) -> str:
        """Names it among all ways of its scenario: `1_batch`."""
        return f"{self.workload}_{self.key}"

    @property
    def present(self) -> Workload:
        """The workload that it changes."""
        return self.costs.scenario.workloads[self.workload - 1]

    @property
    def before(self) -> str:
        """The field's text as a link has it."""
        return field_text(self.present, self.lever)

    @property
    def after(self) -> str:
        """The same as `before` where the way cannot be used."""
        return field_text(self.target, self.lever)

    @property
    def most(self) -> str:
        """The text where the way goes furthest."""
        degrees = self.option.degrees
        value = None if degrees is None else degrees.most
        return field_text(applied(self.option, self.present, value), self.lever)

    @cached_property
    def dearest(self) -> Decimal | None:
        """USD of the dearest month after it; None without a price."""
        return self.costs.dearest(self.workload - 1, self.bill) if self.usable else self.costs.dearest_month

    @property
    def headline_saving(self) -> Decimal:
        """USD that is said of it first: of a month where every month is the same, else of those that can be bought."""
        return self.saving if self.costs.level else self.saving_total

    @property
    def saving_dearest(self) -> Decimal:
        """USD by which the dearest month is smaller after it; the two need not be the same month."""
        return _less(self.costs.dearest_month, self.dearest)

    @property
    def percent(self) -> Decimal:
        """Of the bill that is saved, to 12 decimals."""
        return _percent(self.saving, self.costs.per_month or Decimal(0))

    @property
    def part(self) -> Decimal:
        """Percent of the bill that the way works on, to 12 decimals: the prompts, the references, or the workload."""
        worked_on = _works_on(self.option, self.costs.whole.bills[self.workload - 1])
        return _percent(worked_on, self.costs.per_month or Decimal(0))

    @property
    def source(self) -> Source | None:
        """Where the rates stand that it rests on, if on rates of its own."""
        return _batch_source(self.bill) if self.key == "batch" and self.usable else None

    @cached_property
    def bill(self) -> Bill:
        """Of the workload after the change."""
        return self.costs.bill(self.target)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Where the rates of the workload after the change stand."""
        return tuple(dict.fromkeys(line.source for line in self.bill.lines))

    @property
    def scores(self) -> tuple[Board, Score, Score] | None:
        """What voters gave the present model and the one after it, and on which board; None where they change not."""
        if self.lever != "model":
            return None
        board = board_for(self.present, self.costs.books)
        before, after = (score_of([model], board) for model in (self.before, self.after))
        return None if board is None or before is None or after is None else (board, before, after)

    @cached_property
    def at_same_tokens(self) -> "SameTokens | None":
        """The same move with images that take as many tokens as before.

        None where no model changes, where the words take as many there, or where no quality does.
        """
        if self.lever != "model" or not self.usable:
            return None
        book, costs, place = self.costs.books[self.costs.scenario.prices], self.costs, self.workload - 1
        buys = equal_effort(self.present, book[self.before], book[self.after])
        bill = costs.bill(replace(self.target, buys=buys)) if buys else None
        cost = None if bill is None else costs.with_bill(place, bill)
        if bill is None or cost is None or costs.per_month is None:
            return None
        saving = EXACT.subtract(costs.per_month, cost)
        return SameTokens(
            field_text(bill.workload, "buys"),
            cost,
            saving,
            costs.saved(place, costs.parts(place, bill)),
            _percent(saving, costs.per_month),
            costs.scenario.with_replaced(place, bill.workload),
        )

    @property
    def turns(self) -> "TurningPoint":
        """Where it stops to be of use."""
        spent, score = self.bill.per_month, None
        if self.scores is not None:
            _, before, after = self.scores
            score = before.low - (after.high - after.score)
        return TurningPoint(
            price=percent_of(self.saving, spent) if spent else None,
            images=int(self.present.images * self.little / self.saving_total)
            if self.saving_total > self.little
            else None,
            score=score,
        )

    @cached_property
    def scenario(self) -> Scenario:
        """After the change."""
        changes = self.target is not self.present
        return self.costs.scenario.with_replaced(self.workload - 1, self.target) if changes else self.costs.scenario

    @property
    def lever(self) -> str:
        """The key of the field."""
        return self.option.lever

    @property
    def key(self) -> str:
        """Names the way within its workload."""
        return self.option.key

    @property
    def effect(self) -> str:
        """What it costs the team: a code of `pricing.decide.messages`."""
        return self.option.effect

    @property
    def degrees(self) -> Degrees | None:
        """The values that it can be turned to; None where it is a choice."""
        return self.option.degrees

    @property
    def usable(self) -> bool:
        return not self.reason

    @property
    def kind(self) -> SavingKind:
        """What it gives up."""
        return self.option.kind

    @property
    def ranked(self) -> bool:
        """Whether its saving may be ranked against others: not where how far it goes is the reader's to say."""
        return self.key not in _SHARE_IS_THE_READERS

    @property
    def little(self) -> Decimal:
        """Over the horizon, below which it is not worth the effort unless it is a part of the bill that counts."""
        return self.costs.scenario.exchange.of_usd(LITTLE)

    @property
    def worth(self) -> bool:
        """Whether it saves enough to be worth the effort."""
        little = self.percent < LITTLE_PERCENT and self.saving_total < self.little
        return self.usable and (not little or self.saving > self.costs.scenario.exchange.of_usd(_MUCH))

    def excludes(self, other: "Way") -> bool:
        """Whether only one of the two can be taken: they change the same field of the same workload."""
        return (self.workload, self.lever) == (other.workload, other.lever)


class SameTokens(NamedTuple):
    """Another model with images that take as many tokens as those of the present one."""

    buys: str
    """The field's text as a link has it: what low, medium and high buy there."""
    per_month: Decimal
    """USD of the whole scenario after it."""
    saving: Decimal
    """USD a month, before growth and events; below 0 where it costs more."""
    saving_total: Decimal
    """USD over the months that can be bought both before and after it."""
    percent: Decimal
    """Of the bill that is saved, to 12 decimals."""
    scenario: Scenario


class TurningPoint(NamedTuple):
    """Where a saving stops to be of use, all else equal."""

    price: Decimal | None
    """Percent that the rates after it may rise before nothing is saved, to 12 decimals."""
    images: int | None
    """Images a day of its workload below which it saves less than LITTLE over the horizon; None where it does now."""
    score: int | None
    """The score of voters below which the model after it is shown to be worse than the present one."""


def savings(scenario: Scenario, books: PriceBooks, today: dt.date) -> tuple[Way, ...]:
    """Every way of every workload, by what it gives up, then the largest saving first; those that cannot be used last.

    Ways whose share is the reader's to set stand after those of their kind that are facts.

    None where the scenario has no price, and none for a workload whose model nobody can buy any more.
    """
    costs = costing(scenario, books, today)
    if costs.per_month is None:
        return ()
    ways = [
        _way(change, place, costs)
        for place, workload in enumerate(scenario.workloads)
        if not gone(costs.whole.bills[place].ends, today)
        for change in _changes(alone(workload, scenario), books, today)
    ]
    return tuple(
        sorted(ways, key=lambda way: (not way.usable, KINDS.index(way.kind), not way.ranked, -way.saving_total))
    )


def first(ways: Iterable[Way]) -> list[Way]:
    """The savings that a page names first: the best that gives up nothing, the shape, or the model for an equal one.

    Then those that give up quality or size. Never a model that nobody has shown to be as good, never a negotiation,
    nothing whose share is the reader's to say.
    """
    named: list[Way] = []
    less: list[Way] = []
    for way in ways:
        if way.worth and way.ranked and way.kind in ("same", "shape", "equal", "less"):
            if way.kind == "less":
                less.append(way)
            elif all(way.kind != other.kind for other in named):
                named.append(way)
    return [*named, *less][:FIRST]


def at(way: Way, value: Decimal) -> Way:
    """The same way at another value of its grid; a choice as it is."""
    if way.degrees is None:
        return way
    return _way(_change(way.option, way.present, way.degrees.on_grid(value), way.costs), way.workload - 1, way.costs)


class _Applied(NamedTuple):
    """An option at one value."""

    option: Option
    value: Decimal | None
    target: Workload
    bill: Bill | None
    """Of the target; None where the option cannot be used."""


@lru_cache(maxsize=64)
def _changes(of_one: Scenario, books: PriceBooks, today: dt.date) -> tuple[_Applied, ...]:
    """Every option of a workload at the value that is proposed."""
    (workload,) = of_one.workloads
    costs = Costing(of_one, books, today)
    return tuple(
        _change(option, workload, None if option.degrees is None else option.degrees.start, costs)
        for option in options(costs)
    )


def _change(option: Option, workload: Workload, value: Decimal | None, costs: Costing) -> _Applied:
    if option.reason:
        return _Applied(option, value, workload, None)
    target = applied(option, workload, value)
    return _Applied(option, value, target, costs.bill(target))


def _way(change: _Applied, place: int, costs: Costing) -> Way:
    now = costs.per_month
    assert now is not None
    option, value, target, worked_on = change
    present = costs.scenario.workloads[place]
    cost = None if worked_on is None else costs.with_bill(place, worked_on)
    reason = option.reason or _against(present, target, now, cost)
    total = Decimal(0)
    if cost is not None and cost != now and worked_on is not None and not reason:
        parts = costs.parts(place, worked_on)
        total = costs.saved(place, parts)
        if total <= 0 and all(part.cost is not None for part in (*costs.present_parts[place], *parts)):
            reason = "no-month"
    if cost is None or reason:
        target, cost, total = present, now, Decimal(0)
    saving = EXACT.subtract(now, cost)
    return Way(option, place + 1, value, target, cost, saving, total, reason, costs)


def _less(before: Decimal | None, after: Decimal | None) -> Decimal:
    """USD that is saved; 0 where one of the two has no price."""
    return Decimal(0) if before is None or after is None else EXACT.subtract(before, after)


def _against(before: Workload, after: Workload, now: Decimal, cost: Decimal | None) -> str:
    """What speaks against a change that can be made; empty where it saves, or where nothing is changed yet."""
    if cost is None:
        return "not-priced"
    if after != before and cost >= now:
        return "no-images" if not before.images else "not-cheaper"
    return ""


def _percent(amount: Decimal, whole: Decimal) -> Decimal:
    return percent_of(amount, whole) if whole else Decimal(0)


_PARTS: Mapping[str, Component] = {"prompt": "text_input", "refs": "image_input", "fidelity": "image_input"}


def _works_on(option: Option, bill: Bill) -> Decimal:
    """USD a month of what a way works on: one component, or the whole workload."""
    component = _PARTS.get(option.lever)
    if component is None or bill.per_month is None:
        return bill.per_month or Decimal(0)
    with localcontext(EXACT):
        per_image = sum(
            (
                unit.generations * charge.cost
                for unit in bill.unit_costs
                for charge in unit.charges
                if charge.component == component
            ),
            Decimal(0),
        )
        return per_image * bill.workload.paid_part * bill.images_a_month


def _batch_source(bill: Bill) -> Source | None:
    """Where the batch rates of a bill stand: of the image, else of what else has one."""
    charges = [charge for unit in bill.unit_costs if unit.processing == "batch" for charge in reversed(unit.charges)]
    prices = [charge.price for charge in charges if charge.price.processing == "batch"]
    return bill.entry.source(prices[0].source) if prices else None

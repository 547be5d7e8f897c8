"""The ways to save on a scenario, each with the cost of the whole changed scenario."""

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
"""Percent of the bill and USD over the horizon: a way that saves less than both is not worth the effort."""
_MUCH = Decimal(1_000)
"""USD a month: a way that saves more is always worth the effort."""
FIRST = 3
"""The number of savings that a page names first."""
_SHARE_IS_THE_READERS = ("quality-high", "quality-medium", "refs", "tries", "reuse")
"""Keys of ways whose share only the reader knows: they have a slider and no rank."""


@dataclass(frozen=True)
class Way:
    """One way to save: a change of one field of one workload."""

    option: Option
    workload: int
    """The number of the workload, from 1."""
    value: Decimal | None
    """The value of its field; None if it is a choice."""
    target: Workload
    """The workload after the change; the present one if the way cannot be used."""
    per_month: Decimal
    """USD a month of the whole scenario after the change."""
    saving: Decimal
    """USD a month, before growth and events."""
    saving_total: Decimal
    """USD over the months of the horizon that can be bought, after growth and events."""
    reason: str
    """Why the way cannot be used, as a code of `pricing.decide.messages`; empty if it can."""
    costs: Costing
    """The bills from which the way was computed."""

    @property
    def id(self) -> str:
        """The id among all ways of the scenario, like `1_batch`."""
        return f"{self.workload}_{self.key}"

    @property
    def present(self) -> Workload:
        """The workload that it changes."""
        return self.costs.scenario.workloads[self.workload - 1]

    @property
    def before(self) -> str:
        """The text of a link for the present value of the field."""
        return field_text(self.present, self.lever)

    @property
    def after(self) -> str:
        """The text of a link for the value after the change; equal to `before` if the way cannot be used."""
        return field_text(self.target, self.lever)

    @property
    def most(self) -> str:
        """The text of a link for the furthest value of the way."""
        degrees = self.option.degrees
        value = None if degrees is None else degrees.most
        return field_text(applied(self.option, self.present, value), self.lever)

    @cached_property
    def dearest(self) -> Decimal | None:
        """USD of the most expensive month after the change; None without a price."""
        return self.costs.dearest(self.workload - 1, self.bill) if self.usable else self.costs.dearest_month

    @property
    def headline_saving(self) -> Decimal:
        """The saving to name first, in USD: of a month if all months are equal, else over those that can be bought."""
        return self.saving if self.costs.level else self.saving_total

    @property
    def saving_dearest(self) -> Decimal:
        """USD by which the most expensive month is lower after the change, even if it is another month then."""
        return _less(self.costs.dearest_month, self.dearest)

    @property
    def percent(self) -> Decimal:
        """Of the bill that is saved, to 12 decimals."""
        return _percent(self.saving, self.costs.per_month or Decimal(0))

    @property
    def part(self) -> Decimal:
        """Percent of the bill that the way affects, to 12 decimals: the prompts, the references, or the workload."""
        worked_on = _works_on(self.option, self.costs.whole.bills[self.workload - 1])
        return _percent(worked_on, self.costs.per_month or Decimal(0))

    @property
    def source(self) -> Source | None:
        """The source of the rates that the way relies on, if it has rates of its own; else None."""
        return _batch_source(self.bill) if self.key == "batch" and self.usable else None

    @cached_property
    def bill(self) -> Bill:
        """The bill of the workload after the change."""
        return self.costs.bill(self.target)

    @property
    def sources(self) -> tuple[Source, ...]:
        """The sources of the rates of the workload after the change."""
        return tuple(dict.fromkeys(line.source for line in self.bill.lines))

    @property
    def scores(self) -> tuple[Board, Score, Score] | None:
        """The board, and its scores of the present model and of the one after the change; None if one is missing."""
        if self.lever != "model":
            return None
        board = board_for(self.present, self.costs.books)
        before, after = (score_of([model], board) for model in (self.before, self.after))
        return None if board is None or before is None or after is None else (board, before, after)

    @cached_property
    def at_same_tokens(self) -> "SameTokens | None":
        """The same change of model with qualities that take as many tokens as before.

        None if the model does not change, if the same qualities take as many tokens, or if no quality does.
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
        """The values at which the saving ends."""
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
        """The scenario after the change."""
        changes = self.target is not self.present
        return self.costs.scenario.with_replaced(self.workload - 1, self.target) if changes else self.costs.scenario

    @property
    def lever(self) -> str:
        """The key of the field."""
        return self.option.lever

    @property
    def key(self) -> str:
        """The id of the way within its workload."""
        return self.option.key

    @property
    def effect(self) -> str:
        """The effort of the team, as a code of `pricing.decide.messages`."""
        return self.option.effect

    @property
    def degrees(self) -> Degrees | None:
        """The values that the way can take; None if it is a choice."""
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
        """Whether its saving may be ranked against others: not if only the reader knows how far it can go."""
        return self.key not in _SHARE_IS_THE_READERS

    @property
    def little(self) -> Decimal:
        """USD over the horizon below which a saving of less than `LITTLE_PERCENT` is not worth the effort."""
        return self.costs.scenario.exchange.of_usd(LITTLE)

    @property
    def worth(self) -> bool:
        """Whether it saves enough to be worth the effort."""
        little = self.percent < LITTLE_PERCENT and self.saving_total < self.little
        return self.usable and (not little or self.saving > self.costs.scenario.exchange.of_usd(_MUCH))

    def excludes(self, other: "Way") -> bool:
        """Whether both change the same field of the same workload, so that only one can be applied."""
        return (self.workload, self.lever) == (other.workload, other.lever)


class SameTokens(NamedTuple):
    """A change of model with qualities that take as many tokens as the present ones."""

    buys: str
    """The text of a link for `buys`: what low, medium and high buy on the new model."""
    per_month: Decimal
    """USD a month of the whole scenario after the change."""
    saving: Decimal
    """USD a month, before growth and events; negative if it costs more."""
    saving_total: Decimal
    """USD over the months that can be bought both before and after it."""
    percent: Decimal
    """Of the bill that is saved, to 12 decimals."""
    scenario: Scenario


class TurningPoint(NamedTuple):
    """The values at which a saving ends, all else equal."""

    price: Decimal | None
    """Percent by which the rates after the change may rise until nothing is saved, to 12 decimals."""
    images: int | None
    """Images a day below which the way saves less than LITTLE over the horizon; None if it already does."""
    score: int | None
    """The score below which the new model is shown to be worse than the present one; None without scores."""


def savings(scenario: Scenario, books: PriceBooks, today: dt.date) -> tuple[Way, ...]:
    """Every way of every workload, by kind and then by saving, the largest first; ways that cannot be used are last.

    Within a kind, ways whose share the reader sets come after the others.

    Empty if the scenario has no price; without ways for a workload whose model can no longer be bought.
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
    """The savings that a page names first: the best of each of the kinds `same`, `shape` and `equal`.

    Then those of the kind `less`. Never those of `unproven` and `ask`, nor ways whose share the reader sets.
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
    """The same way at another value of its grid; a choice is unchanged."""
    if way.degrees is None:
        return way
    return _way(_change(way.option, way.present, way.degrees.on_grid(value), way.costs), way.workload - 1, way.costs)


class _Applied(NamedTuple):
    """An option applied at one value."""

    option: Option
    value: Decimal | None
    target: Workload
    bill: Bill | None
    """The bill of the target; None if the option cannot be used."""


@lru_cache(maxsize=64)
def _changes(of_one: Scenario, books: PriceBooks, today: dt.date) -> tuple[_Applied, ...]:
    """Every option of a workload at its proposed value."""
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
    """USD saved; 0 if one of the two has no price."""
    return Decimal(0) if before is None or after is None else EXACT.subtract(before, after)


def _against(before: Workload, after: Workload, now: Decimal, cost: Decimal | None) -> str:
    """Why a possible change is of no use, as a code; empty if it saves, or if it changes nothing yet."""
    if cost is None:
        return "not-priced"
    if after != before and cost >= now:
        return "no-images" if not before.images else "not-cheaper"
    return ""


def _percent(amount: Decimal, whole: Decimal) -> Decimal:
    return percent_of(amount, whole) if whole else Decimal(0)


_PARTS: Mapping[str, Component] = {"prompt": "text_input", "refs": "image_input", "fidelity": "image_input"}


def _works_on(option: Option, bill: Bill) -> Decimal:
    """USD a month of the part that an option affects: one component, or the whole workload."""
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
    """The source of the batch rates of a bill: that of the image, or else of another component with one."""
    charges = [charge for unit in bill.unit_costs if unit.processing == "batch" for charge in reversed(unit.charges)]
    prices = [charge.price for charge in charges if charge.price.processing == "batch"]
    return bill.entry.source(prices[0].source) if prices else None

"""The tornado chart's figures: the cost with each lever at its low and at its high, all others unchanged.

The cost is that of a month before growth and events, so growth is not among the levers.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pricing.bill.bills import bill
from pricing.bill.estimate import Estimate
from pricing.decide.costing import others_per_month, per_month_with
from pricing.decide.spread import PRICES, RATE
from pricing.prices import PriceBooks
from pricing.scenario.fields import FIELDS, LEVER_KINDS
from pricing.scenario.levers import lever_value, with_lever
from pricing.scenario.ranges import LEVERS, Lever, PriceRange
from pricing.scenario.workload import Workload
from pricing.values.exact import EXACT, PERCENT, plain, total

_TENTH = Decimal("0.1")


class TornadoBar(NamedTuple):
    """The monthly cost of the scenario at two values of a lever, in USD, exact; None without a price."""

    lever: str
    """The key of a field: `quality` for the share of high quality, `pricerange` for the vendors' prices, `raterange`
    for the rate of exchange."""
    workload: int
    """The number of the workload, from 1; 0 for the vendors' prices and the rate of exchange."""
    low: str
    """The text of a link for the field at the low."""
    high: str
    cost_low: Decimal | None
    cost_high: Decimal | None
    ranged: bool
    """Whether the ends are a range of the scenario; else they are 10% below and above the value."""
    at_limit: bool
    """Whether a limit of the field holds back one end of the 10%."""

    @property
    def width(self) -> Decimal:
        """The difference of both costs in USD a month; 0 without a price."""
        if self.cost_low is None or self.cost_high is None:
            return Decimal(0)
        return EXACT.abs(EXACT.subtract(self.cost_high, self.cost_low))


def moves(estimate: Estimate, books: PriceBooks) -> tuple[TornadoBar, ...]:
    """The bars of the levers that change the bill, widest first."""
    bars = [*_of_levers(estimate, books), *_of_prices(estimate), *_of_rate(estimate)]
    return tuple(sorted((move for move in bars if move.width), key=lambda move: -move.width))


def _of_levers(estimate: Estimate, books: PriceBooks) -> Iterator[TornadoBar]:
    scenario = estimate.scenario
    for place, workload in enumerate(scenario.workloads):
        others = others_per_month(estimate, place)
        for lever in LEVERS:
            if lever == "growth" or (ends := _ends(workload, lever)) is None:
                continue
            low, high, ranged, at_limit = ends
            changed = [with_lever(workload, lever, value) for value in (low, high)]
            costs = [per_month_with(estimate, place, bill(after, scenario, books), others) for after in changed]
            field = "quality" if lever == "high" else lever
            texts = [FIELDS[field].write(getattr(after, field)) for after in changed]
            yield TornadoBar(field, place + 1, texts[0], texts[1], costs[0], costs[1], ranged, at_limit)


def _ends(workload: Workload, lever: Lever) -> tuple[Decimal, Decimal, bool, bool] | None:
    """Low and high of a lever, whether they are a range, and whether a limit holds one back; None if it has neither."""
    for lever_range in workload.ranges:
        if lever_range.lever == lever:
            return lever_range.low, lever_range.high, True, False
    value, takes = lever_value(workload, lever), LEVER_KINDS[lever]
    wanted = (value * (1 - _TENTH), value * (1 + _TENTH))
    low, high = (takes.on_grid(end) for end in wanted)
    if low == high:
        return None
    return low, high, False, wanted[0] < takes.low or wanted[1] > takes.high


def _of_prices(estimate: Estimate) -> Iterator[TornadoBar]:
    """The bar of all vendors' rates together; the team's own costs do not change."""
    if estimate.per_month is None:
        return
    prices = estimate.scenario.pricerange
    ends = PriceRange(Decimal(-10), Decimal(10)) if prices is None else prices
    moved = EXACT.subtract(estimate.per_month, estimate.own_per_month)
    yield _of_percent(PRICES, ends, moved, estimate.per_month, prices is not None)


def _of_rate(estimate: Estimate) -> Iterator[TornadoBar]:
    """The bar of the rate of exchange, if it has a range; costs that it does not affect do not change."""
    rates = estimate.scenario.raterange
    if estimate.per_month is None or rates is None:
        return
    moved = total(bill.per_month for bill in estimate.bills if bill.card.follows_rate)
    yield _of_percent(RATE, rates, moved, estimate.per_month, True)


def _of_percent(lever: str, ends: PriceRange, moved: Decimal, per_month: Decimal, ranged: bool) -> TornadoBar:
    """The bar of a change of a part of the monthly cost (`moved`) by some percent."""
    low, high = (EXACT.add(per_month, EXACT.multiply(moved, percent / PERCENT)) for percent in ends)
    return TornadoBar(lever, 0, plain(ends.low), plain(ends.high), low, high, ranged, False)

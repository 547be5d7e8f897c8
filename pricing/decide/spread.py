"""How sure a figure is: what a month and the horizon cost where levers and prices are ranges.

A range is a two-piece normal around the value of its field, as in the fan charts of central banks, cut at the limits of
the field; the vendors' prices are one draw for the whole horizon. Volumes of workloads share a part: with a share of r,
a volume's draw is sqrt(r) of what all have and sqrt(1 - r) of its own. Volumes are averages, so they and the images of
a month are not rounded here. `per_month` stays what it is, whatever ranges there are.
"""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from typing import NamedTuple

import numpy as np

from pricing.bill.estimate import Estimate
from pricing.bill.timeline import bill_in, factor, once_in
from pricing.decide import draws
from pricing.decide.draws import Floats
from pricing.decide.linear import CostOfImage, Values, cost_of_image
from pricing.prices import PriceBooks
from pricing.scenario.events import What
from pricing.scenario.fields import FIELDS
from pricing.scenario.levers import lever_kinds, lever_value
from pricing.scenario.ranges import LEVERS, Lever, Range
from pricing.scenario.workload import Workload
from pricing.values.exact import PERCENT
from pricing.values.month import Month

PRICES = "pricerange"
_KINDS = lever_kinds({key: field.kind for key, field in FIELDS.items()})
_CENT = Decimal("0.01")
_ENDS = (0.1, 0.25, 0.5, 0.75, 0.9)


class Quantiles(NamedTuple):
    """USD, to the cent: 1 in 10 cases are below `p10`, half below `p50`, 1 in 10 above `p90`."""

    p10: Decimal
    p50: Decimal
    p90: Decimal


class MonthSpread(NamedTuple):
    """One month of the horizon, growth, events and own costs in it; USD, to the cent."""

    month: Month
    p10: Decimal
    p25: Decimal
    p50: Decimal
    p75: Decimal
    p90: Decimal


class Share(NamedTuple):
    """What a lever has part in the spread, percent to one decimal; all of them add up to 100."""

    lever: str
    """A lever, or `pricerange`."""
    workload: int
    """From 1; 0 for the vendors' prices."""
    percent: Decimal


class Spread(NamedTuple):
    """What a scenario with ranges costs."""

    month: Quantiles
    """Of `per_month`: before growth and events."""
    total: Quantiles
    """Of what can be bought over the horizon."""
    within_budget: Decimal | None
    """Percent of the cases in which `per_month` is within the budget, to two decimals; None without one."""
    months: tuple[MonthSpread, ...]
    share: tuple[Share, ...]
    """Of the spread of the horizon's sum, the largest first."""

    @property
    def set_aside(self) -> Decimal:
        """USD a month that 9 of 10 cases cost no more than."""
        return self.month.p90


def spread(whole: Estimate, books: PriceBooks) -> Spread | None:
    """How sure an estimate is; None where nothing is a range, or something has no price."""
    scenario = whole.scenario
    ranged = any(workload.ranges for workload in scenario.workloads) or scenario.pricerange is not None
    if not ranged or whole.per_month is None:
        return None
    volumes = [each for workload in scenario.workloads for each in workload.ranges if each.lever == "images"]
    together = float(scenario.together) / PERCENT if len(volumes) > 1 else 0.0
    values = [dict(_drawn(workload, number, together)) for number, workload in enumerate(scenario.workloads, 1)]
    priced = _Priced(whole, books)
    month = priced.month(values, _of_prices(whole))
    months = priced.months(values, _of_prices(whole))
    if any(np.isnan(each).any() for each in (month, *months)):
        return None
    budget = scenario.budget
    return Spread(
        Quantiles(*_quantiles(month, (0.1, 0.5, 0.9))),
        Quantiles(*_quantiles(sum(months, np.zeros(1)), (0.1, 0.5, 0.9))),
        None if budget is None else _percent(float(np.mean(month <= float(budget) + 1e-9)), _CENT),
        tuple(
            MonthSpread(scenario.start.plus(at), *_quantiles(each, _ENDS)) for at, each in enumerate(months)
        ),
        _shares(priced, whole, together),
    )  # fmt: skip


_FACTORS: tuple[What, What] = ("images", "price")


class _InForce(NamedTuple):
    """What is in force of a workload in a month."""

    cost: CostOfImage
    volume: float
    """The factor of the events on it."""
    rates: float
    """The factor of the events on the vendors' rates."""
    sold: bool


class _Priced:
    """The cost of a scenario at many values of its levers at once."""

    def __init__(self, whole: Estimate, books: PriceBooks) -> None:
        self.scenario = scenario = whole.scenario
        self._own = [cost_of_image(workload, scenario, books) for workload in scenario.workloads]
        self._months = [scenario.start.plus(at) for at in range(scenario.months)]
        switched = {
            key: cost_of_image(bill.workload, scenario, books) for key, bill in whole.switched.items()
        }  # fmt: skip
        self._in_force: list[list[_InForce]] = []
        """By workload and month."""
        for place, own in enumerate(self._own):
            rows = []
            for month in self._months:
                bill = bill_in(whole, place, month)
                cost = own if bill is whole.bills[place] else switched[place, bill.workload.model]
                volume, rates = (float(factor(scenario, what, place, month)) for what in _FACTORS)
                rows.append(_InForce(cost, volume, rates, bill.ends is None or month.first_day < bill.ends))
            self._in_force.append(rows)
        self._once = [float(once_in(scenario, month)) for month in self._months]

    def month(self, values: Sequence[Values], prices: Floats) -> Floats:
        """USD a month, before growth and events."""
        scenario = self.scenario
        total = np.array([float(scenario.own_month)])
        for workload, cost, of in zip(scenario.workloads, self._own, values, strict=True):
            images = _images(workload, of) * scenario.days
            total = total + images * (cost.per_image(of) * prices + float(scenario.own_image))
        return total

    def months(self, values: Sequence[Values], prices: Floats) -> list[Floats]:
        """USD of each month, of what can be bought in it."""
        totals = [float(self.scenario.own_month) + np.array([once]) for once in self._once]
        for place, of in enumerate(values):
            for at, cost in enumerate(self._of_workload(place, of, prices)):
                totals[at] = totals[at] + cost
        return totals

    def total_of(self, place: int, of: Values, prices: Floats) -> Floats:
        """USD of one workload over the horizon, of what can be bought of it."""
        return sum(self._of_workload(place, of, prices), np.zeros(1))

    def _of_workload(self, place: int, of: Values, prices: Floats) -> Iterator[Floats]:
        scenario, workload = self.scenario, self.scenario.workloads[place]
        own = float(scenario.own_image)
        images = _images(workload, of) * scenario.days
        growth = of.get("growth")
        by = 1 + (np.array([float(workload.growth)]) if growth is None else growth) / PERCENT
        known: dict[int, Floats] = {}
        for cost, volume, rates, sold in self._in_force[place]:
            if sold:
                if id(cost) not in known:
                    known[id(cost)] = cost.per_image(of) * prices
                each = known[id(cost)] if rates == 1 else known[id(cost)] * rates
                yield images * volume * (each + own)
            else:
                yield np.zeros(1)
            images = images * by


def _drawn(workload: Workload, number: int, together: float) -> Iterator[tuple[Lever, Floats]]:
    """The values of a workload's levers that have a range."""
    for each in workload.ranges:
        drawn = draws.of_lever(each.lever, number)
        if each.lever == "images" and together:
            drawn = np.sqrt(together) * draws.of_volumes_together() + np.sqrt(1 - together) * drawn
        yield each.lever, _values(workload, each, drawn)


def _values(workload: Workload, each: Range, drawn: Floats) -> Floats:
    """Draws as values of a lever, within the limits of its field."""
    takes = _KINDS[each.lever]
    middle = float(lever_value(workload, each.lever))
    return np.clip(draws.spread_out(drawn, float(each.low), middle, float(each.high)), takes.low, takes.high)


def _of_prices(whole: Estimate, drawn: Floats | None = None) -> Floats:
    """What the vendors' prices are multiplied by."""
    prices = whole.scenario.pricerange
    if prices is None:
        return np.ones(1)
    percent = draws.spread_out(
        draws.of_prices() if drawn is None else drawn, float(prices.low), 0.0, float(prices.high)
    )  # fmt: skip
    return np.clip(1 + percent / PERCENT, 0, None)


def _images(workload: Workload, of: Values) -> Floats:
    found = of.get("images")
    return np.array([float(workload.images)]) if found is None else found


def _shares(priced: _Priced, whole: Estimate, together: float) -> tuple[Share, ...]:
    """The variance of the horizon's sum where one lever varies alone, as a part of the sum of these.

    A volume has also its part of what it shares with the other volumes.
    """
    drawn, one = draws.alone(), np.ones(1)
    sizes: dict[tuple[str, int], float] = {}
    for number, workload in enumerate(whole.scenario.workloads, 1):
        for each in workload.ranges:
            costs = priced.total_of(number - 1, {each.lever: _values(workload, each, drawn)}, one)
            sizes[each.lever, number] = float(np.std(costs))
    if whole.scenario.pricerange is not None:
        by = _of_prices(whole, drawn)
        vendors = sum((priced.total_of(place, {}, by) for place in range(len(whole.scenario.workloads))), np.zeros(1))
        sizes[PRICES, 0] = float(np.std(vendors))
    volumes = sum(size for (lever, _), size in sizes.items() if lever == "images")
    parts = {
        key: size * (size + (together * (volumes - size) if key[0] == "images" else 0)) for key, size in sizes.items()
    }
    whole_part = sum(parts.values())
    if not whole_part:
        return ()
    return _rounded({key: part / whole_part for key, part in parts.items()})


def _rounded(parts: dict[tuple[str, int], float]) -> tuple[Share, ...]:
    """Percent to one decimal that add up to 100: what rounding leaves goes to the largest."""
    order = sorted(parts, key=lambda key: (-parts[key], key[1], LEVERS.index(key[0]) if key[0] in LEVERS else -1))
    tenth = Decimal("0.1")
    percents = {key: _percent(parts[key], tenth) for key in order}
    percents[order[0]] += PERCENT - sum(percents.values())
    return tuple(Share(lever, number, percents[lever, number]) for lever, number in order)


def _quantiles(costs: Floats, ends: tuple[float, ...]) -> list[Decimal]:
    """To the cent; between the two draws that a quantile falls between, in proportion."""
    found = np.quantile(costs, ends, method="hazen") if costs.size > 1 else np.repeat(costs, len(ends))
    return [Decimal(repr(float(cost))).quantize(_CENT, ROUND_HALF_EVEN) for cost in found]


def _percent(part: float, grid: Decimal) -> Decimal:
    return Decimal(repr(PERCENT * part)).quantize(grid, ROUND_HALF_EVEN)

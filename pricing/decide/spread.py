"""How sure a figure is: what a month and the horizon cost where levers and prices are ranges.

A range is a two-piece normal around the value of its field, as in the fan charts of central banks, cut at the limits of
the field; the vendors' prices and the rate of exchange are one draw each for the whole horizon. Volumes of workloads
share a part: with a share of r, a volume's draw is sqrt(r) of what all have and sqrt(1 - r) of its own. Volumes are
averages, so they and the images of a month are not rounded here. `per_month` stays what it is, whatever ranges there
are.
"""

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cached_property, lru_cache
from typing import NamedTuple

import numpy as np

from pricing.bill.estimate import Estimate
from pricing.bill.timeline import bill_in, factors, once_in
from pricing.decide import draws
from pricing.decide.draws import Floats, Places
from pricing.decide.linear import CostOfImage, Values, cost_of_image
from pricing.prices import PriceBooks
from pricing.prices.life import sold_in
from pricing.scenario.events import What
from pricing.scenario.fields import LEVER_KINDS
from pricing.scenario.levers import lever_value
from pricing.scenario.ranges import LEVERS, PERCENT_OF_PRICES, Lever, PriceRange, Range
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.values.exact import PERCENT
from pricing.values.month import Month

PRICES, RATE = "pricerange", "raterange"
_OF_PRICES, _OF_ALL_VOLUMES, _FIRST_LEVER = 0, 1, 2
"""The quantities of the draws: the vendors' prices, what all volumes share, and from there on what has a range."""
_OF_RATE = draws.MOST - 1
"""That of the rate of exchange, the last one, so that no other has other draws for it."""
_CENT = Decimal("0.01")
_WHAT: tuple[What, What] = ("images", "price")
_ENDS = (0.1, 0.25, 0.5, 0.75, 0.9)
_EVERY, _AROUND = 16, 16
"""One case in so many is in a sample; so many of it on each side of a quantile have it between them."""
_OWN_MIDDLE = Decimal("0.995")
"""Of the middle: the draws are within 0.5% of as many as one likes."""


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
    """A lever, `pricerange` or `raterange`."""
    workload: int
    """From 1; 0 for the vendors' prices and the rate of exchange."""
    percent: Decimal


class Spread(NamedTuple):
    """What a scenario with ranges costs."""

    month: Quantiles
    """Of `per_month`: before growth and events."""
    total: Quantiles
    """Of what can be bought over the horizon."""
    dearest: Quantiles
    """Of the month of the horizon that costs most in each case, of what can be bought; where nothing can be in any
    month, of everything."""
    within_budget: Decimal | None
    """Percent of the cases in which `per_month` is within the budget, to two decimals; None without one."""
    within_every_month: Decimal | None
    """Percent of the cases in which no month of the horizon is above the budget, to two decimals; None without one."""
    months: tuple[MonthSpread, ...]
    share: tuple[Share, ...]
    """Of the spread of the horizon's sum, the largest first."""

    @property
    def set_aside(self) -> "SetAside":
        """What is set aside to be 90% sure."""
        return SetAside(self.dearest.p90, self.total.p90)

    def above(self, plan: Decimal) -> bool:
        """Whether more than half of the cases cost more than a plan does over the horizon, beyond their error."""
        return plan < self.total.p50 * _OWN_MIDDLE


class SetAside(NamedTuple):
    """What 9 of 10 cases cost no more than, USD."""

    month: Decimal
    """Of the dearest month."""
    total: Decimal
    """Of the horizon."""


class _InForce(NamedTuple):
    """What is in force of a workload in a month."""

    cost: CostOfImage
    volume: float
    """The factor of the events on it."""
    rates: float
    """The factor of the events on the vendors' rates."""
    sold: bool


class PriceLevels(NamedTuple):
    """What the vendors' prices are multiplied by: one for each case, or one for all."""

    prices: Floats
    rate: Floats
    """Beside that, of prices that the rate of exchange moves."""

    def of(self, cost: CostOfImage) -> Floats:
        return self.prices * self.rate if cost.follows_rate else self.prices


_AS_PLANNED = PriceLevels(np.ones(1), np.ones(1))


class ManyCosts:
    """A scenario and what is in force of it in each month; `values` are those of the levers of each workload, in their
    order, and `prices` what the vendors' prices are multiplied by.
    """

    def __init__(self, estimate: Estimate, books: PriceBooks) -> None:
        self.scenario = scenario = estimate.scenario
        self._own = [cost_of_image(workload, scenario, books) for workload in scenario.workloads]
        self._months = [scenario.start.plus(index) for index in range(scenario.months)]
        switched = {key: cost_of_image(bill.workload, scenario, books) for key, bill in estimate.switched.items()}
        self._in_force: list[list[_InForce]] = []
        """By workload and month."""
        for place, own in enumerate(self._own):
            rows: list[_InForce] = []
            volumes, rates = (factors(scenario, changed, place, scenario.months) for changed in _WHAT)
            for month, volume, rate in zip(self._months, volumes, rates, strict=True):
                bill = bill_in(estimate, place, month)
                cost = own if bill is estimate.bills[place] else switched[place, bill.workload.model]
                row = _InForce(cost, float(volume), float(rate), sold_in(bill.ends, month))
                rows.append(rows[-1] if rows and row == rows[-1] else row)
            self._in_force.append(rows)
        self._known: dict[tuple[int, int], tuple[Values, Floats]] = {}
        self._once = [float(once_in(scenario, month)) for month in self._months]

    def month(self, values: Sequence[Values], prices: PriceLevels) -> Floats:
        """USD a month, before growth and events."""
        scenario = self.scenario
        total = np.array([float(scenario.own_month)])
        for workload, cost, levers in zip(scenario.workloads, self._own, values, strict=True):
            images = self._images_a_month(workload, levers)
            total = total + images * (self._per_image(cost, levers) * prices.of(cost) + float(scenario.own_image))
        return total

    @property
    def anything_sold(self) -> bool:
        """Whether some workload can be bought in some month."""
        return any(now.sold for rows in self._in_force for now in rows)

    def months(self, values: Sequence[Values], prices: PriceLevels, everything: bool = False) -> Floats:
        """USD of each month, a row each, of what can be bought in it, or of everything."""
        totals = np.empty((len(self._months), draws.COUNT))
        totals[:] = (float(self.scenario.own_month) + np.array(self._once))[:, None]
        for place, levers in enumerate(values):
            for index, cost in self._of_workload(place, levers, prices, everything):
                totals[index] += cost
        return totals

    def _per_image(self, cost: CostOfImage, values: Values) -> Floats:
        """Worked out once for the month and for the months, which are asked for with the same values."""
        key = id(cost), id(values)
        if key not in self._known:
            self._known[key] = values, cost.per_image(values)
        return self._known[key][1]

    def total_of(self, place: int, values: Values, prices: PriceLevels) -> Floats:
        """USD of one workload over the horizon, of what can be bought of it."""
        images, (times_by_cost, times) = self._images_a_month(self.scenario.workloads[place], values), self._paid[place]
        by = self._growth(place, values)
        grown = np.empty((len(self._months), *by.shape))
        grown[0], grown[1:] = 1, by
        np.cumprod(grown, axis=0, out=grown)
        total = images * float(self.scenario.own_image) * _sum_of_months(times, grown)
        for cost, times in times_by_cost.items():
            total = total + images * cost.per_image(values) * prices.of(cost) * _sum_of_months(times, grown)
        return total

    @cached_property
    def _paid(self) -> list[tuple[dict[CostOfImage, Floats], Floats]]:
        """Of each workload, how often its first month's images are paid in each month, before growth: on each model at
        the rates of the price date, and own costs of one.
        """
        paid = []
        for rows in self._in_force:
            costs = dict.fromkeys(now.cost for now in rows if now.sold)
            by_cost = {
                cost: np.array([now.volume * now.rates if now.sold and now.cost is cost else 0.0 for now in rows])
                for cost in costs
            }
            paid.append((by_cost, np.array([now.volume * now.sold for now in rows])))
        return paid

    def _growth(self, place: int, values: Values) -> Floats:
        """What a month's images are multiplied by to the next."""
        return 1 + values.get("growth", np.array([float(self.scenario.workloads[place].growth)])) / PERCENT

    def _of_workload(
        self, place: int, values: Values, prices: PriceLevels, everything: bool = False
    ) -> Iterator[tuple[int, Floats]]:
        """The months in which a workload can be bought, or all, by their place, and what it costs in each.

        The next month's costs are written over those of the one before.
        """
        scenario, by = self.scenario, self._growth(place, values)
        images = self._images_a_month(scenario.workloads[place], values)
        before: _InForce | None = None
        costs = np.zeros(1)
        for index, now in enumerate(self._in_force[place]):
            if now is before:
                costs *= by
            else:
                paid = self._per_image(now.cost, values) * prices.of(now.cost) * now.rates + float(scenario.own_image)
                costs, before = images * paid * now.volume * by**index, now
            if now.sold or everything:
                yield index, costs

    def _images_a_month(self, workload: Workload, values: Values) -> Floats:
        """In the first month, before events."""
        images = values.get("images", np.array([float(workload.images)]))
        return images * self.scenario.days


def _sum_of_months(times: Floats, grown: Floats) -> Floats:
    """The sum over the months of how often something is paid in each and what its images have grown by."""
    total: Floats = (times.reshape(-1, *[1] * (grown.ndim - 1)) * grown).sum(axis=0)
    return total


def spread(estimate: Estimate, books: PriceBooks) -> Spread | None:
    """How sure an estimate is; None where nothing is a range, or something has no price."""
    scenario = estimate.scenario
    prices_ranged = scenario.pricerange is not None or scenario.raterange is not None
    ranged = any(workload.ranges for workload in scenario.workloads) or prices_ranged
    if not ranged or estimate.per_month is None:
        return None
    together = _together(scenario)
    values = _values_of_levers(scenario, together)
    prices = PriceLevels(
        _level(scenario.pricerange, draws.drawn(_OF_PRICES)), _level(scenario.raterange, draws.drawn(_OF_RATE))
    )
    priced = ManyCosts(estimate, books)
    month = np.broadcast_to(priced.month(values, prices), draws.COUNT)
    months = priced.months(values, prices)
    if np.isnan(month).any() or np.isnan(months).any():
        return None
    counted = months if priced.anything_sold else priced.months(values, prices, everything=True)
    dearest = counted.max(axis=0)
    # In the order of one month some of the cases, evenly apart, are a fair sample of every month.
    sample = np.argsort(months[len(months) // 2])[_EVERY // 2 :: _EVERY]
    ends = _quantiles(months, sample, _ENDS)
    of_cases = _quantiles(np.stack([month, months.sum(axis=0), dearest]), sample, (0.1, 0.5, 0.9))
    month_ends, total_ends, dearest_ends = (Quantiles(*row) for row in of_cases)
    return Spread(
        month=month_ends,
        total=total_ends,
        dearest=dearest_ends,
        within_budget=_within(month, scenario.budget),
        within_every_month=_within(dearest, scenario.budget),
        months=tuple(MonthSpread(scenario.start.plus(index), *percentiles) for index, percentiles in enumerate(ends)),
        share=_shares(priced, scenario, together),
    )


def _within(costs: Floats, budget: Decimal | None) -> Decimal | None:
    """Percent of the cases that cost no more than a budget, to two decimals; None without one."""
    return None if budget is None else _percent(float(np.mean(costs <= float(budget) + 1e-9)), _CENT)


def _together(scenario: Scenario) -> float:
    """The share that the volumes have in common: nothing where only one varies."""
    volumes = [volume for workload in scenario.workloads for volume in workload.ranges if volume.lever == "images"]
    return float(scenario.together) / PERCENT if len(volumes) > 1 else 0.0


class _Shape(NamedTuple):
    """A range around its middle, and the limits of its field."""

    low: float
    middle: float
    high: float
    least: int
    most: int

    def values(self, drawn: Floats) -> Floats:
        """Draws as values."""
        return np.clip(draws.spread_out(drawn, self.low, self.middle, self.high), self.least, self.most)


def _shape(workload: Workload, lever_range: Range) -> _Shape:
    takes, middle = LEVER_KINDS[lever_range.lever], float(lever_value(workload, lever_range.lever))
    return _Shape(float(lever_range.low), middle, float(lever_range.high), takes.low, takes.high)


def _values_of_levers(scenario: Scenario, together: float) -> list[Values]:
    """The values of every workload's levers that have a range, each range a quantity of its own, in their order."""
    by_workload: list[Values] = []
    quantity = _FIRST_LEVER
    for workload in scenario.workloads:
        values: dict[Lever, Floats] = {}
        for lever_range in workload.ranges:
            share = together if lever_range.lever == "images" else 0.0
            values[lever_range.lever] = _drawn(quantity, share, _shape(workload, lever_range))
            quantity += 1
        by_workload.append(values)
    return by_workload


@lru_cache(maxsize=128)
def _drawn(quantity: int, together: float, shape: _Shape) -> Floats:
    """The values of one range: a move of another lever leaves them as they are."""
    drawn = draws.drawn(quantity)
    if together:
        drawn = np.sqrt(together) * draws.drawn(_OF_ALL_VOLUMES) + np.sqrt(1 - together) * drawn
    return shape.values(drawn)


def _level(percent: PriceRange | None, drawn: Floats) -> Floats:
    """What a range in percent multiplies prices by."""
    if percent is None:
        return np.ones(1)
    shape = _Shape(float(percent.low), 0.0, float(percent.high), PERCENT_OF_PRICES.low, PERCENT_OF_PRICES.high)
    return 1 + shape.values(drawn) / PERCENT


def _shares(priced: ManyCosts, scenario: Scenario, together: float) -> tuple[Share, ...]:
    """The variance of the horizon's sum where one lever varies alone, as a part of the sum of these.

    A volume has also its part of what it shares with the other volumes.
    """
    drawn = draws.alone()
    sizes: dict[tuple[str, int], float] = {}
    for number, workload in enumerate(scenario.workloads, 1):
        sizes |= {(lever, number): size for lever, size in _alone(priced, number - 1, workload, drawn)}
    levels = {
        PRICES: _AS_PLANNED._replace(prices=_level(scenario.pricerange, drawn)),
        RATE: _AS_PLANNED._replace(rate=_level(scenario.raterange, drawn)),
    }
    for key, level in levels.items():
        if getattr(scenario, key) is not None:
            vendors = sum((priced.total_of(place, {}, level) for place in range(len(scenario.workloads))), np.zeros(1))
            sizes[key, 0] = float(np.std(vendors))
    volumes = sum(size for (lever, _), size in sizes.items() if lever == "images")
    parts = {
        key: size * (size + (together * (volumes - size) if key[0] == "images" else 0)) for key, size in sizes.items()
    }
    whole_part = sum(parts.values())
    if not whole_part:
        return ()
    return _rounded({key: part / whole_part for key, part in parts.items()})


def _alone(priced: ManyCosts, place: int, workload: Workload, drawn: Floats) -> Iterator[tuple[Lever, float]]:
    """Each lever of a workload that has a range, and by how many USD over the horizon vary where it alone varies.

    Several at once: a row for each, in which the others have their middle. Growth by itself, as every month differs.
    """
    for of_growth in (False, True):
        varied = [lever_range for lever_range in workload.ranges if (lever_range.lever == "growth") == of_growth]
        values: dict[Lever, Floats] = {}
        for row, lever_range in enumerate(varied):
            shape = _shape(workload, lever_range)
            values[lever_range.lever] = np.full((len(varied), len(drawn)), shape.middle)
            values[lever_range.lever][row] = shape.values(drawn)
        # What a model does not bill varies nothing.
        costs = np.broadcast_to(priced.total_of(place, values, _AS_PLANNED), (len(varied), len(drawn)))
        # From the first one on: of what is always the same nothing is left.
        sizes = np.std(costs - costs[:, :1], axis=1)
        yield from zip((lever_range.lever for lever_range in varied), sizes.tolist(), strict=True)


def _rounded(parts: dict[tuple[str, int], float]) -> tuple[Share, ...]:
    """Percent to one decimal that add up to 100: what rounding leaves goes to the largest."""
    order = sorted(parts, key=lambda key: (-parts[key], key[1], LEVERS.index(key[0]) if key[0] in LEVERS else -1))
    tenth = Decimal("0.1")
    percents = {key: _percent(parts[key], tenth) for key in order}
    percents[order[0]] += PERCENT - sum(percents.values())
    return tuple(Share(lever, number, percents[lever, number]) for lever, number in order)


def _quantiles(costs: Floats, sample: Places, ends: Sequence[float]) -> list[list[Decimal]]:
    """Of each row, to the cent; between the two draws that a quantile falls between, in proportion (Hazen).

    `sample` are the places of a fair sample of the draws.
    """
    places = np.array(ends) * draws.COUNT - 0.5
    below = places.astype(int)
    samples = np.sort(np.take(costs, sample, axis=1), axis=1)
    two = np.array(
        [[_ordered(row, of_row, place) for place in below.tolist()] for row, of_row in zip(costs, samples, strict=True)]
    )
    quantiles = two[..., 0] + (two[..., 1] - two[..., 0]) * (places - below)
    return [[_cents(float(cost)) for cost in row] for row in quantiles]


def _ordered(row: Floats, sample: Floats, place: int) -> Floats:
    """The values of a row that stand at a place and at the next one when they are in order.

    Only those between two of an ordered sample of it are put in order; where these have not the place, all are.
    """
    middle = place // _EVERY
    low, high = sample[max(middle - _AROUND, 0)], sample[min(middle + _AROUND, len(sample) - 1)]
    inside = row >= low
    first = place - row.size + int(np.count_nonzero(inside))
    inside &= row <= high
    near: Floats = row[inside]
    if first < 0 or first + 1 >= near.size:
        first, near = place, row.copy()
        near.partition((place, place + 1))
    else:
        near.sort()
    return near[first : first + 2]


def _cents(cost: float) -> Decimal:
    """First without what machines add in the last bits, so that half a cent is the same on each."""
    return Decimal(repr(round(cost, 6))).quantize(_CENT, ROUND_HALF_EVEN)


def _percent(part: float, grid: Decimal) -> Decimal:
    return Decimal(repr(PERCENT * part)).quantize(grid, ROUND_HALF_EVEN)

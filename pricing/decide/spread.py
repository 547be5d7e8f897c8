"""The spread of the cost: percentiles of a month and of the horizon if levers and prices have ranges.

A range is a two-piece normal around the value of its field, as in the fan charts of central banks, cut at the limits of
the field; the vendors' prices and the rate of exchange have one draw each for the whole horizon. Volumes of workloads
have a common part: with a share of r, the draw of a volume is sqrt(r) x the common draw + sqrt(1 - r) x its own.
Volumes are averages, so they and the images of a month are not rounded here. Ranges do not change `per_month`.
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
from pricing.scenario.events import Effect
from pricing.scenario.fields import LEVER_KINDS
from pricing.scenario.levers import lever_value
from pricing.scenario.ranges import LEVERS, PERCENT_OF_PRICES, Lever, PriceRange, Range
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.values.exact import PERCENT
from pricing.values.month import Month

PRICES, RATE = "pricerange", "raterange"
_OF_PRICES, _OF_ALL_VOLUMES, _FIRST_LEVER = 0, 1, 2
"""The numbers of the draws' quantities: the vendors' prices, the common part of volumes, then levers with ranges."""
_OF_RATE = draws.MOST - 1
"""The quantity of the rate of exchange: the last one, so that a range of it does not change other draws."""
_CENT = Decimal("0.01")
_WHAT: tuple[Effect, Effect] = ("images", "price")
_ENDS = (0.1, 0.25, 0.5, 0.75, 0.9)
_EVERY, _AROUND = 16, 16
"""One case in `_EVERY` is in a sample; a quantile is searched within `_AROUND` sampled cases on each side."""
_OWN_MIDDLE = Decimal("0.995")
"""A plan counts as below the median only if it is below this part of it: the error of the draws is up to 0.5%."""


class Quantiles(NamedTuple):
    """The 10th, 50th and 90th percentile in USD, to the cent."""

    p10: Decimal
    p50: Decimal
    p90: Decimal


class MonthSpread(NamedTuple):
    """Percentiles of one month of the horizon with growth, events and own costs; USD, to the cent."""

    month: Month
    p10: Decimal
    p25: Decimal
    p50: Decimal
    p75: Decimal
    p90: Decimal


class Share(NamedTuple):
    """The share of a lever in the spread, in percent to one decimal; the shares add up to 100."""

    lever: str
    """A lever, `pricerange` or `raterange`."""
    workload: int
    """The number of the workload, from 1; 0 for the vendors' prices and the rate of exchange."""
    percent: Decimal


class Spread(NamedTuple):
    """The spread of the cost of a scenario with ranges."""

    month: Quantiles
    """Percentiles of a month before growth and events."""
    total: Quantiles
    """Percentiles of the sum over the horizon of what can be bought."""
    dearest: Quantiles
    """Percentiles of the most expensive month in each case, of what can be bought; of everything if nothing can be
    bought in any month."""
    within_budget: Decimal | None
    """Percent of the cases in which a month before growth and events is within the budget; None without a budget."""
    within_every_month: Decimal | None
    """Percent of the cases in which every month of the horizon is within the budget; None without a budget."""
    months: tuple[MonthSpread, ...]
    share: tuple[Share, ...]
    """Shares of the levers in the spread of the horizon's sum, largest first."""

    @property
    def set_aside(self) -> "SetAside":
        """The sums to set aside to be 90% sure."""
        return SetAside(self.dearest.p90, self.total.p90)

    def above(self, plan: Decimal) -> bool:
        """Whether the cost of a plan over the horizon is below the median of the cases, beyond their error."""
        return plan < self.total.p50 * _OWN_MIDDLE


class SetAside(NamedTuple):
    """The 90th percentiles in USD."""

    month: Decimal
    """Of the most expensive month."""
    total: Decimal
    """Of the sum over the horizon."""


class _InForce(NamedTuple):
    """The state of a workload in a month: its model and the factors of events."""

    cost: CostOfImage
    volume: float
    """The factor of events on the volume."""
    rates: float
    """The factor of events on the vendors' rates."""
    sold: bool


class PriceLevels(NamedTuple):
    """Factors of the vendors' prices: one for each case, or one for all cases."""

    prices: Floats
    rate: Floats
    """A further factor for prices that the rate of exchange affects."""

    def of(self, cost: CostOfImage) -> Floats:
        return self.prices * self.rate if cost.follows_rate else self.prices


_AS_PLANNED = PriceLevels(np.ones(1), np.ones(1))


class ManyCosts:
    """The costs of a scenario for many cases at once.

    In its methods `values` has the values of the levers of each workload, in the order of the workloads, and `prices`
    the factors of the vendors' prices.
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
        """USD by month (rows) and case (columns), of what can be bought, or of `everything`."""
        totals = np.empty((len(self._months), draws.COUNT))
        totals[:] = (float(self.scenario.own_month) + np.array(self._once))[:, None]
        for place, levers in enumerate(values):
            for index, cost in self._of_workload(place, levers, prices, everything):
                totals[index] += cost
        return totals

    def _per_image(self, cost: CostOfImage, values: Values) -> Floats:
        """The cost of an image, cached because `month` and `months` are called with the same values."""
        key = id(cost), id(values)
        if key not in self._known:
            self._known[key] = values, cost.per_image(values)
        return self._known[key][1]

    def total_of(self, place: int, values: Values, prices: PriceLevels) -> Floats:
        """USD of one workload over the months of the horizon in which it can be bought."""
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
        """By workload: the factors by which a month pays for the first month's images, before growth.

        For each model at the rates of the price date, and for the team's own costs of an image.
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
        """The factor from the images of a month to those of the next."""
        return 1 + values.get("growth", np.array([float(self.scenario.workloads[place].growth)])) / PERCENT

    def _of_workload(
        self, place: int, values: Values, prices: PriceLevels, everything: bool = False
    ) -> Iterator[tuple[int, Floats]]:
        """The places and costs of the months in which a workload can be bought, or of all months.

        The array of costs is reused: it is overwritten for the next month.
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
        """Images of the first month before events."""
        images = values.get("images", np.array([float(workload.images)]))
        return images * self.scenario.days


def _sum_of_months(times: Floats, grown: Floats) -> Floats:
    """The sum over the months (first axis) of the factor `times` and the growth since the first month."""
    total: Floats = (times.reshape(-1, *[1] * (grown.ndim - 1)) * grown).sum(axis=0)
    return total


def spread(estimate: Estimate, books: PriceBooks) -> Spread | None:
    """The spread of an estimate; None without ranges or if something has no price."""
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
    # Cases at even distances in the order of one month are a fair sample of every month.
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
    """Percent of the cases within a budget, to two decimals; None without a budget."""
    return None if budget is None else _percent(float(np.mean(costs <= float(budget) + 1e-9)), _CENT)


def _together(scenario: Scenario) -> float:
    """The common part of the volumes, from 0 to 1; 0 if only one volume varies."""
    volumes = [volume for workload in scenario.workloads for volume in workload.ranges if volume.lever == "images"]
    return float(scenario.together) / PERCENT if len(volumes) > 1 else 0.0


class _Shape(NamedTuple):
    """A range around its median, with the limits of its field."""

    low: float
    middle: float
    high: float
    least: int
    most: int

    def values(self, drawn: Floats) -> Floats:
        """The values of standard normal draws."""
        return np.clip(draws.spread_out(drawn, self.low, self.middle, self.high), self.least, self.most)


def _shape(workload: Workload, lever_range: Range) -> _Shape:
    takes, middle = LEVER_KINDS[lever_range.lever], float(lever_value(workload, lever_range.lever))
    return _Shape(float(lever_range.low), middle, float(lever_range.high), takes.low, takes.high)


def _values_of_levers(scenario: Scenario, together: float) -> list[Values]:
    """The values of the levers with ranges, by workload; every range has its own quantity of the draws."""
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
    """The values of one range, cached because changes of other levers do not affect them."""
    drawn = draws.drawn(quantity)
    if together:
        drawn = np.sqrt(together) * draws.drawn(_OF_ALL_VOLUMES) + np.sqrt(1 - together) * drawn
    return shape.values(drawn)


def _level(percent: PriceRange | None, drawn: Floats) -> Floats:
    """The factors of prices from a range in percent."""
    if percent is None:
        return np.ones(1)
    shape = _Shape(float(percent.low), 0.0, float(percent.high), PERCENT_OF_PRICES.low, PERCENT_OF_PRICES.high)
    return 1 + shape.values(drawn) / PERCENT


def _shares(priced: ManyCosts, scenario: Scenario, together: float) -> tuple[Share, ...]:
    """The variance of the horizon's sum if a lever varies alone, as a part of the sum of these variances.

    The variance of the common part of volumes is divided among the volumes.
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
    """The levers of a workload with ranges, each with the standard deviation of the horizon's USD if it varies alone.

    Computed together, a row for each lever in which the others have their medians; growth separately.
    """
    for of_growth in (False, True):
        varied = [lever_range for lever_range in workload.ranges if (lever_range.lever == "growth") == of_growth]
        values: dict[Lever, Floats] = {}
        for row, lever_range in enumerate(varied):
            shape = _shape(workload, lever_range)
            values[lever_range.lever] = np.full((len(varied), len(drawn)), shape.middle)
            values[lever_range.lever][row] = shape.values(drawn)
        # A lever that the model does not bill does not change the cost.
        costs = np.broadcast_to(priced.total_of(place, values, _AS_PLANNED), (len(varied), len(drawn)))
        # Relative to the first value, so that constant costs have a variance of exactly 0.
        sizes = np.std(costs - costs[:, :1], axis=1)
        yield from zip((lever_range.lever for lever_range in varied), sizes.tolist(), strict=True)


def _rounded(parts: dict[tuple[str, int], float]) -> tuple[Share, ...]:
    """Percent to one decimal that add up to 100: the rest of rounding goes to the largest."""
    order = sorted(parts, key=lambda key: (-parts[key], key[1], LEVERS.index(key[0]) if key[0] in LEVERS else -1))
    tenth = Decimal("0.1")
    percents = {key: _percent(parts[key], tenth) for key in order}
    percents[order[0]] += PERCENT - sum(percents.values())
    return tuple(Share(lever, number, percents[lever, number]) for lever, number in order)


def _quantiles(costs: Floats, sample: Places, ends: Sequence[float]) -> list[list[Decimal]]:
    """Quantiles of each row to the cent, interpolated between two cases by Hazen's rule.

    `sample` has the places of a fair sample of the cases.
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
    """The values at a place of the sorted row and at the next place.

    Only the values between two values of a sorted sample are sorted; if these do not contain the place, all are.
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
    """A cost to the cent, rounded to 6 decimals before, so that half cents round alike on every machine."""
    return Decimal(repr(round(cost, 6))).quantize(_CENT, ROUND_HALF_EVEN)


def _percent(part: float, grid: Decimal) -> Decimal:
    return Decimal(repr(PERCENT * part)).quantize(grid, ROUND_HALF_EVEN)

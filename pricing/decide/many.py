"""What a scenario costs in many cases at once: its levers and the vendors' prices as arrays, a value for each case."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np

from pricing.bill.estimate import Estimate
from pricing.bill.timeline import bill_in, factor, once_in
from pricing.decide.draws import COUNT, Floats
from pricing.decide.linear import CostOfImage, Values, cost_of_image
from pricing.prices import PriceBooks
from pricing.prices.life import sold_in
from pricing.scenario.events import What
from pricing.scenario.workload import Workload
from pricing.values.exact import PERCENT

_FACTORS: tuple[What, What] = ("images", "price")


class _InForce(NamedTuple):
    """What is in force of a workload in a month."""

    cost: CostOfImage
    volume: float
    """The factor of the events on it."""
    rates: float
    """The factor of the events on the vendors' rates."""
    sold: bool


class ManyCosts:
    """A scenario and what is in force of it in each month; `values` are those of the levers of each workload, in their
    order, and `prices` what the vendors' prices are multiplied by: one for each case, or one for all.
    """

    def __init__(self, whole: Estimate, books: PriceBooks) -> None:
        self.scenario = scenario = whole.scenario
        self._own = [cost_of_image(workload, scenario, books) for workload in scenario.workloads]
        self._months = [scenario.start.plus(at) for at in range(scenario.months)]
        switched = {key: cost_of_image(bill.workload, scenario, books) for key, bill in whole.switched.items()}
        self._in_force: list[list[_InForce]] = []
        """By workload and month."""
        for place, own in enumerate(self._own):
            rows: list[_InForce] = []
            for month in self._months:
                bill = bill_in(whole, place, month)
                cost = own if bill is whole.bills[place] else switched[place, bill.workload.model]
                volume, rates = (float(factor(scenario, what, place, month)) for what in _FACTORS)
                row = _InForce(cost, volume, rates, sold_in(bill.ends, month))
                rows.append(rows[-1] if rows and row == rows[-1] else row)
            self._in_force.append(rows)
        self._known: dict[tuple[int, int], tuple[Values, Floats]] = {}
        self._once = [float(once_in(scenario, month)) for month in self._months]

    def month(self, values: Sequence[Values], prices: Floats) -> Floats:
        """USD a month, before growth and events."""
        scenario = self.scenario
        total = np.array([float(scenario.own_month)])
        for workload, cost, of in zip(scenario.workloads, self._own, values, strict=True):
            images = self._images_a_month(workload, of)
            total = total + images * (self._per_image(cost, of) * prices + float(scenario.own_image))
        return total

    def months(self, values: Sequence[Values], prices: Floats) -> Floats:
        """USD of each month, a row each, of what can be bought in it."""
        totals = np.empty((len(self._months), COUNT))
        totals[:] = (float(self.scenario.own_month) + np.array(self._once))[:, None]
        for place, of in enumerate(values):
            for at, cost in self._of_workload(place, of, prices):
                totals[at] += cost
        return totals

    def _per_image(self, cost: CostOfImage, of: Values) -> Floats:
        """Worked out once for the month and for the months, which are asked for with the same values."""
        key = id(cost), id(of)
        if key not in self._known:
            self._known[key] = of, cost.per_image(of)
        return self._known[key][1]

    def total_of(self, place: int, of: Values, prices: Floats) -> Floats:
        """USD of one workload over the horizon, of what can be bought of it."""
        if "growth" in of:
            return sum((cost for _, cost in self._of_workload(place, of, prices)), np.zeros(1))
        images = self._images_a_month(self.scenario.workloads[place], of)
        times, own = self._sums[place]
        total = np.zeros(1)
        for cost, times_paid in times:
            total = total + images * cost.per_image(of) * prices * times_paid
        return total + images * own

    @cached_property
    def _sums(self) -> list[tuple[list[tuple[CostOfImage, float]], float]]:
        """Of each workload, how often its first month's images are paid on each model, and USD of own costs of one."""
        own_image, found = float(self.scenario.own_image), []
        for workload, rows in zip(self.scenario.workloads, self._in_force, strict=True):
            by, own, grown = 1 + float(workload.growth) / PERCENT, 0.0, 1.0
            times: dict[int, tuple[CostOfImage, float]] = {}
            for cost, volume, rates, sold in rows:
                if sold:
                    before = times.get(id(cost), (cost, 0.0))[1]
                    times[id(cost)] = cost, before + grown * volume * rates
                    own += grown * volume * own_image
                grown *= by
            found.append((list(times.values()), own))
        return found

    def _of_workload(self, place: int, of: Values, prices: Floats) -> Iterator[tuple[int, Floats]]:
        """The months in which a workload can be bought, by their place, and what it costs in each.

        The next month's costs are written over those of the one before.
        """
        scenario, workload = self.scenario, self.scenario.workloads[place]
        by = 1 + of["growth"] / PERCENT if "growth" in of else 1 + float(workload.growth) / PERCENT
        images = self._images_a_month(workload, of)
        before: _InForce | None = None
        costs = np.zeros(1)
        for at, now in enumerate(self._in_force[place]):
            if now is before:
                costs *= by
            else:
                paid = self._per_image(now.cost, of) * prices * now.rates + float(scenario.own_image)
                costs, before = images * paid * now.volume * by**at, now
            if now.sold:
                yield at, costs

    def _images_a_month(self, workload: Workload, of: Values) -> Floats:
        """In the first month, before events."""
        images = of.get("images", np.array([float(workload.images)]))
        return images * self.scenario.days

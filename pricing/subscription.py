"""Subscriptions with included GPU time: the cheapest plans, seats and extra hours for a number of minutes.

Exact. Everything sold comes in multiples of a step (20 minutes at Midjourney), so a need is covered by whole
units. Among the items of a cheapest cover, those that are not the best plan (most minutes a dollar) never
number as many as the units of that plan: some of them would add up to a multiple of it, which the plan covers
for no more money. So all but a bounded rest is the best plan, and the rest comes from one table.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pricing.billing import NotPriced
from pricing.exact import EXACT
from pricing.prices.book import RateCard
from pricing.prices.schema import PlanFeature

EXTRA = "extra hours"
_HOUR = 60


class Item(NamedTuple):
    """Something that can be bought: a seat on a plan, or an extra hour."""

    name: str
    minutes: int
    usd: Decimal
    """A month."""


@dataclass(frozen=True)
class Combination:
    """What to buy for a month."""

    counts: Mapping[str, int]
    """Plan -> seats, and `extra hours` -> hours; without zeros."""
    usd: Decimal
    minutes: int
    """Fast minutes bought."""
    needed: Fraction
    """Fast minutes needed."""
    plans: frozenset[str]
    """Which names are plans; the other is the extra hours."""

    @property
    def unused(self) -> Fraction:
        return self.minutes - self.needed


class Subscription:
    """The items on sale, and the cheapest cover of any need."""

    def __init__(self, plans: tuple[Item, ...], extra: Item) -> None:
        self.plans = plans
        self.items = (*plans, extra)
        self.step = math.gcd(*(item.minutes for item in self.items))
        self.best = max(plans, key=lambda item: (item.minutes / item.usd, item.minutes))
        self._units = [item.minutes // self.step for item in self.items]
        others = [unit for item, unit in zip(self.items, self._units, strict=True) if item is not self.best]
        self._best_unit = self.best.minutes // self.step
        self._rest = (self._best_unit - 1) * max(others, default=0) + 2 * self._best_unit
        self._cents, self._choice = self._table()

    def cheapest(self, needed: Fraction) -> Combination:
        """The cheapest purchase that has at least the needed minutes; at least one seat, the fewest items."""
        units = math.ceil(needed / self.step)
        counts = dict.fromkeys((item.name for item in self.items), 0)
        counts[self.best.name] = best = self._best_seats(units)
        units -= best * self._best_unit
        seated = best > 0
        while units > 0 or not seated:
            choice = self._choice[int(seated)][max(units, 0)]
            counts[self.items[choice].name] += 1
            units -= self._units[choice]
            seated = seated or choice < len(self.plans)
        bought = {item.name: counts[item.name] for item in self.items if counts[item.name]}
        chosen = [(item, bought[item.name]) for item in self.items if item.name in bought]
        return Combination(
            bought,
            sum((item.usd * count for item, count in chosen), Decimal(0)),
            sum(item.minutes * count for item, count in chosen),
            needed,
            frozenset(plan.name for plan in self.plans),
        )

    def cost(self, needed: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """USD a month for many needs at once, the same as `cheapest`."""
        units = np.ceil(np.round(needed / self.step, 9)).astype(np.int64)
        best = np.maximum(0, -((self._rest - units) // self._best_unit))
        rest = np.maximum(units - best * self._best_unit, 0)
        cents = np.where(best > 0, self._cents[1][rest], self._cents[0][rest])
        usd: npt.NDArray[np.float64] = (best * int(self.best.usd * 100) + cents) / 100.0
        return usd

    def _best_seats(self, units: int) -> int:
        return max(0, -((self._rest - units) // self._best_unit))

    def _table(self) -> tuple[npt.NDArray[np.int64], list[list[int]]]:
        """Cents and first item of the cheapest cover of 0..rest units: without a seat yet, and with one."""
        cents = [int(item.usd * 100) for item in self.items]
        plans = range(len(self.plans))
        cost = [[0] * (self._rest + 1) for _ in range(2)]
        choice = [[0] * (self._rest + 1) for _ in range(2)]
        size = [[0] * (self._rest + 1) for _ in range(2)]
        for units in range(self._rest + 1):
            for seated in (1, 0):
                if units == 0 and seated:
                    continue
                options = range(len(self.items)) if seated else plans
                # A seat comes first: without one, only plans are on sale.
                ranked = [
                    (cents[i] + cost[1][left], 1 + size[1][left], i)
                    for i in options
                    for left in [max(units - self._units[i], 0)]
                ]
                cost[seated][units], size[seated][units], choice[seated][units] = min(ranked)
        return np.array(cost, dtype=np.int64), choice


@lru_cache(maxsize=64)
def subscription(card: RateCard, annual: bool, features: frozenset[PlanFeature]) -> Subscription:
    """The plans of a model that allow some features, at monthly or yearly prices; raises NotPriced."""
    model = card.entry.model
    plans = []
    for name, allowed in model.plan_features.items():
        if not features <= set(allowed):
            continue
        price = card.rate("plan", f"{name} annual" if annual else name)
        minutes = card.rate("gpu_minutes", name)
        if price is not None and minutes is not None:
            usd = EXACT.divide(price.amount, Decimal(12)) if annual else price.amount
            plans.append(Item(name, int(minutes.amount), usd))
    extra = card.rate("gpu_time")
    if not plans or extra is None:
        raise NotPriced(f"{model.name}: no plan has a price on {card.day}.")
    return Subscription(tuple(plans), Item(EXTRA, _HOUR, extra.amount))


def minutes_per_image(card: RateCard, mode: str) -> Fraction:
    """Fast minutes of one image of a kind of job; raises NotPriced."""
    job = card.rate("gpu_minutes", mode)
    images = card.entry.model.images_per_job.get(mode)
    if job is None or images is None:
        raise NotPriced(f"{card.entry.model.name}: no GPU minutes of a {mode} job on {card.day}.")
    return Fraction(job.amount) / images

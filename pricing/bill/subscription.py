"""Subscriptions that include GPU minutes or credits: the cheapest plans, seats and extra hours for a need.

Exact, for any price list. All items are sold in multiples of a step (20 minutes at Midjourney, 2,000 credits at Adobe),
so a need is a whole number of units. Let the best item be the one with the most units per dollar, and b its units. A
cheapest purchase has fewer than b other items: among b of them some add up to a multiple of b units, which the best
item covers for no more money. So only a bounded rest, with the one seat that is required, needs a table (dynamic
programming); everything above it is bought as the best item.
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

from pricing.bill import messages
from pricing.bill.charges import NoPrice, exchanged
from pricing.prices import Confidence
from pricing.prices.book import RateCard
from pricing.prices.schema import PlanFeature
from pricing.values.exact import of_fraction

EXTRA = "extra hours"
_HOUR = 60
_UNITS: Mapping[str, str] = {"gpu_minutes": "minutes", "credits": "credits"}
_LARGEST_TABLE = 200_000


class Item(NamedTuple):
    """Something that can be bought: a seat on a plan, or an extra hour."""

    name: str
    included: int
    """Minutes or credits included a month."""
    price: Fraction
    """The price of a month, in the vendor's currency."""


@dataclass(frozen=True)
class Combination:
    """What to buy for a month."""

    counts: Mapping[str, int]
    """Plan -> number of seats, and `extra hours` -> number of hours; without zeros."""
    cost: Decimal
    """The cost of a month, in the currency of the bill."""
    included: int
    """Minutes or credits bought."""
    needed: Fraction
    """Minutes or credits needed."""
    plans: frozenset[str]
    """The names in `counts` that are plans."""
    unit: str
    """The unit of `included` and `needed`: `minutes` or `credits`."""
    confidence: Confidence
    """The confidence of the least sure price of a plan, `derived` at best."""

    @property
    def unused(self) -> Fraction:
        return self.included - self.needed


class Subscription:
    """The items on sale, and the cheapest cover of any need."""

    def __init__(
        self,
        plans: tuple[Item, ...],
        extra: Item | None,
        unit: str = "minutes",
        confidence: Confidence = Confidence.DERIVED,
        rate: Decimal = Decimal(1),
    ) -> None:
        """`rate`: one unit of the vendor's currency in that of the bill; it does not affect what is cheapest."""
        self.plans, self.unit, self.confidence, self.rate = plans, unit, confidence, rate
        self.largest = max(plans, key=lambda plan: plan.included)
        self.items = plans if extra is None else (*plans, extra)
        self.step = math.gcd(*(item.included for item in self.items))
        self.best = max(self.items, key=lambda item: (item.included / item.price, item.included))
        self._seated = self.best is not extra
        self._units = [item.included // self.step for item in self.items]
        self._best_unit = self.best.included // self.step
        others = [units for item, units in zip(self.items, self._units, strict=True) if item is not self.best]
        self._rest = self._best_unit * max(others, default=0) + 2 * self._best_unit
        self._scale = math.lcm(*(item.price.denominator for item in self.items))
        self._prices = [int(item.price * self._scale) for item in self.items]
        self._cost, self._choice = self._table()

    def cheapest(self, needed: Fraction) -> Combination:
        """The cheapest purchase that includes what is needed and at least one seat; of equal costs the fewest items."""
        units = math.ceil(needed / self.step)
        counts = [0] * len(self.items)
        best = self._best_count(units)
        counts[self.items.index(self.best)] = best
        units -= best * self._best_unit
        seated = best > 0 and self._seated
        while units > 0 or not seated:
            choice = self._choice[int(seated)][max(units, 0)]
            counts[choice] += 1
            units -= self._units[choice]
            seated = seated or choice < len(self.plans)
        bought = [(item, count) for item, count in zip(self.items, counts, strict=True) if count]
        return Combination(
            {item.name: count for item, count in bought},
            of_fraction(sum((item.price * count for item, count in bought), Fraction(0)) * Fraction(self.rate)),
            sum(item.included * count for item, count in bought),
            needed,
            frozenset(plan.name for plan in self.plans),
            self.unit,
            self.confidence,
        )

    def cost(self, needed: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
        """The cost of a month for many needs at once, equal to the costs of `cheapest`."""
        units = np.ceil(np.round(needed / self.step, 9)).astype(np.int64)
        best = np.maximum(0, -((self._rest - units) // self._best_unit))
        rest = np.maximum(units - best * self._best_unit, 0)
        cost = np.where((best > 0) & self._seated, self._cost[1][rest], self._cost[0][rest])
        price = self._prices[self.items.index(self.best)]
        counted: npt.NDArray[np.float64] = (best * price + cost) / float(self._scale) * float(self.rate)
        return counted

    def _best_count(self, units: int) -> int:
        return max(0, -((self._rest - units) // self._best_unit))

    def _table(self) -> tuple[npt.NDArray[np.int64], list[list[int]]]:
        """Cost and first item of the cheapest purchase of 0..rest units, without a seat so far and with one."""
        cost = [[0] * (self._rest + 1) for _ in range(2)]
        choice = [[0] * (self._rest + 1) for _ in range(2)]
        size = [[0] * (self._rest + 1) for _ in range(2)]
        for units in range(self._rest + 1):
            for seated in (1, 0):
                if units == 0 and seated:
                    continue
                # A seat comes first: without one, only plans are on sale.
                options = range(len(self.items) if seated else len(self.plans))
                ranked = [
                    (self._prices[i] + cost[1][left], 1 + size[1][left], i)
                    for i in options
                    for left in [max(units - self._units[i], 0)]
                ]
                cost[seated][units], size[seated][units], choice[seated][units] = min(ranked)
        return np.array(cost, dtype=np.int64), choice


@lru_cache(maxsize=64)
def subscription(card: RateCard, annual: bool, features: frozenset[PlanFeature]) -> Subscription:
    """The plans of a model that allow some features, at monthly or yearly prices; raises NoPrice.

    `relax` (jobs that may wait) is not required of plans if no plan has it.
    """
    model = card.entry.model
    wanted = features if model.has_relax else features - {"relax"}
    allowing = [name for name, allowed in model.plan_features.items() if wanted <= set(allowed)]
    if not allowing:
        raise NoPrice(messages.no_plan_allows(model.name, sorted(wanted)))
    plans, used = [], []
    for name in allowing:
        price = card.rate("plan", f"{name} annual" if annual else name)
        included = card.rate(model.included, name)
        if price is not None and included is not None:
            a_month = Fraction(price.amount) / (12 if annual else 1)
            plans.append(Item(name, int(included.amount), a_month))
            used += [price, included]
    if not plans:
        if annual:
            raise NoPrice(messages.no_yearly_plan(model.name, card.day))
        raise NoPrice(messages.no_monthly_plan(model.name, card.day))
    extra = card.rate("gpu_time")
    items = [*plans, Item(EXTRA, _HOUR, Fraction(extra.amount))] if extra else plans
    steps = [item.included for item in items]
    if (max(steps) // math.gcd(*steps)) ** 2 > _LARGEST_TABLE:
        raise NoPrice(messages.no_step(model.name, model.included))
    confidence = max((Confidence.DERIVED, *(price.confidence for price in used)), key=lambda level: level.rank)
    return Subscription(
        tuple(plans), items[-1] if extra else None, _UNITS[model.included], confidence, exchanged(card, used[0])
    )


def needed_per_image(card: RateCard, job: str) -> Fraction:
    """Fast minutes or credits of one image of a kind of job; raises NoPrice."""
    model = card.entry.model
    if reason := model.not_priced.get(job):
        raise NoPrice(messages.no_price_because(model.name, job, reason))
    taken = card.rate(model.included, job)
    images = model.images_per_job.get(job)
    if taken is None or images is None:
        raise NoPrice(messages.no_job(model.name, model.included, job, card.day))
    return Fraction(taken.amount) / images


def cost_per_image(card: RateCard, job: str, annual: bool, features: frozenset[PlanFeature]) -> Decimal:
    """The cost of one image at the best plan's price of a minute or credit; raises NoPrice, also if it takes none."""
    sold = subscription(card, annual, features)
    needed = needed_per_image(card, job)
    if not needed:
        raise NoPrice(messages.job_included(card.entry.model.name, job))
    return of_fraction(needed * sold.best.price / sold.best.included * Fraction(sold.rate))

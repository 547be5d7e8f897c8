"""What a scenario costs a month with one of its workloads changed, where only that one is billed again; and at other
volumes.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cached_property, lru_cache
from typing import NamedTuple

from pricing.bill.bills import Bill, bill
from pricing.bill.estimate import Estimate, estimate, switched_bills
from pricing.bill.forecast import workload_months
from pricing.prices import PriceBooks
from pricing.prices.life import lives_until
from pricing.scenario import levers
from pricing.scenario.fields import LEVER_KINDS
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.values.exact import EXACT, total_of_all


@dataclass(frozen=True)
class Costing:
    """A scenario and its bills; costs are those of whole estimates, to the last digit."""

    scenario: Scenario
    books: PriceBooks
    today: dt.date

    @cached_property
    def whole(self) -> Estimate:
        return estimate(self.scenario, self.books)

    @cached_property
    def per_month(self) -> Decimal | None:
        """USD a month of the scenario as it is; None where a workload has no price."""
        return self.whole.per_month

    def bill(self, workload: Workload) -> Bill:
        """Of a workload in the place of one, on the terms of the scenario."""
        return bill(workload, self.scenario, self.books)

    def changed(self, place: int, workload: Workload) -> Decimal | None:
        """USD a month of the scenario with another workload in the place of one; None without a price."""
        return self.with_bill(place, self.bill(workload))

    def with_bill(self, place: int, of: Bill) -> Decimal | None:
        """USD a month of the scenario with another bill in the place of one."""
        rest = self._rests[place]
        if rest is None or of.per_month is None:
            return None
        scenario = self.scenario
        with localcontext(EXACT):
            images = scenario.images_a_month - self.whole.bills[place].images_a_month + of.images_a_month
            return rest + of.per_month + scenario.own_image * images + scenario.own_month

    def sold_part(self, place: int, of: Bill | None = None) -> Decimal | None:
        """USD of one workload over the sold months of the horizon, the team's cost of its images among it.

        With growth and events; with another bill in its place where one is given. None without a price.
        """
        whole, scenario = self.whole, self.scenario
        if of is not None:
            scenario = scenario.with_replaced(place, of.workload)
            bills = (*whole.bills[:place], of, *whole.bills[place + 1 :])
            switched = switched_bills(scenario, self.books) if whole.switched else {}
            whole = replace(whole, scenario=scenario, bills=bills, switched=switched)
        months = [scenario.start.plus(index) for index in range(scenario.months)]
        total = Decimal(0)
        with localcontext(EXACT):
            for month in workload_months(whole, place, months):
                if month.cost is None:
                    return None
                if month.sold:
                    total += month.cost + scenario.own_image * month.images
        return total

    @cached_property
    def sold_parts(self) -> list[Decimal | None]:
        """The same of every workload as it is."""
        return [self.sold_part(place) for place in range(len(self.scenario.workloads))]

    @cached_property
    def level(self) -> bool:
        """Whether every month of the horizon is sold and costs the same: then a month says it all."""
        ends = self.whole.ends
        return (
            not self.scenario.events
            and not any(workload.growth for workload in self.scenario.workloads)
            and (ends is None or lives_until(ends, self.scenario.end))
        )

    @cached_property
    def _rests(self) -> list[Decimal | None]:
        """USD a month of the other workloads, by the place of each."""
        costs = [bill.per_month for bill in self.whole.bills]
        return [total_of_all(costs[:place] + costs[place + 1 :]) for place in range(len(costs))]


@lru_cache(maxsize=32)
def costing(scenario: Scenario, books: PriceBooks, today: dt.date) -> Costing:
    """The bills of a scenario, made once for everything that is asked about it."""
    return Costing(scenario, books, today)


HALF_TO_TEN = (Fraction(1, 2), Fraction(1), Fraction(2), Fraction(10))


class AtVolume(NamedTuple):
    """What a scenario costs with every workload's volume multiplied."""

    factor: Fraction
    images: int
    """A day, of all workloads; each a whole number."""
    per_month: Decimal | None
    """USD."""


def at_volumes(scenario: Scenario, books: PriceBooks, factors: Sequence[Fraction] = HALF_TO_TEN) -> list[AtVolume]:
    """The cost at some multiples of the volume, without those beyond what a workload's volume can be."""
    costs = []
    for factor in factors:
        volumes = [round(workload.images * factor) for workload in scenario.workloads]
        if max(volumes) <= LEVER_KINDS["images"].high:
            workloads = (
                levers.around(replace(workload, images=images))
                for workload, images in zip(scenario.workloads, volumes, strict=True)
            )
            scaled = replace(scenario, workloads=tuple(workloads))
            costs.append(AtVolume(factor, scaled.images, estimate(scaled, books).per_month))
    return costs

"""What a whole scenario costs a month with one of its workloads changed: only that one is billed again."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal, localcontext
from functools import cached_property, lru_cache

from pricing.bill.bills import Bill, bill
from pricing.bill.estimate import Estimate, estimate
from pricing.prices import PriceBooks
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.values.exact import EXACT


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

    @cached_property
    def _rests(self) -> list[Decimal | None]:
        """USD a month of the other workloads, by the place of each."""
        costs = [of.per_month for of in self.whole.bills]
        rests: list[Decimal | None] = []
        for place in range(len(costs)):
            known = [cost for at, cost in enumerate(costs) if at != place and cost is not None]
            with localcontext(EXACT):
                rests.append(sum(known, Decimal(0)) if len(known) == len(costs) - 1 else None)
        return rests


@lru_cache(maxsize=32)
def costing(scenario: Scenario, books: PriceBooks, today: dt.date) -> Costing:
    """The bills of a scenario, made once for everything that is asked about it."""
    return Costing(scenario, books, today)

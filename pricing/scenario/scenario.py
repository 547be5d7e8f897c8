"""A scenario: everything that a link carries. What the engine bills."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Literal

from pricing.prices import PriceBasis
from pricing.prices.book import IN_USD
from pricing.prices.exchange import Exchange
from pricing.scenario import events
from pricing.scenario.accepted import Accepted
from pricing.scenario.comparison import Comparison
from pricing.scenario.events import Events
from pricing.scenario.ranges import PriceRange
from pricing.scenario.workload import Workload, folded, free_name
from pricing.values.month import Month
from pricing.wording.figures import USD

MOST_WORKLOADS = 8
Contract = Literal["vendor", "everywhere"]
"""Where a discount counts in a comparison: at the vendor of the workload's model alone, or at every service."""
FIRST_NAME = "Workload 1"
"""What the first of several workloads is called where a link gives it no name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Workloads, the terms they share, and how they are compared. Made by `link.parse`, which validates."""

    prices: PriceBasis
    days: int
    """Days a month."""
    start: Month
    months: int
    budget: Decimal | None = None
    """A month."""
    together: Decimal = Decimal(50)
    """Percent: how far the volumes of the workloads move together."""
    pricerange: PriceRange | None = None
    events: Events = ()
    """Within the horizon; each names a workload that is there."""
    own_image: Decimal = Decimal(0)
    """The team's own costs of a delivered image: storage, delivery, moderation, review."""
    own_month: Decimal = Decimal(0)
    """The team's own costs a month."""
    peak: Decimal | None = None
    """The busiest minute as a multiple of the average minute of a day; None: not said."""
    accepted: Accepted = ()
    contract: Contract = "everywhere"
    currency: str = USD
    """ISO 4217 code of every amount that the team types, and that the bill comes to."""
    rate: Decimal | None = None
    """Its units for one USD; None where it is USD."""
    rate_day: dt.date | None = None
    """The day of that rate; None where none is said."""
    raterange: PriceRange | None = None
    """Of that rate, in percent of it."""
    users: int | None = None
    """Active in a month."""
    revenue: Decimal | None = None
    """A month, of one user."""
    workloads: tuple[Workload, ...]
    """One to eight; where there are several, each has a name of its own."""
    comparison: Comparison | None = None

    @property
    def exchange(self) -> Exchange:
        """The currency that vendors' charges are counted in, at its rate."""
        return IN_USD if self.rate is None else Exchange(self.currency, self.rate)

    @property
    def end(self) -> Month:
        """The month after the horizon."""
        return self.start.plus(self.months)

    @property
    def several(self) -> bool:
        """Whether there is more than one workload."""
        return len(self.workloads) > 1

    @property
    def images(self) -> int:
        """Images delivered a day, of all workloads."""
        return sum(workload.images for workload in self.workloads)

    @property
    def images_a_month(self) -> int:
        """Images delivered a month, of all workloads, before growth and events."""
        return sum(workload.images_a_month(self.days) for workload in self.workloads)

    @property
    def qualities(self) -> tuple[int, int, int]:
        """Images a day in each tier, of all workloads, times 100; the mixes alone where there are no images."""
        shares = [(workload.images if self.images else 1, workload.quality) for workload in self.workloads]
        low, medium, high = (sum(images * quality[tier] for images, quality in shares) for tier in range(3))
        return low, medium, high

    def with_workload(self, place: int, **changes: Any) -> "Scenario":
        """The scenario with some fields of one workload changed; places count from 0."""
        return self.with_replaced(place, replace(self.workloads[place], **changes))

    def with_replaced(self, place: int, workload: Workload) -> "Scenario":
        """The scenario with another workload in the place of one.

        Where that has its first discount, it is given by the vendor of its model.
        """
        workloads = (*self.workloads[:place], workload, *self.workloads[place + 1 :])
        if workload.discount and not any(present.discount for present in self.workloads):
            return replace(self, workloads=workloads, contract="vendor")
        return replace(self, workloads=workloads)

    def with_added(self, workload: Workload) -> "Scenario":
        """With one more workload, last, under a name that no other has; the first one has a name from now on."""
        first, *others = self.workloads
        present = (replace(first, name=first.name or FIRST_NAME), *others)
        taken = [other.name for other in present]
        if not workload.name or folded(workload.name) in map(folded, taken):
            workload = replace(workload, name=free_name(taken, len(present) + 1))
        return replace(self, workloads=(*present, workload))

    def without(self, place: int) -> "Scenario":
        """Without one of several workloads; the last one left needs no name that nobody gave it."""
        left = (*self.workloads[:place], *self.workloads[place + 1 :])
        if len(left) == 1 and left[0].name == FIRST_NAME:
            left = (replace(left[0], name=""),)
        return replace(self, workloads=left, events=events.without_workload(self.events, place + 1))


def alone(workload: Workload, terms: Scenario) -> Scenario:
    """A workload with the terms that its bill, its months and what fits it depend on.

    A move of another workload leaves it equal.
    """
    return Scenario(
        prices=terms.prices,
        days=terms.days,
        start=terms.start,
        months=terms.months,
        peak=terms.peak,
        accepted=terms.accepted,
        contract=terms.contract,
        currency=terms.currency,
        rate=terms.rate,
        workloads=(workload,),
    )


def of_one_image(workload: Workload, terms: Scenario, **changes: Any) -> Scenario:
    """A workload as far as the cost of one image depends on it, with some fields changed: most moves change none of it.

    Of the terms only the prices and the currency count.

    Equal for all that share that cost, so what is worked out from it can be kept.
    """
    alone = replace(workload, **{**_OF_NO_MATTER, **changes})
    return Scenario(
        prices=terms.prices,
        currency=terms.currency,
        rate=terms.rate,
        days=1,
        start=_ANY_MONTH,
        months=1,
        workloads=(alone,),
    )


_OF_NO_MATTER: Mapping[str, Any] = {"name": "", "images": 0, "growth": Decimal(0), "ranges": (), "needs": ()}
_ANY_MONTH = Month(2000, 1)

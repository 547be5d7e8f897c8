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
"""The name of the first of several workloads if the link gives it none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Workloads, the terms that they share, and the comparison. Made by `link.parse`, which validates."""

    prices: PriceBasis
    days: int
    """Days a month."""
    start: Month
    months: int
    budget: Decimal | None = None
    """The budget a month, in `currency`."""
    together: Decimal = Decimal(50)
    """Percent: how far the volumes of the workloads vary together, from 0 (independently) to 100 (as one)."""
    pricerange: PriceRange | None = None
    events: Events = ()
    """Events within the horizon; the workloads that they name exist."""
    own_image: Decimal = Decimal(0)
    """The team's own costs for each delivered image, like storage, delivery, moderation and review."""
    own_month: Decimal = Decimal(0)
    """The team's own costs a month."""
    peak: Decimal | None = None
    """The busiest minute as a multiple of the average minute of a day; None if not given."""
    accepted: Accepted = ()
    contract: Contract = "everywhere"
    currency: str = USD
    """ISO 4217 code of the currency of the bill and of all amounts that the team types."""
    rate: Decimal | None = None
    """Units of `currency` for one USD; None if the currency is USD."""
    rate_day: dt.date | None = None
    """The day of `rate`; None if not given."""
    raterange: PriceRange | None = None
    """The range of `rate`, in percent of it."""
    users: int | None = None
    """Active users in a month."""
    revenue: Decimal | None = None
    """Revenue a month of one active user, in `currency`."""
    workloads: tuple[Workload, ...]
    """One to eight workloads; if there are several, their names differ."""
    comparison: Comparison | None = None

    @property
    def exchange(self) -> Exchange:
        """The currency of the bill with its rate."""
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
        """Images a day in each tier, of all workloads, times 100; the sums of the shares if there are no images."""
        shares = [(workload.images if self.images else 1, workload.quality) for workload in self.workloads]
        low, medium, high = (sum(images * quality[tier] for images, quality in shares) for tier in range(3))
        return low, medium, high

    def with_workload(self, place: int, **changes: Any) -> "Scenario":
        """The scenario with some fields of one workload changed; places count from 0."""
        return self.with_replaced(place, replace(self.workloads[place], **changes))

    def with_replaced(self, place: int, workload: Workload) -> "Scenario":
        """The scenario with another workload at a place, counted from 0.

        A first discount of the scenario counts at the vendor of the workload's model alone (`contract`).
        """
        workloads = (*self.workloads[:place], workload, *self.workloads[place + 1 :])
        if workload.discount and not any(present.discount for present in self.workloads):
            return replace(self, workloads=workloads, contract="vendor")
        return replace(self, workloads=workloads)

    def with_added(self, workload: Workload) -> "Scenario":
        """The scenario with one more workload, last and under a unique name; an unnamed first workload gets a name."""
        first, *others = self.workloads
        present = (replace(first, name=first.name or FIRST_NAME), *others)
        taken = [other.name for other in present]
        if not workload.name or folded(workload.name) in map(folded, taken):
            workload = replace(workload, name=free_name(taken, len(present) + 1))
        return replace(self, workloads=(*present, workload))

    def without(self, place: int) -> "Scenario":
        """The scenario without one workload; if a single one is left, a name that was made for it is removed."""
        left = (*self.workloads[:place], *self.workloads[place + 1 :])
        if len(left) == 1 and left[0].name == FIRST_NAME:
            left = (replace(left[0], name=""),)
        return replace(self, workloads=left, events=events.without_workload(self.events, place + 1))


def alone(workload: Workload, terms: Scenario) -> Scenario:
    """A scenario of one workload, with only the terms on which its bill, its months and what fits it depend.

    Used as a key of caches: a change of another workload leaves it equal.
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
    """A scenario of one workload, with only the fields on which the cost of one image depends, and some changes.

    Of the terms it has only the prices and the currency. Used as a key of caches: scenarios that share the cost of an
    image are equal.
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

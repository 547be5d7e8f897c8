"""The plan for the days of a bill, by workload and component: images, tokens and vendors' charges, exact.

The team's own costs are not part of it, since no vendor bills them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Literal

from pricing.bill.bills import Bill
from pricing.bill.charges import NoPrice, cost_per_unit, image
from pricing.bill.estimate import Estimate
from pricing.bill.timeline import bill_in, factor, images_in
from pricing.prices.base import Component
from pricing.prices.schema import TIERS, Tier
from pricing.values.exact import PERCENT
from pricing.values.month import Month
from pricing.values.size import Size

Delivered = Mapping[int, Decimal]
"""Place of a workload -> images that were used; a user knows them, no report has them."""
_A_TOKEN = "USD per 1M tokens"


@dataclass(frozen=True)
class WorkloadPlan:
    """One workload in the days of a bill."""

    place: int
    bill: Bill
    """The bill of the workload on its model of these days."""
    images: Fraction
    """Delivered images."""
    rate_factor: Fraction = Fraction(1)
    """The factor by which events change the vendors' rates."""

    def of_part(self, part: Fraction) -> "WorkloadPlan":
        """The plan for a part of the days."""
        return replace(self, images=self.images * part)

    @property
    def model(self) -> str:
        return self.bill.workload.model

    @property
    def generated(self) -> Fraction:
        """Images generated in these days, as planned."""
        return self.images * Fraction(self.bill.workload.generations_per_image)

    @property
    def paid_part(self) -> Fraction:
        """The part of the list price that is paid, with the factor of events."""
        return Fraction(self.bill.workload.paid_part) * self.rate_factor

    @cached_property
    def costs(self) -> dict[Component, Fraction]:
        """USD of each component."""
        per_image = self._per_image("cost")
        return {component: usd * self.images * self.paid_part for component, usd in per_image.items()}

    @cached_property
    def quantities(self) -> dict[Component, Fraction]:
        """Tokens, images or other units of each component."""
        return {component: count * self.images for component, count in self._per_image("quantity").items()}

    @property
    def by_token(self) -> bool:
        """Whether its images are sold by the token."""
        charges = (charge for unit in self.bill.unit_costs for charge in unit.charges)
        return any(charge.price.unit == _A_TOKEN for charge in charges if charge.component == "image_output")

    def list_rate(self, component: Component, batch: Fraction | None = None) -> Fraction | None:
        """The list price of one token, with a part of them at batch rates: by default as planned; None without a token
        price.
        """
        card = self.bill.card
        part = Fraction(self.bill.workload.batch) / PERCENT if batch is None else batch
        standard, sent = card.rate(component), card.rate(component, processing="batch")
        if standard is None or standard.unit != _A_TOKEN:
            return None
        usd = Fraction(cost_per_unit(card, standard))
        usd_sent = Fraction(cost_per_unit(card, sent)) if sent is not None and sent.unit == _A_TOKEN else usd
        return usd * (1 - part) + usd_sent * part

    def image(self, tier: Tier, size: Size) -> tuple[Fraction, Fraction] | None:
        """The units of one image of a tier and size, mostly tokens, and its list price; None without a price."""
        quality = self.bill.tiers.get(tier)
        if quality is None:
            return None
        try:
            charges = image(self.bill.card, quality, size, "standard")
        except NoPrice:
            return None
        taken = sum(
            (Fraction(charge.quantity) for charge in charges if charge.component == "image_output"), Fraction(0)
        )
        return taken, sum((Fraction(charge.cost) for charge in charges), Fraction(0))

    def tokens_of_an_image(self, sizes: Iterable[Size]) -> list[Fraction]:
        """The units of an image in each quality at some sizes, as far as they are known."""
        images = (self.image(tier, size) for size in sizes for tier in TIERS)
        return [image[0] for image in images if image is not None]

    def _per_image(self, amount: Literal["cost", "quantity"]) -> dict[Component, Fraction]:
        """The cost or quantity of each component for one delivered image, at list prices."""
        sums: dict[Component, Fraction] = {}
        for unit in self.bill.unit_costs:
            for charge in unit.charges:
                of_charge = Fraction(unit.generations) * Fraction(charge.cost if amount == "cost" else charge.quantity)
                sums[charge.component] = sums.get(charge.component, Fraction(0)) + of_charge
        return sums


@dataclass(frozen=True)
class GroupPlan:
    """The workloads that a bill does not tell apart; in most cases one."""

    plans: tuple[WorkloadPlan, ...]

    @cached_property
    def costs(self) -> dict[Component, Fraction]:
        """USD of each component."""
        return _together(plan.costs for plan in self.plans)

    @cached_property
    def quantities(self) -> dict[Component, Fraction]:
        return _together(plan.quantities for plan in self.plans)

    @property
    def usd(self) -> Fraction:
        return sum(self.costs.values(), Fraction(0))

    @property
    def images(self) -> Fraction:
        """Delivered."""
        return sum((plan.images for plan in self.plans), Fraction(0))

    @property
    def generated(self) -> Fraction:
        return sum((plan.generated for plan in self.plans), Fraction(0))

    @property
    def by_token(self) -> bool:
        """Whether all images are sold by the token."""
        return all(plan.by_token for plan in self.plans)

    @property
    def references(self) -> bool:
        """Whether any of them sends reference images."""
        return any(plan.bill.workload.refs for plan in self.plans)

    def rate(self, component: Component) -> Fraction:
        """The planned cost of one token, with discount, batch share and events; at list prices if none is planned."""
        if self.quantities.get(component):
            return self.costs[component] / self.quantities[component]
        rates = [rate * plan.paid_part for plan in self.plans if (rate := plan.list_rate(component)) is not None]
        return sum(rates, Fraction(0)) / len(rates) if rates else Fraction(0)


def plan_of_month(whole: Estimate, month: Month) -> tuple[WorkloadPlan, ...]:
    """The plan of each workload for a month; outside the horizon without growth and events."""
    if not in_horizon(whole, month):
        return tuple(WorkloadPlan(place, bill, Fraction(bill.images_a_month)) for place, bill in enumerate(whole.bills))
    scenario = whole.scenario
    months = (month.year - scenario.start.year) * 12 + month.month - scenario.start.month
    return tuple(
        WorkloadPlan(
            place,
            bill_in(whole, place, month),
            Fraction(images_in(scenario, place, months + 1)[months]),
            Fraction(factor(scenario, "price", place, month)),
        )
        for place in range(len(whole.bills))
    )


def plan_of_days(whole: Estimate, days: int) -> tuple[WorkloadPlan, ...]:
    """The plan of each workload for a number of days, without growth and events."""
    return tuple(
        WorkloadPlan(place, bill, Fraction(bill.workload.images_a_month(days)))
        for place, bill in enumerate(whole.bills)
    )


def in_horizon(whole: Estimate, month: Month) -> bool:
    return whole.scenario.start <= month < whole.scenario.end


def _together(parts: Iterable[Mapping[Component, Fraction]]) -> dict[Component, Fraction]:
    sums: dict[Component, Fraction] = {}
    for part in parts:
        for component, amount in part.items():
            sums[component] = sums.get(component, Fraction(0)) + amount
    return sums

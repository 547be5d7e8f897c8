"""What a scenario plans for a month, by workload and component: images, tokens and vendors' charges, exact.

What the team pays itself is no part of it: no vendor bills that.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from pricing.bill.bills import Bill
from pricing.bill.charges import NotPriced, image, usd_per_unit
from pricing.bill.estimate import Estimate
from pricing.bill.timeline import bill_in, factor, images_in
from pricing.prices.base import Component
from pricing.prices.schema import TIERS, Tier
from pricing.values.exact import PERCENT
from pricing.values.month import Month
from pricing.values.size import Size

TOKENS = "USD per 1M tokens"
Delivered = Mapping[int, Decimal]
"""Images that were used, by the place of their workload: a person knows, no report does."""


@dataclass(frozen=True)
class Planned:
    """One workload in one month, or in a part of it."""

    place: int
    bill: Bill
    """On the model that the workload is on then."""
    images: Fraction
    """Delivered."""
    times: Fraction
    """What events multiply the vendors' rates by."""

    @property
    def model(self) -> str:
        return self.bill.workload.model

    @property
    def per_image(self) -> Fraction:
        """Generations for one delivered image."""
        return Fraction(self.bill.workload.generations_per_image)

    @property
    def generated(self) -> Fraction:
        """Images that are made."""
        return self.images * self.per_image

    @property
    def kept(self) -> Fraction:
        """The part of the list price that is paid, with what events do to it."""
        return Fraction(self.bill.workload.paid_part) * self.times

    @cached_property
    def costs(self) -> dict[Component, Fraction]:
        """USD of each component."""
        return self._summed("usd", self.kept)

    @cached_property
    def quantities(self) -> dict[Component, Fraction]:
        """Tokens, images or whatever a component is sold by."""
        return self._summed("quantity", Fraction(1))

    @property
    def by_token(self) -> bool:
        """Whether its images are sold by the token."""
        return any(
            charge.price.unit == TOKENS
            for unit in self.bill.unit_costs
            for charge in unit.charges
            if charge.component == "image_output"
        )

    def rate(self, component: Component, batch: Fraction | None = None) -> Fraction | None:
        """USD of one token at list prices, a part of them at batch rates: as planned unless given; None without one."""
        card = self.bill.card
        part = Fraction(self.bill.workload.batch) / PERCENT if batch is None else batch
        standard, sent = card.rate(component), card.rate(component, processing="batch")
        if standard is None or standard.unit != TOKENS:
            return None
        plain = Fraction(usd_per_unit(card, standard))
        cheaper = Fraction(usd_per_unit(card, sent)) if sent is not None and sent.unit == TOKENS else plain
        return plain * (1 - part) + cheaper * part

    def output(self, tier: Tier, size: Size) -> tuple[Fraction, Fraction] | None:
        """What one image of a tier and size takes, mostly tokens, and its USD at list prices; None without a price."""
        quality = self.bill.entry.model.tiers.get(tier)
        if quality is None:
            return None
        try:
            charges = image(self.bill.card, quality, size, "standard")
        except NotPriced:
            return None
        taken = sum((Fraction(each.quantity) for each in charges if each.component == "image_output"), Fraction(0))
        return taken, sum((Fraction(each.usd) for each in charges), Fraction(0))

    def span(self, sizes: Iterable[Size]) -> tuple[Fraction, Fraction] | None:
        """The fewest and the most tokens that an image of any quality takes at some sizes; None where none is known."""
        found = [made[0] for size in sizes for tier in TIERS if (made := self.output(tier, size)) is not None]
        return (min(found), max(found)) if found else None

    def _summed(self, what: str, times: Fraction) -> dict[Component, Fraction]:
        found: dict[Component, Fraction] = {}
        for unit in self.bill.unit_costs:
            for charge in unit.charges:
                of = Fraction(unit.generations) * Fraction(getattr(charge, what)) * self.images * times
                found[charge.component] = found.get(charge.component, Fraction(0)) + of
        return found


def planned(whole: Estimate, month: Month, part: Fraction = Fraction(1)) -> tuple[Planned, ...]:
    """What each workload plans for a month, or for a part of it; outside the horizon before growth and events."""
    scenario = whole.scenario
    found = []
    for place, bill in enumerate(whole.bills):
        at = (month.year - scenario.start.year) * 12 + month.month - scenario.start.month
        if not 0 <= at < scenario.months:
            delivered, of, times = Fraction(bill.images_a_month), bill, Fraction(1)
        else:
            delivered = Fraction(images_in(scenario, place, at + 1)[at])
            of, times = bill_in(whole, place, month), Fraction(factor(scenario, "price", place, month))
        found.append(Planned(place, of, delivered * part, times))
    return tuple(found)


def within(whole: Estimate, month: Month) -> bool:
    """Whether a month is in the horizon."""
    return whole.scenario.start <= month < whole.scenario.end


def as_begun(whole: Estimate, days: int) -> tuple[Planned, ...]:
    """What each workload plans for some days of its own numbers, before growth and events."""
    images = (Fraction(bill.workload.images_a_month(days)) for bill in whole.bills)
    return tuple(Planned(place, *each, Fraction(1)) for place, each in enumerate(zip(whole.bills, images, strict=True)))

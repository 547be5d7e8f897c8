"""The rows of a comparison: each is complete when it is made, priced or with the reasons why it is not."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar, Literal

from pricing.bill.bills import Bill
from pricing.bill.placement import Move
from pricing.bill.subscription import Combination
from pricing.compare import messages
from pricing.compare.meter import Meter
from pricing.prices import Confidence
from pricing.prices.book import Entry
from pricing.prices.schema import Tier
from pricing.prices.services import Buys, Service
from pricing.scenario.accepted import Accepted
from pricing.scenario.own import Own
from pricing.scenario.workload import Workload
from pricing.values.exact import EXACT, HUNDREDTH, PERCENT, quotient, total
from pricing.wording.messages import Message, words

Billing = Literal["tokens", "image", "credits", "subscription", "own", "models"]
"""How a candidate bills; `own` is what a user brings, `models` a scenario as planned, each model in its way."""


AS_PLANNED = "as-planned"
"""What the API and files call a scenario as planned."""


@dataclass(frozen=True, slots=True)
class AsPlanned:
    """A scenario of several workloads as it stands: each on its own model."""

    @property
    def name(self) -> str:
        return words(messages.AS_PLANNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What can take a scenario: a service of the price book, one that a user brings, or the scenario as planned."""

    key: str
    """In the API and in files: the id of a service, `own-1`, or AS_PLANNED."""
    subject: Service | Own | AsPlanned
    billing: Billing
    entries: tuple[Entry, ...] = ()
    """The models it uses."""
    ends: dt.date | None = None
    """The first day on which one of its models cannot be bought any more; None while no end is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One workload at a candidate."""

    workload: Workload
    """The workload as the candidate takes it, at the tiers and sizes that it sells."""
    moves: tuple[Move, ...] = ()
    buys: Mapping[Tier, Buys] = field(default_factory=dict)
    """What each tier buys there."""
    bills: tuple[Bill, ...] = ()
    """The bill of each model that is used, for its share of the workload."""
    per_image: Decimal | None = None
    """USD per delivered image; None where it has no price, or is paid for together with the other workloads."""
    reasons: tuple[Message, ...] = ()
    """Why it has no price."""

    def per_month(self, days: int) -> Decimal | None:
        """USD a month of so many days; None as `per_image`."""
        images = Decimal(self.workload.images_a_month(days))
        return None if self.per_image is None else EXACT.multiply(self.per_image, images)

    @property
    def images_per_day(self) -> Decimal:
        """Delivered images a day that the bill is for."""
        return EXACT.divide(Decimal(self.workload.images * sum(self.workload.quality)), Decimal(PERCENT))

    @property
    def pixels(self) -> Decimal:
        """Millions of pixels of an image, on average."""
        return EXACT.divide(
            Decimal(sum(size.pixels * share for size, share in self.workload.size)), Decimal(PERCENT * 1_000_000)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A candidate's answer to a scenario."""

    candidate: Candidate
    parts: tuple[Part, ...]
    """One for each workload, in their order."""
    days: int
    """Days a month."""

    @property
    def key(self) -> str:
        return self.candidate.key

    @property
    def name(self) -> str:
        return self.candidate.subject.name

    @property
    def own(self) -> Own | None:
        """The service that the user brings, where it is one."""
        subject = self.candidate.subject
        return None if isinstance(subject, Service | AsPlanned) else subject

    @property
    def label(self) -> str:
        """The name as people read it, told apart from a vendor's of the same name."""
        return words(messages.own_service(self.name)) if self.own else self.name

    @property
    def billing(self) -> Billing:
        return self.candidate.billing

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self.candidate.entries

    @property
    def ends(self) -> dt.date | None:
        return self.candidate.ends

    @property
    def moves(self) -> tuple[Move, ...]:
        """What is bought instead, of all workloads."""
        return tuple(move for part in self.parts for move in part.moves)

    @property
    def images(self) -> Decimal:
        """Delivered images a month that the bill is for."""
        return total(part.images_per_day * self.days for part in self.parts)

    @property
    def generations(self) -> Decimal:
        """Images generated a month for them."""
        return total(part.images_per_day * self.days * part.workload.generations_per_image for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedRow(_Row):
    """The bill of a candidate that takes every workload."""

    per_month: Decimal
    """USD."""
    meter: Meter
    combination: Combination | None = None
    """What to buy of a subscription."""
    reasons: ClassVar[tuple[Message, ...]] = ()

    @property
    def per_image(self) -> Decimal | None:
        """USD per delivered image."""
        return self._each(self.images)

    @property
    def per_generation(self) -> Decimal | None:
        """USD per generated image."""
        return self._each(self.generations)

    @property
    def per_megapixel(self) -> Decimal | None:
        """USD per million delivered pixels."""
        return self._each(total(part.images_per_day * self.days * part.pixels for part in self.parts))

    @property
    def bills(self) -> tuple[Bill, ...]:
        return tuple(bill for part in self.parts for bill in part.bills)

    def per_accepted_image(self, accepted: Accepted) -> Decimal | None:
        """USD per image that is good enough by the team's own trial: of those made, the percent that it accepted.

        To 12 decimals; None where a model that makes some of them was not tried, or none was accepted.
        """
        percents = dict(accepted)
        if not self.bills or any(bill.workload.model not in percents for bill in self.bills):
            return None
        return self._each(
            total(
                EXACT.multiply(
                    EXACT.multiply(total(unit.generations for unit in bill.unit_costs), percents[bill.workload.model]),
                    Decimal(bill.images_a_month) * HUNDREDTH,
                )
                for bill in self.bills
            )
        )

    @property
    def confidence(self) -> Confidence | None:
        """The least sure figure of the bill."""
        charged = [charge for bill in self.bills for unit in bill.unit_costs for charge in unit.charges]
        sure = [charge.confidence for charge in charged]
        if self.combination is not None:
            sure.append(self.combination.confidence)
        return max(sure, key=lambda confidence: confidence.rank, default=None)

    def _each(self, quantity: Decimal) -> Decimal | None:
        return quotient(self.per_month, quantity) if quantity else None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpricedRow(_Row):
    """A candidate that cannot take every workload, and why. It has no figure."""

    reasons: tuple[Message, ...]
    per_month: ClassVar[None] = None
    per_image: ClassVar[None] = None
    per_generation: ClassVar[None] = None
    per_megapixel: ClassVar[None] = None
    meter: ClassVar[None] = None
    combination: ClassVar[None] = None
    confidence: ClassVar[None] = None
    bills: ClassVar[tuple[Bill, ...]] = ()


Row = PricedRow | UnpricedRow

"""The rows of a comparison: the bill of a candidate, or the reasons why it has none. Immutable."""

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
"""How a candidate bills; `own` is an own service, `models` a scenario as planned, with the billing of each model."""


AS_PLANNED = "as-planned"
"""The key of a scenario as planned in the API and in files."""


@dataclass(frozen=True, slots=True)
class AsPlanned:
    """The candidate that is a scenario of several workloads as planned, each on its own model."""

    @property
    def name(self) -> str:
        return words(messages.AS_PLANNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """What a scenario is billed on: a service of the price book, an own service, or the scenario as planned."""

    key: str
    """The key in the API and in files: the id of a service, `own-1`, or AS_PLANNED."""
    subject: Service | Own | AsPlanned
    billing: Billing
    entries: tuple[Entry, ...] = ()
    """The models that it uses."""
    ends: dt.date | None = None
    """The first day on which one of its models can no longer be bought; None if no end is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One workload on a candidate."""

    workload: Workload
    """The workload at the tiers and sizes that the candidate sells."""
    moves: tuple[Move, ...] = ()
    buys: Mapping[Tier, Buys] = field(default_factory=dict)
    """What each tier buys at the candidate."""
    bills: tuple[Bill, ...] = ()
    """The bills of the models that are used, each for its share of the workload."""
    per_image: Decimal | None = None
    """USD per delivered image; None if it has no price or is paid for together with other workloads."""
    reasons: tuple[Message, ...] = ()
    """The reasons why it has no price."""

    def per_month(self, days: int) -> Decimal | None:
        """USD a month of `days` days; None like `per_image`."""
        images = Decimal(self.workload.images_a_month(days))
        return None if self.per_image is None else EXACT.multiply(self.per_image, images)

    @property
    def images_per_day(self) -> Decimal:
        """Delivered images a day for which the bill is."""
        return EXACT.divide(Decimal(self.workload.images * sum(self.workload.quality)), Decimal(PERCENT))

    @property
    def pixels(self) -> Decimal:
        """Average millions of pixels of an image."""
        return EXACT.divide(
            Decimal(sum(size.pixels * share for size, share in self.workload.size)), Decimal(PERCENT * 1_000_000)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Row:
    """A candidate with the parts of a scenario."""

    candidate: Candidate
    parts: tuple[Part, ...]
    """The parts in the order of the workloads."""
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
        """The own service; None if the candidate is another one."""
        subject = self.candidate.subject
        return None if isinstance(subject, Service | AsPlanned) else subject

    @property
    def label(self) -> str:
        """The name for people; own services are distinguished from vendors' of the same name."""
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
        """The replaced tiers and sizes of all workloads."""
        return tuple(move for part in self.parts for move in part.moves)

    @property
    def images(self) -> Decimal:
        """Delivered images a month for which the bill is."""
        return total(part.images_per_day * self.days for part in self.parts)

    @property
    def generations(self) -> Decimal:
        """Images generated a month for the delivered ones."""
        return total(part.images_per_day * self.days * part.workload.generations_per_image for part in self.parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class PricedRow(_Row):
    """The row of a candidate with a price for every workload."""

    per_month: Decimal
    """USD."""
    meter: Meter
    combination: Combination | None = None
    """The purchase from a subscription; None for other billing."""
    reasons: ClassVar[tuple[Message, ...]] = ()

    @property
    def per_image(self) -> Decimal | None:
        """USD per delivered image."""
        return self._share(self.images)

    @property
    def per_generation(self) -> Decimal | None:
        """USD per generated image."""
        return self._share(self.generations)

    @property
    def per_megapixel(self) -> Decimal | None:
        """USD per million delivered pixels."""
        return self._share(total(part.images_per_day * self.days * part.pixels for part in self.parts))

    @property
    def bills(self) -> tuple[Bill, ...]:
        return tuple(bill for part in self.parts for bill in part.bills)

    def per_accepted_image(self, accepted: Accepted) -> Decimal | None:
        """USD per accepted image: the cost divided by the generated images that the team accepts, by its own trial.

        To 12 decimals; None if a model was not tried or none of its images was accepted.
        """
        percents = dict(accepted)
        if not self.bills or any(bill.workload.model not in percents for bill in self.bills):
            return None
        return self._share(
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
        """The confidence of the least sure figure of the bill."""
        charged = [charge for bill in self.bills for unit in bill.unit_costs for charge in unit.charges]
        sure = [charge.confidence for charge in charged]
        if self.combination is not None:
            sure.append(self.combination.confidence)
        return max(sure, key=lambda confidence: confidence.rank, default=None)

    def _share(self, quantity: Decimal) -> Decimal | None:
        return quotient(self.per_month, quantity) if quantity else None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnpricedRow(_Row):
    """The row of a candidate without a price for some workload, with the reasons."""

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

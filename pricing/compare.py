"""The same plan on several services, side by side."""

import datetime as dt
import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from pricing.billing import NotPriced
from pricing.comparison import Comparison
from pricing.estimate import Estimate, estimate
from pricing.exact import EXACT
from pricing.life import first_end
from pricing.meter import Machines, Meter, Proportional, Seats
from pricing.offer import nearest_offered, nearest_size, nearest_tier
from pricing.own import Own, OwnFactor, OwnMachines, OwnPrice
from pricing.prices import Confidence, PriceBook, PriceBooks
from pricing.prices.book import Entry
from pricing.prices.schema import TIERS, Tier
from pricing.scenario import PERCENT, Quality, Scenario, SizeMix
from pricing.services import Buys, Service, services
from pricing.subscription import Combination, needed_per_image, subscription

_QUOTIENT = Decimal("1e-12")
"""A quotient, like the cost an image on a subscription, is kept to 12 decimals; all else is exact."""


class Move(NamedTuple):
    """What is bought instead of something that has no price at a service."""

    asked: str
    sold: str


@dataclass(slots=True, kw_only=True)
class Row:
    """One service's answer to the plan. Amounts are USD a month; None where it cannot take the plan."""

    id: str
    name: str
    kind: str = "own"
    """How it bills: `tokens`, `image`, `credits`, `subscription`, or `own`."""
    quality: Quality
    """Percent of all images in each tier, as bought."""
    size: SizeMix
    """As bought."""
    images: Decimal
    """Delivered images a month that the bill is for."""
    generations: Decimal
    """Images generated a month for them."""
    per_month: Decimal | None = None
    reasons: tuple[str, ...] = ()
    """Why there is no price."""
    meter: Meter | None = None
    entries: tuple[Entry, ...] = ()
    """The models it uses."""
    buys: Mapping[Tier, Buys] = field(default_factory=dict)
    """What each tier buys there."""
    bills: tuple[Estimate, ...] = ()
    combination: Combination | None = None
    moves: tuple[Move, ...] = ()
    ends: dt.date | None = None
    """The first day on which one of its models cannot be bought any more; None while no end is known."""

    @property
    def label(self) -> str:
        """The name, told apart from a vendor's of the same name."""
        return f"{self.name} (yours)" if self.kind == "own" else self.name

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
        pixels = Decimal(sum(size.pixels * share for size, share in self.size)) / (PERCENT * 1_000_000)
        return self._each(self.images * pixels)

    @property
    def confidence(self) -> Confidence | None:
        """The least sure figure of the bill."""
        found = [charge.confidence for bill in self.bills for _, charges in bill.billed for charge in charges]
        if self.combination is not None:
            found.append(self.combination.confidence)
        return max(found, key=lambda confidence: confidence.rank, default=None)

    def _each(self, quantity: Decimal) -> Decimal | None:
        if self.per_month is None or not quantity:
            return None
        return (self.per_month / quantity).quantize(_QUOTIENT)


@dataclass(frozen=True)
class Table:
    """The comparison; the plan's own model is always one of its rows."""

    scenario: Scenario
    rows: tuple[Row, ...]
    left_out: Quality
    """Percent of the images in each tier that are left out of every service."""
    absent: tuple[str, ...]
    """Services asked for that the price book does not have."""

    @property
    def own(self) -> Row:
        """The row of the plan's model."""
        return next(row for row in self.rows if row.id == self.scenario.model)

    @property
    def asked(self) -> Scenario:
        """The plan without the shares that are left out of every service."""
        shares = zip(self.scenario.quality, self.left_out, strict=True)
        return replace(self.scenario, quality=Quality(*(share - out for share, out in shares)))

    @property
    def priced(self) -> list[tuple[Decimal, Row]]:
        """The rows with a bill, and what they cost a month, cheapest first."""
        costs = [(row.per_month, row) for row in self.rows if row.per_month is not None]
        return sorted(costs, key=lambda cost: cost[0])


def compare(scenario: Scenario, comparison: Comparison, books: PriceBooks) -> Table:
    """Bill a plan on every service of a comparison, and on the plan's own model."""
    book = books[scenario.prices]
    known = services(book)
    wanted = dict.fromkeys([*comparison.services, scenario.model])
    present = [known[key] for key in wanted if key in known]
    mapped = {}
    for service in present:
        chosen = comparison.mapped(service.id) if book is books.listed else None
        mapped[service.id] = service.tiers(chosen)
    left_out = _left_out(scenario, comparison, mapped, book)
    asked = Quality(*(share - out for share, out in zip(scenario.quality, left_out, strict=True)))
    plan = replace(scenario, quality=asked)
    absent = tuple(key for key in wanted if key not in known)
    if not any(asked):
        return Table(scenario, tuple(_nothing_left(service, plan) for service in present), left_out, absent)
    with localcontext(EXACT):
        rows = [_row(service, mapped[service.id], plan, comparison, books) for service in present]
        rows += [_own(f"own-{number}", own, plan, books) for number, own in enumerate(comparison.own, 1)]
    return Table(scenario, tuple(rows), left_out, absent)


def _left_out(
    scenario: Scenario, comparison: Comparison, mapped: Mapping[str, Mapping[Tier, Buys]], book: PriceBook
) -> Quality:
    """The shares that have no price at one of the services, when those are to be left out."""
    if comparison.missing != "leave":
        return Quality(0, 0, 0)
    offered = [set(tiers) for tiers in mapped.values() if tiers]
    offered += [{tier for tier, _ in own.usd} for own in comparison.own if isinstance(own, OwnPrice)]
    factors = [own.model for own in comparison.own if isinstance(own, OwnFactor)]
    offered += [set(book[model].model.tiers) for model in factors if model in book]
    sold = set(TIERS).intersection(*offered)
    return Quality(*(0 if tier in sold else share for tier, share in zip(TIERS, scenario.quality, strict=True)))


def _row(
    service: Service, tiers: Mapping[Tier, Buys], plan: Scenario, comparison: Comparison, books: PriceBooks
) -> Row:
    row = _blank(service.id, service.name, plan)
    row.buys = tiers
    row.entries = tuple(books[plan.prices][model] for model in dict.fromkeys(buys.model for buys in tiers.values()))
    row.ends = first_end((entry.model.id for entry in row.entries), books)
    row.kind = _kind(row.entries)
    if not row.entries:
        row.reasons = (f"{service.name} is set to offer no tier.",)
        return row
    placed = _place(row, plan, row.entries[0], tiers)
    if row.kind == "subscription":
        _subscribe(row, placed, tiers, comparison, books)
        return row
    row.bills = bills(placed, tiers, books)
    each = per_image(row.bills)
    if each is None:
        row.reasons = _reasons(*row.bills)
    else:
        _bill_by_image(row, plan, each)
    return row


def _place(row: Row, plan: Scenario, entry: Entry, offered: Collection[Tier]) -> Scenario:
    """The plan with what has a price at the service instead of what has none, noted in the row."""
    placed = nearest_offered(plan, entry, offered)
    row.quality, row.size = placed.quality, placed.size
    if placed.quality != plan.quality or placed.size != plan.size:
        tiers = [(tier, nearest_tier(tier, offered)) for tier, _ in plan.quality.shares()]
        sizes = [(size, nearest_size(size, entry)) for size, _ in plan.size]
        row.moves = tuple(Move(str(asked), str(sold)) for asked, sold in [*tiers, *sizes] if asked != sold)
    return placed


def bills(placed: Scenario, tiers: Mapping[Tier, Buys], books: PriceBooks) -> tuple[Estimate, ...]:
    """The bill of each model that a service uses: the tiers that it takes, at their share of the whole plan."""
    return tuple(_bill(placed, model, tiers, books) for model in dict.fromkeys(buys.model for buys in tiers.values()))


def _bill(placed: Scenario, model: str, tiers: Mapping[Tier, Buys], books: PriceBooks) -> Estimate:
    bought = {tier: buys.quality for tier, buys in tiers.items() if buys.model == model}
    quality = placed.quality
    if len(bought) < len(tiers):
        shares = {tier: share if tier in bought else 0 for tier, share in zip(TIERS, quality, strict=True)}
        quality = Quality(**shares)
    if (model, quality) != (placed.model, placed.quality):
        placed = replace(placed, model=model, quality=quality)
    return estimate(placed, books, bought)


def per_image(bills: Iterable[Estimate]) -> Decimal | None:
    """USD per delivered image of a service, its bills together; None where a part has no price."""
    whole = Decimal(0)
    for bill in bills:
        if bill.per_image is None:
            return None
        whole = EXACT.add(whole, bill.per_image)
    return whole


def _subscribe(
    row: Row, placed: Scenario, tiers: Mapping[Tier, Buys], comparison: Comparison, books: PriceBooks
) -> None:
    """The cheapest seats and hours; where plans have Relax, a share of the jobs can wait and takes no Fast minutes."""
    card = books.rate_card(row.entries[0].model.id, placed.prices)
    try:
        if placed.refs:
            raise NotPriced(f"{row.name}: what a reference image takes is not in our sources.")
        plan = subscription(card, comparison.term == "annual", comparison.features)
        taken = sum(
            (share * needed_per_image(card, tiers[tier].quality) for tier, share in placed.quality.shares()),
            Fraction(0),
        )
    except NotPriced as gap:
        row.reasons = (str(gap),)
        return
    fast = 1 - Fraction(comparison.relax) / PERCENT if card.entry.model.has_relax else 1
    taken = taken / PERCENT * fast * Fraction(generations_per_image(placed))
    kept = (PERCENT - placed.discount) / PERCENT
    row.meter = Seats(plan, taken, kept)
    row.per_month = Decimal(0)
    if row.images:
        row.combination = plan.cheapest(taken * placed.images * placed.days)
        row.per_month = row.combination.usd * kept


def _own(key: str, own: Own, plan: Scenario, books: PriceBooks) -> Row:
    """The row of a service that the user brings along; its prices are what is paid, without discount."""
    row = _blank(key, own.name, plan)
    match own:
        case OwnFactor():
            if own.model not in books[plan.prices]:
                row.reasons = (f"{own.model} is not in the price book of {plan.prices}.",)
                return row
            entry = books[plan.prices][own.model]
            row.entries, row.ends = (entry,), first_end([own.model], books)
            placed = _place(row, plan, entry, entry.model.tiers)
            bill = estimate(replace(placed, discount=Decimal(0)), books)
            if bill.per_image is None:
                row.reasons = _reasons(bill)
            else:
                _bill_by_image(row, plan, bill.per_image * own.factor)
        case OwnPrice():
            prices = dict(own.usd)
            bought = [(tier, nearest_tier(tier, prices), share) for tier, share in plan.quality.shares()]
            row.moves = tuple(Move(tier, sold) for tier, sold, _ in bought if tier != sold)
            usd = sum((prices[sold] * share for _, sold, share in bought), Decimal(0)) / PERCENT
            _bill_by_image(row, plan, usd * generations_per_image(plan))
        case OwnMachines():
            each = Fraction(generations_per_image(plan)) * sum(plan.quality) / PERCENT / own.images_per_hour
            row.meter = Machines(own.usd_per_hour, each)
            row.per_month = own.usd_per_hour * math.ceil(each * plan.images * plan.days)
    return row


def _blank(key: str, name: str, plan: Scenario) -> Row:
    images = Decimal(plan.images * plan.days * sum(plan.quality)) / PERCENT
    generations = images * generations_per_image(plan)
    return Row(id=key, name=name, quality=plan.quality, size=plan.size, images=images, generations=generations)


def _bill_by_image(row: Row, plan: Scenario, usd_per_image: Decimal) -> None:
    row.per_month = usd_per_image * plan.images * plan.days
    row.meter = Proportional(usd_per_image)


def _nothing_left(service: Service, plan: Scenario) -> Row:
    row = _blank(service.id, service.name, plan)
    row.kind, row.reasons = "image", ("Every quality of the plan is left out: no two services have the same one here.",)
    return row


def _reasons(*bills: Estimate) -> tuple[str, ...]:
    return tuple(dict.fromkeys(gap.reason for bill in bills for gap in bill.unpriced))


def generations_per_image(plan: Scenario) -> Decimal:
    """Images generated for one that is delivered."""
    return (PERCENT - plan.reuse) / PERCENT * plan.tries


def _kind(entries: tuple[Entry, ...]) -> str:
    """How the models bill; credits are told by the unit of their prices."""
    if any(price.unit == "credits per image" for entry in entries for price in entry.model.prices):
        return "credits"
    return entries[0].model.billing if entries else "image"

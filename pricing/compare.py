"""The same plan on several services, side by side."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from pricing.billing import NotPriced
from pricing.comparison import Comparison
from pricing.estimate import Estimate, estimate
from pricing.exact import EXACT
from pricing.meter import Machines, Meter, Proportional, Seats
from pricing.offer import nearest_offered, nearest_size, nearest_tier
from pricing.own import Own, OwnFactor, OwnPrice
from pricing.prices import Confidence, PriceBooks
from pricing.prices.book import Entry
from pricing.prices.schema import TIERS, Tier
from pricing.scenario import PERCENT, Quality, Scenario, SizeMix
from pricing.services import Buys, Service, services
from pricing.subscription import Combination, minutes_per_image, subscription

_QUOTIENT = Decimal("1e-12")
"""A quotient, like the cost an image on a subscription, is kept to 12 decimals; all else is exact."""


class Move(NamedTuple):
    """What is bought instead of something that a service does not sell."""

    asked: str
    sold: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One service's answer to the plan. Amounts are USD a month; None where it cannot take the plan."""

    id: str
    name: str
    kind: str
    """How it bills: `tokens`, `image`, `credits`, `subscription`, or `own`."""
    quality: Quality
    """Percent of all images in each tier, as bought."""
    size: SizeMix
    """As bought."""
    images: Decimal
    """Delivered images a month that the bill is for."""
    generations: Decimal
    """Images generated a month for them."""
    per_month: Decimal | None
    reasons: tuple[str, ...] = ()
    """Why there is no price."""
    meter: Meter | None = None
    entries: tuple[Entry, ...] = ()
    """The models it uses."""
    bills: tuple[Estimate, ...] = ()
    combination: Combination | None = None
    moves: tuple[Move, ...] = ()

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
        found = [line.confidence for bill in self.bills for line in bill.lines]
        if self.combination is not None:
            found.append(Confidence.DERIVED)
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
    left_out = _left_out(scenario, comparison, mapped)
    asked = Quality(*(share - out for share, out in zip(scenario.quality, left_out, strict=True)))
    plan = replace(scenario, quality=asked)
    with localcontext(EXACT):
        rows = [_row(service, mapped[service.id], plan, comparison, books) for service in present]
        rows += [_own(f"own-{number}", own, plan, books) for number, own in enumerate(comparison.own, 1)]
    return Table(scenario, tuple(rows), left_out, tuple(key for key in wanted if key not in known))


def _left_out(scenario: Scenario, comparison: Comparison, mapped: Mapping[str, Mapping[Tier, Buys]]) -> Quality:
    """The shares that one of the services does not sell, when those are to be left out."""
    if comparison.missing != "leave":
        return Quality(0, 0, 0)
    offered = [set(tiers) for tiers in mapped.values()]
    offered += [{tier for tier, _ in own.usd} for own in comparison.own if isinstance(own, OwnPrice)]
    sold = set(TIERS).intersection(*offered)
    return Quality(*(0 if tier in sold else share for tier, share in zip(TIERS, scenario.quality, strict=True)))


def _row(
    service: Service, tiers: Mapping[Tier, Buys], plan: Scenario, comparison: Comparison, books: PriceBooks
) -> Row:
    entries = tuple(books[plan.prices][model] for model in dict.fromkeys(buys.model for buys in tiers.values()))
    row = _blank(service.id, service.name, _kind(entries), plan)
    if not entries:
        return replace(row, reasons=(f"{service.name} is set to offer no tier.",))
    placed = nearest_offered(plan, entries[0], tiers)
    row = replace(
        row, entries=entries, quality=placed.quality, size=placed.size, moves=_moves(plan, entries[0], tiers)
    )  # fmt: skip
    if row.kind == "subscription":
        return _subscribed(row, placed, tiers, comparison, books)
    bills = tuple(_bill(placed, entry, tiers, books) for entry in entries)
    each = [bill.per_image for bill in bills]
    if None in each:
        reasons = dict.fromkeys(gap.reason for bill in bills for gap in bill.unpriced)
        return replace(row, bills=bills, reasons=tuple(reasons))
    return _proportional(replace(row, bills=bills), placed, sum((usd for usd in each if usd is not None), Decimal(0)))


def _bill(placed: Scenario, entry: Entry, tiers: Mapping[Tier, Buys], books: PriceBooks) -> Estimate:
    """The tiers that one model takes, at their share of the whole plan."""
    bought = {tier: buys.quality for tier, buys in tiers.items() if buys.model == entry.model.id}
    shares = {tier: share if tier in bought else 0 for tier, share in zip(TIERS, placed.quality, strict=True)}
    return estimate(replace(placed, model=entry.model.id, quality=Quality(**shares)), books, bought)


def _subscribed(
    row: Row, placed: Scenario, tiers: Mapping[Tier, Buys], comparison: Comparison, books: PriceBooks
) -> Row:
    """The cheapest seats and hours; a share of the jobs can wait in Relax and needs no Fast minutes."""
    card = books.rate_card(row.entries[0].model.id, placed.prices)
    try:
        plan = subscription(card, comparison.term == "annual", comparison.features)
        minutes = sum(
            (share * minutes_per_image(card, tiers[tier].quality) for tier, share in placed.quality.shares()),
            Fraction(0),
        )
    except NotPriced as gap:
        return replace(row, reasons=(str(gap),))
    if placed.refs:
        return replace(row, reasons=(f"{row.name}: the GPU time of reference images is not priced.",))
    fast = 1 - Fraction(comparison.relax) / PERCENT
    minutes = minutes / PERCENT * fast * Fraction(_generations_per_image(placed))
    kept = (PERCENT - placed.discount) / PERCENT
    bought = plan.cheapest(minutes * placed.images * placed.days)
    per_month = bought.usd * kept if row.images else Decimal(0)
    return replace(
        row, combination=bought if row.images else None, per_month=per_month, meter=Seats(plan, minutes, kept)
    )  # fmt: skip


def _own(key: str, own: Own, plan: Scenario, books: PriceBooks) -> Row:
    """The row of a service that the user brings along; its prices are what is paid, without discount."""
    row = _blank(key, own.name, "own", plan)
    each = _generations_per_image(plan)
    if isinstance(own, OwnFactor):
        if own.model not in books[plan.prices]:
            return replace(row, reasons=(f"{own.model} is not in the price book of {plan.prices}.",))
        entry = books[plan.prices][own.model]
        placed = replace(nearest_offered(plan, entry), discount=Decimal(0))
        bill = estimate(placed, books)
        row = replace(
            row, entries=(entry,), quality=placed.quality, size=placed.size,
            moves=_moves(plan, entry, tuple(entry.model.tiers)),
        )  # fmt: skip
        if bill.per_image is None:
            return replace(row, reasons=tuple(dict.fromkeys(gap.reason for gap in bill.unpriced)))
        return _proportional(row, plan, bill.per_image * own.factor)
    if isinstance(own, OwnPrice):
        prices = dict(own.usd)
        bought = [(nearest_tier(tier, prices), share) for tier, share in plan.quality.shares()]
        usd = sum((prices[tier] * share for tier, share in bought), Decimal(0)) / PERCENT
        moves = tuple(
            Move(tier, sold) for (tier, _), (sold, _) in zip(plan.quality.shares(), bought, strict=True) if tier != sold
        )
        return _proportional(replace(row, moves=moves), plan, usd * each)
    hours = Fraction(row.generations) / own.images_per_hour
    meter = Machines(own.usd_per_hour, Fraction(each) * sum(plan.quality) / PERCENT / own.images_per_hour)
    return replace(row, per_month=own.usd_per_hour * math.ceil(hours), meter=meter)


def _blank(key: str, name: str, kind: str, plan: Scenario) -> Row:
    images = Decimal(plan.images * plan.days * sum(plan.quality)) / PERCENT
    return Row(
        id=key, name=name, kind=kind, quality=plan.quality, size=plan.size, per_month=None,
        images=images, generations=images * _generations_per_image(plan),
    )  # fmt: skip


def _proportional(row: Row, plan: Scenario, usd_per_image: Decimal) -> Row:
    return replace(
        row, per_month=usd_per_image * plan.images * plan.days, meter=Proportional(usd_per_image)
    )  # fmt: skip


def _generations_per_image(plan: Scenario) -> Decimal:
    return (PERCENT - plan.reuse) / PERCENT * plan.tries


def _moves(plan: Scenario, entry: Entry, offered: Mapping[Tier, Buys] | tuple[Tier, ...]) -> tuple[Move, ...]:
    tiers = [(tier, nearest_tier(tier, tuple(offered))) for tier, _ in plan.quality.shares()]
    sizes = [(str(size), str(nearest_size(size, entry))) for size, _ in plan.size]
    return tuple(Move(asked, sold) for asked, sold in [*tiers, *sizes] if asked != sold)


def _kind(entries: tuple[Entry, ...]) -> str:
    """How the models bill; credits are told by the unit of their prices."""
    if any(price.unit == "credits per image" for entry in entries for price in entry.model.prices):
        return "credits"
    return entries[0].model.billing if entries else "image"

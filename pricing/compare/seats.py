"""Rows of subscriptions: one cheapest purchase for the minutes or credits of all workloads together."""

import operator
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from pricing.bill import charges
from pricing.bill.placement import placed
from pricing.bill.subscription import Subscription, needed_per_image, subscription
from pricing.compare import messages
from pricing.compare.meter import Seats, per_image_of_all
from pricing.compare.rows import Candidate, Part, PricedRow, Row, UnpricedRow
from pricing.prices import PriceBooks
from pricing.prices.book import RateCard
from pricing.prices.schema import Tier
from pricing.prices.services import Buys
from pricing.scenario.comparison import Comparison
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.values.exact import PERCENT, of_fraction
from pricing.wording.messages import Message, named


def row(
    candidate: Candidate, compared: Scenario, tiers: Mapping[Tier, Buys], comparison: Comparison, books: PriceBooks
) -> Row:
    """The row with the cheapest seats and hours for all workloads. With Relax, a share of the jobs takes no Fast time.

    The cost is divided among the workloads in proportion to their needs, and the discount of each reduces its part.
    """
    card = books.rate_card(candidate.entries[0].model.id, compared.prices, compared.exchange)
    parts = tuple(_part(workload, card, tiers) for workload in compared.workloads)

    def not_priced(*reasons: Message) -> Row:
        return UnpricedRow(candidate=candidate, parts=parts, days=compared.days, reasons=reasons)

    no_price = messages.no_reference_price(candidate.subject.name)
    if gaps := [(part.workload.name, no_price) for part in parts if part.workload.refs]:
        return not_priced(*named(gaps, len(parts)))
    try:
        plan = subscription(card, comparison.term == "annual", comparison.features)
    except charges.NoPrice as gap:
        return not_priced(gap.why)
    fast = 1 - Fraction(comparison.relax) / PERCENT if card.entry.model.has_relax else Fraction(1)
    taken: list[Fraction] = []
    for part in parts:
        try:
            taken.append(_taken(part.workload, card, tiers))
        except charges.NoPrice as gap:
            gaps.append((part.workload.name, gap.why))
    if gaps:
        return not_priced(*named(gaps, len(parts)))
    workloads = [part.workload for part in parts]
    needs = [fast * amount for amount in taken]
    images = [workload.images_a_month(compared.days) for workload in workloads]
    needed = sum(map(operator.mul, needs, images), Fraction(0))
    combination = plan.cheapest(needed) if compared.images else None
    by_hand = _by_hand(plan, per_image_of_all(workloads, taken)) if card.entry.model.no_api else None
    meter = Seats(plan, per_image_of_all(workloads, needs), _kept(workloads, needs), by_hand)
    return PricedRow(
        candidate=candidate,
        parts=parts,
        days=compared.days,
        per_month=of_fraction(Fraction(combination.cost) * meter.kept) if combination else Decimal(0),
        meter=meter,
        combination=combination,
    )


def _part(workload: Workload, card: RateCard, tiers: Mapping[Tier, Buys]) -> Part:
    bought, moves = placed(workload, card.entry, tiers)
    return Part(workload=bought, moves=moves, buys=tiers)


def _taken(workload: Workload, card: RateCard, tiers: Mapping[Tier, Buys]) -> Fraction:
    """Minutes or credits of a delivered image without Relax; raises NoPrice."""
    jobs = (share * needed_per_image(card, tiers[tier].quality_name) for tier, share in workload.quality.shares())
    return sum(jobs, Fraction(0)) / PERCENT * Fraction(workload.generations_per_image)


def _by_hand(plan: Subscription, taken: Fraction) -> Fraction | None:
    """Images a month that one person can make if programs may not call it: as many as the largest plan includes.

    Jobs in Relax count too, as they take as long as others.
    """
    return plan.largest.included / taken if taken else None


def _kept(workloads: Sequence[Workload], needs: Sequence[Fraction]) -> Fraction:
    """The part of the cost after discounts, weighted by the workloads' needs, or by their images if all needs are 0."""
    paid_parts = [Fraction(workload.paid_part) for workload in workloads]
    need_per_image = per_image_of_all(workloads, needs)
    if not need_per_image or len(set(paid_parts)) == 1:
        return per_image_of_all(workloads, paid_parts)
    paid_needs = [need * part for need, part in zip(needs, paid_parts, strict=True)]
    return per_image_of_all(workloads, paid_needs) / need_per_image

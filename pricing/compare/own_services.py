"""Rows of own services: a contract, a relay, or machines. Their prices are paid in full, without a discount."""

import math
import operator
from decimal import Decimal
from fractions import Fraction

from pricing.bill.bills import bill
from pricing.bill.placement import nearest_tier, placed, tier_moves
from pricing.compare import by_image, messages
from pricing.compare.meter import Machines, per_image_of_all
from pricing.compare.rows import Candidate, Part, PricedRow, Row, UnpricedRow
from pricing.prices import ListPrices, PriceBooks
from pricing.prices.life import first_end
from pricing.scenario.own import Own, OwnFactor, OwnMachines, OwnPrice
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.values.exact import PERCENT
from pricing.wording.messages import Message


def candidate(number: int, own: Own, compared: Scenario, books: PriceBooks) -> Candidate:
    """The candidate of an own service; `number` counts them from 1."""
    book = books[compared.prices]
    key = f"own-{number}"
    if isinstance(own, OwnFactor) and own.model in book:
        entries, ends = (book[own.model],), first_end([own.model], books)
        return Candidate(key=key, subject=own, billing="own", entries=entries, ends=ends)
    return Candidate(key=key, subject=own, billing="own")


def row(taker: Candidate, own: Own, compared: Scenario, books: PriceBooks) -> Row:
    """The row of all workloads on an own service."""
    match own:
        case OwnFactor() if not taker.entries:
            prices = compared.prices.day if isinstance(compared.prices, ListPrices) else str(compared.prices)
            reason = messages.not_in_the_book(own.model, prices)
            return UnpricedRow(candidate=taker, parts=unmoved(compared, reason), days=compared.days, reasons=(reason,))
        case OwnFactor():
            parts = [_at_a_factor(own, workload, compared, books) for workload in compared.workloads]
            return by_image.row(taker, parts, compared.days)
        case OwnPrice():
            return by_image.row(taker, [_at_a_price(own, workload) for workload in compared.workloads], compared.days)
        case OwnMachines():
            return _on_machines(taker, own, compared)


def unmoved(compared: Scenario, *reasons: Message) -> tuple[Part, ...]:
    """The unchanged workloads, with the reasons why they have no price."""
    return tuple(Part(workload=workload, reasons=reasons) for workload in compared.workloads)


def _at_a_factor(own: OwnFactor, workload: Workload, terms: Scenario, books: PriceBooks) -> Part:
    entry = books[terms.prices][own.model]
    bought, moves = placed(workload, entry, entry.model.tiers)
    bills = (bill(bought.at_list_price(), terms, books),)
    listed = bills[0].per_image
    per_image = None if listed is None else listed * own.factor
    return Part(workload=bought, moves=moves, per_image=per_image, reasons=by_image.unpriced(bills))


def _at_a_price(own: OwnPrice, workload: Workload) -> Part:
    prices = dict(own.amounts)
    shares = workload.quality.shares()
    mean = sum((prices[nearest_tier(tier, prices)] * share for tier, share in shares), Decimal(0)) / PERCENT
    per_image = mean * workload.generations_per_image
    return Part(workload=workload, moves=tier_moves(workload, prices), per_image=per_image)


def _on_machines(taker: Candidate, own: OwnMachines, compared: Scenario) -> Row:
    """The row on machines: the hours of all workloads together, rounded up."""
    hours = [
        Fraction(workload.generations_per_image) * sum(workload.quality) / PERCENT / own.images_per_hour
        for workload in compared.workloads
    ]
    images = [workload.images_a_month(compared.days) for workload in compared.workloads]
    return PricedRow(
        candidate=taker,
        parts=unmoved(compared),
        days=compared.days,
        per_month=own.per_hour * math.ceil(sum(map(operator.mul, hours, images))),
        meter=Machines(own.per_hour, per_image_of_all(compared.workloads, hours)),
    )

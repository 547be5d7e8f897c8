"""The model that can take over from one that ends."""

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from pricing.bill.bills import Bill, bill
from pricing.bill.offer import nearest_offered
from pricing.compare.effort import between_models
from pricing.prices import ListPrices, PriceBooks
from pricing.prices.book import Entry
from pricing.prices.life import gone, lives_until
from pricing.scenario.scenario import Scenario, alone
from pricing.scenario.workload import Workload
from pricing.wording.said import Said, said


class Replacement(NamedTuple):
    """A live model that can take over a workload, with what the workload costs there today."""

    entry: Entry
    bill: Bill
    """Its `workload` is the one moved there."""
    effort: Said | None
    """What the workload's qualities take there, where the same word takes other tokens; else None."""
    because: Said | None
    """Why it is not the successor that the vendor names; None where it is, or none is named."""


def replacement(workload: Workload, terms: Scenario, books: PriceBooks, today: dt.date) -> Replacement | None:
    """The successor, or else the newest model of the same service, that lives through the horizon and has a
    price for the whole workload today.
    """
    return _replacement(alone(workload, terms), books, today)


@lru_cache(maxsize=128)
def _replacement(terms: Scenario, books: PriceBooks, today: dt.date) -> Replacement | None:
    """The replacement of the only workload."""
    (workload,), book = terms.workloads, books.listed
    if workload.model not in book:
        return None
    entry = book[workload.model]
    services = {entry.model.service}
    if entry.model.life.successor:
        services.add(book[entry.model.life.successor].model.service)
    successor = book.entries.get(entry.model.life.successor)
    siblings = sorted(
        (other for other in book.entries.values() if other.model.service in services),
        key=lambda other: (other.model.id == entry.model.life.successor, other.model.life.released),
        reverse=True,
    )
    because: Said | None = None
    for other in siblings:
        if other is entry:
            continue
        taken = _taken_over(workload, terms, other, books, today)
        if not isinstance(taken, Said):
            return Replacement(other, taken, between_models(taken.workload, entry, other), because)
        if other is successor:
            because = said("the-named-successor", model=other.model.name, why=taken)
    return None


def _taken_over(workload: Workload, terms: Scenario, other: Entry, books: PriceBooks, today: dt.date) -> Bill | Said:
    """The workload on another model at today's prices, or why that cannot be."""
    end = other.model.life.shut_down
    if other.model.billing == "subscription":
        return said("is-a-subscription")
    if gone(end, today):
        return said("is-no-longer-sold")
    if not lives_until(end, terms.end):
        return said("ends-within-the-plan")
    if other.first_priced > today:
        return said("has-no-price-yet")
    found = bill(nearest_offered(workload, other), replace(terms, prices=ListPrices(today)), books)
    return found if found.per_month is not None else said("has-no-price-for-the-plan")

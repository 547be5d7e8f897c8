"""The replacement of a model that ends, and the scenarios and events with it."""

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from pricing.bill.bills import Bill, bill
from pricing.bill.estimate import Estimate
from pricing.bill.forecast import forecast
from pricing.bill.placement import nearest_offered, under_contract
from pricing.bill.timeline import bill_in
from pricing.compare import messages
from pricing.compare.effort import between_models, like_effort
from pricing.prices import ListPrices, PriceBooks
from pricing.prices.book import Entry
from pricing.prices.life import gone, lives_until
from pricing.scenario import events, link
from pricing.scenario.events import Event
from pricing.scenario.scenario import Scenario, alone
from pricing.scenario.workload import Workload
from pricing.wording.messages import Message


class Replacement(NamedTuple):
    """A live model that can replace the model of a workload, with its bill today."""

    entry: Entry
    bill: Bill
    """The bill of the moved workload."""
    effort: Message | None
    """How the tokens of the workload's qualities change; None if they do not."""
    because: Message | None
    """Why it is not the successor that the vendor names; None if it is, or if none is named."""
    like: Bill | None
    """The bill with the qualities nearest to the present ones in tokens; None if they have the same names."""


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
    because: Message | None = None
    for other in siblings:
        if other is entry:
            continue
        taken = _taken_over(workload, terms, other, books, today)
        if not isinstance(taken, Message):
            effort = between_models(taken.workload, entry, other)
            return Replacement(
                other, taken, effort, because, _at_like_effort(workload, taken, entry, terms, books, today)
            )
        if other is successor:
            because = taken
    return None


def _taken_over(workload: Workload, terms: Scenario, other: Entry, books: PriceBooks, today: dt.date) -> Bill | Message:
    """The bill of the workload on another model at today's prices, or why that is not possible."""
    end, name = other.model.life.shut_down, other.model.name
    if other.model.billing == "subscription":
        return messages.is_a_subscription(name)
    if gone(end, today):
        return messages.is_no_longer_sold(name)
    if not lives_until(end, terms.end):
        return messages.ends_within_the_plan(name)
    if other.model.life.may_end:
        return messages.may_end_any_day(name)
    if other.first_priced > today:
        return messages.has_no_price_yet(name)
    moved = nearest_offered(under_contract(workload, other.model.id, terms, books), other)
    taken = bill(moved, replace(terms, prices=ListPrices(today)), books)
    return taken if taken.per_month is not None else messages.has_no_price_for_the_plan(name)


def _at_like_effort(
    workload: Workload, taken: Bill, old: Entry, terms: Scenario, books: PriceBooks, today: dt.date
) -> Bill | None:
    """The bill on the replacement with the qualities nearest to the present ones in tokens; None as in `like`."""
    buys = like_effort(workload, old, taken.entry)
    if not buys or taken.workload.quality != workload.quality:
        return None
    like = bill(replace(taken.workload, buys=buys), replace(terms, prices=ListPrices(today)), books)
    return like if like.per_month is not None else None


def bill_nearby(estimate: Estimate, place: int, books: PriceBooks) -> Bill | None:
    """The bill of a workload without a price at the nearest qualities and sizes with one; None if there are none."""
    unpriced = estimate.bills[place]
    if not unpriced.unpriced:
        return None
    nearby = bill(nearest_offered(unpriced.workload, unpriced.entry), estimate.scenario, books)
    return None if nearby.per_month is None else nearby


def ends_in_plan(bill: Bill, scenario: Scenario, today: dt.date) -> bool:
    """Whether a workload's model is no longer sold or ends within the horizon."""
    return gone(bill.ends, today) or not lives_until(bill.ends, scenario.end)


def with_replacement(scenario: Scenario, place: int, taken: Bill, books: PriceBooks, today: dt.date) -> Scenario:
    """The scenario at today's list prices, with one workload on its replacement.

    Other workloads move to models that have such prices if theirs have none.
    """
    moved = replace(scenario.with_replaced(place, taken.workload), prices=ListPrices(today))
    return link.nearest(link.write(moved).items(), books, today)


def switch_to_replacement(estimate: Estimate, place: int, books: PriceBooks, today: dt.date) -> Event | None:
    """The event that moves a workload to its replacement, in the first month in which its model cannot be bought.

    None if there is no such month, if the workload has left the model by then, or if the event is not possible.
    """
    scenario, own = estimate.scenario, estimate.bills[place]
    lost = next((month.month for month in forecast(estimate) if not month.workloads[place].sold), None)
    if lost is None or bill_in(estimate, place, lost) is not own:
        return None
    other = replacement(own.workload, scenario, books, today)
    if other is None or other.entry.model.id not in books[scenario.prices].priced:
        return None
    event = Event(lost, None, place + 1 if scenario.several else None, "model", other.entry.model.id)
    after = replace(scenario, events=events.ordered([*scenario.events, event]))
    return event if link.read(link.write(after).items(), books, today).scenario is not None else None

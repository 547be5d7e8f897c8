"""The whole price book against one plan: the cheapest live service that fits.

What fits is what `pricing.choice.obstacles` has nothing against: a price for every quality and size asked for, a
program that may call it, and a life from today until the horizon ends.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pricing.compare import Table, bills, per_image
from pricing.comparison import Comparison
from pricing.effort import to_service
from pricing.exact import EXACT
from pricing.life import first_end, gone, lives_through
from pricing.prices import PriceBook, PriceBooks
from pricing.prices.schema import Tier
from pricing.scenario import Month, Scenario
from pricing.services import Buys, Service, services

_ANY_MONTH = Month(2000, 1)
Mapped = tuple[tuple[str, tuple[str, ...]], ...]
"""Service -> what its tiers buy, where that is not the start; `Comparison.map`."""
LiveServices = Mapping[str, dt.date | None]
"""Service -> the first day without it, None while no end is known."""


class Offer(NamedTuple):
    """A service of the price book, and what the plan costs there."""

    service: Service
    cost: Decimal
    """USD a month."""


class Live(NamedTuple):
    """The live services of the price book that a plan is priced with."""

    services: int
    """How many somebody can buy today, whether they fit or not."""
    vendor: str
    """That of the plan's own model."""
    cheapest: Offer | None
    """Of all that fit."""
    of_vendor: Offer | None
    """Of those of `vendor` that fit."""
    effort: str
    """What the plan's qualities take at `of_vendor`, where the same word takes other tokens; else empty."""


def cheapest_live(table: Table, comparison: Comparison, books: PriceBooks, today: dt.date) -> Live:
    """The cheapest live services that fit a plan, of the whole book and of the plan's own vendor.

    Asked on the terms of a comparison: what its tiers buy, and which shares it leaves out of every service.
    """
    scenario = table.scenario
    mapped = comparison.map if books[scenario.prices] is books.listed else ()
    ends = live_services(scenario.prices, mapped, books, today)
    fitting = [
        (usd, service)
        for usd, service in _priced(_without_volume(table.asked), mapped, books, today)
        if lives_through(ends[service.id], scenario)
    ]
    vendor = _vendor(scenario.model, scenario, books)
    of_vendor = (offer for offer in fitting if _vendor(_any_model(offer[1]), scenario, books) == vendor)
    cheapest, theirs = _offer(next(iter(fitting), None), scenario), _offer(next(of_vendor, None), scenario)
    effort = ""
    if theirs is not None and theirs.service.id != scenario.model:
        buys = theirs.service.tiers(dict(mapped).get(theirs.service.id))
        effort = to_service(scenario, table.own, buys, books[scenario.prices])
    return Live(len(ends), vendor, cheapest, theirs, effort)


@lru_cache(maxsize=64)
def live_services(prices: dt.date | str, mapped: Mapped, books: PriceBooks, today: dt.date) -> LiveServices:
    """The services of a price book that somebody can buy today and that were on sale on the price date."""
    book = books[prices]
    found = {}
    for service, tiers in _services(book, mapped):
        models = [book[buys.model] for buys in tiers.values()]
        end = first_end((entry.model.id for entry in models), books)
        released = isinstance(prices, str) or all(entry.first_priced <= prices for entry in models)
        if models and released and not gone(end, today):
            found[service.id] = end
    return found


def _services(book: PriceBook, mapped: Mapped) -> Iterator[tuple[Service, Mapping[Tier, Buys]]]:
    chosen = dict(mapped)
    for service in services(book).values():
        yield service, service.tiers(chosen.get(service.id))


def _vendor(model: str, scenario: Scenario, books: PriceBooks) -> str:
    """Whose a model is; a fixed book stands in a file of its own."""
    entry = books.listed.entries.get(model) or books[scenario.prices][model]
    return entry.file.vendor


def _any_model(service: Service) -> str:
    return next(iter(service.choices.values())).model


def _offer(found: tuple[Decimal, Service] | None, scenario: Scenario) -> Offer | None:
    if found is None:
        return None
    usd, service = found
    return Offer(service, EXACT.multiply(usd, Decimal(scenario.images * scenario.days)))


def _without_volume(plan: Scenario) -> Scenario:
    """The plan as far as the cost of an image depends on it: the same for every volume and horizon."""
    return replace(plan, images=0, days=1, growth=Decimal(0), start=_ANY_MONTH, months=1, budget=None)


@lru_cache(maxsize=512)
def _priced(plan: Scenario, mapped: Mapped, books: PriceBooks, today: dt.date) -> tuple[tuple[Decimal, Service], ...]:
    """USD an image on every live service that a program may call and that prices the whole plan; cheapest first."""
    live = live_services(plan.prices, mapped, books, today)
    found = []
    for service, tiers in _services(books[plan.prices], mapped):
        usd = _usd(plan, tiers, books) if service.id in live else None
        if usd is not None:
            found.append((usd, service))
    return tuple(sorted(found, key=lambda offer: offer[0]))


def _usd(plan: Scenario, tiers: Mapping[Tier, Buys], books: PriceBooks) -> Decimal | None:
    book = books[plan.prices]
    models = [book[buys.model].model for buys in tiers.values()]
    if not any(plan.quality) or not all(tier in tiers for tier, _ in plan.quality.shares()):
        return None
    if any(model.no_api or model.billing == "subscription" for model in models):
        return None
    return per_image(bills(replace(plan, model=models[0].id), tiers, books))

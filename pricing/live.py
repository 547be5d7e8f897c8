"""The whole price book against one plan: the cheapest live service that fits.

What fits is what `pricing.choice.obstacles` has nothing against: a price for every quality and size asked for, a
program that may call it, and a life from today until the horizon ends.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, localcontext
from functools import lru_cache
from typing import NamedTuple

from pricing.compare import Table, generations_per_image
from pricing.comparison import Comparison
from pricing.effort import to_service
from pricing.estimate import estimate
from pricing.exact import EXACT
from pricing.life import first_end, gone, lives_through
from pricing.prices import PriceBooks
from pricing.prices.book import Entry
from pricing.prices.schema import Tier
from pricing.scenario import PERCENT, Month, Quality, Scenario
from pricing.services import Buys, Service, services

_ANY_MONTH = Month(2000, 1)
_ONE_TIER = Quality(0, 0, 100)
Mapped = tuple[tuple[str, tuple[str, ...]], ...]
"""Service -> what its tiers buy, where that is not the start; `Comparison.map`."""


class LiveService(NamedTuple):
    """A service that somebody can buy, with what its tiers buy."""

    service: Service
    tiers: Mapping[Tier, Buys]
    vendor: str
    ends: dt.date | None
    """The first day without one of its models; None while no end is known."""
    by_program: bool
    """Whether a program may call it, at a price by the token or by the image."""
    charges_text: bool
    """Whether it bills prompts."""


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
    live = live_services(scenario.prices, mapped, books, today)
    fitting = [one for one in _priced(table.asked, mapped, books, today) if lives_through(one[1].ends, scenario)]
    vendor = _vendor(books[scenario.prices][scenario.model], books)
    cheapest = next(iter(fitting), None)
    of_vendor = next((offer for offer in fitting if offer[1].vendor == vendor), None)
    effort = ""
    if of_vendor is not None and of_vendor[1].service.id != scenario.model:
        effort = to_service(scenario, table.own, of_vendor[1].tiers, books[scenario.prices])
    return Live(len(live), vendor, _offer(cheapest, scenario), _offer(of_vendor, scenario), effort)


@lru_cache(maxsize=64)
def live_services(prices: dt.date | str, mapped: Mapped, books: PriceBooks, today: dt.date) -> tuple[LiveService, ...]:
    """The services of a price book that somebody can buy today and that were on sale on the price date."""
    book, chosen = books[prices], dict(mapped)
    found = []
    for service in services(book).values():
        tiers = service.tiers(chosen.get(service.id))
        entries = [book[buys.model] for buys in tiers.values()]
        end = first_end((entry.model.id for entry in entries), books)
        released = isinstance(prices, str) or all(entry.first_priced <= prices for entry in entries)
        if entries and released and not gone(end, today):
            models = [entry.model for entry in entries]
            by_program = not any(model.no_api or model.billing == "subscription" for model in models)
            charges_text = any(entry.charges_text for entry in entries)
            found.append(LiveService(service, tiers, _vendor(entries[0], books), end, by_program, charges_text))
    return tuple(found)


def _vendor(entry: Entry, books: PriceBooks) -> str:
    """Whose a model is; a fixed book stands in a file of its own."""
    return books.listed.entries.get(entry.model.id, entry).file.vendor


def _offer(found: tuple[Decimal, LiveService] | None, scenario: Scenario) -> Offer | None:
    if found is None:
        return None
    with localcontext(EXACT):
        generations = scenario.images * scenario.days * generations_per_image(scenario)
        return Offer(found[1].service, found[0] * generations * (PERCENT - scenario.discount) / PERCENT)


def _priced(plan: Scenario, mapped: Mapped, books: PriceBooks, today: dt.date) -> list[tuple[Decimal, LiveService]]:
    """USD a generation, before the discount, on each live service that prices the whole plan; cheapest first."""
    shares = plan.quality.shares()
    if not shares:
        return []
    found = []
    with localcontext(EXACT):
        for charges_text in (True, False):
            for live, costs in _unit_costs(_request(plan, charges_text), charges_text, mapped, books, today):
                known = [share * usd for tier, share in shares if (usd := costs.get(tier)) is not None]
                if len(known) == len(shares):
                    found.append((sum(known, Decimal(0)) / PERCENT, live))
    return sorted(found, key=lambda offer: offer[0])


def _request(plan: Scenario, charges_text: bool) -> Scenario:
    """The plan as far as the cost of one generation depends on it: most moves change nothing of it."""
    return replace(
        plan, model="", images=0, days=1, quality=_ONE_TIER, prompt=plan.prompt if charges_text else 0,
        tries=Decimal(1), reuse=Decimal(0), discount=Decimal(0), growth=Decimal(0), start=_ANY_MONTH, months=1,
        budget=None,
    )  # fmt: skip


@lru_cache(maxsize=1024)
def _unit_costs(
    request: Scenario, charges_text: bool, mapped: Mapped, books: PriceBooks, today: dt.date
) -> tuple[tuple[LiveService, Mapping[Tier, Decimal | None]], ...]:
    """USD a generation of each tier, on the live services that a program may call and that bill prompts, or do not."""
    found = []
    for live in live_services(request.prices, mapped, books, today):
        if live.by_program and live.charges_text is charges_text:
            costs = {
                buys: estimate(replace(request, model=buys.model), books, {"high": buys.quality}).per_image
                for buys in set(live.tiers.values())
            }
            found.append((live, {tier: costs[buys] for tier, buys in live.tiers.items()}))
    return tuple(found)

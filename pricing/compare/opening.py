"""The comparison with which the Compare page opens if a link has none: the services that matter for a decision.

It does not apply to links with a comparison but no services, whose meaning is frozen (`START_SERVICES`).
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache

from pricing.compare.live import cheapest_live
from pricing.compare.table import compare
from pricing.prices import PriceBooks
from pricing.prices.services import services
from pricing.scenario import link
from pricing.scenario.comparison import Comparison, completed
from pricing.scenario.scenario import Scenario

WELL_KNOWN = ("midjourney", "stability-ai", "dall-e-3")
"""Services that people ask for by name; they are always part of it."""


def compared(scenario: Scenario, books: PriceBooks, today: dt.date) -> Scenario:
    """A scenario with its own comparison, or else with that of the page.

    The models of the workloads, the cheapest live service of their vendors that fits and that of the whole book,
    and the well-known ones.
    """
    return scenario if scenario.comparison is not None else _opened(scenario, books, today)


def read_compared(pairs: Iterable[tuple[str, str]], books: PriceBooks, today: dt.date) -> link.Reading:
    """`link.read` for the Compare page: the scenario always has a comparison."""
    reading = link.read(pairs, books, today)
    return reading if reading.scenario is None else replace(reading, scenario=compared(reading.scenario, books, today))


def with_comparison_of(saved: Scenario, scenario: Scenario, books: PriceBooks, today: dt.date) -> Scenario:
    """A saved scenario in the form in which it is compared with the present one.

    If it was saved without a comparison and the page has added one to the present scenario since, it gets the same, so
    that services which nobody chose are no difference.
    """
    if saved.comparison is not None or scenario.comparison is None:
        return saved
    untouched = scenario == compared(replace(scenario, comparison=None), books, today)
    return replace(saved, comparison=scenario.comparison) if untouched else compared(saved, books, today)


@lru_cache(maxsize=64)
def _opened(scenario: Scenario, books: PriceBooks, today: dt.date) -> Scenario:
    models = tuple(dict.fromkeys(workload.model for workload in scenario.workloads))
    alone = replace(scenario, comparison=Comparison(services=models))
    live = cheapest_live(compare(alone, books), books, today)
    offered = [offer.service.id for offer in (live.of_vendor, live.cheapest) if offer is not None]
    known = services(books.listed)
    chosen = tuple(key for key in dict.fromkeys([*models, *offered, *WELL_KNOWN]) if key in known)
    return replace(scenario, comparison=completed(Comparison(services=chosen), books.listed))

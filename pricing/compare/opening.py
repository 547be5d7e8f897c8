"""The comparison that the Compare page opens with where a link has none: the services that a decision is between.

Not what a link means that has a comparison and leaves its services out: that start is frozen (`START_SERVICES`).
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
"""Those that people ask for by name, whatever a plan is on."""


def compared(scenario: Scenario, books: PriceBooks, today: dt.date) -> Scenario:
    """A scenario with its comparison, or else with the one that the page opens with.

    The models of the workloads, the cheapest live service of their vendors that fits and that of the whole book,
    and the well-known ones.
    """
    return scenario if scenario.comparison is not None else _opened(scenario, books, today)


def read_compared(pairs: Iterable[tuple[str, str]], books: PriceBooks, today: dt.date) -> link.Reading:
    """`link.read` for a page that compares: the scenario has a comparison."""
    reading = link.read(pairs, books, today)
    return reading if reading.scenario is None else replace(reading, scenario=compared(reading.scenario, books, today))


def with_comparison_of(saved: Scenario, scenario: Scenario, books: PriceBooks, today: dt.date) -> Scenario:
    """A saved scenario as it is held against the present one.

    Where it was saved without a comparison and a page has opened one since, it gets what the page opened with, so that
    services which nobody chose are no difference.
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

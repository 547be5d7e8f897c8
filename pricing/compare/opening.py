"""The comparison that the Compare page opens with where a link has none: the services that a decision is between.

Not what a link means that has a comparison and leaves its services out: that start is frozen (`START_SERVICES`).
"""

import datetime as dt
from dataclasses import replace
from functools import lru_cache

from pricing.compare.live import cheapest_live
from pricing.compare.table import compare
from pricing.prices import PriceBooks
from pricing.prices.services import services
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


@lru_cache(maxsize=64)
def _opened(scenario: Scenario, books: PriceBooks, today: dt.date) -> Scenario:
    models = tuple(dict.fromkeys(workload.model for workload in scenario.workloads))
    alone = replace(scenario, comparison=Comparison(services=models))
    live = cheapest_live(compare(alone, books), books, today)
    offered = [offer.service.id for offer in (live.of_vendor, live.cheapest) if offer is not None]
    known = services(books.listed)
    chosen = tuple(key for key in dict.fromkeys([*models, *offered, *WELL_KNOWN]) if key in known)
    return replace(scenario, comparison=completed(Comparison(services=chosen), books.listed))

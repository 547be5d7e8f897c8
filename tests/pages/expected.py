"""What a page must show for a link, computed without the pages."""

import datetime as dt
from collections.abc import Iterable

from pricing.bill.estimate import Estimate, estimate
from pricing.prices import ListPrices, PriceBooks
from pricing.scenario import link
from pricing.wording.messages import cost_words
from tests.making import shipped
from tests.server import TODAY

DAY = dt.date.fromisoformat(TODAY)
"""The day that the dashboard of the tests lives in."""
BOOKS: PriceBooks = shipped()
UNPRICED = "ideogram-2.0"
"""A model that is on sale, but whose images have no published price."""
GONE = "dall-e-3"
"""A model that was shut down."""
GUIDE = "prices=guide-2025-05"
GUIDE_FIGURES = {
    "Guide 1: text to image, 1,000 a day": "$1,215.00",
    "Guide 2: product shots with a reference": "$722.25",
    "Guide 3: mobile app with a mix": "$17,220.00",
}
"""The May 2025 guide's own scenarios, and what they cost a month."""


def bill(query: str) -> Estimate:
    """The estimate of a link that must be valid."""
    reading = link.parse(query, BOOKS, DAY)
    assert reading.scenario is not None, reading.problems
    return estimate(reading.scenario, BOOKS)


def monthly(query: str) -> str:
    """The headline of a link: a figure, but where nobody can buy anything of it at list prices."""
    whole = bill(query)
    if isinstance(whole.scenario.prices, ListPrices) and whole.per_month is not None and not whole.scenario.events:
        ends = [BOOKS.listed.entries[part.workload.model].model.life.shut_down for part in whole.bills]
        if all(end is not None and end <= DAY for end in ends):
            return "No longer sold"
    return cost_words(whole.per_month)


def canonical(query: str) -> dict[str, str]:
    """Every key of the plan and its text, for a link that may lack some."""
    return link.write(bill(query).scenario)


def one_of_each_kind(models: Iterable[str]) -> list[str]:
    """Of models alike in how they are billed and described the first."""
    kinds: dict[object, str] = {}
    for model in models:
        entry = BOOKS.listed.entries[model]
        told = entry.model
        kind = (
            (type(entry.output_rule), type(entry.input_rule), frozenset(price.unit for price in told.prices)),
            (len(told.tiers), bool(told.sizes), bool(told.size_classes), bool(told.scaled_from)),
            (
                entry.has_fidelity,
                frozenset(told.not_priced.values()),
                told.life.shut_down is not None,
                bool(told.no_api),
            ),
        )
        kinds.setdefault(kind, model)
    return list(kinds.values())

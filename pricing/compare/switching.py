"""Moving a scenario to another model or to the prices of another book, with the further changes that this needs.

A model may have no price on the scenario's day, or for its qualities and sizes; a book may lack the models.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from pricing.bill.placement import nearest_offered, typical, under_contract
from pricing.prices import GUIDE, GuidePrices, ListPrices, PriceBasis, PriceBooks
from pricing.prices.book import Entry
from pricing.prices.life import end_of_life, gone
from pricing.scenario import link
from pricing.scenario.scenario import Scenario


def models_by_life(prices: PriceBasis, books: PriceBooks, today: dt.date) -> tuple[list[str], list[str]]:
    """Ids of the models with a price: those that can be bought, and those that no longer can; both by vendor."""
    book = books[prices]
    priced = [model for model in book.priced if isinstance(prices, GuidePrices) or book[model].first_priced <= today]
    ended = [model for model in priced if gone(end_of_life(model, books), today)]
    return [model for model in priced if model not in ended], ended


def with_model(scenario: Scenario, place: int, model: str, books: PriceBooks, today: dt.date) -> Scenario:
    """One workload on another model, at the nearest sizes that it sells, with an unchanged quality mix.

    The typical tokens of text and thinking of the new model are counted.
    """
    entry = books[scenario.prices][model]
    present = under_contract(scenario.workloads[place], model, scenario, books)
    moved = nearest_offered(present, entry)
    thinking = moved.thinking if entry.thinking is None else typical(entry.thinking, present)
    moved = replace(moved, quality=present.quality, thinking=thinking)
    return _once_priced(scenario.with_replaced(place, moved), entry, today)


def all_on_model(scenario: Scenario, model: str, books: PriceBooks, today: dt.date) -> Scenario:
    """All workloads on one model, at the nearest qualities and sizes with a price."""
    entry = books[scenario.prices][model]
    for place, workload in enumerate(scenario.workloads):
        moved = nearest_offered(under_contract(workload, model, scenario, books), entry)
        scenario = scenario.with_replaced(place, moved)
    return _once_priced(scenario, entry, today)


def _once_priced(scenario: Scenario, entry: Entry, today: dt.date) -> Scenario:
    """The scenario at today's prices if the model has no price yet on the scenario's day, else unchanged."""
    prices = scenario.prices
    if not isinstance(prices, ListPrices) or prices.day >= entry.first_priced:
        return scenario
    return replace(scenario, prices=ListPrices(today))


def with_guide(scenario: Scenario, books: PriceBooks, today: dt.date) -> Scenario:
    """The scenario at the guide's prices, on models and sizes of the guide."""
    return _placed(link.write(scenario) | {"prices": GUIDE}, books, today)


def without_guide(
    scenario: Scenario, turned: tuple[Scenario, Scenario] | None, books: PriceBooks, today: dt.date
) -> Scenario:
    """The scenario back at list prices, on models of the list.

    `turned`: the scenario before and after `with_guide`, whose changes are undone where they were not changed again
    since, unless workloads were added or removed.
    """
    texts = link.write(scenario)
    back: Mapping[str, str | None] = {}
    if turned is not None and _names(turned[0]) == _names(scenario):
        before, after = map(link.write, turned)
        moved = (key for key in before | after if before.get(key) != after.get(key))
        back = {key: before.get(key) for key in moved if texts.get(key) == after.get(key)}
    wanted = {**texts, "prices": str(today), **back}
    return _placed({key: text for key, text in wanted.items() if text is not None}, books, today)


def _placed(texts: Mapping[str, str], books: PriceBooks, today: dt.date) -> Scenario:
    """The scenario on models that its prices have, at sizes with a price."""
    scenario = link.nearest(texts.items(), books, today)
    for place, workload in enumerate(scenario.workloads):
        size = nearest_offered(workload, books[scenario.prices][workload.model]).size
        scenario = scenario.with_workload(place, size=size)
    return scenario


def _names(scenario: Scenario) -> tuple[str, ...]:
    return tuple(workload.name for workload in scenario.workloads)

"""The prices and capabilities of one model as plain data, each with its source."""

import datetime as dt

from pricing.export import messages
from pricing.export.answers import CapabilityData, ModelPriceData, ModelPricesData
from pricing.export.estimates import book_data
from pricing.prices import GuidePrices, ListPrices, PriceBasis, PriceBook, PriceBooks
from pricing.prices.book import Entry
from pricing.prices.capabilities import FIELDS, Fact, FactField, Facts, Value
from pricing.prices.messages import NOT_IN_OUR_SOURCES, capability, capability_value, how_read, without_price
from pricing.prices.search import search
from pricing.scenario.faults import Problem, shortened
from pricing.scenario.fields import kinds
from pricing.scenario.kinds import NotTaken
from pricing.scenario.messages import takes
from pricing.values.exact import plain
from pricing.wording.messages import Message, words

_SUGGESTED = 5
"""The most models that are named for an unknown one."""
COLUMNS = tuple(ModelPriceData.__annotations__)


def prices_data(model: str, on: str, books: PriceBooks, today: dt.date) -> ModelPricesData | Problem:
    """The prices of a model on a day, or by the guide; amounts are exact text.

    `on` is a price date as in a link, empty for today. A `Problem` is of the field `model` or `on`.
    """
    try:
        prices: PriceBasis = kinds(books, today)["prices"].read(on or today.isoformat())
    except NotTaken as error:
        return Problem("on", shortened(on), takes(error.takes))
    book = books[prices]
    if model not in book:
        return Problem("model", shortened(model), _why_not(model, book))
    entry = book[model]
    if isinstance(prices, ListPrices) and prices.day < entry.first_priced:
        return Problem("on", str(prices), messages.prices_from(model, entry.first_priced))
    life = entry.model.life
    return {
        "model": model,
        "name": entry.model.name,
        "billing": entry.model.billing,
        "on": str(prices),
        "released": life.released.isoformat(),
        "shut_down": life.shut_down.isoformat() if life.shut_down else None,
        "claimed_ends": [claim.shut_down.isoformat() for claim in life.claimed_ends],
        "earliest_end": life.earliest_end.isoformat() if life.earliest_end else None,
        "successor": life.successor or None,
        "prices": _prices(entry, prices),
        "not_priced": dict(entry.model.not_priced),
        "capabilities": capabilities_data(entry),
        "price_book": book_data(books),
    }


def _why_not(model: str, book: PriceBook) -> Message:
    """Why a model has no prices: the reason in the price book, or the models that have a similar name."""
    matches = search(model, book)
    if matches and matches[0].without_price is not None:
        return without_price(matches[0].without_price)
    if suggested := [match.model for match in matches if match.model][:_SUGGESTED]:
        return messages.meant_models(suggested)
    return messages.not_in_the_book(book.entries)


def capabilities_data(entry: Entry) -> list[CapabilityData]:
    """The facts of each field; a field that is not in our sources has one row, without a value."""
    facts, vendor = entry.facts, entry.file.vendor
    return [
        row for name in FIELDS for row in [_fact(facts, fact, vendor) for fact in facts.of(name)] or [_unknown(name)]
    ]


def _fact(facts: Facts, fact: Fact, vendor: str) -> CapabilityData:
    source = facts.source(fact)
    return {
        "field": fact.field,
        "value": _value(fact.value),
        "unit": fact.unit,
        "tier": fact.tier,
        "source": source.address or source.title,
        "read_on": source.read_on,
        "confidence": fact.confidence,
        "how_read": words(how_read(fact.confidence, source, vendor)),
        "otherwise": [
            {"value": _value(other.value), "source": source.address or source.title, "read_on": source.read_on}
            for other in fact.otherwise
            for source in [facts.sources[other.source]]
        ],
        "note": fact.note,
    }


def _unknown(name: FactField) -> CapabilityData:
    return {
        "field": name,
        "value": None,
        "unit": "",
        "tier": "",
        "source": "",
        "read_on": "",
        "confidence": "",
        "how_read": "",
        "otherwise": [],
        "note": "",
    }


def capability_in_words(row: CapabilityData) -> str:
    """`16 images a request`, `5 images a minute (Tier 1)`, `no, or yes by another source`, `not in our sources`."""
    if row["value"] is None:
        return words(NOT_IN_OUR_SOURCES)
    others = [capability_value(other["value"]) for other in row["otherwise"]]
    return words(capability(capability_value(row["value"]), row["unit"], row["tier"], others))


def _value(value: Value) -> bool | int | str | list[str]:
    return list(value) if isinstance(value, tuple) else value


def _prices(entry: Entry, prices: PriceBasis) -> list[ModelPriceData]:
    return [
        {
            "component": price.component,
            "tier": price.tier,
            "size": str(price.size or ""),
            "processing": price.processing,
            "amount": plain(price.amount),
            "unit": price.unit,
            "from": str(price.from_),
            "until": str(price.until or ""),
            "source": source.address or source.title,
            "read_on": source.read_on,
            "confidence": price.confidence,
            "how_read": words(how_read(price.confidence, source, entry.file.vendor)),
        }
        for price in entry.history()
        if isinstance(prices, GuidePrices) or price.in_force(prices.day)
        for source in [entry.source(price.source)]
    ]

"""The prices of one model on a day as data, each with its source."""

import datetime as dt

from pricing.export import messages
from pricing.export.answers import ModelPriceData, ModelPricesData
from pricing.export.estimates import book_data
from pricing.prices import GuidePrices, ListPrices, PriceBasis, PriceBooks
from pricing.prices.book import Entry
from pricing.scenario.faults import Problem, shortened
from pricing.scenario.fields import kinds
from pricing.scenario.kinds import NotTaken
from pricing.scenario.messages import takes
from pricing.values.exact import plain

COLUMNS = tuple(ModelPriceData.__annotations__)


def prices_data(model: str, on: str, books: PriceBooks, today: dt.date) -> ModelPricesData | Problem:
    """What a model costs on a day, or by the guide; amounts are exact text.

    `on` is a price date as a link has it, empty for today. A problem names `model` or `on`.
    """
    try:
        prices: PriceBasis = kinds(books, today)["prices"].read(on or today.isoformat())
    except NotTaken as error:
        return Problem("on", shortened(on), takes(error.takes))
    book = books[prices]
    if model not in book:
        return Problem("model", shortened(model), messages.not_in_the_book(book.entries))
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
        "price_book": book_data(books),
    }


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
        }
        for price in entry.history()
        if isinstance(prices, GuidePrices) or price.in_force(prices.day)
        for source in [entry.source(price.source)]
    ]

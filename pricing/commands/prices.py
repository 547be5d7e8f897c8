"""`prices MODEL`: the prices of a model with their sources."""

import argparse
import datetime as dt

from pricing.commands.asking import InputError, Output, aligned
from pricing.prices import GUIDE, GuidePrices, ListPrices, PriceBasis, PriceBooks
from pricing.scenario.fields import kinds
from pricing.values.exact import plain

COLUMNS = (
    "component", "tier", "size", "processing", "amount", "unit", "from", "until", "source", "read_on", "confidence",
)  # fmt: skip


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    command = commands.add_parser("prices", help="list a model's prices with their sources")
    command.add_argument("model")
    command.add_argument("--on", metavar="DATE", help=f"a day (default: today), or {GUIDE}")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace, books: PriceBooks, today: dt.date) -> Output:
    try:
        prices: PriceBasis = kinds(books, today)["prices"].read(options.on or today.isoformat())
    except ValueError as error:
        raise InputError(f"--on: {options.on!r} is not accepted; it takes {error}") from None
    book = books[prices]
    if options.model not in book:
        raise InputError(f"model: {options.model!r} is not in the price book; it has {', '.join(book.entries)}")
    entry = book[options.model]
    found = [
        [
            price.component, price.tier, str(price.size or ""), price.processing, plain(price.amount), price.unit,
            str(price.from_), str(price.until or ""), source.address or source.title, source.read_on,
            price.confidence,
        ]
        for price in entry.history()
        if isinstance(prices, GuidePrices) or price.in_force(prices.day)
        for source in [entry.source(price.source)]
    ]  # fmt: skip
    if isinstance(prices, ListPrices) and prices.day < entry.first_priced:
        raise InputError(f"{options.model} has no price on {prices}; its first is of {entry.first_priced}")
    return Output(aligned([list(COLUMNS), *found]))

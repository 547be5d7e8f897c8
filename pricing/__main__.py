"""Command line on the same figures: `python -m pricing estimate '<query string>'`, `python -m pricing prices MODEL`."""

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from typing import Any

from pricing.bill.estimate import estimate
from pricing.export import decided, estimates
from pricing.prices import GUIDE, GuidePrices, ListPrices, PriceBasis, PriceBookError, PriceBooks, load
from pricing.scenario import link
from pricing.scenario.fields import kinds
from pricing.values.exact import plain

PRICE_COLUMNS = (
    "component", "tier", "size", "processing", "amount", "unit", "from", "until", "source", "read_on", "confidence",
)  # fmt: skip
_MISSING = "not priced"


class InputError(Exception):
    """What the user gave cannot be used; the text is one line."""


def main(arguments: Sequence[str] | None = None, today: dt.date | None = None) -> int:
    """Run one command; returns the exit code, 2 for input that cannot be used."""
    options = _parser().parse_args(arguments)
    today = today or dt.datetime.now(dt.UTC).date()
    try:
        print(options.run(options, load(), today), end="")
    except (InputError, PriceBookError) as error:
        print(f"error: {error}", file=sys.stderr)
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pricing", description="What AI image generation costs.")
    commands = parser.add_subparsers(required=True)
    bill = commands.add_parser("estimate", help="bill a scenario given as the query string of a link")
    bill.add_argument("query", help="like 'model=gpt-image-2&images=1000&quality=30-50-20'")
    bill.add_argument("--format", choices=["table", *estimates.WRITERS], default="table")
    bill.set_defaults(run=_estimate)
    prices = commands.add_parser("prices", help="list a model's prices with their sources")
    prices.add_argument("model")
    prices.add_argument("--on", metavar="DATE", help=f"a day (default: today), or {GUIDE}")
    prices.set_defaults(run=_prices)
    return parser


def _estimate(options: argparse.Namespace, books: PriceBooks, today: dt.date) -> str:
    reading = link.parse(options.query, books, today)
    if reading.scenario is None:
        raise InputError("; ".join(map(str, reading.problems)))
    if reading.ignored:
        print(f"ignored: {', '.join(reading.ignored)}", file=sys.stderr)
    whole = estimate(reading.scenario, books)
    if options.format == "md":
        return decided.markdown(whole, books, today)
    data = estimates.estimate_data(whole, books, today)
    return _estimate_table(data) if options.format == "table" else estimates.WRITERS[options.format](data)


def _estimate_table(data: dict[str, Any]) -> str:
    totals = [["", "USD"], ["per_image", estimates.per_image(data) or _MISSING]]
    totals += [[name, data[name] or _MISSING] for name in ("per_day", "per_month")]
    if names := estimates.without_price(data):
        totals.append([f"per_month without {names}", data["per_month_priced"]])
    tables = [totals]
    if len(data["workloads"]) > 1:
        tables.append(_rows(estimates.WORKLOAD_COLUMNS, data["workloads"]))
    tables.append(_rows(estimates.line_columns(data), data["lines"]))
    warnings = [f"{warning['code']}: {warning['message']}\n" for warning in data["warnings"]]
    return "\n".join([*map(_aligned, tables), *(["".join(warnings)] if warnings else [])])


def _rows(columns: Sequence[str], rows: Sequence[dict[str, Any]]) -> list[list[str]]:
    """A table with its heads."""
    return [list(columns), *([_MISSING if row[key] is None else str(row[key]) for key in columns] for row in rows)]


def _prices(options: argparse.Namespace, books: PriceBooks, today: dt.date) -> str:
    try:
        prices: PriceBasis = kinds(books, today)["prices"].read(options.on or today.isoformat())
    except ValueError as error:
        raise InputError(f"--on: {options.on!r} is not accepted; it takes {error}") from None
    book = books[prices]
    if options.model not in book:
        raise InputError(f"model: {options.model!r} is not in the price book; it has {', '.join(book.entries)}")
    entry = book[options.model]
    rows = [
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
    return _aligned([list(PRICE_COLUMNS), *rows])


def _aligned(rows: list[list[str]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n" for row in rows
    )


if __name__ == "__main__":
    sys.exit(main())

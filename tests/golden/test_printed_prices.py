"""The price per image that a vendor prints against the tokens it bills."""

from decimal import ROUND_HALF_UP, Decimal

import pytest

from pricing.bill.quantities import SQUARE, input_tokens, output_tokens
from pricing.prices import GUIDE, Confidence, GuidePrices, ListPrices, Price, PriceBooks
from pricing.prices.book import Entry
from pricing.prices.rules import TokenInput, TokenOutput
from tests.making import shipped, usd

MILLION = 1_000_000

DIFFERENT = {
    ("gpt-image-1", "high", "1024x1024"): ("0.1664", "0.167"),
    ("gpt-image-1", "high", "1536x1024"): ("0.24832", "0.25"),
    ("gpt-image-1.5", "medium", "1024x1536"): ("0.050688", "0.05"),
    ("gpt-image-1.5", "high", "1536x1024"): ("0.198656", "0.2"),
    ("gpt-image-1-mini", "low", "1024x1024"): ("0.002176", "0.005"),
    ("gpt-image-1-mini", "low", "1024x1536"): ("0.003264", "0.006"),
    ("gpt-image-1-mini", "low", "1536x1024"): ("0.0032", "0.006"),
    ("gpt-image-1-mini", "medium", "1024x1024"): ("0.008448", "0.011"),
    ("gpt-image-1-mini", "medium", "1024x1536"): ("0.012672", "0.015"),
    ("gpt-image-1-mini", "medium", "1536x1024"): ("0.012544", "0.015"),
    ("gpt-image-1-mini", "high", "1024x1024"): ("0.03328", "0.036"),
    ("gpt-image-1-mini", "high", "1024x1536"): ("0.04992", "0.052"),
    ("gpt-image-1-mini", "high", "1536x1024"): ("0.049664", "0.052"),
}
"""Where the printed price is not the rounded cost of the tokens: the exact cost and the printed price.

- GPT Image 1 high square is printed a tenth of a cent too high: $0.1664 rounds to $0.166.
- Landscape takes fewer tokens than portrait, but is printed at the price of portrait ($0.24832 as $0.25, $0.198656
  as $0.2).
- GPT Image 1.5 medium portrait is printed at the price of landscape: $0.050688 rounds to $0.051.
- GPT Image 1 mini: no printed price follows from the token table; each is about $0.0025 too high.
"""


def image_prices() -> list[tuple[str, str, Price]]:
    """Book, model and each printed price of a generated image."""
    return [
        (book, model, price)
        for book, entries in (("list", shipped().listed.entries), (GUIDE, shipped().guide.entries))
        for model, entry in entries.items()
        for price in entry.model.printed
        if price.component == "image_output"
    ]


def named(value: object) -> str | None:
    return f"{value.tier}-{value.size}" if isinstance(value, Price) else None


def entry_of(books: PriceBooks, book: str, model: str) -> Entry:
    return (books.guide if book == GUIDE else books.listed)[model]


def exact_cost(books: PriceBooks, book: str, model: str, price: Price) -> Decimal:
    entry = entry_of(books, book, model)
    assert isinstance(entry.output_rule, TokenOutput)
    assert price.size is not None
    tokens = output_tokens(entry.output_rule, price.tier, price.size)
    prices = GuidePrices() if book == GUIDE else ListPrices(price.from_)
    rate = books.rate_card(model, prices).rate("image_output", price.tier, price.size)
    assert tokens is not None
    assert rate is not None
    return tokens * rate.amount / MILLION


def rounded_like(cost: Decimal, printed: Decimal) -> Decimal:
    """To the decimals the vendor prints, at least three: a printed 0.25 stands for 0.250."""
    places = max(3, -int(printed.as_tuple().exponent))
    return cost.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


@pytest.mark.parametrize(("book", "model", "price"), image_prices(), ids=named)
def test_the_tokens_cost_what_the_vendor_prints(books: PriceBooks, book: str, model: str, price: Price) -> None:
    cost = exact_cost(books, book, model, price)
    known = DIFFERENT.get((model, price.tier, str(price.size))) if book == "list" else None
    if known is None:
        assert rounded_like(cost, price.amount) == price.amount
    else:
        assert (cost, price.amount) == (usd(known[0]), usd(known[1]))
        assert rounded_like(cost, price.amount) != price.amount


def test_every_known_difference_is_still_printed() -> None:
    printed = {(model, price.tier, str(price.size)) for book, model, price in image_prices() if book == "list"}
    assert set(DIFFERENT) <= printed


def test_the_prices_marked_as_conflicting_are_those_of_gpt_image_1_mini() -> None:
    conflicting = {model for _, model, price in image_prices() if price.confidence is Confidence.CONFLICTING}
    assert conflicting == {"gpt-image-1-mini"}


@pytest.mark.parametrize(
    ("model", "count"),
    [
        ("gpt-image-1", 9),
        ("gpt-image-1-mini", 9),
        ("gpt-image-1.5", 9),
        ("gpt-image-2", 9),
        ("gpt-image-2.5-flare", 15),
        ("gpt-image-2.5-sunburst", 15),
        ("gemini-3-pro-image", 3),
        ("gemini-3.1-flash-image", 4),
    ],
)
def test_the_printed_tables_are_complete(model: str, count: int) -> None:
    printed = {(price.tier, price.size) for book, name, price in image_prices() if book == "list" and name == model}
    assert len(printed) == count


def test_gpt_image_2_and_later_cost_exactly_what_is_printed(books: PriceBooks) -> None:
    """fal.ai prints GPT Image 2.5 unrounded, so the tokens must give each price to the last digit."""
    prices = [(model, price) for _, model, price in image_prices() if "2.5" in model and "gpt" in model]
    assert len(prices) == 30
    assert all(exact_cost(books, "list", model, price) == price.amount for model, price in prices)


def test_the_guides_reference_image(books: PriceBooks) -> None:
    entry = books.guide["gpt-image-1"]
    (printed,) = (price for price in entry.model.printed if price.component == "image_input")
    rate = books.rate_card("gpt-image-1", GuidePrices()).rate("image_input")
    assert isinstance(entry.input_rule, TokenInput)
    assert rate is not None
    assert input_tokens(entry.input_rule, SQUARE, False) * rate.amount / MILLION == printed.amount

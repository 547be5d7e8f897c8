"""The charges of one generation: the quantity of each component and the dated rate that it pays."""

import contextlib
from collections.abc import Mapping
from decimal import Decimal, localcontext
from functools import lru_cache
from typing import NamedTuple

from pricing.bill import messages
from pricing.bill.quantities import estimated_tokens, generated, reference
from pricing.prices.base import Component, Confidence
from pricing.prices.book import Entry, RateCard
from pricing.prices.capabilities import Partials
from pricing.prices.rules import IncludedInput, InputRule
from pricing.prices.schema import Price, Processing
from pricing.prices.sizes import Limit, nearest_made
from pricing.values.exact import EXACT
from pricing.values.size import Size
from pricing.wording.messages import Message

_UNITS: Mapping[str, tuple[str, Decimal]] = {
    "USD per 1M tokens": ("tokens", Decimal("0.000001")),
    "USD per image": ("images", Decimal(1)),
    "CNY per image": ("images", Decimal(1)),
    "credits per image": ("images", Decimal(1)),
    "USD per first megapixel": ("first megapixels", Decimal(1)),
    "USD per further megapixel": ("further megapixels", Decimal(1)),
    "USD per megapixel": ("megapixels", Decimal(1)),
    "USD per step": ("steps", Decimal(1)),
    "USD per tile": ("tiles", Decimal(1)),
}
"""Unit of a price -> the unit of the quantity, and the factor from the amount to the cost of one such unit."""


class NoPrice(Exception):
    """A part of a bill has no price; the message says why."""

    def __init__(self, why: Message) -> None:
        super().__init__(why.text)
        self.why = why


class NotMade(NoPrice):
    """The model cannot make images of a size.

    `nearest` is the nearest size that it can make, if known, and `cost` that of an image of it at standard rates.
    """

    def __init__(self, why: Message, nearest: Size | None, cost: Decimal | None) -> None:
        super().__init__(why)
        self.nearest, self.cost = nearest, cost


class Charge(NamedTuple):
    """One component of one generation: its quantity and its dated price."""

    component: Component
    quantity: Decimal
    unit: str
    price: Price
    cost: Decimal
    """The cost of the quantity in the scenario's currency, exact, before any discount."""
    confidence: Confidence
    """The confidence of the quantity or of the price, whichever is lower."""
    span: tuple[Decimal, Decimal] | None = None
    """The least and the most of the cost if the quantity is an estimate; None if it is known."""


def inputs(
    card: RateCard, prompt: int, refs: Decimal, refsize: Size, high_fidelity: bool, processing: Processing
) -> list[Charge]:
    """What one generation is charged for its prompt (tokens) and its reference images; raises NoPrice.

    A component without a batch rate pays the standard one. Charges are cached: volume and mix do not change them.
    """
    charges = []
    if prompt and card.entry.charges_text:
        charges.append(_text(card, prompt, processing))
    if refs:
        charges += _references(card, refs, refsize, high_fidelity, processing)
    return charges


def further_outputs(card: RateCard, thinking: int, partials: int, processing: Processing) -> list[Charge]:
    """The charges of one generation for its outputs beside the image; raises NoPrice.

    Tokens of text and thinking pay the model's text output rate, if it has one. Partial images pay the image output
    rate, at models that stream them; a batch does not stream. Source: OpenAI's image generation guide.
    """
    charges = []
    if thinking and card.entry.gives_text:
        charges.append(_thinking(card, thinking, processing))
    if partials and card.entry.partials is not None and processing == "standard":
        charges.append(_partials(card, min(partials, card.entry.partials.most), card.entry.partials))
    return charges


def beyond_included(rule: InputRule, refs: Decimal, size: Size, high_fidelity: bool) -> Decimal:
    """Tokens, images or megapixels of reference images beyond those that the price of the image includes."""
    taken = EXACT.multiply(refs, reference(rule, size, high_fidelity))
    return max(Decimal(0), EXACT.subtract(taken, Decimal(rule.included)))


def cost_per_unit(card: RateCard, price: Price) -> Decimal:
    """The cost of one token, image, megapixel, step or tile, in the currency of the bill.

    A price in credits is multiplied by the vendor's price of a credit. Raises NoPrice.
    """
    amount, paid = EXACT.multiply(price.amount, _UNITS[price.unit][1]), price
    if price.unit == "credits per image":
        credit = card.rate("credit")
        if credit is None:
            raise NoPrice(messages.no_credit(card.entry.model.name, card.day))
        amount, paid = EXACT.multiply(amount, credit.amount), credit
    return EXACT.multiply(amount, exchanged(card, paid))


def at_reference_rates(card: RateCard) -> tuple[Message, ...]:
    """Messages on prices in a third currency: the reference rate at which they are converted, and its day."""
    if card.rates is None:
        return ()
    return tuple(
        messages.listed_in(card.entry.model.name, currency, card.rates.rates[currency], card.rates.day)
        for currency in sorted(card.by_reference)
        if currency in card.rates.rates
    )


def exchanged(card: RateCard, price: Price) -> Decimal:
    """The rate from the currency of a price to that of the bill; raises NoPrice if there is none."""
    rate = card.exchanged(price.currency)
    if rate is None:
        raise NoPrice(messages.no_exchange_rate(card.entry.model.name, price.currency))
    return rate


def sells(entry: Entry, quality: str, size: Size) -> bool:
    """Whether the model makes a size, and the book has the quantities of an image of a quality in that size."""
    return entry.facts.limits.broken(size) is None and _taken(entry, quality, size) is not None


@lru_cache(maxsize=4096)
def _text(card: RateCard, prompt: int, processing: Processing) -> Charge:
    return _charge(card, "text_input", Decimal(prompt), Confidence.OFFICIAL, _rate(card, "text_input", processing))


@lru_cache(maxsize=4096)
def _thinking(card: RateCard, tokens: int, processing: Processing) -> Charge:
    known = card.entry.thinking
    confidence = Confidence.OFFICIAL if known is None else known.confidence
    return _charge(card, "text_output", Decimal(tokens), confidence, _rate(card, "text_output", processing))


@lru_cache(maxsize=4096)
def _partials(card: RateCard, partials: int, known: Partials) -> Charge:
    tokens, rate = Decimal(partials * known.tokens), _rate(card, "image_output", "standard")
    return _charge(card, "partial_images", tokens, known.confidence, rate)


@lru_cache(maxsize=4096)
def _references(
    card: RateCard, refs: Decimal, size: Size, high_fidelity: bool, processing: Processing
) -> tuple[Charge, ...]:
    """The charge for reference images; empty if the price of the generated image includes them."""
    rule = card.entry.input_rule
    if rule is None:
        raise NoPrice(messages.no_reference_price(card.entry.model.name))
    count = beyond_included(rule, refs, size, high_fidelity)
    if not count:
        return ()
    if isinstance(rule, IncludedInput):
        raise NoPrice(messages.no_further_reference_price(card.entry.model.name, rule.included))
    return (_charge(card, "image_input", count, rule.confidence, _rate(card, "image_input", processing)),)


@lru_cache(maxsize=4096)
def image(card: RateCard, quality: str, size: Size, processing: Processing) -> tuple[Charge, ...]:
    """The charges of one generation for its image: by tokens, megapixels or steps, or for the whole image.

    `quality` is the vendor's word. A component without a batch rate pays the standard one. Raises NoPrice, and NotMade
    for a size that the model cannot make.
    """
    entry, rule = card.entry, card.entry.output_rule
    if (limit := entry.facts.limits.broken(size)) is not None:
        raise _not_made(card, quality, size, limit)
    if reason := entry.model.not_priced.get(quality):
        raise NoPrice(messages.no_price_because(entry.model.name, quality, reason))
    taken, confidence = _taken(entry, quality, size), Confidence.OFFICIAL if rule is None else rule.confidence
    if taken is None:
        raise NoPrice(messages.no_price_at(entry.model.name, quality, size))
    estimated = None if rule is None else estimated_tokens(rule, quality, size)
    if estimated is not None:
        confidence = Confidence.ESTIMATED
    charges = [
        _charge(
            card, component, quantity, confidence, _rate(card, component, processing, quality, entry.size_class(size))
        )
        for component, quantity in taken.items()
        if quantity
    ]
    return tuple(charge if estimated is None else _with_span(card, charge, estimated) for charge in charges)


def _not_made(card: RateCard, quality: str, size: Size, limit: Limit) -> NotMade:
    """The error for a size that breaks a limit, with the nearest size that can be made."""
    facts, model = card.entry.facts, card.entry.model.name
    fact = facts.known(limit)
    assert fact is not None
    nearest = nearest_made(facts.limits, size)
    cost = None
    if nearest is not None:
        with contextlib.suppress(NoPrice), localcontext(EXACT):
            cost = sum((charge.cost for charge in image(card, quality, nearest, "standard")), Decimal(0))
    return NotMade(messages.not_made(model, size, limit, fact, facts.source(fact).title, nearest), nearest, cost)


def _taken(entry: Entry, quality: str, size: Size) -> Mapping[Component, Decimal] | None:
    """The quantities of an image of a quality and size, by component; None if the book does not have them."""
    priced = entry.size_class(size)
    if priced is None:
        return None
    return _piece(entry, priced) if entry.output_rule is None else generated(entry.output_rule, quality, priced)


def _piece(entry: Entry, size: Size) -> Mapping[Component, Decimal] | None:
    """The quantity of an image that is sold whole: 1, or more in proportion to its pixels; None without a price."""
    if (base := entry.model.scaled_from) is not None:
        return {"image_output": EXACT.divide(Decimal(size.pixels), Decimal(base.pixels))}
    return {"image_output": Decimal(1)} if size in entry.model.sizes else None


def _charge(card: RateCard, component: Component, quantity: Decimal, confidence: Confidence, price: Price) -> Charge:
    unit = _UNITS[price.unit][0]
    if component == "image_output" and unit == "images" and card.entry.model.scaled_from is not None:
        unit = f"images of {card.entry.model.scaled_from}"
    weaker = max(price.confidence, confidence, key=_RANK.__getitem__)
    return Charge(component, quantity, unit, price, EXACT.multiply(quantity, cost_per_unit(card, price)), weaker)


def _with_span(card: RateCard, charge: Charge, quantities: tuple[Decimal, Decimal]) -> Charge:
    least, most = (EXACT.multiply(quantity, cost_per_unit(card, charge.price)) for quantity in quantities)
    return charge._replace(span=(least, most))


def _rate(
    card: RateCard, component: Component, processing: Processing, quality: str = "", size: Size | None = None
) -> Price:
    price = card.rate(component, quality, size, processing)
    if price is None and processing == "batch":
        price = card.rate(component, quality, size)
    if price is None:
        model = card.entry.model.name
        if not quality or size is None:
            raise NoPrice(messages.no_rate(model, component, card.day))
        raise NoPrice(messages.no_rate_at(model, component, quality, size, card.day))
    return price


_RANK = {confidence: confidence.rank for confidence in Confidence}

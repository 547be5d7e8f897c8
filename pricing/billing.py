"""What one generation is charged: how much of each component, and the dated rate each pays."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pricing import tokens
from pricing.exact import EXACT
from pricing.prices.book import Entry, RateCard
from pricing.prices.schema import Component, Confidence, Price, Processing
from pricing.size import Size

_UNITS: Mapping[str, tuple[str, Decimal]] = {
    "USD per 1M tokens": ("tokens", Decimal("0.000001")),
    "USD per image": ("images", Decimal(1)),
    "credits per image": ("images", Decimal(1)),
}
"""What a unit of price counts, and how many of its prices one of them costs."""


class NotPriced(Exception):
    """Part of a bill that has no price; the text says why."""


class Request(NamedTuple):
    """What one generation asks for."""

    quality: str
    """The vendor's word for the quality."""
    size: Size
    prompt: int
    refs: Decimal
    refsize: Size
    high_fidelity: bool


class Charge(NamedTuple):
    """One component of one generation: how much of it, at which dated price."""

    component: Component
    quantity: Decimal
    unit: str
    price: Price
    usd: Decimal
    """USD for the quantity, exact, before any discount."""
    confidence: Confidence
    """Of the quantity or of the price, whichever is less sure."""


@lru_cache(maxsize=4096)
def charges(card: RateCard, request: Request, processing: Processing) -> tuple[Charge, ...]:
    """The components of one generation, in the order of the bill; raises NotPriced.

    A component without a batch rate pays the standard one. Kept, because volume and mix do not change them.
    """
    found = []
    for component, quantity, confidence in _quantities(card.entry, request):
        price = _price(card, component, request, processing)
        unit = _UNITS[price.unit][0]
        if unit == "images" and card.entry.model.scaled_from is not None:
            unit = f"images of {card.entry.model.scaled_from}"
        usd = quantity * usd_per_unit(card, price)
        weaker = max(price.confidence, confidence, key=_RANK.__getitem__)
        found.append(Charge(component, quantity, unit, price, usd, weaker))
    return tuple(found)


def usd_per_unit(card: RateCard, price: Price) -> Decimal:
    """USD for one token or one image; credits are bought at the vendor's price of a credit."""
    usd = price.amount * _UNITS[price.unit][1]
    if price.unit == "credits per image":
        credit = card.rate("credit")
        if credit is None:
            raise NotPriced(f"{card.entry.model.name}: no price of a credit on {card.day}.")
        usd *= credit.amount
    return usd


def sells(entry: Entry, quality: str, size: Size) -> bool:
    """Whether a model makes images of a quality and size, whatever they cost."""
    if entry.output_rule is not None:
        return tokens.output_tokens(entry.output_rule, quality, size) is not None
    return entry.model.scaled_from is not None or size in entry.model.sizes


def _quantities(entry: Entry, request: Request) -> Iterator[tuple[Component, Decimal, Confidence]]:
    """Component, quantity and the confidence of the quantity."""
    model = entry.model
    if model.not_priced:
        raise NotPriced(f"{model.name}: {model.not_priced}")
    if request.prompt and entry.charges_text:
        yield "text_input", Decimal(request.prompt), Confidence.OFFICIAL
    if request.refs:
        rule = entry.input_rule
        if rule is None:
            raise NotPriced(f"{model.name}: what a reference image costs is not published.")
        each = tokens.input_tokens(rule, request.refsize, request.high_fidelity)
        yield "image_input", request.refs * each, rule.confidence
    if not sells(entry, request.quality, request.size):
        raise NotPriced(f"{model.name} does not sell {request.quality} quality at {request.size}.")
    yield "image_output", *_output(entry, request)


def _output(entry: Entry, request: Request) -> tuple[Decimal, Confidence]:
    """Tokens of the image, or the image itself."""
    if (rule := entry.output_rule) is not None:
        return tokens.output_tokens(rule, request.quality, request.size) or Decimal(0), rule.confidence
    if (base := entry.model.scaled_from) is not None:
        return EXACT.divide(Decimal(request.size.pixels), Decimal(base.pixels)), Confidence.OFFICIAL
    return Decimal(1), Confidence.OFFICIAL


def _price(card: RateCard, component: Component, request: Request, processing: Processing) -> Price:
    quality = request.quality if component == "image_output" else ""
    price = card.rate(component, quality, request.size, processing)
    if price is None and processing == "batch":
        price = card.rate(component, quality, request.size)
    if price is None:
        what = component.replace("_", " ")
        named = f" for {quality} quality at {request.size}" if quality else ""
        raise NotPriced(f"{card.entry.model.name}: no price of {what}{named} on {card.day}.")
    return price


_RANK = {confidence: confidence.rank for confidence in Confidence}

"""What one generation is charged: how much of each component, and the dated rate each pays."""

from collections.abc import Mapping
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


def inputs(
    card: RateCard, prompt: int, refs: Decimal, refsize: Size, high_fidelity: bool, processing: Processing
) -> list[Charge]:
    """What one generation is charged for its prompt (tokens) and its reference images; raises NotPriced.

    A component without a batch rate pays the standard one. Each charge is kept once it is known: volume and mix
    do not change it.
    """
    found = []
    if prompt and card.entry.charges_text:
        found.append(_text(card, prompt, processing))
    if refs:
        found.append(_references(card, refs, refsize, high_fidelity, processing))
    return found


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


@lru_cache(maxsize=4096)
def _text(card: RateCard, prompt: int, processing: Processing) -> Charge:
    return _charge(card, "text_input", Decimal(prompt), Confidence.OFFICIAL, _rate(card, "text_input", processing))


@lru_cache(maxsize=4096)
def _references(card: RateCard, refs: Decimal, size: Size, high_fidelity: bool, processing: Processing) -> Charge:
    rule = card.entry.input_rule
    if rule is None:
        raise NotPriced(f"{card.entry.model.name}: what a reference image costs is not published.")
    count = refs * tokens.input_tokens(rule, size, high_fidelity)
    return _charge(card, "image_input", count, rule.confidence, _rate(card, "image_input", processing))


@lru_cache(maxsize=4096)
def image(card: RateCard, quality: str, size: Size, processing: Processing) -> Charge:
    """What one generation is charged for its image: for its tokens, or as a piece; raises NotPriced.

    `quality` is the vendor's word. Without a batch rate it pays the standard one.
    """
    entry = card.entry
    if entry.model.not_priced:
        raise NotPriced(f"{entry.model.name}: {entry.model.not_priced}")
    if not sells(entry, quality, size):
        raise NotPriced(f"{entry.model.name} does not sell {quality} quality at {size}.")
    quantity, confidence = Decimal(1), Confidence.OFFICIAL
    if (rule := entry.output_rule) is not None:
        quantity, confidence = tokens.output_tokens(rule, quality, size) or Decimal(0), rule.confidence
    elif (base := entry.model.scaled_from) is not None:
        quantity = EXACT.divide(Decimal(size.pixels), Decimal(base.pixels))
    return _charge(card, "image_output", quantity, confidence, _rate(card, "image_output", processing, quality, size))


def _charge(card: RateCard, component: Component, quantity: Decimal, confidence: Confidence, price: Price) -> Charge:
    unit = _UNITS[price.unit][0]
    if unit == "images" and card.entry.model.scaled_from is not None:
        unit = f"images of {card.entry.model.scaled_from}"
    weaker = max(price.confidence, confidence, key=_RANK.__getitem__)
    return Charge(component, quantity, unit, price, quantity * usd_per_unit(card, price), weaker)


def _rate(
    card: RateCard, component: Component, processing: Processing, quality: str = "", size: Size | None = None
) -> Price:
    price = card.rate(component, quality, size, processing)
    if price is None and processing == "batch":
        price = card.rate(component, quality, size)
    if price is None:
        what = component.replace("_", " ")
        named = f" for {quality} quality at {size}" if quality else ""
        raise NotPriced(f"{card.entry.model.name}: no price of {what}{named} on {card.day}.")
    return price


_RANK = {confidence: confidence.rank for confidence in Confidence}

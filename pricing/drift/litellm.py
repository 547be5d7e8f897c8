"""The prices of litellm: a JSON object of models, USD a token, an image or a pixel."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, NamedTuple

from pricing.drift.quotes import MILLION, PER_IMAGE, PER_MILLION, End, Quote
from pricing.prices.base import Component
from pricing.prices.schema import Processing
from pricing.values.size import Size

_RATES: Mapping[str, Component] = {
    "input_cost_per_token": "text_input",
    "cache_read_input_token_cost": "cached_text_input",
    "input_cost_per_image_token": "image_input",
    "cache_read_input_image_token_cost": "cached_image_input",
    "output_cost_per_image_token": "image_output",
    "output_cost_per_token": "text_output",
}
_IMAGES = {"": None, "_1K": Size(1024, 1024), "_2K": Size(2048, 2048), "_4K": Size(4096, 4096)}
_MODES = ("image_generation", "image_edit")
_CENTS = Decimal("0.0001")
_KEY = re.compile(
    r"(?:(?P<tier>low|medium|high|standard|hd)/)?(?:(?P<width>[0-9]+)-x-(?P<height>[0-9]+)/)?(?P<name>.+)"
)


class _Name(NamedTuple):
    model: str
    tier: str
    size: Size | None


def quotes(models: Mapping[str, Any]) -> Iterator[Quote]:
    """The prices of the models that make images."""
    for key, of in _of_images(models):
        name, source = _named(key, of), str(of.get("source") or of.get("deprecation_source") or "")
        yield from _by_token(name, of, source)
        yield from _by_image(name, of, source)


def ends(models: Mapping[str, Any]) -> Iterator[End]:
    """The days on which models end."""
    for key, of in _of_images(models):
        if said := of.get("deprecation_date"):
            name = _named(key, of).model
            yield End(name, dt.date.fromisoformat(said), str(of.get("deprecation_source") or of.get("source") or ""))


def _of_images(models: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for key, of in models.items():
        if isinstance(of, dict) and of.get("mode") in _MODES and "litellm_provider" in of:
            yield key, of


def _named(key: str, of: Mapping[str, Any]) -> _Name:
    """`high/1024-x-1024/gpt-image-1` of OpenAI: its model, quality and size."""
    seller = str(of["litellm_provider"])
    match = _KEY.fullmatch(key.removeprefix(f"{seller}/"))
    if match is None:
        return _Name(f"{seller}/{key}", "", None)
    size = Size(int(match["width"]), int(match["height"])) if match["width"] else None
    return _Name(f"{seller}/{match['name']}", match["tier"] or "", size)


def _by_token(name: _Name, of: Mapping[str, Any], source: str) -> Iterator[Quote]:
    both: tuple[tuple[str, Processing], ...] = (("", "standard"), ("_batches", "batch"))
    for key, component in _RATES.items():
        for suffix, processing in both:
            if rate := of.get(f"{key}{suffix}"):
                amount = (Decimal(rate) * MILLION).normalize()
                yield Quote(name.model, component, amount, PER_MILLION, source, processing=processing)


def _by_image(name: _Name, of: Mapping[str, Any], source: str) -> Iterator[Quote]:
    """What an image costs. A key that says input means the image made, where there is no output beside it."""
    found = {
        size or name.size: of[key]
        for suffix, size in _IMAGES.items()
        if of.get(key := f"output_cost_per_image{suffix}")
    }
    if not found and "output_cost_per_image_token" not in of and (made := of.get("input_cost_per_image")):
        found = {name.size: made}
    if not found and name.size is not None and (pixel := of.get("input_cost_per_pixel")):
        cost = Decimal(pixel) * name.size.width * name.size.height
        found = {name.size: cost.quantize(_CENTS, ROUND_HALF_EVEN).normalize()}
    for size, cost in found.items():
        yield Quote(name.model, "image_output", Decimal(cost), PER_IMAGE, source, name.tier, size)

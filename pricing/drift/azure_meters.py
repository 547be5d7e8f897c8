"""The meters of Azure's retail prices, as azure-genai-prices has them: a name in words, a price and its first day."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pricing.drift.quotes import MILLION, PER_IMAGE, PER_MILLION, Quote
from pricing.prices.base import Component
from pricing.values.size import Size

_TOKENS = re.compile(
    r"(?P<model>Image 2|gpt img 1\.5|gpt img 1 mini|gpt-image-1)(?P<words>[ -].*?)[ -]"
    r"(?P<where>gl|glbl|dz|dzone|rgnl|regnl)(?: 1M)? Tokens",
    re.IGNORECASE,
)
_MODELS = {
    "image 2": "gpt-image-2",
    "gpt img 1.5": "gpt-image-1.5",
    "gpt img 1 mini": "gpt-image-1-mini",
    "gpt-image-1": "gpt-image-1",
}
_IMAGES = re.compile(r"Image-Dall-E-3 (?P<tier>Std|HD) (?P<size>Low|High)Res-(?P<where>glbl|regnl)(?: EP)? Images")
_TIERS = {"Std": "standard", "HD": "hd"}
_SIZES = {"Low": Size(1024, 1024), "High": Size(1792, 1024)}
_PLACES = {"gl": "", "glbl": "", "dz": " data zone", "dzone": " data zone", "rgnl": " regional", "regnl": " regional"}
_TOKENS_OF = {"1K": Decimal(1000), "1M": MILLION}


def quotes(items: list[Mapping[str, Any]]) -> Iterator[Quote]:
    """The prices of the meters of image models; the others are left out."""
    for item in items:
        amount, name = Decimal(item["retailPrice"]), str(item["meterName"])
        since, unit = dt.date.fromisoformat(item["effectiveStartDate"][:10]), str(item["unitOfMeasure"])
        source = f"Azure meter {name}"
        if (tokens := _TOKENS.fullmatch(name)) and unit in _TOKENS_OF:
            words = re.split(r"[ -]", tokens["words"].lower())
            component = _component(words)
            if component is None:
                continue
            model = f"azure/{_MODELS[tokens['model'].lower()]}{_PLACES[tokens['where'].lower()]}"
            yield Quote(
                model, component, (amount * MILLION / _TOKENS_OF[unit]).normalize(), PER_MILLION, source,
                processing="batch" if "batch" in words else "standard", since=since,
            )  # fmt: skip
        elif (images := _IMAGES.fullmatch(name)) and unit.isdecimal():
            model = f"azure/dall-e-3{_PLACES[images['where']]}"
            yield Quote(
                model, "image_output", (amount / Decimal(unit)).normalize(), PER_IMAGE, source,
                _TIERS[images["tier"]], _SIZES[images["size"]], since=since,
            )  # fmt: skip


def _component(words: list[str]) -> Component | None:
    """`img cd inp`: cached image input."""
    image, cached = "img" in words, bool({"cd", "cchd", "cached"} & {*words})
    if {"out", "opt", "output"} & {*words}:
        return "image_output" if image else "text_output"
    if not {"in", "inp"} & {*words}:
        return None
    if image:
        return "cached_image_input" if cached else "image_input"
    return "cached_text_input" if cached else "text_input"

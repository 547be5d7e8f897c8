"""The names of models in feeds and bills, with those of Azure's meters, and the models that they mean."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pricing.prices import PriceBook
from pricing.prices.base import Component
from pricing.prices.schema import Processing
from pricing.values.size import Size

_TABLE = Path(__file__).with_name("aliases.toml")
_VERSION = re.compile(r"(-preview)?(-20[0-9]{2}-?[0-9]{2}-?[0-9]{2}|-latest)?$")
"""The end of a name that gives the day of a version, or says preview or latest."""
_SELLERS = ("openai", "google", "fal_ai", "gemini", "bedrock", "black_forest_labs")
"""The sellers whose models may be written without the seller, in the order in which they are tried."""
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


class _Aliases(NamedTuple):
    prefixes: dict[str, str]
    models: dict[str, str]


@cache
def _aliases() -> _Aliases:
    return _Aliases(**tomllib.loads(_TABLE.read_text(encoding="utf-8")))


def model_of(name: str, book: PriceBook) -> str | None:
    """The id of the model that a feed calls `seller/name`; None if the book does not have it."""
    seller, _, rest = name.partition("/")
    known = _aliases()
    if (id_ := known.models.get(name)) is None and seller in known.prefixes:
        # A name may contain the seller twice: `vertex_ai-language-models/vertex_ai/gemini-3-pro-image`.
        id_ = model_of(rest, book) or next(
            (id_ for version in (rest, _VERSION.sub("", rest)) if (id_ := known.prefixes[seller] + version) in book),
            None,
        )
    return id_ if id_ in book else None


def model_written(text: str, book: PriceBook) -> str | None:
    """The id of the model that a bill or a person names, with or without the seller; None if it names no model."""
    if text.casefold() in book:
        return text.casefold()
    names = (text, *(f"{seller}/{text}" for seller in _SELLERS))
    return next(filter(None, (model_of(name, book) for name in names)), None)


@cache
def names_by_model() -> Mapping[str, tuple[str, ...]]:
    """Model id -> its names in the table of aliases."""
    names: dict[str, tuple[str, ...]] = {}
    for name, model in _aliases().models.items():
        names[model] = (*names.get(model, ()), name)
    return names


class AzureMeter(NamedTuple):
    """What an Azure meter counts, read from its name."""

    model: str
    """`azure/gpt-image-2`, with ` data zone` or ` regional` where it is not global."""
    component: Component
    processing: Processing = "standard"
    tier: str = ""
    size: Size | None = None
    """Size of the images that the meter counts; like `tier`, empty for a meter that counts no images."""


def meter(name: str) -> AzureMeter | None:
    """What the meter of a name counts; None if it is no meter of an image model."""
    if tokens := _TOKENS.fullmatch(name):
        words = re.split(r"[ -]", tokens["words"].lower())
        component = _component(words)
        if component is None:
            return None
        model = f"azure/{_MODELS[tokens['model'].lower()]}{_PLACES[tokens['where'].lower()]}"
        return AzureMeter(model, component, "batch" if "batch" in words else "standard")
    if images := _IMAGES.fullmatch(name):
        model = f"azure/dall-e-3{_PLACES[images['where']]}"
        return AzureMeter(model, "image_output", "standard", _TIERS[images["tier"]], _SIZES[images["size"]])
    return None


def _component(words: list[str]) -> Component | None:
    """The component that the words of a meter mean: `img cd inp` is cached image input."""
    image, cached = "img" in words, bool({"cd", "cchd", "cached"} & {*words})
    if {"out", "opt", "output"} & {*words}:
        return "image_output" if image else "text_output"
    if not {"in", "inp"} & {*words}:
        return None
    if image:
        return "cached_image_input" if cached else "image_input"
    return "cached_text_input" if cached else "text_input"

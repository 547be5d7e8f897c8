"""The words and types that the price files are written with."""

import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict

from pricing.values.size import Size

Component = Literal[
    "text_input",
    "cached_text_input",
    "image_input",
    "cached_image_input",
    "image_output",
    "text_output",
    "further_megapixels",
    "tiles",
    "operation",
    "credit",
    "plan",
    "gpu_time",
    "gpu_minutes",
    "credits",
]
Unit = Literal[
    "USD per 1M tokens",
    "USD per image",
    "credits per image",
    "USD per first megapixel",
    "USD per further megapixel",
    "USD per megapixel",
    "USD per step",
    "USD per tile",
    "USD per credit",
    "USD per result",
    "credits per result",
    "USD per month",
    "USD per year",
    "USD per GPU hour",
    "GPU minutes per job",
    "GPU minutes per month",
    "credits per job",
    "credits per month",
]
ANY_SIZE = "any"


class Confidence(StrEnum):
    """How sure a figure is, surest first."""

    OFFICIAL = "official"
    TRANSCRIBED = "transcribed"
    RESELLER = "reseller"
    DERIVED = "derived"
    CONFLICTING = "conflicting"

    @property
    def rank(self) -> int:
        return list(Confidence).index(self)


def _amount(value: Any) -> Decimal:
    if not isinstance(value, str) or not re.fullmatch(r"(0|[1-9][0-9]*)(\.[0-9]+)?", value):
        raise ValueError('write the amount as text, like "0.042"')
    return Decimal(value)


def _size(value: Any) -> Size:
    return value if isinstance(value, Size) else Size.parse(str(value))


def _size_or_any(value: Any) -> Size | None:
    return None if value is None or value == ANY_SIZE else _size(value)


Amount = Annotated[Decimal, BeforeValidator(_amount)]
PixelSize = Annotated[Size, BeforeValidator(_size)]
SizeOrAny = Annotated[Size | None, BeforeValidator(_size_or_any)]


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

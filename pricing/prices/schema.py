"""What a price file may hold. Unknown keys are refused, amounts are exact."""

import datetime as dt
import re
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from pricing.size import Size

Tier = Literal["low", "medium", "high"]
TIERS: tuple[Tier, ...] = ("low", "medium", "high")
Processing = Literal["standard", "batch"]
Component = Literal[
    "text_input", "cached_text_input", "image_input", "cached_image_input", "image_output", "text_output",
    "operation", "credit", "plan", "gpu_time", "gpu_minutes",
]  # fmt: skip
Unit = Literal[
    "USD per 1M tokens", "USD per image", "credits per image", "USD per credit", "USD per result",
    "credits per result", "USD per month", "USD per year", "USD per GPU hour", "GPU minutes per job",
    "GPU minutes per month",
]  # fmt: skip
PlanFeature = Literal["relax", "stealth", "company"]
"""Jobs without Fast time; private images; images owned by a company with more than $1M of revenue."""
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


class Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Source(Record):
    """Where a figure was read, and when."""

    title: str
    address: Annotated[str, Field(pattern=r"^(https://[^\s]+)?$")]
    """Empty for a source that is not on the web."""
    read: dt.date
    note: str = ""


class Price(Record):
    """One dated price: in force from `from` (inclusive) until `until` (exclusive)."""

    component: Component
    amount: Amount
    unit: Unit
    tier: str = ""
    """The vendor's own word for the quality, plan or operation; empty: whatever the quality."""
    size: Annotated[Size | None, BeforeValidator(_size_or_any)] = None
    """None: whatever the size."""
    processing: Processing = "standard"
    from_: dt.date = Field(alias="from")
    until: dt.date | None = None
    source: str
    confidence: Confidence
    note: str = ""

    @model_validator(mode="after")
    def _ordered(self) -> "Price":
        if self.until is not None and self.until <= self.from_:
            raise ValueError(f"until {self.until} is not after from {self.from_}")
        return self

    def in_force(self, day: dt.date) -> bool:
        return self.from_ <= day and (self.until is None or day < self.until)


class _Rule(Record):
    source: str
    confidence: Confidence
    note: str = ""


class TableTokens(_Rule):
    """Output tokens printed per quality and size; other sizes are not sold."""

    kind: Literal["table"]
    tokens: dict[str, dict[Annotated[Size, BeforeValidator(_size)], int]]

    @property
    def qualities(self) -> tuple[str, ...]:
        return tuple(self.tokens)


class AspectTokens(_Rule):
    """Output tokens from the shape of the image, see `tokens.aspect_tokens`."""

    kind: Literal["aspect"]
    base: dict[str, int]
    multiple_of: int
    largest_edge: int

    @property
    def qualities(self) -> tuple[str, ...]:
        return tuple(self.base)


class PixelTokens(_Rule):
    """Output tokens that grow with the pixel count from those of a 1024x1024 image."""

    kind: Literal["pixels"]
    square: dict[str, int]

    @property
    def qualities(self) -> tuple[str, ...]:
        return tuple(self.square)


class TileInput(_Rule):
    """Input tokens by 512-pixel tiles, see `tokens.tile_tokens`."""

    kind: Literal["tiles"]
    fidelity: bool
    """Whether the model has the high input fidelity."""


class PatchInput(_Rule):
    """Input tokens by 32-pixel patches, see `tokens.patch_tokens`."""

    kind: Literal["patches"]
    cap: int


class FlatInput(_Rule):
    """The same number of input tokens for every reference image."""

    kind: Literal["flat"]
    tokens: int


OutputRule = TableTokens | AspectTokens | PixelTokens
InputRule = TileInput | PatchInput | FlatInput
TokenRule = Annotated[OutputRule | InputRule, Field(discriminator="kind")]


class Life(Record):
    """When a model can be bought."""

    released: dt.date
    deprecated: dt.date | None = None
    """Day the vendor announced the end."""
    shut_down: dt.date | None = None
    """First day without the model."""
    successor: str = ""
    source: str
    confidence: Confidence = Confidence.OFFICIAL
    note: str = ""


class Model(Record):
    """One thing that can be priced."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{1,60}$")]
    name: str
    service: str
    billing: Literal["tokens", "image", "subscription"]
    life: Life
    tiers: dict[Tier, str]
    """Which of the model's qualities a plan's tier buys; a tier left out is not offered."""
    sizes: tuple[PixelSize, ...] = ()
    """Sizes offered to the planner, one per price step."""
    size_note: str = ""
    scaled_from: Annotated[Size | None, BeforeValidator(_size_or_any)] = None
    """Set where the price of an image grows with its pixel count from this size on, for every size."""
    output_tokens: str = ""
    input_tokens: str = ""
    api: bool = True
    """Whether a program may make images with it."""
    images_endpoint: bool = False
    """Whether OpenAI's Images endpoint serves it, there or at a relay."""
    not_priced: str = ""
    """Why an image has no price, where the vendor has not published what it takes."""
    fidelity_note: str = ""
    plan_features: dict[str, tuple[PlanFeature, ...]] = {}
    """Subscription: its plans, and what each allows."""
    images_per_job: dict[str, int] = {}
    """Subscription: its kinds of job, and how many images one makes."""
    note: str = ""
    prices: tuple[Price, ...] = ()
    printed: tuple[Price, ...] = ()
    """Prices per image as the vendor prints them, for the reader: the bill uses `prices`."""


class Family(Record):
    """Several models of one vendor that people know as one service."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{1,60}$")]
    name: str
    tiers: dict[Tier, str]
    """Which model a plan's tier starts with."""
    models: tuple[str, ...]


class PriceFile(Record):
    """One vendor's file."""

    vendor: str
    sources: dict[str, Source]
    token_rules: dict[str, TokenRule] = {}
    models: tuple[Model, ...]
    families: tuple[Family, ...] = ()
    prices: tuple[Price, ...] = ()
    """Prices that hold for the vendor as a whole, like the price of a credit."""

"""What a price file may hold. Unknown keys are refused, amounts are exact."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field, model_validator

from pricing.prices.base import Amount, Component, Confidence, PixelSize, Record, SizeOrAny, Unit
from pricing.prices.rules import Rule
from pricing.prices.sources import Source
from pricing.wording.figures import day

Tier = Literal["low", "medium", "high"]
TIERS: tuple[Tier, ...] = ("low", "medium", "high")
Processing = Literal["standard", "batch"]
PlanFeature = Literal["relax", "stealth", "company"]
"""Jobs without Fast time; private images; images owned by a company with more than $1M of revenue."""


class Price(Record):
    """One dated price: in force from `from` (inclusive) until `until` (exclusive)."""

    component: Component
    amount: Amount
    unit: Unit
    tier: str = ""
    """The vendor's own word for the quality, plan or operation; empty: whatever the quality."""
    size: SizeOrAny = None
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


class OtherEnd(Record):
    """Another day on which a model ends, as another source has it."""

    shut_down: dt.date
    source: str


class Life(Record):
    """When a model can be bought."""

    released: dt.date
    deprecated: dt.date | None = None
    """Day the vendor announced the end."""
    shut_down: dt.date | None = None
    """First day without the model; the earliest, where sources disagree."""
    other_ends: tuple[OtherEnd, ...] = ()
    """The days that other sources have, where they disagree."""
    successor: str = ""
    source: str
    confidence: Confidence = Confidence.OFFICIAL
    note: str = ""

    @model_validator(mode="after")
    def _earliest(self) -> "Life":
        if self.other_ends and (
            self.shut_down is None or self.shut_down >= min(other.shut_down for other in self.other_ends)
        ):
            raise ValueError("other_ends need shut_down, the earliest of the days")
        return self

    @property
    def ends(self) -> tuple[dt.date, ...]:
        """The first days without the model: more than one where sources disagree."""
        return () if self.shut_down is None else (self.shut_down, *(other.shut_down for other in self.other_ends))

    @property
    def otherwise(self) -> str:
        """What other sources have, to be said after the end: `, or 15 Mar 2027 by another source`; else empty."""
        return "".join(f", or {day(other.shut_down)} by another source" for other in self.other_ends)


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
    scaled_from: SizeOrAny = None
    """Set where the price of an image grows with its pixel count from this size on, for every size."""
    output_rule: str = ""
    """Which of the file's rules says what a generated image takes; empty: it is billed as a piece."""
    input_rule: str = ""
    """Which of them says what a reference image takes."""
    no_api: str = ""
    """Why a program may not make images with it, like "has no API"; empty where it may."""
    images_endpoint: bool = False
    """Whether OpenAI's Images endpoint serves it, there or at a relay."""
    not_priced: dict[str, str] = Field(default_factory=dict)
    """Quality -> why an image of it has no price."""
    fidelity_note: str = ""
    plan_features: dict[str, tuple[PlanFeature, ...]] = Field(default_factory=dict)
    """Subscription: its plans, and what each allows."""
    images_per_job: dict[str, int] = Field(default_factory=dict)
    """Subscription: its kinds of job, and how many images one makes."""
    included: Literal["gpu_minutes", "credits"] = "gpu_minutes"
    """Subscription: the component that its plans include and its jobs take."""
    note: str = ""
    prices: tuple[Price, ...] = ()
    printed: tuple[Price, ...] = ()
    """Prices per image as the vendor prints them, for the reader: the bill uses `prices`."""

    @property
    def has_relax(self) -> bool:
        """Whether some plan of a subscription has jobs that may wait and take nothing."""
        return any("relax" in allowed for allowed in self.plan_features.values())


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
    rules: dict[str, Rule] = Field(default_factory=dict)
    models: tuple[Model, ...]
    families: tuple[Family, ...] = ()
    prices: tuple[Price, ...] = ()
    """Prices that hold for the vendor as a whole, like the price of a credit."""

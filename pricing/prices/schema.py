"""The schema of price files and the checks across their parts. Unknown keys are errors, amounts are exact."""

import datetime as dt
import itertools
from collections import defaultdict
from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field, PositiveInt, model_validator

from pricing.prices.base import (
    Amount,
    Component,
    Confidence,
    FileRecord,
    PixelSize,
    PriceBookError,
    SizeOrAny,
    Source,
    Unit,
)
from pricing.prices.rules import InputRule, OutputRule, PatchInput, Rule
from pricing.values.size import Size
from pricing.wording.figures import USD

Tier = Literal["low", "medium", "high"]
TIERS: tuple[Tier, ...] = ("low", "medium", "high")
Processing = Literal["standard", "batch"]
_PIECES = ("USD per image", "credits per image")
_BY_RULE: tuple[Component, ...] = ("further_megapixels", "tiles")
"""Components that need a rule which counts them."""
PlanFeature = Literal["relax", "stealth", "company"]
"""What a plan may allow: jobs without Fast time, private images, use by companies with over $1M of revenue."""


class Price(FileRecord):
    """One dated price: in force from `from` (inclusive) until `until` (exclusive)."""

    component: Component
    amount: Amount
    unit: Unit
    tier: str = ""
    """The vendor's word for the quality, plan or operation; empty: any quality."""
    size: SizeOrAny = None
    """The size of the image; None: any size."""
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

    @property
    def currency(self) -> str:
        """The ISO 4217 code of its currency; empty if the price is in credits or minutes."""
        first = self.unit.split(" ", 1)[0]
        return first if first.isupper() and first.isalpha() and len(first) == 3 else ""

    def in_force(self, day: dt.date) -> bool:
        return self.from_ <= day and (self.until is None or day < self.until)


class OtherEnd(FileRecord):
    """The end of a model by another source."""

    shut_down: dt.date
    source: str


class Life(FileRecord):
    """When a model can be bought."""

    released: dt.date
    deprecated: dt.date | None = None
    """The day on which the vendor announced the end."""
    shut_down: dt.date | None = None
    """The first day without the model; the earliest one if sources disagree."""
    other_ends: tuple[OtherEnd, ...] = ()
    """The ends by other sources, if they disagree."""
    claimed_ends: tuple[OtherEnd, ...] = ()
    """Ends that others claim while the seller has announced none: shown, but not computed with."""
    earliest_end: dt.date | None = None
    """The earliest day on which the seller may end it, if no end is announced: shown, but not computed with."""
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
        if self.shut_down is not None and (self.claimed_ends or self.earliest_end):
            raise ValueError("claimed_ends and earliest_end are for a model without an announced shut_down")
        return self

    @property
    def ends(self) -> tuple[dt.date, ...]:
        """The first days without the model: several if sources disagree."""
        return () if self.shut_down is None else (self.shut_down, *(other.shut_down for other in self.other_ends))

    @property
    def may_end(self) -> bool:
        """Whether an unannounced end is known: one that others claim, or the seller's earliest day."""
        return bool(self.claimed_ends) or self.earliest_end is not None


class SizeClass(FileRecord):
    """A class of sizes that have the same price, whatever their shape."""

    size: PixelSize
    """The size under which the prices of the class are listed."""
    above: int = 0
    """Sizes of the class have more pixels than this."""
    pixels: PositiveInt | None = None
    """The most pixels of a size of the class; None: no limit."""

    def holds(self, size: Size) -> bool:
        """Whether a size is in the class."""
        return self.above < size.pixels and (self.pixels is None or size.pixels <= self.pixels)


class Model(FileRecord):
    """One thing that can be priced."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{1,60}$")]
    name: str
    service: str
    billing: Literal["tokens", "image", "subscription"]
    same_as: str = ""
    """The id of the same model at another seller, whose capabilities it shares; empty if there is none."""
    life: Life
    tiers: dict[Tier, str]
    """Tier -> the quality that it buys; tiers that are left out are not offered."""
    sizes: tuple[PixelSize, ...] = ()
    """The sizes that the planner offers, one for each price."""
    size_classes: tuple[SizeClass, ...] = ()
    """Classes of further sizes that have the price of one of `sizes`, smallest first."""
    size_note: str = ""
    scaled_from: SizeOrAny = None
    """If set, the price of an image is that of this size times the ratio of pixels, for every size."""
    output_rule: str = ""
    """The name of the rule for the quantities of a generated image; empty: it is billed as one piece."""
    input_rule: str = ""
    """The name of the rule for the quantities of a reference image."""
    no_api: str = ""
    """Why programs may not make images with it, like "has no API"; empty if they may."""
    images_endpoint: bool = False
    """Whether OpenAI's Images endpoint, or a relay with the same interface, serves it."""
    not_priced: dict[str, str] = Field(default_factory=dict)
    """Quality -> why an image of it has no price."""
    fidelity_note: str = ""
    plan_features: dict[str, tuple[PlanFeature, ...]] = Field(default_factory=dict)
    """Of a subscription: plan -> what it allows."""
    images_per_job: dict[str, int] = Field(default_factory=dict)
    """Of a subscription: kind of job -> images that one job makes."""
    included: Literal["gpu_minutes", "credits"] = "gpu_minutes"
    """Of a subscription: the component that its plans include and its jobs take."""
    note: str = ""
    prices: tuple[Price, ...] = ()
    printed: tuple[Price, ...] = ()
    """Prices per image as the vendor prints them, only to be shown; the bill uses `prices`."""

    @property
    def has_relax(self) -> bool:
        """Whether a plan of the subscription has jobs that may wait and take no minutes."""
        return any("relax" in allowed for allowed in self.plan_features.values())


class Family(FileRecord):
    """Several models of one vendor that are compared as one service."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.-]{1,60}$")]
    name: str
    tiers: dict[Tier, str]
    """Tier -> the model that it starts with."""
    models: tuple[str, ...]


class PriceFile(FileRecord):
    """One vendor's file."""

    vendor: str
    sources: dict[str, Source]
    rules: dict[str, Rule] = Field(default_factory=dict)
    models: tuple[Model, ...]
    families: tuple[Family, ...] = ()
    prices: tuple[Price, ...] = ()
    """Prices of the vendor that hold for all its models, like the price of a credit."""


def check_file(file_name: str, file: PriceFile) -> None:
    """Raise PriceBookError for the first contradiction between parts of a file."""
    for name, rule in file.rules.items():
        other = rule.otherwise if isinstance(rule, PatchInput) else None
        for source in filter(None, (rule.source, other and other.source)):
            if source not in file.sources:
                raise PriceBookError(f"{file_name}: rules.{name}.source: {source!r} is not in [sources]")
    for model in file.models:
        _check_model(file_name, file, model)
    _check_prices(file_name, "vendor", file, file.prices)
    known = {model.id for model in file.models}
    for family in file.families:
        if unknown := {*family.models, *family.tiers.values()} - known:
            raise PriceBookError(f"{file_name}: families {family.id}: no such model: {', '.join(sorted(unknown))}")


def _check_model(file_name: str, file: PriceFile, model: Model) -> None:
    where = f"{file_name}: model {model.id}"
    for key, name, kinds in (
        ("output_rule", model.output_rule, OutputRule),
        ("input_rule", model.input_rule, InputRule),
    ):
        if name and not isinstance(file.rules.get(name), kinds):
            raise PriceBookError(f"{where}: {key}: no such rule: {name!r}")
    for source in (model.life.source, *(end.source for end in (*model.life.other_ends, *model.life.claimed_ends))):
        if source not in file.sources:
            raise PriceBookError(f"{where}: life.source: {source!r} is not in [sources]")
    if not model.prices:
        raise PriceBookError(f"{where}: prices: at least one is needed")
    if unknown := [str(known.size) for known in model.size_classes if known.size not in model.sizes]:
        raise PriceBookError(f"{where}: size_classes: not in sizes: {', '.join(unknown)}")
    _check_qualities(where, file, model)
    _check_units(where, file, model)
    _check_prices(file_name, f"model {model.id}", file, model.prices)
    _check_prices(file_name, f"model {model.id} (printed)", file, model.printed)


def _check_qualities(where: str, file: PriceFile, model: Model) -> None:
    """Check that the rule has every quality that a tier buys, or that `not_priced` says why it has no price."""
    rule = file.rules.get(model.output_rule)
    known = rule.qualities if isinstance(rule, OutputRule) else ()
    for tier, quality in model.tiers.items():
        if quality in model.not_priced or (known and quality in known):
            continue
        if known:
            raise PriceBookError(f"{where}: tiers.{tier}: {quality!r} is not in rule {model.output_rule!r}")
        if model.billing == "tokens" and rule is None:
            raise PriceBookError(f"{where}: output_rule: needed, or a reason in not_priced.{quality}")


def _check_units(where: str, file: PriceFile, model: Model) -> None:
    """Check that every component of the model's rules has prices, in the unit of the rule."""
    wanted: dict[Component, tuple[str, ...]] = {}
    for name in filter(None, (model.output_rule, model.input_rule)):
        rule: Rule = file.rules[name]
        for component, unit in rule.units.items():
            wanted[component] = (unit,)
            if not any(price.component == component for price in model.prices):
                raise PriceBookError(f"{where}: prices: rule {name!r} needs a price of {component} in {unit!r}")
    if not model.output_rule and model.billing == "image":
        wanted["image_output"] = _PIECES
    for place, price in enumerate(model.prices):
        units = wanted.get(price.component)
        if units is None and price.component in _BY_RULE:
            raise PriceBookError(f"{where}: prices[{place}].component: {price.component!r} needs an output_rule")
        in_usd = price.unit.replace(price.currency, USD, 1) if price.currency else price.unit
        if units is not None and in_usd not in units:
            accepted = " or ".join(map(repr, units))
            raise PriceBookError(
                f"{where}: prices[{place}].unit: {price.unit!r}, but {price.component} takes {accepted}"
            )


def _check_prices(file_name: str, owner: str, file: PriceFile, prices: Iterable[Price]) -> None:
    """Check that sources exist and that no two prices of the same thing are in force on the same day."""
    series: dict[tuple[object, ...], list[Price]] = defaultdict(list)
    for price in prices:
        if price.source not in file.sources:
            raise PriceBookError(f"{file_name}: {owner}: prices.source: {price.source!r} is not in [sources]")
        series[price.component, price.tier, price.size, price.processing].append(price)
    for key, dated in series.items():
        dated.sort(key=lambda price: price.from_)
        for earlier, later in itertools.pairwise(dated):
            if earlier.until is None or later.from_ < earlier.until:
                named = " ".join(str(part) for part in key if part)
                raise PriceBookError(
                    f"{file_name}: {owner}: {named}: prices from {earlier.from_} and from {later.from_} overlap"
                )

"""Capabilities of models: dated facts from a file beside the prices, with unit, source and confidence.

A missing fact means that our sources do not say; it is never a no.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import Field, model_validator

from pricing.prices.base import Confidence, FileRecord, PriceBookError, Source, read_file
from pricing.prices.sizes import LIMITS, Limit, SizeLimits
from pricing.values.size import Size

CAPABILITIES = "capabilities"
"""Name of the file among the price files."""
Capability = Literal[
    "makes_from_text",
    "edits",
    "references_most",
    "output",
    "transparent",
    "shapes",
    "prompt_most",
    "images_a_request",
    "batch",
    "streaming",
    "partial_images",
    "partial_tokens",
    "thinking",
    "rate",
    "seconds",
]
Value = bool | int | str | tuple[str, ...]
FactField = Capability | Limit
FIELDS: tuple[FactField, ...] = (*get_args(Capability), *LIMITS)
"""The fields in the order in which they are shown."""
_KINDS: Mapping[str, type] = {
    **dict.fromkeys(("makes_from_text", "edits", "transparent", "batch", "streaming"), bool),
    **dict.fromkeys(("references_most", "prompt_most", "images_a_request", "rate"), int),
    **dict.fromkeys(("partial_images", "partial_tokens", "thinking"), int),
    **dict.fromkeys(("pixels_least", "pixels_most", "edge_least", "edge_most", "edge_multiple"), int),
    **dict.fromkeys(("shapes", "seconds", "ratio_most"), str),
    **dict.fromkeys(("output", "sizes"), tuple),
}
"""Field -> type of its value."""
RATES = (
    "images a minute",
    "images a day",
    "requests a second",
    "requests in ten seconds",
    "requests a minute",
    "at once",
    "USD in ten minutes",
)
"""The units of rate limits, which cannot be compared with each other."""
_THINKING = ("tokens a generation", "tokens an edit")
"""The units of the tokens of text and thinking."""
_RATIO = re.compile(r"([1-9][0-9]*):([1-9][0-9]*)")


class OtherValue(FileRecord):
    """The value of another source that disagrees."""

    value: Value
    source: str


class Fact(FileRecord):
    """A capability or a limit of some models."""

    models: Annotated[tuple[str, ...], Field(min_length=1)]
    field: FactField
    value: Value
    unit: str = ""
    tier: str = ""
    """The seller's name of the level of customers that a rate limit is for."""
    source: str
    confidence: Confidence
    otherwise: tuple[OtherValue, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _coherent(self) -> "Fact":
        kind = _KINDS[self.field]
        for value in (self.value, *(other.value for other in self.otherwise)):
            if type(value) is not kind:
                raise ValueError(f"{self.field} takes {kind.__name__}, not {value!r}")
        if self.field == "rate" and self.unit not in RATES:
            raise ValueError(f"the unit of a rate is one of {', '.join(RATES)}")
        if self.field == "thinking" and self.unit not in _THINKING:
            raise ValueError(f"the unit of thinking is one of {', '.join(_THINKING)}")
        if bool(self.otherwise) is not (self.confidence is Confidence.CONFLICTING):
            raise ValueError("a conflicting fact, and no other, has otherwise")
        if self.field == "sizes":
            self.sizes()
        if self.field == "ratio_most":
            self.ratio()
        return self

    def sizes(self) -> tuple[Size, ...]:
        """The value of a list of sizes."""
        assert isinstance(self.value, tuple)
        return tuple(map(Size.parse, self.value))

    def ratio(self) -> Fraction:
        """The value of a ratio, like `21:9`."""
        match = _RATIO.fullmatch(str(self.value))
        if match is None:
            raise ValueError(f"a ratio is written like 21:9, not {self.value!r}")
        return Fraction(int(match[1]), int(match[2]))


class CapabilityFile(FileRecord):
    """The file of facts."""

    facts: tuple[Fact, ...]
    sources: dict[str, Source]

    # Compared by identity, like the price books, so that it can be a key of caches.
    __eq__ = object.__eq__
    __hash__ = object.__hash__


@dataclass(frozen=True, slots=True)
class Thinking:
    """Tokens of text and thinking that a model outputs beside its image, billed at its text output rate."""

    tokens: int
    """Typical tokens of one generation, as measured."""
    edits_only: bool
    """Whether only edits were measured, so that nothing is known of images from text."""
    source: Source
    confidence: Confidence
    note: str


@dataclass(frozen=True, slots=True)
class Partials:
    """Partial images that a model streams while it makes an image, billed at its image output rate."""

    most: int
    """The most partial images of one generation."""
    tokens: int
    """Output tokens of one partial image."""
    source: Source
    confidence: Confidence
    note: str


@dataclass(frozen=True, eq=False)
class Facts:
    """The facts of one model."""

    facts: tuple[Fact, ...] = ()
    sources: Mapping[str, Source] = field(default_factory=dict)

    def of(self, name: FactField) -> tuple[Fact, ...]:
        """The facts of a field: for rates one for each level and unit, else one or none."""
        return self._of_field.get(name, ())

    @cached_property
    def _of_field(self) -> Mapping[FactField, tuple[Fact, ...]]:
        return {name: tuple(fact for fact in self.facts if fact.field == name) for name in FIELDS}

    def known(self, name: FactField) -> Fact | None:
        """The fact of a field; None if our sources have none."""
        return next(iter(self.of(name)), None)

    def source(self, fact: Fact) -> Source:
        return self.sources[fact.source]

    @cached_property
    def thinking(self) -> Thinking | None:
        """The text and thinking beside an image; None if our sources have no number."""
        fact = self.known("thinking")
        if fact is None or not isinstance(fact.value, int):
            return None
        edits_only = fact.unit == "tokens an edit"
        return Thinking(fact.value, edits_only, self.source(fact), fact.confidence, fact.note)

    @cached_property
    def partials(self) -> Partials | None:
        """The streamed partial images; None if our sources lack their number or their tokens."""
        most, tokens = self.known("partial_images"), self.known("partial_tokens")
        if most is None or tokens is None or not (isinstance(most.value, int) and isinstance(tokens.value, int)):
            return None
        return Partials(most.value, tokens.value, self.source(tokens), tokens.confidence, tokens.note)

    @cached_property
    def limits(self) -> SizeLimits:
        """The limits of the model's sizes, without those on which sources disagree."""
        agreed = {
            limit: fact
            for limit in LIMITS
            if (fact := self.known(limit)) is not None and fact.confidence is not Confidence.CONFLICTING
        }
        numbers = {limit: fact.value for limit, fact in agreed.items() if isinstance(fact.value, int)}
        listed, ratio = agreed.get("sizes"), agreed.get("ratio_most")
        return SizeLimits(
            sizes=listed.sizes() if listed else None, ratio_most=ratio.ratio() if ratio else None, **numbers
        )


NOTHING_KNOWN = Facts()


def read_capabilities(path: Path, models: Collection[str]) -> CapabilityFile:
    """The facts in a file; raises PriceBookError, also for a model that the book does not have."""
    file = read_file(path, CapabilityFile)
    seen: set[tuple[str, ...]] = set()
    for place, fact in enumerate(file.facts):
        for source in (fact.source, *(other.source for other in fact.otherwise)):
            if source not in file.sources:
                raise PriceBookError(f"{path.name}: facts[{place}].source: {source!r} is not in [sources]")
        for model in fact.models:
            key = (model, fact.field, fact.tier, fact.unit if fact.field == "rate" else "")
            if model not in models:
                raise PriceBookError(f"{path.name}: facts[{place}]: no such model in the price book: {model!r}")
            if key in seen:
                raise PriceBookError(f"{path.name}: facts[{place}]: {model} has {fact.field} twice")
            seen.add(key)
    return file


def facts_of(file: CapabilityFile, model: str) -> Facts:
    """The facts that a file has of one model."""
    return Facts(tuple(fact for fact in file.facts if model in fact.models), file.sources)

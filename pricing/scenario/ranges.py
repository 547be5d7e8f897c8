"""Ranges: how far the value of a lever, or the vendors' prices, may be from the scenario's.

The scenario's value is the median; low and high are the 10th and the 90th percentile.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, NamedTuple, get_args

from pricing.scenario import messages
from pricing.scenario.kinds import NotTaken, Number
from pricing.values.exact import PERCENT, plain
from pricing.wording.messages import Message

Lever = Literal["images", "prompt", "refs", "tries", "reuse", "batch", "growth", "high"]
"""The key of a field of a workload that someone can move by degrees to change the bill; `high` is the share of high
quality in its mix."""
LEVERS: tuple[Lever, ...] = get_args(Lever)
_LEVER: Mapping[str, Lever] = {lever: lever for lever in LEVERS}
_LONGEST = 400
"""The most characters of a list of ranges."""
HIGH = Number(0, PERCENT, unit="percent high quality")
"""The share of high quality as a number."""
PERCENT_OF_PRICES = Number(-90, 200, 2, "percent")
TRIES_OF_OTHERS = (Decimal("1.4"), Decimal("1.5"), Decimal("1.6"))
"""Images made for one that is used: the figures of two teams' blogs (unaudited), and their mean between them."""


class Range(NamedTuple):
    """A low and a high for a lever of a workload."""

    lever: Lever
    low: Decimal
    high: Decimal

    def __str__(self) -> str:
        return f"{self.lever}:{plain(self.low)}..{plain(self.high)}"


Ranges = tuple[Range, ...]
"""The ranges of one workload, each lever once, in the order of `LEVERS`."""


class PriceRange(NamedTuple):
    """A low and a high for the vendors' prices, in percent of list prices: -30 is 30% less."""

    low: Decimal
    high: Decimal

    def __str__(self) -> str:
        return f"{plain(self.low)}..{plain(self.high)}"


def text_of(ranges: Ranges) -> str:
    """The text of a link for ranges."""
    return ",".join(map(str, ranges))


def parsed(text: str) -> Ranges:
    """The ranges of a text that was validated before."""
    parts = (part.partition(":") for part in text.split(","))
    return tuple(Range(_LEVER[name], *map(Decimal, ends.split(".."))) for name, _, ends in parts)


@dataclass(frozen=True)
class RangesKind:
    """The kind of field that holds the ranges of one workload, `images:800..2000,tries:1..1.6`."""

    numbers: Mapping[Lever, Number]
    """The kind of number of each lever."""

    @property
    def accepts(self) -> Message:
        return messages.some_ranges(LEVERS)

    def read(self, text: str) -> Ranges:
        ranges = [self._range(part) for part in text.split(",")] if len(text) <= _LONGEST else []
        if not ranges or len({lever_range.lever for lever_range in ranges}) < len(ranges):
            raise NotTaken(self.accepts)
        return ordered(ranges)

    def nearest(self, text: str) -> Ranges | None:
        """The ranges that can be read; of several for one lever, the first."""
        kept: dict[str, Range] = {}
        for part in text[:_LONGEST].split(","):
            try:
                range_ = self._range(part)
            except NotTaken:
                continue
            kept.setdefault(range_.lever, range_)
        return ordered(kept.values()) or None

    def _range(self, text: str) -> Range:
        name, colon, ends = text.partition(":")
        lever = _LEVER.get(name)
        if not colon or lever is None:
            raise NotTaken(self.accepts)
        try:
            low, high = _ends(ends, self.numbers[lever])
        except NotTaken as error:
            raise NotTaken(messages.in_part(error.takes, text)) from None
        return Range(lever, low, high)


@dataclass(frozen=True)
class PriceRangeKind:
    """A range around the vendors' prices, `-30..10`."""

    @property
    def accepts(self) -> Message:
        return messages.a_price_range()

    def read(self, text: str) -> PriceRange:
        try:
            low, high = _ends(text, PERCENT_OF_PRICES)
        except NotTaken:
            raise NotTaken(self.accepts) from None
        if not low <= 0 <= high:
            raise NotTaken(self.accepts)
        return PriceRange(low, high)

    def nearest(self, text: str) -> PriceRange | None:
        return None


def ordered(ranges: Iterable[Range]) -> Ranges:
    """In the order of `LEVERS`."""
    return tuple(sorted(ranges, key=lambda lever_range: LEVERS.index(lever_range.lever)))


def _ends(text: str, takes: Number) -> tuple[Decimal, Decimal]:
    """The low and the high of a text; raises NotTaken if the low is not below the high."""
    match = re.fullmatch(r"([^.]+(?:\.[^.]+)?)\.\.([^.]+(?:\.[^.]+)?)", text)
    if match is None:
        raise NotTaken(messages.two_ends(takes.accepts))
    low, high = (Decimal(takes.read(end)) for end in match.groups())
    if low >= high:
        raise NotTaken(messages.a_low_below_high(takes.accepts))
    return low, high

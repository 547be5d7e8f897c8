"""The levers of a workload: reading and changing their values, with the ranges around them."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from pricing.scenario import messages
from pricing.scenario.fields import LEVER_KINDS
from pricing.scenario.mixes import Quality
from pricing.scenario.ranges import Lever, Range
from pricing.scenario.workload import Workload
from pricing.values.exact import PERCENT, plain
from pricing.wording.messages import Message


def lever_value(workload: Workload, lever: Lever) -> Decimal:
    """The present value of a lever."""
    return Decimal(workload.quality.high if lever == "high" else getattr(workload, lever))


def with_lever(workload: Workload, lever: Lever, value: Decimal) -> Workload:
    """The workload with another value of a lever; the value becomes a whole number if its field is one."""
    if lever == "high":
        return replace(workload, quality=with_high(workload.quality, int(value)))
    changed: dict[str, Any] = {lever: int(value) if isinstance(getattr(workload, lever), int) else value}
    return replace(workload, **changed)


def with_high(quality: Quality, high: int) -> Quality:
    """A mix with another share of high quality; the other two keep their proportion, in whole percent.

    If all images were of high quality, the rest becomes medium quality.
    """
    rest, others = PERCENT - high, quality.low + quality.medium
    low = round(Fraction(rest * quality.low, others)) if others else 0
    return Quality(low, rest - low, high)


def problems(workload: Workload) -> Iterator[tuple[Range, Message]]:
    """The ranges that do not include the value of their field, each with what is accepted."""
    for lever_range in workload.ranges:
        value = lever_value(workload, lever_range.lever)
        if not lever_range.low <= value <= lever_range.high:
            yield lever_range, messages.a_range_around(plain(value), lever_range.lever)


def around(workload: Workload) -> Workload:
    """The workload with each range widened so that it includes the value of its field."""
    if not workload.ranges:
        return workload
    ranges = (_widened(lever_range, lever_value(workload, lever_range.lever)) for lever_range in workload.ranges)
    return replace(workload, ranges=tuple(ranges))


def carried(before: Workload, after: Workload) -> Workload:
    """A changed workload with its ranges moved in proportion to the changes of their values.

    If one of both values is 0, the range is widened instead. Ranges that were changed themselves stay as they are.
    """
    if before.ranges != after.ranges or not after.ranges:
        return around(after)
    moved = (
        _moved(lever_range, lever_value(before, lever_range.lever), lever_value(after, lever_range.lever))
        for lever_range in after.ranges
    )
    return around(replace(after, ranges=tuple(lever_range for lever_range in moved if lever_range is not None)))


def _moved(lever_range: Range, before: Decimal, after: Decimal) -> Range | None:
    """A range scaled by the change of its value, or widened if one of both values is 0; None if its ends meet."""
    if before == after:
        return lever_range
    if not before or not after:
        moved = _widened(lever_range, after)
    else:
        low, high = sorted(
            LEVER_KINDS[lever_range.lever].on_grid(end * after / before) for end in (lever_range.low, lever_range.high)
        )
        moved = Range(lever_range.lever, low, high)
    return moved if moved.low < moved.high else None


def _widened(lever_range: Range, value: Decimal) -> Range:
    return Range(lever_range.lever, min(lever_range.low, value), max(lever_range.high, value))


def proposed(workload: Workload, lever: Lever) -> Range | None:
    """A first range for a lever: from 20% below to 25% above its value; for a value of 0, from 0 to `_OFTEN`.

    For growth, 5 points below to 5 above. None if the field leaves no room for a range.
    """
    value, takes = lever_value(workload, lever), LEVER_KINDS[lever]
    low, high = (value * Decimal("0.8"), value * Decimal("1.25")) if value else (value, _OFTEN[lever])
    if lever == "growth":
        low, high = value - 5, value + 5
    range_ = _widened(Range(lever, takes.on_grid(low, 2), takes.on_grid(high, 2)), value)
    return range_ if range_.low < range_.high else None


_OFTEN: Mapping[Lever, Decimal] = {
    "images": Decimal(1000),
    "prompt": Decimal(200),
    "refs": Decimal(2),
    "tries": Decimal(2),
    "reuse": Decimal(30),
    "batch": Decimal(50),
    "growth": Decimal(5),
    "high": Decimal(20),
}
"""The high of a range that begins at 0."""

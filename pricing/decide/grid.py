"""The grid of a lever's values, counted in steps from the lowest, and the workload at each of them."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Literal, NamedTuple, get_args

from pricing.scenario import levers
from pricing.scenario.fields import FIELDS, number_of
from pricing.scenario.kinds import Number
from pricing.scenario.ranges import HIGH
from pricing.scenario.workload import Workload

Turned = Literal["images", "quality", "prompt", "refs", "tries", "reuse", "batch", "discount", "growth"]
"""The key of a field with a grid of values; for `quality` the grid is the share of high quality."""


class Grid(NamedTuple):
    """A lever and the kind of number of its field."""

    lever: Turned
    takes: Number

    @property
    def last(self) -> int:
        """The number of steps from the lowest value to the highest."""
        return (self.takes.high - self.takes.low) * int(10**self.takes.places)

    def value(self, step: int) -> Decimal:
        """The value at a step."""
        return self.takes.low + Decimal(step).scaleb(-self.takes.places)

    def at(self, value: Decimal) -> int:
        """The step of a value, or the nearest step if it is not on the grid."""
        return min(max(round((value - self.takes.low).scaleb(self.takes.places)), 0), self.last)

    def present(self, workload: Workload) -> Decimal:
        return Decimal(workload.quality.high if self.lever == "quality" else getattr(workload, self.lever))

    def with_value(self, workload: Workload, value: Decimal) -> Workload:
        """The workload at another value with unchanged ranges, for bills, which ignore ranges."""
        if self.lever == "discount":
            return replace(workload, discount=value + 0)
        return levers.with_lever(workload, "high" if self.lever == "quality" else self.lever, value + 0)

    def changed(self, workload: Workload, value: Decimal) -> Workload:
        """The workload at another value, with its ranges moved in proportion."""
        after = self.with_value(workload, value)
        return levers.carried(workload, after) if workload.ranges and self.lever != "discount" else after

    def text(self, workload: Workload) -> str:
        """The text of a link for the field of a workload."""
        return field_text(workload, self.lever)


def _takes(lever: Turned) -> Number:
    """The kind of number of a lever for savings: a discount without negative values, which are surcharges."""
    if lever == "quality":
        return HIGH
    return replace(number_of(lever), low=0) if lever == "discount" else number_of(lever)


GRIDS: Mapping[Turned, Grid] = {lever: Grid(lever, _takes(lever)) for lever in get_args(Turned)}


def field_text(workload: Workload, key: str) -> str:
    """The text of a link for a field of a workload."""
    return FIELDS[key].write(getattr(workload, key))

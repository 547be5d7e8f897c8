"""The values that a lever can have, counted from its lowest, and a workload at each of them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple, cast, get_args

from pricing.prices import PriceBooks
from pricing.scenario import levers
from pricing.scenario.fields import FIELDS, kinds
from pricing.scenario.kinds import Number
from pricing.scenario.ranges import Lever
from pricing.scenario.workload import Workload

Turned = Literal["images", "quality", "prompt", "refs", "tries", "reuse", "batch", "discount", "growth"]
"""The key of a field that is turned by degrees; `quality` by its share of high quality."""


class Grid(NamedTuple):
    """A lever with what its field takes."""

    lever: Turned
    takes: Number
    numbers: Mapping[Lever, Number]
    """What each lever takes that has a range."""

    @property
    def last(self) -> int:
        """The number of steps from the lowest value to the highest."""
        return (self.takes.high - self.takes.low) * int(10**self.takes.places)

    def value(self, at: int) -> Decimal:
        """The value after so many steps."""
        return self.takes.low + Decimal(at).scaleb(-self.takes.places)

    def at(self, value: Decimal) -> int:
        """The steps to a value, the nearest where it lies between two."""
        return round((value - self.takes.low).scaleb(self.takes.places))

    def present(self, workload: Workload) -> Decimal:
        return Decimal(workload.quality.high if self.lever == "quality" else getattr(workload, self.lever))

    def changed(self, workload: Workload, value: Decimal) -> Workload:
        """A workload at another value, its ranges moved along."""
        if self.lever == "discount":
            return replace(workload, discount=value + 0)
        after = levers.with_lever(workload, "high" if self.lever == "quality" else self.lever, value + 0)
        return levers.carried(workload, after, self.numbers) if workload.ranges else after

    def text(self, workload: Workload) -> str:
        """The field of a workload as a link has it."""
        return field_text(workload, self.lever)


@lru_cache(maxsize=4)
def grids(books: PriceBooks, today: dt.date) -> Mapping[Turned, Grid]:
    """The grid of each lever."""
    fields = kinds(books, today)
    numbers = levers.lever_kinds(fields)
    found: dict[Turned, Grid] = {}
    for lever in get_args(Turned):
        takes = levers.HIGH if lever == "quality" else cast(Number, fields[lever])
        found[lever] = Grid(lever, takes, numbers)
    return found


def field_text(workload: Workload, key: str) -> str:
    """A field of a workload as a link has it."""
    return FIELDS[key].write(getattr(workload, key))

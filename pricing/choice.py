"""Reading a comparison: which service to choose, and at which volumes the answer changes."""

import datetime as dt
import itertools
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pricing.compare import Move, Row, Table
from pricing.exact import EXACT
from pricing.life import gone, lives_through
from pricing.meter import Meter, Numbers, Proportional
from pricing.scenario import Scenario

SMALLEST, LARGEST = 10, 1_000_000
_GRID = np.unique(np.round(np.geomspace(SMALLEST, LARGEST, 241)))
"""Images a day at which two bills are compared before the exact volume is searched for."""


class Choice(NamedTuple):
    """The service to choose."""

    row: Row
    cost: Decimal
    """USD a month."""
    saving: Decimal | None
    """USD a month against the plan's own model; None where that has no price."""
    needed_from: dt.date | None
    """Day the plan's own model ends, when that is within the horizon."""


class Crossing(NamedTuple):
    """The last change of places: from `images` a day on, `cheaper_above` costs no more than `cheaper_below`."""

    images: int
    cheaper_below: Row
    cheaper_above: Row
    always_below: bool
    """Whether `cheaper_below` costs no more at every volume below; else the two change places there too."""


def choose(table: Table, today: dt.date) -> Choice | None:
    """The cheapest service of a comparison that fits: nothing keeps it from taking the plan (`obstacles`)."""
    scenario = table.scenario
    fit = [(cost, row) for cost, row in table.priced if not obstacles(row, scenario, today)]
    if not fit:
        return None
    (cost, best), own = fit[0], table.own
    saving = None if own.per_month is None else EXACT.subtract(own.per_month, cost)
    within = own.ends is not None and own.ends < scenario.end.first_day
    return Choice(best, cost, saving, own.ends if within else None)


def obstacles(row: Row, scenario: Scenario, today: dt.date) -> list[str]:
    """What keeps a service from taking the plan as it is asked for.

    A service fits that has a price for every quality and size asked for, can be called by a program, and can be
    bought today and until the horizon ends.
    """
    found = list(row.reasons)
    found += [f"has no price here {'at' if 'x' in move.asked else 'for'} {_what(move)}" for move in row.moves]
    otherwise = "".join(entry.model.life.otherwise for entry in row.entries if entry.model.life.shut_down == row.ends)
    if gone(row.ends, today):
        found.append(f"no longer sold since {row.ends}{otherwise}")
    elif not lives_through(row.ends, scenario):
        found.append(f"ends {row.ends}{otherwise}")
    found += dict.fromkeys(entry.model.no_api for entry in row.entries if entry.model.no_api)
    return found


def _what(move: Move) -> str:
    return move.asked if "x" in move.asked else f"{move.asked} quality"


def on_sale(table: Table, today: dt.date) -> list[tuple[Decimal, Row]]:
    """The priced rows that somebody can buy, and what they cost a month, cheapest first: what is ranked."""
    return [(cost, row) for cost, row in table.priced if not gone(row.ends, today)]


def times_cheapest(row: Row, table: Table, today: dt.date) -> Decimal | None:
    """The bill as a multiple of the cheapest one on sale; None for what nobody can buy any more."""
    ranked = on_sale(table, today)
    if not ranked or not ranked[0][0] or row.per_month is None or gone(row.ends, today):
        return None
    return (row.per_month / ranked[0][0]).quantize(Decimal("1e-12"))


def crossings(table: Table, today: dt.date) -> list[Crossing]:
    """Volumes at which two services on sale change places, which takes one that bills in steps; by volume."""
    metered = [(row, row.meter) for row in table.rows if row.meter is not None and not gone(row.ends, today)]
    found = []
    for (row, meter), (other, against) in itertools.combinations(metered, 2):
        if not (isinstance(meter, Proportional) and isinstance(against, Proportional)):
            found += _crossing(row, meter, other, against, table.scenario.days)
    return sorted(found, key=lambda crossing: crossing.images)


def _crossing(row: Row, meter: Meter, other: Row, against: Meter, days: int) -> list[Crossing]:
    """The last crossing of two bills, found on the grid and then to the image."""

    def cheaper(images: Numbers) -> npt.NDArray[np.bool_]:
        return meter.cost(images * days) < against.cost(images * days)

    on_grid = cheaper(_GRID)
    changes = np.flatnonzero(on_grid[1:] != on_grid[:-1])
    if not len(changes):
        return []
    at = int(changes[-1])
    between = np.arange(int(_GRID[at]), int(_GRID[at + 1]) + 1, dtype=np.float64)
    within = cheaper(between)
    last = int(np.flatnonzero(within[1:] != within[:-1])[-1])
    images = int(between[last + 1])
    below = np.arange(SMALLEST, images, dtype=np.float64) * days
    costs = meter.cost(below), against.cost(below)
    if within[last]:
        return [Crossing(images, row, other, bool((costs[0] <= costs[1]).all()))]
    return [Crossing(images, other, row, bool((costs[1] <= costs[0]).all()))]


def volumes(scenario: Scenario) -> Numbers:
    """Images a day for the volume chart: from 10 to 1,000,000, the plan's own among them."""
    grid = np.unique(np.round(np.geomspace(SMALLEST, LARGEST, 61)))
    return np.union1d(grid, [float(max(scenario.images, 1))])

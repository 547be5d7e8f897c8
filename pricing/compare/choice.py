"""Reading a comparison: which service to choose, and at which volumes the answer changes."""

import datetime as dt
import itertools
import math
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pricing.compare import messages
from pricing.compare.meter import Numbers, Proportional, Seats
from pricing.compare.rows import AsPlanned, Candidate, Part, PricedRow, Row
from pricing.compare.table import Table
from pricing.prices.life import gone, lives_until
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.values.exact import EXACT, quotient, total_of_all
from pricing.wording.messages import Message, as_written, named

SMALLEST, LARGEST = 10, 1_000_000
_GRID = np.unique(np.round(np.geomspace(SMALLEST, LARGEST, 241)))
"""Images a day at which two bills are compared before the exact volume is searched for."""


class Recommendation(NamedTuple):
    """The service to choose."""

    row: PricedRow
    saving: Decimal | None
    """USD a month against the scenario at present; None where that has no price."""
    needed_from: dt.date | None
    """Day the first model of the scenario ends, when that is within the horizon."""


class Crossing(NamedTuple):
    """The last change of places: from `images` a day on, `cheaper_above` costs no more than `cheaper_below`."""

    images: int
    """Of all workloads together, in the proportion that they have."""
    cheaper_below: PricedRow
    cheaper_above: PricedRow
    always_below: bool
    """Whether `cheaper_below` costs no more at every volume below; else the two change places there too."""


def choose(table: Table, today: dt.date) -> Recommendation | None:
    """The cheapest of a comparison that fits: nothing keeps it from taking the scenario (`obstacles`)."""
    scenario, present = table.scenario, table.present
    best = next((row for row in table.priced if not obstacles(row, scenario, today)), None)
    if best is None:
        return None
    saving = None if present.per_month is None else EXACT.subtract(present.per_month, best.per_month)
    within = present.ends is not None and present.ends < scenario.end.first_day
    return Recommendation(best, saving, present.ends if within else None)


def obstacles(row: Row, scenario: Scenario, today: dt.date) -> list[Message]:
    """What keeps a candidate from taking the scenario as it is asked for.

    A service fits that has a price for every quality and size asked for, can be called by a program, and can be
    bought today and until the horizon ends.
    """
    lacks = [(part.workload.name, text) for part in row.parts for text in missing(part)]
    return [*row.reasons, *named(lacks, len(row.parts)), *closed(row.candidate, scenario, today)]


def missing(part: Part) -> list[Message]:
    """What a workload asks for that has no price there."""
    return [messages.no_price_for(move) for move in part.moves]


def closed(candidate: Candidate, scenario: Scenario, today: dt.date) -> list[Message]:
    """What keeps a candidate from taking any workload: its end, or that no program may call it."""
    models, ends = [entry.model for entry in candidate.entries], candidate.ends
    others = [day for model in models if model.life.shut_down == ends for day in model.life.ends[1:]]
    reasons: list[Message] = []
    if ends is not None and gone(ends, today):
        reasons.append(messages.no_longer_sold(ends, others))
    elif ends is not None and not lives_until(ends, scenario.end):
        reasons.append(messages.ends(ends, others))
    return [*reasons, *no_program(candidate)]


def no_program(candidate: Candidate) -> list[Message]:
    """Why no program may call a candidate."""
    notes = dict.fromkeys(entry.model.no_api for entry in candidate.entries if entry.model.no_api)
    return [as_written(note) for note in notes]


def on_sale(table: Table, today: dt.date) -> list[PricedRow]:
    """The priced rows that somebody can buy, cheapest first: what is ranked."""
    return [row for row in table.priced if not gone(row.ends, today)]


def times_cheapest(row: Row, table: Table, today: dt.date) -> Decimal | None:
    """The bill as a multiple of the cheapest one on sale; None for what nobody can buy any more."""
    ranked = on_sale(table, today)
    if not ranked or not ranked[0].per_month or row.per_month is None or gone(row.ends, today):
        return None
    return quotient(row.per_month, ranked[0].per_month)


def most_by_hand(row: Row) -> int | None:
    """Images a day that one person makes there; None where a program may, or where a plan has no limit."""
    if not isinstance(row.meter, Seats) or row.meter.by_hand is None:
        return None
    return math.floor(row.meter.by_hand / row.days)


def crossings(table: Table, today: dt.date) -> list[Crossing]:
    """Volumes at which two candidates on sale change places, which takes one that bills in steps; by volume.

    Up to what people make by hand, where one of the two is only for people.
    """
    metered = [row for row in table.rows if isinstance(row, PricedRow) and not gone(row.ends, today)]
    crossed: list[Crossing] = []
    for row, other in itertools.combinations(metered, 2):
        if not (isinstance(row.meter, Proportional) and isinstance(other.meter, Proportional)):
            crossed += _crossing(row, other, table.scenario.days)
    return sorted(crossed, key=lambda crossing: crossing.images)


def _crossing(row: PricedRow, other: PricedRow, days: int) -> list[Crossing]:
    """The last crossing of two bills, found on the grid and then to the image."""
    meter, against = row.meter, other.meter

    def cheaper(images: Numbers) -> npt.NDArray[np.bool_]:
        return meter.cost(images * days) < against.cost(images * days)

    most = min(each for each in (most_by_hand(row), most_by_hand(other), LARGEST) if each is not None)
    grid = np.unique(np.minimum(_GRID, most))
    on_grid = cheaper(grid)
    changes = np.flatnonzero(on_grid[1:] != on_grid[:-1])
    if not len(changes):
        return []
    at = int(changes[-1])
    between = np.arange(int(grid[at]), int(grid[at + 1]) + 1, dtype=np.float64)
    within = cheaper(between)
    last = int(np.flatnonzero(within[1:] != within[:-1])[-1])
    images = int(between[last + 1])
    below = np.arange(SMALLEST, images, dtype=np.float64) * days
    costs = meter.cost(below), against.cost(below)
    if within[last]:
        return [Crossing(images, row, other, bool((costs[0] <= costs[1]).all()))]
    return [Crossing(images, other, row, bool((costs[1] <= costs[0]).all()))]


def volumes(table: Table) -> Numbers:
    """Images a day of all workloads for the volume chart: from 10 to 1,000,000.

    The scenario's is among them, and the most that people make by hand.
    """
    grid = np.unique(np.round(np.geomspace(SMALLEST, LARGEST, 61)))
    most = [each for row in table.rows if (each := most_by_hand(row)) is not None and SMALLEST <= each <= LARGEST]
    return np.union1d(grid, [float(max(table.scenario.images, 1)), *map(float, most)])


class CheapestForOne(NamedTuple):
    """A workload, and the cheapest service that fits it."""

    workload: Workload
    row: Row | None
    """Where the service stands in the comparison, whatever the other workloads cost there; None where none fits."""
    cost: Decimal | None
    """USD a month of this workload there."""


class CheapestForEach(NamedTuple):
    """The cheapest service for each workload, in their order."""

    workloads: tuple[CheapestForOne, ...]
    total: Decimal | None
    """USD a month; None where no service fits one of them."""
    saving: Decimal | None
    """USD a month against the scenario at present; None where either has no price."""


def cheapest_for_each(table: Table, today: dt.date) -> CheapestForEach:
    """What each workload costs on the cheapest service of a comparison that fits it and is on sale.

    Of the services that bill by token or image: seats and machines are paid for all workloads together, so one of
    them has no cost of its own there.
    """
    taken = tuple(_cheapest(place, table, today) for place in range(len(table.scenario.workloads)))
    cost, present = total_of_all(each.cost for each in taken), table.present.per_month
    saving = None if cost is None or present is None else EXACT.subtract(present, cost)
    return CheapestForEach(taken, cost, saving)


def _cheapest(place: int, table: Table, today: dt.date) -> CheapestForOne:
    """For the workload at a place; of those that cost the same its own model, or else the first."""
    workload = table.scenario.workloads[place]
    fit = [
        (part.per_image, row)
        for row in sorted(table.rows, key=lambda row: row.key != workload.model)
        if (part := row.parts[place]).per_image is not None
        and not part.moves
        and not isinstance(row.candidate.subject, AsPlanned)
        and not closed(row.candidate, table.scenario, today)
    ]
    if not fit:
        return CheapestForOne(workload, None, None)
    _, best = min(fit, key=lambda priced: priced[0])
    return CheapestForOne(workload, best, best.parts[place].per_month(table.scenario.days))

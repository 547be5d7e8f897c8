"""Conclusions from a comparison: which service to choose, and at which volumes the choice changes."""

import datetime as dt
import itertools
import math
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pricing.bill.placement import SizeMove, nearest_tier
from pricing.compare.fits import messages
from pricing.compare.fits.capacity import capacity
from pricing.compare.fits.needs import Fit, entries_of, fit, loads
from pricing.compare.live import standing
from pricing.compare.messages import counted_instead
from pricing.compare.meter import Numbers, Proportional, Seats
from pricing.compare.rows import AsPlanned, Candidate, Part, PricedRow, Row
from pricing.compare.table import Table
from pricing.prices import PriceBooks
from pricing.prices.life import gone
from pricing.prices.schema import Tier
from pricing.prices.services import Buys
from pricing.scenario.scenario import alone
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
    """USD a month less than the present scenario; None if that has no price."""
    needed_from: dt.date | None
    """The day on which the first model of the scenario ends within the horizon; None if none does."""


class Crossing(NamedTuple):
    """The highest volume at which two bills cross: from `images` a day on, `cheaper_above` costs no more."""

    images: int
    """Images a day of all workloads together, in their present proportion."""
    cheaper_below: PricedRow
    cheaper_above: PricedRow
    always_below: bool
    """Whether `cheaper_below` costs no more at every lower volume; False if the two bills cross there again."""


def choose(table: Table, books: PriceBooks, today: dt.date) -> Recommendation | None:
    """The cheapest service of a comparison that fits, of equal costs the first by `standing`; None if none does."""
    scenario, present, key = table.scenario, table.present, standing(table.scenario, books)
    ranked = sorted(table.priced, key=lambda row: (row.per_month, key(_models(row))))
    best = next((row for row in ranked if fit_of_row(row, table, books, today).answer == "yes"), None)
    if best is None:
        return None
    saving = None if present.per_month is None else EXACT.subtract(present.per_month, best.per_month)
    within = present.ends is not None and present.ends < scenario.end.first_day
    return Recommendation(best, saving, present.ends if within else None)


def _models(row: Row) -> list[str]:
    return [entry.model.id for entry in row.entries]


def fit_of_row(row: Row, table: Table, books: PriceBooks, today: dt.date) -> Fit:
    """Whether a candidate meets the needs of every workload of the scenario.

    A candidate without a price for a quality or size is not known to fit. An own service that is no model of the book
    fits if it has a price: what it makes, only the user knows.
    """
    met = fit(table.compared, _bought_of_row(row, table), _cost_a_day(row.per_month, row.days), books, today)
    return Fit(met.denied, (*row.reasons, *instead(row, made=True), *met.unknown))


def capacity_of_row(row: Row, table: Table, books: PriceBooks) -> Message:
    """Whether the documented limits of a candidate carry the volume, for each of its models if they differ."""
    carried = loads(table.compared, _bought_of_row(row, table), _cost_a_day(row.per_month, row.days))
    texts: dict[Message, list[str]] = {}
    for model, load in carried.items():
        for entry in entries_of(model, books):
            texts.setdefault(capacity(entry, load).text, []).append(entry.model.name)
    if not texts:
        return messages.limit_is_yours() if row.own else messages.ask_the_vendor()
    if len(texts) == 1:
        return next(iter(texts))
    return messages.of_models([(names, text) for text, names in texts.items()])


def _cost_a_day(per_month: Decimal | None, days: int) -> Decimal | None:
    return None if per_month is None else quotient(per_month, Decimal(days))


def _bought_of_row(row: Row, table: Table) -> list[dict[Tier, Buys]]:
    """What the tiers of each workload buy at the candidate."""
    return [_bought(part, row, workload) for part, workload in zip(row.parts, table.compared.workloads, strict=True)]


def _bought(part: Part, row: Row, workload: Workload) -> dict[Tier, Buys]:
    """What each tier with a share, or the nearest tier on sale, buys; empty if the candidate is no model."""
    buys = part.buys
    if not buys and row.own is not None and row.entries:
        model = row.entries[0].model
        buys = {tier: Buys(model.id, name) for tier, name in model.tiers.items()}
    return {tier: buys[nearest_tier(tier, buys)] for tier, _ in workload.quality.shares()} if buys else {}


def instead(row: Row, made: bool = False) -> list[Message]:
    """The tiers and sizes that a candidate replaces; with `made` only those that it makes but has no price for."""
    names = {entry.model.id: entry.model.name for entry in row.entries}
    planned = isinstance(row.candidate.subject, AsPlanned)
    lacks = [
        (part.workload.name, counted_instead(names[part.workload.model] if planned else row.name, move))
        for part in row.parts
        for move in part.moves
        if not made or not isinstance(move, SizeMove) or move.makes
    ]
    return named(lacks, len(row.parts))


def no_program(candidate: Candidate) -> list[Message]:
    """The reasons why programs may not call a candidate."""
    notes = dict.fromkeys(entry.model.no_api for entry in candidate.entries if entry.model.no_api)
    return [as_written(note) for note in notes]


def on_sale(table: Table, today: dt.date) -> list[PricedRow]:
    """The priced rows that can be bought today, cheapest first; only these are ranked."""
    return [row for row in table.priced if not gone(row.ends, today)]


def times_cheapest(row: Row, table: Table, today: dt.date) -> Decimal | None:
    """The bill as a multiple of the cheapest one on sale; None for a row that can no longer be bought."""
    ranked = on_sale(table, today)
    if not ranked or not ranked[0].per_month or row.per_month is None or gone(row.ends, today):
        return None
    return quotient(row.per_month, ranked[0].per_month)


def most_by_hand(row: Row) -> int | None:
    """Images a day that one person can make; None if programs may call it or a plan has no limit."""
    if not isinstance(row.meter, Seats) or row.meter.by_hand is None:
        return None
    return math.floor(row.meter.by_hand / row.days)


def crossings(table: Table, today: dt.date) -> list[Crossing]:
    """The crossings of the bills of two candidates on sale, by volume. One of the two bills in steps (seats, hours).

    If programs may not call one of the two, only volumes that people can make by hand are searched.
    """
    metered = [row for row in table.rows if isinstance(row, PricedRow) and not gone(row.ends, today)]
    crossed: list[Crossing] = []
    for row, other in itertools.combinations(metered, 2):
        if not (isinstance(row.meter, Proportional) and isinstance(other.meter, Proportional)):
            crossed += _crossing(row, other, table.scenario.days)
    return sorted(crossed, key=lambda crossing: crossing.images)


def _crossing(row: PricedRow, other: PricedRow, days: int) -> list[Crossing]:
    """The highest crossing of two bills: searched on a grid of volumes first, then exactly; empty if there is none."""
    meter, against = row.meter, other.meter

    def cheaper(images: Numbers) -> npt.NDArray[np.bool_]:
        return meter.cost(images * days) < against.cost(images * days)

    most = min(limit for limit in (most_by_hand(row), most_by_hand(other), LARGEST) if limit is not None)
    grid = np.unique(np.minimum(_GRID, most))
    on_grid = cheaper(grid)
    changes = np.flatnonzero(on_grid[1:] != on_grid[:-1])
    if not len(changes):
        return []
    last_before = int(changes[-1])
    between = np.arange(int(grid[last_before]), int(grid[last_before + 1]) + 1, dtype=np.float64)
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

    They include the scenario's volume and the most that people can make by hand.
    """
    grid = np.unique(np.round(np.geomspace(SMALLEST, LARGEST, 61)))
    most = [
        by_hand for row in table.rows if (by_hand := most_by_hand(row)) is not None and SMALLEST <= by_hand <= LARGEST
    ]
    return np.union1d(grid, [float(max(table.scenario.images, 1)), *map(float, most)])


class CheapestForOne(NamedTuple):
    """A workload, and the cheapest service that fits it."""

    workload: Workload
    row: Row | None
    """The row of the service in the comparison of all workloads; None where no service fits."""
    cost: Decimal | None
    """USD a month of this workload there."""


class CheapestForEach(NamedTuple):
    """The cheapest service for each workload, in their order."""

    workloads: tuple[CheapestForOne, ...]
    total: Decimal | None
    """USD a month; None if no service fits one of the workloads."""
    saving: Decimal | None
    """USD a month less than the present scenario; None if either has no price."""


def cheapest_for_each(table: Table, books: PriceBooks, today: dt.date) -> CheapestForEach:
    """The cheapest service of a comparison for each workload alone.

    Only services that bill by token or image: seats and machines are paid for all workloads together, so a single
    workload has no cost there.
    """
    taken = tuple(_cheapest(place, table, books, today) for place in range(len(table.scenario.workloads)))
    cost, present = total_of_all(part.cost for part in taken), table.present.per_month
    saving = None if cost is None or present is None else EXACT.subtract(present, cost)
    return CheapestForEach(taken, cost, saving)


def _cheapest(place: int, table: Table, books: PriceBooks, today: dt.date) -> CheapestForOne:
    """The cheapest service that fits one workload; of equal costs the first by `standing`."""
    workload = table.scenario.workloads[place]
    key = standing(alone(workload, table.scenario), books)
    fitting = [
        (part.per_image, key(_models(row)), row)
        for row in table.rows
        if (part := row.parts[place]).per_image is not None
        and not part.moves
        and not isinstance(row.candidate.subject, AsPlanned)
        and _fits_alone(row, place, table, books, today)
    ]
    if not fitting:
        return CheapestForOne(workload, None, None)
    *_, best = min(fitting, key=lambda priced: priced[:2])
    return CheapestForOne(workload, best, best.parts[place].per_month(table.scenario.days))


def _fits_alone(row: Row, place: int, table: Table, books: PriceBooks, today: dt.date) -> bool:
    """Whether a candidate meets the needs of one of the workloads, without regard to the others."""
    part, workload = row.parts[place], table.compared.workloads[place]
    cost_a_day = _cost_a_day(part.per_month(row.days), row.days)
    of_one = replace(table.compared, workloads=(workload,))
    return fit(of_one, [_bought(part, row, workload)], cost_a_day, books, today).answer == "yes"

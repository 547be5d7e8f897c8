"""The cheapest service for each workload of a scenario, and what all of them cost together."""

import datetime as dt
from decimal import Decimal, localcontext
from typing import NamedTuple

from pricing.compare.choice import closed
from pricing.compare.rows import AsPlanned, Row
from pricing.compare.table import Table
from pricing.scenario.workload import Workload
from pricing.values.exact import EXACT


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
    costs = [each.cost for each in taken if each.cost is not None]
    if len(costs) < len(taken):
        return CheapestForEach(taken, None, None)
    with localcontext(EXACT):
        total = sum(costs, Decimal(0))
        present = table.present.per_month
        return CheapestForEach(taken, total, None if present is None else present - total)


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

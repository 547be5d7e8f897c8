"""Which workloads of two scenarios are the same, by name."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from pricing.scenario.scenario import FIRST_NAME, Scenario
from pricing.scenario.workload import Workload, folded


class Matching(NamedTuple):
    """The workloads of two scenarios, matched by name; all have names where one of the scenarios has several."""

    pairs: tuple[tuple[Workload, Workload], ...]
    """Pairs of workloads that both scenarios have, before and after, in the order of the first scenario."""
    removed: tuple[Workload, ...]
    """Workloads that only the first scenario has."""
    added: tuple[Workload, ...]
    """Workloads that only the second scenario has."""
    reordered: bool
    """Whether the workloads of both are in another order in the second scenario."""


def matched(before: Scenario, after: Scenario) -> Matching:
    """Match workloads of the same name, and two workloads that are each the only one of their scenario.

    A workload without a name is matched by the name that it would get as the first of several.
    """
    if not before.several and not after.several:
        return Matching(((before.workloads[0], after.workloads[0]),), (), (), False)
    was, now = _by_name(before.workloads), _by_name(after.workloads)
    both = [name for name in was if name in now]
    return Matching(
        tuple((was[name], now[name]) for name in both),
        tuple(workload for name, workload in was.items() if name not in now),
        tuple(workload for name, workload in now.items() if name not in was),
        both != [name for name in now if name in was],
    )


def _by_name(workloads: Iterable[Workload]) -> dict[str, Workload]:
    named = (replace(workload, name=workload.name or FIRST_NAME) for workload in workloads)
    return {folded(workload.name): workload for workload in named}

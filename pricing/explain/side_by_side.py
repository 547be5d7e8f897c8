"""Scenarios side by side: their values of every field."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pricing.bill.bills import Bill
from pricing.bill.estimate import estimate
from pricing.explain import messages
from pricing.explain.changes import bought, in_words
from pricing.prices import PriceBooks
from pricing.prices.services import Service, services
from pricing.scenario.comparison import Comparison
from pricing.scenario.fields import FIELDS, NAME, OF
from pricing.scenario.in_words import in_a_row, own_service
from pricing.scenario.scenario import FIRST_NAME, Scenario
from pricing.scenario.workload import Workload, folded
from pricing.wording.messages import words


class WorkloadRow(NamedTuple):
    """A workload that some of the scenarios do not have, with its bill in the others."""

    name: str
    bills: tuple[Bill | None, ...]


class FieldRow(NamedTuple):
    """One field, and its value in each of the scenarios."""

    label: str
    """The label of the field, with the name of the workload where a scenario has several."""
    values: tuple[str, ...]

    @property
    def differs(self) -> bool:
        return len(set(self.values)) > 1


ByName = Sequence[Mapping[str, Workload]]
"""By scenario: matching name -> workload."""


def apart(scenarios: Sequence[Scenario], books: PriceBooks) -> list[WorkloadRow]:
    """The rows of workloads that some of the scenarios do not have, in the order of the link."""
    by_name, names = _by_name(scenarios)
    bills = [
        dict(zip(workloads, estimate(scenario, books).bills, strict=True))
        for workloads, scenario in zip(by_name, scenarios, strict=True)
    ]
    return [
        WorkloadRow(name, tuple(costs.get(key) for costs in bills))
        for key, name in names.items()
        if not all(key in workloads for workloads in by_name)
    ]


def side_by_side(scenarios: Sequence[Scenario], books: PriceBooks) -> list[FieldRow]:
    """The fields of some scenarios in the order of the link; workloads of one name stand in one row.

    Workloads that some scenarios do not have are left out: see `apart`. The comparison has rows if one scenario has
    one; the others then have the start values.
    """
    rows = [*_terms_and_workloads(scenarios, books.model_names)]
    if any(scenario.comparison for scenario in scenarios):
        compared = [scenario.comparison or Comparison() for scenario in scenarios]
        rows += _compared(compared, services(books.listed), books.model_names)
    return rows


def _terms_and_workloads(scenarios: Sequence[Scenario], models: Mapping[str, str]) -> Iterator[FieldRow]:
    by_name, names = _by_name(scenarios)
    named = any(scenario.several for scenario in scenarios)
    for field in FIELDS.values():
        if field.of == "scenario":
            yield FieldRow(
                field.label, tuple(in_words(field.key, getattr(scenario, field.key), models) for scenario in scenarios)
            )
        elif field.of == "workload" and not (named and field is NAME):
            for key, name in names.items():
                if all(key in workloads for workloads in by_name):
                    values = (in_words(field.key, getattr(workloads[key], field.key), models) for workloads in by_name)
                    label = words(messages.of_workload(name, field.label)) if named else field.label
                    yield FieldRow(label, tuple(values))


def _by_name(scenarios: Sequence[Scenario]) -> tuple[ByName, dict[str, str]]:
    """The workloads of each scenario by folded name, and how each name is first written.

    Where every scenario has one workload, the name of each is empty, so that they match.
    """
    named = any(scenario.several for scenario in scenarios)
    by_name = [
        {folded(workload.name or FIRST_NAME) if named else "": workload for workload in scenario.workloads}
        for scenario in scenarios
    ]
    names: dict[str, str] = {}
    for workloads in by_name:
        for key, workload in workloads.items():
            names.setdefault(key, workload.name or FIRST_NAME)
    return by_name, names


def _compared(
    comparisons: Sequence[Comparison], known: Mapping[str, Service], models: Mapping[str, str]
) -> Iterator[FieldRow]:
    for field in OF["comparison"]:
        match field.key:
            case "services":
                texts = [", ".join(known[key].name for key in compared.services) for compared in comparisons]
                yield FieldRow(field.label, tuple(text or words(messages.NONE) for text in texts))
            case "map":
                yield from _mapped(comparisons, known)
            case "own":
                owned = [
                    in_a_row(words(messages.own_service(own.name, own_service(own, known))) for own in comparison.own)
                    for comparison in comparisons
                ]
                yield FieldRow(field.label, tuple(text or words(messages.NONE) for text in owned))
            case _:
                yield FieldRow(
                    field.label,
                    tuple(in_words(field.key, getattr(comparison, field.key), models) for comparison in comparisons),
                )


def _mapped(comparisons: Sequence[Comparison], known: Mapping[str, Service]) -> Iterator[FieldRow]:
    """What low, medium and high quality buy, at each service where one scenario has it otherwise."""
    for key in dict.fromkeys(key for compared in comparisons for key, _ in compared.map):
        names = [compared.mapped(key) or known[key].start_names() for compared in comparisons]
        label = words(messages.tiers_at(known[key].name))
        row = FieldRow(label, tuple(", ".join(map(bought, names_of_service)) for names_of_service in names))
        if row.differs:
            yield row

"""The workload that the controls show: its fields in the link, its keys among the controls."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pricing.scenario.fields import FIELDS, kinds, numbered
from pricing.scenario.kinds import Number
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from ui.controls import boxes, widgets
from ui.state import catalogue, session


@dataclass(frozen=True)
class Chosen:
    """One workload of the session's scenario."""

    scenario: Scenario
    place: int
    """From 0."""

    @classmethod
    def of(cls, scenario: Scenario) -> "Chosen":
        return cls(scenario, session.place(scenario))

    @property
    def workload(self) -> Workload:
        return self.scenario.workloads[self.place]

    def key(self, field: str) -> str:
        """The key of a field in the link: `images`, or `2.images`; what all workloads share has one."""
        return numbered(self.place + 1, field) if FIELDS[field].of == "workload" else field

    def widget(self, name: str) -> str:
        """The key of a control: one of its own for each workload, so that none shows what another one had."""
        return name if self.place == 0 else f"{name}_{self.place + 1}"

    def value(self, field: str) -> Any:
        """What the scenario has in a field of the workload, or in one that all share."""
        return getattr(self.workload if FIELDS[field].of == "workload" else self.scenario, field)

    def number(self, field: str, label: str | None = None, **more: Any) -> None:
        """A box for a number of the workload, or of what all share, under the field's own label."""
        of = FIELDS[field]
        kind = kinds(catalogue.price_books(), catalogue.today())[field]
        assert isinstance(kind, Number)
        key = self.key(field)
        emptied = {key: None} if of.optional else None
        widget = self.widget(f"{field}_box") if of.of == "workload" else f"{field}_box"
        boxes.number(widget, label or of.label, kind, self.value(field), key, emptied=emptied, **more)

    def to(self, field: str, text: Callable[[Any], str] = str) -> widgets.Change:
        """The change of a control whose value is a field of the workload, written as `text` does."""
        return widgets.to(self.key(field), text)

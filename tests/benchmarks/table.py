"""The table that the benchmark prints: one row a measure, with its target where it has one."""

import operator
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

COLUMNS = ("measure", "baseline", "planner", "ratio", "target")
_COMPARE = {"<=": operator.le, ">=": operator.ge}


@dataclass(frozen=True)
class Target:
    """What a row should reach."""

    sign: Literal["<=", ">="]
    value: float
    of_ratio: bool = True
    """Whether it is about planner/baseline, else about the planner's own figure."""
    unit: str = ""

    def verdict(self, planner: float, ratio: float) -> str:
        reached = _COMPARE[self.sign](ratio if self.of_ratio else planner, self.value)
        unit = "x" if self.of_ratio else f" {self.unit}"
        return f"{self.sign} {self.value:g}{unit} {'reached' if reached else 'missed'}"


@dataclass(frozen=True)
class Row:
    """One measure of both apps."""

    measure: str
    baseline: float
    planner: float
    places: int = 0
    """Decimals shown."""
    target: Target | None = None
    has_ratio: bool = True

    def cells(self) -> tuple[str, ...]:
        ratio = self.planner / self.baseline if self.baseline else float("inf")
        return (
            self.measure,
            f"{self.baseline:,.{self.places}f}",
            f"{self.planner:,.{self.places}f}",
            f"{ratio:.2f}" if self.has_ratio else "",
            self.target.verdict(self.planner, ratio) if self.target else "",
        )


def row(
    measure: str, figures: Iterable[float], places: int = 0, target: Target | None = None, has_ratio: bool = True
) -> Row:
    """A row of the baseline's figure and the planner's."""
    baseline, planner = figures
    return Row(measure, baseline, planner, places, target, has_ratio)


def written(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Rows of cells under their headings, text to the left and figures to the right."""
    lines = [columns, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join(
        "  ".join(
            cell.rjust(width) if 0 < place < len(widths) - 1 else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )

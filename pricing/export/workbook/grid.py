"""The rows of the sheet of input cells, from top to bottom: a label, values by column, what they take, a note."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

from pricing.export.workbook import inputs
from pricing.export.workbook.inputs import Input, Value
from pricing.export.workbook.sheet import Sheet, absolute
from pricing.export.workbook.table import Billed
from pricing.scenario.kinds import Kind

FULL = "OK"
"""What a check says of shares that add up to 100%."""
SHARED = 1
"""The column of what holds for the whole scenario; workloads stand beside it, a single one stands in it."""


class Grid:
    """Writes one row after another."""

    def __init__(self, sheet: Sheet, row: int, workloads: Sequence[Billed]) -> None:
        self.sheet, self.row, self.workloads = sheet, row, workloads
        self._takes = len(sheet.widths) - 2
        self._note = len(sheet.widths) - 1

    @property
    def columns(self) -> Iterator[tuple[int, Billed]]:
        """The workloads with the column of each."""
        return enumerate(self.workloads, SHARED if len(self.workloads) == 1 else SHARED + 1)

    def section(self, title: str) -> None:
        self.sheet.band(self.row, "section", {0: title})
        self.row += 1

    def shared(self, label: str, kind: Kind, cell: Input, value: Value) -> None:
        """An input cell of the whole scenario."""
        self._inputs(label, kind, cell, {SHARED: (cell.name, value)})

    def each(self, label: str, kind: Kind, cell: Input, value_of: Callable[[Billed], Value], lever: str) -> None:
        """An input cell for each workload."""
        values = {at: (each.typed(cell.name, lever), value_of(each)) for at, each in self.columns}
        self._inputs(label, kind, cell, values)

    def shares(self, label: str, cell: Input, share_of: Callable[[Billed], int | None], lever: str = "") -> None:
        """A share of the mix of each workload; none where a workload has no such part."""
        shares = {at: (each.typed(cell.name, lever), share_of(each)) for at, each in self.columns}
        self._inputs(label, inputs.SHARE, cell, {at: share for at, share in shares.items() if share[1] is not None})

    def check(self, label: str, name: str, rows: int) -> None:
        """Whether the shares in the rows above add up to 100%, for each workload."""
        self.sheet.text(self.row, 0, f"{label} add up to 100%?")
        for column, each in self.columns:
            total = f"SUM({absolute(self.row - rows, column)}:{absolute(self.row - 1, column)})"
            formula = f'=IF(ROUND({total},6)=1,"{FULL}","Adds up to "&ROUND(100*{total},2)&"%, not 100%")'
            self.sheet.formula(self.row, column, formula, FULL, style="left")
            warn_unless_full(self.sheet, self.row, column)
            self.sheet.book.name(each.cell(name), self.sheet, self.row, column)
        self.row += 1

    def facts(self, label: str, facts: Mapping[int, str | dt.date], note: str = "") -> None:
        """What nobody can change here, by column."""
        self.sheet.text(self.row, 0, label)
        for column, fact in facts.items():
            if isinstance(fact, str):
                self.sheet.text(self.row, column, fact, "left")
            else:
                self.sheet.day(self.row, column, fact, style="left")
        self.sheet.text(self.row, self._note, note, "note")
        self.row += 1

    def _inputs(self, label: str, kind: Kind, cell: Input, values: Mapping[int, tuple[str, Value]]) -> None:
        self.sheet.text(self.row, 0, label)
        rule = inputs.validation(label, kind, cell.number)
        for column, (name, value) in values.items():
            inputs.write(self.sheet, self.row, column, value, cell.number)
            self.sheet.cells.data_validation(self.row, column, self.row, column, rule)
            self.sheet.book.name(name, self.sheet, self.row, column)
        self.sheet.text(self.row, self._takes, kind.accepts, "note")
        self.sheet.text(self.row, self._note, cell.note, "note")
        self.row += 1


def warn_unless_full(sheet: Sheet, row: int, column: int) -> None:
    """Show a check in red as long as it does not say OK."""
    red = sheet.book.file.add_format({"bold": True, "font_color": "#B3261E"})
    sheet.cells.conditional_format(
        row, column, row, column, {"type": "cell", "criteria": "!=", "value": f'"{FULL}"', "format": red}
    )

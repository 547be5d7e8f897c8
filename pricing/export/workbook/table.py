"""Tables whose formulas name columns by key and input cells by name."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name

from pricing.bill.bills import Bill
from pricing.export.workbook.parts import Parts
from pricing.export.workbook.sheet import Figure, Sheet, absolute


class Billed(NamedTuple):
    """One workload of the workbook."""

    number: int | None
    """Its place from 1 on; None where it is the only one."""
    bill: Bill
    parts: Parts

    def cell(self, name: str) -> str:
        """The name of one of its cells: `images_a_day`, or `images_a_day_2` for the second of several."""
        return name if self.number is None else f"{name}_{self.number}"

    def planned(self, name: str) -> str:
        """The name of the cell that one of its values is typed in, where `cell` is what counts of its range."""
        return f"planned_{self.cell(name)}"

    def typed(self, name: str, lever: str) -> str:
        """The name of the cell that the value of a lever is typed in."""
        ranged = any(each.lever == lever for each in self.bill.workload.ranges)
        return self.planned(name) if ranged else self.cell(name)


class Column(NamedTuple):
    """One column of a table."""

    heading: str
    width: float
    number: str = "general"
    formula: str = ""
    """With columns of its row by key, and cells of its workload by name, in braces."""
    style: str = "figure"


LEAD: Mapping[str, Column] = {"place": Column("No.", 6, "count"), "name": Column("Workload", 24)}
"""The first columns of a table that tells several workloads apart: by number in formulas, by name for people."""


class Table:
    """Where the columns of a table stand."""

    def __init__(self, columns: Mapping[str, Column]) -> None:
        self.columns = columns
        self.at = {key: place for place, key in enumerate(columns)}
        self._letters = {key: xl_col_to_name(place) for key, place in self.at.items()}

    @property
    def headings(self) -> list[str]:
        return [column.heading for column in self.columns.values()]

    @property
    def widths(self) -> list[float]:
        return [column.width for column in self.columns.values()]

    def places(self, keys: Iterable[str]) -> list[int]:
        """Where those of some columns stand that the table has."""
        return [self.at[key] for key in keys if key in self.at]

    def cell(self, key: str, row: int) -> str:
        """The cell of a column, as in `C5`; rows count from 0."""
        return f"{self._letters[key]}{row + 1}"

    def down(self, key: str, first: int, last: int) -> str:
        """The cells of a column, as in `$C$5:$C$9`."""
        return f"{absolute(first, self.at[key])}:{absolute(last, self.at[key])}"

    def lead(self, sheet: Sheet, row: int, billed: Billed, style: str) -> None:
        """Say whose row it is, where the table tells several workloads apart."""
        if billed.number is not None:
            sheet.number(row, self.at["place"], billed.number, "count", style)
            sheet.text(row, self.at["name"], billed.bill.workload.name, style)

    def formula(
        self,
        sheet: Sheet,
        row: int,
        key: str,
        figure: Figure | str,
        billed: Billed | None = None,
        formula: str | None = None,
        number: str | None = None,
    ) -> None:
        """The formula of a column, or another one, in a row, with the column's format or another one."""
        column = self.columns[key]
        written = (formula or column.formula).format_map(_References(self, row, billed))
        sheet.formula(row, self.at[key], written, figure, number or column.number, column.style)


class _References(dict[str, str]):
    """What stands for the braces of a formula: a cell of the row, or else the name of a cell of the workload."""

    def __init__(self, table: Table, row: int, billed: Billed | None) -> None:
        super().__init__()
        self._table, self._row, self._billed = table, row, billed

    def __missing__(self, key: str) -> str:
        if key in self._table.at:
            return self._table.cell(key, self._row)
        if self._billed is None:
            raise KeyError(key)
        return self._billed.cell(key)

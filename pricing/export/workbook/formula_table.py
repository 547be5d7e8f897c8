"""Tables of a sheet, whose formulas name columns by key and input cells by name."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from xlsxwriter.utility import xl_col_to_name

from pricing.bill.bills import Bill
from pricing.export.workbook import messages
from pricing.export.workbook.billable import Billables
from pricing.export.workbook.sheet_writer import Book, Sheet, Value, absolute, height_of
from pricing.wording.messages import Message, words


class Billed(NamedTuple):
    """One workload of the workbook."""

    number: int | None
    """Its place, from 1; None if it is the only one."""
    bill: Bill
    parts: Billables

    def cell(self, name: str) -> str:
        """The name of one of its cells: `images_a_day`; `images_a_day_2` for the second of several workloads."""
        return name if self.number is None else f"{name}_{self.number}"

    def planned(self, name: str) -> str:
        """The name of the input cell of a value with a range; `cell` names the cell of what counts of it."""
        return f"planned_{self.cell(name)}"

    def typed(self, name: str, lever: str) -> str:
        """The name of the input cell of a lever: `planned` if the lever has a range, else `cell`."""
        ranged = any(known.lever == lever for known in self.bill.workload.ranges)
        return self.planned(name) if ranged else self.cell(name)

    @property
    def lead(self) -> dict[str, Value]:
        """The values of the columns `LEAD`; empty for a single workload."""
        return {} if self.number is None else {"place": self.number, "name": self.bill.workload.name}


class Column(NamedTuple):
    """One column of a table."""

    heading: Message
    width: float
    number: str = "general"
    formula: str = ""
    """Names in braces are keys of columns, for the cell in the same row, or names of cells of the row's workload.

    Empty for a column of values.
    """
    style: str = "figure"


LEAD: Mapping[str, Column] = {
    "place": Column(messages.NO, 6, "count", style="cell"),
    "name": Column(messages.WORKLOAD, 24, style="cell"),
}
"""The first columns of a table of several workloads: the number, for formulas, and the name."""


class FormulaTable:
    """A table of a sheet; given a book and a name, it adds a sheet for itself."""

    def __init__(self, sheet: Sheet | tuple[Book, Message], columns: Mapping[str, Column]) -> None:
        self.columns = columns
        self.positions = {key: place for place, key in enumerate(columns)}
        self._letters = {key: xl_col_to_name(place) for key, place in self.positions.items()}
        if isinstance(sheet, tuple):
            sheet = Sheet(*sheet, [column.width for column in columns.values()])
        self.sheet = sheet

    def headings(self, row: int) -> None:
        """Write the headings; those of figures are aligned right."""
        for place, column in enumerate(self.columns.values()):
            self.sheet.put(row, place, words(column.heading), "number_header" if column.style == "figure" else "header")

    def header(self, row: int, fixed_columns: int = 0) -> None:
        """Write the headings, fix them and the first `fixed_columns` in view, and print them on every page."""
        self.headings(row)
        columns = [column for column in self.columns.values() if column.width]
        self.sheet.cells.set_row(row, max(height_of(words(column.heading), column.width) for column in columns))
        self.sheet.cells.freeze_panes(row + 1, fixed_columns)
        self.sheet.cells.repeat_rows(row)

    def write(
        self,
        row: int,
        values: Mapping[str, Value],
        workload: Billed | None = None,
        formulas: Mapping[str, str] = MappingProxyType({}),
        number: str = "",
    ) -> None:
        """Write a row. `values` are by column; for a formula, the column's own or one of `formulas`, it is the result.

        A value without a column is ignored. None leaves a cell unwritten, except a formula's and an input's.
        `number` is a format for all numbers of the row, in place of the formats of their columns.
        """
        for key, value in values.items():
            if key not in self.positions:
                continue
            column = self.columns[key]
            if formula := formulas.get(key, column.formula):
                self.formula(row, key, formula, value, workload, number=number)
            elif value is not None or column.style == "input":
                self.sheet.put(row, self.positions[key], value, column.style, number or column.number)

    def formula(
        self,
        row: int,
        key: str,
        formula: str,
        figure: Value,
        workload: Billed | None = None,
        style: str = "",
        number: str = "",
    ) -> None:
        """Write a formula and its result in a column; style and number format are the column's unless given."""
        column = self.columns[key]
        written = formula.format_map(_References(self, row, workload))
        self.sheet.formula(row, self.positions[key], written, figure, number or column.number, style or column.style)

    def total(self, row: int, texts: Mapping[str, Value], figures: Mapping[str, tuple[str, Value]]) -> None:
        """Write a row of totals: texts, and formulas with their results, by column."""
        band = {
            self.positions[key]: text for key, text in texts.items() if key in self.positions and isinstance(text, str)
        }
        self.sheet.band(row, "total_text", band)
        for key, value in texts.items():
            if not isinstance(value, str):
                self.sheet.put(row, self.positions[key], value, "total_text", self.columns[key].number)
        for key, (formula, figure) in figures.items():
            self.formula(row, key, formula, figure, style="total")

    def cell(self, key: str, row: int) -> str:
        """The reference of a cell, `C5`; `row` counts from 0."""
        return f"{self._letters[key]}{row + 1}"

    def down(self, key: str, first: int, last: int) -> str:
        """The reference of the cells of a column from one row to another, `$C$5:$C$9`."""
        return f"{absolute(first, self.positions[key])}:{absolute(last, self.positions[key])}"

    def define(self, name: str, key: str, row: int, last_row: int | None = None) -> None:
        """Give a cell of a column, or the cells down to `last_row`, a name."""
        self.sheet.define(name, row, self.positions[key], last_row)

    def validate(self, key: str, first: int, last: int, rule: Mapping[str, object]) -> None:
        """Restrict the values that the cells of a column accept."""
        self.sheet.cells.data_validation(first, self.positions[key], last, self.positions[key], rule)

    def choose(self, key: str, first: int, last: int, name: str, cases: Sequence[Message]) -> None:
        """Let people choose the cells of a column from words, which are a named list in a hidden column.

        Formulas use the position of the chosen word in that list.
        """
        column = len(self.positions) + 1
        for row, case in enumerate(cases, first):
            self.sheet.put(row, column, words(case))
        self.sheet.define(name, first, column, first + len(cases) - 1)
        self.sheet.cells.set_column(column, column, None, None, {"hidden": True})
        self.validate(key, first, last, {"validate": "list", "source": f"={name}"})

    def hide(self, key: str) -> None:
        """Hide a column that only formulas need."""
        self.sheet.cells.set_column(self.positions[key], self.positions[key], None, None, {"hidden": True})

    def mark(self, first: int, last: int, criteria: str, look: Mapping[str, object], key: str = "") -> None:
        """Format rows, or their cells in one column, by `look` where a formula, written for row `first`, is true."""
        left, right = (self.positions[key], self.positions[key]) if key else (0, len(self.positions) - 1)
        self.sheet.mark((first, left, last, right), {"type": "formula", "criteria": criteria}, look)


class _References(dict[str, str]):
    """Name in braces -> a cell of the row, if it is the key of a column, else the name of a cell of the workload."""

    def __init__(self, table: FormulaTable, row: int, workload: Billed | None) -> None:
        super().__init__()
        self._table, self._row, self._workload = table, row, workload

    def __missing__(self, key: str) -> str:
        if key in self._table.positions:
            return self._table.cell(key, self._row)
        if self._workload is None:
            raise KeyError(key)
        return self._workload.cell(key)


def half_to_even(number: str) -> str:
    """A formula: a number rounded to an integer, halves to the even one, as the engine rounds images."""
    half = f"ABS({number}-INT({number})-0.5)<0.000001"
    return f"IF({half},2*ROUND({number}/2,0),ROUND({number},0))"

"""Tables whose formulas name columns by key and input cells by name."""

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
    """Its place from 1 on; None where it is the only one."""
    bill: Bill
    parts: Billables

    def cell(self, name: str) -> str:
        """The name of one of its cells: `images_a_day`, or `images_a_day_2` for the second of several."""
        return name if self.number is None else f"{name}_{self.number}"

    def planned(self, name: str) -> str:
        """The name of the cell that one of its values is typed in, where `cell` is what counts of its range."""
        return f"planned_{self.cell(name)}"

    def typed(self, name: str, lever: str) -> str:
        """The name of the cell that the value of a lever is typed in."""
        ranged = any(known.lever == lever for known in self.bill.workload.ranges)
        return self.planned(name) if ranged else self.cell(name)

    @property
    def lead(self) -> dict[str, Value]:
        """The cells of `LEAD` that say whose row it is; none for a single workload."""
        return {} if self.number is None else {"place": self.number, "name": self.bill.workload.name}


class Column(NamedTuple):
    """One column of a table."""

    heading: Message
    width: float
    number: str = "general"
    formula: str = ""
    """With columns of its row by key, and cells of its workload by name, in braces; empty: its cells hold values."""
    style: str = "figure"


LEAD: Mapping[str, Column] = {
    "place": Column(messages.NO, 6, "count", style="cell"),
    "name": Column(messages.WORKLOAD, 24, style="cell"),
}
"""The first columns of a table that tells several workloads apart: by number in formulas, by name for people."""


class FormulaTable:
    """The columns of a table on a sheet, which is a new one unless it is given."""

    def __init__(self, sheet: Sheet | tuple[Book, Message], columns: Mapping[str, Column]) -> None:
        self.columns = columns
        self.at = {key: place for place, key in enumerate(columns)}
        self._letters = {key: xl_col_to_name(place) for key, place in self.at.items()}
        if isinstance(sheet, tuple):
            sheet = Sheet(*sheet, [column.width for column in columns.values()])
        self.sheet = sheet

    def headings(self, row: int) -> None:
        """The headings, those of numbers on the right."""
        for place, column in enumerate(self.columns.values()):
            self.sheet.put(row, place, words(column.heading), "number_header" if column.style == "figure" else "header")

    def header(self, row: int, fixed_columns: int = 0) -> None:
        """The headings: they and `fixed_columns` stay in sight, and they are printed on every page."""
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
        """The cells of a row, by column: a column with a formula, its own or one given here, stores what it gives.

        A value without a column is left out, and None leaves a cell empty that holds no formula and is no input.
        `number` is a format for all numbers of the row in place of those of their columns.
        """
        for key, value in values.items():
            if key not in self.at:
                continue
            column = self.columns[key]
            if formula := formulas.get(key, column.formula):
                self.formula(row, key, formula, value, workload, number=number)
            elif value is not None or column.style == "input":
                self.sheet.put(row, self.at[key], value, column.style, number or column.number)

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
        """A formula in a column with the figure it gives, in the column's style and format or in others."""
        column = self.columns[key]
        written = formula.format_map(_References(self, row, workload))
        self.sheet.formula(row, self.at[key], written, figure, number or column.number, style or column.style)

    def total(self, row: int, texts: Mapping[str, Value], figures: Mapping[str, tuple[str, Value]]) -> None:
        """A row of totals in one band: texts, and formulas with what they give, by column."""
        band = {self.at[key]: text for key, text in texts.items() if key in self.at and isinstance(text, str)}
        self.sheet.band(row, "total_text", band)
        for key, value in texts.items():
            if not isinstance(value, str):
                self.sheet.put(row, self.at[key], value, "total_text", self.columns[key].number)
        for key, (formula, figure) in figures.items():
            self.formula(row, key, formula, figure, style="total")

    def cell(self, key: str, row: int) -> str:
        """The cell of a column, as in `C5`; rows count from 0."""
        return f"{self._letters[key]}{row + 1}"

    def down(self, key: str, first: int, last: int) -> str:
        """The cells of a column, as in `$C$5:$C$9`."""
        return f"{absolute(first, self.at[key])}:{absolute(last, self.at[key])}"

    def define(self, name: str, key: str, row: int, last_row: int | None = None) -> None:
        """Give a cell of a column, or the cells down to `last_row`, a name."""
        self.sheet.define(name, row, self.at[key], last_row)

    def validate(self, key: str, first: int, last: int, rule: Mapping[str, object]) -> None:
        """What the cells of a column take."""
        self.sheet.cells.data_validation(first, self.at[key], last, self.at[key], rule)

    def choose(self, key: str, first: int, last: int, name: str, cases: Sequence[Message]) -> None:
        """Let people choose the cells of a column from words, which stand as a named list in hidden columns.

        Formulas look up the place of the word that is chosen in that list.
        """
        column = len(self.at) + 1
        for row, case in enumerate(cases, first):
            self.sheet.put(row, column, words(case))
        self.sheet.define(name, first, column, first + len(cases) - 1)
        self.sheet.cells.set_column(column, column, None, None, {"hidden": True})
        self.validate(key, first, last, {"validate": "list", "source": f"={name}"})

    def hide(self, key: str) -> None:
        """A column that formulas alone need."""
        self.sheet.cells.set_column(self.at[key], self.at[key], None, None, {"hidden": True})

    def mark(self, first: int, last: int, criteria: str, look: Mapping[str, object], key: str = "") -> None:
        """Show rows, or their cells in one column, in another look where a formula with the first row's cells holds."""
        left, right = (self.at[key], self.at[key]) if key else (0, len(self.at) - 1)
        self.sheet.mark((first, left, last, right), {"type": "formula", "criteria": criteria}, look)


class _References(dict[str, str]):
    """What stands for the braces of a formula: a cell of the row, or else the name of a cell of the workload."""

    def __init__(self, table: FormulaTable, row: int, workload: Billed | None) -> None:
        super().__init__()
        self._table, self._row, self._workload = table, row, workload

    def __missing__(self, key: str) -> str:
        if key in self._table.at:
            return self._table.cell(key, self._row)
        if self._workload is None:
            raise KeyError(key)
        return self._workload.cell(key)


def half_to_even(number: str) -> str:
    """A formula: a number rounded to a whole one, halves to the even number, as the engine rounds images."""
    half = f"ABS({number}-INT({number})-0.5)<0.000001"
    return f"IF({half},2*ROUND({number}/2,0),ROUND({number},0))"

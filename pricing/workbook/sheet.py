"""What every sheet is written with: text that stays text, formulas stored with their figure, one look."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from pricing.prices import Source

NOT_PRICED = "not priced"
A4 = 9

STYLES: Mapping[str, Mapping[str, Any]] = {
    "text": {},
    "left": {"align": "left"},
    "wrap": {"text_wrap": True, "align": "left"},
    "title": {"bold": True, "font_size": 16, "font_color": "#1F3A5F"},
    "note": {"italic": True, "font_color": "#595959"},
    "section": {"bold": True, "font_color": "#1F3A5F", "bottom": 1, "bottom_color": "#9DB2C9"},
    "header": {
        "bold": True, "text_wrap": True, "bg_color": "#E4ECF5", "bottom": 1, "bottom_color": "#9DB2C9",
    },
    "total": {"bold": True, "bg_color": "#F3F6FA", "align": "left"},
    "input": {"bg_color": "#FFF6D6", "font_color": "#1F3FA8", "border": 1, "border_color": "#D9C67A", "align": "left"},
    "link": {"font_color": "#0B57A4", "underline": 1},
}  # fmt: skip
NUMBERS: Mapping[str, str] = {
    "general": "General",
    "count": "#,##0",
    "amount": "#,##0.00",
    "rate": "0.0000",
    "small_rate": "0.0000000000",
    "money": "$#,##0.00",
    "small_money": "$#,##0.000000",
    "percent": "0.00%",
    "day": "yyyy-mm-dd",
    "month": "yyyy-mm",
}

Figure = Decimal | int | None
"""A number of the engine; None where it has no price."""


class Book:
    """The file that is written, with the formats it uses."""

    def __init__(self, file: Any) -> None:
        self.file = file
        self._formats: dict[tuple[str, str], Any] = {}

    def format(self, style: str, number: str = "general") -> Any:
        """The format of a style and a kind of number."""
        key = (style, number)
        if key not in self._formats:
            options = {"valign": "top", "num_format": NUMBERS[number], **STYLES[style]}
            self._formats[key] = self.file.add_format(options)
        return self._formats[key]

    def sheet(self, name: str, widths: Sequence[float]) -> "Sheet":
        """A new sheet at the end of the book."""
        return Sheet(self, name, widths)

    def name(self, name: str, sheet: "Sheet", row: int, column: int) -> None:
        """Give a cell a name that formulas on every sheet can use."""
        self.file.define_name(name, f"={sheet.name}!{absolute(row, column)}")


class Sheet:
    """One sheet, set up for A4 landscape and one page wide. Rows and columns count from 0."""

    def __init__(self, book: Book, name: str, widths: Sequence[float]) -> None:
        self.book, self.name = book, name
        self.cells = book.file.add_worksheet(name)
        for column, width in enumerate(widths):
            self.cells.set_column(column, column, width)
        self.cells.hide_gridlines(2)
        self.cells.set_landscape()
        self.cells.set_paper(A4)
        self.cells.fit_to_pages(1, 0)
        self.cells.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.cells.set_footer("&L&A&RPage &P of &N")

    def text(self, row: int, column: int, text: str, style: str = "text") -> None:
        """Text, whatever it starts with."""
        self.cells.write_string(row, column, text, self.book.format(style))

    def header(self, row: int, headings: Sequence[str]) -> None:
        """The headings of a table: they stay in sight and are printed on every page."""
        for column, heading in enumerate(headings):
            self.text(row, column, heading, "header")
        self.cells.freeze_panes(row + 1, 0)
        self.cells.repeat_rows(row)

    def number(self, row: int, column: int, value: Decimal | int, number: str, style: str = "text") -> None:
        self.cells.write_number(row, column, float(value), self.book.format(style, number))

    def day(self, row: int, column: int, day: dt.date, number: str = "day", style: str = "left") -> None:
        self.cells.write_datetime(row, column, dt.datetime.combine(day, dt.time()), self.book.format(style, number))

    def formula(
        self, row: int, column: int, formula: str, figure: Figure | str, number: str = "general", style: str = "text"
    ) -> None:
        """A formula with the figure it gives, "not priced" for None."""
        result = NOT_PRICED if figure is None else figure if isinstance(figure, str) else float(figure)
        self.cells.write_formula(row, column, formula, self.book.format(style, number), result)

    def source(self, row: int, column: int, source: Source, shown: str) -> None:
        """Text that leads to a source, plain where the source is not on the web."""
        if source.address:
            self.cells.write_url(row, column, source.address, self.book.format("link"), shown)
        else:
            self.text(row, column, shown)


def absolute(row: int, column: int) -> str:
    """`$B$3`."""
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


def excel_day(day: dt.date) -> int:
    """The number a spreadsheet keeps for a day."""
    return (day - dt.date(1899, 12, 30)).days

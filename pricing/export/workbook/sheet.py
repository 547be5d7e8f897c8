"""What every sheet is written with: text that stays text, formulas stored with their figure, one look."""

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_rowcol_to_cell

from pricing.prices import Source

NOT_PRICED = "not priced"
NO_IMAGES = "no images"
"""What an image costs where several workloads deliver none."""
A4 = 9
_LINE = 15
"""Height of a line of text, in points."""

_HEADER = {"bold": True, "text_wrap": True, "bg_color": "#E4ECF5", "bottom": 1, "bottom_color": "#9DB2C9"}
STYLES: Mapping[str, Mapping[str, Any]] = {
    "text": {},
    "figure": {"align": "right"},
    "cell": {"align": "left", "indent": 1},
    "left": {"align": "left"},
    "key": {"align": "left", "bold": True, "font_size": 14},
    "wrap": {"text_wrap": True, "align": "left", "indent": 1},
    "title": {"bold": True, "font_size": 16, "font_color": "#1F3A5F"},
    "note": {"italic": True, "font_color": "#595959"},
    "section": {"bold": True, "font_color": "#1F3A5F", "bottom": 1, "bottom_color": "#9DB2C9"},
    "header": {**_HEADER, "align": "left", "indent": 1},
    "number_header": {**_HEADER, "align": "right"},
    "total": {"bold": True, "bg_color": "#F3F6FA", "align": "right"},
    "total_text": {"bold": True, "bg_color": "#F3F6FA", "align": "left", "indent": 1},
    "input": {"bg_color": "#FFF6D6", "font_color": "#1F3FA8", "border": 1, "border_color": "#D9C67A", "align": "left"},
    "link": {"font_color": "#0B57A4", "underline": 1, "align": "left", "indent": 1},
}
NUMBERS: Mapping[str, str] = {
    "general": "General",
    "count": "#,##0",
    "number_or_none": '0;-0;""',
    "amount": "#,##0.00",
    "rate": "0.0000",
    "small_rate": "0.0000000000",
    "money": "$#,##0.00",
    "small_money": "$#,##0.000000",
    "whole_percent": "0%",
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

    def name(self, name: str, sheet: "Sheet", row: int, column: int, last_row: int | None = None) -> None:
        """Give a cell, or the cells down to `last_row`, a name that formulas on every sheet can use."""
        end = "" if last_row is None else f":{absolute(last_row, column)}"
        self.file.define_name(name, f"={sheet.name}!{absolute(row, column)}{end}")


class Sheet:
    """One sheet, set up for A4 landscape and one page wide. Rows and columns count from 0."""

    def __init__(self, book: Book, name: str, widths: Sequence[float]) -> None:
        self.book, self.name, self.widths = book, name, widths
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

    def title(self, title: str, note: str) -> None:
        """The first two rows."""
        self.cells.set_row(0, 1.6 * _LINE)
        self.text(0, 0, title, "title")
        self.text(1, 0, note, "note")

    def paragraphs(self, row: int, texts: Mapping[int, str]) -> None:
        """Wrapped texts by column, in a row that is high enough for the longest."""
        for column, text in texts.items():
            self.text(row, column, text, "wrap")
        self.cells.set_row(row, max(_height(text, self.widths[column]) for column, text in texts.items()))

    def across(self, row: int, column: int, text: str) -> None:
        """A wrapped text from a column to the last one."""
        self.cells.merge_range(row, column, row, len(self.widths) - 1, "", self.book.format("wrap"))
        self.text(row, column, text, "wrap")
        self.cells.set_row(row, _height(text, sum(self.widths[column:])))

    def header(self, row: int, headings: Sequence[str], numbers: Sequence[int] = (), fixed_columns: int = 0) -> None:
        """The headings of a table: they stay in sight and are printed on every page.

        `numbers` are the columns that hold numbers, `fixed_columns` how many columns stay in sight.
        """
        for column, heading in enumerate(headings):
            self.text(row, column, heading, "number_header" if column in numbers else "header")
        lines = max(math.ceil(len(heading) / self.widths[column]) for column, heading in enumerate(headings))
        self.cells.set_row(row, _LINE * lines)
        self.cells.freeze_panes(row + 1, fixed_columns)
        self.cells.repeat_rows(row)

    def band(self, row: int, style: str, texts: Mapping[int, str]) -> None:
        """A row in one style from the first column to the last, with texts by column."""
        for column in range(len(self.widths)):
            self.text(row, column, texts.get(column, ""), style)

    def number(self, row: int, column: int, value: Decimal | int, number: str, style: str = "text") -> None:
        self.cells.write_number(row, column, float(value), self.book.format(style, number))

    def day(self, row: int, column: int, day: dt.date, number: str = "day", style: str = "cell") -> None:
        self.cells.write_datetime(row, column, dt.datetime.combine(day, dt.time()), self.book.format(style, number))

    def read_on(self, row: int, column: int, source: Source) -> None:
        """When a source was read: a day, or the latest month in words where the day is not known."""
        if source.read is not None:
            self.day(row, column, source.read)
        else:
            self.text(row, column, source.when, "cell")

    def formula(
        self, row: int, column: int, formula: str, figure: Figure | str, number: str = "general", style: str = "figure"
    ) -> None:
        """A formula with the figure it gives, "not priced" for None."""
        result = NOT_PRICED if figure is None else figure if isinstance(figure, str) else float(figure)
        self.cells.write_formula(row, column, formula, self.book.format(style, number), result)

    def source(self, row: int, column: int, source: Source, shown: str) -> None:
        """Text that leads to a source, plain where the source is not on the web."""
        if source.address:
            self.cells.write_url(row, column, source.address, self.book.format("link"), shown)
        else:
            self.text(row, column, shown, "cell")


def _height(text: str, width: float) -> float:
    """Of a wrapped text in a column, in points."""
    return _LINE * max(math.ceil(1.1 * len(text) / width), 1)


def absolute(row: int, column: int) -> str:
    """`$B$3`."""
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


def excel_day(day: dt.date) -> int:
    """The number a spreadsheet keeps for a day."""
    return (day - dt.date(1899, 12, 30)).days

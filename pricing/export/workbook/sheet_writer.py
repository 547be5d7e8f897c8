"""Writing the sheets of a workbook: values, formulas with their results, styles, number formats and named cells."""

import datetime as dt
import io
import math
import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from pricing.export.workbook import messages
from pricing.prices import Source
from pricing.values.month import Month
from pricing.wording.figures import Figures, reader
from pricing.wording.messages import Message, words

NO_IMAGES = "no images"
"""The cost of an image if several workloads deliver none."""
_A4 = 9
_LONGEST_NAME = 31
"""The most characters of a sheet's name."""
UNPRICED = "not priced"
"""A word in formulas, which is written in the reader's language: see `cell_word`."""
_CELL_WORD = re.compile('"(' + "|".join(messages.CELL_WORDS) + ')"')
LINE = 15
"""Height of a line of text, in points."""

_HEADER = {"bold": True, "text_wrap": True, "bg_color": "#E4ECF5", "bottom": 1, "bottom_color": "#9DB2C9"}
STYLES: Mapping[str, Mapping[str, object]] = {
    "text": {},
    "figure": {"align": "right"},
    "cell": {"align": "left", "indent": 1},
    "left": {"align": "left"},
    "key": {"align": "left", "bold": True, "font_size": 14},
    "wrap": {"text_wrap": True, "align": "left", "indent": 1},
    "title": {"bold": True, "font_size": 16, "font_color": "#1F3A5F"},
    "note": {"italic": True, "font_color": "#595959"},
    "wrapped_note": {"italic": True, "font_color": "#595959", "text_wrap": True},
    "section": {"bold": True, "font_color": "#1F3A5F", "bottom": 1, "bottom_color": "#9DB2C9"},
    "header": {**_HEADER, "align": "left", "indent": 1},
    "number_header": {**_HEADER, "align": "right"},
    "total": {"bold": True, "bg_color": "#F3F6FA", "align": "right"},
    "total_text": {"bold": True, "bg_color": "#F3F6FA", "align": "left", "indent": 1},
    "input": {"bg_color": "#FFF6D6", "font_color": "#1F3FA8", "border": 1, "border_color": "#D9C67A", "align": "left"},
    "link": {"font_color": "#0B57A4", "underline": 1, "align": "left", "indent": 1},
}
GREY: Mapping[str, object] = {"font_color": "#9A9A9A"}
RED: Mapping[str, object] = {"font_color": "#B3261E", "bold": True}
NUMBERS: Mapping[str, str] = {
    "general": "General",
    "count": "#,##0",
    "number_or_none": '0;-0;""',
    "amount": "#,##0.00",
    "rate": "0.0000######",
    "small_rate": "0.0000000000",
    "rate_of_exchange": "0.00000000",
    "whole_percent": "0%",
    "percent": "0.00%",
    "day": "yyyy-mm-dd",
    "month": "yyyy-mm",
    "unseen": ";;;",
}
YES_NO, OVER, CHECK, SHARES = "yes_no", "over", "check", "shares"
"""Formats that show numbers as words: of 1 or 0, of the sum of shares, and of whether all sums are 1."""
_MORE = {"whole_money": 0, "money": 0, "small_money": 4}
"""Format -> decimals beyond those of the currency's minor unit; `whole_money` has none at all."""
PERCENTS = ("percent", "whole_percent")

Value = Decimal | int | str | dt.date | Month | None
"""The value of a cell, or the result of a formula. None is an empty cell, or a result that is "not priced"."""
Area = tuple[int, int, int, int]
"""First row, first column, last row and last column, from 0."""


def _money_formats(figures: Figures) -> dict[str, str]:
    """Format -> its pattern for amounts in the currency of the figures: `$#,##0.00`."""
    # A letter without quotes is a code of a date: the S of `US$` would be seconds.
    symbol = "$" if figures.before_number == "$" else quoted(figures.before_number)
    places = {name: 0 if name == "whole_money" else figures.minor + more for name, more in _MORE.items()}
    return {name: f"{symbol}#,##0.{'0' * count}".rstrip(".") for name, count in places.items()}


def _word_formats() -> dict[str, str]:
    """Format -> its pattern, which shows a number as a word of the reader's language: formulas compare numbers only."""
    yes, no, over = (quoted(words(word)) for word in (messages.YES, messages.NO_WORD, messages.OVER))
    before, after = map(quoted, words(messages.adds_up_to("\n")).split("\n"))
    return {
        YES_NO: f"[=1]{yes};[=0]{no};General",
        OVER: f'[=1]{over};""',
        CHECK: f"[=1]{yes};{before}0.00%{after}",
        SHARES: f"[=1]{yes};{quoted(words(messages.SHARES_SHORT))}",
    }


class Book:
    """An .xlsx file that is written, with the formats it uses."""

    def __init__(self, currency: str, title: str, note: str, today: dt.date) -> None:
        """`currency` is that of every amount that is not a vendor's rate; the others are properties of the file."""
        self._data = io.BytesIO()
        self.file = Workbook(self._data, {"in_memory": True})
        self.file.set_properties({"title": title, "comments": note, "created": dt.datetime.combine(today, dt.time())})
        self.numbers = {**NUMBERS, **_word_formats(), **_money_formats(reader().in_currency(currency))}
        self._formats: dict[tuple[str, str], Format] = {}

    def finished(self) -> bytes:
        """The content of the file, to which nothing can be added any more."""
        self.file.close()
        return self._data.getvalue()

    def format(self, style: str, number: str = "general") -> Format:
        """The format of a style and a kind of number."""
        key = (style, number)
        if key not in self._formats:
            options = {"valign": "top", "num_format": self.numbers[number], **STYLES[style]}
            self._formats[key] = self.file.add_format(options)
        return self._formats[key]


class Sheet:
    """A new sheet at the end of a book, printed on A4 landscape and one page wide. Rows and columns count from 0."""

    def __init__(self, book: Book, name: Message, widths: Sequence[float]) -> None:
        self.book, self.name, self.widths = book, sheet_name(name), widths
        self.cells = book.file.add_worksheet(self.name)
        for column, width in enumerate(widths):
            self.cells.set_column(column, column, width)
        self.cells.hide_gridlines(2)
        self.cells.set_landscape()
        self.cells.set_paper(_A4)
        self.cells.fit_to_pages(1, 0)
        self.cells.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        self.cells.set_footer(f"&L&A&R{words(messages.page_of('&P', '&N'))}")

    def put(self, row: int, column: int, value: Value, style: str = "cell", number: str = "general") -> None:
        """Write a value: text is never a formula, a month is its first day, None is an empty cell.

        A percentage for an input cell is given in percent, as a scenario has it; for other cells it is a fraction.
        """
        look = self.book.format(style, "general" if isinstance(value, str) else number)
        match value:
            case None:
                self.cells.write_blank(row, column, None, look)
            case str():
                self.cells.write_string(row, column, value, look)
            case Month() | dt.date():
                day = value.first_day if isinstance(value, Month) else value
                self.cells.write_datetime(row, column, dt.datetime.combine(day, dt.time()), look)
            case _:
                in_percent = style == "input" and number in PERCENTS
                self.cells.write_number(row, column, float(value * Decimal("0.01") if in_percent else value), look)

    def formula(
        self, row: int, column: int, formula: str, figure: Value, number: str = "general", style: str = "figure"
    ) -> None:
        """Write a formula with its result: a figure of the engine, a text, a day, or "not priced" for None."""
        result: float | str
        match figure:
            case None:
                result = cell_word(UNPRICED)
            case str():
                result = cell_word(figure)
            case Month() | dt.date():
                result = float(excel_day(figure))
            case _:
                result = float(figure)
        self.cells.write_formula(row, column, worded(formula), self.book.format(style, number), result)

    def define(self, name: str, row: int, column: int, last_row: int | None = None) -> None:
        """Name a cell, or the cells of a column down to `last_row`, for formulas on every sheet."""
        end = "" if last_row is None else f":{absolute(last_row, column)}"
        self.book.file.define_name(name, f"={quote_sheetname(self.name)}!{absolute(row, column)}{end}")

    def mark(self, area: Area, rule: Mapping[str, str], look: Mapping[str, object]) -> None:
        """Format the cells of an area by `look` where a rule of conditional formatting is true."""
        self.cells.conditional_format(*area, {**rule, "format": self.book.file.add_format(look)})

    def warn_unless_full(self, row: int, column: int) -> None:
        """Show a cell in red unless its value is 1."""
        self.mark((row, column, row, column), {"type": "cell", "criteria": "!=", "value": "1"}, RED)

    def title(self, title: Message, note: Message) -> None:
        """Write the title and a note in the first two rows."""
        self.cells.set_row(0, 1.6 * LINE)
        self.put(0, 0, words(title), "title")
        self.put(1, 0, words(note), "note")

    def paragraphs(self, row: int, texts: Mapping[int, str], style: str = "wrap") -> None:
        """Write wrapped texts, by column, in a row high enough for the longest."""
        for column, text in texts.items():
            self.put(row, column, text, style)
        self.cells.set_row(row, max(height_of(text, self.widths[column]) for column, text in texts.items()))

    def across(self, row: int, column: int, text: str) -> None:
        """Write a wrapped text that spans a column and all after it."""
        self.cells.merge_range(row, column, row, len(self.widths) - 1, "", self.book.format("wrap"))
        self.put(row, column, text, "wrap")
        self.cells.set_row(row, height_of(text, sum(self.widths[column:])))

    def band(self, row: int, style: str, texts: Mapping[int, str]) -> None:
        """Write a row in one style across all columns, with texts by column."""
        for column in range(len(self.widths)):
            self.put(row, column, texts.get(column, ""), style)

    def source(self, row: int, column: int, source: Source, shown: str) -> None:
        """Write a link to a source, or plain text if the source is not on the web."""
        if source.address:
            self.cells.write_url(row, column, source.address, self.book.format("link"), shown)
        else:
            self.put(row, column, shown)


def sheet_name(name: Message) -> str:
    """A sheet's name, without the characters that a spreadsheet does not allow in it."""
    return re.sub(r"[\\[\\]:*?/\\\\]", " ", words(name))[:_LONGEST_NAME]


def cell_word(text: str) -> str:
    """A word of formulas in the reader's language; any other text unchanged."""
    return words(messages.CELL_WORDS[text]) if text in messages.CELL_WORDS else text


def worded(formula: str) -> str:
    """A formula with its words in the reader's language."""
    return _CELL_WORD.sub(lambda match: quoted(cell_word(match[1])), formula)


def quoted(text: str) -> str:
    """A text as a literal of a formula or format."""
    return '"' + text.replace('"', '""') + '"'


def height_of(text: str, width: float) -> float:
    """The height in points of a wrapped text in a column; a Chinese character counts as two and makes lines higher."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return LINE * max(math.ceil(1.1 * (len(text) + wide) / width), 1) * (1.15 if wide else 1)


def absolute(row: int, column: int) -> str:
    """The absolute reference of a cell, `$B$3`; row and column count from 0."""
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


def excel_day(day: dt.date | Month) -> int:
    """The number of a day in a spreadsheet, with 1 for 31 December 1899; of a month, that of its first day."""
    return ((day.first_day if isinstance(day, Month) else day) - dt.date(1899, 12, 30)).days

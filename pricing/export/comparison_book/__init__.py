"""A comparison for people: its services as rows of a sheet, and the Excel workbook of them."""

import datetime as dt
import io
from decimal import Decimal
from typing import NamedTuple

from xlsxwriter import Workbook

from pricing.compare.choice import capacity_of_row, fit_of_row
from pricing.compare.rows import AsPlanned, Row
from pricing.compare.table import Table
from pricing.export import assumption_tables
from pricing.export.comparison_book import messages
from pricing.export.comparisons import difference, purchase
from pricing.export.estimates import scenario_data
from pricing.export.file_text import FileTerms
from pricing.export.workbook.sheet_writer import Book, Sheet
from pricing.prices import PriceBooks
from pricing.scenario import in_words
from pricing.wording import figures
from pricing.wording.messages import UNPRICED, Message, as_written, together, words

_WIDTHS = (26, 15, 15, 13, 13, 60, 30, 22)
"""Of the columns, in characters."""
_AMOUNTS = ("money", "money", "small_money")


class ServiceLine(NamedTuple):
    """A service as people read it; amounts in the currency of the scenario, None where there is no price."""

    name: str
    amounts: tuple[Decimal | None, Decimal | None, Decimal | None]
    """A month, the change against the plan, and an image."""
    texts: tuple[str, str, str, str]
    """Whether it fits, why not, what carries the volume, and the seats to buy."""

    @property
    def cells(self) -> list[str]:
        """All of it as texts."""
        month, change, image = self.amounts
        return [
            self.name,
            words(UNPRICED) if month is None else figures.money(month),
            words(messages.NOT_KNOWN) if change is None else figures.signed_money(change),
            words(messages.NOT_KNOWN) if image is None else figures.money(image),
            *self.texts,
        ]


def title(table: Table) -> Message:
    """What the sheet is about."""
    scenario = table.scenario
    services = sum(not isinstance(row.candidate.subject, AsPlanned) for row in table.rows)
    return messages.title(scenario.images, services, in_words.priced_at(scenario))


def service_lines(table: Table, books: PriceBooks, today: dt.date) -> list[ServiceLine]:
    """The services, cheapest first; those without a price last."""
    rows = sorted(table.rows, key=lambda row: (row.per_month is None, row.per_month or 0))
    return [_line(row, table, books, today) for row in rows]


def _line(row: Row, table: Table, books: PriceBooks, today: dt.date) -> ServiceLine:
    met = fit_of_row(row, table, books, today)
    texts = (
        words(messages.ANSWERS[met.answer]),
        words(together(met.why)) if met.why else "",
        words(capacity_of_row(row, table, books)),
        purchase(row.combination) if row.combination else "",
    )
    return ServiceLine(row.label, (row.per_month, difference(row, table), row.per_image), texts)


def workbook(table: Table, books: PriceBooks, today: dt.date, terms: FileTerms) -> bytes:
    """The .xlsx file of a comparison: its services with figures as numbers, and the plan that they are compared on."""
    out = io.BytesIO()
    file = Workbook(out, {"in_memory": True})
    created = dt.datetime.combine(today, dt.time(), dt.UTC).replace(tzinfo=None)
    heading = words(title(table))
    file.set_properties({"title": terms.name or heading, "comments": terms.note, "created": created})
    book = Book(file, table.scenario.currency)
    sheet = Sheet(book, messages.SERVICES, _WIDTHS)
    about = " ".join(filter(None, (heading if terms.name else "", terms.note, terms.link)))
    sheet.title(as_written(terms.name or heading), as_written(about))
    first = 3
    for column, head in enumerate(messages.HEADS):
        sheet.put(first, column, words(head), "number_header" if 0 < column <= len(_AMOUNTS) else "header")
    for place, line in enumerate(service_lines(table, books, today), first + 1):
        sheet.put(place, 0, line.name, "wrap")
        for column, (amount, number) in enumerate(zip(line.amounts, _AMOUNTS, strict=True), 1):
            sheet.put(place, column, words(UNPRICED) if amount is None else amount, "figure", number)
        sheet.paragraphs(place, dict(enumerate(line.texts, len(_AMOUNTS) + 1)))
    sheet.cells.freeze_panes(first + 1, 1)
    _assumptions(book, table)
    file.close()
    return out.getvalue()


def _assumptions(book: Book, table: Table) -> None:
    sheet, row = Sheet(book, messages.ASSUMPTIONS, (44, *[26] * 8)), 0
    for heads, *rows in assumption_tables.tables(scenario_data(table.scenario)):
        for cells, style in ((heads, "header"), *((cells, "wrap") for cells in rows)):
            for column, text in enumerate(cells):
                sheet.put(row, column, text, style)
            row += 1
        row += 1

"""A comparison for people: its services as rows of a sheet, and the Excel workbook of them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from pricing.compare.choice import capacity_of_row, fit_of_row
from pricing.compare.rows import AsPlanned, PricedRow, Row
from pricing.compare.table import Table
from pricing.export import assumption_tables
from pricing.export.comparison_book import compared_terms, messages, service_bills
from pricing.export.comparison_book.compared_terms import IMAGES_A_MONTH
from pricing.export.comparisons import difference, purchase
from pricing.export.estimates import scenario_data
from pricing.export.file_text import FileTerms
from pricing.export.workbook.formula_table import Column, FormulaTable
from pricing.export.workbook.sheet_writer import Book, Sheet, Value
from pricing.prices import PriceBooks
from pricing.scenario import in_words
from pricing.values.exact import quotient
from pricing.wording import figures
from pricing.wording.messages import UNPRICED, Message, as_written, together, words

_HEADER = 3
_Text = partial(Column, style="wrap")
_COLUMNS: Mapping[str, Column] = {
    "name": _Text(messages.HEADS[0], 26),
    "month": Column(messages.HEADS[1], 15, "money"),
    "change": Column(messages.HEADS[2], 15, "money"),
    "image": Column(messages.HEADS[3], 13, "small_money"),
    "accepted": Column(messages.ACCEPTED_FOR_ONE, 13, "amount"),
    "cost_accepted": Column(messages.COST_OF_ACCEPTED, 13, "small_money"),
    "fits": _Text(messages.HEADS[4], 13),
    "why": _Text(messages.HEADS[5], 60),
    "capacity": _Text(messages.HEADS[6], 30),
    "seats": _Text(messages.HEADS[7], 22),
}
_TRIED = ("accepted", "cost_accepted")
"""The columns that need the team's own trial of images."""
_TEXTS = ("fits", "why", "capacity", "seats")
"""The columns of `ServiceLine.texts`."""


class ServiceLine(NamedTuple):
    """A service for people: amounts in the currency of the scenario, None if there is no price."""

    name: str
    amounts: tuple[Decimal | None, Decimal | None, Decimal | None]
    """The cost of a month, its change from the plan, and the cost of an image."""
    texts: tuple[str, str, str, str]
    """Whether it fits, why not, whether its rate limits allow the volume, and the seats to buy."""

    @property
    def cells(self) -> list[str]:
        """Name, amounts and texts, as text."""
        month, change, image = self.amounts
        return [
            self.name,
            words(UNPRICED) if month is None else figures.money(month),
            words(messages.NOT_KNOWN) if change is None else figures.signed_money(change),
            words(messages.NOT_KNOWN) if image is None else figures.money(image),
            *self.texts,
        ]


def title(table: Table) -> Message:
    """The volume, the number of services and the price date that are compared."""
    scenario = table.scenario
    services = sum(not isinstance(row.candidate.subject, AsPlanned) for row in table.rows)
    return messages.title(scenario.images, services, in_words.priced_at(scenario))


def service_lines(table: Table, books: PriceBooks, today: dt.date) -> list[ServiceLine]:
    """The services, the cheapest first, those without a price last."""
    return [_line(row, table, books, today) for row in _in_order(table)]


def _in_order(table: Table) -> list[Row]:
    return sorted(table.rows, key=lambda row: (row.per_month is None, row.per_month or 0))


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
    """The .xlsx file of a comparison: its services, their bills, the terms, and the assumptions of the plan."""
    heading = words(title(table))
    book = Book(table.scenario.currency, terms.name or heading, terms.note, today)
    about = " ".join(filter(None, (heading if terms.name else "", terms.note)))
    rows = _in_order(table)
    _services(book, table, rows, books, today, (terms.name or heading, about))
    service_bills.write(book, table, rows, books)
    compared_terms.write(book, table, books, today, terms)
    _assumptions(book, table, books.model_names)
    return book.finished()


def _services(
    book: Book, table: Table, rows: Sequence[Row], books: PriceBooks, today: dt.date, titles: tuple[str, str]
) -> None:
    """A row for each service, its costs computed from its lines; `titles` are the heading and the text below it."""
    columns = _COLUMNS if table.scenario.accepted else {key: _COLUMNS[key] for key in _COLUMNS if key not in _TRIED}
    sheet = FormulaTable((book, messages.SERVICES), columns)
    sheet.sheet.title(*map(as_written, titles))
    sheet.header(_HEADER, fixed_columns=1)
    for place, row in enumerate(rows, _HEADER + 1):
        line = _line(row, table, books, today)
        month, change, image = line.amounts
        values: dict[str, Value] = {"name": line.name, "month": month, "change": change, "image": image}
        if row is table.present:
            sheet.define("present_cost", "month", place)
        cost_accepted = row.per_accepted_image(table.scenario.accepted) if isinstance(row, PricedRow) else None
        if cost_accepted is not None and image is not None and cost_accepted:
            values |= {"accepted": quotient(image, cost_accepted), "cost_accepted": cost_accepted}
        formulas = {"month": f"=SUMIF({service_bills.SERVICES},{place - _HEADER},{service_bills.COSTS})"}
        formulas["change"] = "" if change is None else "={month}-present_cost"
        formulas["image"] = "" if image is None else f'=IF({IMAGES_A_MONTH}>0,{{month}}/{IMAGES_A_MONTH},"")'
        formulas["cost_accepted"] = '=IF(ISNUMBER({image}),{image}/{accepted},"")'
        for key in ("month", "change", "image"):
            if values[key] is None:
                values[key], formulas[key] = words(UNPRICED), ""
        sheet.write(place, values, formulas={key: formula for key, formula in formulas.items() if formula})
        sheet.sheet.paragraphs(place, {sheet.at[key]: text for key, text in zip(_TEXTS, line.texts, strict=True)})


def _assumptions(book: Book, table: Table, models: Mapping[str, str]) -> None:
    sheet, row = Sheet(book, messages.ASSUMPTIONS, (44, *[26] * 8)), 0
    for heads, *rows in assumption_tables.tables(scenario_data(table.scenario), models):
        for cells, style in ((heads, "header"), *((cells, "wrap") for cells in rows)):
            for column, text in enumerate(cells):
                sheet.put(row, column, text, style)
            row += 1
        row += 1

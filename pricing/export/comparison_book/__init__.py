"""A comparison for people: its services as rows, and the Excel workbook of them with the lines of their bills."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from pricing.bill.bills import Bill
from pricing.bill.placement import under_contract
from pricing.compare.choice import capacity_of_row, fit_of_row
from pricing.compare.rows import AsPlanned, PricedRow, Row
from pricing.compare.table import Table
from pricing.export import assumption_tables
from pricing.export.comparison_book import compared_terms, messages
from pricing.export.comparison_book.compared_terms import DAYS, IMAGES_A_MONTH, of_workload
from pricing.export.comparisons import difference, purchase
from pricing.export.estimates import scenario_data
from pricing.export.file_text import FileTerms
from pricing.export.workbook import messages as workbook_messages
from pricing.export.workbook.billable import paid_rate
from pricing.export.workbook.formula_table import LEAD, Column, FormulaTable
from pricing.export.workbook.inputs_sheet import EXCHANGE_RATE
from pricing.export.workbook.lines_sheet import exchange
from pricing.export.workbook.sheet_writer import YES_NO, Book, Sheet, Value
from pricing.prices import PriceBooks, Source
from pricing.prices.messages import UNITS, quantity_unit, read_when
from pricing.scenario import in_words
from pricing.scenario.labels.messages import PROCESSINGS
from pricing.scenario.own import OwnFactor
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT, quotient
from pricing.wording import figures
from pricing.wording.messages import UNPRICED, Message, as_written, together, words

_HEADER, _FIRST = 3, 4
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


_SERVICES_NAME, _COSTS_NAME = "bill_service", "bill_cost"
"""The names of the columns that the sheet of the services sums."""
_Cell = partial(Column, style="cell")
_BILL_COLUMNS = {
    "place": LEAD["place"],
    "service": _Cell(messages.HEADS[0], 24),
    "workload": LEAD["name"],
    "component": _Cell(workbook_messages.COMPONENT, 26),
    "tier": _Cell(workbook_messages.TIER, 9),
    "size": _Cell(workbook_messages.SIZE, 11),
    "processing": _Cell(workbook_messages.PROCESSING, 11),
    "units_an_image": Column(messages.UNITS_AN_IMAGE, 14),
    "follows": _Cell(messages.FOLLOWS_THE_IMAGES, 12, YES_NO),
    "units": Column(messages.UNITS_A_MONTH, 18, "amount"),
    "unit": _Cell(workbook_messages.UNIT, 14),
    "rate": Column(workbook_messages.RATE, 12, "rate", style="input"),
    "rate_unit": _Cell(workbook_messages.RATE_UNIT, 19),
    "per": Column(workbook_messages.UNITS_THE_RATE_PAYS, 12, "count"),
    "credit": Column(workbook_messages.PRICE_OF_A_CREDIT, 9, "rate"),
    "cost": Column(messages.HEADS[1], 16, "money"),
    "source": _Cell(workbook_messages.SOURCE, 40),
    "read": _Cell(workbook_messages.READ_ON, 12, "day"),
}


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
    _write_bills(book, table, rows, books)
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
    for place, row in enumerate(rows, _FIRST):
        line = _line(row, table, books, today)
        month, change, image = line.amounts
        values: dict[str, Value] = {"name": line.name, "month": month, "change": change, "image": image}
        if row is table.present:
            sheet.define("present_cost", "month", place)
        cost_accepted = row.per_accepted_image(table.scenario.accepted) if isinstance(row, PricedRow) else None
        if cost_accepted is not None and image is not None and cost_accepted:
            values |= {"accepted": quotient(image, cost_accepted), "cost_accepted": cost_accepted}
        formulas = {"month": f"=SUMIF({_SERVICES_NAME},{place - _HEADER},{_COSTS_NAME})"}
        formulas["change"] = "" if change is None else "={month}-present_cost"
        formulas["image"] = "" if image is None else f'=IF({IMAGES_A_MONTH}>0,{{month}}/{IMAGES_A_MONTH},"")'
        formulas["cost_accepted"] = '=IF(ISNUMBER({image}),{image}/{accepted},"")'
        for key in ("month", "change", "image"):
            if values[key] is None:
                values[key], formulas[key] = words(UNPRICED), ""
        sheet.write(place, values, formulas={key: formula for key, formula in formulas.items() if formula})
        sheet.sheet.paragraphs(
            place, {sheet.positions[key]: text for key, text in zip(_TEXTS, line.texts, strict=True)}
        )


def _assumptions(book: Book, table: Table, models: Mapping[str, str]) -> None:
    sheet, row = Sheet(book, messages.ASSUMPTIONS, (44, *[26] * 8)), 0
    for heads, *rows in assumption_tables.tables(scenario_data(table.scenario), models):
        for cells, style in ((heads, "header"), *((cells, "wrap") for cells in rows)):
            for column, text in enumerate(cells):
                sheet.put(row, column, text, style)
            row += 1
        row += 1


class _ServiceLine(NamedTuple):
    """A line of a service's bill."""

    values: dict[str, Value]
    units: str
    """The formula of the units a month; empty if they do not follow the images."""
    factors: str
    """The end of the formula of the cost: exchange rates and the discount."""
    source: Source | None = None


def _write_bills(book: Book, table: Table, rows: Sequence[Row], books: PriceBooks) -> None:
    """Write the lines of each service that has a price; the services are numbered from 1, in the order of `rows`."""
    several = table.scenario.several
    columns = {key: column for key, column in _BILL_COLUMNS.items() if several or key != "workload"}
    sheet = FormulaTable((book, messages.BILLS), columns)
    sheet.sheet.title(messages.BILLS, messages.BILLS_NOTE)
    sheet.header(_HEADER, fixed_columns=2)
    place = _FIRST
    for number, row in enumerate(rows, 1):
        for line in _bill_lines(row, table, books) if isinstance(row, PricedRow) else ():
            credit = "" if line.values.get("credit") is None else "*{credit}"
            formulas = {"cost": f"={{units}}*{{rate}}{credit}/{{per}}{line.factors}", "units": line.units}
            lead = {"place": number, "service": row.label, **line.values}
            sheet.write(place, lead, formulas={key: text for key, text in formulas.items() if text})
            if line.source is not None:
                sheet.sheet.source(place, sheet.positions["source"], line.source, line.source.title)
            place += 1
    for key, name in (("place", _SERVICES_NAME), ("cost", _COSTS_NAME)):
        sheet.define(name, key, _FIRST, max(place - 1, _FIRST))
    if place > _FIRST:
        sheet.sheet.cells.autofilter(_HEADER, 0, place - 1, len(columns) - 1)


def _bill_lines(row: PricedRow, table: Table, books: PriceBooks) -> Iterator[_ServiceLine]:
    """The lines of a service: those by token or image follow the number of images, seats and whole hours do not."""
    has_lines, scenario = False, table.scenario
    for place, part in enumerate(row.parts):
        for bill in part.bills:
            yield from _charges(bill, place, table, books)
            has_lines = True
        if not part.bills and part.per_image is not None:
            rate = scenario.rate if _follows_the_rate(row, scenario) else None
            yield _ServiceLine(
                {
                    "workload": part.workload.name,
                    "component": words(messages.PRICE_OF_AN_IMAGE),
                    "units_an_image": Decimal(1),
                    "follows": 1,
                    "units": Decimal(part.workload.images_a_month(row.days)),
                    "unit": words(messages.IMAGES),
                    "rate": part.per_image if rate is None else quotient(part.per_image, rate),
                    "per": 1,
                    "cost": part.per_month(row.days),
                },
                _units(place, table),
                "" if rate is None else f"*{EXCHANGE_RATE}",
            )
            has_lines = True
    if not has_lines:
        bought = words(messages.AS_BOUGHT) if row.combination is None else purchase(row.combination)
        yield _ServiceLine(
            {"component": bought, "follows": 0, "units": 1, "rate": row.per_month, "per": 1, "cost": row.per_month},
            "",
            "",
        )


def _follows_the_rate(row: PricedRow, scenario: Scenario) -> bool:
    """Whether the user's own price of an image is a multiple of a list price in another currency than the plan's."""
    prices = [price for entry in row.entries for price in entry.model.prices]
    return isinstance(row.own, OwnFactor) and all(price.currency != scenario.currency for price in prices)


def _charges(bill: Bill, place: int, table: Table, books: PriceBooks) -> Iterator[_ServiceLine]:
    """The lines of one workload on one model."""
    workload, scenario = bill.workload, table.scenario
    with_discount = replace(scenario.workloads[place], discount=Decimal(1))
    discounted = bool(under_contract(with_discount, workload.model, scenario, books).discount)
    paid = f"*(1-{of_workload('discount_rate', place, scenario)})" if discounted else ""
    images = Decimal(workload.images_a_month(bill.days))
    for unit in bill.unit_costs:
        for charge in unit.charges:
            price, rate = charge.price, paid_rate(bill.card, charge.price)
            source = bill.entry.source(price.source)
            an_image = EXACT.multiply(unit.generations, charge.quantity)
            cost = EXACT.multiply(
                EXACT.multiply(unit.generations, charge.cost), EXACT.multiply(images, workload.paid_part)
            )
            values: dict[str, Value] = {
                "workload": workload.name,
                "component": in_words.component(charge.component),
                "tier": in_words.tier(unit.tier),
                "size": str(unit.size),
                "processing": words(PROCESSINGS[unit.processing]),
                "units_an_image": an_image,
                "follows": 1,
                "units": EXACT.multiply(an_image, images),
                "unit": words(quantity_unit(charge.unit)),
                "rate": price.amount,
                "rate_unit": words(UNITS[price.unit]),
                "per": rate.per,
                "credit": rate.credit,
                "cost": cost,
                "read": source.read or words(read_when(source)),
            }
            exchanged = exchange(rate.currency, bill, replace(scenario, raterange=None))
            yield _ServiceLine(values, _units(place, table), exchanged + paid, source)


def _units(place: int, table: Table) -> str:
    """A formula: units a month, from the units per image."""
    return f"={{units_an_image}}*{of_workload('images_a_day', place, table.scenario)}*{DAYS}"

"""The sheet of the services' bills, line by line: units per image, times images a month, times the rate."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import NamedTuple

from pricing.bill.bills import Bill
from pricing.bill.placement import under_contract
from pricing.compare.rows import PricedRow, Row
from pricing.compare.table import Table
from pricing.export.comparison_book import messages
from pricing.export.comparison_book.compared_terms import DAYS, of_workload
from pricing.export.comparisons import purchase
from pricing.export.workbook import messages as workbook_messages
from pricing.export.workbook.billable import paid_rate
from pricing.export.workbook.formula_table import LEAD, Column, FormulaTable
from pricing.export.workbook.inputs_sheet import EXCHANGE_RATE
from pricing.export.workbook.lines_sheet import exchange
from pricing.export.workbook.sheet_writer import YES_NO, Book, Value
from pricing.prices import PriceBooks, Source
from pricing.prices.messages import UNITS, quantity_unit, read_when
from pricing.scenario import in_words
from pricing.scenario.labels.messages import PROCESSINGS
from pricing.scenario.own import OwnFactor
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT, quotient
from pricing.wording.messages import words

SERVICES, COSTS = "bill_service", "bill_cost"
"""The names of the columns that the sheet of the services sums."""
_HEADER, _FIRST = 3, 4
_Text = partial(Column, style="cell")
_COLUMNS = {
    "place": LEAD["place"],
    "service": _Text(messages.HEADS[0], 24),
    "workload": LEAD["name"],
    "component": _Text(workbook_messages.COMPONENT, 26),
    "tier": _Text(workbook_messages.TIER, 9),
    "size": _Text(workbook_messages.SIZE, 11),
    "processing": _Text(workbook_messages.PROCESSING, 11),
    "units_an_image": Column(messages.UNITS_AN_IMAGE, 14),
    "follows": _Text(messages.FOLLOWS_THE_IMAGES, 12, YES_NO),
    "units": Column(messages.UNITS_A_MONTH, 18, "amount"),
    "unit": _Text(workbook_messages.UNIT, 14),
    "rate": Column(workbook_messages.RATE, 12, "rate", style="input"),
    "rate_unit": _Text(workbook_messages.RATE_UNIT, 19),
    "per": Column(workbook_messages.UNITS_THE_RATE_PAYS, 12, "count"),
    "credit": Column(workbook_messages.PRICE_OF_A_CREDIT, 9, "rate"),
    "cost": Column(messages.HEADS[1], 16, "money"),
    "source": _Text(workbook_messages.SOURCE, 40),
    "read": _Text(workbook_messages.READ_ON, 12, "day"),
}


class _ServiceLine(NamedTuple):
    """A line of a service's bill."""

    values: dict[str, Value]
    units: str
    """The formula of the units a month; empty if they do not follow the images."""
    factors: str
    """The end of the formula of the cost: exchange rates and the discount."""
    source: Source | None = None


def write(book: Book, table: Table, rows: Sequence[Row], books: PriceBooks) -> None:
    """Write the lines of each service that has a price; the services are numbered from 1, in the order of `rows`."""
    several = table.scenario.several
    columns = {key: column for key, column in _COLUMNS.items() if several or key != "workload"}
    sheet = FormulaTable((book, messages.BILLS), columns)
    sheet.sheet.title(messages.BILLS, messages.BILLS_NOTE)
    sheet.header(_HEADER, fixed_columns=2)
    place = _FIRST
    for number, row in enumerate(rows, 1):
        for line in _lines(row, table, books) if isinstance(row, PricedRow) else ():
            credit = "" if line.values.get("credit") is None else "*{credit}"
            formulas = {"cost": f"={{units}}*{{rate}}{credit}/{{per}}{line.factors}", "units": line.units}
            lead = {"place": number, "service": row.label, **line.values}
            sheet.write(place, lead, formulas={key: text for key, text in formulas.items() if text})
            if line.source is not None:
                sheet.sheet.source(place, sheet.at["source"], line.source, line.source.title)
            place += 1
    for key, name in (("place", SERVICES), ("cost", COSTS)):
        sheet.define(name, key, _FIRST, max(place - 1, _FIRST))
    if place > _FIRST:
        sheet.sheet.cells.autofilter(_HEADER, 0, place - 1, len(columns) - 1)


def _lines(row: PricedRow, table: Table, books: PriceBooks) -> Iterator[_ServiceLine]:
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

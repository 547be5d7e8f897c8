"""Azure's cost exports: pay-as-you-go, Enterprise Agreement and Microsoft Customer Agreement."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from pricing.actual import cells
from pricing.actual.gathering import NO_DAY, Row
from pricing.actual.records import Kind, Processing, Record, note
from pricing.actual.tables import Table
from pricing.prices.aliases import meter
from pricing.values.exact import EXACT
from pricing.values.size import Size
from pricing.wording.said import Said

PAYG, EA, MCA = SOURCES = ("azure-payg", "azure-ea", "azure-mca")
PAYG_COLUMNS = frozenset({"usagedatetime", "metername", "pretaxcost"})
EA_COLUMNS = frozenset({"date", "metername", "costinbillingcurrency"})
MCA_COLUMNS = frozenset({*EA_COLUMNS, "exchangeratepricingtobilling"})
_MEASURES = frozenset(
    {
        "usagequantity",
        "quantity",
        "resourcerate",
        "effectiveprice",
        "unitprice",
        "paygprice",
        "pretaxcost",
        "costinbillingcurrency",
        "costinpricingcurrency",
        "costinusd",
        "exchangeratepricingtobilling",
        "exchangeratedate",
        "paygcostinbillingcurrency",
        "paygcostinusd",
    }
)
"""What may be otherwise when the same row is exported again."""
_UNIT = re.compile(r"([0-9]+)([KM]?)(?: .*)?", re.IGNORECASE)
_TIMES: Mapping[str, Decimal] = {"": Decimal(1), "K": Decimal(1000), "M": Decimal(1_000_000)}
_IN_NAME = re.compile(r" 1(M) Tokens$")


_CURRENCY = ("billingcurrency", "billingcurrencycode", "currency", "currencycode")


def notes(table: Table) -> Iterator[Said]:
    """What has to be known of an export: how it counts, and what its amounts are in where it does not say."""
    yield note("meter-units", name=table.file.name)
    if table.column(*_CURRENCY) is None:
        yield note("no-currency", name=table.file.name)


def rows_of_payg(table: Table) -> Iterator[Row]:
    """The rows of a pay-as-you-go export. Raises CellError."""
    return _rows(table, PAYG)


def rows_of_ea(table: Table) -> Iterator[Row]:
    """The rows of an Enterprise Agreement's export. Raises CellError."""
    return _rows(table, EA)


def rows_of_mca(table: Table) -> Iterator[Row]:
    """The rows of a Customer Agreement's export: its cost in USD where it has one. Raises CellError."""
    return _rows(table, MCA)


def _rows(table: Table, source: str) -> Iterator[Row]:
    places = {
        name: table.column(*columns)
        for name, columns in (
            ("day", ("usagedatetime", "date")),
            ("meter", ("metername",)),
            ("unit", ("unitofmeasure",)),
            ("count", ("usagequantity", "quantity")),
            ("cost", ("pretaxcost", "costinbillingcurrency")),
            ("currency", _CURRENCY),
            ("usd", ("costinusd",)),
        )
    }
    key_of, whole_of = table.keys(_MEASURES), table.keys(())
    for row in table.rows():
        cell = {name: "" if place is None else row[place] for name, place in places.items()}
        yield _row(source, cell, key_of(row), whole_of(row))


def _row(source: str, cell: Mapping[str, str], key: bytes, whole: bytes) -> Row:
    day = cells.day(cell["day"], "month-first")
    cost, money = cells.amount(cell["cost"]), cells.currency(cell["currency"]) or "USD"
    if money != "USD" and (in_usd := cells.amount(cell["usd"])) is not None:
        cost, money = in_usd, "USD"
    if cost is None:
        return Row(key, whole, day, ())
    name = cell["meter"].strip()
    model, kind, processing, quality, size = _metered(name)
    quantity = _quantity(cells.amount(cell["count"]), cell["unit"], name) if kind != "other" else None
    record = Record(day or NO_DAY, model, kind, quantity, cost, money, source, size, quality, processing, key)
    return Row(key, whole, day, (record,))


def _metered(name: str) -> tuple[str, Kind, Processing, str, Size | None]:
    """The model of a meter and what it counts; a meter of something else is its own name."""
    found = meter(name)
    if found is None:
        return name, "other", "", "", None
    if found.tier:
        return found.model, "images", found.processing, found.tier, found.size
    kinds: Mapping[str, Kind] = {
        "text_input": "text_input",
        "cached_text_input": "cached_text_input",
        "image_input": "image_input",
        "cached_image_input": "cached_image_input",
        "text_output": "text_output",
        "image_output": "image_output",
    }
    return found.model, kinds.get(found.component, "other"), found.processing, "", None


def _quantity(count: Decimal | None, unit: str, name: str) -> Decimal | None:
    """Tokens or images, counted in units of the meter; None where the unit is not said."""
    said = _UNIT.fullmatch(unit.strip())
    if count is None or (said is None and not _IN_NAME.search(name)):
        return None
    times = Decimal(said[1]) * _TIMES[said[2].upper()] if said else _TIMES["M"]
    return EXACT.multiply(count, times)

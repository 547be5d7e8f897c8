"""FOCUS, the open format of bills, in versions 1.2 and 1.4: what was billed, by day. It has no column for a model.

Its model is what its own columns (`x_...model`), the meter, the description or the resource say, in this order.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from pricing.actual import cells
from pricing.actual.gathering import NO_DAY, Row
from pricing.actual.openai_costs import line_item
from pricing.actual.records import Kind, Record
from pricing.actual.tables import Table
from pricing.values.exact import EXACT

OLD, NEW = "focus-1.2", "focus-1.4"
COLUMNS = frozenset({"billedcost", "billingcurrency", "chargeperiodstart"})
OLD_COLUMNS = frozenset({*COLUMNS, "providername"})
NEW_COLUMNS = frozenset({*COLUMNS, "serviceprovidername"})
_MEASURES = frozenset(
    {
        "billedcost",
        "effectivecost",
        "listcost",
        "contractedcost",
        "consumedquantity",
        "pricingquantity",
        "listunitprice",
        "contractedunitprice",
    }
)
_NAMED = ("skumeter", "chargedescription", "resourcename", "servicesubcategory", "servicename")
_COUNTED = re.compile(r"(?:([0-9]+) )?(tokens|images?|requests?)", re.IGNORECASE)


def rows_of_old(table: Table) -> Iterator[Row]:
    """The rows of a file of version 1.2. Raises CellError."""
    return _rows(table, OLD)


def rows_of_new(table: Table) -> Iterator[Row]:
    """The rows of a file of version 1.4. Raises CellError."""
    return _rows(table, NEW)


def _rows(table: Table, source: str) -> Iterator[Row]:
    own = [name for name in table.names if name.startswith("x_") and "model" in name]
    named = [place for name in (*own, *_NAMED) if (place := table.column(name)) is not None]
    described = table.column("skumeter", "chargedescription")
    start, billed, money = (table.column(name) for name in ("chargeperiodstart", "billedcost", "billingcurrency"))
    counts = [(table.column(f"{of}quantity"), table.column(f"{of}unit")) for of in ("consumed", "pricing")]
    key_of, whole_of = table.keys(_MEASURES), table.keys(())

    def cell(row: list[str], place: int | None) -> str:
        return "" if place is None else row[place]

    for row in table.rows():
        day, cost = cells.day(cell(row, start)), cells.amount(cell(row, billed))
        key, whole = key_of(row), whole_of(row)
        if cost is None:
            yield Row(key, whole, day, ())
            continue
        name = next((row[place] for place in named if row[place].strip()), "")
        model, kind, processing = line_item(name)
        if kind == "other" and described is not None:
            kind = line_item(f",{row[described]}")[1]
        quantity = None
        for count, unit in counts:
            if quantity is None:
                quantity, kind = _counted(cells.amount(cell(row, count)), cell(row, unit), kind)
        money_of = cells.currency(cell(row, money)) or "USD"
        record = Record(day or NO_DAY, model, kind, quantity, cost, money_of, source, processing=processing, key=key)
        yield Row(key, whole, day, (record,))


def _counted(count: Decimal | None, unit: str, kind: Kind) -> tuple[Decimal | None, Kind]:
    """How much was counted, and of what where the unit says it."""
    said = _COUNTED.fullmatch(unit.strip())
    if count is None or said is None:
        return None, kind
    quantity = EXACT.multiply(count, Decimal(said[1] or 1))
    word = said[2].casefold().rstrip("s")
    if word == "token":
        return (quantity, kind) if kind not in ("images", "requests", "other") else (None, kind)
    return quantity, "images" if word == "image" else "requests"

"""Cost exports: Azure's of three agreements, FOCUS (the open format of bills), and LiteLLM's logs of requests.

Of LiteLLM's logs who asked, with which key and for what, is never read.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import partial

from pricing.actual.readers import cell_values, messages
from pricing.actual.readers.file_table import FileTable, JsonObject, TableFormat, digest
from pricing.actual.readers.openai import line_item
from pricing.actual.readers.usage_records import NO_DAY, USAGE_KINDS, BilledProcessing, FileRow, UsageKind, UsageRecord
from pricing.prices.aliases import meter
from pricing.values.exact import EXACT
from pricing.values.size import Size
from pricing.wording.messages import Message

LITELLM = "litellm"
_AZURE_MEASURES = re.compile(
    "(usage)?quantity|resourcerate|(effective|unit|payg)price|pretaxcost|exchangerate(pricingtobilling|date)"
    "|(payg)?costin(billingcurrency|usd)|costinpricingcurrency"
)
"""What may be otherwise when the same row is exported again."""
_AZURE_CURRENCY = ("billingcurrency", "billingcurrencycode", "currency", "currencycode")
_AZURE_CELLS: Mapping[str, tuple[str, ...]] = {
    "day": ("usagedatetime", "date"),
    "meter": ("metername",),
    "unit": ("unitofmeasure",),
    "count": ("usagequantity", "quantity"),
    "cost": ("pretaxcost", "costinbillingcurrency"),
    "currency": _AZURE_CURRENCY,
    "usd": ("costinusd",),
}
"""The columns of each cell that is read; the first that an export has."""
_AZURE_UNIT = re.compile(r"([0-9]+)([KM]?)(?: .*)?", re.IGNORECASE)
_TIMES: Mapping[str, Decimal] = {"": Decimal(1), "K": Decimal(1000), "M": Decimal(1_000_000)}
_MILLIONS_IN_NAME = re.compile(r" 1(M) Tokens$")
_FOCUS_COLUMNS = frozenset({"billedcost", "billingcurrency", "chargeperiodstart"})
_FOCUS_MEASURES = re.compile(
    "(billed|effective|list|contracted)cost|(consumed|pricing)quantity|(list|contracted)unitprice"
)
_FOCUS_NAMED = ("skumeter", "chargedescription", "resourcename", "servicesubcategory", "servicename")
_FOCUS_UNIT = re.compile(r"(?:([0-9]+) )?(tokens|images?|requests?)", re.IGNORECASE)
_LITELLM_CELLS = (
    "request_id",
    "call_type",
    "spend",
    "prompt_tokens",
    "completion_tokens",
    "starttime",
    "model",
    "custom_llm_provider",
)


def _azure_notes(table: FileTable) -> Iterator[Message]:
    """How an export counts, and what its amounts are in where it does not say."""
    yield messages.meter_units(table.file.name)
    if table.column(*_AZURE_CURRENCY) is None:
        yield messages.no_currency(table.file.name)


def _azure_rows(source: str, table: FileTable) -> Iterator[FileRow]:
    places = {name: table.column(*columns) for name, columns in _AZURE_CELLS.items()}
    key_of, whole_of = table.digests(_AZURE_MEASURES.fullmatch), table.digests()
    for row in table.rows():
        cells = {name: "" if place is None else row[place] for name, place in places.items()}
        yield _azure_row(source, cells, key_of(row), whole_of(row))


def _azure_row(source: str, cells: Mapping[str, str], key: bytes, whole: bytes) -> FileRow:
    """A row; its cost is in USD where it has one in USD."""
    day = cell_values.day(cells["day"], "month-first")
    cost, currency = cell_values.amount(cells["cost"]), cell_values.currency(cells["currency"]) or "USD"
    if currency != "USD" and (in_usd := cell_values.amount(cells["usd"])) is not None:
        cost, currency = in_usd, "USD"
    if cost is None:
        return FileRow(key, whole, day, ())
    name = cells["meter"].strip()
    model, kind, processing, quality, size = _metered(name)
    count = cell_values.amount(cells["count"])
    quantity = None if kind == "other" or count is None else _azure_quantity(count, cells["unit"], name)
    record = UsageRecord(day or NO_DAY, model, kind, quantity, cost, currency, source, size, quality, processing, key)
    return FileRow(key, whole, day, (record,))


def _metered(name: str) -> tuple[str, UsageKind, BilledProcessing, str, Size | None]:
    """The model of a meter and what it counts; a meter of something else is its own name."""
    metered = meter(name)
    if metered is None:
        return name, "other", "", "", None
    if metered.tier:
        return metered.model, "images", metered.processing, metered.tier, metered.size
    kind: UsageKind = next((kind for kind in USAGE_KINDS if kind == metered.component), "other")
    return metered.model, kind, metered.processing, "", None


def _azure_quantity(count: Decimal, unit: str, name: str) -> Decimal | None:
    """Tokens or images, counted in units of the meter; None where the unit is not said."""
    of_unit = _AZURE_UNIT.fullmatch(unit.strip())
    if of_unit:
        return EXACT.multiply(count, Decimal(of_unit[1]) * _TIMES[of_unit[2].upper()])
    return EXACT.multiply(count, _TIMES["M"]) if _MILLIONS_IN_NAME.search(name) else None


def _focus_rows(source: str, table: FileTable) -> Iterator[FileRow]:
    """FOCUS has no column for a model: that is what its own columns (`x_...model`), the meter, the description or the
    resource say, in this order.
    """
    own = [name for name in table.names if name.startswith("x_") and "model" in name]
    named = [place for name in (*own, *_FOCUS_NAMED) if (place := table.column(name)) is not None]
    described = table.column("skumeter", "chargedescription")
    start, billed, money = (table.column(name) for name in ("chargeperiodstart", "billedcost", "billingcurrency"))
    counts = [(table.column(f"{name}quantity"), table.column(f"{name}unit")) for name in ("consumed", "pricing")]
    key_of, whole_of = table.digests(_FOCUS_MEASURES.fullmatch), table.digests()

    def cell(row: list[str], place: int | None) -> str:
        return "" if place is None else row[place]

    for row in table.rows():
        day, cost = cell_values.day(cell(row, start)), cell_values.amount(cell(row, billed))
        key, whole = key_of(row), whole_of(row)
        if cost is None:
            yield FileRow(key, whole, day, ())
            continue
        name = next((row[place] for place in named if row[place].strip()), "")
        model, kind, processing = line_item(name)
        if kind == "other" and described is not None:
            kind = line_item(f",{row[described]}")[1]
        quantity = None
        for count, unit in counts:
            if quantity is None:
                quantity, kind = _focus_quantity(cell_values.amount(cell(row, count)), cell(row, unit), kind)
        currency = cell_values.currency(cell(row, money)) or "USD"
        record = UsageRecord(
            day or NO_DAY, model, kind, quantity, cost, currency, source, processing=processing, key=key
        )
        yield FileRow(key, whole, day, (record,))


def _focus_quantity(count: Decimal | None, unit: str, kind: UsageKind) -> tuple[Decimal | None, UsageKind]:
    """How much was counted, and of what where the unit says it."""
    of_unit = _FOCUS_UNIT.fullmatch(unit.strip())
    if count is None or of_unit is None:
        return None, kind
    quantity = EXACT.multiply(count, Decimal(of_unit[1] or 1))
    word = of_unit[2].casefold().rstrip("s")
    if word == "token":
        return (quantity, kind) if kind not in ("images", "requests", "other") else (None, kind)
    return quantity, "images" if word == "image" else "requests"


def is_request(value: object) -> bool:
    """Whether it is one request of LiteLLM's logs."""
    return isinstance(value, dict) and {"spend", "startTime", "call_type"} <= set(value)


def slim_request(value: dict[str, object]) -> dict[str, object]:
    """A request with nothing but what is read of it, so that a large log fits into memory; anything else as it is."""
    return (
        {key: cell for key, cell in value.items() if key.casefold() in _LITELLM_CELLS} if is_request(value) else value
    )


def request_row(request: JsonObject) -> FileRow:
    """One request of LiteLLM's logs. Raises CellError."""
    values = {str(key).casefold(): value for key, value in request.items()}
    return _request_row({name: "" if values.get(name) is None else str(values[name]) for name in _LITELLM_CELLS})


def _request_rows(table: FileTable) -> Iterator[FileRow]:
    places = {name: place for name in _LITELLM_CELLS if (place := table.column(name)) is not None}
    for row in table.rows():
        yield _request_row({name: row[place] for name, place in places.items()})


def _request_row(cells: Mapping[str, str]) -> FileRow:
    """A request has its spend and its tokens, and counts no images."""
    day, spend = cell_values.day(cells["starttime"]), cell_values.amount(cells["spend"])
    whole = digest(cells.get(name, "") for name in _LITELLM_CELLS)
    key = digest([cells["request_id"]]) if cells.get("request_id") else whole
    if spend is None:
        return FileRow(key, whole, day, ())
    model, provider = cells["model"], cells.get("custom_llm_provider", "")
    named = f"{provider}/{model}" if provider and "/" not in model else model
    of_images = "image" in cells["call_type"].casefold()
    counts: dict[UsageKind, Decimal | None] = {
        "input": cell_values.amount(cells.get("prompt_tokens", "")),
        "image_output" if of_images else "output": cell_values.amount(cells.get("completion_tokens", "")),
    }
    kind: UsageKind = "requests" if of_images else "other"
    request = UsageRecord(day or NO_DAY, named, kind, Decimal(1), spend, "USD", LITELLM, key=key)
    tokens = (
        request._replace(kind=kind, quantity=count, cost=None, currency="")
        for kind, count in counts.items()
        if count is not None
    )
    return FileRow(key, whole, day, (request, *tokens))


def _azure(source: str, *columns: str) -> TableFormat:
    return TableFormat(source, frozenset({"metername", *columns}), partial(_azure_rows, source), _azure_notes)


def _focus(source: str, column: str) -> TableFormat:
    return TableFormat(source, _FOCUS_COLUMNS | {column}, partial(_focus_rows, source))


FORMATS = (
    _azure("azure-payg", "usagedatetime", "pretaxcost"),
    _azure("azure-mca", "date", "costinbillingcurrency", "exchangeratepricingtobilling"),
    _azure("azure-ea", "date", "costinbillingcurrency"),
    TableFormat(LITELLM, frozenset({"call_type", "spend", "starttime", "model"}), _request_rows),
    _focus("focus-1.4", "serviceprovidername"),
    _focus("focus-1.2", "providername"),
)
"""Those that need more columns before those that need fewer of the same."""

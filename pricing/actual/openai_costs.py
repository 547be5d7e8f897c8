"""OpenAI's cost reports: the dashboard's CSV file, and the answer of `/v1/organization/costs`."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pricing.actual import cells
from pricing.actual.gathering import NO_DAY, Row
from pricing.actual.records import Kind, Processing, Record
from pricing.actual.tables import Table, digest
from pricing.values.exact import EXACT

SOURCE = "openai-costs"
COLUMNS = frozenset({"start_time", "amount_value", "amount_currency", "line_item"})
RESULT = "organization.costs.result"
_UNITS: Mapping[str, Decimal] = {"tokens": Decimal(1), "1000_tokens": Decimal(1000), "images": Decimal(1)}
_WORDS_OF_A_MODEL = (" image", " text")


def rows(table: Table) -> Iterator[Row]:
    """The rows of a cost file. Raises CellError for a cell that is not what its column holds."""
    names = ("start_time", "line_item", "amount_value", "amount_currency")
    start, item, value, money = (table.place(name) for name in names)
    key_of = table.keys(_MEASURES)
    for row in table.rows():
        key = key_of(row)
        yield _row(row[start], row[item], row[value], row[money], None, key)


def results(bucket: Mapping[str, Any], result: Mapping[str, Any]) -> Row:
    """One result of a bucket of costs."""
    amount = result.get("amount") or {}
    count = cells.amount(str(result.get("quantity") or ""))
    unit = str(result.get("quantity_unit") or "")
    quantity = None if count is None or unit not in _UNITS else EXACT.multiply(count, _UNITS[unit])
    about = [f"{bucket['start_time']}", *(f"{key}={result[key]}" for key in sorted(result) if key not in _MEASURES)]
    value = "" if amount.get("value") is None else str(amount["value"])
    money = str(amount.get("currency") or "")
    return _row(str(bucket["start_time"]), str(result.get("line_item") or ""), value, money, quantity, digest(about))


_MEASURES = ("amount", "amount_value", "quantity", "quantity_unit", "object", "project_name", "organization_name")
"""What may be otherwise when the same row is reported again."""


def shape(result: Mapping[str, Any]) -> tuple[str, ...]:
    """What a result is grouped by."""
    return tuple(key for key in sorted(result) if key not in _MEASURES and result[key] is not None)


def _row(start: str, item: str, value: str, money: str, quantity: Decimal | None, key: bytes) -> Row:
    day, cost = cells.day(start), cells.amount(value)
    whole = key + f"{value} {quantity}".encode()
    if cost is None:
        return Row(key, whole, day, ())
    model, kind, processing = line_item(item)
    record = Record(
        day or NO_DAY,
        model,
        kind,
        quantity,
        cost,
        cells.currency(money) or "USD",
        SOURCE,
        processing=processing,
        key=key,
    )
    return Row(key, whole, day, (record,))


@lru_cache(maxsize=4096)
def line_item(text: str) -> tuple[str, Kind, Processing]:
    """The model, what was counted and the processing of a line item, whose spelling varies.

    `gpt-image-2, output_image_tokens`, `gpt-image-1 image, output`, `gpt-image-2 text, input`.
    """
    model, _, rest = text.strip().partition(",")
    words = rest.casefold().replace("_", " ").replace("-", " ").split()
    for word in _WORDS_OF_A_MODEL:
        if model.endswith(word):
            model, words = model.removesuffix(word), [*words, word.strip()]
    processing: Processing = "batch" if "batch" in words else ""
    return model.strip(), _kind(words), processing


def _kind(words: list[str]) -> Kind:
    image, text, cached = "image" in words, "text" in words, "cached" in words
    if "images" in words:
        return "images"
    if "output" in words:
        return "image_output" if image else "text_output" if text else "output"
    if "input" in words or cached:
        if image:
            return "cached_image_input" if cached else "image_input"
        if cached:
            return "cached_text_input"
        return "text_input" if text else "input"
    return "other"

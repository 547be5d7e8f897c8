"""LiteLLM's spend logs: one row a request, as JSON or CSV, each with its spend. They count no images.

Who asked, with which key and for what, is never read.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pricing.actual import cells
from pricing.actual.gathering import NO_DAY, Row
from pricing.actual.records import Kind, Record
from pricing.actual.tables import Table, digest

SOURCE = "litellm"
COLUMNS = frozenset({"call_type", "spend", "starttime", "model"})
_IMAGES = "image"
"""In the type of a call that makes or edits images."""
_READ = (
    "request_id",
    "call_type",
    "spend",
    "prompt_tokens",
    "completion_tokens",
    "starttime",
    "model",
    "custom_llm_provider",
)


def rows(table: Table) -> Iterator[Row]:
    """The rows of logs as a table. Raises CellError."""
    places = {name: place for name in _READ if (place := table.column(name)) is not None}
    for row in table.rows():
        yield _row({name: row[place] for name, place in places.items()})


def is_log(found: Any) -> bool:
    """Whether it is one request of a log."""
    return isinstance(found, dict) and {"spend", "startTime", "call_type"} <= set(found)


def slim(found: dict[str, Any]) -> dict[str, Any]:
    """A request with nothing but what is read of it, so that a large log fits into memory; anything else as it is."""
    return {name: value for name, value in found.items() if name.casefold() in _READ} if is_log(found) else found


def request(found: Mapping[str, Any]) -> Row:
    """One request of a log."""
    values = {str(key).casefold(): value for key, value in found.items()}
    return _row({name: "" if values.get(name) is None else str(values[name]) for name in _READ})


def _row(values: Mapping[str, str]) -> Row:
    day = cells.day(values["starttime"])
    spend = cells.amount(values["spend"])
    whole = digest(values.get(name, "") for name in _READ)
    key = digest([values["request_id"]]) if values.get("request_id") else whole
    if spend is None:
        return Row(key, whole, day, ())
    model = values["model"]
    provider = values.get("custom_llm_provider", "")
    named = f"{provider}/{model}" if provider and "/" not in model else model
    made = _IMAGES in values["call_type"].casefold()
    counts: dict[Kind, Decimal | None] = {
        "input": cells.amount(values.get("prompt_tokens", "")),
        "image_output" if made else "output": cells.amount(values.get("completion_tokens", "")),
    }
    record = Record(day or NO_DAY, named, "requests" if made else "other", Decimal(1), spend, "USD", SOURCE, key=key)
    tokens = (
        record._replace(kind=kind, quantity=count, cost=None, currency="")
        for kind, count in counts.items()
        if count is not None
    )
    return Row(key, whole, day, (record, *tokens))

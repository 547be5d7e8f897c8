"""Reports, logs and API answers in JSON, converted into tables with the columns that the same formats have as CSV."""

import json
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain, islice
from typing import Any

from babel.numbers import get_currency_precision

from pricing.actual.readers import formats, messages, own_table
from pricing.actual.readers.files.file_table import FileTable, normalised
from pricing.actual.readers.files.source_file import MEGABYTE, ReadError, SourceFile
from pricing.wording.messages import Message

JsonObject = Mapping[str, Any]
"""A JSON object."""
MOST_JSON = 60 * MEGABYTE
_MOST_KEYS = 40
"""The most keys that a message lists."""
_DEEPEST = 3
"""Nested objects whose values become columns."""
_BETWEEN = " \t\r\n,"
"""What may separate the values in a JSON text."""
_LITELLM = frozenset({"spend", "startTime", "call_type"})
_SLIM = frozenset(
    [
        "request_id",
        "call_type",
        "spend",
        "prompt_tokens",
        "completion_tokens",
        "starttime",
        "model",
        "custom_llm_provider",
        "n",
    ]
)
"""LiteLLM's logs also have the user, the key and the prompt of a request: they are never read."""


def json_table(file: SourceFile) -> FileTable:
    """The table in a JSON text. Raises ReadError, which lists the keys, if the format is unknown."""
    values = _values(file)
    notes: tuple[Message, ...] = ()
    pages = [value for value in values if isinstance(value, dict) and "has_more" in value]
    if pages and pages[-1]["has_more"]:
        notes = (messages.more_pages(file.name),)
    objects = deque(part for value in values for part in _opened(value) if isinstance(part, dict))
    values.clear()
    keys = sorted({str(key) for value in islice(objects, 100) for key in value})
    buckets = any("start_time" in part and "results" in part for part in objects)
    if buckets and all(not part.get("results") for part in objects):
        raise ReadError(messages.empty_report(file.name))
    rows: list[dict[str, str]] = []
    while objects:
        # Each object is released once its rows are made, so that a log of requests is not in memory twice.
        rows += _rows(objects.popleft())
    columns = list(dict.fromkeys(key for row in rows for key in row))
    kinds = {row.get("object", "") for row in rows}
    code = formats.RESULTS.get(next(iter(kinds), ""), "") if len(kinds) == 1 else ""
    if buckets and not code:
        raise ReadError(messages.unknown_report(file.name, sorted(kind or "-" for kind in kinds)[:_MOST_KEYS]))
    if code or (rows and formats.of_columns({normalised(column) for column in columns}) is not None):
        return FileTable(file.name, columns, lambda: _cells(rows, columns), notes, code=code)
    if own_table.is_header(columns):
        return FileTable(file.name, columns, lambda: _cells(rows, columns), notes)
    raise ReadError(messages.unknown_json(file.name, keys[:_MOST_KEYS] or ["-"]))


def _cells(rows: Sequence[Mapping[str, str]], columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(rows, 1):
        yield number, [row.get(column, "") for column in columns]


def _opened(value: object) -> list[object]:
    """The list in an answer that is sent in pages; any other value unchanged."""
    if isinstance(value, dict):
        for key in ("data", "time_series", "results"):
            if isinstance(value.get(key), list) and not _is_a_row(value):
                return list(value[key])
    return [value]


def _is_a_row(value: JsonObject) -> bool:
    """Whether an object that contains a list is one row: a bucket of a report, or an answer with its images."""
    return "start_time" in value or "bucket" in value or "usage" in value or "created" in value


def _rows(value: JsonObject) -> Iterator[dict[str, str]]:
    """The rows of one object."""
    results = value.get("results")
    breakdown = value.get("breakdown")
    if isinstance(results, list):
        outer = {key: cell for key, cell in value.items() if key not in ("results", "object")}
        yield from (_flat(outer | result) for result in results if isinstance(result, dict))
    elif isinstance(breakdown, dict) and isinstance(breakdown.get("models"), dict):
        for model, of_model in breakdown["models"].items():
            metrics = of_model.get("metrics", of_model) if isinstance(of_model, dict) else {}
            yield _flat({"date": value.get("date"), "model": model} | (metrics if isinstance(metrics, dict) else {}))
    elif value.get("object") == "invoice":
        yield from _invoice_lines(value)
    elif (answer := _answer(value)) is not None:
        yield answer
    else:
        yield _flat(value)


def _flat(value: JsonObject) -> dict[str, str]:
    """The values of an object and of its nested objects, by their joined keys."""
    row = dict(_scalars(value, "", 0))
    for short, names in _OTHER_NAMES.items():
        if short not in row and (name := next((name for name in names if name in row), None)) is not None:
            row[short] = row[name]
    return row


_OTHER_NAMES: Mapping[str, tuple[str, ...]] = {
    "total_cost": ("calculatedTotalCost", "totalCost", "costDetails_total"),
    "start_time": ("startTime",),
    "output_usage": ("usageDetails_output", "usage_output"),
    "input_usage": ("usageDetails_input", "usage_input"),
}
"""Langfuse's JSON key -> the column of its CSV files."""


def _scalars(value: JsonObject, before: str, depth: int) -> Iterator[tuple[str, str]]:
    for key, cell in value.items():
        name = f"{before}{key}"
        if isinstance(cell, dict) and depth < _DEEPEST:
            yield from _scalars(cell, f"{name}_", depth + 1)
        elif isinstance(cell, list):
            if key == "credits":
                yield name, json.dumps(cell, default=str)
        elif not isinstance(cell, dict):
            yield name, _text(cell)


def _text(cell: object) -> str:
    """A value as a CSV file would have it; empty for null."""
    if isinstance(cell, bool) or cell is None:
        return {True: "true", False: "false", None: ""}[cell]
    return str(cell)


def _invoice_lines(invoice: JsonObject) -> Iterator[dict[str, str]]:
    """The lines of an invoice of Stripe, whose amounts are in the smallest unit of the currency."""
    lines = invoice.get("lines")
    currency = str(invoice.get("currency", "")).upper()
    for line in lines.get("data", []) if isinstance(lines, dict) else []:
        period = line.get("period") if isinstance(line, dict) else None
        if isinstance(period, dict) and isinstance(line.get("amount"), int):
            amount = Decimal(line["amount"]).scaleb(-get_currency_precision(currency))
            yield {
                "description": str(line.get("description") or ""),
                "amount": str(amount),
                "currency": currency,
                "period_start": str(period.get("start", "")),
                "period_end": str(period.get("end", "")),
            }


def _answer(value: JsonObject) -> dict[str, str] | None:
    """The usage that an API answer states, or a `usage` object; None for anything else."""
    tool = value.get("tool_usage")
    usage = value.get("usage", value)
    if isinstance(tool, dict) and isinstance(tool.get("image_gen"), dict):
        return _of_response(value, tool["image_gen"])
    if isinstance(value.get("usageMetadata"), dict):
        return _of_gemini(value, value["usageMetadata"])
    if isinstance(usage, dict) and {"input_tokens", "output_tokens"} <= set(usage):
        images = len(value["data"]) if isinstance(value.get("data"), list) else 1
        created = value.get("created", value.get("created_at"))
        return _row_of_answer("answer_images", images, created, usage) | _texts(value, ("size", "quality", "model"))
    return _of_prediction(value)


def _row_of_answer(column: str, images: int, created: object, usage: JsonObject) -> dict[str, str]:
    """Output counts as image tokens unless it is divided by modality, as in streamed events."""
    row = {"created": "" if created is None else str(created), column: str(images), "requests": "1"}
    inputs, outputs = usage.get("input_tokens_details"), usage.get("output_tokens_details")
    if isinstance(inputs, dict) and inputs:
        row |= _texts(
            {"input_text_tokens": inputs.get("text_tokens"), "input_image_tokens": inputs.get("image_tokens")}
        )
    else:
        row |= _texts({"input_tokens": usage.get("input_tokens")})
    made = outputs.get("image_tokens") if isinstance(outputs, dict) else None
    row |= _texts({"output_image_tokens": usage.get("output_tokens") if made is None else made})
    if isinstance(outputs, dict):
        row |= _texts({"output_text_tokens": outputs.get("text_tokens") or None})
    return row


def _of_response(value: JsonObject, usage: JsonObject) -> dict[str, str]:
    """The images of an answer of the Responses API; the text model that calls the tool is billed separately."""
    output = value.get("output")
    calls = [part for part in output if isinstance(part, dict)] if isinstance(output, list) else []
    calls = [part for part in calls if part.get("type") == "image_generation_call"]
    tools = value.get("tools")
    images = [part for part in tools if isinstance(part, dict)] if isinstance(tools, list) else []
    tool = next((part for part in images if part.get("type") == "image_generation"), {})
    row = _row_of_answer("response_images", len(calls) or 1, value.get("created_at"), usage)
    return row | _texts(tool, ("size", "quality", "model")) | _texts(calls[0] if calls else {}, ("size", "quality"))


def _of_gemini(value: JsonObject, usage: JsonObject) -> dict[str, str]:
    """An answer of Gemini: image tokens by modality; text and thoughts as text output."""
    output, prompt = (_by_modality(usage.get(key)) for key in ("candidatesTokensDetails", "promptTokensDetails"))
    text = Decimal(output.get("TEXT", 0)) + Decimal(str(usage.get("thoughtsTokenCount") or 0))
    made = Decimal(str(usage.get("candidatesTokenCount") or 0))
    image = Decimal(output["IMAGE"]) if "IMAGE" in output else made
    candidates = value.get("candidates")
    row = {
        "created": str(value.get("createTime") or ""),
        "gemini_images": str(len(candidates) if isinstance(candidates, list) and candidates else 1),
        "requests": "1",
        "output_image_tokens": str(image),
        "input_text_tokens": str(prompt.get("TEXT", usage.get("promptTokenCount") or 0)),
        "input_image_tokens": str(prompt.get("IMAGE", 0)),
        "model": str(value.get("modelVersion") or ""),
    }
    return row | ({"output_text_tokens": str(text)} if text else {})


def _by_modality(details: object) -> dict[str, str]:
    parts = [part for part in details if isinstance(part, dict)] if isinstance(details, list) else []
    return {str(part.get("modality")): str(part.get("tokenCount") or 0) for part in parts}


def _of_prediction(value: JsonObject) -> dict[str, str] | None:
    """A prediction of Replicate: it counts its images and has no cost."""
    metrics, output = value.get("metrics"), value.get("output")
    if not {"id", "model", "created_at", "version"} <= set(value):
        return None
    images = metrics.get("image_count") if isinstance(metrics, dict) else None
    if images is None:
        images = len(output) if isinstance(output, list) else 1 if isinstance(output, str) else 0
    row = {"replicate_id": str(value["id"]), "created_at": str(value["created_at"]), "images": str(images)}
    return row | {"model": f"replicate/{value['model']}"}


def _texts(value: JsonObject, keys: Iterable[str] | None = None) -> dict[str, str]:
    """The values of these keys as texts, where there are any."""
    return {
        key: str(value[key])
        for key in (value if keys is None else keys)
        if isinstance(value.get(key), (str, int, Decimal))
    }


def _slim(value: dict[str, object]) -> dict[str, object]:
    """A request of LiteLLM's logs with only the keys that are read, so that a large log fits into memory."""
    if not value.keys() >= _LITELLM:
        return value
    slim = {key: cell for key, cell in value.items() if key.casefold() in _SLIM}
    response = value.get("response")
    data = response.get("data") if isinstance(response, dict) else None
    if "n" not in slim and isinstance(data, list) and data:
        slim["n"] = len(data)
    return slim


def _values(file: SourceFile) -> list[object]:
    """The values of a JSON text one after the other; the elements of a list one by one."""
    if file.size > MOST_JSON:
        raise ReadError(messages.json_too_large(file.name, -(-file.size // MEGABYTE), MOST_JSON // MEGABYTE))
    stream, _ = file.text()
    text = stream.read()
    decoder = json.JSONDecoder(object_hook=_slim, parse_float=Decimal, parse_constant=_refuse_constant)
    values: list[object] = []
    place = 0
    while True:
        while place < len(text) and text[place] in _BETWEEN:
            place += 1
        if place == len(text):
            return list(chain.from_iterable(value if isinstance(value, list) else [value] for value in values))
        try:
            value, place = decoder.raw_decode(text, place)
        except RecursionError:
            raise ReadError(messages.deep_json(file.name)) from None
        except json.JSONDecodeError as error:
            raise ReadError(messages.broken_json(file.name, error.lineno)) from None
        except (ArithmeticError, ValueError):
            raise ReadError(messages.large_number(file.name)) from None
        values.append(value)


def _refuse_constant(text: str) -> Decimal:
    raise ValueError(f"{text} is no amount")

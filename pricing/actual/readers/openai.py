"""OpenAI: reports on costs and on usage as CSV or JSON, and what answers of the Images API say they took.

Reports on usage have no cost; those on completions have the tokens of image models too.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache, partial

from pricing.actual.readers import cell_values
from pricing.actual.readers.file_table import FileTable, JsonObject, TableFormat, digest
from pricing.actual.readers.usage_records import NO_DAY, BilledProcessing, FileRow, UsageKind, UsageRecord
from pricing.values.exact import EXACT

COSTS, IMAGES, COMPLETIONS, ANSWERS = "openai-costs", "openai-images", "openai-completions", "openai-answers"
REPORTS = (COSTS, IMAGES, COMPLETIONS)
"""They hold 60 days at most."""
RESULTS: Mapping[str, str] = {
    "organization.costs.result": COSTS,
    "organization.usage.images.result": IMAGES,
    "organization.usage.completions.result": COMPLETIONS,
}
"""The source of a result, by the kind that it says it is."""
_UNITS: Mapping[str, Decimal] = {"tokens": Decimal(1), "1000_tokens": Decimal(1000), "images": Decimal(1)}
_COST_MEASURES = ("amount", "amount_value", "quantity", "quantity_unit", "object", "project_name", "organization_name")
"""What may be otherwise when the same row of costs is reported again."""
_GROUPED_BY = (
    "start_time",
    "end_time",
    "project_id",
    "user_id",
    "api_key_id",
    "model",
    "size",
    "source",
    "batch",
    "service_tier",
    "organization_id",
)
"""What usage may be grouped by: the rest of a row are counts."""


def shape(result: JsonObject) -> tuple[str, ...]:
    """What a result of a report is grouped by."""
    if RESULTS[result["object"]] == COSTS:
        return tuple(key for key in sorted(result) if key not in _COST_MEASURES and result[key] is not None)
    return tuple(key for key in _GROUPED_BY if result.get(key) is not None)


def result_row(bucket: JsonObject, result: JsonObject) -> FileRow:
    """One result of a bucket of a report. Raises CellError."""
    source, start = RESULTS[result["object"]], str(bucket["start_time"])
    if source == COSTS:
        amount = result.get("amount") or {}
        count = cell_values.amount(str(result.get("quantity") or ""))
        unit = str(result.get("quantity_unit") or "")
        quantity = None if count is None or unit not in _UNITS else EXACT.multiply(count, _UNITS[unit])
        about = [start, *(f"{key}={result[key]}" for key in sorted(result) if key not in _COST_MEASURES)]
        value = "" if amount.get("value") is None else str(amount["value"])
        item, currency = str(result.get("line_item") or ""), str(amount.get("currency") or "")
        return _cost_row(start, item, value, currency, quantity, digest(about))
    cells = {"start_time": start}
    cells |= {key: "" if value is None else str(value) for key, value in result.items()}
    about = [f"{key}={cells[key]}" for key in _GROUPED_BY if cells.get(key)]
    return _usage_row(source, cells, digest(about), digest(f"{key}={cells[key]}" for key in cells))


def _cost_rows(table: FileTable) -> Iterator[FileRow]:
    names = ("start_time", "line_item", "amount_value", "amount_currency")
    start, item, value, currency = (place for name in names if (place := table.column(name)) is not None)
    key_of = table.digests(_COST_MEASURES.__contains__)
    for row in table.rows():
        yield _cost_row(row[start], row[item], row[value], row[currency], None, key_of(row))


def _cost_row(start: str, item: str, value: str, currency: str, quantity: Decimal | None, key: bytes) -> FileRow:
    day, cost = cell_values.day(start), cell_values.amount(value)
    whole = key + f"{value} {quantity}".encode()
    if cost is None:
        return FileRow(key, whole, day, ())
    model, kind, processing = line_item(item)
    currency = cell_values.currency(currency) or "USD"
    record = UsageRecord(day or NO_DAY, model, kind, quantity, cost, currency, COSTS, processing=processing, key=key)
    return FileRow(key, whole, day, (record,))


@lru_cache(maxsize=4096)
def line_item(text: str) -> tuple[str, UsageKind, BilledProcessing]:
    """The model, what was counted and the processing of a line item, whose spelling varies.

    `gpt-image-2, output_image_tokens`, `gpt-image-1 image, output`, `gpt-image-2 text, input`.
    """
    model, _, rest = text.strip().partition(",")
    words = rest.casefold().replace("_", " ").replace("-", " ").split()
    for ending in (" image", " text"):
        if model.endswith(ending):
            model, words = model.removesuffix(ending), [*words, ending.strip()]
    return model.strip(), _kind(words), "batch" if "batch" in words else ""


def _kind(words: list[str]) -> UsageKind:
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


def _usage_rows(source: str, table: FileTable) -> Iterator[FileRow]:
    key_of, whole_of = table.digests(lambda name: name not in _GROUPED_BY), table.digests()
    for row in table.rows():
        yield _usage_row(source, dict(zip(table.names, row, strict=True)), key_of(row), whole_of(row))


def _usage_row(source: str, cells: Mapping[str, str], key: bytes, whole: bytes) -> FileRow:
    day = cell_values.day(cells["start_time"])
    size, model, date = cell_values.size(cells.get("size", "")), cells.get("model", ""), day or NO_DAY
    processing: BilledProcessing = ""
    if source == COMPLETIONS:
        processing = _processing(cells.get("batch", ""), cells.get("service_tier", ""))
    records = [
        UsageRecord(date, model, kind, count, None, "", source, size, "", processing, key)
        for kind, count in _counts(source, cells).items()
    ]
    return FileRow(key, whole, day, tuple(records))


def _counts(source: str, cells: Mapping[str, str]) -> dict[UsageKind, Decimal]:
    """What a row counts; empty where all its cells are."""

    def count(name: str) -> Decimal | None:
        text = cells.get(name)
        return cell_values.amount(text) if text else None

    counts: dict[UsageKind, Decimal | None] = {"requests": count("num_model_requests")}
    if source == IMAGES:
        counts["images"] = count("images")
    else:
        image, cached_image = count("input_image_tokens"), count("input_cached_image_tokens")
        text, cached_text = count("input_text_tokens"), count("input_cached_text_tokens")
        if cached_text is None:
            cached_text = _less(count("input_cached_tokens"), cached_image)
        text = _less(count("input_tokens"), image) if text is None else text
        counts |= {
            "text_input": _less(text, cached_text),
            "cached_text_input": cached_text,
            "image_input": _less(image, cached_image),
            "cached_image_input": cached_image,
        }
        made = count("output_image_tokens")
        if made:
            counts |= {"image_output": made, "text_output": count("output_text_tokens")}
        else:
            counts["output"] = count("output_tokens")
    # A zero says that nothing was counted, but of a cached part or of texts it says nothing that is needed.
    return {
        kind: value
        for kind, value in counts.items()
        if value is not None and (value or not kind.startswith(("cached", "text_output")))
    }


def _less(whole: Decimal | None, part: Decimal | None) -> Decimal | None:
    """What is left of a count without a part of it; the whole where the part is none of it."""
    return whole if whole is None or part is None or part > whole else EXACT.subtract(whole, part)


@lru_cache(maxsize=64)
def _processing(batch: str, tier: str) -> BilledProcessing:
    if batch.casefold() in ("true", "1", "1.0", "yes") or "batch" in tier.casefold():
        return "batch"
    return "standard" if batch.casefold() in ("false", "0", "0.0", "no") else ""


def is_answer(value: object) -> bool:
    """Whether it is an answer of the Images API, or the `usage` of one."""
    usage = value.get("usage", value) if isinstance(value, dict) else None
    return isinstance(usage, dict) and {"input_tokens", "output_tokens"} <= set(usage)


def answer_rows(answers: Iterable[JsonObject], model: str, day: dt.date | None) -> Iterator[FileRow]:
    """What answers of the Images API took, all of one model. Two that say the same are two.

    An answer has no model, and its `usage` alone no day either: both are asked for.
    """
    seen: Counter[str] = Counter()
    for answer in answers:
        texts = f"{answer.get('created')} {answer.get('usage', answer)}"
        seen[texts] += 1
        yield _answer_row(answer, seen[texts], model, day)


def _answer_row(answer: JsonObject, number: int, model: str, asked_day: dt.date | None) -> FileRow:
    """Output counts as image tokens where it is not told apart, as in streamed events."""
    usage: JsonObject = answer.get("usage", answer)
    created = answer.get("created")
    day = asked_day if created is None else cell_values.day(str(created))
    inputs, outputs = usage.get("input_tokens_details") or {}, usage.get("output_tokens_details") or {}
    counts: dict[UsageKind, object] = {
        "images": len(answer["data"]) if isinstance(answer.get("data"), list) else 1,
        "requests": 1,
    }
    if inputs:
        counts |= {"text_input": inputs.get("text_tokens"), "image_input": inputs.get("image_tokens")}
    else:
        counts["input"] = usage["input_tokens"]
    counts["image_output"] = outputs.get("image_tokens", usage["output_tokens"])
    counts["text_output"] = outputs.get("text_tokens") or None
    size, quality = cell_values.size(str(answer.get("size") or "")), str(answer.get("quality") or "")
    texts = [str(created), str(size), quality, *(f"{kind}={counts[kind]}" for kind in counts)]
    key = digest([str(number), *texts])
    records = tuple(
        UsageRecord(
            day or NO_DAY, model, kind, cell_values.amount(str(count)), None, "", ANSWERS, size, quality, "", key
        )
        for kind, count in counts.items()
        if count is not None
    )
    return FileRow(key, key, day, records)


FORMATS = (
    TableFormat(COSTS, frozenset({"start_time", "amount_value", "amount_currency", "line_item"}), _cost_rows),
    TableFormat(IMAGES, frozenset({"start_time", "images", "num_model_requests"}), partial(_usage_rows, IMAGES)),
    TableFormat(
        COMPLETIONS,
        frozenset({"start_time", "model", "input_tokens", "output_tokens"}),
        partial(_usage_rows, COMPLETIONS),
    ),
)

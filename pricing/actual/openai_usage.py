"""OpenAI's usage: reports on images and completions as JSON or CSV, and what answers of the Images API say they took.

None of it has a cost. Reports on completions have the tokens of image models too.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from pricing.actual import cells
from pricing.actual.gathering import NO_DAY, Row
from pricing.actual.records import Kind, Processing, Record
from pricing.actual.tables import Table, digest
from pricing.values.exact import EXACT

IMAGES = "openai-images"
COMPLETIONS = "openai-completions"
ANSWERS = "openai-answers"
IMAGES_COLUMNS = frozenset({"start_time", "images", "num_model_requests"})
COMPLETIONS_COLUMNS = frozenset({"start_time", "model", "input_tokens", "output_tokens"})
RESULTS: Mapping[str, str] = {
    "organization.usage.images.result": IMAGES,
    "organization.usage.completions.result": COMPLETIONS,
}
"""The source of a result, by the kind that it says it is."""
_ABOUT = (
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
"""What a report may be grouped by: the rest of a row are counts."""


_COUNTS = (
    "num_model_requests",
    "images",
    "input_tokens",
    "output_tokens",
    "input_text_tokens",
    "input_image_tokens",
    "input_cached_tokens",
    "input_cached_text_tokens",
    "input_cached_image_tokens",
    "output_image_tokens",
    "output_text_tokens",
)
_READ = frozenset({*_COUNTS, "start_time", "model", "size", "batch", "service_tier"})
"""What is kept of a row."""


def rows_of_images(table: Table) -> Iterator[Row]:
    """The rows of a report on images. Raises CellError."""
    return _rows(table, IMAGES)


def rows_of_completions(table: Table) -> Iterator[Row]:
    """The rows of a report on completions. Raises CellError."""
    return _rows(table, COMPLETIONS)


def _rows(table: Table, source: str) -> Iterator[Row]:
    key_of = table.keys({*table.names} - {*_ABOUT})
    whole_of = table.keys(())
    places = [(name, place) for place, name in enumerate(table.names) if name in _READ]
    for row in table.rows():
        values = {name: row[place] for name, place in places}
        yield _row(source, values, key_of(row), whole_of(row))


def results(bucket: Mapping[str, Any], result: Mapping[str, Any]) -> Row:
    """One result of a bucket of usage."""
    values = {"start_time": str(bucket["start_time"])}
    values |= {key: "" if value is None else str(value) for key, value in result.items()}
    about = [f"{key}={values[key]}" for key in _ABOUT if values.get(key)]
    return _row(RESULTS[result["object"]], values, digest(about), digest(f"{key}={values[key]}" for key in values))


def shape(result: Mapping[str, Any]) -> tuple[str, ...]:
    """What a result is grouped by."""
    return tuple(key for key in _ABOUT if result.get(key) is not None)


def _row(source: str, values: Mapping[str, str], key: bytes, whole: bytes) -> Row:
    day = cells.day(values["start_time"])
    counts = _counts(source, values)
    size, model, at = cells.size(values.get("size", "")), values.get("model", ""), day or NO_DAY
    processing = _processing(values.get("batch", ""), values.get("service_tier", "")) if source == COMPLETIONS else ""
    records = [
        Record(at, model, kind, count, None, "", source, size, "", processing, key) for kind, count in counts.items()
    ]
    return Row(key, whole, day, tuple(records))


def _counts(source: str, values: Mapping[str, str]) -> dict[Kind, Decimal]:
    """What a row counts; empty where all its cells are."""

    def count(name: str) -> Decimal | None:
        text = values.get(name)
        return cells.amount(text) if text else None

    found: dict[Kind, Decimal | None] = {"requests": count("num_model_requests")}
    if source == IMAGES:
        found["images"] = count("images")
    else:
        image, cached_image = count("input_image_tokens"), count("input_cached_image_tokens")
        text, cached_text = count("input_text_tokens"), count("input_cached_text_tokens")
        if cached_text is None:
            cached_text = _less(count("input_cached_tokens"), cached_image)
        text = _less(count("input_tokens"), image) if text is None else text
        found |= {
            "text_input": _less(text, cached_text),
            "cached_text_input": cached_text,
            "image_input": _less(image, cached_image),
            "cached_image_input": cached_image,
        }
        made = count("output_image_tokens")
        found |= (
            {"image_output": made, "text_output": count("output_text_tokens")}
            if made
            else {"output": count("output_tokens")}
        )
    # A zero says that nothing was counted, but of a cached part or of texts it says nothing that is needed.
    return {
        kind: value
        for kind, value in found.items()
        if value is not None and (value or not kind.startswith(("cached", "text_output")))
    }


def _less(whole: Decimal | None, part: Decimal | None) -> Decimal | None:
    """What is left of a count without a part of it; the whole where the part is none of it."""
    return whole if whole is None or part is None or part > whole else EXACT.subtract(whole, part)


@lru_cache(maxsize=64)
def _processing(batch: str, tier: str) -> Processing:
    if batch.casefold() in ("true", "1", "1.0", "yes") or "batch" in tier.casefold():
        return "batch"
    return "standard" if batch.casefold() in ("false", "0", "0.0", "no") else ""


def is_answer(found: Any) -> bool:
    """Whether it is an answer of the Images API, or the `usage` of one."""
    usage = found.get("usage", found) if isinstance(found, dict) else None
    return isinstance(usage, dict) and {"input_tokens", "output_tokens"} <= set(usage)


def answers(found: Iterable[Mapping[str, Any]], model: str, day: dt.date | None) -> Iterator[Row]:
    """What answers took, all of one model. Two that say the same are two."""
    seen: Counter[str] = Counter()
    for each in found:
        texts = f"{each.get('created')} {each.get('usage', each)}"
        seen[texts] += 1
        yield _answer(each, seen[texts], model, day)


def _answer(found: Mapping[str, Any], place: int, model: str, day: dt.date | None) -> Row:
    """What one answer took. It has no model, and its `usage` alone no day either: both are asked for.

    Output counts as image tokens where it is not told apart, as in streamed events.
    """
    usage: Mapping[str, Any] = found.get("usage", found)
    created = found.get("created")
    at = day if created is None else cells.day(str(created))
    inputs, outputs = usage.get("input_tokens_details") or {}, usage.get("output_tokens_details") or {}
    images = len(found["data"]) if isinstance(found.get("data"), list) else 1
    counts: dict[Kind, Any] = {"images": images, "requests": 1}
    counts |= (
        {"text_input": inputs.get("text_tokens"), "image_input": inputs.get("image_tokens")}
        if inputs
        else {"input": usage["input_tokens"]}
    )
    counts |= {
        "image_output": outputs.get("image_tokens", usage["output_tokens"]),
        "text_output": outputs.get("text_tokens") or None,
    }
    size, quality = cells.size(str(found.get("size") or "")), str(found.get("quality") or "")
    texts = [str(found.get("created")), str(size), quality, *(f"{kind}={counts[kind]}" for kind in counts)]
    key = digest([str(place), *texts])
    records = tuple(
        Record(at or NO_DAY, model, kind, cells.amount(str(count)), None, "", ANSWERS, size, quality, "", key)
        for kind, count in counts.items()
        if count is not None
    )
    return Row(key, key, at, records)

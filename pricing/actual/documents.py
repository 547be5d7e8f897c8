"""JSON: the objects of a document, or of several one after the other, and the rows in them."""

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import chain
from typing import Any

from pricing.actual import litellm, openai_costs, openai_usage
from pricing.actual.files import MEGABYTE, MOST_JSON, Opened, text_of
from pricing.actual.records import ReadError
from pricing.wording.said import Said

_BETWEEN = " \t\r\n,"
Result = tuple[Mapping[str, Any], Mapping[str, Any]]
"""A bucket of a report, and one result in it."""


def documents(file: Opened) -> tuple[list[Any], tuple[Said, ...]]:
    """Everything that stands in a text of JSON, lists opened, and what is to say of its encoding. Raises ReadError."""
    if file.size > MOST_JSON:
        raise ReadError(
            "json-too-large", name=file.name, megabytes=-(-file.size // MEGABYTE), most=MOST_JSON // MEGABYTE
        )
    stream, notes = text_of(file)
    text = stream.read()
    decoder = json.JSONDecoder(object_hook=litellm.slim, parse_float=Decimal, parse_constant=_refused)
    found: list[Any] = []
    at = 0
    while True:
        while at < len(text) and text[at] in _BETWEEN:
            at += 1
        if at == len(text):
            return list(chain.from_iterable(each if isinstance(each, list) else [each] for each in found)), notes
        try:
            each, at = decoder.raw_decode(text, at)
        except ArithmeticError:
            raise ReadError("broken-json", name=file.name, problem="a number out of all bounds") from None
        except (ValueError, RecursionError) as error:
            problem = str(error) if isinstance(error, ValueError) else "too deep"
            raise ReadError("broken-json", name=file.name, problem=problem) from None
        found.append(each)


def _refused(text: str) -> Any:
    raise ValueError(f"{text} is no amount")


def buckets(found: list[Any]) -> list[Mapping[str, Any]]:
    """The buckets of reports by time: of whole answers, of their `data`, or alone."""
    opened = chain.from_iterable(
        each["data"] if isinstance(each, dict) and isinstance(each.get("data"), list) else [each] for each in found
    )
    return [each for each in opened if isinstance(each, dict) and "start_time" in each and "results" in each]


def results(of: list[Mapping[str, Any]]) -> Iterator[Result]:
    """The results of buckets, each with its bucket."""
    for bucket in of:
        for result in bucket["results"] or []:
            if isinstance(result, dict):
                yield bucket, result


def more_to_come(found: list[Any]) -> bool:
    """Whether the last part of a report in pages says that another one follows."""
    pages = [each for each in found if isinstance(each, dict) and "has_more" in each]
    return bool(pages) and bool(pages[-1]["has_more"])


def logs(found: list[Any]) -> list[Mapping[str, Any]]:
    """The requests of LiteLLM's logs: in a list, or in the `data` of an answer."""
    opened = chain.from_iterable(
        each["data"] if isinstance(each, dict) and isinstance(each.get("data"), list) else [each] for each in found
    )
    return [each for each in opened if litellm.is_log(each)]


def answers(found: list[Any]) -> list[Mapping[str, Any]]:
    """The answers of the Images API, or what they say of their use."""
    return [each for each in found if openai_usage.is_answer(each)]


def source_of(result: Mapping[str, Any]) -> str | None:
    """The source of a result, by the kind that it says it is."""
    kind = str(result.get("object") or "")
    return openai_costs.SOURCE if kind == openai_costs.RESULT else openai_usage.RESULTS.get(kind)

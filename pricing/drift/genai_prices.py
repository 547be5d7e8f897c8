"""The prices of genai-prices: Python source of its data, read as a syntax tree and never run."""

import ast
import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from pricing.drift.quotes import PER_MILLION, Quote
from pricing.prices.base import Component
from pricing.prices.schema import Processing

_COMPONENTS: Mapping[str, Component] = {
    "input_mtok": "text_input",
    "cache_read_mtok": "cached_text_input",
    "input_image_mtok": "image_input",
    "cache_image_read_mtok": "cached_image_input",
    "output_image_mtok": "image_output",
}


class _Call(NamedTuple):
    """`ModelPrice(input_mtok=...)`: a name and its named values."""

    name: str
    values: Mapping[str, Any]


def quotes(source: bytes, day: dt.date) -> Iterator[Quote]:
    """The prices of image models in force on a day. Raises SyntaxError, ValueError for source that is not such data."""
    for provider in _providers(ast.parse(source)):
        pages = provider.values.get("pricing_urls") or [""]
        for model in provider.values["models"]:
            name = f"{provider.values['id']}/{model.values['id']}"
            if "image" not in name:
                continue
            for processing, prices in (("standard", model.values["prices"]), *_variants(model)):
                yield from _of(name, processing, prices, day, pages[0])


def _providers(tree: ast.Module) -> Iterator[_Call]:
    for node in tree.body:
        target = node.target if isinstance(node, ast.AnnAssign) else None
        if isinstance(target, ast.Name) and target.id == "providers" and isinstance(node, ast.AnnAssign):
            yield from _value(node.value)
            return
    raise ValueError("there is no list of providers")


def _variants(model: _Call) -> Iterator[tuple[Processing, Any]]:
    for variant in model.values.get("price_variants") or []:
        if variant.values["when"] == {"processing": "batch"}:
            yield "batch", [variant]


def _of(name: str, processing: Processing, prices: Any, day: dt.date, source: str) -> Iterator[Quote]:
    """Of one model and processing: the rates of the last entry that has begun."""
    begun = [
        (since, entry)
        for entry in (prices if isinstance(prices, list) else [_Call("", {"prices": prices})])
        if (since := _since(entry)) is None or since <= day
    ]
    if not begun:
        return
    since, entry = begun[-1]
    rates = entry.values["prices"].values
    for key, rate in rates.items():
        # One output rate is that of images, for a model that has no other.
        output: Component = "text_output" if "output_image_mtok" in rates else "image_output"
        component = output if key == "output_mtok" else _COMPONENTS.get(key)
        amount = rate.values["base"] if isinstance(rate, _Call) else rate
        if component is not None and isinstance(amount, Decimal):
            yield Quote(name, component, amount, PER_MILLION, source, processing=processing, since=since)


def _since(entry: _Call) -> dt.date | None:
    constraint = entry.values.get("constraint")
    return constraint.values.get("start_date") if isinstance(constraint, _Call) else None


def _value(node: ast.AST | None) -> Any:
    """A literal, a list, a decimal, a day, or a call by its name; None for what prices do not need."""
    match node:
        case ast.Constant(value):
            return value
        case ast.List(items) | ast.Tuple(items):
            return [_value(item) for item in items]
        case ast.Dict(keys, values):
            return {_value(key): _value(value) for key, value in zip(keys, values, strict=True)}
        case ast.Call(ast.Name("Decimal"), [argument], []):
            return Decimal(str(_value(argument)))
        case ast.Call(ast.Attribute(attr="date"), arguments, []):
            return dt.date(*(int(_value(argument)) for argument in arguments))
        case ast.Call(ast.Name(name), _, keywords):
            return _Call(name, {keyword.arg: _value(keyword.value) for keyword in keywords if keyword.arg})
    return None

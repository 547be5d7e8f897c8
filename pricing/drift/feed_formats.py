"""The formats of the four published price feeds, and their prices in the units of the price book.

genai-prices is Python source, read as a syntax tree and never run; the others are JSON, with numbers as decimals.
"""

import ast
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, NamedTuple

from pricing.prices.aliases import meter
from pricing.prices.base import Component, Unit
from pricing.prices.schema import Processing
from pricing.values.size import Size

PER_MILLION: Unit = "USD per 1M tokens"
PER_IMAGE: Unit = "USD per image"
_MILLION = Decimal(1_000_000)

JsonObject = Mapping[str, Any]


class Quote(NamedTuple):
    """One price of a feed."""

    model: str
    """`seller/name`, as the feed names it."""
    component: Component
    amount: Decimal
    """In USD, per what `unit` says."""
    unit: Unit
    source: str
    """The source that the feed names: an address or a title."""
    tier: str = ""
    """The vendor's name of the quality; empty if the price is of all qualities or the feed does not say."""
    size: Size | None = None
    """None if the price is of all sizes or the feed does not say."""
    processing: Processing = "standard"
    since: dt.date | None = None
    """The first day of the price; None if the feed does not say."""


class ModelEnd(NamedTuple):
    """The first day on which a model is no longer sold, according to a feed."""

    model: str
    day: dt.date
    source: str


@dataclass(frozen=True)
class Feed:
    """A published list of prices."""

    name: str
    version: str
    """Empty if the file does not have it."""
    read: dt.date | None
    """The day on which its makers read the vendors' pages; None if the file does not have it."""
    quotes: tuple[Quote, ...]
    ends: tuple[ModelEnd, ...] = ()

    @property
    def title(self) -> str:
        """`litellm 1.110.2`."""
        return f"{self.name} {self.version}".strip()


_GENAI_PRICES_RATES: Mapping[str, Component] = {
    "input_mtok": "text_input",
    "cache_read_mtok": "cached_text_input",
    "input_image_mtok": "image_input",
    "cache_image_read_mtok": "cached_image_input",
    "output_image_mtok": "image_output",
}


class _Call(NamedTuple):
    """A call in Python source: `ModelPrice(input_mtok=...)` has a name and keyword arguments."""

    name: str
    values: JsonObject


def genai_prices_quotes(source: bytes, day: dt.date) -> Iterator[Quote]:
    """The prices of image models in force on a day; raises SyntaxError or ValueError if the source is not such data."""
    for provider in _providers(ast.parse(source)):
        pages = provider.values.get("pricing_urls") or [""]
        for model in provider.values["models"]:
            name = f"{provider.values['id']}/{model.values['id']}"
            if "image" not in name:
                continue
            for processing, prices in (("standard", model.values["prices"]), *_batch_variants(model)):
                yield from _in_force(name, processing, prices, day, pages[0])


def _providers(tree: ast.Module) -> list[_Call]:
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id == "providers":
            return list(_value(node.value))
    raise ValueError("there is no list of providers")


def _batch_variants(model: _Call) -> Iterator[tuple[Processing, list[_Call]]]:
    for variant in model.values.get("price_variants") or []:
        if variant.values["when"] == {"processing": "batch"}:
            yield "batch", [variant]


def _in_force(
    name: str, processing: Processing, prices: _Call | list[_Call], day: dt.date, source: str
) -> Iterator[Quote]:
    """The rates of a model and processing: those of its last entry that begins on or before the day."""
    begun = [
        (since, entry)
        for entry in (prices if isinstance(prices, list) else [_Call("", {"prices": prices})])
        if (since := _first_day(entry)) is None or since <= day
    ]
    if not begun:
        return
    since, entry = begun[-1]
    rates = entry.values["prices"].values
    for key, rate in rates.items():
        # The output rate of a model with no rate of its own for images is that of images.
        output: Component = "text_output" if "output_image_mtok" in rates else "image_output"
        component = output if key == "output_mtok" else _GENAI_PRICES_RATES.get(key)
        amount = rate.values["base"] if isinstance(rate, _Call) else rate
        if component is not None and isinstance(amount, Decimal):
            yield Quote(name, component, amount, PER_MILLION, source, processing=processing, since=since)


def _first_day(entry: _Call) -> dt.date | None:
    constraint = entry.values.get("constraint")
    return constraint.values.get("start_date") if isinstance(constraint, _Call) else None


def _value(node: ast.AST | None) -> Any:
    """The value of an expression: a literal, list, dict, decimal, day or `_Call`; None for any other."""
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


_LITELLM_RATES: Mapping[str, Component] = {
    "input_cost_per_token": "text_input",
    "cache_read_input_token_cost": "cached_text_input",
    "input_cost_per_image_token": "image_input",
    "cache_read_input_image_token_cost": "cached_image_input",
    "output_cost_per_image_token": "image_output",
    "output_cost_per_token": "text_output",
}
_LITELLM_PROCESSINGS: Mapping[str, Processing] = {"": "standard", "_batches": "batch"}
_LITELLM_SIZES = {"": None, "_1K": Size(1024, 1024), "_2K": Size(2048, 2048), "_4K": Size(4096, 4096)}
_LITELLM_MODES = ("image_generation", "image_edit")
_HUNDREDTH_CENT = Decimal("0.0001")
_LITELLM_KEY = re.compile(
    r"(?:(?P<tier>low|medium|high|xhigh|max|standard|hd)/)?(?:(?P<width>[0-9]+)-x-(?P<height>[0-9]+)/)?(?P<name>.+)"
)


class _LitellmModel(NamedTuple):
    """An entry of litellm; tier, size and name are parts of its key: `high/1024-x-1024/gpt-image-1`."""

    name: str
    tier: str
    size: Size | None
    values: JsonObject
    source: str


def litellm_quotes(models: JsonObject) -> Iterator[Quote]:
    """The prices of image models; the feed has USD per token, per image or per pixel."""
    for model in _litellm_models(models):
        for key, component in _LITELLM_RATES.items():
            for suffix, processing in _LITELLM_PROCESSINGS.items():
                if rate := model.values.get(f"{key}{suffix}"):
                    amount = (Decimal(rate) * _MILLION).normalize()
                    yield Quote(model.name, component, amount, PER_MILLION, model.source, processing=processing)
        yield from _litellm_images(model)


def litellm_ends(models: JsonObject) -> Iterator[ModelEnd]:
    """The days on which models end."""
    for model in _litellm_models(models):
        if day := model.values.get("deprecation_date"):
            source = model.values.get("deprecation_source") or model.source
            yield ModelEnd(model.name, dt.date.fromisoformat(day), str(source))


def _litellm_models(models: JsonObject) -> Iterator[_LitellmModel]:
    for key, values in models.items():
        if isinstance(values, dict) and values.get("mode") in _LITELLM_MODES and "litellm_provider" in values:
            seller = str(values["litellm_provider"])
            source = str(values.get("source") or values.get("deprecation_source") or "")
            parts = _LITELLM_KEY.fullmatch(key.removeprefix(f"{seller}/"))
            if parts is None:
                yield _LitellmModel(f"{seller}/{key}", "", None, values, source)
                continue
            size = Size(int(parts["width"]), int(parts["height"])) if parts["width"] else None
            yield _LitellmModel(f"{seller}/{parts['name']}", parts["tier"] or "", size, values, source)


def _litellm_images(model: _LitellmModel) -> Iterator[Quote]:
    """The prices per image; in entries without an output price, the "input" price is that of an image made."""
    costs = {
        size or model.size: cost
        for suffix, size in _LITELLM_SIZES.items()
        if (cost := model.values.get(f"output_cost_per_image{suffix}"))
    }
    by_token = "output_cost_per_image_token" in model.values
    if not costs and not by_token and (cost := model.values.get("input_cost_per_image")):
        costs = {model.size: cost}
    if not costs and model.size is not None and (cost := model.values.get("input_cost_per_pixel")):
        exact = Decimal(cost) * model.size.pixels
        costs = {model.size: exact.quantize(_HUNDREDTH_CENT, ROUND_HALF_EVEN).normalize()}
    for size, cost in costs.items():
        yield Quote(model.name, "image_output", Decimal(cost), PER_IMAGE, model.source, model.tier, size)


_AZURE_TOKENS = {"1K": Decimal(1000), "1M": _MILLION}


def azure_quotes(items: list[JsonObject]) -> Iterator[Quote]:
    """The prices of Azure's meters of image models in azure-genai-prices; other meters are left out."""
    for item in items:
        amount, name, unit = Decimal(item["retailPrice"]), str(item["meterName"]), str(item["unitOfMeasure"])
        counted = meter(name)
        if counted is None or not (unit.isdecimal() if counted.tier else unit in _AZURE_TOKENS):
            continue
        per_unit = amount / Decimal(unit) if counted.tier else amount * _MILLION / _AZURE_TOKENS[unit]
        yield Quote(
            counted.model,
            counted.component,
            per_unit.normalize(),
            PER_IMAGE if counted.tier else PER_MILLION,
            f"Azure meter {name}",
            counted.tier,
            counted.size,
            counted.processing,
            dt.date.fromisoformat(item["effectiveStartDate"][:10]),
        )


_CALCULATOR_RATES: Mapping[str, Component] = {
    "input": "text_input",
    "cached_input": "cached_text_input",
    "input_image": "image_input",
    "output_image": "image_output",
    "output": "text_output",
}
_CALCULATOR_PROCESSINGS: Mapping[str | None, Processing] = {None: "standard", "batch": "batch"}


def cost_calculator_quotes(catalogue: JsonObject) -> Iterator[Quote]:
    """The prices of a provider's image models, of the global deployment, for standard and batch processing."""
    addresses = {source["id"]: source.get("url", "") for source in catalogue.get("sources", [])}
    for model in catalogue["models"]:
        if "image" not in model["id"]:
            continue
        name, source = f"{catalogue['provider']}/{model['id']}", addresses.get(model.get("source"), "")
        for price in model["prices"]:
            terms = dict(price.get("conditions", {}))
            tier, region = terms.pop("service_tier", None), terms.pop("region", "global")
            if tier not in _CALCULATOR_PROCESSINGS or region != "global" or terms or price.get("min_input_tokens"):
                continue
            for key, rate in price["rates"].items():
                if key in _CALCULATOR_RATES:
                    component, processing = _CALCULATOR_RATES[key], _CALCULATOR_PROCESSINGS[tier]
                    yield Quote(name, component, Decimal(rate), PER_MILLION, source, processing=processing)

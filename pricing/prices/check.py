"""What a price file must hold together: its sources, rules, units and days. Each refusal names file, model and key."""

import itertools
from collections import defaultdict
from collections.abc import Iterable

from pricing.prices.base import Component
from pricing.prices.errors import PriceBookError
from pricing.prices.rules import InputRule, OutputRule, Rule
from pricing.prices.schema import Model, Price, PriceFile

_PIECES = ("USD per image", "credits per image")
_BY_RULE: tuple[Component, ...] = ("further_megapixels", "tiles")
"""Components that a model has only where a rule counts them."""


def check(file_name: str, file: PriceFile) -> None:
    """Raise PriceBookError for the first thing in a file that does not fit another."""
    for name, rule in file.rules.items():
        if rule.source not in file.sources:
            raise PriceBookError(f"{file_name}: rules.{name}.source: {rule.source!r} is not in [sources]")
    for model in file.models:
        _check_model(file_name, file, model)
    _check_prices(file_name, "vendor", file, file.prices)
    known = {model.id for model in file.models}
    for family in file.families:
        if unknown := {*family.models, *family.tiers.values()} - known:
            raise PriceBookError(f"{file_name}: families {family.id}: no such model: {', '.join(sorted(unknown))}")


def _check_model(file_name: str, file: PriceFile, model: Model) -> None:
    where = f"{file_name}: model {model.id}"
    for key, name, kinds in (
        ("output_rule", model.output_rule, OutputRule),
        ("input_rule", model.input_rule, InputRule),
    ):
        if name and not isinstance(file.rules.get(name), kinds):
            raise PriceBookError(f"{where}: {key}: no such rule: {name!r}")
    for source in (model.life.source, *(other.source for other in model.life.other_ends)):
        if source not in file.sources:
            raise PriceBookError(f"{where}: life.source: {source!r} is not in [sources]")
    if not model.prices:
        raise PriceBookError(f"{where}: prices: at least one is needed")
    _check_qualities(where, file, model)
    _check_units(where, file, model)
    _check_prices(file_name, f"model {model.id}", file, model.prices)
    _check_prices(file_name, f"model {model.id} (printed)", file, model.printed)


def _check_qualities(where: str, file: PriceFile, model: Model) -> None:
    """Every quality that a tier buys is one that the rule knows, or says why it has no price."""
    rule = file.rules.get(model.output_rule)
    known = rule.qualities if isinstance(rule, OutputRule) else ()
    for tier, quality in model.tiers.items():
        if quality in model.not_priced or (known and quality in known):
            continue
        if known:
            raise PriceBookError(f"{where}: tiers.{tier}: {quality!r} is not in rule {model.output_rule!r}")
        if model.billing == "tokens" and rule is None:
            raise PriceBookError(f"{where}: output_rule: needed, or a reason in not_priced.{quality}")


def _check_units(where: str, file: PriceFile, model: Model) -> None:
    """Prices come in the unit that the model's rules count, and none of those is missing."""
    wanted: dict[Component, tuple[str, ...]] = {}
    for name in filter(None, (model.output_rule, model.input_rule)):
        rule: Rule = file.rules[name]
        for component, unit in rule.units.items():
            wanted[component] = (unit,)
            if not any(price.component == component for price in model.prices):
                raise PriceBookError(f"{where}: prices: rule {name!r} needs a price of {component} in {unit!r}")
    if not model.output_rule and model.billing == "image":
        wanted["image_output"] = _PIECES
    for at, price in enumerate(model.prices):
        units = wanted.get(price.component)
        if units is None and price.component in _BY_RULE:
            raise PriceBookError(f"{where}: prices[{at}].component: {price.component!r} needs an output_rule")
        if units is not None and price.unit not in units:
            accepted = " or ".join(map(repr, units))
            raise PriceBookError(f"{where}: prices[{at}].unit: {price.unit!r}, but {price.component} takes {accepted}")


def _check_prices(file_name: str, owner: str, file: PriceFile, prices: Iterable[Price]) -> None:
    """Sources exist, and no two prices of the same thing are in force on the same day."""
    series: dict[tuple[object, ...], list[Price]] = defaultdict(list)
    for price in prices:
        if price.source not in file.sources:
            raise PriceBookError(f"{file_name}: {owner}: prices.source: {price.source!r} is not in [sources]")
        series[price.component, price.tier, price.size, price.processing].append(price)
    for key, dated in series.items():
        dated.sort(key=lambda price: price.from_)
        for earlier, later in itertools.pairwise(dated):
            if earlier.until is None or later.from_ < earlier.until:
                named = " ".join(str(part) for part in key if part)
                raise PriceBookError(
                    f"{file_name}: {owner}: {named}: prices from {earlier.from_} and from {later.from_} overlap"
                )

"""The catalogues of openai-cost-calculator: one JSON file a provider, USD per 1M tokens."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pricing.drift.quotes import PER_MILLION, Quote
from pricing.prices.base import Component
from pricing.prices.schema import Processing

_RATES: Mapping[str, Component] = {
    "input": "text_input",
    "cached_input": "cached_text_input",
    "input_image": "image_input",
    "output_image": "image_output",
    "output": "text_output",
}
_PROCESSING: Mapping[Any, Processing] = {None: "standard", "batch": "batch"}


def quotes(catalogue: Mapping[str, Any]) -> Iterator[Quote]:
    """The prices of a provider's image models, of the global deployment, for standard and batch processing."""
    addresses = {source["id"]: source.get("url", "") for source in catalogue.get("sources", [])}
    for model in catalogue["models"]:
        if "image" not in model["id"]:
            continue
        for price in model["prices"]:
            terms = dict(price.get("conditions", {}))
            tier, where = terms.pop("service_tier", None), terms.pop("region", "global")
            if tier not in _PROCESSING or where != "global" or terms or price.get("min_input_tokens"):
                continue
            for key, rate in price["rates"].items():
                if key in _RATES:
                    yield Quote(
                        f"{catalogue['provider']}/{model['id']}",
                        _RATES[key],
                        Decimal(rate),
                        PER_MILLION,
                        addresses.get(model.get("source"), ""),
                        processing=_PROCESSING[tier],
                    )


def verified(catalogue: Mapping[str, Any]) -> dt.date:
    """The day on which its prices were read."""
    return dt.date.fromisoformat(catalogue["verified_at"])

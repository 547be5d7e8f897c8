"""Azure's retail prices, as azure-genai-prices has them: the name of a meter, a price and its first day."""

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from pricing.drift.quotes import MILLION, PER_IMAGE, PER_MILLION, Quote
from pricing.prices.azure_meters import meter

_TOKENS_OF = {"1K": Decimal(1000), "1M": MILLION}


def quotes(items: list[Mapping[str, Any]]) -> Iterator[Quote]:
    """The prices of the meters of image models; the others are left out."""
    for item in items:
        amount, name = Decimal(item["retailPrice"]), str(item["meterName"])
        since, unit = dt.date.fromisoformat(item["effectiveStartDate"][:10]), str(item["unitOfMeasure"])
        found = meter(name)
        if found is None or not (unit.isdecimal() if found.tier else unit in _TOKENS_OF):
            continue
        if found.tier:
            rate, per = (amount / Decimal(unit)).normalize(), PER_IMAGE
        else:
            rate, per = (amount * MILLION / _TOKENS_OF[unit]).normalize(), PER_MILLION
        yield Quote(
            found.model,
            found.component,
            rate,
            per,
            f"Azure meter {name}",
            found.tier,
            found.size,
            found.processing,
            since,
        )

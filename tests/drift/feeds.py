"""Small files in the formats of the feeds."""

import json
import zipfile
from pathlib import Path
from typing import Any

GENAI_PRICES = '''
"""Made by a program."""
import datetime
from decimal import Decimal
from .types import *

raise SystemExit("this must never run")

providers: list[Provider] = [
    Provider(
        id='openai',
        pricing_urls=['https://openai.example/pricing'],
        models=[
            ModelInfo(id='text-9', match=ClauseEquals(equals='text-9'), prices=ModelPrice(input_mtok=Decimal('1'))),
            ModelInfo(
                id='gpt-image-2',
                prices=ModelPrice(
                    input_mtok=Decimal('5'), cache_read_mtok=Decimal('1.25'), output_mtok=Decimal('31'),
                    input_image_mtok=TieredPrices(base=Decimal('8'), tiers=[Tier(start=9, price=Decimal('9'))]),
                ),
                price_variants=[
                    PriceVariant(
                        when={'processing': 'batch'},
                        prices=ModelPrice(cache_read_mtok=Decimal('0.63'), output_mtok=Decimal('15')),
                        constraint=StartDateConstraint(start_date=datetime.date(2026, 10, 14)),
                    ),
                    PriceVariant(when={'processing': 'flex'}, prices=ModelPrice(output_mtok=Decimal('20'))),
                ],
            ),
        ],
    ),
    Provider(
        id='google',
        models=[
            ModelInfo(
                id='gemini-3-pro-image-preview',
                prices=[
                    ConditionalPrice(prices=ModelPrice(output_mtok=Decimal('9'), output_image_mtok=Decimal('90'))),
                    ConditionalPrice(
                        constraint=StartDateConstraint(start_date=datetime.date(2026, 1, 5)),
                        prices=ModelPrice(output_mtok=Decimal('12'), output_image_mtok=Decimal('120')),
                    ),
                    ConditionalPrice(
                        constraint=StartDateConstraint(start_date=datetime.date(2027, 1, 5)),
                        prices=ModelPrice(output_mtok=Decimal('13'), output_image_mtok=Decimal('130')),
                    ),
                ],
            ),
        ],
    ),
]
'''
LITELLM: dict[str, Any] = {
    "sample_spec": {"mode": "one of chat, image_generation", "litellm_provider": "one of many"},
    "gpt-9": {"litellm_provider": "openai", "mode": "chat", "input_cost_per_token": 1e-06},
    "gpt-image-2": {
        "litellm_provider": "openai",
        "mode": "image_generation",
        "source": "https://openai.example/pricing",
        "input_cost_per_token": 5e-06,
        "cache_read_input_token_cost": 1.25e-06,
        "input_cost_per_image_token": 8e-06,
        "output_cost_per_image_token": 3e-05,
        "output_cost_per_image_token_batches": 1.5e-05,
        "deprecation_date": "2027-10-21",
        "deprecation_source": "https://openai.example/ends",
    },
    "gpt-image-2-2026-04-21": {
        "litellm_provider": "openai",
        "mode": "image_generation",
        "output_cost_per_image_token": 3e-05,
    },
    "high/1024-x-1536/gpt-image-1.5": {
        "litellm_provider": "openai",
        "mode": "image_generation",
        "input_cost_per_image": 0.2,
    },
    "azure/hd/1024-x-1024/dall-e-3": {
        "litellm_provider": "azure",
        "mode": "image_generation",
        "input_cost_per_pixel": 7.6293945e-08,
        "output_cost_per_token": 0.0,
    },
    "gemini/gemini-3.1-flash-image": {
        "litellm_provider": "gemini",
        "mode": "image_generation",
        "input_cost_per_image": 0.00056,
        "output_cost_per_image": 0.0672,
        "output_cost_per_image_token": 6e-05,
    },
    "xai/grok-imagine-image-2.0": {
        "litellm_provider": "xai",
        "mode": "image_generation",
        "input_cost_per_image": 0.06,
        "output_cost_per_image_1K": 0.04,
        "output_cost_per_image_2K": 0.06,
    },
    "stability/sd3.5-large": {
        "litellm_provider": "stability",
        "mode": "image_generation",
        "output_cost_per_image": 0.065,
    },
    "fal_ai/dreams": {"litellm_provider": "fal_ai", "mode": "image_generation", "output_cost_per_image": 0.01},
}
AZURE: dict[str, Any] = {
    "fetched_at": "2026-08-11T00:57:47.543940",
    "items": [
        {"effectiveStartDate": f"{day}T00:00:00Z", "meterName": name, "retailPrice": price, "unitOfMeasure": unit}
        for name, price, unit, day in (
            ("5.4 opt Dz 1M Tokens", 16.5, "1M", "2026-03-01"),
            ("Image 2 img opt Gl 1M Tokens", 30.0, "1M", "2026-05-01"),
            ("Image 2 img Batch cd inp Gl 1M Tokens", 1.0, "1M", "2026-05-01"),
            ("Image 2 txt inp DZ 1M Tokens", 5.5, "1M", "2026-05-01"),
            ("gpt img 1.5 out txt gl 1M Tokens", 10.0, "1M", "2025-12-01"),
            ("gpt img 1 mini inp cchd txt glbl Tokens", 0.0002, "1K", "2025-10-01"),
            ("gpt-image-1-output-img-glbl Tokens", 0.04, "1K", "2025-04-01"),
            ("Image-Dall-E-3 HD HighRes-glbl Images", 12.0, "100", "2025-03-01"),
            ("gpt-realtime-2 Image inp Gl 1M Tokens", 5.0, "1M", "2026-05-01"),
        )
    ],
}
CALCULATOR: dict[str, Any] = {
    "schema_version": 1,
    "provider": "openai",
    "currency": "USD",
    "verified_at": "2026-09-23",
    "sources": [{"id": "docs", "kind": "page", "url": "https://openai.example/pricing"}],
    "models": [
        {"id": "gpt-9", "source": "docs", "prices": [{"rates": {"input": "1"}}]},
        {
            "id": "gpt-image-2",
            "source": "docs",
            "prices": [
                {"rates": {"input": "5", "input_image": "8", "output_image": "30", "cache_write": "9"}},
                {"conditions": {"service_tier": "batch"}, "rates": {"output_image": "15"}},
                {"conditions": {"service_tier": "flex"}, "rates": {"output_image": "20"}},
                {"conditions": {"region": "regional"}, "rates": {"output_image": "33"}},
                {"min_input_tokens": 200001, "rates": {"output_image": "60"}},
            ],
        },
    ],
}


def written(path: Path, what: Any) -> Path:
    """A file of text, or of JSON."""
    path.write_text(what if isinstance(what, str) else json.dumps(what), encoding="utf-8")
    return path


def wheel(folder: Path, name: str, version: str, **files: Any) -> Path:
    """A wheel of some files, `folder__file` being `folder/file`; `_json` and `_py` end as they say."""
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{name}-{version}.dist-info/METADATA", f"Name: {name}\nVersion: {version}\n")
        for key, what in files.items():
            inside = key.replace("__", "/").replace("_json", ".json").replace("_py", ".py")
            archive.writestr(inside, what if isinstance(what, str) else json.dumps(what))
    return path

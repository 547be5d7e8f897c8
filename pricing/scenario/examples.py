"""Ready scenarios to start from: the guide's three, alone and together, and a small, a medium and a large product."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace

from pricing.prices import PriceBooks
from pricing.scenario import link
from pricing.scenario.kinds import Name
from pricing.scenario.scenario import Scenario

PRESETS: Mapping[str, Mapping[str, str]] = {
    "Guide 1: text to image, 1,000 a day": {
        "prices": "guide-2025-05",
        "model": "gpt-image-1",
        "images": "1000",
        "quality": "0-100-0",
        "prompt": "100",
    },
    "Guide 2: product shots with a reference": {
        "prices": "guide-2025-05",
        "model": "gpt-image-1",
        "images": "100",
        "quality": "0-0-100",
        "prompt": "150",
        "refs": "1",
    },
    "Guide 3: mobile app with a mix": {
        "prices": "guide-2025-05",
        "model": "gpt-image-1",
        "images": "10000",
        "quality": "30-50-20",
        "prompt": "80",
    },
    "Guide 1 to 3 together: three workloads": {
        "v": "2",
        "prices": "guide-2025-05",
        "name": "Text to image",
        "model": "gpt-image-1",
        "images": "1000",
        "quality": "0-100-0",
        "prompt": "100",
        "2.name": "Product shots",
        "2.model": "gpt-image-1",
        "2.images": "100",
        "2.quality": "0-0-100",
        "2.prompt": "150",
        "2.refs": "1",
        "3.name": "Mobile app",
        "3.model": "gpt-image-1",
        "3.images": "10000",
        "3.prompt": "80",
    },
    "Small: a prototype": {"images": "50", "quality": "80-20-0"},
    "Medium: a product feature": {"images": "2000", "quality": "20-60-20", "tries": "1.5", "growth": "5"},
    "Large: a consumer app": {
        "images": "100000",
        "quality": "50-45-5",
        "tries": "1.3",
        "reuse": "20",
        "batch": "30",
        "growth": "8",
    },
}
"""Name -> the keys of the link that differ from its start values."""


def from_example(scenario: Scenario, name: str, books: PriceBooks, today: dt.date) -> Scenario:
    """An example in place of a scenario, whose comparison stays."""
    return replace(link.nearest(PRESETS[name].items(), books, today), comparison=scenario.comparison)


def with_example(scenario: Scenario, name: str, books: PriceBooks, today: dt.date) -> Scenario:
    """A scenario with the first workload of an example as its last, on a model that the scenario's prices have."""
    texts = {**PRESETS[name], "prices": str(scenario.prices)}
    example = link.nearest(texts.items(), books, today).workloads[0]
    added = scenario.with_added(replace(example, name=example.name or Name().nearest(name) or ""))
    return link.nearest(link.write(added).items(), books, today)

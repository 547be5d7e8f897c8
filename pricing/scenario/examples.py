"""Ready scenarios to start from: the guide's three, alone and together, and a small, a medium and a large product."""

from collections.abc import Mapping

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

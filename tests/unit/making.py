"""What the tests are made of: one plain plan, generated plans, and a tiny folder of price files."""

import datetime as dt
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from pricing.prices import GUIDE, PriceBooks, load
from pricing.scenario import Month, Quality, Scenario, SizeMix
from pricing.size import Size

TODAY = dt.date(2026, 11, 24)
SQUARE = Size(1024, 1024)
PORTRAIT = Size(1024, 1536)
LANDSCAPE = Size(1536, 1024)
MEDIUM = Quality(0, 100, 0)

TINY = """
vendor = "Maker"

[sources.page]
title = "Price page"
address = "https://example.org/prices"
read = 2026-01-05

[rules.grid]
kind = "table"
source = "page"
confidence = "official"
tokens = { standard = { "1024x1024" = 1000 } }

[[models]]
id = "tiny"
name = "Tiny"
service = "Tiny"
billing = "tokens"
tiers = { low = "standard", medium = "standard", high = "standard" }
sizes = ["1024x1024"]
output_rule = "grid"
life = { released = 2026-01-01, source = "page" }

[[models.prices]]
component = "image_output"
amount = "40"
unit = "USD per 1M tokens"
from = 2026-01-01
until = 2026-02-01
source = "page"
confidence = "official"

[[models.prices]]
component = "image_output"
amount = "30"
unit = "USD per 1M tokens"
from = 2026-03-01
source = "page"
confidence = "official"

[[models.printed]]
component = "image_output"
tier = "standard"
size = "1024x1024"
amount = "0.04"
unit = "USD per image"
from = 2026-01-01
source = "page"
confidence = "official"
"""
"""One model, 1,000 tokens an image: $0.04 in January 2026, no price in February, $0.03 from March on."""


@cache
def shipped() -> PriceBooks:
    """The shipped books, for strategies, which cannot ask for a fixture."""
    return load()


def plan(**changes: Any) -> Scenario:
    """1,000 medium squares a day on GPT Image 2, 100 prompt tokens, nothing special; with changes.

    A size may be given as `Size`, and a number where the scenario holds a decimal.
    """
    values: dict[str, Any] = {
        "prices": TODAY, "model": "gpt-image-2", "images": 1000, "days": 30, "quality": MEDIUM, "size": SQUARE,
        "prompt": 100, "refs": 0, "refsize": SQUARE, "fidelity": "low", "tries": 1, "reuse": 0, "batch": 0,
        "discount": 0, "growth": 0, "start": Month(2026, 11), "months": 12, "budget": None,
    } | changes  # fmt: skip
    if isinstance(values["size"], Size):
        values["size"] = SizeMix.of(values["size"])
    for key in ("refs", "tries", "reuse", "batch", "discount", "growth"):
        values[key] = Decimal(values[key])
    return Scenario(**values)


def usd(text: str) -> Decimal:
    """A decimal, for figures written in tests."""
    return Decimal(text)


def percent(low: int, high: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(low, high, places=2)


def shares(count: int) -> st.SearchStrategy[list[int]]:
    """Whole shares of at least 1 that add up to 100."""
    cuts = st.lists(st.integers(1, 99), min_size=count - 1, max_size=count - 1, unique=True).map(sorted)
    return cuts.map(lambda inner: [end - begin for begin, end in zip([0, *inner], [*inner, 100], strict=True)])


@st.composite
def qualities(draw: st.DrawFn) -> Quality:
    low = draw(st.integers(0, 100))
    medium = draw(st.integers(0, 100 - low))
    return Quality(low, medium, 100 - low - medium)


@st.composite
def size_mixes(draw: st.DrawFn, sizes: tuple[Size, ...]) -> SizeMix:
    chosen = draw(st.lists(st.sampled_from(sizes), min_size=1, max_size=min(4, len(sizes)), unique=True))
    return SizeMix(zip(chosen, draw(shares(len(chosen))), strict=True))


@st.composite
def plans(draw: st.DrawFn, models: tuple[str, ...] | None = None, with_guide: bool = True) -> Scenario:
    """A valid plan on any model of the shipped books, or on one of `models`."""
    books = shipped()
    model = draw(st.sampled_from(models or books.listed.priced))
    entry = books.listed[model]
    prices: Any = draw(st.dates(entry.first_priced, TODAY))
    if with_guide and model in books.guide and draw(st.booleans()):
        prices, entry = GUIDE, books.guide[model]
    return Scenario(
        prices=prices,
        model=model,
        images=draw(st.integers(0, 10_000_000)),
        days=draw(st.integers(1, 31)),
        quality=draw(qualities()),
        size=draw(size_mixes(entry.model.sizes)),
        prompt=draw(st.integers(0, 32_000)),
        refs=draw(st.decimals(0, 16, places=4)),
        refsize=draw(st.builds(Size, st.integers(10, 16_384), st.integers(10, 16_384))),
        fidelity=draw(st.sampled_from(["low", "high"])),
        tries=draw(st.decimals(1, 20, places=4)),
        reuse=draw(percent(0, 95)),
        batch=draw(percent(0, 100)),
        discount=draw(percent(0, 90)),
        growth=draw(percent(-50, 100)),
        start=draw(st.builds(Month, st.integers(2020, 2100), st.integers(1, 12))),
        months=draw(st.integers(1, 36)),
        budget=draw(st.none() | st.decimals(0, 1_000_000_000, places=2)),
    )


PRICED = ("gpt-image-1", "gpt-image-1-mini", "gpt-image-1.5", "gpt-image-2", "gpt-image-2.5-flare")
"""Models that have a price for every plan on one of their sizes, reference images included."""


def price(component: str, amount: str, **keys: str) -> str:
    """One more price of the tiny model, from March 2026 on; keys as they stand in the file."""
    values = {"component": component, "amount": amount, "unit": "USD per 1M tokens", "source": "page"} | keys
    lines = [f'{key} = "{text}"' for key, text in values.items()]
    return "\n".join(["[[models.prices]]", *lines, "from = 2026-03-01", 'confidence = "official"', "", ""])


def changed(text: str, old: str, new: str) -> str:
    """A price file with one change; the change must be possible."""
    assert old in text
    return text.replace(old, new, 1)


def price_folder(folder: Path, **files: str) -> Path:
    """A folder of price files: the tiny one as the guide's, and the given ones (name -> text)."""
    folder.mkdir(exist_ok=True)
    for name, text in {GUIDE: TINY, **(files or {"maker": TINY})}.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder

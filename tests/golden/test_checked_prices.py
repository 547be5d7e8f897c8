"""Prices that were held against their sources, written down here figure by figure."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from pricing.bill.charges import image, inputs
from pricing.prices import Confidence, ListPrices, PriceBooks
from pricing.prices.book import Entry
from pricing.prices.life import end_of_life
from pricing.values.size import Size
from tests.making import SQUARE, TODAY, usd
from tests.server import ROOT

DAY = dt.timedelta(days=1)

IMAGES = [
    ("gemini-2.5-flash-image", "standard", "1024x1024", "0.0387"),
    ("gemini-3.1-flash-image", "standard", "512x512", "0.04482"),
    ("gemini-3.1-flash-image", "standard", "2048x2048", "0.1008"),
    ("gemini-3.1-flash-image", "standard", "4096x4096", "0.1512"),
    ("gemini-nano-banana-2.1", "standard", "1024x1024", "0.0336"),
    ("gemini-nano-banana-2.1", "standard", "2048x2048", "0.0504"),
    ("gemini-nano-banana-2.1", "standard", "4096x4096", "0.1134"),
    ("grok-imagine-image", "standard", "2048x2048", "0.02"),
    ("grok-imagine-image-2.0", "low", "1024x1024", "0.04"),
    ("grok-imagine-image-2.0", "medium", "2048x2048", "0.08"),
    ("seedream-4.0", "standard", "1024x1024", "0.03"),
    ("seedream-4.5", "standard", "2048x2048", "0.04"),
    ("seedream-4.5", "standard", "4096x4096", "0.04"),
    ("seedream-5.0-flash", "standard", "1024x1024", "0.018"),
    ("seedream-5.0-lite", "standard", "2048x2048", "0.035"),
    ("seedream-5.0-lite", "standard", "3072x3072", "0.035"),
    ("seedream-5.0-pro", "standard", "1024x1024", "0.045"),
    ("seedream-5.0-pro", "standard", "2048x2048", "0.09"),
    ("nova-canvas", "standard", "1024x1024", "0.04"),
    ("nova-canvas", "standard", "2048x2048", "0.06"),
    ("nova-canvas", "premium", "1024x1024", "0.06"),
    ("nova-canvas", "premium", "2048x2048", "0.08"),
    ("recraft-v4", "standard", "1024x1024", "0.04"),
    ("recraft-v4-pro", "standard", "1024x1024", "0.25"),
    ("recraft-v4-vector", "standard", "1024x1024", "0.08"),
    ("recraft-v4-pro-vector", "standard", "1024x1024", "0.30"),
    ("recraft-v4.1-vector", "standard", "1024x1024", "0.08"),
    ("recraft-v4.1-pro-vector", "standard", "1024x1024", "0.30"),
    ("ideogram-4.5-precise-edit", "very-low", "1024x1024", "0.008"),
    ("ideogram-4.5-precise-edit", "low", "1024x1024", "0.03"),
    ("ideogram-4.5-precise-edit", "medium", "1024x1024", "0.06"),
    ("ideogram-4.5-precise-edit", "high", "1024x1024", "0.22"),
    ("ideogram-4.0", "turbo", "1024x1024", "0.03"),
    ("ideogram-4.0", "default", "1024x1024", "0.06"),
    ("ideogram-4.0", "quality", "1024x1024", "0.10"),
    ("ideogram-3.0", "flash", "1024x1024", "0.03"),
    ("ideogram-2a", "turbo", "1024x1024", "0.025"),
    ("ideogram-2a", "default", "1024x1024", "0.04"),
    ("ideogram-2.0", "turbo", "1024x1024", "0.05"),
    ("ideogram-2.0", "default", "1024x1024", "0.08"),
    ("mai-image-2.6", "standard", "1024x1024", "0.038912"),
    ("mai-image-2.6-flash", "standard", "1024x1024", "0.019456"),
    ("mai-image-2.5", "standard", "1024x1024", "0.048128"),
    ("mai-image-2.5-pro", "standard", "1024x1024", "0.108544"),
    ("foundry-flux-2-pro", "standard", "1024x1024", "0.03"),
    ("foundry-flux-2-flex", "standard", "1024x1024", "0.05"),
    ("foundry-flux-1.1-pro", "standard", "1024x1024", "0.04"),
    ("foundry-flux-1-kontext-pro", "standard", "1024x1024", "0.04"),
    ("qwen-image-3.0", "standard", "1024x1024", "0.03"),
    ("qwen-image-3.0", "standard", "2048x2048", "0.03"),
    ("qwen-image-3.0-pro", "standard", "1024x1024", "0.04"),
    ("qwen-image-3.0-pro", "standard", "2048x2048", "0.075"),
    ("qwen-image-2.0", "standard", "1024x1024", "0.035"),
    ("qwen-image-2.0-pro", "standard", "1024x1024", "0.075"),
    ("muse-image-1.0", "standard", "1024x1024", "0.01"),
    ("krea-2-large", "standard", "1024x1024", "0.06"),
    ("krea-2-medium", "standard", "1024x1024", "0.03"),
    ("krea-2-medium-turbo", "standard", "1024x1024", "0.015"),
    ("hy-image-3.5-preview", "standard", "1024x1024", "0.024"),
    ("hy-image-3.5-preview", "standard", "2048x2048", "0.024"),
    ("hy-image-3.5-preview", "standard", "4096x4096", "0.032"),
    ("luma-uni-1", "standard", "2048x2048", "0.0404"),
    ("luma-uni-1-max", "standard", "2048x2048", "0.10"),
    ("kling-image-o1", "standard", "2048x2048", "0.028"),
    ("kling-image-o1", "standard", "4096x4096", "0.056"),
    ("kling-image-3.0", "standard", "1024x1024", "0.028"),
    ("kling-image-3.0-omni", "standard", "4096x4096", "0.056"),
    ("runway-gen-4-image", "standard", "1280x720", "0.05"),
    ("runway-gen-4-image", "standard", "1920x1080", "0.08"),
    ("runway-gen-4-image-turbo", "standard", "1920x1080", "0.02"),
]
"""Model, the vendor's word for the quality, size, and USD for the image alone."""

BATCH = [
    ("gemini-2.5-flash-image", "2026-01-15", "1024x1024", "0.01935"),
    ("gemini-3-pro-image", "2026-01-15", "1024x1024", "0.0672"),
    ("gemini-3-pro-image", "2026-01-15", "4096x4096", "0.12"),
    ("gemini-nano-banana-2.1", "2026-10-15", "4096x4096", "0.0567"),
]
"""Model, first day of its Batch rate, size, and USD for the image alone. Google prints $0.0195, $0.067 and $0.12."""

REFERENCES = [
    ("gemini-3.1-flash-image", 1, "0.00056"),
    ("gemini-3.1-flash-lite-image", 1, "0.00028"),
    ("gemini-nano-banana-2.1", 1, "0.00168"),
    ("gemini-nano-banana-2.1", 2, "0.00336"),
    ("grok-imagine-image-2.0", 1, "0.01"),
    ("grok-imagine-image-quality", 3, "0.03"),
    ("grok-imagine-image", 1, "0.002"),
    ("qwen-image-3.0", 2, "0.006"),
    ("qwen-image-3.0-pro", 1, "0.003"),
    ("luma-uni-1", 1, "0.003"),
    ("luma-uni-1-max", 2, "0.006"),
    ("seedream-5.0-pro", 3, "0.006"),
]
"""Model, reference images, and USD for them; the first one of Seedream 5.0 Pro is free."""

FIRST_DAYS = {
    "gemini-2.5-flash-image": "2025-10-02",
    "gemini-3-pro-image": "2025-11-20",
    "gemini-3.1-flash-image": "2026-02-26",
    "gemini-3.1-flash-lite-image": "2026-06-30",
    "gemini-nano-banana-2.1": "2026-10-06",
    "ideogram-4.5": "2026-10-07",
    "ideogram-4.0": "2026-09-10",
    "seedream-4.0": "2025-08-28",
    "seedream-4.5": "2025-11-28",
    "seedream-5.0-lite": "2026-01-28",
    "seedream-5.0-pro": "2026-06-28",
    "seedream-5.0-flash": "2026-09-29",
    "recraft-v4.1-vector": "2026-08-21",
    "mai-image-2.6": "2026-10-04",
    "qwen-image-3.0": "2026-08-21",
    "muse-image-1.0": "2026-10-07",
}

ENDS: dict[str, tuple[str, list[str], str]] = {
    "gemini-2.5-flash-image": ("None", [], "gemini-3.1-flash-lite-image"),
    "gemini-3.1-flash-image": ("None", [], "gemini-nano-banana-2.1"),
    "imagen-4-fast": ("2026-08-17", [], "gemini-3.1-flash-image"),
    "imagen-4": ("2026-08-17", [], "gemini-3.1-flash-image"),
    "imagen-4-ultra": ("2026-08-17", [], "gemini-3-pro-image"),
    "grok-imagine-image-quality": ("2026-11-02", [], "grok-imagine-image-2.0"),
    "foundry-flux-2-pro": ("2027-01-20", [], ""),
    "foundry-flux-1.1-pro": ("2027-01-05", [], ""),
}
"""The announced end, the days that other sources have for it, and the successor."""

TOLD = {
    "gemini-2.5-flash-image": ([], "2026-10-02"),
    "gemini-3.1-flash-image": (["2026-10-29"], "None"),
    "mai-image-2.5": (["2026-10-01"], "None"),
    "mai-image-2.5-pro": (["2026-10-01"], "None"),
    "seedream-4.0": (["2026-11-24"], "None"),
    "seedream-4.5": (["2026-11-24"], "None"),
    "seedream-5.0-lite": (["2026-11-24"], "None"),
}
"""The days that others claim for an end, and the earliest possible one: neither counts."""

SURE = {
    ("seedream-4.0", "1024x1024"): Confidence.TRANSCRIBED,
    ("seedream-4.5", "2048x2048"): Confidence.RESELLER,
    ("kling-image-o1", "4096x4096"): Confidence.CONFLICTING,
    ("seedream-5.0-pro", "2048x2048"): Confidence.TRANSCRIBED,
    ("gemini-3.1-flash-lite-image", "1024x1024"): Confidence.DERIVED,
    ("gemini-3.1-flash-image", "4096x4096"): Confidence.TRANSCRIBED,
    ("gemini-nano-banana-2.1", "4096x4096"): Confidence.TRANSCRIBED,
    ("foundry-flux-2-pro", "1024x1024"): Confidence.CONFLICTING,
    ("mai-image-2.6", "1024x1024"): Confidence.DERIVED,
    ("krea-2-medium", "1024x1024"): Confidence.RESELLER,
    ("luma-uni-1", "2048x2048"): Confidence.OFFICIAL,
}
"""How sure the price of an image is, its tokens included."""


def last_day_sold(entry: Entry) -> dt.date:
    end = entry.model.life.shut_down
    return TODAY if end is None else min(TODAY, end - DAY)


def cost(books: PriceBooks, model: str, quality: str, size: str, day: dt.date, batch: bool = False) -> Decimal:
    card = books.rate_card(model, ListPrices(day))
    charges = image(card, quality, Size.parse(size), "batch" if batch else "standard")
    return sum((charge.cost for charge in charges), Decimal(0))


@pytest.mark.parametrize(("model", "quality", "size", "amount"), IMAGES)
def test_an_image_costs(books: PriceBooks, model: str, quality: str, size: str, amount: str) -> None:
    day = last_day_sold(books.listed[model])
    assert cost(books, model, quality, size, day) == usd(amount)


@pytest.mark.parametrize(("model", "first", "size", "amount"), BATCH)
def test_an_image_costs_through_batch(books: PriceBooks, model: str, first: str, size: str, amount: str) -> None:
    day = dt.date.fromisoformat(first)
    assert cost(books, model, "standard", size, day, batch=True) == usd(amount)
    assert not books.rate_card(model, ListPrices(day - DAY)).has_batch


@pytest.mark.parametrize(("model", "count", "amount"), REFERENCES)
def test_reference_images_cost(books: PriceBooks, model: str, count: int, amount: str) -> None:
    card = books.rate_card(model, ListPrices(last_day_sold(books.listed[model])))
    assert sum(charge.cost for charge in inputs(card, 0, Decimal(count), SQUARE, False, "standard")) == usd(amount)


@pytest.mark.parametrize(("model", "first"), FIRST_DAYS.items())
def test_first_day_with_a_price(books: PriceBooks, model: str, first: str) -> None:
    assert books.listed[model].first_priced == dt.date.fromisoformat(first)


@pytest.mark.parametrize(("model", "end"), ENDS.items())
def test_end_and_successor(books: PriceBooks, model: str, end: tuple[str, list[str], str]) -> None:
    life = books.listed[model].model.life
    assert (str(life.shut_down), [str(other.shut_down) for other in life.other_ends], life.successor) == end


@pytest.mark.parametrize(("model", "told"), TOLD.items())
def test_an_end_that_nobody_announced_does_not_count(
    books: PriceBooks, model: str, told: tuple[list[str], str]
) -> None:
    life = books.listed[model].model.life
    assert ([str(claim.shut_down) for claim in life.claimed_ends], str(life.earliest_end)) == told
    assert end_of_life(model, books) is None


@pytest.mark.parametrize(("model", "size"), SURE)
def test_how_sure_an_image_is(books: PriceBooks, model: str, size: str) -> None:
    card = books.rate_card(model, ListPrices(last_day_sold(books.listed[model])))
    (charge,) = image(card, "standard", Size.parse(size), "standard")
    assert charge.confidence is SURE[model, size]


def test_a_size_above_what_is_known_has_no_price(books: PriceBooks) -> None:
    """Seedream 5.0 Lite makes nothing smaller than 2K; nobody says what MAI-Image takes above 1024x1024."""
    assert Size(1024, 1024) not in books.listed["seedream-5.0-lite"].model.sizes
    assert books.listed["mai-image-2.6"].model.sizes == (SQUARE,)


@pytest.mark.parametrize("left_out", ["reve", "leonardo", "photon", "firefly-api"])
def test_what_is_not_sold_by_list_price_is_not_in_the_book(books: PriceBooks, left_out: str) -> None:
    """Reve's API has ended, Leonardo and the Firefly API sell by contract, Luma's Photon is superseded."""
    assert not [model for model in books.listed.entries if left_out in model]


def test_the_change_log_names_models_and_services_of_the_book(books: PriceBooks) -> None:
    parts = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").split("\n### ")
    figures = "".join(part for part in parts if part.startswith(("Corrected", "Added")))
    named = re.findall(r"`([a-z][a-z0-9.-]+)`", figures)
    qualities = {price.tier for entry in books.listed.entries.values() for price in entry.model.prices}
    assert len(named) > 60
    assert set(named) <= {*books.listed.entries, *books.listed.families, *qualities}


def test_the_change_log_has_every_corrected_first_day(books: PriceBooks) -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for models, day in re.findall(r"^\| (`[^|]+) \| 20\d\d-\d\d-\d\d \| (20\d\d-\d\d-\d\d) \|$", text, re.MULTILINE):
        for model in re.findall(r"`([^`]+)`", models):
            assert str(books.listed[model].first_priced) == day, model


def test_no_price_holds_from_a_day_after_it_was_read(books: PriceBooks) -> None:
    for model, entry in books.listed.entries.items():
        for price in (*entry.model.prices, *entry.model.printed):
            assert entry.source(price.source).last_read >= price.from_, (model, price)

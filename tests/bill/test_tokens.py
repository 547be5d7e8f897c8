"""Token counts against published figures, and the shape of each formula."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.bill.quantities import (
    aspect_tokens,
    enlarged_tokens,
    input_tokens,
    output_tokens,
    patch_tokens,
    pixel_tokens,
    tile_tokens,
)
from pricing.prices import PriceBooks
from pricing.prices.rules import EnlargedReading, TokenInput, TokenOutput
from pricing.values.size import Size
from tests.making import LANDSCAPE, PORTRAIT, SQUARE, usd

UHD = Size(3840, 2160)
OUTPUT_RATE = usd("0.00003")
"""USD a token of GPT Image 2 and 2.5."""

GRID = {"low": (272, 408, 400), "medium": (1056, 1584, 1568), "high": (4160, 6240, 6208)}
"""Square, portrait, landscape of every model before GPT Image 2."""
BEFORE_2 = ["gpt-image-1", "gpt-image-1-mini", "gpt-image-1.5", "chatgpt-image-latest", "azure-gpt-image-1"]

ASPECT_2 = {"low": (196, 158, 158), "medium": (1756, 1372, 1372), "high": (7024, 5488, 5488)}
ASPECT_25 = {
    "low": (196, 158, 158),
    "medium": (439, 343, 343),
    "high": (1756, 1372, 1372),
    "xhigh": (3122, 2459, 2459),
    "max": (7024, 5488, 5488),
}
UHD_PRICES = {"low": "0.01113", "medium": "0.02595", "high": "0.10008", "xhigh": "0.1779", "max": "0.40026"}
"""USD of a 3840x2160 image of GPT Image 2.5, as a reseller prints them."""


def listed_tokens(books: PriceBooks, model: str, quality: str, size: Size) -> Decimal | None:
    rule = books.listed[model].output_rule
    assert isinstance(rule, TokenOutput)
    return output_tokens(rule, quality, size)


@pytest.mark.parametrize("model", BEFORE_2)
@pytest.mark.parametrize("quality", GRID)
def test_the_grid_of_the_models_before_gpt_image_2(books: PriceBooks, model: str, quality: str) -> None:
    counts = tuple(listed_tokens(books, model, quality, size) for size in (SQUARE, PORTRAIT, LANDSCAPE))
    assert list(counts) == list(GRID[quality])


@pytest.mark.parametrize("size", [Size(512, 512), Size(1024, 1792), Size(1536, 1536), Size(2048, 2048)])
def test_the_grid_sells_no_other_size(books: PriceBooks, size: Size) -> None:
    assert listed_tokens(books, "gpt-image-1", "low", size) is None


@pytest.mark.parametrize(
    ("model", "quality", "counts"),
    [
        *(("gpt-image-2", *row) for row in ASPECT_2.items()),
        *(("gpt-image-2.5-flare", *row) for row in ASPECT_25.items()),
        *(("gpt-image-2.5-sunburst", *row) for row in ASPECT_25.items()),
    ],
)
def test_the_printed_tables_of_gpt_image_2_and_its_followers(
    books: PriceBooks, model: str, quality: str, counts: tuple[int, ...]
) -> None:
    found = tuple(listed_tokens(books, model, quality, size) for size in (SQUARE, PORTRAIT, LANDSCAPE))
    assert found == counts


@pytest.mark.parametrize("quality", UHD_PRICES)
def test_the_largest_size_costs_what_a_reseller_prints(books: PriceBooks, quality: str) -> None:
    count = listed_tokens(books, "gpt-image-2.5-sunburst", quality, UHD)
    assert count is not None
    assert count * OUTPUT_RATE == usd(UHD_PRICES[quality])


def test_gpt_image_2_has_no_quality_above_high(books: PriceBooks) -> None:
    assert listed_tokens(books, "gpt-image-2", "xhigh", SQUARE) is None
    assert listed_tokens(books, "gpt-image-2", "max", SQUARE) is None


@pytest.mark.parametrize("size", [Size(1000, 1024), Size(1024, 1000), Size(3856, 1024), Size(1024, 3856)])
def test_gpt_image_2_takes_multiples_of_16_up_to_3840(books: PriceBooks, size: Size) -> None:
    assert listed_tokens(books, "gpt-image-2", "low", size) is None
    assert listed_tokens(books, "gpt-image-2", "low", Size(3840, 1024)) is not None


@pytest.mark.parametrize("base", [16, 24, 48, 64, 96])
def test_a_larger_landscape_takes_fewer_tokens_than_the_square(base: int) -> None:
    assert aspect_tokens(base, LANDSCAPE) < aspect_tokens(base, SQUARE)


def test_the_short_side_is_rounded_half_to_even() -> None:
    """16 rows at 32:1 are half a row, which is none; 48 at 32:1 are one and a half, which is two."""
    assert aspect_tokens(16, Size(3200, 100)) == 0
    assert aspect_tokens(48, Size(3200, 100)) == 56


edges = st.integers(10, 16_384)
sizes = st.builds(Size, edges, edges)


@settings(max_examples=150)
@given(base=st.sampled_from([16, 24, 48, 64, 96]), size=sizes, high=st.booleans())
def test_turning_an_image_changes_no_count(base: int, size: Size, high: bool) -> None:
    turned = Size(size.height, size.width)
    assert aspect_tokens(base, size) == aspect_tokens(base, turned)
    assert tile_tokens(size, high) == tile_tokens(turned, high)
    assert patch_tokens(size, 1536) == patch_tokens(turned, 1536)


@pytest.mark.parametrize(
    ("size", "low", "high"),
    [
        (Size(64, 64), 194, 4354),
        (Size(512, 512), 194, 4354),
        (SQUARE, 194, 4354),
        (Size(16_384, 16_384), 194, 4354),
        (PORTRAIT, 323, 6563),
        (LANDSCAPE, 323, 6563),
        (Size(1920, 1080), 323, 6563),
        (Size(1024, 1025), 323, 6563),
        (Size(513, 512), 323, 6563),
        (Size(512, 1025), 452, 6692),
        (Size(2048, 512), 581, 6821),
        (Size(3840, 2160), 323, 6563),
        (Size(4000, 3000), 323, 6563),
        (Size(8192, 2048), 581, 6821),
        (Size(16_384, 10), 581, 6821),
    ],
)
def test_input_tiles(size: Size, low: int, high: int) -> None:
    """An image above 2048 pixels is first fitted; how far it then shrinks depends on what the fitting left."""
    assert (tile_tokens(size, False), tile_tokens(size, True)) == (low, high)


@pytest.mark.parametrize(
    ("size", "count"),
    [
        (SQUARE, 1024),
        (Size(32, 32), 1),
        (Size(33, 32), 2),
        (Size(10, 10), 1),
        (PORTRAIT, 1536),
        (Size(1025, 1024), 1056),
        (Size(1024, 1537), 1536),
        (Size(16_384, 16_384), 1536),
    ],
)
def test_input_patches_are_capped(size: Size, count: int) -> None:
    assert patch_tokens(size, 1536) == count


@pytest.mark.parametrize(
    ("model", "high", "count"),
    [
        ("gpt-image-1", False, 194),
        ("gpt-image-1", True, 4354),
        ("gpt-image-1-mini", True, 194),
        ("gpt-image-1.5", True, 4354),
        ("gpt-image-2", False, 1024),
        ("gpt-image-2", True, 1024),
        ("gpt-image-2.6-flare", False, 1024),
        ("gemini-3-pro-image", False, 560),
    ],
)
def test_a_square_reference_image_by_model(books: PriceBooks, model: str, high: bool, count: int) -> None:
    rule = books.listed[model].input_rule
    assert isinstance(rule, TokenInput)
    assert input_tokens(rule, SQUARE, high) == count


@pytest.mark.parametrize(("quality", "square"), [("low", 250), ("medium", 1000), ("high", 4250)])
def test_the_guide_scales_tokens_with_the_pixels(books: PriceBooks, quality: str, square: int) -> None:
    rule = books.guide["gpt-image-1"].output_rule
    assert isinstance(rule, TokenOutput)
    assert output_tokens(rule, quality, SQUARE) == square
    for size in (Size(1024, 1792), Size(1792, 1024)):
        assert output_tokens(rule, quality, size) == square * usd("1.75")
    assert output_tokens(rule, quality, Size(512, 512)) == square * usd("0.25")
    assert output_tokens(rule, "ultra", SQUARE) is None


@settings(max_examples=100)
@given(square=st.integers(1, 10_000), size=sizes)
def test_pixel_scaling_is_exact(square: int, size: Size) -> None:
    assert pixel_tokens(square, size) * 1024 * 1024 == square * size.pixels


READING = EnlargedReading(source="page", edge=1024, times=2, ratio_most=3)


@pytest.mark.parametrize(
    ("size", "tokens"),
    [("512x512", 1024), ("256x256", 256), ("1024x1024", 1024), ("3024x4032", 1452), ("4032x3024", 1452)],
)
def test_the_reading_that_enlarges_first(size: str, tokens: int) -> None:
    """The figures of the measurements: 32-pixel patches after an enlargement, at most 1,536 whole ones."""
    assert enlarged_tokens(Size.parse(size), 1536, READING) == tokens


@given(size=sizes)
def test_no_reading_takes_more_than_the_most_patches(size: Size) -> None:
    assert 1 <= enlarged_tokens(size, 1536, READING) <= 1536

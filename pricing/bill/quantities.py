"""The quantities of each component of a generated image and of a reference image, by the rule of the model.

The figures of the rules stand in the price files, under `rules`. Sources of the tokens: OpenAI's image generation guide
(table for the models before gpt-image-2), the calculator script of its documentation site (gpt-image-2 and 2.5), its
images and vision guide (input tiles).
"""

import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from pricing.prices.base import Component
from pricing.prices.rules import (
    AspectTokens,
    EnlargedReading,
    FlatInput,
    ImageInput,
    IncludedInput,
    InputRule,
    MegapixelInput,
    OutputRule,
    PatchInput,
    PixelTokens,
    StartedMegapixels,
    Steps,
    TableTokens,
    TileInput,
    TokenEstimate,
    TokenInput,
    TokenOutput,
)
from pricing.values.exact import EXACT
from pricing.values.size import Size


def generated(rule: OutputRule, quality: str, size: Size) -> Mapping[Component, Decimal] | None:
    """The quantities of one generated image by component; None if the rule does not have the quality or size."""
    match rule:
        case StartedMegapixels():
            if size.pixels > rule.largest.pixels:
                return None
            return {"image_output": Decimal(1), "further_megapixels": Decimal(started(size, rule.pixels) - 1)}
        case Steps():
            if quality not in rule.steps or size not in rule.sizes:
                return None
            steps: Mapping[Component, Decimal] = {"image_output": Decimal(rule.steps[quality])}
            return steps if rule.tile is None else {**steps, "tiles": Decimal(tiles(size, rule.tile))}
        case _:
            count = output_tokens(rule, quality, size)
            return None if count is None else {"image_output": count}


def reference(rule: InputRule, size: Size, high_fidelity: bool) -> Decimal:
    """Tokens, images or megapixels of one reference image."""
    match rule:
        case ImageInput() | IncludedInput():
            return Decimal(1)
        case MegapixelInput():
            return Decimal(started(size, rule.pixels))
        case _:
            return input_tokens(rule, size, high_fidelity)


def started(size: Size, megapixel: int) -> int:
    """Megapixels of an image, rounded up; a megapixel is 1,048,576 or 1,000,000 pixels, by vendor.

    Source: Black Forest Labs' pricing page for FLUX.2. `started(Size(1536, 1024), 1_048_576) == 2`.
    """
    return -(-size.pixels // megapixel)


def tiles(size: Size, edge: int) -> int:
    """Square tiles that cover an image. Source: Cloudflare's pricing page. `tiles(Size(1024, 1024), 512) == 4`."""
    return -(-size.width // edge) * -(-size.height // edge)


SQUARE = Size(1024, 1024)


def output_tokens(rule: TokenOutput, quality: str, size: Size) -> Decimal | None:
    """Output tokens of one image; None if the rule does not have the quality or size."""
    match rule:
        case TableTokens():
            count = rule.tokens.get(quality, {}).get(size)
            return None if count is None else Decimal(count)
        case AspectTokens():
            if not _fits(rule, size):
                return None
            if (estimate := rule.estimates.get(quality)) is not None:
                return _middle_of(estimate, size)
            return Decimal(aspect_tokens(rule.base[quality], size)) if quality in rule.base else None
        case PixelTokens():
            return pixel_tokens(rule.square[quality], size) if quality in rule.square else None


def estimated_tokens(rule: OutputRule, quality: str, size: Size) -> tuple[Decimal, Decimal] | None:
    """The least and the most output tokens of an image if they are an estimate; None if they are known."""
    estimate = rule.estimates.get(quality) if isinstance(rule, AspectTokens) else None
    if estimate is None:
        return None
    base = Decimal(aspect_tokens(estimate.base, size))
    tokens = (EXACT.multiply(base, estimate.least), EXACT.multiply(base, estimate.most), _middle_of(estimate, size))
    return min(tokens), max(tokens)


def _middle_of(estimate: TokenEstimate, size: Size) -> Decimal:
    if (measured := estimate.measured.get(size)) is not None:
        return Decimal(measured)
    times = EXACT.divide(EXACT.add(estimate.least, estimate.most), Decimal(2))
    return EXACT.multiply(Decimal(aspect_tokens(estimate.base, size)), times)


def input_tokens(rule: TokenInput, size: Size, high_fidelity: bool) -> Decimal:
    """Input tokens of one reference image."""
    match rule:
        case TileInput():
            return Decimal(tile_tokens(size, high_fidelity and rule.fidelity))
        case PatchInput():
            return Decimal(patch_tokens(size, rule.cap))
        case FlatInput():
            return Decimal(rule.tokens)


@lru_cache(maxsize=1024)
def aspect_tokens(base: int, size: Size) -> int:
    """Output tokens of gpt-image-2 and 2.5: `base` by quality, more for square shapes.

    The short side counts `base` divided by the aspect ratio, rounded half to even, then the product of both
    sides is weighted by the pixel count. Not monotonic in size: 1536x1024 takes fewer tokens than 1024x1024.
    Source: calculator script of OpenAI's documentation site. `aspect_tokens(48, Size(1024, 1024)) == 1756`.
    """
    long, short = max(size), min(size)
    rows = round(Fraction(base * short, long))
    return math.ceil(Fraction(base * rows * (2_000_000 + size.pixels), 4_000_000))


def pixel_tokens(square: int, size: Size) -> Decimal:
    """Output tokens in proportion to the pixel count, from those of 1024x1024.

    Source: the May 2025 guide, where 1024x1792 costs 1.75 times the square.
    """
    return EXACT.divide(Decimal(square * size.pixels), Decimal(SQUARE.pixels))


@lru_cache(maxsize=1024)
def tile_tokens(size: Size, high_fidelity: bool) -> int:
    """Input tokens of gpt-image-1, -1-mini and -1.5: 65 plus 129 a tile, plus the high fidelity's share.

    The image is fitted into 2048x2048, then shrunk until its short side is 512, then cut into 512-pixel tiles.
    Source: OpenAI's images and vision guide. `tile_tokens(Size(1024, 1536), False) == 323`.
    """
    fitted = min(Fraction(1), Fraction(2048, max(size)))
    scale = fitted * min(Fraction(1), 512 / (fitted * min(size)))
    tiles = math.ceil(scale * size.width / 512) * math.ceil(scale * size.height / 512)
    tokens = 65 + 129 * tiles
    if high_fidelity:
        tokens += 4160 if size.width == size.height else 6240
    return tokens


@lru_cache(maxsize=1024)
def patch_tokens(size: Size, cap: int) -> int:
    """Input tokens of gpt-image-2 and 2.5: one for each 32-pixel patch, up to `cap`.

    Source: measurements by users, not documented by OpenAI. `patch_tokens(Size(1024, 1024), 1536) == 1024`.
    """
    return min(cap, math.ceil(size.width / 32) * math.ceil(size.height / 32))


@lru_cache(maxsize=1024)
def enlarged_tokens(size: Size, cap: int, reading: EnlargedReading) -> int:
    """Input tokens by the other source: the image is enlarged toward an edge, then cut into 32-pixel patches.

    Above `cap` patches the image is shrunk until whole patches fit, as in OpenAI's vision guide for other models.
    Source: measurements of a user. `enlarged_tokens(Size(512, 512), ...) == 1024`, `Size(3024, 4032)` takes 33 x 44.
    """
    long, short = Fraction(max(size)), Fraction(min(size))
    scale = max(Fraction(1), min(Fraction(reading.times), reading.edge / long))
    long, short = long * scale, max(short, long / reading.ratio_most) * scale
    count = math.ceil(long / 32) * math.ceil(short / 32)
    if count <= cap:
        return count
    patches = math.sqrt(cap * short / long)
    across = max(math.floor(patches), 1)
    return across * math.floor(across * long / short)


def _fits(rule: AspectTokens, size: Size) -> bool:
    return max(size) <= rule.largest_edge and size.width % rule.multiple_of == 0 and size.height % rule.multiple_of == 0

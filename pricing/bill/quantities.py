"""How much of each component an image takes, by the rule of its model."""

from collections.abc import Mapping
from decimal import Decimal

from pricing.bill.tokens import input_tokens, output_tokens
from pricing.prices.base import Component
from pricing.prices.rules import ImageInput, InputRule, MegapixelInput, OutputRule, StartedMegapixels, Steps
from pricing.values.size import Size


def generated(rule: OutputRule, quality: str, size: Size) -> Mapping[Component, Decimal] | None:
    """What one generated image takes, or None where the rule has no such quality or size."""
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
        case ImageInput():
            return Decimal(1)
        case MegapixelInput():
            return Decimal(started(size, rule.pixels))
        case _:
            return input_tokens(rule, size, high_fidelity)


def started(size: Size, megapixel: int) -> int:
    """Megapixels of an image that are at least started; vendors count 1,048,576 or 1,000,000 pixels.

    Source: Black Forest Labs' pricing page for FLUX.2. `started(Size(1536, 1024), 1_048_576) == 2`.
    """
    return -(-size.pixels // megapixel)


def tiles(size: Size, edge: int) -> int:
    """Square tiles that cover an image. Source: Cloudflare's pricing page. `tiles(Size(1024, 1024), 512) == 4`."""
    return -(-size.width // edge) * -(-size.height // edge)

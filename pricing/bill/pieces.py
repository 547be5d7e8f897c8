"""How many megapixels and tiles an image takes, where a vendor sells those."""

from pricing.values.size import Size


def started(size: Size, megapixel: int) -> int:
    """Megapixels of an image that are at least started; vendors count 1,048,576 or 1,000,000 pixels.

    Source: Black Forest Labs' pricing page for FLUX.2. `started(Size(1536, 1024), 1_048_576) == 2`.
    """
    return -(-size.pixels // megapixel)


def tiles(size: Size, edge: int) -> int:
    """Square tiles that cover an image. Source: Cloudflare's pricing page. `tiles(Size(1024, 1024), 512) == 4`."""
    return -(-size.width // edge) * -(-size.height // edge)

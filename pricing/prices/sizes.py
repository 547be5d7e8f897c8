"""The limits of the sizes that a model makes, and the nearest size within them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Literal

from pricing.values.size import Size

Limit = Literal["sizes", "pixels_least", "pixels_most", "edge_least", "edge_most", "ratio_most", "edge_multiple"]
LIMITS: tuple[Limit, ...] = (
    "sizes",
    "pixels_least",
    "pixels_most",
    "edge_least",
    "edge_most",
    "ratio_most",
    "edge_multiple",
)
"""The limits in the order in which a size is checked; the first broken one is reported."""
_STEP = 16
"""The step of tried edges in pixels if the multiple of the model is not known."""


@dataclass(frozen=True)
class SizeLimits:
    """The limits of a model's sizes; None if not known. Edges are in pixels."""

    sizes: tuple[Size, ...] | None = None
    """All sizes that the model makes."""
    pixels_least: int | None = None
    pixels_most: int | None = None
    edge_least: int | None = None
    edge_most: int | None = None
    ratio_most: Fraction | None = None
    """The largest ratio of the long side to the short one."""
    edge_multiple: int | None = None

    def broken(self, size: Size) -> Limit | None:
        """The first limit that a size breaks; None for a size that can be made as far as is known."""
        kept = {
            "sizes": self.sizes is None or size in self.sizes,
            "pixels_least": self.pixels_least is None or size.pixels >= self.pixels_least,
            "pixels_most": self.pixels_most is None or size.pixels <= self.pixels_most,
            "edge_least": self.edge_least is None or min(size) >= self.edge_least,
            "edge_most": self.edge_most is None or max(size) <= self.edge_most,
            "ratio_most": self.ratio_most is None or Fraction(max(size), min(size)) <= self.ratio_most,
            "edge_multiple": self.edge_multiple is None or not any(edge % self.edge_multiple for edge in size),
        }
        return next((limit for limit in LIMITS if not kept[limit]), None)


@lru_cache(maxsize=4096)
def nearest_made(limits: SizeLimits, size: Size) -> Size | None:
    """The size itself, or the nearest that can be made by pixels and shape; sizes that cover it come first.

    None if none is found.
    """
    if limits.broken(size) is None:
        return size
    candidates = limits.sizes if limits.sizes is not None else _around(limits, size)
    possible = [candidate for candidate in candidates if limits.broken(candidate) is None]
    return min(possible, key=lambda candidate: (not _covers(candidate, size), distance(size, candidate)), default=None)


def _covers(one: Size, other: Size) -> bool:
    return one.width >= other.width and one.height >= other.height


def distance(one: Size, other: Size) -> float:
    """How far two sizes are apart, by pixel count and by shape."""
    pixels = abs(math.log(one.pixels / other.pixels))
    shape = abs(math.log(one.width * other.height / (one.height * other.width)))
    return pixels + shape / 2


def _around(limits: SizeLimits, size: Size) -> Iterator[Size]:
    """Candidate sizes on the grid of edges, near the size of the same shape or of the most extreme allowed shape."""
    ratio = Fraction(size.width, size.height)
    if limits.ratio_most is not None:
        ratio = min(max(ratio, 1 / limits.ratio_most), limits.ratio_most)
    pixels = min(max(size.pixels, limits.pixels_least or 0), limits.pixels_most or size.pixels)
    width, height = math.sqrt(pixels * ratio), math.sqrt(pixels / ratio)
    if limits.edge_most is not None and (longest := max(width, height)) > limits.edge_most:
        width, height = width * limits.edge_most / longest, height * limits.edge_most / longest
    step = limits.edge_multiple or _STEP
    for across in _grid(max(width, limits.edge_least or 0), step):
        for down in _grid(max(height, limits.edge_least or 0), step):
            yield Size(across, down)


def _grid(edge: float, step: int) -> list[int]:
    """Multiples of a step around an edge."""
    middle = round(edge / step)
    return [step * count for count in range(max(middle - 2, 1), middle + 3)]

"""Mixes: the share of each quality and of each size, in whole percent."""

from functools import lru_cache
from typing import NamedTuple

from pricing.prices.schema import TIERS, Tier
from pricing.values.exact import PERCENT
from pricing.values.size import Size


class Quality(NamedTuple):
    """The shares of the images in each tier, in whole percent; they add up to 100."""

    low: int
    medium: int
    high: int

    def __str__(self) -> str:
        return f"{self.low}-{self.medium}-{self.high}"

    def shares(self) -> tuple[tuple[Tier, int], ...]:
        """The tiers with a share above 0, each with its share."""
        return _shares(self)


@lru_cache(maxsize=512)
def _shares(quality: Quality) -> tuple[tuple[Tier, int], ...]:
    return tuple((tier, share) for tier, share in zip(TIERS, quality, strict=True) if share)


class SizeMix(tuple[tuple[Size, int], ...]):
    """Sizes with their shares in whole percent; the shares add up to 100."""

    def __str__(self) -> str:
        if len(self) == 1:
            return str(self[0][0])
        return ",".join(f"{size}:{share}" for size, share in self)

    @classmethod
    def of(cls, size: Size) -> "SizeMix":
        return cls(((size, PERCENT),))

    @property
    def main(self) -> Size:
        """The size named first."""
        return self[0][0]

"""The same plan at another size: what it costs an image."""

from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from pricing.estimate import estimate
from pricing.prices import PriceBooks
from pricing.scenario import Scenario, SizeMix
from pricing.size import Size


class CheaperSize(NamedTuple):
    """A size with at least as many pixels that costs less an image."""

    size: Size
    instead_of: Size
    saving: Decimal
    """Percent of the present cost an image."""


def cheaper_size(scenario: Scenario, books: PriceBooks) -> CheaperSize | None:
    """The largest saving among the model's sizes that are no smaller than the plan's main size."""
    present = scenario.size.main
    now = _per_image(scenario, present, books)
    if not now:
        return None
    best: CheaperSize | None = None
    for size in books[scenario.prices][scenario.model].model.sizes:
        if size == present or size.pixels < present.pixels:
            continue
        cost = _per_image(scenario, size, books)
        if cost is None or cost >= now:
            continue
        saving = 100 * (now - cost) / now
        if best is None or saving >= best.saving:
            best = CheaperSize(size, present, saving)
    return best


def _per_image(scenario: Scenario, size: Size, books: PriceBooks) -> Decimal | None:
    return estimate(replace(scenario, size=SizeMix.of(size)), books).per_image

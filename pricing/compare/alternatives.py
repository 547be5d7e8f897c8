"""The same workload at another size, and on another model: what it costs."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pricing.bill.bills import bill
from pricing.prices import PriceBasis, PriceBooks
from pricing.scenario.mixes import SizeMix
from pricing.scenario.scenario import Scenario, of_one_image
from pricing.scenario.workload import Workload
from pricing.values.exact import EXACT, PERCENT, quotient
from pricing.values.size import Size


class CheaperSize(NamedTuple):
    """A size with at least as many pixels that costs less an image."""

    size: Size
    instead_of: Size
    saving: Decimal
    """Percent of the present cost an image, to 12 decimals."""


def cheaper_size(workload: Workload, prices: PriceBasis, books: PriceBooks) -> CheaperSize | None:
    """The largest saving among the model's sizes that are no smaller than the workload's main size."""
    present = workload.size.main
    costs = costs_by_size(workload, prices, books)
    now = costs[present]
    if not now:
        return None
    best: CheaperSize | None = None
    for size, cost in costs.items():
        if size.pixels < present.pixels or cost is None or cost >= now:
            continue
        saving = quotient(EXACT.multiply(EXACT.subtract(now, cost), Decimal(PERCENT)), now)
        if best is None or saving >= best.saving:
            best = CheaperSize(size, present, saving)
    return best


def costs_by_size(workload: Workload, prices: PriceBasis, books: PriceBooks) -> Mapping[Size, Decimal | None]:
    """USD an image at each size that the model sells and at the workload's own, all images at that size.

    None where it has no price.
    """
    return _costs_by_size(of_one_image(workload, prices), books)


@lru_cache(maxsize=256)
def _costs_by_size(request: Scenario, books: PriceBooks) -> Mapping[Size, Decimal | None]:
    (workload,) = request.workloads
    sizes = dict.fromkeys([*books[request.prices][workload.model].model.sizes, *(size for size, _ in workload.size)])
    return {size: bill(replace(workload, size=SizeMix.of(size)), request, books).per_image for size in sizes}


def costs_by_model(
    workload: Workload, terms: Scenario, books: PriceBooks, models: Iterable[str]
) -> dict[str, Decimal | None]:
    """USD a month on each of some models, with the qualities and sizes of the workload.

    None where one of them has no price.
    """
    return {model: bill(replace(workload, model=model), terms, books).per_month for model in models}

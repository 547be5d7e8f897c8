"""What a workload costs at other sizes and on other models."""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from pricing.bill.bills import bill
from pricing.bill.coefficients import image_costs, mixed
from pricing.bill.placement import on_model, under_contract
from pricing.prices import PriceBooks
from pricing.scenario.mixes import SizeMix
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.values.size import Size


def cheapest_no_smaller(costs: Mapping[Size, Decimal | None], present: Size) -> Size | None:
    """The cheapest size with at least as many pixels as the present one; None if none costs less.

    `costs` are in the order of the price book. Of sizes with equal costs, one of the present orientation wins, then the
    first in the price book.
    """
    now = costs[present]
    cheaper = {
        size: cost
        for size, cost in costs.items()
        if size.pixels >= present.pixels and cost is not None and now is not None and cost < now
    }
    return min(cheaper, key=lambda size: (cheaper[size], size.orientation != present.orientation), default=None)


def costs_by_size(workload: Workload, terms: Scenario, books: PriceBooks) -> Mapping[Size, Decimal | None]:
    """USD an image at each size that the model sells and at the workload's own, all images at that size.

    None where it has no price.
    """
    costs = image_costs(workload, terms, books)
    return {size: mixed(costs, workload.quality, SizeMix.of(size)) for size in costs}


def costs_by_model(
    workload: Workload, terms: Scenario, books: PriceBooks, models: Iterable[str]
) -> dict[str, Decimal | None]:
    """USD a month on each of some models, with the qualities and sizes of the workload.

    None where one of them has no price.
    """
    book = books[terms.prices]
    return {
        model: bill(on_model(under_contract(workload, model, terms, books), book[model]), terms, books).per_month
        for model in models
    }

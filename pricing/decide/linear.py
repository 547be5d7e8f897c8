"""The cost of an image at many values of its levers at once: exact unit costs, multiplied with numpy."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

import numpy as np

from pricing.bill.bills import bill
from pricing.bill.charges import NoPrice, inputs
from pricing.bill.quantities import reference
from pricing.decide.draws import Floats
from pricing.prices import PriceBooks
from pricing.prices.book import RateCard
from pricing.prices.schema import Processing
from pricing.scenario.levers import lever_value
from pricing.scenario.mixes import Quality
from pricing.scenario.ranges import Lever
from pricing.scenario.scenario import Scenario, of_one_image
from pricing.scenario.workload import Workload, generations_per_image
from pricing.values.exact import PERCENT
from pricing.values.size import Size

Values = Mapping[Lever, Floats]
"""Lever -> many values in the unit of its field, for the levers that vary."""
_MANY = Decimal(1_000)
"""A number of reference images that is more than any price includes."""
_PIXELS = Size(1024, 1024)
_PROCESSING: tuple[Processing, ...] = ("standard", "batch")


@dataclass(frozen=True, eq=False)
class CostOfImage:
    """The unit costs of a workload on a model, as (standard, batch), before the discount."""

    workload: Workload
    image: tuple[Floats, Floats]
    """The cost of the image of one generation, by tier; nan without a price."""
    token: tuple[float, float]
    """The cost of one token of a prompt."""
    references: tuple[float, float]
    """The cost of one unit of reference images; nan without a price."""
    units: float
    """Units (tokens, images or megapixels) of one reference image."""
    included: float
    """Units that the price of the generated image includes."""
    has_batch: bool
    follows_rate: bool
    """Whether the plan's rate of exchange affects the costs."""

    def per_image(self, values: Values) -> Floats:
        """USD per delivered image; nan if a part has no price."""
        batch = self._value("batch", values) / PERCENT if self.has_batch else np.zeros(1)
        refs = np.maximum(self._value("refs", values) * self.units - self.included, 0)
        # A batch share of 0 costs 0 even if batches have no price.
        cost = _paid(1 - batch, self._generation(0, values, refs))
        if batch.any():
            cost = cost + _paid(batch, self._generation(1, values, refs))
        made = generations_per_image(self._value("reuse", values) / PERCENT, self._value("tries", values))
        return cost * made * float(self.workload.paid_part)

    def _generation(self, place: int, values: Values, refs: Floats) -> Floats:
        """USD per generation of one processing (0 standard, 1 batch); `refs` are the billed units of references."""
        cost = self._image(self.image[place], values) + self._value("prompt", values) * self.token[place]
        return cost + _paid(refs, np.array(self.references[place]))

    def _image(self, tiers: Floats, values: Values) -> Floats:
        """The cost of the image: the share of high quality varies, low and medium keep their proportion in the rest."""
        low, medium, high = self.workload.quality
        if "high" not in values:
            shares = np.array([low, medium, high]) / PERCENT
            return np.atleast_1d(_paid(shares, tiers).sum())
        others = np.array([low, medium] if low + medium else [0, 1])
        rest = _paid(others, tiers[:2]).sum() / others.sum()
        share = values["high"] / PERCENT
        return _paid(share, tiers[2]) + _paid(1 - share, rest)

    def _value(self, lever: Lever, values: Values) -> Floats:
        varied = values.get(lever)
        return np.array([float(lever_value(self.workload, lever))]) if varied is None else varied


def _paid(shares: Floats, costs: Floats) -> Floats:
    """Shares times costs; a share of 0 costs 0 even without a price."""
    return np.where(shares > 0, shares * costs, 0) if np.isnan(costs).any() else shares * costs


def cost_of_image(workload: Workload, terms: Scenario, books: PriceBooks) -> CostOfImage:
    """The unit costs of a workload on its model at the rates of the price date."""
    card = books.rate_card(workload.model, terms.prices, terms.exchange)
    request = of_one_image(
        workload.of_one_generation(), terms, quality=Quality(0, 0, PERCENT), prompt=0, refs=Decimal(0), batch=Decimal(0)
    )
    made = [_reference(workload, card, processing) for processing in _PROCESSING]
    units, included, _ = made[0]
    return CostOfImage(
        workload,
        (_tiers(request, "standard", books), _tiers(request, "batch", books)),
        (_token(card, "standard"), _token(card, "batch")),
        (made[0][2], made[1][2]),
        units,
        included,
        card.has_batch,
        card.follows_rate,
    )


@lru_cache(maxsize=512)
def _tiers(request: Scenario, processing: Processing, books: PriceBooks) -> Floats:
    """USD of one image in each tier."""
    (workload,) = request.workloads
    batch = Decimal(PERCENT if processing == "batch" else 0)
    costs = []
    for tier in range(3):
        mix = Quality(*(PERCENT if place == tier else 0 for place in range(3)))
        cost = bill(replace(workload, quality=mix, batch=batch), request, books).per_image
        costs.append(float("nan") if cost is None else float(cost))
    return np.array(costs)


def _token(card: RateCard, processing: Processing) -> float:
    """USD of one token of a prompt; 0 where the model bills none."""
    charges = inputs(card, 1, Decimal(0), _PIXELS, False, processing)
    return sum(float(charge.cost) for charge in charges)


def _reference(workload: Workload, card: RateCard, processing: Processing) -> tuple[float, float, float]:
    """The units of one reference image, the units that are included, and USD of one unit beyond them."""
    rule, high = card.entry.input_rule, workload.fidelity == "high"
    if rule is None:
        return 1.0, 0.0, float("nan")
    units = float(reference(rule, workload.refsize, high))
    try:
        charges = inputs(card, 0, _MANY, workload.refsize, high, processing)
    except NoPrice:
        return units, float(rule.included), float("nan")
    return units, float(rule.included), sum(float(charge.cost) / float(charge.quantity) for charge in charges)

"""What an image costs at many values of its levers at once: the few unit costs are exact, numpy carries the values."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

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

TOKENS: Literal["tokens"] = "tokens"
"""The tokens of an image where these are an estimate: 0 is the value that is billed, -1 the low end and 1 the high."""
Varied = Lever | Literal["tokens"]
Values = Mapping[Varied, Floats]
"""Values of the levers that vary, each in the unit of its field, and of tokens."""
_MANY = Decimal(1_000)
"""Reference images, more than any price includes."""
_PIXELS = Size(1024, 1024)
_PROCESSING: tuple[Processing, ...] = ("standard", "batch")


@dataclass(frozen=True, eq=False)
class CostOfImage:
    """The unit costs of a workload on a model, standard and as a batch; USD before the discount."""

    workload: Workload
    image: tuple[Floats, Floats]
    """Of the image of one generation in each tier; nan where it has no price."""
    least: tuple[Floats, Floats]
    most: tuple[Floats, Floats]
    """The same at the low and the high end of an estimate; as `image` where the tokens are known."""
    token: tuple[float, float]
    """Of one token of a prompt."""
    references: tuple[float, float]
    """Of one unit of what reference images take; nan where it has no price."""
    units: float
    """Tokens, images or megapixels that one reference image takes."""
    included: float
    """Of these, how many the price of the image includes."""
    has_batch: bool

    def per_image(self, values: Values) -> Floats:
        """USD per delivered image; nan where a part has no price."""
        batch = self._value("batch", values) / PERCENT if self.has_batch else np.zeros(1)
        # A share of nothing costs nothing, whatever has no price there.
        each = np.where(batch < 1, self._generation(0, values) * (1 - batch), 0)
        if batch.any():
            each = each + np.where(batch > 0, self._generation(1, values) * batch, 0)
        made = generations_per_image(self._value("reuse", values) / PERCENT, self._value("tries", values))
        return each * made * float(self.workload.paid_part)

    def _generation(self, place: int, values: Values) -> Floats:
        """USD a generation in one processing."""
        cost = self._estimated(place, values) + self._value("prompt", values) * self.token[place]
        refs = self._value("refs", values)
        taken = np.maximum(refs * self.units - self.included, 0)
        return cost + np.where(taken > 0, taken * self.references[place], 0)

    def _estimated(self, place: int, values: Values) -> Floats:
        """Of the image: where its tokens vary, in proportion between what is billed and the end of that side."""
        billed, drawn = self._image(self.image[place], values), values.get(TOKENS)
        if drawn is None:
            return billed
        least, most = (self._image(ends[place], values) for ends in (self.least, self.most))
        return billed + np.maximum(drawn, 0) * (most - billed) + np.minimum(drawn, 0) * (billed - least)

    def _image(self, tiers: Floats, values: Values) -> Floats:
        """Of the image: high quality has its share, low and medium keep their proportion in the rest."""
        low, medium, high = self.workload.quality
        if "high" not in values:
            shares = np.array([low, medium, high]) / PERCENT
            return np.atleast_1d(np.where(shares > 0, shares * tiers, 0).sum())
        others = np.array([low, medium] if low + medium else [0, 1])
        rest = np.where(others > 0, others * tiers[:2], 0).sum() / others.sum()
        share = values["high"] / PERCENT
        return np.where(share > 0, share * tiers[2], 0) + np.where(share < 1, (1 - share) * rest, 0)

    def _value(self, lever: Lever, values: Values) -> Floats:
        varied = values.get(lever)
        return np.array([float(lever_value(self.workload, lever))]) if varied is None else varied


def cost_of_image(workload: Workload, terms: Scenario, books: PriceBooks) -> CostOfImage:
    """The unit costs of a workload on its model at the rates of the price date."""
    card = books.rate_card(workload.model, terms.prices)
    request = of_one_image(
        workload.of_one_generation(),
        terms.prices,
        quality=Quality(0, 0, PERCENT),
        prompt=0,
        refs=Decimal(0),
        batch=Decimal(0),
    )
    made = [_reference(workload, card, processing) for processing in _PROCESSING]
    units, included, _ = made[0]
    tiers = [_tiers(request, processing, books) for processing in _PROCESSING]
    return CostOfImage(
        workload,
        (tiers[0].billed, tiers[1].billed),
        (tiers[0].least, tiers[1].least),
        (tiers[0].most, tiers[1].most),
        (_token(card, "standard"), _token(card, "batch")),
        (made[0][2], made[1][2]),
        units,
        included,
        card.has_batch,
    )


class _Tiers(NamedTuple):
    """USD of one image in each tier."""

    billed: Floats
    least: Floats
    most: Floats


@lru_cache(maxsize=512)
def _tiers(request: Scenario, processing: Processing, books: PriceBooks) -> _Tiers:
    """What one image costs in each tier; nan where it has no price."""
    (workload,) = request.workloads
    batch = Decimal(PERCENT if processing == "batch" else 0)
    costs = []
    for tier in range(3):
        mix = Quality(*(PERCENT if place == tier else 0 for place in range(3)))
        of_tier = bill(replace(workload, quality=mix, batch=batch), request, books)
        cost = float("nan") if of_tier.per_image is None else float(of_tier.per_image)
        least, most = of_tier.span_per_image or (cost, cost)
        costs.append((cost, float(least), float(most)))
    return _Tiers(*np.array(costs).T)


def _token(card: RateCard, processing: Processing) -> float:
    """USD of one token of a prompt; 0 where the model bills none."""
    charges = inputs(card, 1, Decimal(0), _PIXELS, False, processing)
    return sum(float(charge.usd) for charge in charges)


def _reference(workload: Workload, card: RateCard, processing: Processing) -> tuple[float, float, float]:
    """What one reference image takes, how much of that is included in all, and USD of one unit beyond."""
    rule, high = card.entry.input_rule, workload.fidelity == "high"
    if rule is None:
        return 1.0, 0.0, float("nan")
    units = float(reference(rule, workload.refsize, high))
    try:
        charges = inputs(card, 0, _MANY, workload.refsize, high, processing)
    except NoPrice:
        return units, float(rule.included), float("nan")
    return units, float(rule.included), sum(float(charge.usd) / float(charge.quantity) for charge in charges)

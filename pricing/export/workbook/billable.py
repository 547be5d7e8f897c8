"""What the workbook's lines of a workload can bill: the units of one generation, for each tier, size and processing.

Everything is taken from the engine's bill of a single image, so no price and no token rule is repeated here.
"""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, localcontext
from typing import Literal, NamedTuple

from pricing.bill.bills import Bill, Line
from pricing.bill.bills import bill as bill_of
from pricing.bill.charges import beyond_included, cost_per_unit, exchanged
from pricing.prices import PriceBooks
from pricing.prices.book import RateCard
from pricing.prices.schema import TIERS, Price, Processing, Tier
from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.values.exact import EXACT, PERCENT
from pricing.values.size import Size
from pricing.wording.messages import words

Needs = Literal["", "prompt", "refs", "thinking", "partials"]
"""The field of a workload that a component needs to be above 0; empty for one that every image has."""


class Billable(NamedTuple):
    """A component that the workbook can bill, for images of one tier, size and processing."""

    line: Line
    """The engine's line of one generation with one prompt token, or one reference image more than included."""
    needs: Needs
    units_each: Decimal
    """Units per image; with `needs`, per prompt token, reference image, thinking token or partial image."""
    included: int
    """Units that the price of the image includes, for all reference images together."""
    share: Decimal
    """The part of the workload's generations that has this tier, size and processing, from 0 to 1."""
    units: Decimal
    """Tokens or images per generation of the workload."""
    units_per_rate: Decimal
    """The number of units that the rate pays for: 1,000,000 for a rate per 1M tokens."""
    credit: Decimal | None
    """The price of a credit; None if the rate is not in credits."""
    currency: str
    """Of the rate, or of the credit."""
    exchanged: Decimal
    """One unit of that currency in the currency of the plan."""


class Gap(NamedTuple):
    """Generations of one tier that have no price for one reason."""

    tier: Tier
    needs: Needs
    reason: str
    places: tuple[tuple[Size, Processing], ...]


class Billables(NamedTuple):
    """The components that the workbook bills and the gaps that it cannot bill, those in the workload's mix first."""

    sizes: tuple[Size, ...]
    """The sizes of the workload, then the others that the model offers."""
    rows: tuple[Billable, ...]
    gaps: tuple[Gap, ...]


class PaidRate(NamedTuple):
    """The factors that turn a rate into a cost per unit: rate * credit / per * exchanged."""

    per: Decimal
    """The number of units that the rate pays for."""
    credit: Decimal | None
    """The price of a credit; None if the rate is not in credits."""
    currency: str
    """Of the rate, or of the credit."""
    exchanged: Decimal
    """One unit of that currency in the currency of the card's exchange."""


def paid_rate(card: RateCard, price: Price) -> PaidRate:
    """The factors of a price on the day of a rate card; raises NoPrice."""
    rate = card.rate("credit") if price.unit.startswith("credits") else None
    credit = None if rate is None else rate.amount
    paid, cost = rate or price, cost_per_unit(card, price)
    exchange = exchanged(card, paid)
    with localcontext(EXACT):
        per = price.amount * (1 if credit is None else credit) * exchange / cost if cost else Decimal(1)
    return PaidRate(per, credit, paid.currency, exchange)


def billables(bill: Bill, terms: Scenario, books: PriceBooks) -> Billables:
    """The components of a workload's bill, and those of every other tier, size and processing of its model."""
    workload = bill.workload
    sizes = tuple(dict.fromkeys([*(size for size, _ in workload.size), *bill.entry.model.sizes]))
    processings: tuple[Processing, ...] = ("standard", "batch") if bill.card.has_batch else ("standard",)
    rows: list[Billable] = []
    gaps: dict[tuple[Tier, Needs, str], list[tuple[Size, Processing]]] = {}
    with localcontext(EXACT):
        for tier in TIERS:
            for size in sizes:
                for processing in processings:
                    for needs, part in _one_generation(workload, terms, books, tier, size, processing):
                        if isinstance(part, str):
                            gaps.setdefault((tier, needs, part), []).append((size, processing))
                        else:
                            rows.append(_billable(bill, part, needs))
    ordered = sorted(
        (Gap(*key, tuple(places)) for key, places in gaps.items()), key=lambda gap: not gap_share(gap, bill)
    )
    rows.sort(key=lambda row: not row.share * row.units)
    return Billables(sizes, tuple(rows), tuple(ordered))


def gap_share(gap: Gap, bill: Bill) -> Decimal:
    """The share of a workload's generations that a gap leaves without a price."""
    workload, rule = bill.workload, bill.entry.input_rule
    refs = workload.refs
    if rule is not None:
        refs = beyond_included(rule, refs, workload.refsize, workload.fidelity == "high")
    if gap.needs and not (refs if gap.needs == "refs" else getattr(workload, gap.needs)):
        return Decimal(0)
    return sum((_share(bill, gap.tier, *place) for place in gap.places), Decimal(0))


def included(bill: Bill) -> int:
    """Tokens, images or megapixels of reference images that the price of an image includes."""
    rule = bill.entry.input_rule
    return 0 if rule is None else rule.included


def _share(bill: Bill, tier: Tier, size: Size, processing: Processing) -> Decimal:
    """The share of a workload's generations that has one tier, size and processing, from 0 to 1."""
    workload = bill.workload
    batch = workload.batch if bill.card.has_batch else Decimal(0)
    sent = batch if processing == "batch" else PERCENT - batch
    mixed = dict(workload.quality.shares()).get(tier, 0) * dict(workload.size).get(size, 0)
    # Three percentages multiplied.
    return mixed * sent * Decimal("0.000001")


def _one_generation(
    workload: Workload, terms: Scenario, books: PriceBooks, tier: Tier, size: Size, processing: Processing
) -> Iterator[tuple[Needs, Line | str]]:
    """The components of one generation in the order of the bill: a line, or why it has no price."""

    def single(prompt: int = 0, refs: int = 0, thinking: int = 0, partials: int = 0) -> Bill:
        one_image = replace(
            workload.of_one_generation(),
            images=1,
            quality=Quality(**{**dict.fromkeys(TIERS, 0), tier: PERCENT}),
            size=SizeMix.of(size),
            prompt=prompt,
            refs=Decimal(refs),
            thinking=thinking,
            partials=partials,
            batch=Decimal(PERCENT if processing == "batch" else 0),
        )
        return bill_of(one_image, terms, books)

    bare = single()
    if bare.unpriced:
        yield "", words(bare.unpriced[0].reason)
        return
    always = {line.component for line in bare.lines}
    probes: dict[Needs, Bill] = {
        "prompt": single(prompt=1),
        "refs": single(refs=1 + included(bare)),
        "thinking": single(thinking=1),
        "partials": single(partials=1),
    }
    for needs, probe in probes.items():
        yield from ((needs, words(gap.reason)) for gap in probe.unpriced)
        yield from ((needs, line) for line in probe.lines if line.component not in always)
    yield from (("", line) for line in bare.lines)


def _billable(bill: Bill, line: Line, needs: Needs) -> Billable:
    factor = Decimal(getattr(bill.workload, needs)) if needs else Decimal(1)
    an_image, free = line.quantity_per_day, included(bill) if needs == "refs" else 0
    if needs == "refs":
        an_image = (an_image + free) / (1 + free)
    rate = paid_rate(bill.card, line.price)
    share = _share(bill, line.tier, line.size, line.processing)
    units = max(Decimal(0), an_image * factor - free)
    return Billable(line, needs, an_image, free, share, units, rate.per, rate.credit, rate.currency, rate.exchanged)

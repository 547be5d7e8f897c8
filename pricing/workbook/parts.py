"""Everything a workbook can be asked to bill: what one generation takes of each component, and what has no price.

All of it is read off the engine's bill of a single image, so nothing here knows a price or a token rule.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from typing import Literal, NamedTuple

from pricing.billing import beyond_included, usd_per_unit
from pricing.estimate import Estimate, Line, estimate
from pricing.exact import EXACT
from pricing.prices import PriceBooks
from pricing.prices.schema import TIERS, Processing, Tier
from pricing.scenario import PERCENT, Quality, Scenario, SizeMix
from pricing.size import Size

Needs = Literal["", "prompt", "refs"]
"""What a component takes part with: every image, or only one with a prompt or with reference images."""
_BARE: tuple[int, int] = (0, 0)


class Row(NamedTuple):
    """A component that the workbook can bill, for images of one tier, size and processing."""

    line: Line
    """The engine's line of one generation with one prompt token, or with reference images beyond those included."""
    needs: Needs
    each: Decimal
    """What the image, one prompt token or one reference image takes."""
    included: int
    """How much of that the price of the image includes, for all reference images together."""
    share: Decimal
    """Of the generations of the plan."""
    units: Decimal
    """Per generation of the plan: tokens or images."""
    units_per_rate: Decimal
    """How many units the rate pays, as in a rate per 1M tokens."""
    credit: Decimal | None
    """USD a credit, where the rate is in credits."""


@dataclass(frozen=True)
class Gap:
    """Parts of one tier that have no price for one reason."""

    tier: Tier
    needs: Needs
    reason: str
    where: tuple[tuple[Size, Processing], ...]


@dataclass(frozen=True)
class Parts:
    """What the workbook bills and what it cannot bill, the parts of the plan itself first."""

    sizes: tuple[Size, ...]
    """The sizes of the plan, then the others the model offers."""
    processings: tuple[Processing, ...]
    rows: tuple[Row, ...]
    gaps: tuple[Gap, ...]


def parts(bill: Estimate, books: PriceBooks) -> Parts:
    """The parts of an estimate and of every other tier, size and processing of its model."""
    scenario = bill.scenario
    sizes = tuple(dict.fromkeys([*(size for size, _ in scenario.size), *bill.entry.model.sizes]))
    processings: tuple[Processing, ...] = ("standard", "batch") if bill.card.has_batch else ("standard",)
    rows: list[Row] = []
    gaps: dict[tuple[Tier, Needs, str], list[tuple[Size, Processing]]] = {}
    with localcontext(EXACT):
        for tier in TIERS:
            for size in sizes:
                for processing in processings:
                    for needs, found in _one(scenario, books, tier, size, processing):
                        if isinstance(found, str):
                            gaps.setdefault((tier, needs, found), []).append((size, processing))
                        else:
                            rows.append(_row(bill, found, needs))
    named = [Gap(*key, tuple(where)) for key, where in gaps.items()]
    named.sort(key=lambda gap: not gap_share(gap, bill))
    rows.sort(key=lambda row: not row.share * row.units)
    return Parts(sizes, processings, tuple(rows), tuple(named))


def share(bill: Estimate, tier: Tier, size: Size, processing: Processing) -> Decimal:
    """The share of a plan's generations that is of one tier, size and processing."""
    scenario = bill.scenario
    batch = scenario.batch if bill.card.has_batch else Decimal(0)
    sent = batch if processing == "batch" else PERCENT - batch
    mixed = dict(scenario.quality.shares()).get(tier, 0) * dict(scenario.size).get(size, 0)
    return mixed * sent * Decimal("0.000001")


def gap_share(gap: Gap, bill: Estimate) -> Decimal:
    """The share of a plan's generations that a gap leaves without a price."""
    scenario, rule = bill.scenario, bill.entry.input_rule
    refs = scenario.refs
    if rule is not None:
        refs = beyond_included(rule, refs, scenario.refsize, scenario.fidelity == "high")
    if (gap.needs == "prompt" and not scenario.prompt) or (gap.needs == "refs" and not refs):
        return Decimal(0)
    return sum((share(bill, gap.tier, *where) for where in gap.where), Decimal(0))


def _one(
    scenario: Scenario, books: PriceBooks, tier: Tier, size: Size, processing: Processing
) -> Iterator[tuple[Needs, Line | str]]:
    """The components of one generation in the order of the bill: a line, or why it has no price."""

    def ask(prompt: int, refs: int) -> Estimate:
        single = replace(
            scenario, images=1, quality=Quality(**{**dict.fromkeys(TIERS, 0), tier: PERCENT}), size=SizeMix.of(size),
            prompt=prompt, refs=Decimal(refs), tries=Decimal(1), reuse=Decimal(0), discount=Decimal(0),
            batch=Decimal(PERCENT if processing == "batch" else 0),
        )  # fmt: skip
        return estimate(single, books)

    bare = ask(*_BARE)
    if bare.unpriced:
        yield "", bare.unpriced[0].reason
        return
    always = {line.component for line in bare.lines}
    probes: dict[Needs, tuple[int, int]] = {"prompt": (1, 0), "refs": (0, 1 + included(bare))}
    for needs, probe in probes.items():
        asked = ask(*probe)
        for gap in asked.unpriced:
            yield needs, gap.reason
        for line in asked.lines:
            if line.component not in always:
                yield needs, line
    for line in bare.lines:
        yield "", line


def included(bill: Estimate) -> int:
    """Tokens, images or megapixels of reference images that the price of an image includes."""
    rule = bill.entry.input_rule
    return 0 if rule is None else rule.included


def _row(bill: Estimate, line: Line, needs: Needs) -> Row:
    factor = {"": Decimal(1), "prompt": Decimal(bill.scenario.prompt), "refs": bill.scenario.refs}[needs]
    each, free = line.quantity_per_day, included(bill) if needs == "refs" else 0
    if needs == "refs":
        each = (each + free) / (1 + free)
    price, credit = line.price, None
    if price.unit.startswith("credits"):
        rate = bill.card.rate("credit")
        credit = None if rate is None else rate.amount
    usd = usd_per_unit(bill.card, price)
    per = price.amount * (1 if credit is None else credit) / usd if usd else Decimal(1)
    part = share(bill, line.tier, line.size, line.processing)
    return Row(line, needs, each, free, part, max(Decimal(0), each * factor - free), per, credit)

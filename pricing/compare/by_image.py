"""Services that bill by token or image: the cost of all workloads is the sum of the workloads' costs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pricing.bill.bills import Bill, bill
from pricing.bill.placement import on_model, placed
from pricing.compare.meter import Proportional, per_image_of_all
from pricing.compare.rows import Candidate, Part, PricedRow, Row, UnpricedRow
from pricing.prices import PriceBooks
from pricing.prices.book import Entry
from pricing.prices.schema import TIERS, Tier
from pricing.prices.services import Buys
from pricing.scenario.mixes import Quality
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.values.exact import total_of_all
from pricing.wording.messages import Message, named


def part(workload: Workload, entry: Entry, tiers: Mapping[Tier, Buys], terms: Scenario, books: PriceBooks) -> Part:
    """A workload at a service, on the terms of a scenario; `entry` is the first of the models that the tiers buy.

    On the workload's own model, the tiers buy the qualities that the workload has chosen.
    """
    if workload.buys and entry.model.id == workload.model:
        tiers = {tier: Buys(workload.model, quality) for tier, quality in workload.tiers({}).items()}
    bought, moves = placed(workload, entry, tiers)
    bills = tuple(
        _bill(bought, model, tiers, terms, books) for model in dict.fromkeys(buys.model for buys in tiers.values())
    )
    per_image, reasons = total_of_all(bill.per_image for bill in bills), unpriced(bills)
    return Part(workload=bought, moves=moves, buys=tiers, bills=bills, per_image=per_image, reasons=reasons)


def row(candidate: Candidate, parts: Sequence[Part], days: int) -> Row:
    """The row of a candidate whose cost is the sum of what the workloads cost."""
    per_image = [part.per_image for part in parts if part.per_image is not None]
    per_month = total_of_all(part.per_month(days) for part in parts)
    if per_month is None:
        gaps = [(part.workload.name, reason) for part in parts for reason in part.reasons]
        return UnpricedRow(candidate=candidate, parts=tuple(parts), days=days, reasons=tuple(named(gaps, len(parts))))
    meter = Proportional(per_image_of_all([part.workload for part in parts], per_image))
    return PricedRow(candidate=candidate, parts=tuple(parts), days=days, per_month=per_month, meter=meter)


def unpriced(bills: Sequence[Bill]) -> tuple[Message, ...]:
    """The reasons why parts of some bills have no price, each once."""
    return tuple(dict.fromkeys(gap.reason for bill in bills for gap in bill.unpriced))


def _bill(bought: Workload, model: str, tiers: Mapping[Tier, Buys], terms: Scenario, books: PriceBooks) -> Bill:
    """The bill of one model of a service, for the tiers that buy it, at their share of the whole workload."""
    names = {tier: buys.quality_name for tier, buys in tiers.items() if buys.model == model}
    quality = bought.quality
    if len(names) < len(tiers):
        shares = {tier: share if tier in names else 0 for tier, share in zip(TIERS, quality, strict=True)}
        quality = Quality(**shares)
    if (model, quality) != (bought.model, bought.quality):
        bought = replace(on_model(bought, books[terms.prices][model]), quality=quality)
    return bill(bought, terms, books, names)

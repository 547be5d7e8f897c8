"""A month of a bill compared with the plan of the same days and models: the amounts and the use of each group of
workloads.

A workload is compared if a file bills its model, or another model of its vendor; otherwise it has no bill.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from pricing.actual.matched_bill import Aliases, BilledGroup, Unmatched, counted_in, matched, model_of
from pricing.actual.plan_side import GroupPlan, WorkloadPlan, plan_of_month
from pricing.actual.readers.usage_records import CHARGES, UsageRecord
from pricing.actual.source_months import SourceMonth
from pricing.actual.usage import Usage, usage_of
from pricing.bill.estimate import Estimate
from pricing.prices import PriceBooks
from pricing.prices.schema import TIERS
from pricing.values.exact import total
from pricing.values.month import Month

Rates = Mapping[tuple[Month, str], Decimal]
"""Units of a currency for one USD, by month and currency."""
ImagesBy = Literal["count", "tokens", "cost"]
"""The source of the number of images: a count, or the tokens or the cost divided by those of an image in the plan."""
_FARTHEST = 4
"""A count is doubtful if an image costs more than so many times the dearest, or less than that part of the cheapest,
image of the plan.
"""


class ComparedGroup(NamedTuple):
    """Workloads that a bill does not distinguish, mostly one, in the days that it covers."""

    places: tuple[int, ...]
    records: tuple[UsageRecord, ...]
    plan: GroupPlan
    """The plan of the days that are billed."""
    usage: Usage
    days: int
    """Days of the month that are billed."""
    first: int
    """The first of the days that are billed."""
    doubted: Decimal | None
    """A source's count of images that their cost contradicts, so that the number of images is unknown; else None."""

    @property
    def images(self) -> tuple[Fraction, ImagesBy]:
        """The number of generated images by the bill, and its source."""
        if (counted := self.doubted or self.usage.images) is not None:
            return Fraction(counted), "count"
        planned = self.plan.quantities.get("image_output")
        made = self.usage.tokens.get("image_output")
        if self.plan.by_token and planned and made is not None:
            return Fraction(made) / planned * self.plan.generated, "tokens"
        usd = self.plan.usd
        return (Fraction(self.usage.cost) / usd * self.plan.generated if usd else Fraction(0)), "cost"


class ComparedMonth(NamedTuple):
    """A month with the compared groups of workloads, and the amounts outside the plan."""

    month: Month
    groups: tuple[ComparedGroup, ...]
    apart: tuple[Unmatched, ...]
    shorter: tuple[str, ...]
    """Sources without costs for other days than the bill; their counts are left out."""
    without_bill: tuple[int, ...]
    """Places, from 0, of workloads that no file bills."""
    currency: str
    """The currency of the plan, to which amounts are converted."""

    @property
    def billed(self) -> Decimal:
        """The amount billed for the compared groups."""
        return total(group.usage.cost for group in self.groups)

    @property
    def days(self) -> int:
        return max((group.days for group in self.groups), default=0)

    @property
    def first(self) -> int:
        return min((group.first for group in self.groups), default=1)


def compared_month(
    whole: Estimate,
    month: Month,
    months: Iterable[SourceMonth],
    books: PriceBooks,
    aliases: Aliases | None = None,
    rates: Rates | None = None,
    trusted: bool = False,
) -> ComparedMonth:
    """The bill of a month, in the plan's currency at the given rates.

    `trusted`: counts that their cost contradicts are used too.
    """
    of_month = [source_month for source_month in months if source_month.month == month]
    plans = plan_of_month(whole, month)
    models = [plan.model for plan in plans]
    records = [
        counted_in(record, whole.scenario.exchange, (rates or {}).get((month, record.currency)))
        for source_month in of_month
        for record in source_month.records
    ]
    bill = matched(records, whole.scenario, books, aliases, models)
    with_costs = {record.source for group in bill.groups for record in group.records if record.cost is not None}
    sources = [source_month for source_month in of_month if source_month.source in with_costs] or of_month
    days = {source_month.source: (source_month.days or month.days, source_month.first) for source_month in of_month}
    covered = max((days[source_month.source][0] for source_month in sources), default=0)
    shorter = tuple(
        source_month.source
        for source_month in of_month
        if with_costs and not source_month.has_costs and source_month.days not in (0, covered)
    )
    vendors = _vendors(records, books, aliases)
    groups: list[ComparedGroup] = []
    without: list[int] = []
    for group in bill.groups:
        if not group.records and not any(books.listed[models[place]].file.vendor in vendors for place in group.places):
            without += group.places
            continue
        kept = tuple(record for record in group.records if record.source not in shorter)
        groups.append(_compared(group, kept, plans, month, days, covered, trusted))
    return ComparedMonth(month, tuple(groups), bill.apart, shorter, tuple(without), whole.scenario.currency)


def _compared(
    group: BilledGroup,
    records: tuple[UsageRecord, ...],
    plans: tuple[WorkloadPlan, ...],
    month: Month,
    days: Mapping[str, tuple[int, int]],
    covered: int,
    trusted: bool,
) -> ComparedGroup:
    of_group = [days[record.source] for record in records if record.cost is not None]
    of_group = of_group or [days[record.source] for record in records] or [(covered, 1)]
    most, first = min(max(span[0] for span in of_group), month.days), min(span[1] for span in of_group)
    part = Fraction(most, month.days)
    plan = GroupPlan(tuple(plans[place].of_part(part) for place in group.places))
    usage = usage_of(records, plan.references)
    doubted = None
    if not trusted and usage.images and usage.cost and _contradicts(plan, usage):
        doubted = usage.images
        usage = usage._replace(images=None, sizes={}, qualities={})
    return ComparedGroup(group.places, records, plan, usage, most, first, doubted)


def _contradicts(plan: GroupPlan, usage: Usage) -> bool:
    """Whether an image costs far more than the dearest or far less than the cheapest one of the plan's models."""
    costs = [
        image[1] * plan_of_bill.paid_part
        for plan_of_bill in plan.plans
        for size, _ in plan_of_bill.bill.workload.size
        for tier in TIERS
        if (image := plan_of_bill.image(tier, size)) is not None
    ]
    if not costs or not usage.images:
        return False
    inputs = sum((cost for component, cost in plan.costs.items() if component != "image_output"), Fraction(0))
    beside = inputs / plan.generated if plan.generated else Fraction(0)
    an_image = Fraction(usage.cost) / Fraction(usage.images)
    return an_image > (max(costs) + beside) * _FARTHEST or an_image * _FARTHEST < min(costs)


def _vendors(records: Iterable[UsageRecord], books: PriceBooks, aliases: Aliases | None) -> set[str]:
    """The vendors of all models that have a cost."""
    names = {record.model for record in records if record.cost is not None and record.kind not in CHARGES}
    known = {model for name in names if (model := model_of(name, books, aliases)) in books.listed}
    return {books.listed[model].file.vendor for model in known if model is not None}

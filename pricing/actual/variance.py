"""Why a month was billed otherwise than planned, as parts that add up to the last digit.

Each part is a step from the plan to the bill with one thing more as it really was. What cannot be told, as a source
does not count it, is unexplained.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Literal, NamedTuple, get_args

from pricing.actual.levels import implied, levels
from pricing.actual.matching import Aliases, Group, Matching, Unmatched, matched
from pricing.actual.months import days_by_source, days_of, length, records_of
from pricing.actual.planned import Delivered, Planned, planned, within
from pricing.actual.records import added
from pricing.actual.usage import used
from pricing.bill.estimate import Estimate
from pricing.prices import PriceBooks
from pricing.saved import ActualMonth
from pricing.values.exact import EXACT, of_fraction
from pricing.values.month import Month
from pricing.wording.figures import CURRENCY

Code = Literal["volume", "tries", "mix", "tokens", "rate", "no-plan", "unexplained"]
CODES: tuple[Code, ...] = get_args(Code)
"""The parts in the order of the steps: images, images made for one that is used, qualities and sizes, tokens an image,
list prices against what was billed, models without a plan, and what nothing explains."""


class Part(NamedTuple):
    """One reason of a difference, USD."""

    code: Code
    amount: Decimal


class OfGroup(NamedTuple):
    """The difference of workloads that a bill does not tell apart."""

    places: tuple[int, ...]
    planned: Decimal
    actual: Decimal
    parts: tuple[Part, ...]
    """Those of workloads, in the order of `CODES`; they add up to the difference."""
    sources: tuple[str, ...]
    """Those that bill them: of several, each is counted, as nothing tells whether they bill the same."""
    implied: bool
    """Whether tokens are worked out from costs at planned rates, as no source counts them: a discount looks like fewer
    tokens then."""


class Variance(NamedTuple):
    """A month as it was billed, beside its plan; USD."""

    month: Month
    planned: Decimal
    """Of the days that there is something of."""
    actual: Decimal
    parts: tuple[Part, ...]
    """One of each of `CODES`; `planned` and they add up to `actual`."""
    groups: tuple[OfGroup, ...]
    matching: Matching
    days: int
    """On how many days of the month there is something."""
    of_days: int
    """How many the month has."""
    shorter: tuple[str, ...]
    """Sources without costs that have fewer days: what they count is left out, as it is of another time."""
    in_horizon: bool
    """Whether the month is planned as such; else it is held against a month before growth and events."""

    @property
    def difference(self) -> Decimal:
        return EXACT.subtract(self.actual, self.planned)

    @property
    def other_currencies(self) -> tuple[Unmatched, ...]:
        """What was billed in other currencies, which is in no sum here."""
        return tuple(each for each in self.matching.unexplained if each.currency not in ("", CURRENCY))


def variance(
    whole: Estimate,
    month: Month,
    months: Iterable[ActualMonth],
    books: PriceBooks,
    aliases: Aliases | None = None,
    delivered: Delivered | None = None,
) -> Variance | None:
    """Why the bill of a month differs from its plan; None without a bill, or where the plan has no price.

    `delivered` are the images that were used in the month.
    A month that is not over, or not in a file to its end, is held against as many days of its plan.
    """
    kept = tuple(each for each in months if each.month == month)
    if all(each.cost is None for each in kept) or whole.unpriced:
        return None
    of_days = length(month)
    days = min(days_of(kept).get(month, of_days), of_days)
    plans = planned(whole, month, Fraction(days, of_days))
    shorter = _shorter(kept)
    records = (each._replace(quantity=None) if each.source in shorter else each for each in records_of(kept))
    found = matched(records, whole.scenario, books, aliases, [(each.model,) for each in plans])
    groups = tuple(_of_group(group, plans, delivered or {}) for group in found.groups)
    no_plan = added(each.cost for each in found.no_plan)
    rest = added(each.cost for each in found.unexplained if each.currency == CURRENCY)
    of_groups = {code: [part.amount for group in groups for part in group.parts if part.code == code] for code in CODES}
    of_groups["no-plan"].append(no_plan)
    of_groups["unexplained"].append(rest)
    return Variance(
        month,
        added(each.planned for each in groups),
        added([*(each.actual for each in groups), no_plan, rest]),
        tuple(Part(code, added(of_groups[code])) for code in CODES),
        groups,
        found,
        days,
        of_days,
        shorter,
        within(whole, month),
    )


def _shorter(months: Sequence[ActualMonth]) -> tuple[str, ...]:
    billed = {each.source for each in months if each.cost is not None}
    days = {source: count for (source, _), count in days_by_source(months).items() if count}
    most = max((count for source, count in days.items() if source in billed), default=0)
    return tuple(source for source, count in days.items() if source not in billed and count < most)


def _delivered(places: Sequence[int], delivered: Delivered) -> Fraction | None:
    known = [Fraction(delivered[place]) for place in places if place in delivered]
    return sum(known, Fraction(0)) if len(known) == len(places) else None


def _of_group(group: Group, of_all: Sequence[Planned], delivered: Delivered) -> OfGroup:
    plans = [of_all[place] for place in group.places]
    of = used(group.records, any(each.bill.workload.refs for each in plans))
    reached = levels(plans, of, bool(group.records), _delivered(group.places, delivered))
    steps = pairwise([*map(of_fraction, reached), of.cost])
    codes = (code for code in CODES if code != "no-plan")
    parts = tuple(Part(code, EXACT.subtract(to, since)) for code, (since, to) in zip(codes, steps, strict=True))
    sources = tuple(dict.fromkeys(record.source for record in group.records if record.cost is not None))
    return OfGroup(group.places, of_fraction(reached[0]), of.cost, parts, sources, bool(implied(plans, of)))

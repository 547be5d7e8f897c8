"""The cost of a scenario with one workload changed, where only that workload is billed again, and at other volumes."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cached_property, lru_cache
from itertools import compress
from typing import NamedTuple

from pricing.bill.bills import Bill, bill
from pricing.bill.estimate import Estimate, estimate, switched_bill
from pricing.bill.forecast import ForecastMonth, forecast
from pricing.bill.timeline import factors, in_proportion, once_in, switched_to, whole_images
from pricing.prices import PriceBooks
from pricing.prices.life import lives_until, sold_in
from pricing.scenario import levers
from pricing.scenario.fields import LEVER_KINDS
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.values.exact import EXACT, total, total_of_all


class MonthPart(NamedTuple):
    """One workload in one month of the horizon."""

    cost: Decimal | None
    """USD, with the team's own cost of its images; None without a price."""
    sold: bool


class _Term(NamedTuple):
    """The volume, the factor of rates and the model of a workload in a month."""

    grown: int
    """The volume after growth and events, as an integer in proportion to those of the other months."""
    rates: Decimal
    """The factor of events on the vendors' rates."""
    switch: str | None
    """The model that an event moves the workload to; None without one."""
    model: str
    sold: bool


class _Rest(NamedTuple):
    """The cost of the other workloads and of the team in a month, in USD; None if one has no price."""

    sold_cost: Decimal | None
    all_cost: Decimal | None
    sold: bool
    """Whether one of the other workloads can be bought."""


_Row = tuple[Decimal, int, Decimal]
"""What the cost of a month depends on: USD of the rest, the volume, the factor of the vendors' rates."""


@dataclass(frozen=True)
class Costing:
    """A scenario and its bills. Its costs equal those of whole estimates exactly."""

    scenario: Scenario
    books: PriceBooks
    today: dt.date

    @cached_property
    def whole(self) -> Estimate:
        return estimate(self.scenario, self.books)

    @cached_property
    def per_month(self) -> Decimal | None:
        """USD a month of the present scenario; None if a workload has no price."""
        return self.whole.per_month

    def bill(self, workload: Workload) -> Bill:
        """The bill of a changed workload on the terms of the scenario."""
        return bill(workload, self.scenario, self.books)

    def changed(self, place: int, workload: Workload) -> Decimal | None:
        """USD a month of the scenario with the workload at a place replaced; None without a price."""
        return self.with_bill(place, self.bill(workload))

    def with_bill(self, place: int, bill: Bill) -> Decimal | None:
        """USD a month of the scenario with the bill at a place replaced; None without a price."""
        return per_month_with(self.whole, place, bill, self._others[place])

    @cached_property
    def _others(self) -> list[Decimal | None]:
        return [others_per_month(self.whole, place) for place in range(len(self.whole.bills))]

    @cached_property
    def months(self) -> list[ForecastMonth]:
        """The forecast of the present scenario."""
        return forecast(self.whole)

    def parts(self, place: int, of_bill: Bill, months: Sequence[int] | None = None) -> list[MonthPart]:
        """The cost of a replaced bill in the months of the horizon, after growth and events.

        `months`: the places of the months, from 0; None for all.
        """
        scenario, present, other = self.scenario, self.scenario.workloads[place], of_bill.workload
        terms = self._terms[place]
        images, volumes = self._volumes[place]
        if (present.images, present.growth) != (other.images, other.growth):
            images = whole_images(of_bill.images_a_month, other.growth, volumes)
        switched: dict[str, Bill] = {}
        parts = []
        with localcontext(EXACT):
            for index in range(len(terms)) if months is None else months:
                term, bill = terms[index], of_bill
                if term.switch:
                    if term.switch not in switched:
                        switched[term.switch] = self._switched(place, term.switch, other)
                    bill = switched[term.switch]
                cost = None
                if bill.per_image is not None:
                    cost = images[index] * (bill.per_image * term.rates + scenario.own_image)
                sold = term.sold if bill.workload.model == term.model else sold_in(bill.ends, self.months[index].month)
                parts.append(MonthPart(cost, sold))
        return parts

    def _switched(self, place: int, model: str, workload: Workload) -> Bill:
        """The bill of a changed workload on the model that an event moves it to."""
        present = self.scenario.workloads[place]
        if replace(workload, model=present.model, images=present.images, growth=present.growth) == present:
            return self.whole.switched[place, model]
        return switched_bill(model, place, self.scenario.with_replaced(place, workload), self.books)

    def saved(self, place: int, after: Sequence[MonthPart]) -> Decimal:
        """USD that a change of one workload saves over the months that can be bought both before and after it.

        0 if a month has no price.
        """
        present = self.present_parts[place]
        counted = [before.sold and changed.sold for before, changed in zip(present, after, strict=True)]
        costs = self._present_totals[place] if all(counted) else _total_cost(compress(present, counted))
        spent = _total_cost(compress(after, counted))
        return Decimal(0) if costs is None or spent is None else EXACT.subtract(costs, spent)

    def dearest(self, place: int, bill: Bill) -> Decimal | None:
        """USD of the most expensive month with the bill at a place replaced; None if a month has no price.

        Only workloads that can be bought in a month count; if nothing can be bought in any month, all count.
        """
        present, other, months = self.scenario.workloads[place], bill.workload, None
        if other.growth == present.growth:
            if other.model == present.model:
                months = self._deciding[place]
            elif self.something_sold and lives_until(bill.ends, self.scenario.end):
                months = self._deciding_if_sold[place]
        return self.dearest_of(place, self.parts(place, bill, months), months)

    def dearest_of(self, place: int, parts: Sequence[MonthPart], months: Sequence[int] | None = None) -> Decimal | None:
        """USD of the most expensive month, like `dearest`, from the costs of the workload in all or some months."""
        rests = self._rests_by_month[place]
        if months is None:
            anything = any(part.sold for part in parts) or any(rest.sold for rest in rests)
        else:
            anything, rests = self.something_sold, [rests[month] for month in months]
        with localcontext(EXACT):
            costs = [
                rest.sold_cost + (part.cost if part.sold else 0) if anything else rest.all_cost + part.cost
                for rest, part in zip(rests, parts, strict=True)
                if rest.sold_cost is not None and rest.all_cost is not None and part.cost is not None
            ]
        return max(costs, default=None)

    @cached_property
    def something_sold(self) -> bool:
        """Whether some workload can be bought in some month."""
        return any(term.sold for terms in self._terms for term in terms)

    @cached_property
    def present_parts(self) -> list[list[MonthPart]]:
        """The costs of the present workloads, by workload and month."""
        return [self.parts(place, bill) for place, bill in enumerate(self.whole.bills)]

    @cached_property
    def _present_totals(self) -> list[Decimal | None]:
        """The cost of each present workload over the horizon."""
        return [_total_cost(parts) for parts in self.present_parts]

    @cached_property
    def dearest_month(self) -> Decimal | None:
        """USD of the most expensive month of the present scenario; see `dearest`."""
        return self.dearest_of(0, self.present_parts[0])

    @cached_property
    def level(self) -> bool:
        """Whether every month of the horizon is sold and costs the same."""
        ends = self.whole.ends
        return (
            not self.scenario.events
            and not any(workload.growth for workload in self.scenario.workloads)
            and (ends is None or lives_until(ends, self.scenario.end))
        )

    @cached_property
    def _volumes(self) -> list[tuple[tuple[int, ...], tuple[Decimal, ...]]]:
        """By workload: the images in each month, and the factors of events on its volume."""
        return [
            (
                tuple(month.workloads[place].images for month in self.months),
                factors(self.scenario, "images", place, self.scenario.months),
            )
            for place in range(len(self.scenario.workloads))
        ]

    @cached_property
    def _terms(self) -> list[list[_Term]]:
        """The terms by workload and month."""
        scenario = self.scenario
        terms = []
        for place, workload in enumerate(scenario.workloads):
            rates = factors(scenario, "price", place, scenario.months)
            rows = zip(self.months, in_proportion(workload.growth, self._volumes[place][1]), rates, strict=True)
            terms.append(
                [
                    _Term(
                        grown,
                        rate,
                        switched_to(scenario, place, month.month),
                        month.workloads[place].model,
                        month.workloads[place].sold,
                    )
                    for month, grown, rate in rows
                ]
            )
        return terms

    @cached_property
    def _deciding(self) -> list[list[int]]:
        """By workload, the months of which one is the most expensive, whatever an image costs and whatever the volume.

        Each other month has a month here that is not below it in the rest, the volume and the rates. So a value of a
        lever needs only these months billed again.
        """
        return self._deciding_months(always_sold=False)

    @cached_property
    def _deciding_if_sold(self) -> list[list[int]]:
        """Like `_deciding`, for a workload on a model that can be bought in every month."""
        return self._deciding_months(always_sold=True)

    def _deciding_months(self, always_sold: bool) -> list[list[int]]:
        by_place = []
        for terms, rests in zip(self._terms, self._rests_by_month, strict=True):
            rows: list[tuple[_Row, int]] = []
            for index, (term, rest) in enumerate(zip(terms, rests, strict=True)):
                others = rest.sold_cost if self.something_sold else rest.all_cost
                if others is not None:
                    counts = term.sold or not self.something_sold or (always_sold and term.switch is None)
                    rows.append(((others, *((term.grown, term.rates) if counts else (0, Decimal(0)))), index))
            kept: list[tuple[_Row, int]] = []
            for row, index in sorted(rows, reverse=True):
                if not any(
                    terms[other].switch == terms[index].switch and row[1] <= larger[1] and row[2] <= larger[2]
                    for larger, other in kept
                ):
                    kept.append((row, index))
            by_place.append([index for _, index in kept])
        return by_place

    @cached_property
    def _rests_by_month(self) -> list[list[_Rest]]:
        """The cost of the other workloads and of the team, by place of the workload and month."""
        scenario, places = self.scenario, range(len(self.scenario.workloads))
        parts = self.present_parts
        rests = []
        for place in places:
            others = [parts[other] for other in places if other != place]
            rows = []
            for index, month in enumerate(self.months):
                in_month = [of_other[index] for of_other in others]
                team = EXACT.add(scenario.own_month, once_in(scenario, month.month))
                known = total_of_all([team, *(part.cost for part in in_month)])
                sold = total([team, *(part.cost for part in in_month if part.sold)])
                rows.append(_Rest(None if known is None else sold, known, any(part.sold for part in in_month)))
            rests.append(rows)
        return rests


def _total_cost(parts: Iterable[MonthPart]) -> Decimal | None:
    """USD of some months; None if one has no price."""
    return total_of_all(part.cost for part in parts)


def others_per_month(whole: Estimate, place: int) -> Decimal | None:
    """USD a month of all workloads except one, without the team's own costs; None if one has no price."""
    return total_of_all(bill.per_month for other, bill in enumerate(whole.bills) if other != place)


def per_month_with(whole: Estimate, place: int, bill: Bill, others: Decimal | None) -> Decimal | None:
    """USD a month of a scenario with the bill at a place replaced; `others` is from `others_per_month`."""
    scenario, per_month = whole.scenario, bill.per_month
    if others is None or per_month is None:
        return None
    with localcontext(EXACT):
        images = scenario.images_a_month - whole.bills[place].images_a_month + bill.images_a_month
        return others + per_month + scenario.own_image * images + scenario.own_month


@lru_cache(maxsize=32)
def costing(scenario: Scenario, books: PriceBooks, today: dt.date) -> Costing:
    """The cached `Costing` of a scenario."""
    return Costing(scenario, books, today)


HALF_TO_TEN = (Fraction(1, 2), Fraction(1), Fraction(2), Fraction(10))


class AtVolume(NamedTuple):
    """What a scenario costs with every workload's volume multiplied."""

    factor: Fraction
    images: int
    """Images a day of all workloads; the volume of each is rounded to a whole number."""
    per_month: Decimal | None
    """USD."""


def at_volumes(scenario: Scenario, books: PriceBooks, factors: Sequence[Fraction] = HALF_TO_TEN) -> list[AtVolume]:
    """The cost at multiples of the volume, without those beyond the limit of a workload's volume."""
    costs = []
    for times in factors:
        volumes = [round(workload.images * times) for workload in scenario.workloads]
        if max(volumes) <= LEVER_KINDS["images"].high:
            workloads = (
                levers.around(replace(workload, images=images))
                for workload, images in zip(scenario.workloads, volumes, strict=True)
            )
            scaled = replace(scenario, workloads=tuple(workloads))
            costs.append(AtVolume(times, scaled.images, estimate(scaled, books).per_month))
    return costs

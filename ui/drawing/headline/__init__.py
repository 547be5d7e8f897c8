"""The headline of a plan: its cost a month, how that is computed, and further figures with a short assessment."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pricing.bill.estimate import Estimate, part_of_revenue, per_user
from pricing.bill.forecast import ForecastMonth, costs_by_month, dearest_month, first_over_budget
from pricing.bill.timeline import ended, not_sold_since
from pricing.decide.spread import Spread
from pricing.decide.sureness import messages as sure_messages
from pricing.prices import GuidePrices
from pricing.scenario.messages import images_a_day
from pricing.values.exact import EXACT, PERCENT, percent_of, total
from pricing.wording import figures
from pricing.wording.messages import Message, Money, Multiplicand, as_written, words
from ui.drawing import claims
from ui.drawing import messages as drawing_messages
from ui.drawing.claims import Figure
from ui.drawing.headline import messages


class SideFigure(NamedTuple):
    """A figure beside the headline."""

    label: str
    value: str
    note: str = ""
    bad: bool = False
    """Whether it exceeds a limit."""
    used: float | None = None
    """The used part of the budget, from 0 to 1; None for other figures."""


class Headline(NamedTuple):
    """The figures at the top of a page about a plan."""

    figure: Figure
    how: str = ""
    """The multiplication that gives the figure."""
    facts: Sequence[SideFigure] = ()
    living: bool = True
    """Whether controls move the figure; not if no model of the plan is sold any more."""


def headline(estimate: Estimate, months: Sequence[ForecastMonth], sure: Spread | None, today: dt.date) -> Headline:
    """The cost a month with further figures; "no longer sold" if no model of the plan is sold."""
    figure, cost = claims.monthly(estimate, list(months)), estimate.per_month
    if cost is None:
        reasons = dict.fromkeys(words(gap.reason) for gap in estimate.unpriced)
        return Headline(figure._replace(note=figures.reader().sentences([*filter(None, [*reasons, figure.note])])))
    how = " · ".join(map(words, _how(estimate)))
    if (since := not_sold_since(estimate, today)) is not None:
        ended_figure = Figure(
            figure.label, words(drawing_messages.NO_LONGER_SOLD), words(messages.at_last_prices(since, cost))
        )
        return Headline(ended_figure, how, living=False)
    note = part_no_longer_sold(estimate, today)
    facts = [*_months(estimate, months, sure, today), *_budget(estimate, months, sure), *_users(estimate)]
    return Headline(figure._replace(note=note), how, facts)


def part_no_longer_sold(estimate: Estimate, today: dt.date) -> str:
    """The part of a plan's month for models that are no longer sold; empty if all are sold."""
    gone_by_now = ended(estimate, today)
    if not gone_by_now:
        return ""
    if isinstance(estimate.scenario.prices, GuidePrices):
        return words(messages.guide_only(list(dict.fromkeys(bill.entry.model.name for bill in gone_by_now))))
    cost = total(bill.per_month for bill in gone_by_now)
    names = [bill.workload.name for bill in gone_by_now if bill.per_month]
    return words(messages.includes_gone(names, cost)) if cost else ""


def _how(estimate: Estimate) -> Iterator[Message]:
    """How the cost of the month is computed, and the cost of a day."""
    scenario, cost, per_image = estimate.scenario, estimate.per_month, estimate.per_image
    if cost is not None and per_image is not None:
        number = scenario.images * scenario.days
        per_image_shown = Multiplicand(cost, number) if number else Money(per_image)
        yield drawing_messages.a_sum(images_a_day(scenario.images), per_image_shown, scenario.days)
    if estimate.per_day is not None:
        yield messages.a_day(estimate.per_day)


def _months(
    estimate: Estimate, months: Sequence[ForecastMonth], sure: Spread | None, today: dt.date
) -> Iterator[SideFigure]:
    dearest = dearest_month(months)
    if dearest is not None and len(set(costs_by_month(months))) > 1:
        month, cost = dearest
        yield SideFigure(words(messages.dearest_month(month)), figures.whole_money(cost))
    whole = claims.over_the_horizon(estimate, list(months), today)
    yield SideFigure(whole.label, whole.value, whole.note)
    if sure is not None:
        below = sure_messages.below_middle(sure, months)
        low, high = (figures.whole_money(end) for end in (sure.dearest.p10, sure.dearest.p90))
        if low != high or below is not None:
            ends = words(drawing_messages.between(as_written(low), as_written(high)))
            yield SideFigure(words(messages.EIGHT_IN_TEN), ends, "" if below is None else words(below))


def _budget(estimate: Estimate, months: Sequence[ForecastMonth], sure: Spread | None) -> Iterator[SideFigure]:
    """What the most expensive month leaves of the budget, or the chance to stay within it."""
    budget, dearest = estimate.scenario.budget, dearest_month(months)
    if budget is None or dearest is None:
        return
    month, cost = dearest
    left_over, over = EXACT.subtract(budget, cost), first_over_budget(estimate.scenario, months)
    level = len(set(costs_by_month(months))) == 1
    label = messages.budget_a_month(budget) if level else messages.budget_in(budget, month)
    used = percent_of(cost, budget) if budget else None
    notes = []
    if sure is not None and sure.within_every_month is not None:
        notes.append(messages.chance(sure.within_every_month))
    if over is not None and over != months[0].month:
        notes.append(messages.above_from(over))
    yield SideFigure(
        words(label),
        words(messages.room(left_over, used)),
        figures.reader().sentences([*map(words, notes)]),
        bad=left_over < 0,
        used=float(cost > 0) if used is None else min(float(used), 100.0) / 100,
    )


def _users(estimate: Estimate) -> Iterator[SideFigure]:
    cost, part, revenue = per_user(estimate), part_of_revenue(estimate), estimate.scenario.revenue
    if cost is None:
        return
    if part is None or revenue is None:
        yield SideFigure(words(messages.COST_OF_A_USER), figures.money(cost))
        return
    bad = part > PERCENT
    profit = EXACT.subtract(revenue, cost)
    value = words(messages.part_of_revenue(part))
    yield SideFigure(words(messages.users_and_revenue(revenue)), value, words(messages.margin(cost, profit)), bad=bad)

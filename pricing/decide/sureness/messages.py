"""What is said of a budget and of how sure a plan is: by the chance where there are ranges, else by its months."""

from collections.abc import Sequence
from decimal import Decimal

from pricing.bill.forecast import ForecastMonth, dearest_month, first_over_budget, horizon
from pricing.decide.spread import Quantiles, Spread
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from pricing.wording.figures import whole_money
from pricing.wording.messages import Message, Money, Percent, as_written, counted, message, together


def dearest(month: Month, cost: Decimal) -> Message:
    """The month of the horizon that costs most."""
    return message("most expensive month, {month}: {cost}", month=month, cost=Money(cost))


def within_budget(scenario: Scenario, months: Sequence[ForecastMonth], sure: Spread | None) -> Message | None:
    """Whether every month is within the budget, or in how many cases; None without a budget or a price."""
    if scenario.budget is None or dearest_month(months) is None:
        return None
    budget = Money(scenario.budget)
    if sure is not None and sure.within_every_month is not None:
        return _chance_of_budget(sure.within_every_month, budget)
    over = first_over_budget(scenario, months)
    if over is None:
        return message("Every month is within the budget of {budget} a month.", budget=budget)
    return message("Above the budget of {budget} a month from {month}.", budget=budget, month=over)


def _chance_of_budget(chance: Decimal, budget: Money) -> Message:
    if not chance:
        return message("In all cases a month is above the budget of {budget}.", budget=budget)
    if chance == 100:
        return message("In all cases no month is above the budget of {budget}.", budget=budget)
    return message(
        "In {chance} of the cases no month is above the budget of {budget}.", chance=Percent(chance), budget=budget
    )


def titled(title: str, scenario: Scenario, months: Sequence[ForecastMonth], sure: Spread | None) -> Message:
    """A title about the months, with what becomes of the budget."""
    if scenario.budget is None:
        return as_written(title)
    if sure is not None and sure.within_every_month is not None:
        chance = sure.within_every_month
        if not chance:
            return message("{title}; in all cases a month is above the budget", title=title)
        if chance == 100:
            return message("{title}; in all cases no month is above the budget", title=title)
        return message(
            "{title}; in {chance} of the cases no month is above the budget", title=title, chance=Percent(chance)
        )
    over = first_over_budget(scenario, months)
    if over is None:
        return message("{title}, within the budget", title=title)
    return message("{title}, above the budget from {month}", title=title, month=over)


def eight_in_ten(sure: Spread, months: int) -> Message:
    """Between which costs 8 in 10 cases lie, of the dearest month and of the horizon."""
    low, high = _ends(sure.dearest)
    from_, to = _ends(sure.total)
    if _alike(sure.total):
        return counted(
            "All cases cost the same: {total} in the one month.",
            "All cases cost the same: {total} over {number} months.",
            months,
            total=to,
        )
    if _alike(sure.dearest):
        return counted(
            "8 in 10 cases: {from} to {to} over {number} month; the most expensive month is {high} in all of them.",
            "8 in 10 cases: {from} to {to} over {number} months; the most expensive month is {high} in all of them.",
            months,
            high=high,
            **{"from": from_, "to": to},
        )
    if sure.dearest == sure.month:
        return counted(
            "8 in 10 cases: {low} to {high} in the one month.",
            "8 in 10 cases: {low} to {high} a month, {from} to {to} over {number} months.",
            months,
            low=low,
            high=high,
            **{"from": from_, "to": to},
        )
    return counted(
        "8 in 10 cases: {low} to {high} in the most expensive month, {from} to {to} over {number} month.",
        "8 in 10 cases: {low} to {high} in the most expensive month, {from} to {to} over {number} months.",
        months,
        low=low,
        high=high,
        **{"from": from_, "to": to},
    )


def set_aside(sure: Spread, months: int) -> Message:
    """What 9 of 10 cases cost no more than."""
    aside = sure.set_aside
    month, all_months = Money(aside.month, whole=True), Money(aside.total, whole=True)
    if sure.dearest == sure.month:
        return counted(
            "90% sure with {month} set aside for the one month.",
            "90% sure with {month} a month set aside, {total} over {number} months.",
            months,
            month=month,
            total=all_months,
        )
    return counted(
        "90% sure with {month} set aside for the most expensive month, {total} over {number} month.",
        "90% sure with {month} set aside for the most expensive month, {total} over {number} months.",
        months,
        month=month,
        total=all_months,
    )


def how_sure(scenario: Scenario, months: Sequence[ForecastMonth], sure: Spread) -> Message:
    """The range of the cost, what to set aside, and what becomes of the budget."""
    count = scenario.months
    texts = [
        eight_in_ten(sure, count),
        set_aside(sure, count),
        within_budget(scenario, months, sure),
        below_middle(sure, months),
    ]
    return together([text for text in texts if text is not None])


def _alike(costs: Quantiles) -> bool:
    """Whether low and high are the same amount as it is shown."""
    return whole_money(costs.p10) == whole_money(costs.p90)


def _ends(costs: Quantiles) -> tuple[Money, Money]:
    return Money(costs.p10, whole=True), Money(costs.p90, whole=True)


def below_middle(sure: Spread, months: Sequence[ForecastMonth]) -> Message | None:
    """That more than half of the cases cost more than the plan itself; None where they do not."""
    plan = horizon(months).sold_total
    if plan is None or not sure.above(plan):
        return None
    return message(
        "The plan is lower than the middle of its cases: it costs {plan} over the horizon, and half of the "
        "cases cost more than {middle}.",
        plan=Money(plan, whole=True),
        middle=Money(sure.total.p50, whole=True),
    )

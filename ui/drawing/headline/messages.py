"""What a headline says: the figure of the plan, how it comes about, and the facts beside it."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from pricing.values.month import Month
from pricing.wording.messages import Items, Message, Money, Percent, message


def at_last_prices(since: dt.date, cost: Decimal) -> Message:
    """Of what nobody can buy any more: what it cost until then."""
    return message(
        "It has not been sold since {since}. At its last prices it was {cost} a month.", since=since, cost=Money(cost)
    )


def guide_only(models: Sequence[str]) -> Message:
    """Of the guide's prices of models that nobody can buy any more."""
    models_ = Items(tuple(models), "and")
    return message("At the prices of the May 2025 guide. Nobody can buy {models} any more.", models=models_)


def includes_gone(names: Sequence[str], cost: Decimal) -> Message:
    """Of workloads whose models nobody can buy any more, beside others."""
    return message(
        "{cost} of it is for {workloads}, whose models nobody can buy any more.",
        cost=Money(cost),
        workloads=Items(tuple(names), "and"),
    )


def a_day(cost: Decimal) -> Message:
    return message("{cost} a day", cost=Money(cost))


def dearest_month(month: Month) -> Message:
    return message("Most expensive month, {month}", month=month)


EIGHT_IN_TEN = message("8 in 10 cases")


def budget_a_month(budget: Decimal) -> Message:
    return message("Budget {budget}", budget=Money(budget, whole=True))


def budget_in(budget: Decimal, month: Month) -> Message:
    return message("Budget {budget}, in {month}", budget=Money(budget, whole=True), month=month)


def room(rest: Decimal, used: Decimal | None) -> Message:
    """What is left of a budget, or missing; `used` is percent of it."""
    amount = Money(abs(rest), whole=True)
    if not rest:
        return message("Used to the cent")
    if used is None or used >= _MANY_TIMES:
        return message("{amount} over budget", amount=amount)
    if rest < 0:
        return message("{amount} over budget, {used} used", amount=amount, used=Percent(used))
    return message("{amount} under budget, {used} used", amount=amount, used=Percent(used))


def chance(percent: Decimal) -> Message:
    """Of the cases in which no month is above the budget."""
    if not percent:
        return message("In all cases a month is above the budget.")
    if percent == 100:
        return message("In all cases no month is above the budget.")
    return message("In {share} of the cases no month is above the budget.", share=Percent(percent))


def above_from(month: Month) -> Message:
    return message("Above it from {month}.", month=month)


COST_OF_A_USER = message("Cost per user and month")


def users_and_revenue(revenue: Decimal) -> Message:
    return message("Revenue {revenue} a user", revenue=Money(revenue))


def part_of_revenue(percent: Decimal) -> Message:
    return message("{share} of revenue", share=Percent(percent.quantize(Decimal("0.1")), in_full=True))


def margin(cost: Decimal, rest: Decimal) -> Message:
    """What a user costs, and what is left of the revenue."""
    if rest < 0:
        return message("{cost} a user: {amount} more than a user brings in.", cost=Money(cost), amount=Money(abs(rest)))
    return message("{cost} a user: {amount} of it is left.", cost=Money(cost), amount=Money(rest))


_MANY_TIMES = 1_000
"""Percent of a budget from which a share says less than the amount."""

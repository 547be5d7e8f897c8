"""A scenario in another currency: the amounts that the team typed, converted and rounded to what their fields take."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pricing.scenario import events, own
from pricing.scenario.events import Event
from pricing.scenario.fields import number_of
from pricing.scenario.kinds import Number
from pricing.scenario.own import Own, OwnMachines, OwnPrice
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT, quotient
from pricing.wording.figures import USD


def converted(scenario: Scenario, currency: str, rate: Decimal | None, day: dt.date | None) -> Scenario:
    """The same scenario in another currency; `rate` is units of that currency for one USD, None for USD.

    Converted are the budget, own costs, revenue, one-time sums and the prices of own services, through USD.
    """
    before, after = scenario.exchange.rate, Decimal(1) if rate is None else rate

    def amount(value: Decimal, takes: Number) -> Decimal:
        return takes.on_grid(quotient(EXACT.multiply(value, after), before))

    def maybe(value: Decimal | None, key: str) -> Decimal | None:
        return None if value is None else amount(value, number_of(key))

    def event(event_before: Event) -> Event:
        return (
            event_before._replace(value=amount(Decimal(event_before.value), events.ONCE))
            if event_before.effect == "once"
            else event_before
        )

    def service(own_service: Own) -> Own:
        match own_service:
            case OwnPrice():
                return replace(
                    own_service, amounts=tuple((tier, amount(price, own.PRICE)) for tier, price in own_service.amounts)
                )
            case OwnMachines():
                return replace(own_service, per_hour=amount(own_service.per_hour, own.HOURLY))
        return own_service

    compared = scenario.comparison
    return replace(
        scenario,
        currency=USD if rate is None else currency,
        rate=rate,
        rate_day=None if rate is None else day,
        raterange=None if rate is None else scenario.raterange,
        budget=maybe(scenario.budget, "budget"),
        own_image=amount(scenario.own_image, number_of("own_image")),
        own_month=amount(scenario.own_month, number_of("own_month")),
        revenue=maybe(scenario.revenue, "revenue"),
        events=events.ordered(map(event, scenario.events)),
        comparison=None if compared is None else replace(compared, own=tuple(map(service, compared.own))),
    )


def in_one_currency(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """Scenarios to be shown side by side, all in the currency of the last one if their currencies differ.

    Each is converted through USD, at its own rate and at the rate of the last; those in that currency stay unchanged.
    """
    last = scenarios[-1]
    return [
        scenario if scenario.currency == last.currency else converted(scenario, last.currency, last.rate, last.rate_day)
        for scenario in scenarios
    ]

"""Plans in another currency: every figure is that of the plan in USD times its rate, to the last digit."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.bill.coefficients import coefficients
from pricing.bill.estimate import estimate
from pricing.bill.forecast import forecast
from pricing.compare.live import cheapest_live
from pricing.compare.table import compare
from pricing.decide.goals import goals
from pricing.decide.savings import savings
from pricing.explain.notices import notices
from pricing.prices import ListPrices, PriceBooks
from pricing.prices.exchange import RatesOfDay, ReferenceRates
from pricing.scenario import link
from pricing.scenario.comparison import Comparison
from pricing.scenario.conversion import converted
from pricing.scenario.events import Event
from pricing.scenario.fields import number_of
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT
from pricing.wording.figures import Figures, reading_in
from pricing.wording.messages import words
from tests.making import TODAY, TWO_MODELS, plan, shipped, uncertain, usd

SERVICES = ("gpt-image-2", "gpt-image-1-mini", "midjourney", "stability-ai", "flux-2-pro")
RATES = st.sampled_from([usd("0.5"), usd("2"), usd("1250"), usd("0.0625")])
"""Rates by which all that a team types stays on the grid of its fields, there and back."""


def in_currency(scenario: Scenario, rate: Decimal, currency: str = "EUR") -> Scenario:
    """The same plan in a currency: all that the team typed is converted."""

    def typed(event: Event) -> Event:
        if event.effect != "once":
            return event
        return event._replace(value=EXACT.multiply(Decimal(event.value), rate))

    return replace(
        scenario,
        currency=currency,
        rate=rate,
        rate_day=TODAY,
        budget=None if scenario.budget is None else EXACT.multiply(scenario.budget, rate),
        own_image=EXACT.multiply(scenario.own_image, rate),
        own_month=EXACT.multiply(scenario.own_month, rate),
        revenue=None if scenario.revenue is None else EXACT.multiply(scenario.revenue, rate),
        events=tuple(map(typed, scenario.events)),
    )


def times(amount: Decimal | None, rate: Decimal) -> Decimal | None:
    return None if amount is None else EXACT.multiply(amount, rate)


def exact_figures(scenario: Scenario) -> Iterator[Decimal | None]:
    """What is exact: bills, lines, coefficients, months, services and savings."""
    books = shipped()
    whole = estimate(scenario, books)
    yield whole.per_month
    for bill in whole.bills:
        yield from (bill.per_image, bill.per_day, *(bill.span_per_image or ()))
        yield from (line.cost_per_day for line in bill.lines)
    for by_tier in coefficients(whole, 0, books).images.values():
        yield from by_tier.values()
    yield from (month.cost for month in forecast(whole))
    table = compare(replace(scenario, comparison=Comparison(services=SERVICES)), books)
    yield from (row.per_month for row in table.rows if row.combination is None)
    yield from (offer.cost for offer in cheapest_live(table, books, TODAY).offers)
    for way in savings(scenario, books, TODAY):
        yield from (way.saving, way.saving_total) if way.usable else ()


@settings(max_examples=12)
@given(scenario=uncertain(most=2), rate=RATES)
def test_amounts_are_those_in_usd_times_the_rate(scenario: Scenario, rate: Decimal) -> None:
    converted = in_currency(scenario, rate)
    assert list(exact_figures(converted)) == [times(amount, rate) for amount in exact_figures(scenario)]


@settings(max_examples=12)
@given(scenario=uncertain(most=2), rate=RATES)
def test_what_is_said_of_a_plan_is_the_same(scenario: Scenario, rate: Decimal) -> None:
    books, converted = shipped(), in_currency(scenario, rate)
    one, other = (
        [(way.workload, way.key, way.kind, way.worth, way.before, way.after) for way in savings(each, books, TODAY)]
        for each in (scenario, converted)
    )
    assert sorted(one) == sorted(other)
    within, within_converted = goals(scenario, books, TODAY), goals(converted, books, TODAY)
    assert (within is None) == (within_converted is None)
    if within is not None and within_converted is not None:
        assert [(goal.lever, goal.number, goal.reached) for goal in within.levers] == [
            (goal.lever, goal.number, goal.reached) for goal in within_converted.levers
        ]


def test_a_subscription_costs_its_price_times_the_rate(books: PriceBooks) -> None:
    for rate in (usd("0.895095"), usd("157.250269")):
        one, other = (
            next(
                row
                for row in compare(replace(scenario, comparison=Comparison(services=SERVICES)), books).rows
                if row.key == "midjourney"
            )
            for scenario in (plan(), in_currency(plan(), rate))
        )
        assert other.per_month == times(one.per_month, rate) is not None
        assert dict(other.combination.counts if other.combination else {}) == dict(
            one.combination.counts if one.combination else {}
        )


def read(books: PriceBooks, **texts: str) -> link.Reading:
    return link.read({"v": "3", **texts}.items(), books, TODAY)


def test_a_link_carries_a_currency_with_its_rate(books: PriceBooks) -> None:
    texts = {"currency": "EUR", "rate": "0.8951", "rate_day": "2026-10-30", "budget": "1500"}
    scenario = read(books, **texts).scenario
    assert scenario is not None
    assert (scenario.currency, scenario.rate, scenario.rate_day) == ("EUR", usd("0.8951"), dt.date(2026, 10, 30))
    assert link.write(scenario).items() >= {"v": "3", **texts}.items()
    assert read(books, currency="USD").scenario == read(books).scenario


@pytest.mark.parametrize(
    ("texts", "field", "said"),
    [
        ({"currency": "EUR"}, "rate", "0.895095"),
        ({"currency": "MXN"}, "rate", "units of MXN for one US dollar"),
        ({"rate": "0.9"}, "rate", "a currency beside it"),
        ({"currency": "USD", "rate": "1"}, "rate", "a currency beside it"),
        ({"rate_day": "2026-10-30"}, "rate_day", "a currency beside it"),
    ],
)
def test_a_currency_needs_a_rate_and_the_reverse(
    books: PriceBooks, texts: dict[str, str], field: str, said: str
) -> None:
    (problem,) = read(books, **texts).problems
    assert problem.field == field
    assert said in words(problem.problem)
    near = link.nearest({"v": "3", **texts}.items(), books, TODAY)
    assert link.read(link.write(near).items(), books, TODAY).scenario == near


def test_the_nearest_plan_has_the_reference_rate_with_its_day(books: PriceBooks) -> None:
    near = link.nearest([("v", "3"), ("currency", "EUR")], books, TODAY)
    assert (near.rate, near.rate_day) == (usd("0.895095"), dt.date(2026, 10, 30))


def test_models_of_one_scenario_do_not_share_the_rates_of_another(books: PriceBooks) -> None:
    """Charges are kept from one bill to the next: those of another currency are others."""
    scenario = plan(model=TWO_MODELS[0], prices=ListPrices(TODAY))
    before = estimate(scenario, books).per_month
    assert estimate(in_currency(scenario, usd("0.5")), books).per_month == times(before, usd("0.5"))
    assert estimate(scenario, books).per_month == before


@settings(max_examples=20)
@given(scenario=uncertain(most=2), rate=st.sampled_from([usd("0.895095"), usd("157.250269")]))
def test_a_plan_in_another_currency_keeps_its_worth(scenario: Scenario, rate: Decimal) -> None:
    """Converted there and back, what the team typed is the same to the places of its fields, and so is every charge."""
    there = converted(scenario, "EUR", rate, TODAY)
    assert link.read(link.write(there).items(), shipped(), TODAY).scenario == there
    back = converted(there, "USD", None, None)
    assert (back.currency, back.rate, back.rate_day) == ("USD", None, None)
    assert replace(back, budget=None, own_image=usd(0), own_month=usd(0), revenue=None, events=()) == replace(
        scenario, budget=None, own_image=usd(0), own_month=usd(0), revenue=None, events=()
    )
    for key in ("own_image", "own_month"):
        field = number_of(key)
        assert abs(getattr(back, key) - getattr(scenario, key)) <= 2 * Decimal(1).scaleb(-field.places) / min(
            rate, Decimal(1)
        )


def test_converted_sums_of_one_month_are_in_the_order_of_a_link() -> None:
    """By their texts, as in the plan that the link gives: 10001.12 before 3.15."""
    scenario = plan(events="2026-12:once:0.02,2026-12:once:63.6")
    there = converted(scenario, "EUR", usd("157.250269"), TODAY)
    assert link.read(link.write(there).items(), shipped(), TODAY).scenario == there


@pytest.mark.parametrize("model", ["aliyun-qwen-image-3.0", "volcengine-seedream-5.0-pro", "minimax-image-01"])
def test_a_price_in_cny_counts_as_listed_or_at_the_dated_reference_rate(books: PriceBooks, model: str) -> None:
    listed = plan(model=model, prompt=0)
    price = books.rate_card(model, listed.prices).rate("image_output", "standard", listed.workloads[0].size.main)
    rates = books.reference_rates
    assert price is not None
    assert rates is not None
    in_cny = in_currency(listed, usd("6.7"), "CNY")
    assert estimate(in_cny, books).per_image == price.amount, "whatever the rate of the plan"
    of_one = rates.on(TODAY).usd_of_one("CNY")
    assert of_one is not None
    assert estimate(listed, books).per_image == times(price.amount, of_one)
    in_euros = in_currency(listed, usd("0.9"))
    assert estimate(in_euros, books).per_image == times(times(price.amount, of_one), usd("0.9"))
    for scenario, codes in ((listed, {"reference-rate"}), (in_cny, set()), (in_euros, {"reference-rate"})):
        told = {notice.code: words(notice.message) for notice in notices(estimate(scenario, books), books, TODAY)}
        assert told.keys() & {"reference-rate"} == codes
        assert all("30 Oct 2026" in told[code] for code in codes)


def test_what_is_sold_in_mainland_china_says_so(books: PriceBooks) -> None:
    for entry in books.listed.entries.values():
        if any(price.currency == "CNY" for price in entry.history()):
            assert "mainland China" in entry.model.name
            assert entry.file.vendor.endswith(", mainland China")


def test_rates_are_those_of_the_newest_day_that_is_not_later(books: PriceBooks) -> None:
    rates = books.reference_rates
    assert rates is not None
    first = rates.days[0]
    later = RatesOfDay(day=first.day + dt.timedelta(days=30), source=first.source, rates={"EUR": usd("0.9")})
    both = ReferenceRates(sources=rates.sources, days=(first, later))
    assert both.on(later.day) is both.newest is later
    for day in (first.day - dt.timedelta(days=9), first.day, later.day - dt.timedelta(days=1)):
        assert both.on(day) is first


@settings(max_examples=4)
@given(scenario=uncertain(most=2), rate=RATES)
def test_figures_do_not_depend_on_the_language(scenario: Scenario, rate: Decimal) -> None:
    converted_plan = in_currency(scenario, rate)
    with reading_in(Figures.of("zh_CN").in_currency("CNY")):
        elsewhere = list(exact_figures(converted_plan))
    assert elsewhere == list(exact_figures(converted_plan))

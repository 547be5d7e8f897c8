"""Where the year lands: what was billed, then the scenario at the level that was really billed."""

import datetime as dt
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.actual.landing import Landing, landing
from pricing.actual.source_months import SourceMonth, from_stored
from pricing.bill.estimate import estimate
from pricing.bill.forecast import forecast
from pricing.saved import ActualMonth
from pricing.scenario.scenario import Scenario
from pricing.values.exact import total
from pricing.values.month import Month
from pricing.values.size import Size
from tests.actual.own_bill import months_of
from tests.making import TODAY, plan, plans, shipped, usd

OCTOBER, NOVEMBER, DECEMBER = Month(2026, 10), Month(2026, 11), Month(2026, 12)


def of(scenario: Scenario, *months: SourceMonth, today: dt.date = TODAY) -> Landing:
    found = landing(estimate(scenario, shipped()), months, today, shipped())
    assert found is not None
    assert total(each.expected for each in found.months) == found.total
    return found


def test_months_that_are_over_count_as_billed_and_the_others_at_their_level() -> None:
    """October came to $3,120 of $1,595.40: 1.9556 times the plan; November and December are expected so."""
    billed = months_of(plan(), OCTOBER, costs=Fraction(312000, 159540))
    found = of(plan(budget=2000), *billed)
    assert [(each.month, each.basis) for each in found.months] == [
        (OCTOBER, "actual"),
        (NOVEMBER, "plan"),
        (DECEMBER, "plan"),
    ]
    assert found.total == usd("9360")
    assert round(found.level, 2) == usd("195.56")
    assert (found.budget, found.over, found.over_from, found.spent_from) == (6000, 3360, OCTOBER, NOVEMBER)
    assert found.pace is None


def test_the_running_month_goes_on_at_its_pace() -> None:
    found = of(plan(budget=1600), *months_of(plan(), NOVEMBER, costs=Fraction(3, 2), days=20))
    assert found.pace is not None
    assert (found.pace.days, found.pace.billed) == (20, usd("1595.4"))
    assert (found.pace.expected, found.pace.planned) == (usd("2393.1"), usd("1595.4"))
    assert [each.expected for each in found.months] == [usd("2393.1"), usd("2393.1")]
    assert found.over_from == NOVEMBER


def test_under_the_budget_nothing_is_over() -> None:
    found = of(plan(budget=5000), *months_of(plan(), NOVEMBER))
    assert (found.over_from, found.spent_from, found.over) == (None, None, usd("-6809.2"))
    assert of(plan()).budget is None


def test_own_costs_are_part_of_a_budget_and_no_part_of_a_level() -> None:
    found = of(plan(budget=2000, own_month=500), *months_of(plan(), NOVEMBER))
    assert (found.level, found.own, found.over_from) == (100, 1000, NOVEMBER)
    assert found.over == usd("190.8")


def test_other_currencies_count_for_nothing_here() -> None:
    euros = ActualMonth(
        source="azure-ea", month=OCTOBER, model="x", kind="other", quantity=None, cost=usd("9"), currency="EUR"
    )
    assert of(plan(), *from_stored([euros])).months[0].billed is None


def test_without_a_price_there_is_no_landing() -> None:
    assert landing(estimate(plan(size=Size(100, 100)), shipped()), (), TODAY, shipped()) is None


@settings(max_examples=20, deadline=None)
@given(plans(("gpt-image-2",), with_guide=False), st.integers(1, 12))
def test_a_year_that_goes_as_planned_lands_where_it_was_planned(scenario: Scenario, at: int) -> None:
    whole = estimate(scenario, shipped())
    year = scenario.start.year
    if whole.unpriced or year < 2021:
        return
    month = Month(year, min(at, 12))
    found = of(scenario, *months_of(scenario, month), today=dt.date(year, 12, 31))
    assert found.total == found.planned
    told = {each.month: each.cost for each in forecast(whole)}
    for each in found.months:
        assert each.month not in told or each.planned == told[each.month]

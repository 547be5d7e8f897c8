"""What changes from a month on: sums of months worked out by hand, for each kind of event and together."""

from dataclasses import replace
from decimal import Decimal, localcontext

import pytest
from hypothesis import given, settings

from pricing.bill.estimate import Estimate, estimate
from pricing.bill.forecast import ForecastMonth, forecast, horizon
from pricing.bill.placement import nearest_offered
from pricing.explain.notices import notices
from pricing.prices import ListPrices, PriceBooks
from pricing.scenario.mixes import Quality
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT, total
from pricing.wording.messages import words
from tests.making import TODAY, TWO_MODELS, plan, plans, several, shipped, uncertain, usd, workload


def months(scenario: Scenario, books: PriceBooks) -> list[ForecastMonth]:
    return forecast(estimate(scenario, books))


def costs(scenario: Scenario, books: PriceBooks) -> list[Decimal | None]:
    return [month.cost for month in months(scenario, books)]


def a_month(books: PriceBooks, **changes: object) -> Decimal:
    """What a plain plan costs a month."""
    cost = estimate(plan(**changes), books).per_month
    assert cost is not None
    return cost


def test_a_price_changes_from_a_month_on(books: PriceBooks) -> None:
    month = a_month(books)
    found = costs(plan(months=4, events="2027-01:price:-20"), books)
    assert found == [month, month, month * usd("0.8"), month * usd("0.8")]


def test_a_price_changes_for_some_months(books: PriceBooks) -> None:
    month = a_month(books)
    found = costs(plan(months=4, events="2026-12..2027-01:price:50"), books)
    assert found == [month, month * usd("1.5"), month * usd("1.5"), month]


def test_price_changes_multiply(books: PriceBooks) -> None:
    month = a_month(books)
    found = costs(plan(months=3, events="2026-12:price:-20,2027-01:price:50"), books)
    assert found == [month, month * usd("0.8"), month * usd("1.2")]


def test_a_season_multiplies_the_volume_and_rounds_to_whole_images(books: PriceBooks) -> None:
    """33 images a day for 30 days, 10% more each month: 990, 1,089, 1,197.9; half as many again in December."""
    found = months(plan(images=33, months=3, growth=10, events="2026-12..2026-12:images:50"), books)
    assert [month.images for month in found] == [990, 1634, 1198]
    each = estimate(plan(), books).per_image
    assert each is not None
    assert [month.cost for month in found] == [each * month.images for month in found]


def test_a_volume_may_fall_to_nothing(books: PriceBooks) -> None:
    assert [month.images for month in months(plan(months=3, events="2027-01:images:-100"), books)] == [
        30_000,
        30_000,
        0,
    ]


def test_a_switch_bills_the_months_on_the_other_model(books: PriceBooks) -> None:
    before, after = a_month(books), a_month(books, model="gpt-image-1-mini")
    found = months(plan(months=3, events="2027-01:model:gpt-image-1-mini"), books)
    assert [month.cost for month in found] == [before, before, after]
    assert [month.workloads[0].model for month in found] == ["gpt-image-2", "gpt-image-2", "gpt-image-1-mini"]


def test_a_switch_for_some_months_and_a_later_one_over_it(books: PriceBooks) -> None:
    events = "2026-12..2027-03:model:gpt-image-1-mini,2027-02..2027-02:model:gpt-image-1.5"
    found = months(plan(months=6, events=events), books)
    used = [month.workloads[0].model for month in found]
    mini = "gpt-image-1-mini"
    assert used == ["gpt-image-2", mini, mini, "gpt-image-1.5", mini, "gpt-image-2"]


def test_a_sum_is_paid_once(books: PriceBooks) -> None:
    month = a_month(books)
    assert costs(plan(months=3, events="2026-12:once:2500"), books) == [month, month + 2500, month]


def test_everything_at_once_for_one_workload_of_two(books: PriceBooks) -> None:
    """The second workload alone moves, doubles and pays half; both pay the sum once."""
    one, two = workload(name="A"), workload(name="B", images=10)
    events = "2026-12@2:model:gpt-image-1-mini,2026-12@2:images:100,2026-12@2:price:-50,2026-12:once:7"
    found = costs(several(one, two, months=2, events=events), books)
    a, b = a_month(books), a_month(books, images=10)
    then = a_month(books, images=10, model="gpt-image-1-mini")
    assert found == [a + b, a + then * 2 / 2 + 7]


def test_the_price_of_all_workloads(books: PriceBooks) -> None:
    whole = several(workload(name="A"), workload(name="B", images=10), months=1, events="2026-11:price:10")
    assert costs(whole, books) == [(a_month(books) + a_month(books, images=10)) * usd("1.1")]


@settings(max_examples=40)
@given(scenario=plans(TWO_MODELS, with_guide=False, most=3))
def test_a_switch_in_the_first_month_is_the_switched_scenario(scenario: Scenario) -> None:
    book = shipped().listed
    assert isinstance(scenario.prices, ListPrices)
    model = "gpt-image-2" if book["gpt-image-2"].first_priced <= scenario.prices.day else "gpt-image-1-mini"
    moved = replace(
        scenario, workloads=tuple(nearest_offered(workload, book[model]) for workload in scenario.workloads)
    )
    with_event = replace(scenario, events=plan(months=1, events=f"2026-11:model:{model}").events)
    with_event = replace(with_event, events=(with_event.events[0]._replace(first=scenario.start),))
    assert months(with_event, shipped()) == months(moved, shipped())


@settings(max_examples=80)
@given(scenario=uncertain())
def test_months_add_up_and_a_month_before_events_stays_what_it_is(scenario: Scenario) -> None:
    whole = estimate(scenario, shipped())
    plain = replace(scenario, events=(), pricerange=None)
    assert whole.per_month == estimate(plain, shipped()).per_month
    found = forecast(whole)
    with localcontext(EXACT):
        for month in found:
            each = [workload.cost for workload in month.workloads]
            if None not in each:
                assert month.cost == total([*each, month.own])
        known = [month.cost for month in found if month.cost is not None]
        assert horizon(found).total == (sum(known, Decimal(0)) if len(known) == len(found) else None)


def test_a_switch_before_the_end_can_be_bought_to_the_last_month(books: PriceBooks) -> None:
    """GPT Image 1.5 ends on 1 Dec 2026 in the book."""
    ending = plan(model="gpt-image-1.5", months=4)
    end = estimate(ending, books).ends
    assert end is not None
    assert not all(month.sold for month in months(ending, books))
    switched = replace(ending, events=plan(events=f"{end.year}-{end.month:02}:model:gpt-image-2").events)
    found = months(switched, books)
    assert all(month.sold for month in found)
    assert horizon(found).sold_total == horizon(found).total


def codes(whole: Estimate, books: PriceBooks) -> dict[str, str]:
    return {notice.code: words(notice.message) for notice in notices(whole, books, TODAY)}


def test_a_switch_that_moves_shares_says_so(books: PriceBooks) -> None:
    """DALL-E 3 has no low quality."""
    moved = plan(quality=Quality(30, 50, 20), months=6, events="2027-01:model:dall-e-3")
    said = codes(estimate(moved, books), books)
    assert "event-moved" in said
    assert (
        said["event-moved"]
        == "From Jan 2027 on DALL-E 3 takes the nearest quality and size that it sells: low as medium."
    )


def test_an_end_that_a_switch_comes_before_is_no_news(books: PriceBooks) -> None:
    ending = plan(model="gpt-image-1.5", months=4)
    assert "model-shutting-down" in codes(estimate(ending, books), books)
    switched = replace(ending, events=plan(events="2026-12:model:gpt-image-2").events)
    assert "model-shutting-down" not in codes(estimate(switched, books), books)


@pytest.mark.parametrize("event", ["2026-12:price:10", "2026-12:images:10", "2026-12:once:10"])
def test_events_leave_the_figures_before_them_alone(books: PriceBooks, event: str) -> None:
    whole = estimate(plan(months=2, events=event), books)
    without = estimate(plan(months=2), books)
    assert (whole.per_image, whole.per_day, whole.per_month) == (without.per_image, without.per_day, without.per_month)

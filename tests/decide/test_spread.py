"""How sure a figure is: the same everywhere, true to its ranges, and on the engine's own figures."""

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.bill.estimate import estimate
from pricing.bill.forecast import forecast, horizon
from pricing.decide.linear import cost_of_image
from pricing.decide.spread import Spread, spread
from pricing.prices import PriceBooks
from pricing.scenario import link
from pricing.scenario.fields import FIELDS
from pricing.scenario.levers import lever_kinds, with_lever
from pricing.scenario.mixes import Quality
from pricing.scenario.ranges import LEVERS, Lever
from pricing.scenario.scenario import Scenario
from tests.making import TODAY, plan, plans, several, shipped, uncertain, usd, workload
from tests.server import ROOT

NUMBERS = lever_kinds({key: field.kind for key, field in FIELDS.items()})
ALL = "images:800..2000,prompt:50..300,refs:0.5..3,tries:1..1.6,reuse:5..40,batch:10..80,growth:-2..4,high:10..40"


def sure(scenario: Scenario) -> Spread:
    found = spread(estimate(scenario, shipped()), shipped())
    assert found is not None
    return found


def test_without_ranges_there_is_none(books: PriceBooks) -> None:
    assert spread(estimate(plan(), books), books) is None


def test_without_a_price_there_is_none(books: PriceBooks) -> None:
    unpriced = plan(model="dall-e-3", quality=plan().workloads[0].quality._replace(low=100, medium=0, high=0))
    unpriced = replace(unpriced, pricerange=plan(pricerange="-10..10").pricerange)
    assert spread(estimate(unpriced, books), books) is None


def test_one_range_of_the_volume_gives_its_ends(books: PriceBooks) -> None:
    """The cost follows the volume, so its tenth, half and nine tenths are the range's own."""
    each = estimate(plan(), books).per_month
    assert each is not None
    month = sure(plan(ranges="images:800..1200")).month
    for found, images in zip(month, ("800", "1000", "1200"), strict=True):
        assert abs(found - each * usd(images) / 1000) < usd("0.02")


@pytest.mark.parametrize("ranges", ["images:900..1100", "prompt:50..150", "growth:-5..5"])
def test_the_middle_of_one_symmetric_range_is_the_cost(books: PriceBooks, ranges: str) -> None:
    scenario = plan(ranges=ranges)
    cost = estimate(scenario, books).per_month
    assert cost is not None
    assert sure(scenario).month.p50 == round(cost, 2)


def test_nothing_lies_below_a_low_that_is_the_value(books: PriceBooks) -> None:
    cost = estimate(plan(), books).per_month
    month = sure(plan(ranges="images:1000..2000")).month
    assert month.p10 == round(cost or Decimal(0), 2)
    assert month.p50 - month.p10 < usd("0.1"), "half of the cases are the value itself"
    assert month.p90 > month.p50


def test_a_lever_without_a_part_in_the_month_moves_only_the_months(books: PriceBooks) -> None:
    found = sure(plan(ranges="growth:-5..10"))
    assert found.month.p10 == found.month.p90
    assert found.total.p10 < found.total.p50 < found.total.p90
    assert [share.lever for share in found.share] == ["growth"]


@settings(max_examples=40, deadline=None)
@given(scenario=uncertain())
def test_ranges_leave_the_cost_alone_and_quantiles_are_in_order(scenario: Scenario) -> None:
    whole = estimate(scenario, shipped())
    plain = replace(scenario, pricerange=None, workloads=tuple(replace(each, ranges=()) for each in scenario.workloads))
    assert whole.per_month == estimate(plain, shipped()).per_month
    found = spread(whole, shipped())
    if found is None:
        return
    assert found.month.p10 <= found.month.p50 <= found.month.p90 == found.set_aside
    assert all(m.p10 <= m.p25 <= m.p50 <= m.p75 <= m.p90 for m in found.months)
    assert not found.share or sum(share.percent for share in found.share) == 100
    assert found.within_budget is None or 0 <= found.within_budget <= 100


@settings(max_examples=120, deadline=None)
@given(scenario=plans(most=1), data=st.data())
def test_numpy_and_the_engine_have_the_same_cost(scenario: Scenario, data: st.DataObject) -> None:
    """Every lever at any value, on every model: one in ten thousand million is the most that floats are off."""
    before = scenario.workloads[0]
    changed, values = before, dict[Lever, np.ndarray]()
    for lever in LEVERS:
        takes = NUMBERS[lever]
        value = data.draw(st.decimals(takes.low, takes.high, places=takes.places))
        if lever == "high":
            # In whole percent the others cannot keep their proportion; the share that they have may be kept.
            value = Decimal(before.quality.high)
        changed = with_lever(changed, lever, value)
        values[lever] = np.array([float(value)])
    exact = estimate(replace(scenario, workloads=(changed,)), shipped()).per_image
    found = cost_of_image(before, scenario, shipped()).per_image(values)[0]
    if exact is None:
        assert np.isnan(found)
    else:
        assert abs(found - float(exact)) <= 1e-9 * max(1.0, float(exact))


def test_the_months_around_the_values_are_the_forecast(books: PriceBooks) -> None:
    """Of ranges as narrow as they can be the middle is the forecast, with growth, events and own costs in it."""
    events = "2026-12:price:-20,2027-01:model:gpt-image-1-mini,2027-02..2027-03:images:60,2027-02:once:2500"
    scenario = plan(growth=5, months=6, events=events, own_image="0.01", own_month=40, ranges="images:999..1001")
    months = forecast(estimate(scenario, books))
    for month, exact in zip(sure(scenario).months, months, strict=True):
        assert exact.sold_cost is not None
        assert abs(month.p50 - exact.sold_cost) < exact.sold_cost / 2000
    total = horizon(months).sold_total
    assert total is not None
    assert abs(sure(scenario).total.p50 - total) < total / 2000


def test_volumes_that_move_together_spread_wider() -> None:
    two = [workload(name=name, ranges="images:500..2000") for name in ("A", "B")]
    apart, together = (sure(several(*two, together=percent)).month for percent in (0, 100))
    assert apart.p90 - apart.p10 < together.p90 - together.p10


def test_it_is_the_same_in_another_process_and_in_another_order_of_keys() -> None:
    mix = Quality(30, 50, 20)
    texts = link.write(plan(ranges=ALL, pricerange="-30..10", refs="1", tries="1.2", reuse=20, batch=30, quality=mix))
    here = sure(link.read(texts.items(), shipped(), TODAY).scenario or plan())
    turned = dict(reversed(texts.items())) | {"ranges": ",".join(reversed(texts["ranges"].split(",")))}
    assert sure(link.read(turned.items(), shipped(), TODAY).scenario or plan()) == here
    script = (
        "import sys, datetime as dt; from pricing.prices import load; from pricing.scenario import link;"
        "from pricing.bill.estimate import estimate; from pricing.decide.spread import spread; books = load();"
        f"scenario = link.parse(sys.argv[1], books, dt.date{TODAY.year, TODAY.month, TODAY.day}).scenario;"
        "found = spread(estimate(scenario, books), books); print(*found.month, *found.total)"
    )
    there = subprocess.run(
        [sys.executable, "-c", script, link.query_string(texts)], cwd=ROOT, capture_output=True, text=True, check=True
    )  # fmt: skip
    assert there.stdout.split() == [str(amount) for amount in (*here.month, *here.total)]

"""How sure a figure is: the same everywhere, true to its ranges, and on the engine's own figures."""

import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.bill.estimate import Estimate, estimate
from pricing.bill.forecast import forecast, horizon
from pricing.decide import draws
from pricing.decide.linear import cost_of_image
from pricing.decide.spread import Spread, _quantiles, spread
from pricing.prices import PriceBooks
from pricing.scenario import link
from pricing.scenario.fields import LEVER_KINDS
from pricing.scenario.levers import with_lever
from pricing.scenario.mixes import Quality
from pricing.scenario.ranges import LEVERS, Lever
from pricing.scenario.scenario import MOST_WORKLOADS, Scenario
from tests.making import TODAY, plan, plans, several, shipped, uncertain, usd, workload
from tests.server import ROOT

ALL = "images:800..2000,prompt:50..300,refs:0.5..3,tries:1..1.6,reuse:5..40,batch:10..80,growth:-2..4,high:10..40"


def sure(scenario: Scenario) -> Spread:
    found = spread(estimate(scenario, shipped()), shipped())
    assert found is not None
    return found


def test_every_lever_of_eight_workloads_can_vary_at_once() -> None:
    """Beside them the vendors' prices, the rate of exchange, and what all volumes share."""
    assert len(LEVERS) * MOST_WORKLOADS + 3 == draws.MOST


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


@settings(max_examples=40)
@given(scenario=uncertain())
def test_ranges_leave_the_cost_alone_and_quantiles_are_in_order(scenario: Scenario) -> None:
    whole = estimate(scenario, shipped())
    plain = replace(scenario, pricerange=None, workloads=tuple(replace(each, ranges=()) for each in scenario.workloads))
    assert whole.per_month == estimate(plain, shipped()).per_month
    found = spread(whole, shipped())
    if found is None:
        return
    assert found.month.p10 <= found.month.p50 <= found.month.p90
    assert found.dearest.p10 <= found.dearest.p50 <= found.dearest.p90 == found.set_aside.month
    assert found.set_aside.total == found.total.p90
    assert all(m.p10 <= m.p25 <= m.p50 <= m.p75 <= m.p90 for m in found.months)
    assert not found.share or sum(share.percent for share in found.share) == 100
    assert found.within_budget is None or 0 <= found.within_budget <= 100
    assert (found.within_every_month is None) == (found.within_budget is None)


@settings(max_examples=60)
@given(scenario=plans(most=1), data=st.data())
def test_numpy_and_the_engine_have_the_same_cost(scenario: Scenario, data: st.DataObject) -> None:
    """Every lever at any value, on every model: one in ten thousand million is the most that floats are off."""
    before = scenario.workloads[0]
    changed, values = before, dict[Lever, np.ndarray]()
    for lever in LEVERS:
        takes = LEVER_KINDS[lever]
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
    )
    assert there.stdout.split() == [str(amount) for amount in (*here.month, *here.total)]


def test_the_same_link_gives_the_same_percentiles_in_every_later_version() -> None:
    """These figures were printed in links that people keep: they never change."""
    mix, ranges = Quality(30, 50, 20), "images:800..2000,tries:1..1.6,high:10..35,reuse:0..20"
    found = sure(plan(quality=mix, ranges=ranges, pricerange="-30..10", growth=3, budget=usd(2500)))
    assert [str(each) for each in found.month] == ["1298.50", "2431.11", "5022.69"]
    assert [str(each) for each in found.total] == ["18428.29", "34502.31", "71282.13"]
    assert str(found.within_budget) == "52.19"
    assert [(each.lever, str(each.percent)) for each in found.share[:3]] == [
        ("images", "60.1"),
        ("tries", "17.6"),
        ("high", "14.0"),
    ]


def two_piece(
    random: np.random.Generator, low: float, middle: float, high: float
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """A million independent draws of which 1 in 10 are below the low and 1 in 10 above the high."""
    drawn = random.standard_normal(1_000_000)
    return middle + drawn * np.where(drawn < 0, middle - low, high - middle) / 1.2815515655446004


def test_it_is_within_half_a_percent_of_a_million_independent_draws() -> None:
    """Of a cost that is worked out here: images x tries x (1 - reuse) x the unit cost x the prices."""
    random = np.random.default_rng(2026)
    scenario = plan(
        ranges="images:800..2000,tries:1..1.6,reuse:5..40", reuse=20, tries=usd("1.2"), pricerange="-30..10"
    )
    images = np.clip(two_piece(random, 800, 1000, 2000), 0, 10_000_000)
    tries = np.clip(two_piece(random, 1, 1.2, 1.6), 1, 20)
    reuse = np.clip(two_piece(random, 5, 20, 40), 0, 95)
    prices = np.clip(two_piece(random, -30, 0, 10), -90, 200)
    costs = images * 30 * tries * (1 - reuse / 100) * 0.05318 * (1 + prices / 100)
    month = sure(scenario).month
    for found, drawn in zip(month, np.quantile(costs, (0.1, 0.5, 0.9)), strict=True):
        assert abs(float(found) / drawn - 1) < 0.005


def test_the_dearest_month_is_within_half_a_percent_of_a_million_draws_of_every_month() -> None:
    """Of a volume that may grow or shrink: then the dearest month is the last one, or the first."""
    random = np.random.default_rng(2028)
    scenario = plan(ranges="images:800..2000,growth:-4..9", growth=3, months=12, budget=usd(3000))
    images = np.clip(two_piece(random, 800, 1000, 2000), 0, 10_000_000)
    growth = np.clip(two_piece(random, -4, 3, 9), -50, 100)
    first = images * 30 * 0.05318
    dearest = first * np.maximum(1, (1 + growth / 100) ** 11)
    spread_out = sure(scenario)
    for quantile, drawn in zip(spread_out.dearest, np.quantile(dearest, (0.1, 0.5, 0.9)), strict=True):
        assert abs(float(quantile) / drawn - 1) < 0.005
    assert spread_out.within_every_month is not None
    assert abs(float(spread_out.within_every_month) - 100 * np.mean(dearest <= 3000)) < 0.5
    assert spread_out.within_budget is not None
    assert spread_out.within_every_month < spread_out.within_budget


@pytest.mark.parametrize("misled", [False, True], ids=["as the sample says", "where the sample misleads"])
def test_a_quantile_is_that_of_all_draws(misled: bool) -> None:
    rows = np.array([draws.drawn(3) * 7, np.exp(draws.drawn(4)), np.minimum(draws.drawn(5), 0)])
    sample = np.arange(1024) if misled else np.argsort(rows[0])[8::16]
    ends = (0.1, 0.25, 0.5, 0.75, 0.9)
    exact = np.quantile(rows, ends, axis=1, method="hazen").T
    assert _quantiles(rows, sample, ends) == [[round(Decimal(repr(cost)), 2) for cost in row] for row in exact.tolist()]


@settings(max_examples=100, deadline=None)
@given(scenario=uncertain(models=("gpt-image-2", "gpt-image-1.5")))
def test_no_month_is_sure_to_be_cheaper_than_the_dearest(scenario: Scenario) -> None:
    whole = estimate(scenario, shipped())
    spread_out = spread(whole, shipped())
    if spread_out is None:
        return
    cent = Decimal("0.01")
    if any(month.sold for row in forecast(whole) for month in row.workloads):
        for quantile in ("p10", "p50", "p90"):
            dearest = getattr(spread_out.dearest, quantile)
            assert all(getattr(month, quantile) <= dearest + cent for month in spread_out.months)
            assert getattr(spread_out.total, quantile) <= (dearest + cent) * scenario.months
    if _level(whole):
        assert spread_out.dearest == spread_out.month
        assert spread_out.within_every_month == spread_out.within_budget


def _level(whole: Estimate) -> bool:
    """Whether every month is sold and the same in every case."""
    grows = any(
        workload.growth or any(one.lever == "growth" for one in workload.ranges)
        for workload in whole.scenario.workloads
    )
    return not grows and not whole.scenario.events and all(row.sold for row in forecast(whole))


def test_volumes_that_move_together_are_within_half_a_percent_of_a_million_draws() -> None:
    """Each has half of its variance in common with the other."""
    random = np.random.default_rng(2027)
    two = [workload(name=name, ranges="images:500..2000") for name in ("A", "B")]
    shared, *own = (random.standard_normal(1_000_000) for _ in range(3))
    drawn = [np.sqrt(0.5) * shared + np.sqrt(0.5) * each for each in own]
    volumes = [1000 + each * np.where(each < 0, 500, 1000) / 1.2815515655446004 for each in drawn]
    costs = sum(np.clip(each, 0, None) for each in volumes) * 30 * 0.05318
    month = sure(several(*two, together=50)).month
    for found, cost in zip(month, np.quantile(costs, (0.1, 0.5, 0.9)), strict=True):
        assert abs(float(found) / cost - 1) < 0.005


@pytest.mark.parametrize(
    ("changes", "low", "high"),
    [
        ({"tries": 1, "ranges": "tries:1..1.5"}, "1", "1.5"),
        ({"reuse": 90, "ranges": "reuse:80..95"}, "0.05", "0.2"),
        ({"batch": 50, "ranges": "batch:0..100"}, "0.5", "1"),
        ({"ranges": "images:0..2000"}, "0", "2"),
        ({"pricerange": "-90..200"}, "0.1", "3"),
        ({"pricerange": "-10..0"}, "0.9", "1"),
    ],
    ids=str,
)
def test_a_range_that_touches_its_limits_stays_within_them(changes: dict[str, object], low: str, high: str) -> None:
    """The cost of 1,000 medium squares a day, times the least and the most that the lever can make of it."""
    whole = usd("1595.4")
    found = sure(plan(**changes))
    assert whole * usd(low) - usd("0.01") <= found.month.p10 <= found.month.p50
    assert found.month.p50 <= found.month.p90 <= whole * usd(high) + usd("0.01")
    assert (
        estimate(plan(**changes), shipped()).per_month
        == estimate(plan(**changes | {"ranges": (), "pricerange": None}), shipped()).per_month
    )


def test_a_range_of_the_rate_is_one_of_the_prices_that_it_moves() -> None:
    """It spreads what is billed in another currency as a range of the prices does, and nothing else."""
    euros: dict[str, Any] = {"currency": "EUR", "rate": usd("0.9"), "own_month": 100, "months": 6}
    of_rate, of_prices = sure(plan(raterange="-8..5", **euros)), sure(plan(pricerange="-8..5", **euros))
    for one, other in zip((*of_rate.month, *of_rate.total), (*of_prices.month, *of_prices.total), strict=True):
        assert abs(one - other) <= other * usd("0.005")
    assert [(part.lever, part.percent) for part in of_rate.share] == [("raterange", 100)]
    both = sure(plan(raterange="-8..5", pricerange="-8..5", **euros))
    assert both.month.p90 - both.month.p10 > of_rate.month.p90 - of_rate.month.p10
    at_home = sure(plan(raterange="-8..5", **euros | {"currency": "CNY", "model": "minimax-image-01"}))
    assert at_home.month.p10 == at_home.month.p90, "what is listed in the currency of the plan does not move with it"

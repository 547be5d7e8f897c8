"""A scenario at today's list prices, workload by workload."""

import datetime as dt
from pathlib import Path

from hypothesis import given, settings

from pricing.bill.estimate import estimate
from pricing.explain.repricing import repriced
from pricing.prices import GuidePrices, ListPrices, PriceBooks, load
from pricing.scenario.mixes import Quality
from pricing.scenario.scenario import Scenario
from pricing.wording.messages import words
from tests.making import PRICED, TINY, TODAY, changed, plan, plans, price_folder, several, shipped, usd, workload


def test_each_workload_says_what_it_was_and_is(books: PriceBooks) -> None:
    """The batch rates of GPT Image 2 began on 14 October; GPT Image 1 is gone; the guide's own model is in no list."""
    scenario = several(
        workload(name="Batch", batch=50),
        workload(name="As before"),
        workload(name="Gone", model="gpt-image-1"),
        prices=dt.date(2026, 6, 1),
    )
    found = repriced(scenario, books, TODAY)
    assert found.scenario.prices == ListPrices(TODAY)
    assert [(row.workload.name, row.then, row.now) for row in found.workloads] == [
        ("Batch", usd("1595.40"), usd("1196.55")),
        ("As before", usd("1595.40"), usd("1595.40")),
        ("Gone", usd("1282.20"), None),
    ]
    assert [row.reason and words(row.reason) for row in found.workloads] == [
        None,
        None,
        "GPT Image 1 was shut down on 23 Oct 2026: nobody can buy it any more.",
    ]
    assert (found.priced, found.moved) == (False, True)


def test_what_has_no_price_in_the_list_says_so(books: PriceBooks) -> None:
    (row,) = repriced(plan(model="stability-ai", prices=GuidePrices()), books, TODAY).workloads
    assert row.now is None
    assert row.then is not None
    assert row.reason
    assert words(row.reason) == "Stability AI has no price in the list prices."
    (row,) = repriced(plan(model="dall-e-3", quality=Quality(100, 0, 0), prices=GuidePrices()), books, TODAY).workloads
    assert row.reason
    assert words(row.reason).startswith("DALL-E 3 was shut down on ")


def test_a_price_that_moved_is_of_its_workload_alone(tmp_path: Path) -> None:
    other = TINY.replace('"tiny"', '"still"').replace('amount = "30"', 'amount = "40"')
    books = load(
        price_folder(tmp_path, maker=changed(TINY, "[[models]]", other[other.index("[[models]]") :] + "\n[[models]]"))
    )
    scenario = several(*(workload(name=model, model=model) for model in ("tiny", "still")), prices=dt.date(2026, 1, 15))
    found = repriced(scenario, books, dt.date(2026, 3, 2))
    assert [(row.then, row.now) for row in found.workloads] == [(1200, 900), (1200, 1200)]
    assert (found.priced, found.moved) == (True, True)


@settings(max_examples=60)
@given(scenario=plans(PRICED, most=8))
def test_the_workloads_cost_today_what_the_scenario_costs(scenario: Scenario) -> None:
    found = repriced(scenario, shipped(), TODAY)
    now = estimate(found.scenario, shipped())
    for row, bill in zip(found.workloads, now.bills, strict=True):
        assert row.now in (None, bill.per_month)
        assert (row.now is None) == bool(row.reason)

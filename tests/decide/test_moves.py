"""What moves the bill: each lever's costs are those of whole estimates, the longest first."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given, settings

from pricing.bill.estimate import estimate
from pricing.decide.spread import PRICES
from pricing.decide.tornado import moves
from pricing.prices import PriceBooks
from pricing.scenario import link
from pricing.scenario.fields import numbered
from pricing.scenario.scenario import Scenario
from tests.making import TODAY, plan, plans, shipped, uncertain, usd


@settings(max_examples=60)
@given(scenario=uncertain())
def test_every_cost_is_that_of_the_scenario_with_the_lever_there(scenario: Scenario) -> None:
    bare = replace(scenario, workloads=tuple(replace(each, ranges=()) for each in scenario.workloads))
    texts = link.write(bare)
    for move in moves(estimate(scenario, shipped()), shipped()):
        if move.lever == PRICES:
            continue
        for text, cost in ((move.low, move.cost_low), (move.high, move.cost_high)):
            changed = texts | {"v": link.VERSIONS[-1], numbered(move.workload, move.lever): text}
            found = link.read(changed.items(), shipped(), TODAY).scenario
            assert found is not None
            assert estimate(found, shipped()).per_month == cost


@settings(max_examples=40)
@given(scenario=plans(most=3))
def test_the_longest_comes_first_and_what_moves_nothing_is_left_out(scenario: Scenario) -> None:
    widths = [move.width for move in moves(estimate(scenario, shipped()), shipped())]
    assert widths == sorted(widths, reverse=True)
    assert all(widths)


def test_the_vendors_prices_move_what_is_paid_to_them(books: PriceBooks) -> None:
    whole = estimate(plan(own_month=100, pricerange="-30..10"), books)
    (move,) = (move for move in moves(whole, books) if move.lever == PRICES)
    vendors = (whole.per_month or Decimal(0)) - 100
    assert (move.cost_low, move.cost_high) == (100 + vendors * usd("0.7"), 100 + vendors * usd("1.1"))


def test_a_lever_at_its_limit_says_so(books: PriceBooks) -> None:
    found = {move.lever: move for move in moves(estimate(plan(images=10_000_000, refs=1), books), books)}
    assert found["images"].at_limit
    assert not found["refs"].at_limit
    assert (found["refs"].low, found["refs"].high) == ("0.9", "1.1")

"""Bills are exact whoever asks for them: what is kept once it is known was not rounded for the first who asked."""

from collections.abc import Iterator
from decimal import localcontext

import pytest

from pricing.bill import charges
from pricing.bill.estimate import estimate
from pricing.compare.live import cheapest_live
from pricing.compare.table import compare
from pricing.prices import GUIDE
from pricing.scenario.comparison import Comparison
from pricing.scenario.scenario import Scenario
from tests.compare.making import mixed, rows
from tests.making import LANDSCAPE, TODAY, plan, shipped, usd

PLANS = {
    "tokens": plan(prompt=12_345, refs=usd("1.2345"), tries=usd("1.3333")),
    "credits": plan(model="stable-image-core"),
    "scaled by pixels": plan(model="stability-ai", prices=GUIDE, size=LANDSCAPE),
    "tokens by pixels": plan(model="gpt-image-1", prices=GUIDE, size=LANDSCAPE, refs=1),
}


def forget() -> None:
    """Nothing is kept from the calls before."""
    for kept in (charges._text, charges._references, charges.image):
        kept.cache_clear()


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.mark.parametrize("scenario", PLANS.values(), ids=list(PLANS))
def test_a_first_caller_with_few_digits_changes_no_bill(scenario: Scenario) -> None:
    exact = estimate(scenario, shipped())
    forget()
    with localcontext(prec=3):
        rounding = estimate(scenario, shipped())
        assert rounding.per_month == exact.per_month
    assert estimate(scenario, shipped()).per_month == exact.per_month
    assert estimate(scenario, shipped()).lines == exact.lines == rounding.lines


@pytest.mark.parametrize("scenario", PLANS.values(), ids=list(PLANS))
def test_charges_are_exact_under_any_context(scenario: Scenario) -> None:
    """The charges themselves, called as the workbook and the table of prices call them."""
    exact = estimate(scenario, shipped()).bills[0].unit_costs
    (workload,) = scenario.workloads
    card = shipped().rate_card(workload.model, scenario.prices)
    forget()
    with localcontext(prec=2):
        for part in estimate(scenario, shipped()).bills[0].unit_costs:
            charges.image.cache_clear()
            charges.image(card, card.entry.model.tiers[part.tier], part.size, part.processing)
        if workload.refs:
            charges._references.cache_clear()
            charges.inputs(card, workload.prompt, workload.refs, workload.refsize, False, "standard")
    assert estimate(scenario, shipped()).bills[0].unit_costs == exact


def test_the_whole_book_is_exact_under_any_context() -> None:
    scenario = mixed(prompt=5_431)
    with localcontext(prec=3):
        found = cheapest_live(compare(scenario, shipped()), shipped(), TODAY)
    assert found.of_vendor is not None
    service = found.of_vendor.service.id
    assert found.of_vendor.cost == rows(scenario, Comparison(services=(service,)))[service].per_month

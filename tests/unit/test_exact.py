"""Bills are exact whoever asks for them: what is kept once it is known was not rounded for the first who asked."""

from collections.abc import Iterator
from decimal import localcontext

import pytest

from pricing import billing
from pricing.compare import compare
from pricing.comparison import Comparison
from pricing.estimate import estimate
from pricing.live import cheapest_live
from pricing.prices import GUIDE
from pricing.scenario import Scenario
from tests.compare.making import mixed
from tests.unit.making import LANDSCAPE, TODAY, plan, shipped, usd

PLANS = {
    "tokens": plan(prompt=12_345, refs=usd("1.2345"), tries=usd("1.3333")),
    "credits": plan(model="stable-image-core"),
    "scaled by pixels": plan(model="stability-ai", prices=GUIDE, size=LANDSCAPE),
    "tokens by pixels": plan(model="gpt-image-1", prices=GUIDE, size=LANDSCAPE, refs=1),
}


def forget() -> None:
    """Nothing is kept from the calls before."""
    for kept in (billing._text, billing._references, billing.image):
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
    exact = [charges for _, charges in estimate(scenario, shipped()).billed]
    card = shipped().rate_card(scenario.model, scenario.prices)
    forget()
    with localcontext(prec=2):
        for part, _ in estimate(scenario, shipped()).billed:
            billing.image.cache_clear()
            billing.image(card, card.entry.model.tiers[part.tier], part.size, part.processing)
        if scenario.refs:
            billing._references.cache_clear()
            billing.inputs(card, scenario.prompt, scenario.refs, scenario.refsize, False, "standard")
    assert [charges for _, charges in estimate(scenario, shipped()).billed] == exact


def test_the_whole_book_is_exact_under_any_context() -> None:
    scenario = mixed(prompt=54_321 // 2)
    with localcontext(prec=3):
        found = cheapest_live(compare(scenario, Comparison(), shipped()), Comparison(), shipped(), TODAY)
    assert found.of_vendor is not None
    service = found.of_vendor.service.id
    exact = compare(scenario, Comparison(services=(service,)), shipped())
    assert found.of_vendor.cost == next(row.per_month for row in exact.rows if row.id == service)

"""The Decide page without a browser: what fits a budget."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.planner import address, decide, headline, said

START = "start=2026-11&prices=2026-11-24"
FITS = "What fits a budget?"


def fits(query: str) -> AppTest:
    return decide(query, FITS)


def test_each_lever_says_how_far_it_may_go_and_what_one_step_more_costs() -> None:
    texts = said(fits(f"budget=1500&{START}"))
    assert "$1,500.00 a month pays for 706 images a day, all else as it is" in texts
    assert (
        "**Images per day: at most 706**  \n:small[Now 1,000. $1,498.44 a month. One step further it is $1,500.57.]"
        in texts
    )
    assert "**High quality: at most 8%**" in texts
    assert "**Discount on list prices: 29.33% is enough**" in texts
    assert (
        "**Growth per month: not enough alone**  \n:small[At its limit, -50%, the most expensive month costs $2,122.44"
        in texts
    )
    assert "Above the budget of $1,500.00 a month from Nov 2026." in texts


def test_within_the_budget_no_discount_is_needed() -> None:
    texts = said(fits(f"budget=5000&{START}"))
    assert "**Discount on list prices: none is needed**" in texts
    assert "Every month is within the budget of $5,000.00 a month." in texts


def test_with_growth_the_dearest_month_is_held_against_the_budget() -> None:
    texts = said(fits(f"budget=5000&growth=20&months=24&{START}"))
    assert "$5,000.00 pays for every month with 35 images a day, growth and events included" in texts
    assert "in the most expensive month. One step further it is" in texts


def test_with_ranges_the_chance_is_told_and_not_the_plans_own_months() -> None:
    texts = said(fits(f"v=2&budget=2500&ranges=images:500..3000,tries:1..2&{START}"))
    assert "of the cases no month is above the budget of $2,500.00." in texts
    assert "Every month is within" not in texts


def test_a_goal_is_applied() -> None:
    at = fits(f"budget=1500&{START}")
    at.button(key="apply_goal_images").click().run()
    assert address(at)["images"] == "706"
    assert headline(at) == "$1,498.44"
    assert "**Images per day: at most 706**" in said(at)


def test_the_budget_is_asked_for_and_taken() -> None:
    at = fits(START)
    assert "Give a budget a month" in "".join(str(info.value) for info in at.info)
    at.session_state["more_open"] = True
    at.text_input(key="fits_budget_box").set_value("1500").run()
    assert address(at)["budget"] == at.text_input(key="budget_box").value == "1500"
    assert "pays for 706 images a day" in said(at)


def test_models_on_which_it_fits_are_a_table() -> None:
    at = fits(f"budget=600&{START}")
    at.session_state["fits_models"] = True
    at.run()
    assert not at.exception, at.exception
    (table,) = at.dataframe
    assert "GPT Image 2.5 Flare" in list(table.value["Model"])
    costs = list(table.value["USD a month"])
    assert costs == sorted(costs)
    assert costs[-1] <= 600


def test_of_several_workloads_the_chosen_one_is_asked_about() -> None:
    at = fits(f"v=2&budget=2200&{START}&2.name=Heroes&2.images=100&workload=2")
    assert "pays for 36 images a day of Heroes" in said(at)
    at.button(key="apply_goal_images").click().run()
    assert address(at)["2.images"] == "36"


def test_without_a_price_nothing_is_held_against_it() -> None:
    at = fits(f"model=dall-e-3&quality=100-0-0&budget=10&{START}")
    assert "Without a price nothing can be compared with a budget." in "".join(str(info.value) for info in at.info)


@pytest.mark.parametrize("tab", ["What saves most?", "What fits a budget?"])
def test_a_model_that_nobody_can_buy_is_answered_with_what_now(tab: str) -> None:
    """Its replacement, in the vendor's words and at like effort, and neither savings nor goals."""
    at = decide("model=gpt-image-1&budget=1500", tab)
    assert not at.exception, at.exception
    labels = [button.label for button in at.button]
    assert any(label.startswith("Plan with") and "at like effort" in label for label in labels)
    assert not any("Apply" in label for label in labels)

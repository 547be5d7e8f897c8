"""The folded controls: more assumptions, the prompt's text, and the mix of sizes."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.planner import address, alts, assert_plan, beside, headline, move, opened, said, unfold


def assumptions(query: str = "") -> AppTest:
    """The plan with its further assumptions unfolded."""
    at = opened(query)
    unfold(at, "more_open")
    return at


def sizes(query: str = "") -> AppTest:
    """The plan with its mix of sizes unfolded."""
    at = opened(query)
    unfold(at, "more_open")
    unfold(at, "mix_open")
    return at


def test_folds_are_closed_at_first() -> None:
    at = opened()
    assert not at.text_input


@pytest.mark.parametrize(
    ("field", "value", "text"),
    [
        ("prompt", "1,250", "1250"),
        ("refs", "1.5", "1.5"),
        ("tries", "1,3", "1.3"),
        ("reuse", "12.5 %", "12.5"),
        ("batch", " 40 ", "40"),
        ("discount", "15.00", "15"),
        ("growth", "-5", "-5"),
        ("budget", "$2,500", "2500"),
        ("days", "22", "22"),
        ("months", "24", "24"),
    ],
)
def test_number(field: str, value: str, text: str) -> None:
    at = assumptions()
    at.text_input(key=f"{field}_box").set_value(value).run()
    assert_plan(at, **{field: text})
    assert at.text_input(key=f"{field}_box").value == text


@pytest.mark.parametrize(
    ("query", "times"), [("discount=50", 0.5), ("reuse=50", 0.5), ("tries=2", 2), ("days=15", 0.5), ("batch=100", 0.5)]
)
def test_effect_on_the_headline(query: str, times: float) -> None:
    plan = "images=100000&model=gpt-image-2&quality=0-0-100&prompt=0"
    before, after = (float(headline(opened(link)).strip("$").replace(",", "")) for link in (plan, f"{plan}&{query}"))
    assert after == pytest.approx(before * times)


def test_growth_changes_the_horizon_but_not_the_month() -> None:
    at = assumptions()
    month, horizon = headline(at), beside(at).rpartition(": ")[2]
    at.text_input(key="growth_box").set_value("10").run()
    assert headline(at) == month
    assert beside(at).rpartition(": ")[2] != horizon


def test_budget_can_be_taken_out_again() -> None:
    at = assumptions("budget=2500")
    at.text_input(key="budget_box").set_value("").run()
    assert_plan(at)
    assert "budget" not in address(at)
    assert not any("budget" in alt for alt in alts(at))


def test_emptied_number_box_changes_nothing_in_silence() -> None:
    at = assumptions("days=22")
    at.text_input(key="days_box").set_value("").run()
    assert not at.exception
    assert_plan(at, days="22")
    assert at.text_input(key="days_box").value == "22"


def test_references_bring_their_size_and_fidelity() -> None:
    at = assumptions("model=gpt-image-1")
    assert "refsize" not in {box.key for box in at.text_input}
    at.text_input(key="refs_box").set_value("2").run()
    before = beside(at)
    at.text_input(key="refsize").set_value("2048x2048").run()
    assert_plan(at, refs="2", refsize="2048x2048")
    at.segmented_control(key="fidelity").set_value("high").run()
    assert_plan(at, fidelity="high")
    assert beside(at) != before


def test_first_month() -> None:
    at = assumptions("growth=5")
    at.selectbox(key="start").set_value("2027-03").run()
    assert_plan(at, start="2027-03", growth="5")
    assert any("Mar 2027" in alt for alt in alts(at))


@pytest.mark.parametrize("start", ["2020-01", "2100-12"])
def test_first_month_of_a_link_can_be_shown(start: str) -> None:
    at = assumptions(f"start={start}")
    assert_plan(at, start=start)
    assert at.selectbox(key="start").value == start


def test_prompt_text_is_counted() -> None:
    at = assumptions()
    at.text_area(key="prompt_text").set_value("hello world").run()
    assert_plan(at, prompt="2")
    assert at.text_input(key="prompt_box").value == "2"


def test_a_counted_prompt_says_what_it_costs() -> None:
    at = opened()
    unfold(at, "more_open")
    at.text_area(key="prompt_text").set_value("hello world").run()
    assert "2 tokens, $0.3000 a month" in said(at)


def test_prompt_text_emptied_counts_nothing() -> None:
    at = assumptions()
    at.text_area(key="prompt_text").set_value("hello world").run()
    at.text_area(key="prompt_text").set_value("").run()
    assert_plan(at, prompt="0")


def test_prompt_text_above_the_limit_is_refused_beside_it() -> None:
    at = assumptions("prompt=7")
    at.text_area(key="prompt_text").set_value("a1" * 40_000).run()
    assert "Enter a whole number from 0 to 32,000 tokens; this text has 80,000." in said(at)
    assert "so these are the old figures" in said(at)
    assert address(at)["prompt"] == "7"
    at.text_area(key="prompt_text").set_value("hello world").run()
    assert_plan(at, prompt="2")


def test_size_mix() -> None:
    at = sizes()
    at.text_input(key="mix_1536x1024").set_value("30").run()
    assert_plan(at, size="1024x1024:70,1536x1024:30")
    assert "gets the rest: 70%" in said(at)
    at.text_input(key="mix_1024x1536").set_value("20").run()
    assert_plan(at, size="1024x1024:50,1536x1024:30,1024x1536:20")
    at.text_input(key="mix_1536x1024").set_value("0").run()
    assert_plan(at, size="1024x1024:80,1024x1536:20")
    at.text_input(key="mix_1024x1536").set_value("0").run()
    assert_plan(at, size="1024x1024")


def test_share_of_all_makes_the_size_the_only_one() -> None:
    at = sizes()
    at.text_input(key="mix_1536x1024").set_value("100").run()
    assert_plan(at, size="1536x1024")


def test_main_size_of_a_mix_changes_places() -> None:
    at = sizes("size=1024x1024:70,1536x1024:30")
    move(at, size="1536x1024")
    assert_plan(at, size="1536x1024:70,1024x1024:30")


def test_folded_mix_is_still_told() -> None:
    at = opened("size=1024x1024:70,1536x1024:30")
    assert "1024x1024 70%" in said(at)
    assert "1536x1024 30%" in said(at)


def test_open_folds_survive_a_move() -> None:
    at = assumptions()
    move(at, images="5000")
    assert_plan(at, images="5000")
    assert at.text_input(key="days_box").value == "30"


def test_a_currency_is_chosen_at_its_dated_rate_and_a_typed_rate_counts_instead() -> None:
    at = assumptions("images=1000&budget=1500")
    dollars = float(headline(at).strip("$").replace(",", ""))
    at.selectbox(key="currency").set_value("EUR").run()
    link = address(at)
    assert (link["currency"], link["rate"], link["rate_day"]) == ("EUR", "0.895095", "2026-10-30")
    assert link["budget"] == "1342.64", "what was typed keeps its worth"
    assert headline(at) == f"€{dollars * 0.895095:,.2f}"
    assert "1 USD = 0.895095 EUR on 30 Oct 2026" in at.title[0].value.replace("\\", "")
    at.text_input(key="rate_EUR_box").set_value("0,9").run()
    assert (address(at)["rate"], address(at)["budget"]) == ("0.9", "1342.64")
    assert address(at)["rate_day"] != "2026-10-30"
    at.text_input(key="budget_box").set_value("€1,500").run()
    assert address(at)["budget"] == "1500"
    at.text_input(key="budget_box").set_value("$1,500").run()
    assert "EUR a month" in said(at), "dollars are no euros"
    at.selectbox(key="currency").set_value("USD").run()
    assert not {"currency", "rate", "rate_day"} & address(at).keys()
    assert float(headline(at).strip("$").replace(",", "")) == dollars


def test_a_currency_without_a_reference_rate_counts_once_its_rate_is_typed() -> None:
    at = assumptions("images=1000")
    before = headline(at)
    at.selectbox(key="currency").set_value("MXN").run()
    assert (headline(at), "currency" in address(at)) == (before, False)
    at.text_input(key="rate_MXN_box").set_value("18.5").run()
    assert (address(at)["currency"], address(at)["rate"]) == ("MXN", "18.5")
    assert headline(at).startswith("MX$")

"""What the pages say beside their figures, word by word."""

import datetime as dt
import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from pricing.bill.estimate import Estimate, estimate
from pricing.bill.forecast import forecast
from pricing.explain.difference import Correction
from pricing.prices import GUIDE
from pricing.prices.revision import BookRevision
from pricing.scenario import link
from pricing.scenario.mixes import Quality
from pricing.scenario.scenario import Scenario
from pricing.values.exact import EXACT
from pricing.values.month import Month
from pricing.wording import figures
from pricing.wording.messages import NOT_PRICED, words
from tests.making import TODAY, plan, plans, shipped, usd
from tests.pages.planner import address, alts, beside, headline, move, opened, panel, said, specs, use_guide
from ui.drawing import charts, claims
from ui.drawing import headline as headlines
from ui.drawing.deviations import deviations, is_start

THEN = BookRevision("0123456789ab", dt.date(2026, 10, 20))
NOW = BookRevision("abcdef012345", TODAY)
DAYS = (dt.date(2025, 6, 1), dt.date(2026, 1, 15), TODAY)


def bill(**changes: Any) -> Estimate:
    return estimate(plan(**changes), shipped())


def sums(found: Estimate, today: dt.date = TODAY) -> tuple[str, claims.Figure]:
    """The sum of the months as a title, and as a figure."""
    months = forecast(found)
    return claims.sum_of_the_months(found, months, today), claims.over_the_horizon(found, months, today)


def test_the_sum_of_a_whole_year() -> None:
    assert sums(bill()) == ("$19,145 over 12 months", claims.Figure("A year", "$19,144.80"))


def test_the_sum_says_for_how_many_months_it_is() -> None:
    """GPT Image 1.5 ends on 1 Dec 2026, GPT Image 1 mini on Azure on 7 Apr 2027."""
    title, figure = sums(bill(model="gpt-image-1.5"))
    assert title == "$1,029 for the one month it is sold; 11 months with no model on sale"
    assert figure == claims.Figure("The one month it is sold", "$1,028.76", "11 months with no model on sale")
    title, figure = sums(bill(model="azure-gpt-image-1-mini", months=7))
    assert title.endswith(" for the 6 months it is sold; 1 month with no model on sale")
    assert (figure.label, figure.note) == ("The 6 months it is sold", "1 month with no model on sale")


@pytest.mark.parametrize(
    ("changes", "title", "value", "note"),
    [
        ({}, "No longer sold; at its last prices 12 months would be $15,386", "No longer sold", "$15,386.40 at its"),
        (
            {"prices": GUIDE},
            "No longer sold; at the prices of the May 2025 guide 12 months would be",
            "No longer sold",
            "May 2025 guide",
        ),
        ({"months": 1}, "No longer sold; at its last prices 1 month would be $1,282", "No longer sold", "$1,282.20 at"),
        (
            {"model": "gpt-image-1.5", "start": Month(2027, 1)},
            "Not sold in these months; at its last prices 12 months would be $12,345",
            "Not sold in these months",
            "at its last prices",
        ),
    ],
)
def test_what_nobody_can_buy_is_not_summed_up(changes: dict[str, Any], title: str, value: str, note: str) -> None:
    found, figure = sums(bill(**{"model": "gpt-image-1", **changes}))
    assert found.startswith(title)
    assert figure.value == value
    assert note in figure.note


@pytest.mark.parametrize("today", DAYS, ids=str)
def test_the_sums_hold_for_every_model(today: dt.date) -> None:
    """A sum over every month is only said of a model that is sold in every month."""
    for model in shipped().listed.priced:
        entry = shipped().listed[model]
        if entry.first_priced > today:
            continue
        found = bill(model=model, prices=today, start=Month.of(today))
        if found.per_month is None:
            continue
        title, figure = sums(found, today)
        end = entry.model.life.shut_down
        sold = sum(1 for month in forecast(found) if end is None or month.month.first_day < end)
        assert (" over 12 months" in title) == (sold == 12), model
        assert ("no model on sale" in title) == (0 < sold < 12), model
        assert title.startswith("No longer sold") == (end is not None and end <= today and not sold), model
        if sold:
            assert figure.value == figures.money(found.per_month * sold), model


def test_a_month_that_the_model_ends_in_is_said_to_count_whole() -> None:
    found = bill(model="azure-gpt-image-1.5")
    said = claims.counts_whole(found, forecast(found))
    assert said == "Dec 2026 counts whole, though GPT Image 1.5 on Azure ends on 16 Dec 2026."
    assert claims.counts_whole(bill(model="gpt-image-1.5"), forecast(bill(model="gpt-image-1.5"))) == ""


def test_what_is_crossed_out_is_explained_where_something_else_is_sold() -> None:
    ends, lives, ended = (bill(model=model) for model in ("gpt-image-1.5", "gpt-image-2", "gpt-image-1"))
    said = claims.crossed_out(forecast(ends))
    assert said == "Grey and crossed out: what cannot be bought in that month, at the plan's prices; it is in no sum."
    assert claims.crossed_out(forecast(lives)) == ""
    assert not any(month.sold for month in forecast(ended))
    assert claims.crossed_out(forecast(ended)) == "", "there the sum of what cannot be bought is said"


def test_growth_names_the_month_and_the_last_one() -> None:
    grown = bill(growth=10)
    assert claims.monthly(grown, forecast(grown)) == claims.Figure(
        "Monthly cost, Nov 2026", "$1,595.40", "most expensive month, Oct 2027: $4,551.89", "Nov 2026"
    )
    flat = bill()
    assert claims.monthly(flat, forecast(flat)) == claims.Figure("Monthly cost", "$1,595.40")
    ends = bill(growth=10, model="azure-gpt-image-1.5")
    assert claims.monthly(ends, forecast(ends)).note.startswith("most expensive month, Dec 2026: ")
    one = bill(growth=10, months=1)
    assert claims.monthly(one, forecast(one)).note == ""


@pytest.mark.parametrize(
    ("stored", "now", "words_of_it"),
    [
        ("1200", "1100.5", "it was $1,200.00 a month, and is $1,100.50 a month on the same terms"),
        (None, "3", "it was not priced, and is $3.00 a month on the same terms"),
        ("3", None, "it was $3.00 a month, and is not priced on the same terms"),
        ("3.001", "3.002", "it was 3.001 USD a month, and is 3.002 USD a month on the same terms"),
    ],
)
def test_a_corrected_cost(stored: str | None, now: str | None, words_of_it: str) -> None:
    found = Correction((stored and usd(stored)) or None, (now and usd(now)) or None, THEN, NOW)
    said = claims.corrected(found)
    assert said.startswith("The price book was corrected since this was saved: ")
    assert words_of_it in said
    assert said.endswith(
        "The book was at revision 0123456789ab of 20 Oct 2026 then, and is at revision abcdef012345 of 24 Nov 2026 now."
    )


def test_a_corrected_cost_of_a_revision_that_was_not_kept() -> None:
    said = claims.corrected(Correction(usd("3"), usd("2"), None, NOW))
    assert said.startswith("The price book was corrected since this was saved: ")
    assert said.endswith("The book is at revision abcdef012345 of 24 Nov 2026 now; which it was then was not kept.")


def test_another_cost_with_the_same_price_book_is_no_correction_of_it() -> None:
    said = claims.corrected(Correction(usd("3"), usd("2"), NOW, NOW))
    assert "corrected" not in said
    assert said.endswith("The price book is the same, revision abcdef012345 of 24 Nov 2026.")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "$0"),
        (0.5, "$0.50"),
        (0.25, "$0.25"),
        (0.0025, "$0.0025"),
        (2.5, "$2.50"),
        (20, "$20"),
        (999, "$999"),
        (1000, "$1K"),
        (2500, "$2.5K"),
        (1.2e6, "$1.2M"),
        (3.4e9, "$3.4B"),
        (2e12, "$2T"),
        (2e20, "$200,000,000T"),
    ],
)
def test_the_ticks_of_money(value: float, text: str) -> None:
    assert figures.axis_money(value) == text


@settings(max_examples=300)
@given(highest=st.floats(1e-6, 1e21) | st.just(0.0))
def test_an_axis_of_money_begins_at_zero_and_holds_its_figures(highest: float) -> None:
    axis = charts.money_axis(highest)
    assert axis["range"][0] == 0 == axis["tickvals"][0]
    assert axis["range"][1] > highest
    assert axis["tickvals"][-1] <= axis["range"][1]
    assert (highest == 0) or 2 <= len(axis["tickvals"]) <= 12
    assert len(set(axis["ticktext"])) == len(axis["ticktext"])
    steps = [after - before for before, after in pairwise(axis["tickvals"])]
    assert all(step == pytest.approx(steps[0]) for step in steps)
    assert all(text.startswith("$") and text[-1] in "0123456789KMBT" for text in axis["ticktext"])


@given(lowest=st.floats(1e-6, 1e12), times=st.floats(1, 1e9))
def test_a_logarithmic_axis_of_money(lowest: float, times: float) -> None:
    axis = charts.log_axis(lowest, lowest * times, figures.axis_money)
    assert axis["tickvals"][0] <= lowest * 1.001
    assert axis["tickvals"][-1] * 1.001 >= lowest * times
    assert all(after == pytest.approx(10 * before) for before, after in pairwise(axis["tickvals"]))


def layouts(at: AppTest) -> list[dict[str, Any]]:
    return [spec["layout"] for spec in specs(at)]


@pytest.mark.parametrize("query", ["", "images=0", "images=1", "images=10000000&growth=100&months=36&tries=20"])
def test_the_axes_of_the_plan_page_are_money(query: str) -> None:
    drivers, outlook = layouts(opened(query))
    upright = "growth" in query
    for axis in (drivers["xaxis"], outlook["yaxis" if upright else "xaxis"]):
        assert axis["range"][0] == 0
        assert "tickformat" not in axis
        assert all(text.startswith("$") and text[-1] in "0123456789KMBT" for text in axis["ticktext"])


def test_a_model_that_ends_is_summed_up_on_the_page() -> None:
    at = opened("model=gpt-image-1.5&quality=0-100-0")
    assert "The one month it is sold: $1,028.76, 11 months with no model on sale" in beside(at)
    assert "for the one month it is sold; 11 months with no model on sale" in said(at)
    gone = opened("model=gpt-image-1&quality=0-100-0")
    assert "At its last prices it was $1,282.20 a month." in said(gone)
    assert any("No longer sold; at its last prices 12 months would be $15,386" in alt for alt in alts(gone))


def test_growth_is_in_the_headline() -> None:
    at = opened("growth=10&quality=0-100-0")
    assert (panel(at)["figure"]["label"], headline(at)) == ("Monthly cost, Nov 2026", "$1,595.40")
    assert "Most expensive month, Oct 2027: $4,552" in beside(at)


def test_the_offered_model_says_why_it_is_not_the_named_one() -> None:
    text = said(opened("model=imagen-4&quality=0-100-0"))
    assert "The vendor names Gemini 3.1 Flash Image (Nano Banana 2) as the successor of Imagen 4" in text
    assert "(Nano Banana 2), the successor that the vendor names, may end any day" in text


def test_the_guide_says_what_it_moves_and_gives_it_back() -> None:
    at = opened("model=gpt-image-2&prices=2026-09-01")
    use_guide(at, True)
    assert (address(at)["prices"], address(at)["model"]) == (GUIDE, "gpt-image-1")
    (info,) = at.info
    assert "the model is GPT Image 1, as there is no price of GPT Image 2" in info.value.replace("\\", "")
    move(at, images="500")
    assert not at.info
    use_guide(at, False)
    assert address(at) | {"prices": "2026-09-01", "model": "gpt-image-2", "images": "500"} == address(at)
    assert "the model is GPT Image 2 again" in at.info[0].value.replace("\\", "")


def test_a_model_chosen_on_the_guide_stays_when_it_is_left() -> None:
    at = opened("model=gpt-image-2")
    use_guide(at, True)
    at.selectbox(key="model").set_value("dall-e-3").run()
    use_guide(at, False)
    assert (address(at)["model"], address(at)["prices"]) == ("dall-e-3", str(TODAY))


def test_what_an_earlier_turn_moved_is_not_given_back_later() -> None:
    at = opened("model=gpt-image-2")
    use_guide(at, True)
    use_guide(at, False)
    at.selectbox(key="model").set_value("gpt-image-1").run()
    use_guide(at, True)
    assert not at.info
    use_guide(at, False)
    assert address(at)["model"] == "gpt-image-1"


def test_leaving_the_guide_with_a_model_that_only_it_has() -> None:
    at = opened(f"prices={GUIDE}&model=stability-ai")
    use_guide(at, False)
    assert not at.error
    assert address(at)["model"] == "gpt-image-2"
    assert "as there is no price of Stability AI" in at.info[0].value.replace("\\", "")


@pytest.mark.parametrize("today", ["2019-12-31", "2022-11-02", "2025-06-01", "2026-04-20"])
@pytest.mark.parametrize("page", ["plan/page.py", "compare/page.py", "prices/page.py"])
def test_the_start_page_opens_on_every_day(monkeypatch: pytest.MonkeyPatch, today: str, page: str) -> None:
    monkeypatch.setenv("PLANNER_TODAY", today)
    at = opened(page=page)
    assert not at.exception, at.exception
    assert not at.error


def test_the_nearest_plan_of_a_model_of_the_future_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_TODAY", "2025-06-01")
    at = opened("v=1&model=gpt-image-2&images=500")
    assert at.error
    next(button for button in at.button if "nearest valid plan" in button.label).click().run()
    assert not at.error
    assert address(at)["images"] == "500"
    assert headline(at)


def test_a_string_that_stands_alone_in_a_script_is_no_sentence_of_the_page() -> None:
    at = AppTest.from_string('import streamlit as st\n"""Of a name."""\nst.title("Scenarios")').run()
    assert said(at) == "Scenarios"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        (
            {"users": 3000, "revenue": usd("2")},
            ["Revenue $2.00 a user: 26.6% of revenue", "$0.5318 a user: $1.47 of it is left."],
        ),
        ({"users": 3000}, ["Cost per user and month: $0.5318"]),
        (
            {"users": 300, "revenue": usd("2")},
            ["Revenue $2.00 a user: 265.9% of revenue", "$5.32 a user: $3.32 more than a user brings in."],
        ),
        ({"users": 0, "revenue": usd("2")}, []),
        ({"budget": usd("5000")}, ["Budget $5,000: $3,405 under budget, 32% used"]),
        ({"budget": usd("1000")}, ["Budget $1,000: $595 over budget, 160% used"]),
        ({"budget": usd("1")}, ["Budget $1.00: $1,594 over budget"]),
        ({"budget": usd("1595.40")}, ["Budget $1,595: Used to the cent"]),
        (
            {"budget": usd("2000"), "growth": 10},
            ["Most expensive month, Oct 2027: $4,552", "Budget $2,000, in Oct 2027: $2,552 over budget, 228% used"],
        ),
    ],
)
def test_what_stands_beside_the_headline(changes: dict[str, Any], expected: list[str]) -> None:
    """The horizon always does."""
    whole = bill(**changes)
    shown = headline_of(whole)
    facts = [fact for fact in shown.facts if fact.label != "A year"]
    texts = [text for fact in facts for text in (f"{fact.label}: {fact.value}", fact.note) if text]
    assert [text for text in texts if not text.startswith("Above it")] == expected
    assert [fact.bad for fact in facts] == [" over " in fact.value or "265" in fact.value for fact in facts]


def headline_of(whole: Estimate) -> headlines.Headline:
    return headlines.headline(whole, forecast(whole), None, TODAY)


@given(scenario=plans(most=3))
def test_the_sum_multiplies_as_shown(scenario: Scenario) -> None:
    whole = estimate(scenario, shipped())
    shown = headline_of(whole)
    sums = re.match(r"([\d,]+) images? a day × \$([\d,.]+) × (\d+) days?", shown.how)
    if sums is None or whole.per_month is None:
        assert whole.per_image is None or whole.per_month is None
        return
    images, cost, days = (Decimal(number.replace(",", "")) for number in sums.groups())
    if images:
        product = EXACT.multiply(EXACT.multiply(images, cost), days)
        assert figures.money(product) == figures.money(whole.per_month)


@pytest.mark.parametrize(
    ("changes", "value", "note"),
    [
        (
            {"model": "gpt-image-1"},
            "No longer sold",
            "It has not been sold since 23 Oct 2026. At its last prices it was $1,282.20",
        ),
        ({"model": "gpt-image-1", "prices": GUIDE}, "$1,215.00", "Nobody can buy GPT Image 1 any more."),
        ({"model": "ideogram-2.0", "quality": Quality(30, 50, 20)}, "Not priced", "Ideogram 2.0"),
    ],
)
def test_what_cannot_be_bought_has_no_living_figure(changes: dict[str, Any], value: str, note: str) -> None:
    shown = headline_of(bill(**changes))
    assert shown.figure.value == value
    assert note in shown.figure.note
    assert shown.living == (value != "No longer sold")


@given(scenario=plans(most=3))
def test_a_plan_that_is_not_the_sample_says_in_what(scenario: Scenario) -> None:
    start = link.start_scenario(shipped(), TODAY)
    assert is_start(start, start)
    assert deviations(start, start) is None
    changed = replace(start.workloads[0], batch=Decimal(100), growth=Decimal(26))
    one = replace(start, workloads=(changed,), budget=Decimal(2000))
    assert words(deviations(one, start) or NOT_PRICED) == "100% batch, +26% a month, budget $2,000"
    assert not is_start(one, start)


def test_of_several_workloads_what_is_of_one_and_what_is_of_the_plan_are_told_apart() -> None:
    """A budget is of the plan: it does not stand behind the name of a workload."""
    start = link.start_scenario(shipped(), TODAY)
    (usual,) = start.workloads
    heroes = replace(usual, name="Heroes", batch=Decimal(100), growth=Decimal(26))
    plan_of_two = replace(start, workloads=(replace(usual, name="Drafts"), heroes), budget=Decimal(5000), months=3)
    of_plan = "The whole plan: 3 months, budget $5,000."
    assert words(deviations(plan_of_two, start, 0) or NOT_PRICED) == of_plan
    assert words(deviations(plan_of_two, start, 1) or NOT_PRICED) == (
        f"Workload Heroes: 100% batch, +26% a month. {of_plan}"
    )
    alone = replace(plan_of_two, budget=None, months=start.months)
    assert deviations(alone, start, 0) is None

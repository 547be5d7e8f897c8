"""The Decide page without a browser: what moves the bill, how sure it is, and what if things change."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.planner import address, alts, decide, go_to, headline, move, opened, press, said

START = "start=2026-11&prices=2026-11-24"
RANGED = f"v=2&{START}&ranges=images:800..2000,tries:1..1.6&pricerange=-30..10&budget=2500&growth=5"
EVENTS = (
    f"v=2&{START}&events=2027-03:price:-20,2027-06:model:gpt-image-1-mini,2026-12..2027-01:images:60,2027-02:once:2500"
)
MOVES, SURE, CHANGES = "What moves the bill?", "How sure are we?", "What if things change?"


def test_the_levers_that_move_the_bill_most_are_named_with_their_costs() -> None:
    at = decide(f"images=1000&{START}", MOVES)
    (alt,) = alts(at)
    assert alt.startswith(
        "“Images per day” and “Vendors' prices” move the bill most, each by the same amount: $1,910 to $2,335 a month"
    )
    assert "Images per day 900 to 1,100: $1,910.20 to $2,334.68" in alt
    assert headline(at) == "$2,122.44"


def test_one_lever_that_moves_the_bill_most_is_named_alone() -> None:
    (alt,) = alts(decide(f"v=2&images=1000&ranges=images:500..2000&{START}", MOVES))
    assert alt.startswith("“Images per day” moves the bill most: $1,061 to $4,245 a month")


def test_without_a_price_nothing_moves_it() -> None:
    at = decide(f"model=dall-e-3&quality=100-0-0&{START}", MOVES)
    assert not alts(at)
    assert "Nothing moves this bill" in "".join(str(info.value) for info in at.info)


def test_ranges_give_a_range_a_chance_and_where_it_is_from() -> None:
    at = decide(RANGED, SURE)
    labels = {metric.label: metric.value for metric in at.metric}
    dearest = labels["Most expensive month, 8 in 10 cases"]
    assert labels["To set aside, 90% sure"] == dearest.split(" to ")[1]
    assert labels["No month above $2,500"].endswith("%")
    assert "2 values have a range, and so have the vendors' prices." in said(at)
    assert len(alts(at)) == 2


def test_without_ranges_it_asks_for_them_and_says_what_the_prices_rest_on() -> None:
    at = decide(START, SURE)
    assert not at.metric
    assert "No value has a range. The bill rests on " in said(at)


def test_a_range_is_added_changed_and_taken_away() -> None:
    at = decide(f"images=1000&{START}", SURE)
    at.selectbox(key="range_add").set_value("images").run()
    assert address(at)["ranges"] == "images:800..1250"
    at.text_input(key="range_images_high").set_value("3,000").run()
    assert address(at)["ranges"] == "images:800..3000"
    at.text_input(key="range_images_low").set_value("1500").run()
    assert "is not accepted" in "".join(str(error.value) for error in at.error)
    assert address(at)["ranges"] == "images:800..3000"
    at.button(key="sure_images").click().run()
    assert "ranges" not in address(at)
    assert address(at)["v"] == "1"


def test_the_tries_that_teams_report_are_offered_where_the_plan_counts_none() -> None:
    at = decide(f"images=1000&{START}", SURE)
    assert "1.4 to 1.6 images made per image used" in said(at)
    at.button(key="range_tries_of_others").click().run()
    assert not at.exception, at.exception
    assert (address(at)["tries"], address(at)["ranges"]) == ("1.5", "tries:1.4..1.6")
    assert "1.4 to 1.6 images made per image used" not in said(at)


def test_a_range_goes_along_with_a_control() -> None:
    at = opened(f"v=2&images=1000&ranges=images:800..2000&{START}")
    move(at, images="2000")
    assert not at.exception, at.exception
    assert address(at)["ranges"] == "images:1600..4000"


def test_what_was_opened_and_chosen_is_as_it_was_after_another_tab() -> None:
    at = decide(f"images=1000&budget=900&{START}", "What saves most?")
    at.segmented_control(key="ways_target").set_value("budget")
    next(slider for slider in at.select_slider if slider.label == "Reuse from your cache").set_value(40)
    at.session_state["left_open"] = {"ways_not": True}
    at.run()
    for tab in (CHANGES, "What saves most?"):
        at.session_state["decide_tab"] = tab
        at.run()
    assert not at.exception, at.exception
    assert at.segmented_control(key="ways_target").value == "budget"
    go_to(at, f"images=1000&{START}")
    assert not at.exception, at.exception
    assert at.segmented_control(key="ways_target").value == "none"
    assert "0% → 40%" in said(at)
    assert "- Fewer tries: " in said(at)


def test_events_stand_in_words_and_each_can_be_taken_out() -> None:
    at = decide(EVENTS, CHANGES)
    texts = said(at)
    for text in (
        "From Mar 2027: vendors' rates -20%",
        "Dec 2026 to Jan 2027: volume +60%",
        "Feb 2027: $2,500.00 once",
        "From Jun 2027: on GPT Image 1 mini",
    ):
        assert text in texts
    at.button(key="event_remove_0").click().run()
    assert address(at)["events"] == "2027-02:once:2500,2027-03:price:-20,2027-06:model:gpt-image-1-mini"


def added(at: AppTest, **entered: Any) -> AppTest:
    at.session_state["event_add"] = True
    at.run()
    for key, value in entered.items():
        box: Any = at.text_input if key in ("event_price", "event_images", "event_once") else at.selectbox
        box(key=key).set_value(value).run()
    at.button(key="event_add_it").click().run()
    assert not at.exception, at.exception
    return at


@pytest.mark.parametrize(
    ("what", "typed", "value"),
    [
        ("price", "-20%", "-20"),
        ("images", "5x", "400"),
        ("images", "×1.5", "50"),
        ("images", "+60", "60"),
        ("once", "$2,500", "2500"),
    ],
)
def test_an_event_is_added_as_it_is_typed_and_the_form_closes(what: str, typed: str, value: str) -> None:
    at = decide(START, CHANGES)
    added(at, event_what=what, event_first="2027-03", **{f"event_{what}": typed})
    assert address(at)["events"] == f"2027-03:{what}:{value}"
    assert headline(at) == "$2,122.44"
    assert at.session_state["event_add"] is False


@pytest.mark.parametrize(
    ("value", "takes"),
    [("-95", "from -90 to 200"), ("4x", "from 0.1x to 3x"), ("", "Enter a value"), ("x", "from -90")],
)
def test_an_event_that_cannot_be_is_named_and_nothing_changes(value: str, takes: str) -> None:
    at = decide(START, CHANGES)
    added(at, event_what="price", event_price=value)
    assert takes in "".join(str(error.value) for error in at.error).replace("\\", "")
    assert "events" not in address(at)


def test_a_model_that_ends_is_switched_with_one_click() -> None:
    at = decide(f"model=gpt-image-1.5&{START}", CHANGES)
    press(at, "Switch to")
    events = address(at)["events"]
    assert events.startswith("2026-12:model:")
    assert not [button for button in at.button if "Switch to" in button.label]


@pytest.mark.parametrize("tab", [MOVES, SURE, CHANGES])
@pytest.mark.parametrize(
    "query",
    [
        START,
        RANGED,
        EVENTS,
        f"images=0&{START}",
        f"model=dall-e-3&quality=100-0-0&{START}",
        f"v=2&{START}&own_image=0.01&own_month=300&users=1000&revenue=2",
        f"v=2&{START}&ranges=images:800..2000&2.name=B&2.ranges=images:500..3000",
        "prices=guide-2025-05&model=gpt-image-1&start=2026-11&months=36",
    ],
)
def test_every_tab_shows_every_plan(query: str, tab: str) -> None:
    at = decide(query, tab)
    assert not at.error

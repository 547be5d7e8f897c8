"""The levers that only some models have, and what images need: each changes its key of the link alone."""

from streamlit.testing.v1 import AppTest

from pricing.bill.estimate import estimate
from pricing.scenario.labels.messages import COMPONENTS
from tests.making import plan, shipped
from tests.pages.planner import address, assert_plan, opened, press, said, specs, unfold
from ui.drawing import charts


def assumptions(query: str = "") -> AppTest:
    at = opened(query)
    unfold(at, "more_open")
    return at


def labels(at: AppTest) -> set[str]:
    return {box.label for box in at.text_input}


def test_a_model_shows_the_levers_that_it_has() -> None:
    text, partials = "Text given out, tokens per image", "Partial images streamed"
    assert {text, partials} <= labels(assumptions("model=gpt-image-1.5"))
    assert not {text, partials} & labels(assumptions("model=flux-2-pro"))
    assert text in labels(assumptions("v=3&model=flux-2-pro&thinking=5")), "what a link has can be changed"


def test_text_is_counted_with_a_click_and_left_out_again() -> None:
    at = assumptions("model=gemini-3-pro-image")
    assert "about 677 tokens a generation" in said(at)
    press(at, "Count 677 tokens of text")
    assert_plan(at, v="3", thinking="677")
    assert "It is not counted" not in said(at)
    at.text_input(key="thinking_box").set_value("0").run()
    assert (address(at)["v"], address(at).get("thinking")) == ("1", None)


def test_partial_images_and_needs() -> None:
    at = assumptions()
    at.text_input(key="partials_box").set_value("2").run()
    assert_plan(at, v="3", partials="2")
    at.multiselect(key="needs").set_value(["vector", "text"]).run()
    assert_plan(at, partials="2", needs="text,vector")
    at.multiselect(key="needs").set_value([]).run()
    assert "needs" not in address(at)


def test_a_surcharge_and_a_peak() -> None:
    at = assumptions()
    at.text_input(key="discount_box").set_value("-10").run()
    assert_plan(at, v="3", discount="-10")
    at.text_input(key="peak_box").set_value("6.5").run()
    assert_plan(at, peak="6.5")


def test_the_vendors_qualities_are_chosen_and_left_to_the_model_again() -> None:
    at = assumptions("model=gpt-image-2.5-flare")
    unfold(at, "qualities_open")
    at.selectbox(key="buys_high").set_value("max").run()
    assert_plan(at, v="3", buys="low/medium/max")
    press(at, "Use the usual qualities")
    assert "buys" not in address(at)


def test_a_new_model_can_take_as_many_tokens_as_the_one_before() -> None:
    at = opened("model=gpt-image-2&size=1024x1024")
    at.selectbox(key="model").set_value("gpt-image-2.5-flare").run()
    assert "takes other tokens than GPT Image 2" in said(at)
    press(at, "Buy low, high and max")
    assert_plan(at, model="gpt-image-2.5-flare", buys="low/high/max")
    assert "takes other tokens than" not in said(at)


def test_another_model_has_its_own_qualities_and_text() -> None:
    at = opened("v=3&model=gpt-image-2.5-flare&buys=low/high/max")
    at.selectbox(key="model").set_value("gemini-3-pro-image").run()
    assert_plan(at, model="gemini-3-pro-image", thinking="677")
    assert "buys" not in address(at)


def test_each_part_of_a_bill_has_a_name_and_a_look() -> None:
    books = shipped()
    components = {
        line.component
        for model in books.listed.priced
        for refs in (0, 1)
        for line in estimate(plan(model=model, refs=refs, thinking=5, partials=1), books).lines
    }
    assert {"text_output", "partial_images", "tiles"} <= components
    assert components <= set(COMPONENTS)
    assert components <= set(charts.COMPONENT_LOOK)


def test_what_is_given_out_stands_in_the_bill() -> None:
    at = opened("v=3&model=gpt-image-1.5&thinking=3350&partials=3")
    unfold(at, "lines_open")
    (lines,) = [table.value for table in at.dataframe if "What" in table.value]
    assert {"Text given out", "Partial images"} <= set(lines["What"])
    assert "Text given out" in str(specs(at)[0])


def test_what_the_team_accepted_is_typed_beside_the_model() -> None:
    at = assumptions("images=1000")
    at.text_input(key="accepted_box").set_value("95").run()
    assert not at.exception, at.exception
    assert address(at)["accepted"] == "gpt-image-2:95"
    at.text_input(key="accepted_box").set_value("").run()
    assert "accepted" not in address(at)

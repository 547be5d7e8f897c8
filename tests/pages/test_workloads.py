"""Several workloads on the Plan page: the picker, what is shown of all of them, and of the chosen one."""

from decimal import Decimal

import pytest

from pricing.scenario.scenario import MOST_WORKLOADS
from tests.pages.expected import BOOKS
from tests.pages.planner import (
    address,
    alts,
    figures,
    go_to,
    headline,
    move,
    opened,
    panel,
    press,
    said,
    shown,
    specs,
    text_tables,
    unfold,
    use_guide,
)

TWO = "v=2&name=Thumbnails&images=1000&quality=100-0-0&2.name=Hero images&2.images=10&2.quality=0-0-100&budget=900"


def test_one_workload_has_no_picker() -> None:
    at = opened()
    assert not at.button_group
    assert not text_tables(at)
    unfold(at, "more_open")
    assert "For all workloads" not in said(at)
    assert "workload" not in address(at)


def test_the_table_of_workloads_adds_them_up_with_own_costs() -> None:
    (shown,) = text_tables(opened(f"{TWO}&own_month=500"))
    *parts, total = shown
    assert [part["Workload"] for part in parts] == ["Thumbnails", "Hero images", "Own costs"]
    assert (total["Workload"], total["Share of the cost"], total["Images per day"]) == ("Total", "100%", "1,010")
    amounts = [Decimal(row["Cost per month"].lstrip("$").replace(",", "")) for row in (*parts, total)]
    assert sum(amounts[:-1]) == pytest.approx(amounts[-1], abs=Decimal("0.01"))
    assert total["Cost per month"] == headline(opened(f"{TWO}&own_month=500"))


def test_what_is_not_priced_has_no_total_in_the_table() -> None:
    (shown,) = text_tables(opened("v=2&name=Thumb|nails&2.name=Hero images&2.model=ideogram-2.0"))
    assert [row["Workload"] for row in shown] == ["Thumb|nails", "Hero images"]


def test_a_copy_of_the_only_one_is_added_and_chosen() -> None:
    at = opened("images=640&quality=0-0-100")
    one = headline(at)
    unfold(at, "workload_add")
    press(at, "A copy of this one")
    found = address(at)
    assert (found["v"], found["name"], found["2.name"], found["workload"]) == ("2", "Workload 1", "Workload 2", "2")
    assert (found["2.images"], found["2.quality"]) == ("640", "0-0-100")
    assert headline(at) != one
    unfold(at, "more_open")
    assert "For all workloads" in said(at)


def test_the_first_workload_of_an_example_is_added_on_the_terms_there_are() -> None:
    at = opened("prices=2026-10-01&days=20")
    unfold(at, "workload_add")
    at.selectbox(key="workload_example").set_value("Guide 3: mobile app with a mix").run()
    found = address(at)
    assert (found["prices"], found["days"]) == ("2026-10-01", "20")
    assert (found["2.name"], found["2.model"], found["2.images"]) == (
        "Guide 3: mobile app with a mix",
        "gpt-image-1",
        "10000",
    )


def test_the_controls_show_the_chosen_workload_and_change_it_alone() -> None:
    at = opened(f"{TWO}&workload=2")
    assert shown(at, "images") == "10"
    assert shown(at, "quality") == "0-0-100"
    before = address(at)
    move(at, images="25")
    assert address(at) == before | {"2.images": "25"}
    move(at, quality="0-50-50")
    assert address(at) == before | {"2.images": "25", "2.quality": "0-50-50"}


def test_another_workload_can_be_chosen() -> None:
    at = opened(TWO)
    assert shown(at, "images") == "1000"
    at.button_group(key="workload").set_value(2).run()
    assert address(at)["workload"] == "2"
    assert shown(at, "images") == "10"
    at.button_group(key="workload").set_value(1).run()
    assert "workload" not in address(at)
    assert shown(at, "images") == "1000"


@pytest.mark.parametrize("text", ["3", "0", "x", "", "99999999999", "²"])
def test_a_workload_that_is_not_there_is_not_chosen(text: str) -> None:
    at = opened(f"{TWO}&workload={text}")
    assert "workload" not in address(at)
    assert shown(at, "images") == "1000"


def test_a_workload_is_renamed_and_no_two_have_one_name() -> None:
    at = opened(f"{TWO}&workload=2")
    unfold(at, "workload_rename")
    at.text_input(key="workload_name_2").set_value("  User edits ").run()
    assert address(at)["2.name"] == "User edits"
    at.text_input(key="workload_name_2").set_value("THUMBNAILS").run()
    assert address(at)["2.name"] == "User edits"
    takes = "Enter a name of 1 to 40 visible characters that no other workload has."
    assert f"“THUMBNAILS” is not accepted. {takes}" in said(at)


def test_the_chosen_workload_is_removed() -> None:
    at = opened(f"{TWO}&workload=2")
    press(at, "Remove")
    found = address(at)
    assert not any(key.startswith("2.") for key in found)
    assert (found["name"], found["images"]) == ("Thumbnails", "1000")
    at = opened(f"{TWO}&3.name=Third&workload=1")
    press(at, "Remove")
    assert (address(at)["name"], address(at)["2.name"]) == ("Hero images", "Third")


def test_a_ninth_is_answered() -> None:
    eight = "v=2&" + "&".join(f"{number}.name=W{number}" for number in range(2, MOST_WORKLOADS + 1))
    at = opened(eight)
    assert "A plan has at most 8 workloads." in said(at)
    go_to(at, f"{eight}&9.name=W9")
    assert "a scenario has at most 8 workloads" in said(at)
    assert not figures(at)


def test_what_is_shown_of_all() -> None:
    at = opened(TWO)
    texts = said(at)
    assert "2 workloads on GPT Image 2" in texts
    assert "1,010 images a day" in texts
    assert "Thumbnails: " in texts
    unfold(at, "lines_open")
    assert at.dataframe[0].value.columns[0] == "Workload"
    unfold(at, "months_open")
    assert list(at.dataframe[1].value.columns) == [
        "Month",
        "Images",
        "Cost of Thumbnails",
        "Cost of Hero images",
        "Cost",
        "Sold",
    ]


def test_one_without_a_price_leaves_no_total_and_says_what_the_rest_costs() -> None:
    alone = headline(opened("images=1000&quality=100-0-0"))
    at = opened("v=2&name=Thumbnails&quality=100-0-0&2.name=Hero images&2.model=dall-e-3")
    assert headline(at) == "Not priced"
    assert f"At least {alone} a month without Hero images" in panel(at)["figure"]["note"]
    assert "Hero images" in said(at)
    press(at, "Hero images: With what has a price")
    assert headline(at) != "Not priced"


def test_ended_models_are_replaced_one_by_one() -> None:
    at = opened("v=2&name=Old&model=gpt-image-1&2.name=New")
    unfold(at, "ends_open")
    replacement = BOOKS.listed["gpt-image-1"].model.life.successor
    press(at, f"Old: Plan with {BOOKS.listed[replacement].model.name}")
    found = address(at)
    assert found["model"] == replacement
    assert found["2.name"] == "New"


def test_the_guide_is_for_all_workloads_and_gives_back_what_it_moved() -> None:
    at = opened(f"{TWO}&2.model=gpt-image-1&workload=2")
    before = address(at)
    use_guide(at, True)
    found = address(at)
    assert (found["prices"], found["2.model"]) == ("guide-2025-05", "gpt-image-1")
    assert found["model"] != "gpt-image-2"
    assert "Thumbnails: the model is" in said(at)
    use_guide(at, False)
    assert address(at) == before


def test_the_guides_scenarios_together_are_an_example() -> None:
    at = opened()
    at.selectbox(key="preset").set_value("Guide 1 to 3 together: three workloads").run()
    assert headline(at) == "$19,157.25"
    assert len(at.button_group(key="workload").options) == 3


def test_nothing_sold_is_said_as_such() -> None:
    at = opened("v=2&model=gpt-image-1&name=A&2.name=B&2.model=gpt-image-1")
    assert headline(at) == "No longer sold"


def test_names_that_are_also_headings_or_numbers_hide_nothing() -> None:
    at = opened("v=2&name=Cost&2.name=Images&3.name=2&images=10&2.images=20&3.images=30")
    unfold(at, "months_open")
    assert list(at.dataframe[-1].value.columns) == [
        "Month",
        "Images",
        "Cost of Cost",
        "Cost of Images",
        "Cost of 2",
        "Cost",
        "Sold",
    ]
    drivers = specs(at)[0]["layout"]["yaxis"]
    assert (drivers["type"], drivers["categoryarray"]) == ("category", ["Cost", "Images", "2"])


def test_the_guide_gives_no_workload_the_model_of_one_that_is_gone() -> None:
    at = opened("v=2&name=A&model=gpt-image-1&2.name=B&2.model=recraft-v3&3.name=C&3.model=gpt-image-1.5&workload=2")
    use_guide(at, True)
    assert address(at)["2.model"] == address(at)["3.model"] == "gpt-image-1"
    press(at, "Remove")
    use_guide(at, False)
    assert (address(at)["2.name"], address(at)["2.model"]) == ("C", "gpt-image-1")


def test_what_cannot_be_bought_is_over_no_budget() -> None:
    """The sum leaves out what nobody can buy; so does the budget beside it."""
    at = opened("v=2&name=Old&model=gpt-image-1&images=100000&2.name=New&2.images=10&budget=1000")
    assert "within the budget" in alts(at)[1]

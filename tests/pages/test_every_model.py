"""What a workload costs on every model: told on request, and taken with a click."""

import datetime as dt
import json
import re
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pricing.compare.switching import models_by_life
from pricing.prices import ListPrices
from tests.making import shipped
from tests.pages.planner import address, headline, opened, said, text_tables, unfold

DAY = dt.date(2026, 11, 24)
TWO = "v=2&name=Thumbs&images=1000&2.name=Heroes&2.images=40&2.model=gpt-image-1.5&workload=2"


def rows(at: AppTest, key: str = "every_model") -> pd.DataFrame:
    unfold(at, key)
    (table,) = tables(at)
    return pd.DataFrame(table.value)


def tables(at: AppTest) -> list[Any]:
    return [table for table in at.dataframe if "Choose" in table.value]


def dollars(amount: float) -> str:
    return f"${amount:,.2f}"


def names(keys: list[str]) -> list[str]:
    return [shipped().listed[key].model.name for key in keys]


def test_every_model_of_the_book_stands_there_once_the_cheapest_first_and_ended_ones_last() -> None:
    table = rows(opened())
    live, ended = (names(keys) for keys in models_by_life(ListPrices(DAY), shipped(), DAY))
    shown, buttons = list(table["Model"]), dict(zip(table["Model"], table["Choose"], strict=True))
    assert set(shown[: len(live)]) == set(live)
    assert set(shown[len(live) :]) == set(ended)
    assert len(shown) == len(live) + len(ended)
    costs = list(table["Cost per month"][: len(live)].dropna())
    assert costs == sorted(costs)
    assert table["Cost per month"][: len(costs)].notna().all()
    assert "GPT Image 1" in ended
    assert not any(buttons[model] for model in ended)
    assert all(table["Availability"][len(live) :])
    assert set(table["Billed"]) == {"by tokens", "by image"}


@pytest.mark.parametrize("model", ["gpt-image-2.5-flare", "gpt-image-1", "imagen-4"])
def test_its_cost_there_is_that_of_the_plan_on_it(model: str) -> None:
    table = rows(opened("quality=0-100-0&images=300"))
    (row,) = table[table["Model"] == shipped().listed[model].model.name].to_dict("records")
    at = opened(f"quality=0-100-0&images=300&model={model}")
    assert dollars(row["Cost per month"]) in (headline(at), *re.findall(r"it was (.*) a month", said(at)))


def test_what_cannot_be_made_there_has_no_price() -> None:
    table = rows(opened("size=3840x2160"))
    assert table[table["Model"] == "GPT Image 1"]["Cost per month"].isna().all()
    assert table[table["Model"] == "GPT Image 2"]["Cost per month"].notna().all()


def test_the_present_model_is_marked_and_has_no_button() -> None:
    table = rows(opened())
    (present,) = table[table["Availability"] == "in the plan"].to_dict("records")
    assert (present["Model"], present["Choose"]) == ("GPT Image 2", "")


def test_a_click_takes_the_model_of_its_row() -> None:
    at = opened("quality=0-100-0")
    row = rows(at).to_dict("records")[4]
    states = at._tree.get_widget_states()
    pressed = json.dumps({"row": 4, "label": "Use this"})
    states.widgets.add(id=tables(at)[0].proto.button_click_widgets["Choose"]).string_trigger_value.data = pressed
    at._run(states)
    assert names([address(at)["model"]]) == [row["Model"]]
    assert headline(at) == dollars(row["Cost per month"])


def test_of_several_workloads_it_is_of_the_one_that_is_chosen() -> None:
    at = opened(TWO)
    table = rows(at, "every_model_2")
    (present,) = table[table["Availability"].str.startswith("in the plan")].to_dict("records")
    assert present["Model"] == "GPT Image 1.5"
    (shown,) = text_tables(at)
    assert shown[1]["Cost per month"] == dollars(present["Cost per month"])


def test_while_it_is_closed_nothing_of_it_is_there() -> None:
    at = opened()
    assert not tables(at)


def test_the_list_of_models_says_cost_life_and_how_they_bill_and_what_has_no_total() -> None:
    at = opened()
    options = at.selectbox(key="model").options
    assert "GPT Image 2 · $0.0527 per medium image · OpenAI, by tokens" in options
    assert any(option.startswith("GPT Image 1 (shut down 23 Oct 2026)") for option in options)
    (midjourney,) = [option for option in options if option.startswith("Midjourney ·")]
    assert midjourney == "Midjourney · no total here"
    at.selectbox(key="model").set_value("Midjourney").run()
    assert not at.exception, at.exception
    assert "Midjourney is sold by subscription" in said(at)
    assert address(at)["model"] == "gpt-image-2"

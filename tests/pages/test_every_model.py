"""What a workload costs on every model: told on request, and taken with a click."""

import datetime as dt
import itertools
import re
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pricing.compare.switching import models_by_life
from pricing.prices import ListPrices
from tests.compare.looking import press
from tests.making import shipped
from tests.pages.planner import address, headline, opened, said, unfold

DAY = dt.date(2026, 11, 24)
TWO = "v=2&name=Thumbs&images=1000&2.name=Heroes&2.images=40&2.model=gpt-image-1.5&workload=2"


def lists(at: AppTest, key: str = "every_model") -> list[pd.DataFrame]:
    """The models that can be bought, and those that no longer can."""
    unfold(at, key)
    return [table.value for table in tables(at)]


def tables(at: AppTest) -> list[Any]:
    return [table for table in at.dataframe if "Choose" in table.value]


def dollars(amount: float) -> str:
    return f"${amount:,.2f}"


def test_every_model_of_the_book_stands_there_once_by_vendor_and_ended_ones_apart() -> None:
    live, ended = lists(opened())
    known = models_by_life(ListPrices(DAY), shipped(), DAY)
    names = [[shipped().listed[key].model.name for key in keys] for keys in known]
    assert [list(live["Model"]), list(ended["Model"])] == names
    assert "GPT Image 1" in set(ended["Model"])
    assert not set(live["Model"]) & set(ended["Model"])
    vendors = list(live["Vendor"])
    assert len(dict.fromkeys(vendors)) == 1 + sum(one != other for one, other in itertools.pairwise(vendors))
    assert all(ended["Life"])


@pytest.mark.parametrize("model", ["gpt-image-2.5-flare", "gpt-image-1", "imagen-4"])
def test_its_cost_there_is_that_of_the_plan_on_it(model: str) -> None:
    rows = pd.concat(lists(opened("quality=0-100-0&images=300")))
    (row,) = rows[rows["Model"] == shipped().listed[model].model.name].to_dict("records")
    at = opened(f"quality=0-100-0&images=300&model={model}")
    assert dollars(row["Cost a month"]) in (headline(at), *re.findall(r"it was (.*) a month", said(at)))


def test_what_cannot_be_made_there_has_no_price() -> None:
    rows = pd.concat(lists(opened("size=3840x2160")))
    assert rows[rows["Model"] == "GPT Image 1"]["Cost a month"].isna().all()
    assert rows[rows["Model"] == "GPT Image 2"]["Cost a month"].notna().all()


def test_the_present_model_is_marked_and_has_no_button() -> None:
    rows = pd.concat(lists(opened()))
    (present,) = rows[rows["Choose"] == ""].to_dict("records")
    assert (present["Model"], present["Life"]) == ("GPT Image 2", "in the plan")


@pytest.mark.parametrize("part", [0, 1], ids=["sold", "ended"])
def test_a_click_takes_the_model_of_its_row(part: int) -> None:
    at = opened("quality=0-100-0")
    row = lists(at)[part].to_dict("records")[4]
    key = models_by_life(ListPrices(DAY), shipped(), DAY)[part][4]
    press(at, tables(at)[part].proto.button_click_widgets["Choose"], 4)
    assert address(at)["model"] == key
    assert dollars(row["Cost a month"]) in (headline(at), *re.findall(r"it was (.*) a month", said(at)))


def test_of_several_workloads_it_is_of_the_one_that_is_chosen() -> None:
    at = opened(TWO)
    rows = pd.concat(lists(at, "every_model_2"))
    (present,) = rows[rows["Choose"] == ""].to_dict("records")
    assert present["Model"] == "GPT Image 1.5"
    shown = next(table.value for table in at.dataframe if "Workload" in table.value)
    assert list(shown["Cost a month"])[1] == dollars(present["Cost a month"])


def test_while_it_is_closed_nothing_of_it_is_there() -> None:
    at = opened()
    assert not tables(at)

"""The Prices page: filters, dates, the guide's table, one model over time. It never changes the plan."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from pricing.prices import Confidence
from pricing.prices.ages import ages
from pricing.prices.messages import read_when
from pricing.wording.messages import words
from tests.pages.expected import BOOKS, DAY, GUIDE, one_of_each_kind
from tests.pages.planner import address, alts, headline, opened, said, unfold


@pytest.fixture
def at() -> Iterator[AppTest]:
    """The Prices page of a plan, which no move on it may change."""
    page = opened("images=500", "prices/page.py")
    before = address(page)
    yield page
    assert not page.exception, page.exception
    assert address(page) == before
    page.switch_page("plan/page.py").run()
    assert headline(page) == headline(opened("images=500"))


def prices(at: AppTest) -> pd.DataFrame:
    """The table of prices; the text above it counts its rows, those of models that nobody can buy apart."""
    table = at.dataframe[0].value
    last = (table["Sold"] == "no longer sold").sum()
    counted = len(table) - last
    assert f"{counted:,} price{'' if counted == 1 else 's'} " in said(at)
    apart = "last price of a model that is" if last == 1 else "last prices of models that are"
    assert (f" and {last:,} {apart} no longer sold" in said(at)) == (last > 0)
    return table


def test_every_price_has_its_source_date_and_confidence(at: AppTest) -> None:
    table = prices(at)
    assert len(table) > 100
    assert table["Read"].str.fullmatch(r"([0-9]{1,2}|in or before) [A-Z][a-z]{2} 202[0-9]").all()
    assert {"5 Oct 2026", "in or before Nov 2026"} <= set(table["Read"])
    assert all(table["How it was read"].str.contains("read|open price list|article"))
    assert not any(str(confidence) in set(table["How it was read"]) for confidence in Confidence)
    assert table["Source"].dropna().str.startswith("https://").all()


def test_prices_in_force_on_the_day_of_the_plan() -> None:
    at = opened("model=gpt-image-1&prices=2025-06-01", "prices/page.py")
    table = prices(at)
    assert "1 Jun 2025" in said(at)
    assert (table["From"] <= dt.date(2025, 6, 1)).all()
    assert "GPT Image 2" not in set(table["Model"])


def test_prices_of_a_model_that_is_no_longer_sold_are_not_in_force(at: AppTest) -> None:
    table = prices(at)
    gone = set(table[table["Sold"] == "no longer sold"]["Model"])
    assert {"GPT Image 1", "DALL-E 3", "Imagen 4"} <= gone
    assert not gone & {"GPT Image 2", "GPT Image 1 mini", "every model"}
    at.date_input[0].set_value(dt.date(2026, 5, 11)).run()
    assert "DALL-E 3" not in set(prices(at).query("Sold == 'no longer'")["Model"])


def test_another_day(at: AppTest) -> None:
    at.date_input[0].set_value(dt.date(2025, 6, 1)).run()
    assert (prices(at)["From"] <= dt.date(2025, 6, 1)).all()


def test_first_day_of_the_book(at: AppTest) -> None:
    at.date_input[0].set_value(BOOKS.listed.first_day).run()
    assert len(prices(at)) > 0


def test_no_day_shows_every_price_there_ever_was(at: AppTest) -> None:
    now = len(prices(at))
    at.date_input[0].set_value(None).run()
    assert len(prices(at)) > now


def test_one_service(at: AppTest) -> None:
    everything = len(prices(at))
    service = at.multiselect[0].options[0]
    at.multiselect[0].set_value([service]).run()
    table = prices(at)
    assert 0 < len(table) < everything
    assert set(table["Service"]) == {service}


@pytest.mark.parametrize("book", [BOOKS.listed, BOOKS.guide], ids=["list", "guide"])
def test_every_service_alone(at: AppTest, book: object) -> None:
    at.toggle[0].set_value(book is BOOKS.guide).run()
    for service in at.multiselect[0].options:
        at.multiselect[0].set_value([service]).run()
        assert not at.exception, (service, at.exception)
        assert set(prices(at)["Service"]) <= {service}


def test_guide_toggle(at: AppTest) -> None:
    at.toggle[0].set_value(True).run()
    assert "GPT Image 2" not in set(prices(at)["Model"])
    assert not at.date_input


def test_guide_plan_opens_on_the_guide() -> None:
    at = opened(f"{GUIDE}&model=dall-e-3", "prices/page.py")
    assert at.toggle[0].value
    assert len(prices(at)) > 0


def test_model_of_the_plan_is_shown_first() -> None:
    at = opened("model=imagen-4", "prices/page.py")
    assert at.selectbox[0].value == "imagen-4"
    assert any("Imagen 4" in alt for alt in alts(at))
    table = prices(at)
    assert table["Model"][0] == "Imagen 4"
    assert list(table.columns[:3]) == ["Model", "Amount", "What"]


def test_history_of_every_kind_of_model(at: AppTest) -> None:
    for model in one_of_each_kind(BOOKS.listed.entries):
        entry = BOOKS.listed.entries[model]
        at.selectbox[0].set_value(model).run()
        assert not at.exception, (model, at.exception)
        assert any(alt.startswith(entry.model.name) for alt in alts(at)), model
        for reason in entry.model.not_priced.values():
            assert reason in said(at), model


def test_life_of_a_shut_down_model(at: AppTest) -> None:
    at.selectbox[0].set_value("dall-e-3").run()
    assert "12 May 2026" in said(at)
    assert "successor" in said(at)


def test_a_first_day_that_is_not_the_launch_says_so(at: AppTest) -> None:
    at.selectbox[0].set_value("krea-2-medium").run()
    assert "Released on 21 Aug 2026." in said(at)
    assert "The first day the price was seen, not the launch day." in said(at)
    assert "no change since 21 Aug 2026 in 1 price, USD per image" in said(at)


def test_prices_that_came_later_are_told_from_those_of_the_first_day(at: AppTest) -> None:
    at.selectbox[0].set_value("gpt-image-2").run()
    assert "no change since 21 Apr 2026 in 10 prices, 5 of them added later, USD per 1M tokens" in said(at)


def test_when_each_vendor_was_last_read(at: AppTest) -> None:
    found = ages(BOOKS.listed, DAY)
    known = next(age for age in found if age.last.read is not None)
    (fold,) = (box for box in at.expander if box.label.startswith("When each vendor was last read"))
    assert fold.label.endswith(f": longest ago {known.vendor}, {words(read_when(known.last))}")
    before = len(at.dataframe)
    unfold(at, "price_ages")
    vendors, alone = (table.value for table in fold_tables(at, before))
    assert list(vendors["Vendor"]) == [age.vendor for age in found]
    assert list(vendors["Last read"]) == [words(read_when(age.last)) for age in found]
    assert vendors["On one reading"].sum() == len(alone) > 0
    assert f"{len(alone):,} of {vendors['Prices'].sum():,} prices of models on sale rest on one reading" in said(at)


def fold_tables(at: AppTest, before: int) -> list[Any]:
    """The tables that unfolding brought; they stand after the table of prices."""
    tables = at.dataframe[1:]
    assert len(tables) == 2 + before - 1
    return list(tables[:2])


@pytest.mark.parametrize(
    ("text", "models", "sentence"),
    [
        ("gpt image 1.5", ["GPT Image 1.5", "GPT Image 1.5 on Azure"], ""),
        ("midj", ["Midjourney"], "is no model of a plan"),
        ("MAI-Image-2.7", [], "Its price is not in our sources"),
        ("runware", [], "has no list of prices"),
        ("no such model", [], "Nothing in the price book is called no such model"),
    ],
)
def test_a_search_finds_models_and_says_why_others_have_no_price(
    at: AppTest, text: str, models: list[str], sentence: str
) -> None:
    at.text_input(key="sought").set_value(text).run()
    table: Any = at.dataframe[0].value if at.dataframe else {}
    assert list(dict.fromkeys(table.get("Model", []))) == models
    assert bool(at.info) == bool(sentence)
    assert all(sentence in info.value for info in at.info)

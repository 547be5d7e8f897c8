"""Nonsense links show what is wrong and no figure; one click leads to a valid plan."""

from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from tests.browser.planner import address, expect_error, expect_plan, expect_prices, menu, show

NEAREST = "Open the nearest valid plan"
NONSENSE = {
    "images=1e9": ("images", "1e9", "0 to 10,000,000"),
    "images=" + quote("１０００"): ("images", "１０００", "0 to 10,000,000"),
    "quality=30-50-30": ("quality", "30-50-30", "add up to 100"),
    "images=5&images=6": ("images", "more than once"),
    "model=" + quote("<img src=x onerror=alert(1)>"): ("model", "<img src=x onerror=alert(1)>"),
    "prompt=" + "9" * 10_000: ("prompt", "10,000 characters", "0 to 32,000"),
    "prices=2126-01-01": ("prices", "2126-01-01", "2026-11-24"),
}


@pytest.mark.parametrize(("query", "words"), NONSENSE.items(), ids=lambda value: str(value)[:30])
def test_nonsense_has_no_figure_and_one_way_out(page: Page, server: str, query: str, words: tuple[str, ...]) -> None:
    page.goto(f"{server}/?{query}")
    expect_error(page, *words)
    page.get_by_role("button", name=NEAREST).click()
    expect_plan(page)


def test_wrong_address_stays_until_it_is_left(page: Page, server: str) -> None:
    page.goto(f"{server}/?images=1e9")
    expect_error(page)
    assert address(page) == {"images": "1e9"}
    page.get_by_role("button", name=NEAREST).click()
    expect_plan(page, images="10000000")
    page.go_back()
    expect_error(page, "1e9")
    page.go_forward()
    expect_plan(page, images="10000000")


def test_start_anew(page: Page, server: str) -> None:
    page.goto(f"{server}/?images=1e9&days=12")
    expect_error(page)
    page.get_by_role("button", name="Start anew").click()
    expect_plan(page, images="1000", days="30")


def test_good_plan_then_nonsense_shows_no_old_figure(page: Page, server: str) -> None:
    show(page, server, "images=640")
    page.goto(f"{server}/?images=abc")
    expect_error(page, "abc")


def test_prices_page_with_a_nonsense_link(page: Page, server: str) -> None:
    page.goto(f"{server}/prices?images=1e9")
    expect_error(page, "1e9")
    page.get_by_role("button", name=NEAREST).click()
    expect_prices(page)
    menu(page, "Plan").click()
    expect_plan(page, images="10000000")


def test_unknown_key_is_named_in_a_notice(page: Page, server: str) -> None:
    page.goto(f"{server}/?images=640&utm_source=mail")
    expect(page.get_by_test_id("stAlertContentInfo")).to_contain_text("utm_source")
    expect_plan(page, images="640")
    assert "utm_source" not in address(page)

"""Nonsense links show what is wrong and no figure; one click leads to a valid plan."""

from urllib.parse import quote

from playwright.sync_api import Page

from tests.browser.planner import address, expect_error, expect_plan, show

NEAREST = "Open the nearest valid plan"
NONSENSE = {
    "images=" + quote("１０００"): ("images", "１０００", "0 to 10,000,000"),
    "images=5&images=6": ("images", "more than once"),
    "model=" + quote("<img src=x onerror=alert(1)>"): ("model", "<img src=x onerror=alert(1)>"),
    "prompt=" + "9" * 10_000: ("prompt", "10,000 characters", "0 to 32,000"),
}
"""What an address may have besides a wrong value; tests of the pages have those."""


def test_nonsense_has_no_figure_and_one_way_out(page: Page, server: str) -> None:
    show(page, server, "images=640")
    for query, words in NONSENSE.items():
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

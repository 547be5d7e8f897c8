"""The address bar holds the whole plan, and the browser's own buttons act on it."""

from playwright.sync_api import Page, expect

from tests.browser.planner import (
    PRICES_TITLE,
    address,
    arrow,
    expect_address,
    expect_comparison,
    expect_error,
    expect_plan,
    expect_prices,
    figures,
    menu,
    path,
    query,
    show,
)
from tests.pages import expected

PLAN = "images=640&quality=10-60-30&size=1536x1024&tries=1.5&growth=4&budget=900"


def test_back_and_forward_undo_and_redo(page: Page, server: str) -> None:
    """A move after Back starts from the plan that is shown."""
    show(page, server)
    assert address(page) == expected.canonical("")
    for images in ("1200", "1500"):
        arrow(page, "images_slider")
        expect_plan(page, images=images)
    for images in ("1200", "1000"):
        page.go_back()
        expect_plan(page, images=images)
    for images in ("1200", "1500"):
        page.go_forward()
        expect_plan(page, images=images)
    page.go_back()
    expect_plan(page, images="1200")
    arrow(page, "quality_low")
    expect_plan(page, images="1200", quality="31-49-20")


def test_reload_and_menu_keep_the_plan_and_the_comparison(page: Page, server: str) -> None:
    """Also of an address that opens another page first."""
    show(page, server, f"{PLAN}&services=dall-e-3&relax=20", path="/prices")
    menu(page, "Plan").click()
    expect_plan(page, images="640", quality="10-60-30", services="dall-e-3", relax="20")
    arrow(page, "images_slider")
    expect_plan(page, images="800")
    before, shown = query(page), figures(page)
    page.reload()
    expect_plan(page, images="800", quality="10-60-30", tries="1.5", budget="900")
    assert (figures(page), query(page)) == (shown, before)
    menu(page, "Prices").click()
    expect_prices(page)
    assert (path(page), query(page)) == ("/prices", before)
    page.reload()
    expect(page.get_by_text(PRICES_TITLE)).to_be_visible()
    expect_address(page, images="800")
    assert (path(page), query(page)) == ("/prices", before)
    menu(page, "Compare").click()
    page.wait_for_url("**/compare?*")
    expect_comparison(page, services="dall-e-3", relax="20", images="800")
    for _ in range(2):
        page.go_back()
    expect_plan(page, images="800")


def test_a_wrong_address_stays_until_it_is_left(page: Page, server: str) -> None:
    page.goto(f"{server}/?images=1e9")
    expect_error(page, "1e9")
    assert address(page) == {"images": "1e9"}
    page.get_by_role("button", name="Open the nearest valid plan").click()
    expect_plan(page, images="10000000")
    page.go_back()
    expect_error(page, "1e9")
    page.go_forward()
    expect_plan(page, images="10000000")

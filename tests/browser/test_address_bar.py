"""The address bar holds the whole plan, and the browser's own buttons act on it."""

from playwright.sync_api import Page, expect

from tests.browser.planner import (
    PRICES_TITLE,
    address,
    arrow,
    expect_address,
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
    for images in ("1200", "1500", "2000"):
        arrow(page, "images_slider")
        expect_plan(page, images=images)
    for images in ("1500", "1200", "1000"):
        page.go_back()
        expect_plan(page, images=images)
    for images in ("1200", "1500", "2000"):
        page.go_forward()
        expect_plan(page, images=images)
    page.go_back()
    expect_plan(page, images="1500")
    arrow(page, "quality_low")
    expect_plan(page, images="1500", quality="31-49-20")


def test_reload_keeps_the_plan(page: Page, server: str) -> None:
    show(page, server, PLAN)
    assert address(page) == expected.canonical(PLAN)
    arrow(page, "images_slider")
    expect_plan(page, images="800")
    before = figures(page)
    page.reload()
    expect_plan(page, images="800", quality="10-60-30", tries="1.5", budget="900")
    assert figures(page) == before


def test_menu_keeps_the_plan(page: Page, server: str) -> None:
    show(page, server, PLAN)
    arrow(page, "images_slider")
    expect_plan(page, images="800")
    before = query(page)
    menu(page, "Prices").click()
    expect_prices(page)
    assert (path(page), query(page)) == ("/prices", before)
    page.reload()
    expect(page.get_by_text(PRICES_TITLE)).to_be_visible()
    expect_address(page, images="800")
    assert (path(page), query(page)) == ("/prices", before)
    menu(page, "Plan").click()
    expect_plan(page, images="800")
    assert (path(page), query(page)) == ("/", before)
    page.go_back()
    expect_prices(page)
    page.go_back()
    expect_plan(page, images="800")


def test_cold_deep_link_to_prices(page: Page, server: str) -> None:
    show(page, server, "images=640&model=imagen-4", path="/prices")
    expect(page.get_by_role("main")).to_contain_text("Imagen 4")
    menu(page, "Plan").click()
    expect_plan(page, images="640", model="imagen-4")

"""The address bar holds the whole plan, and the browser's own buttons act on it."""

from playwright.sync_api import Browser, Page, expect

from tests.browser.planner import (
    PRICES_TITLE,
    address,
    arrow,
    expect_address,
    expect_plan,
    expect_prices,
    figures,
    headline,
    menu,
    path,
    query,
    show,
)
from tests.pages import expected

PLAN = "images=640&quality=10-60-30&size=1536x1024&tries=1.5&growth=4&budget=900"


def test_start_page_writes_the_whole_plan(page: Page, server: str) -> None:
    show(page, server)
    assert address(page) == expected.canonical("")


def test_short_link_is_completed_and_kept(page: Page, server: str) -> None:
    show(page, server, PLAN)
    assert address(page) == expected.canonical(PLAN)


def test_quick_key_presses_end_where_they_should(page: Page, server: str) -> None:
    show(page, server)
    arrow(page, "images_slider", times=5)
    expect_plan(page, images="3000")
    arrow(page, "images_slider", times=3, way="ArrowLeft")
    expect_plan(page, images="1500")


def test_back_and_forward_undo_and_redo(page: Page, server: str) -> None:
    show(page, server)
    for images in ("1200", "1500", "2000"):
        arrow(page, "images_slider")
        expect_plan(page, images=images)
    for images in ("1500", "1200", "1000"):
        page.go_back()
        expect_plan(page, images=images)
    for images in ("1200", "1500", "2000"):
        page.go_forward()
        expect_plan(page, images=images)


def test_move_after_back_starts_from_the_plan_shown(page: Page, server: str) -> None:
    show(page, server)
    arrow(page, "images_slider")
    expect_plan(page, images="1200")
    page.go_back()
    expect_plan(page, images="1000")
    arrow(page, "quality_low")
    expect_plan(page, images="1000", quality="31-49-20")


def test_reload_keeps_the_plan(page: Page, server: str) -> None:
    show(page, server, PLAN)
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
    menu(page, "Plan").click()
    expect_plan(page, images="800")
    assert (path(page), query(page)) == ("/", before)


def test_back_returns_from_the_prices_page(page: Page, server: str) -> None:
    show(page, server, "images=640")
    menu(page, "Prices").click()
    expect_prices(page)
    page.go_back()
    expect_plan(page, images="640")


def test_cold_deep_link_to_prices(page: Page, server: str) -> None:
    show(page, server, "images=640&model=imagen-4", path="/prices")
    expect(page.get_by_role("main")).to_contain_text("Imagen 4")
    menu(page, "Plan").click()
    expect_plan(page, images="640", model="imagen-4")


def test_reload_of_the_prices_page(page: Page, server: str) -> None:
    show(page, server, "images=640")
    menu(page, "Prices").click()
    expect_prices(page)
    page.reload()
    expect(page.get_by_text(PRICES_TITLE)).to_be_visible()
    expect_address(page, images="640")
    assert path(page) == "/prices"


def test_edited_address(page: Page, server: str) -> None:
    show(page, server, "images=640")
    show(page, server, query(page).replace("images=640", "images=650"))
    expect_plan(page, images="650")


def test_same_link_shows_the_same_figures_to_everybody(page: Page, server: str, browser: Browser) -> None:
    show(page, server)
    arrow(page, "images_slider", times=2)
    expect_plan(page, images="1500")
    with browser.new_context() as context:
        other = context.new_page()
        other.goto(str(page.evaluate("location.href")))
        expect(headline(other)).to_have_text(headline(page).inner_text())
        expect_plan(other, images="1500")
        assert figures(other) == figures(page)

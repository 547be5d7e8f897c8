"""The Scenarios page by mouse: its table and shelves can be reached, and a late click does nothing it should not."""

import pytest
from playwright.sync_api import Page, expect

from pricing.saved import Saved, Store
from tests.browser.planner import expect_plan, expect_quiet, path
from tests.saving.moves import LIBRARY, expect_rows, main, open_in_row, pick_one, shelf
from tests.saving.people import Person


@pytest.fixture
def saved(ann: Person, store: Store) -> Saved:
    """The middle one of three scenarios."""
    ann.has(store, "Autumn", "images=100")
    middle = ann.has(store, "Winter", "images=640&refs=1.5")
    ann.has(store, "Summer", "images=300")
    return middle


def test_shelves_and_rows_are_reached_from_the_table(page: Page, server: str, saved: Saved) -> None:
    """Whatever shows over a table while the mouse is there covers no shelf; a table that was sorted in the browser,
    which knows rows by their places, opens the row that was pressed, in the same tab.
    """
    pick_one(page, server, "Summer")
    for name in ("Archived", "Deleted"):
        button = page.get_by_role("radio", name=name)
        box = button.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.75, steps=20)
        page.mouse.down()
        page.mouse.up()
        expect(button).to_have_attribute("aria-checked", "true")
        expect_quiet(page)
    shelf(page, "Mine")
    cells = page.get_by_role("region", name=LIBRARY).locator(".dvn-scroller")
    cells.click(position={"x": 80, "y": 17})
    page.wait_for_function(
        "alt => [...document.querySelectorAll(`[role=region][aria-label='${alt}'] [role=grid] tr`)]"
        ".at(-1)?.textContent.includes('Winter')",
        arg=LIBRARY,
    )
    open_in_row(page, 2)
    expect_plan(page, images="640", refs="1.5", saved=f"{saved.id}.1")
    expect(main(page)).to_contain_text("Winter · revision 1 of 1")
    assert path(page) == "/"


def test_a_second_click_on_the_same_place_touches_no_other_scenario(
    page: Page, ann: Person, server: str, store: Store, saved: Saved
) -> None:
    """Neither one that comes before the answer to the first, nor one after it."""
    pick_one(page, server, "Winter")
    box = page.get_by_role("button", name="Archive Winter", exact=True).bounding_box()
    assert box is not None
    for clicks in (2, 1, 1):
        page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2, click_count=clicks)
        expect_rows(page, "Name", "Summer", "Autumn")
        expect_quiet(page)
    assert [scenario.name for scenario in store.library(ann.owner)] == ["Summer", "Autumn"]
    assert [scenario.name for scenario in store.library(ann.owner, archived=True)] == [saved.name]
    expect(main(page)).to_contain_text("Choose a row")

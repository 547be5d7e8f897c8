"""The Scenarios page: finding what one saved, and keeping it in order."""

import httpx
import pytest
from playwright.sync_api import Page, expect

from pricing.saved import Saved, Store
from tests.browser.planner import expect_plan, expect_quiet, path
from tests.saving.moves import (
    LIBRARY,
    expect_rows,
    go_to_library,
    main,
    open_in_row,
    pick,
    pick_one,
    press,
    rows,
    shelf,
)
from tests.saving.people import Person
from ui.state.visitor import COOKIE


@pytest.fixture
def saved(ann: Person, store: Store) -> Saved:
    """The middle one of three scenarios."""
    ann.has(store, "Autumn", "images=100", note="the first")
    middle = ann.has(store, "Winter", "images=640&refs=1.5", note="Straße to the shop", tags=("ads", "Q3"))
    ann.has(store, "Summer", "images=300", tags=("shop",))
    return middle


SEARCHES = {
    "winter": ["Winter"],
    "STRASSE": ["Winter"],
    "shop": ["Summer", "Winter"],
    "q3 ads": ["Winter"],
    "nowhere to be found": [],
}


def status(server: str, saved: Saved) -> int:
    return httpx.get(f"{server}/s/{saved.id}").status_code


@pytest.mark.usefixtures("saved")
def test_last_saved_first_with_cost_and_plan_and_found_by_words(page: Page, server: str) -> None:
    go_to_library(page, server)
    expect_rows(page, "Name", "Summer", "Winter", "Autumn")
    winter = rows(page)[1]
    assert (winter["Model"], winter["Revision"]) == ("GPT Image 2", "1")
    assert winter["Images a day"] in {"640", "640.0"}
    assert winter["USD a month"].lstrip("$").replace(",", "").startswith("1")
    box = page.get_by_label("Search", exact=True)
    for search, names in SEARCHES.items():
        box.fill(search)
        box.press("Enter")
        expect_rows(page, "Name", *names)
    expect(main(page)).not_to_contain_text("Choose a row")
    box.fill("")
    box.press("Enter")
    expect_rows(page, "Name", "Summer", "Winter", "Autumn")


def test_open(page: Page, server: str, saved: Saved) -> None:
    pick_one(page, server, "Winter")
    with page.context.expect_page() as opening:
        main(page).get_by_role("link", name="Open").click()
    expect_plan(opening.value, images="640", refs="1.5", saved=f"{saved.id}.1")
    expect(main(opening.value)).to_contain_text("yours")
    expect(page.get_by_test_id("stCode")).to_contain_text(f"{server}/s/{saved.id}")


def test_open_from_the_row_in_the_same_tab(page: Page, server: str, saved: Saved) -> None:
    """Also of a table that was sorted in the browser, which knows rows by their places."""
    go_to_library(page, server)
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


def test_rename_and_tags(page: Page, ann: Person, server: str, store: Store, saved: Saved) -> None:
    pick_one(page, server, "Winter")
    page.locator("summary").filter(has_text="Name, note and tags").click()
    form = page.get_by_test_id("stForm")
    expect(form.get_by_label("Note")).to_have_value("Straße to the shop")
    form.get_by_label("Name").fill("x" * 81)
    form.get_by_label("Note").fill("Written for an hour")
    form.get_by_role("button", name="Keep").click()
    expect(page.get_by_test_id("stAlertContentError")).to_contain_text("1 to 80 visible characters")
    expect(form.get_by_label("Note")).to_have_value("Written for an hour")
    assert store.open(saved.id) == saved
    form.get_by_label("Name").fill("Winter sale")
    form.get_by_label("Note").fill("Only online")
    form.get_by_label("Tags").fill("ads, Q4, ")
    form.get_by_role("button", name="Keep").click()
    expect(main(page)).to_contain_text("Kept name, note and tags of Winter sale")
    expect_rows(page, "Name", "Summer", "Winter sale", "Autumn")
    found = store.open(saved.id)
    assert found is not None
    assert (found.name, found.note, found.tags) == ("Winter sale", "Only online", ("ads", "Q4"))
    assert found.revision == saved.revision
    assert {other.name for other in store.library(ann.owner, tag="q4")} == {"Winter sale"}


def test_archive_and_back(page: Page, server: str, saved: Saved) -> None:
    pick_one(page, server, "Winter")
    press(page, "Archive", "Archived Winter.")
    expect_rows(page, "Name", "Summer", "Autumn")
    shelf(page, "Archived")
    expect_rows(page, "Name", "Winter")
    assert status(server, saved) == 200
    pick(page, "Winter")
    press(page, "Put back", "Winter is back among yours.")
    shelf(page, "Mine")
    expect_rows(page, "Name", "Summer", "Winter", "Autumn")


@pytest.mark.usefixtures("saved")
def test_the_shelves_can_be_reached_from_the_table(page: Page, server: str) -> None:
    """Whatever shows over a table while the mouse is there does not cover them."""
    pick_one(page, server, "Summer")
    for name in ("Archived", "Deleted"):
        button = page.get_by_role("radio", name=name)
        box = button.bounding_box()
        assert box is not None
        page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.75, steps=20)
        page.mouse.down()
        page.mouse.up()
        expect(button).to_have_attribute("aria-checked", "true")


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
    assert [found.name for found in store.library(ann.owner)] == ["Summer", "Autumn"]
    assert [found.name for found in store.library(ann.owner, archived=True)] == ["Winter"]
    expect(main(page)).to_contain_text("Choose a row")


def test_undo(page: Page, ann: Person, server: str, store: Store, saved: Saved) -> None:
    pick_one(page, server, "Winter")
    press(page, "Archive", "Archived Winter.")
    expect_rows(page, "Name", "Summer", "Autumn")
    press(page, "Undo", "Winter is back among yours.")
    expect_rows(page, "Name", "Summer", "Winter", "Autumn")
    pick(page, "Winter")
    press(page, "Duplicate", "Duplicated Winter as Copy of Winter.")
    expect_rows(page, "Name", "Copy of Winter", "Summer", "Winter", "Autumn")
    expect(page.get_by_test_id("stCode")).to_contain_text(saved.id)
    press(page, "Undo", "Deleted Copy of Winter.")
    expect_rows(page, "Name", "Summer", "Winter", "Autumn")
    expect(page.get_by_test_id("stCode")).to_contain_text(saved.id)
    assert store.open(saved.id) == saved


def test_delete_asks_and_can_be_undone(page: Page, server: str, saved: Saved) -> None:
    pick_one(page, server, "Winter")
    page.get_by_role("button", name="Delete Winter").click()
    asked = page.get_by_test_id("stPopoverBody")
    expect(asked).to_contain_text("Delete Winter? Its link stops working. For 30 days you can restore it")
    expect_quiet(page)
    assert status(server, saved) == 200
    press(page, "Yes, delete it", "Deleted Winter.")
    expect_rows(page, "Name", "Summer", "Autumn")
    assert status(server, saved) == 404
    shelf(page, "Deleted")
    expect_rows(page, "Name", "Winter")
    pick(page, "Winter")
    expect(page.get_by_role("button", name="Restore")).to_be_visible()
    expect(main(page).get_by_role("link", name="Open")).to_have_count(0)
    expect(page.get_by_role("button", name="Duplicate")).to_have_count(0)
    press(page, "Restore", "Restored Winter.")
    shelf(page, "Mine")
    expect_rows(page, "Name", "Summer", "Winter", "Autumn")
    assert status(server, saved) == 200


@pytest.mark.usefixtures("saved")
def test_another_profile_sees_nothing_of_it(bob: Person, server: str) -> None:
    go_to_library(bob.page, server)
    expect(main(bob.page)).to_contain_text("Nothing here yet")
    for name in ("Archived", "Deleted"):
        shelf(bob.page, name)
        expect(main(bob.page)).to_contain_text(f"Nothing is {name.lower()}.")


def test_a_forged_cookie_opens_no_library(ann: Person, bob: Person, server: str, store: Store) -> None:
    """What Ann's cookie says, under a signature that is not the server's."""
    ann.has(store, "Ann's own")
    payload = ann.cookie.split(".")[0]
    signature = bob.cookie.split(".")[1]
    bob.context.add_cookies([{"name": COOKIE, "value": f"{payload}.{signature}", "url": server}])
    go_to_library(bob.page, server)
    expect(main(bob.page)).to_contain_text("Nothing here yet")
    assert bob.owner != ann.owner

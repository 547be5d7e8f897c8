"""Saving a plan and opening it again: the short link, revisions, copies, and a Save pressed twice."""

import pytest
from playwright.sync_api import Page, WebSocketRoute, expect

from pricing.prices.revision import revision_of
from pricing.saved import Store
from pricing.wording.figures import NOT_PRICED
from tests.browser.planner import arrow, expect_plan, figures, headline, path, query, show
from tests.pages import expected
from tests.saving.moves import (
    HISTORY,
    close_box,
    expect_figures,
    expect_rows,
    fill,
    main,
    open_short_link,
    pick_one,
    save,
    save_box,
    save_revision,
    short_link,
    until,
)
from tests.saving.people import Person

ONLY_ITS_OWNER = "only its owner may change it"


def test_saving_gives_a_short_link(page: Page, ann: Person, server: str, store: Store) -> None:
    show(page, server, "images=640&refs=1.5")
    id_ = save(page, "Spring launch", "For the board", "ads, Q3")
    expect_plan(page, images="640", refs="1.5", saved=f"{id_}.1")
    for text in ("Spring launch · revision 1 of 1", "yours", "For the board", f"{server}/s/{id_}"):
        expect(main(page)).to_contain_text(text)
    found = store.open(id_)
    assert found is not None
    assert (found.owner, found.name, found.note) == (ann.owner, "Spring launch", "For the board")
    assert found.tags == ("ads", "Q3")
    assert found.revision.per_month == expected.bill(query(page)).per_month
    assert found.revision.price_book == revision_of(expected.BOOKS)
    assert "saved=" not in found.revision.query


@pytest.mark.parametrize(("where", "name"), [("/", "a plan"), ("/compare", "a comparison")])
def test_a_fresh_profile_opens_the_same_page(ann: Person, bob: Person, server: str, where: str, name: str) -> None:
    ann.page.goto(f"{server}{where}?images=640&refs=1.5&model=gpt-image-1")
    expect(headline(ann.page)).to_be_visible()
    id_ = save(ann.page, f"Opened by others: {name}")
    open_short_link(bob.page, server, id_)
    assert path(bob.page) == where
    expect_figures(bob.page, figures(ann.page))
    assert query(bob.page) == query(ann.page)
    expect(main(bob.page)).to_contain_text(ONLY_ITS_OWNER)
    expect(main(bob.page)).not_to_contain_text("· yours")
    box = save_box(bob.page)
    expect(box.get_by_role("button", name="Save", exact=True)).to_be_visible()
    expect(box.get_by_role("button", name="Save as a new revision")).to_have_count(0)


def test_revisions_stay_as_they_were(ann: Person, bob: Person, server: str, store: Store) -> None:
    page = ann.page
    show(page, server, "images=1000")
    id_ = save(page, "Grows")
    arrow(page, "images_slider", times=4)
    expect_plan(page, images="2500", saved=f"{id_}.1")
    expect(main(page)).to_contain_text("Changed here, not saved: Images per day 1,000 -> 2,500")
    expect(save_box(page).get_by_label("What changed")).to_have_attribute(
        "placeholder", "Images per day 1,000 -> 2,500"
    )
    save_revision(page, "The board wants more\n<b>& soon</b>")
    expect_plan(page, images="2500", saved=f"{id_}.2")
    expect(main(page)).to_contain_text("What changed: The board wants more\n<b>& soon</b>")
    expect(main(page)).to_contain_text("Grows · revision 2 of 2")
    expect(main(page)).not_to_contain_text("Changed here")
    assert [revision.number for revision in store.history(id_)] == [1, 2]
    for revision, images in ((1, "1000"), (None, "2500")):
        open_short_link(bob.page, server, id_, revision)
        expect_plan(bob.page, images=images)
        expect(main(bob.page)).to_contain_text(f"revision {revision or 2} of 2")
    pick_one(page, server, "Grows")
    expect_rows(page, "Differences", "Images per day 1,000 -> 2,500", "first saved", alt=HISTORY)
    expect_rows(page, "What changed", "The board wants more\n<b>& soon</b>", "", alt=HISTORY)


def test_back_to_the_saved_plan(page: Page, ann: Person, server: str, store: Store) -> None:
    found = ann.has(store, "Goes back", "images=1000&refs=2")
    open_short_link(page, server, found.id)
    arrow(page, "images_slider")
    expect_plan(page, images="1200")
    page.get_by_role("button", name="Back to the saved plan").click()
    expect_plan(page, images="1000", refs="2", saved=f"{found.id}.1")
    expect(main(page)).not_to_contain_text("Changed here")


def test_a_copy_is_ones_own(ann: Person, bob: Person, server: str, store: Store) -> None:
    original = ann.has(store, "Copied", "images=640", note="From Ann", tags=("ads",))
    open_short_link(bob.page, server, original.id)
    bob.page.get_by_role("button", name="Make a copy").click()
    expect(main(bob.page)).to_contain_text("This is your copy now")
    expect(main(bob.page)).to_contain_text("Copy of Copied · revision 1 of 1")
    expect(main(bob.page)).to_contain_text("yours")
    arrow(bob.page, "images_slider")
    expect_plan(bob.page, images="800")
    save_revision(bob.page)
    (copy,) = store.library(bob.owner)
    assert (copy.newest, copy.note, copy.tags) == (2, "From Ann", ("ads",))
    assert store.open(original.id) == original


def test_a_double_click_saves_once(page: Page, ann: Person, server: str, store: Store) -> None:
    show(page, server, "images=640")
    fill(page, "Twice").dblclick()
    short_link(page)
    close_box(page)
    assert [saved.name for saved in store.library(ann.owner)] == ["Twice"]
    expect(main(page)).not_to_contain_text("Not saved")


def test_a_second_click_before_the_answer_saves_once(page: Page, ann: Person, server: str, store: Store) -> None:
    """The browser hears of the first save only after it has sent the second click."""
    held: list[str | bytes] = []
    waiting = False
    sockets: list[WebSocketRoute] = []

    def between(socket: WebSocketRoute) -> None:
        sockets.append(socket)
        planner = socket.connect_to_server()
        planner.on_message(lambda message: held.append(message) if waiting else socket.send(message))

    page.route_web_socket("**/_stcore/stream", between)
    show(page, server, "images=640")
    button = fill(page, "Impatient")
    waiting = True
    button.click()
    until(page, lambda: bool(store.library(ann.owner)))
    button.click()
    waiting = False
    for message in held:
        sockets[-1].send(message)
    short_link(page)
    close_box(page)
    assert [saved.name for saved in store.library(ann.owner)] == ["Impatient"]


def test_what_is_refused_can_be_mended(page: Page, ann: Person, server: str, store: Store) -> None:
    show(page, server, "images=640")
    fill(page, "x" * 81, "A long note", "ads").click()
    box = save_box(page)
    expect(box).to_contain_text("Not saved")
    expect(box).to_contain_text("1 to 80 visible characters")
    expect(box.locator(".st-key-save_note textarea")).to_have_value("A long note")
    expect(box.locator(".st-key-save_tags input")).to_have_value("ads")
    assert store.library(ann.owner) == ()
    save(page, "Short enough")
    (found,) = store.library(ann.owner)
    assert (found.name, found.note, found.tags) == ("Short enough", "A long note", ("ads",))


def test_a_refusal_is_said_where_one_saves(page: Page, ann: Person, server: str, store: Store) -> None:
    """Also with a scenario open, whose banner says things too."""
    found = ann.has(store, "Open", "images=640")
    open_short_link(page, server, found.id)
    fill(page, "").click()
    expect(main(page).or_(save_box(page)).get_by_text("Not saved").first).to_be_visible()
    assert [saved.name for saved in store.library(ann.owner)] == ["Open"]


def test_a_plan_without_a_price_can_be_saved(page: Page, server: str, store: Store) -> None:
    show(page, server, f"model={expected.UNPRICED}")
    found = store.open(save(page, "No price yet"))
    assert found is not None
    assert found.revision.per_month is None
    expect(headline(page)).to_have_text(NOT_PRICED)

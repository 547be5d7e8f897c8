"""Saving a plan and opening it again in a browser: the short link, revisions, and a Save pressed twice."""

from playwright.sync_api import Page, WebSocketRoute, expect

from pricing.saved import Store
from tests.browser.planner import arrow, expect_plan, figures, path, query, show
from tests.saving.moves import (
    HISTORY,
    close_box,
    expect_figures,
    expect_rows,
    fill,
    main,
    open_short_link,
    pick_one,
    save_box,
    save_revision,
    short_link,
    until,
)
from tests.saving.people import Person

CHANGED = "The board wants more\n<b>& soon</b>"


def test_a_saved_plan_is_opened_by_another_and_grows(ann: Person, bob: Person, server: str, store: Store) -> None:
    page = ann.page
    show(page, server, "images=1000&refs=1.5")
    fill(page, "Grows", "For the board", "ads, Q3").dblclick()
    id_ = short_link(page)
    close_box(page)
    expect_plan(page, images="1000", refs="1.5", saved=f"{id_}.1")
    for text in ("Grows · revision 1 of 1", "yours", "For the board", f"{server}/s/{id_}"):
        expect(main(page)).to_contain_text(text)
    assert [saved.id for saved in store.library(ann.owner)] == [id_], "a double click saves once"
    open_short_link(bob.page, server, id_)
    assert path(bob.page) == "/"
    expect_figures(bob.page, figures(page))
    assert query(bob.page) == query(page)
    expect(main(bob.page)).to_contain_text("only its owner may change it")
    arrow(page, "images_slider", times=4)
    expect_plan(page, images="2500", saved=f"{id_}.1")
    expect(main(page)).to_contain_text("Changed here, not saved: Images per day 1,000 → 2,500")
    expect(save_box(page).get_by_label("What changed")).to_have_attribute("placeholder", "Images per day 1,000 → 2,500")
    save_revision(page, CHANGED)
    expect_plan(page, images="2500", saved=f"{id_}.2")
    expect(main(page)).to_contain_text(f"What changed: {CHANGED}")
    expect(main(page)).not_to_contain_text("Changed here")
    for revision, images in ((1, "1000"), (None, "2500")):
        open_short_link(bob.page, server, id_, revision)
        expect_plan(bob.page, images=images)
        expect(main(bob.page)).to_contain_text(f"revision {revision or 2} of 2")
    pick_one(page, server, "Grows")
    expect_rows(page, "Differences", "Images per day 1,000 → 2,500", "first saved", alt=HISTORY)
    expect_rows(page, "What changed", CHANGED, "", alt=HISTORY)


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

"""A saved scenario that is open on the Plan or the Compare page: what is changed here, and what is saved of it."""

import pytest
from streamlit.testing.v1 import AppTest

from pricing.saved import Saved, Store
from pricing.scenario.link import parse
from pricing.wording.figures import money, signed_money
from tests.pages import planner
from tests.pages.expected import BOOKS, DAY, bill
from tests.pages.planner import address, press, unfold
from tests.pages.shelf import ANN, has, opened, revised, texts
from ui.controls.saving import save

COMPARED = "images=640&services=midjourney,recraft-v3&map=recraft-v3:standard/standard/-&term=annual&own=Kontor~gpu~1~9"


@pytest.fixture
def compared(store: Store) -> Saved:
    """Saved on the Compare page."""
    return has(store, "Compared", COMPARED, page="compare")


def save_revision(at: AppTest) -> None:
    unfold(at, "save_box")
    press(at, "Save as a new revision")
    assert not at.exception, at.exception


def test_looking_at_the_comparison_is_no_change(store: Store) -> None:
    found = has(store, "Plain")
    for page in ("plan/page.py", "compare/page.py"):
        assert "Changed here" not in texts(opened(found, page))


@pytest.mark.parametrize("page", ["plan/page.py", "compare/page.py"])
def test_a_comparison_as_it_was_saved_is_no_change(compared: Saved, page: str) -> None:
    assert "Changed here" not in texts(opened(compared, page))


def test_a_change_of_the_comparison_is_told_and_can_be_taken_back(compared: Saved) -> None:
    at = opened(compared, "compare/page.py")
    at.multiselect(key="services").set_value(["midjourney", "dall-e-3"]).run()
    unfold(at, "terms_open")
    at.radio(key="term").set_value("monthly").run()
    assert (
        "Changed here, not saved: Services: + DALL-E 3, - Recraft V3; "
        "Subscriptions paid a year ahead → paid by the month"
    ) in texts(at)
    at.switch_page("plan/page.py").run()
    assert "Services: + DALL-E 3" in texts(at)
    press(at, "Back to the saved plan")
    assert "Changed here" not in texts(at)
    here = address(at)
    assert (here["services"], here["term"]) == ("midjourney,recraft-v3", "annual")


def test_what_the_page_compares_with_by_itself_is_no_change(store: Store) -> None:
    at = opened(has(store, "Plain"), "compare/page.py")
    assert "services" in address(at)
    assert "Changed here" not in texts(at)
    at.selectbox(key="model").set_value("recraft-v3").run()
    assert "Services" not in next(text for text in texts(at).splitlines() if "Changed here" in text)
    at.multiselect(key="services").set_value(["midjourney"]).run()
    assert "Services: - " in texts(at)


def test_back_to_a_plan_without_a_comparison_takes_it_away(store: Store) -> None:
    at = opened(has(store, "Plain"), "compare/page.py")
    at.multiselect(key="services").set_value(["midjourney"]).run()
    at.switch_page("plan/page.py").run()
    press(at, "Back to the saved plan")
    assert "services" not in address(at)


def test_a_revision_from_a_page_that_does_not_compare_keeps_the_comparison(store: Store, compared: Saved) -> None:
    """Also where the address has none."""
    at = opened(compared)
    at.query_params.clear()
    for key, text in {"v": "1", "images": "777", "saved": f"{compared.id}.1"}.items():
        at.query_params[key] = text
    at.run()
    was, now = (bill(f"images={images}").per_month for images in (640, 777))
    assert was is not None
    assert now is not None
    more = f"That is {signed_money(now - was)} a month: {money(now)} instead of {money(was)}."
    assert f"Changed here, not saved: Images per day 640 → 777. {more}" in texts(at)
    save_revision(at)
    first, second = (parse(revision.query, BOOKS, DAY).scenario for revision in store.history(compared.id))
    assert first is not None
    assert second is not None
    assert second.images == 777
    assert second.comparison == first.comparison is not None
    assert "Changed here" not in texts(at)


def test_a_revision_has_the_comparison_that_the_page_shows(store: Store, compared: Saved) -> None:
    at = opened(compared, "compare/page.py")
    at.multiselect(key="services").set_value(["dall-e-3"]).run()
    save_revision(at)
    scenario = parse(store.history(compared.id)[-1].query, BOOKS, DAY).scenario
    assert scenario is not None
    assert scenario.comparison is not None
    assert scenario.comparison.services == ("dall-e-3",)


# What changed, in the words of whoever saves


def test_a_revision_is_saved_with_what_changed(store: Store) -> None:
    at = opened(has(store, "Grows", "images=640"))
    planner.go_to(at, planner.query(at).replace("images=640", "images=777"))
    unfold(at, "save_box")
    box = at.text_area(key="save_changed")
    assert (box.value, box.placeholder) == ("", "Images per day 640 → 777")
    box.set_value("c" * 2001)
    press(at, "Save as a new revision")
    said = f"changed: '{'c' * 60}... (2,001 characters)' is not accepted; accepted: up to 2,000 characters"
    assert said in at.error[0].value.replace("\\", "")
    assert at.text_area(key="save_changed").value == "c" * 2001
    at.text_area(key="save_changed").set_value("The board\nwants *more*")
    press(at, "Save as a new revision")
    (found,) = store.library(ANN)
    assert (found.newest, found.revision.changed) == (2, "The board\nwants *more*")
    assert "What changed: The board\nwants *more*" in texts(at)
    assert not [area for area in at.text_area if area.key == "save_changed"], "the form is closed: it is done"
    unfold(at, "save_box")
    assert at.text_area(key="save_changed").value == "", "what was said of one revision is not said of the next"


def test_what_changed_may_be_left_out(store: Store) -> None:
    at = opened(has(store, "Grows", "images=640"))
    save_revision(at)
    (found,) = store.library(ANN)
    assert (found.newest, found.revision.changed) == (2, "")
    assert "What changed" not in texts(at)
    unfold(at, "save_box")
    assert at.text_area(key="save_changed").placeholder == ""


def test_a_new_scenario_is_not_asked_what_changed(store: Store) -> None:
    at = planner.opened("images=640")
    unfold(at, "save_box")
    assert [area.label for area in at.text_area] == ["Note"]


# Which revision


def test_an_earlier_revision_says_so_and_links_the_newest(store: Store) -> None:
    found = has(store, "Grown", "images=1")
    revised(store, found, "images=2")
    first, newest = (store.open(found.id, number) for number in (1, 2))
    assert first is not None
    assert newest is not None
    at = opened(first)
    assert "This is an earlier revision. The newest is revision 2." in texts(at)
    assert ("Open revision 2", f"/s/{found.id}") in [
        (link.proto.label, link.proto.url) for link in at.get("link_button")
    ]
    assert "earlier revision" not in texts(opened(newest))


# What was deleted meanwhile


def test_a_repeated_save_of_what_was_deleted_says_so(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """As after an answer that was lost; it can be restored, or saved anew."""
    at = opened(has(store, "Open"))
    unfold(at, "save_box")
    with monkeypatch.context() as patch:
        patch.setattr(save, "_keep", lambda found, done: store.delete(ANN, found.id))
        for _ in range(2):
            at.session_state["save_request"] = "the same form"
            at.text_input(key="save_name").set_value("Twice")
            next(button for button in at.button if button.label == "Save").click().run()
    assert "Not saved. It was saved before, and has been deleted since then. Restore it, or press Save once more" in (
        at.error[0].value.replace("\\", "")
    )
    assert [found.name for found in store.library(ANN)] == ["Open"]
    press(at, "Restore it")
    assert [found.name for found in store.library(ANN)] == ["Twice", "Open"]
    assert "Twice · revision 1 of 1" in texts(at)

"""The Save form: what it stores, what it refuses and keeps, and one's own copy of what another has saved."""

import pytest
from streamlit.testing.v1 import AppTest

from pricing.prices.revision import revision_of
from pricing.saved import Saved, Store
from pricing.wording.messages import NOT_PRICED, words
from tests.pages import expected, planner
from tests.pages.planner import address, headline, press, said, unfold
from tests.pages.shelf import ANN, done, has, opened, texts
from ui.state import visitor

BOB = "browser:bob"


def fill(at: AppTest, name: str, note: str = "", tags: str = "") -> None:
    """Open the form, fill it in and press Save."""
    unfold(at, "save_box")
    at.text_input(key="save_name").set_value(name)
    at.text_area(key="save_note").set_value(note)
    at.text_input(key="save_tags").set_value(tags)
    next(button for button in at.button if button.label == "Save").click().run()
    assert not at.exception, at.exception


def only(store: Store, owner: str = ANN) -> Saved:
    (saved,) = store.library(owner)
    return saved


def test_what_is_saved(store: Store) -> None:
    at = planner.opened("images=640&refs=1.5")
    fill(at, "Spring launch", "For the board", "ads, Q3, ")
    saved = only(store)
    assert (saved.name, saved.note, saved.tags) == ("Spring launch", "For the board", ("ads", "Q3"))
    assert saved.revision.per_month == expected.bill("images=640&refs=1.5").per_month
    assert saved.revision.price_book == revision_of(expected.BOOKS)
    assert "saved=" not in saved.revision.query
    assert address(at)["saved"] == f"{saved.id}.1"
    assert "Spring launch · revision 1 of 1" in texts(at)
    assert "yours" in texts(at)
    assert f"/s/{saved.id}" in at.code[0].value


def test_a_comparison_is_saved_with_its_page(store: Store) -> None:
    at = planner.opened("images=640", "compare/page.py")
    services = at.multiselect(key="services").value
    fill(at, "Compared")
    saved = only(store)
    assert saved.revision.page == "compare"
    again = opened(saved, "compare/page.py")
    assert again.multiselect(key="services").value == services
    assert [metric.value for metric in again.metric] == [metric.value for metric in at.metric]


def test_a_plan_without_a_price_can_be_saved(store: Store) -> None:
    at = planner.opened(f"model={expected.UNPRICED}")
    fill(at, "No price yet")
    assert only(store).revision.per_month is None
    assert headline(at) == words(NOT_PRICED)


def test_what_is_refused_can_be_mended(store: Store) -> None:
    at = planner.opened("images=640")
    fill(at, "x" * 81, "A long note", "ads")
    assert "Not saved" in said(at)
    assert "1 to 80 visible characters" in said(at)
    assert (at.text_area(key="save_note").value, at.text_input(key="save_tags").value) == ("A long note", "ads")
    assert store.library(ANN) == ()
    at.text_input(key="save_name").set_value("Short enough")
    next(button for button in at.button if button.label == "Save").click().run()
    saved = only(store)
    assert (saved.name, saved.note, saved.tags) == ("Short enough", "A long note", ("ads",))


def test_a_refusal_is_said_once_also_with_a_scenario_open(store: Store) -> None:
    """Whose banner says what was saved."""
    at = opened(has(store, "Open", "images=640"))
    fill(at, "")
    assert said(at).count("Not saved") == 1
    assert [saved.name for saved in store.library(ANN)] == ["Open"]


def test_what_another_saved_is_changed_in_ones_own_copy(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    original = has(store, "Copied", "images=640", note="From Ann", tags=("ads",))
    monkeypatch.setattr(visitor, "owner", lambda: BOB)
    at = opened(original)
    assert "only its owner may change it" in texts(at)
    assert "yours" not in texts(at)
    unfold(at, "save_box")
    labels = [button.label for button in at.button]
    assert "Save" in labels
    assert "Save as a new revision" not in labels
    press(at, "Make a copy")
    assert done(at).startswith("This is your copy now")
    assert "Copy of Copied · revision 1 of 1" in texts(at)
    planner.go_to(at, planner.query(at).replace("images=640", "images=800"))
    unfold(at, "save_box")
    press(at, "Save as a new revision")
    copy = only(store, BOB)
    assert (copy.newest, copy.note, copy.tags) == (2, "From Ann", ("ads",))
    assert store.open(original.id) == original


def test_without_a_cookie_or_a_sign_in_nothing_can_be_saved(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(visitor, "owner", lambda: None)
    for offered, text in ((False, "Saving needs a cookie"), (True, "Sign in to save")):
        monkeypatch.setattr(visitor, "sign_in_offered", lambda offered=offered: offered)
        for page in ("plan/page.py", "scenarios/page.py"):
            at = planner.opened("images=640", page)
            if page == "plan/page.py":
                unfold(at, "save_box")
            assert text in said(at)
            assert not [button for button in at.button if button.label == "Save"]
    at = opened(has(store, "Another's"))
    assert "only its owner may change it" in texts(at)
    assert not [button for button in at.button if button.label == "Make a copy"]

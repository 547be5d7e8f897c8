"""The shelves of the Scenarios page: what stands on them, what is found, and what each state of a scenario allows."""

import pytest
from streamlit.testing.v1 import AppTest

from pricing.saved import Saved, Store
from tests.pages.expected import bill
from tests.pages.planner import press, said, unfold
from tests.pages.shelf import ANN, done, has, rows, scenarios, texts
from ui.state import visitor

SEARCHES = {
    "winter": ["Winter"],
    "STRASSE": ["Winter"],
    "shop": ["Summer", "Winter"],
    "q3、ads": ["Winter"],
    "gptimage2 winter": ["Winter"],
    "nowhere to be found": [],
}


@pytest.fixture
def winter(store: Store) -> Saved:
    """The middle one of three scenarios."""
    has(store, "Autumn", "images=100", note="the first")
    middle = has(store, "Winter", "images=640&refs=1.5", note="Straße to the shop", tags=("ads", "Q3"))
    has(store, "Summer", "images=300", tags=("shop",))
    return middle


def shelf(at: AppTest, name: str) -> None:
    at.segmented_control(key="scenarios_shelf").set_value(name).run()


def buttons(at: AppTest) -> set[str]:
    """What can be done with the scenario that is chosen."""
    links = [link.proto.label for link in at.get("link_button")]
    return {label.split()[0] for label in [*(button.label for button in at.button), *links]}


def test_last_saved_first_with_cost_and_plan_and_found_by_words(winter: Saved) -> None:
    at = scenarios()
    assert rows(at) == ["Summer", "Winter", "Autumn"]
    row = at.dataframe[0].value.iloc[1]
    assert (row["Model"], row["Images a day"], row["Revision"]) == ("GPT Image 2", 640, 1)
    assert row["USD a month"] == pytest.approx(float(bill(winter.revision.query).per_month or 0))
    for search, names in SEARCHES.items():
        at.text_input(key="scenarios_search").set_value(search).run()
        assert rows(at) == names, search
    assert "Choose a row" not in said(at)


def test_archived_and_put_back(winter: Saved) -> None:
    at = scenarios("", winter)
    press(at, "Archive")
    shelf(at, "archived")
    assert rows(at) == ["Winter"]
    at.session_state["scenarios_rows_chosen"] = [winter.id]
    at.run()
    press(at, "Put back")
    assert done(at) == "Winter is among your scenarios again."
    shelf(at, "mine")
    assert rows(at) == ["Summer", "Winter", "Autumn"]


def test_deleted_after_a_question_and_restored(store: Store, winter: Saved) -> None:
    """What is deleted can be restored, and nothing else."""
    at = scenarios("", winter)
    unfold(at, f"delete_{winter.id}")
    assert "Delete Winter? Its link stops working. For 30 days you can restore it" in texts(at)
    assert store.open(winter.id) == winter
    press(at, "Yes, delete it")
    assert rows(at) == ["Summer", "Autumn"]
    assert store.open(winter.id) is None
    shelf(at, "deleted")
    assert rows(at) == ["Winter"]
    at.session_state["scenarios_rows_chosen"] = [winter.id]
    at.run()
    assert buttons(at) & {"Open", "Duplicate", "Archive", "Delete", "Restore"} == {"Restore"}
    press(at, "Restore")
    shelf(at, "mine")
    assert rows(at) == ["Summer", "Winter", "Autumn"]
    assert store.open(winter.id) == winter


def test_a_name_that_is_refused_loses_nothing_that_was_typed(store: Store, winter: Saved) -> None:
    at = scenarios("", winter)
    unfold(at, f"describe_{winter.id}")
    name = next(box for box in at.text_input if box.label == "Name")
    (note,) = at.text_area
    assert note.value == "Straße to the shop"
    name.set_value("x" * 81)
    note.set_value("Written for an hour")
    press(at, "Save these")
    assert "1 to 80 visible characters" in said(at)
    assert at.text_area[0].value == "Written for an hour"
    assert store.open(winter.id) == winter
    next(box for box in at.text_input if box.label == "Name").set_value("Winter sale")
    next(box for box in at.text_input if box.label.startswith("Tags")).set_value("ads，Q4、 ")
    press(at, "Save these")
    assert done(at) == "Saved the name, note and tags of Winter sale."
    kept = store.open(winter.id)
    assert kept is not None
    assert (kept.name, kept.note, kept.tags) == ("Winter sale", "Written for an hour", ("ads", "Q4"))
    assert kept.revision == winter.revision
    assert [saved.name for saved in store.library(ANN, tag="q4")] == ["Winter sale"]


def test_the_team_opens_and_copies_what_is_shared_and_changes_nothing(
    store: Store, winter: Saved, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.share_with_team(ANN, winter.id)
    monkeypatch.setattr(visitor, "owner", lambda: "oidc:provider:emil")
    monkeypatch.setattr(visitor, "sign_in_offered", lambda: True)
    monkeypatch.setattr(visitor, "signed_in_as", lambda: "Emil")
    at = scenarios()
    assert "Nothing here yet" in said(at)
    shelf(at, "team")
    assert rows(at) == ["Winter"]
    at.session_state["scenarios_rows_chosen"] = [winter.id]
    at.run()
    assert buttons(at) & {"Open", "Duplicate", "Archive", "Delete"} == {"Open", "Duplicate"}
    assert not at.toggle


def test_a_forged_cookie_owns_nothing() -> None:
    """What the cookie of one says, under a signature that was made for another."""
    ann, bob = visitor.new_cookie(), visitor.new_cookie()
    assert visitor.owner_of(ann) != visitor.owner_of(bob)
    assert visitor.owner_of(f"{ann.split('.')[0]}.{bob.split('.')[1]}") is None

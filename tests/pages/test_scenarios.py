"""The Scenarios page: what is chosen, what each action does and undoes, and what an empty shelf says."""

from decimal import Decimal

import pytest

from pricing.link import parse
from pricing.saved import Saved, Store
from tests.pages.expected import BOOKS, DAY
from tests.pages.planner import press, said
from tests.pages.shelf import (
    ANN,
    FROM_ANOTHER_TIME,
    choose,
    cost,
    done,
    has,
    revised,
    rows,
    scenarios,
    what_changed,
)

COMPARED = "services=midjourney,recraft-v3&map=recraft-v3:standard/standard/-&term=annual&own=Kontor~gpu~1~9"
OTHER = "services=dall-e-3&relax=50&own=Theirs~gpu~1~100"
OLD = "model=gpt-image-2&prices=2026-06-01&batch=50"
"""Costs something else today: the batch rates came later."""


@pytest.fixture
def three(store: Store) -> list[Saved]:
    """Newest first, as the shelf has them."""
    return [has(store, name, f"images={images}") for name, images in (("C", 300), ("B", 200), ("A", 100))][::-1]


def alive(store: Store) -> list[str]:
    return [saved.name for saved in store.library(ANN)]


# What is chosen


def test_after_a_row_has_gone_nothing_is_chosen(store: Store, three: list[Saved]) -> None:
    at = scenarios("", three[1])
    press(at, "Archive")
    assert rows(at) == ["A", "C"]
    assert at.session_state["scenarios_rows_chosen"] == []
    assert "Choose a row" in said(at)
    assert not [button for button in at.button if button.label in {"Archive", "Duplicate"}]
    press(at, "Undo")
    assert rows(at) == ["A", "B", "C"]
    assert "Choose a row" in said(at)


def test_when_rows_move_the_same_scenarios_are_chosen(store: Store, three: list[Saved]) -> None:
    at = scenarios("", three[1])
    revised(store, three[2], "images=1")
    at.run()
    assert rows(at) == ["C", "A", "B"]
    assert f"/s/{three[1].id}" in at.code[0].value
    press(at, "Archive")
    assert alive(store) == ["C", "A"]


def test_a_row_that_went_elsewhere_takes_the_choice_with_it(store: Store, three: list[Saved]) -> None:
    at = scenarios("", three[0], three[1])
    store.delete(ANN, three[0].id)
    at.run()
    assert rows(at) == ["B", "C"]
    assert "Choose a row" in said(at)


# What is done can be undone


def test_archive_and_take_out(store: Store, three: list[Saved]) -> None:
    at = scenarios("", three[0])
    press(at, "Archive")
    assert done(at) == "Archived A."
    assert alive(store) == ["B", "C"]
    press(at, "Undo")
    assert done(at) == "A is back among yours."
    assert alive(store) == ["A", "B", "C"]
    press(at, "Undo")
    assert alive(store) == ["B", "C"]


def test_delete_and_restore(store: Store, three: list[Saved]) -> None:
    at = scenarios("", three[0])
    at.session_state[f"delete_{three[0].id}"] = True
    at.run()
    press(at, "Yes, delete it")
    assert done(at) == "Deleted A. It can be restored from the Deleted shelf for 30 days."
    press(at, "Undo")
    assert done(at) == "Restored A."
    assert store.open(three[0].id) == three[0]


def test_an_undone_copy_is_deleted(store: Store, three: list[Saved]) -> None:
    at = scenarios("", three[0])
    press(at, "Duplicate")
    assert done(at) == "Duplicated A as Copy of A."
    assert rows(at) == ["Copy of A", "A", "B", "C"]
    assert f"/s/{three[0].id}" in at.code[0].value
    press(at, "Undo")
    assert alive(store) == ["A", "B", "C"]
    assert [saved.name for saved in store.library(ANN, deleted=True)] == ["Copy of A"]


def test_name_note_and_tags(store: Store) -> None:
    found = has(store, "Old", note="as it was", tags=("one",))
    at = scenarios("", found)
    at.session_state[f"describe_{found.id}"] = True
    at.run()
    name, tags = (next(box for box in at.text_input if box.label.startswith(label)) for label in ("Name", "Tags"))
    name.set_value("New")
    tags.set_value("two")
    press(at, "Keep")
    assert rows(at) == ["New"]
    press(at, "Undo")
    assert store.open(found.id) == found
    assert next(box for box in at.text_input if box.label == "Name").value == "Old"


def test_sharing_with_the_team(store: Store, three: list[Saved], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pages.components.visitor.sign_in_offered", lambda: True)
    monkeypatch.setattr("pages.components.visitor.signed_in_as", lambda: "Ann")
    at = scenarios("", three[0])
    toggle = at.toggle(key=f"team_{three[0].id}")
    toggle.set_value(True).run()
    assert done(at) == "The team finds A now."
    assert [saved.name for saved in store.library(ANN, team=True)] == ["A"]
    press(at, "Undo")
    assert store.library(ANN, team=True) == ()
    assert at.toggle(key=f"team_{three[0].id}").value is False


def test_an_undone_revision_is_another_one_like_the_former(store: Store) -> None:
    found = has(store, "Old", OLD)
    at = scenarios("", found)
    press(at, "Save a revision at today")
    assert done(at) == "Saved revision 2 of Old, at today's prices."
    press(at, "Undo")
    assert done(at) == "Saved revision 3 of Old, as revision 1 was."
    first, second, third = store.history(found.id)
    assert (third.query, third.per_month) == (first.query, first.per_month)
    assert second.query != first.query
    assert what_changed(at) == [
        "Price date 2026-11-24 -> 2026-06-01", "Price date 2026-06-01 -> 2026-11-24", "first saved"
    ]  # fmt: skip


def test_an_undo_says_so_where_another_revision_came_in_between(store: Store) -> None:
    found = has(store, "Old", OLD)
    at = scenarios("", found)
    press(at, "Save a revision at today")
    newest = store.open(found.id)
    assert newest is not None
    revised(store, newest, "images=7")
    press(at, "Undo")
    assert "Another revision came in between; both are in the history." in done(at)
    assert len(store.history(found.id)) == 4


def test_what_was_done_is_forgotten_when_the_page_is_left(store: Store, three: list[Saved]) -> None:
    at = scenarios("", three[0])
    press(at, "Archive")
    at.switch_page("plan.py").run()
    at.switch_page("scenarios.py").run()
    assert not at.success


# Today's prices


@pytest.mark.parametrize("address", ["", OTHER], ids=["no comparison", "another comparison"])
def test_a_revision_at_todays_prices_keeps_its_own_comparison(store: Store, address: str) -> None:
    found = has(store, "Old", f"{OLD}&{COMPARED}", page="compare")
    before = parse(found.revision.query, BOOKS, DAY)
    at = scenarios(address, found)
    press(at, "Save a revision at today")
    newest = store.history(found.id)[-1]
    after = parse(newest.query, BOOKS, DAY)
    assert after.scenario is not None
    assert after.scenario.price_date == DAY
    assert after.comparison == before.comparison
    assert newest.page == "compare"
    assert what_changed(at)[0] == "Price date 2026-06-01 -> 2026-11-24"


def test_a_scenario_without_a_comparison_gets_none(store: Store) -> None:
    found = has(store, "Old", OLD)
    press(scenarios(OTHER, found), "Save a revision at today")
    assert parse(store.history(found.id)[-1].query, BOOKS, DAY).comparison is None


def test_the_history_tells_what_changed_in_the_comparison(store: Store) -> None:
    found = has(store, "Compared", COMPARED)
    revised(store, found, COMPARED.replace("midjourney", "midjourney,dall-e-3").replace("annual", "monthly"))
    assert what_changed(scenarios("", found))[0] == (
        "Services: + DALL-E 3; Subscriptions paid a year ahead -> paid by the month"
    )


# What cannot be read


def test_a_revision_that_cannot_be_read_says_so(store: Store) -> None:
    found = has(store, "Mixed", "images=5")
    second = revised(store, found, FROM_ANOTHER_TIME)
    revised(store, second, "images=7")
    assert what_changed(scenarios("", found)) == [
        "not known: the revision before cannot be read by this planner",
        "cannot be read by this planner",
        "first saved",
    ]


def test_a_scenario_that_cannot_be_read_stays_in_the_side_by_side(store: Store) -> None:
    odd = has(store, "Odd", FROM_ANOTHER_TIME, per_month=Decimal(12))
    first, second = has(store, "One", "images=5"), has(store, "Two", "images=9")
    at = scenarios("", odd, first, second)
    assert [metric.label.replace("\\", "") for metric in at.metric] == ["1. Odd", "2. One", "3. Two"]
    assert [metric.value for metric in at.metric] == ["$12.00", cost(first), cost(second)]
    assert at.metric[0].delta == "when saved; cannot be read by this planner"
    assert "1. Odd cannot be read by this planner. It is kept as it was saved." in said(at)
    fields = at.dataframe[-1].value.set_index("Field")
    assert set(fields["1. Odd"]) == {"cannot be read by this planner"}
    assert list(fields.index[fields["Differs"] == "differs"]) == ["Images per day"]
    assert len(at.get("plotly_chart")) == 1
    choose(at, odd)
    assert "The saved plan cannot be read by this planner." in said(at)


# Nothing to show


def test_an_empty_shelf_a_search_without_a_hit_and_a_first_visit_are_three_things(store: Store) -> None:
    at = scenarios()
    assert "Nothing here yet" in said(at)
    at.segmented_control(key="scenarios_shelf").set_value("archived").run()
    assert "Nothing is archived." in said(at)
    at.segmented_control(key="scenarios_shelf").set_value("deleted").run()
    assert "Nothing is deleted." in said(at)
    at.segmented_control(key="scenarios_shelf").set_value("mine").run()
    found = has(store, "Winter")
    at.text_input(key="scenarios_search").set_value("summer  *beach*").run()
    assert "No scenario on this shelf has “summer” and “*beach*” in its name, note, tags or model." in said(at)
    assert "Nothing here yet" not in said(at)
    press(at, "Clear the search")
    assert rows(at) == ["Winter"]
    store.archive(ANN, found.id)
    at.run()
    assert "Nothing on this shelf: your scenarios are on the Archived shelf." in said(at)
    store.archive(ANN, found.id, on=False)
    store.delete(ANN, found.id)
    at.run()
    assert "Nothing on this shelf: your scenarios are on the Deleted shelf." in said(at)


@pytest.mark.parametrize("search", ["DALL-E 3", "dall-e-3", "winter dall"])
def test_a_search_finds_the_model(store: Store, search: str) -> None:
    has(store, "Winter", "model=dall-e-3&prices=2026-01-01")
    has(store, "Summer", "model=gpt-image-2")
    at = scenarios()
    at.text_input(key="scenarios_search").set_value(search).run()
    assert rows(at) == ["Winter"]

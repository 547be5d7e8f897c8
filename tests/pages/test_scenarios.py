"""The Scenarios page: what is chosen, what each action does and undoes, and what an empty shelf says."""

from dataclasses import replace
from decimal import Decimal
from urllib.parse import parse_qsl

import pytest

from pricing.bill.estimate import estimate
from pricing.prices import ListPrices
from pricing.prices.revision import revision_of
from pricing.saved import ActualMonth, Actuals, Saved, Store
from pricing.scenario.link import parse
from pricing.values.month import Month
from pricing.wording import figures
from pricing.wording.messages import cost_words
from tests.pages.expected import BOOKS, DAY, bill
from tests.pages.planner import address, headline, press, said, specs, text_tables
from tests.pages.shelf import (
    ANN,
    FROM_ANOTHER_TIME,
    by_field,
    choose,
    cost,
    differences,
    done,
    has,
    open_row,
    revised,
    rows,
    scenarios,
    texts,
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
    assert not [button for button in at.button if button.label.startswith(("Archive", "Duplicate"))]
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
    assert done(at) == "A is among your scenarios again."
    assert alive(store) == ["A", "B", "C"]
    press(at, "Undo")
    assert alive(store) == ["B", "C"]


def test_delete_and_restore(store: Store, three: list[Saved]) -> None:
    at = scenarios("", three[0])
    at.session_state[f"delete_{three[0].id}"] = True
    at.run()
    press(at, "Yes, delete it")
    assert done(at) == "Deleted A. For 30 days you can restore it: it is under Deleted."
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
    press(at, "Save these")
    assert rows(at) == ["New"]
    press(at, "Undo")
    assert store.open(found.id) == found
    assert next(box for box in at.text_input if box.label == "Name").value == "Old"


def test_sharing_with_the_team(store: Store, three: list[Saved], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.state.visitor.sign_in_offered", lambda: True)
    monkeypatch.setattr("ui.state.visitor.signed_in_as", lambda: "Ann")
    at = scenarios("", three[0])
    toggle = at.toggle(key=f"team_{three[0].id}")
    toggle.set_value(True).run()
    assert done(at) == "From now on the team can find A."
    assert [saved.name for saved in store.library(ANN, team=True)] == ["A"]
    press(at, "Undo")
    assert store.library(ANN, team=True) == ()
    assert at.toggle(key=f"team_{three[0].id}").value is False


def test_a_row_opens_its_scenario_on_the_page_where_it_was_saved(store: Store) -> None:
    has(store, "Other", "images=5")
    name = "**b** [a](http://evil.example) :material/lock: <b>+%41#é</b>"
    found = has(store, name, f"images=640&{COMPARED}", page="compare")
    at = scenarios("images=7&batch=20")
    assert rows(at) == [name, "Other"], "a name is text, letter for letter"
    open_row(at, name)
    assert not at.exception, at.exception
    here = address(at)
    assert here == dict(parse_qsl(found.revision.query)) | {"saved": f"{found.id}.1"}
    assert f"{name} · revision 1 of 1" in texts(at)
    assert at.multiselect(key="services").value == ["midjourney", "recraft-v3"]


def test_a_row_opens_a_plan_too(store: Store) -> None:
    found = has(store, "Plain", "images=640")
    at = scenarios("images=7")
    open_row(at, "Plain")
    assert (address(at)["images"], address(at)["saved"]) == ("640", f"{found.id}.1")
    assert headline(at) == cost(found)


def test_what_is_deleted_or_cannot_be_read_has_nothing_to_open_in_its_row(store: Store) -> None:
    has(store, "Lost", query=FROM_ANOTHER_TIME)
    store.delete(ANN, has(store, "Gone", "images=5").id)
    at = scenarios()
    assert "Open" not in at.dataframe[0].value
    has(store, "Known")
    assert list(at.run().dataframe[0].value["Open"]) == ["Open", ""]
    at.segmented_control(key="scenarios_shelf").set_value("deleted").run()
    assert rows(at) == ["Gone"]
    assert "Open" not in at.dataframe[0].value


def test_the_history_has_what_was_said_of_a_revision(store: Store) -> None:
    found = has(store, "Said", "images=1")
    unsaid = revised(store, found, "images=2")
    assert "What changed" not in scenarios("", found).dataframe[-1].value
    revised(store, unsaid, "images=3", changed="**More** for [spring](x)")
    history = scenarios("", found).dataframe[-1].value
    assert list(history["What changed"]) == ["**More** for [spring](x)", "", ""]
    cost = [bill(f"images={images}").per_month or Decimal(0) for images in (3, 2, 1)]
    assert list(history["Change"]) == [
        figures.signed_money(cost[0] - cost[1]),
        figures.signed_money(cost[1] - cost[2]),
        "",
    ]


def test_an_undone_revision_is_another_one_like_the_former(store: Store) -> None:
    found = revised(store, has(store, "Old", "images=1"), OLD, changed="Prices of June")
    at = scenarios("", found)
    press(at, "Save a revision at today")
    assert done(at) == "Saved revision 3 of Old, at today's prices."
    press(at, "Undo")
    assert done(at) == "Saved revision 4 of Old. It is the same as revision 2."
    _, first, second, third = store.history(found.id)
    assert (third.query, third.per_month) == (first.query, first.per_month)
    assert second.query != first.query
    assert (second.changed, third.changed) == ("", "Prices of June"), "what was said of one is not said of another"
    assert differences(at)[:2] == ["Price date 24 Nov 2026 → 1 Jun 2026", "Price date 1 Jun 2026 → 24 Nov 2026"]
    assert (third.price_book, second.price_book) == (first.price_book, revision_of(BOOKS))


def test_an_undo_says_so_where_another_revision_came_in_between(store: Store) -> None:
    found = has(store, "Old", OLD)
    at = scenarios("", found)
    press(at, "Save a revision at today")
    newest = store.open(found.id)
    assert newest is not None
    revised(store, newest, "images=7")
    press(at, "Undo")
    assert "Somebody else saved another revision meanwhile; both are in the history." in done(at)
    assert len(store.history(found.id)) == 4


def test_what_was_done_is_said_in_a_toast_once(store: Store, three: list[Saved]) -> None:
    at = scenarios("", three[0])
    press(at, "Archive")
    assert [toast.value for toast in at.toast] == ["Archived A\\."]
    at.run()
    assert not at.toast
    assert done(at) == "Archived A."


def test_buttons_are_named_after_the_scenario(store: Store) -> None:
    at = scenarios("", has(store, "Summer *campaign*"))
    labels = [button.label for button in at.button] + [link.proto.label for link in at.get("link_button")]
    assert {rf"{verb} Summer \*campaign\*" for verb in ("Archive", "Duplicate", "Open")} <= set(labels)


# Added up


def test_scenarios_are_added_up_on_the_terms_of_the_first(store: Store) -> None:
    winter = has(store, "Winter", "images=200&days=20")
    summer = has(store, "Summer", "images=100&days=31")
    at = scenarios("", winter, summer)
    press(at, "Add up")
    assert done(at) == (
        "Added up Winter and Summer as Winter + Summer: 2 workloads on the terms of Winter. "
        "Days per month: 20; Summer has 31."
    )
    (made, *_) = store.library(ANN)
    scenario = parse(made.revision.query, BOOKS, DAY).scenario
    assert scenario is not None
    assert [(each.name, each.images) for each in scenario.workloads] == [("Winter", 200), ("Summer", 100)]
    assert made.revision.per_month == estimate(scenario, BOOKS).per_month
    press(at, "Undo")
    assert alive(store) == ["Summer", "Winter"]


def test_more_workloads_than_a_scenario_has_cannot_be_added_up(store: Store) -> None:
    five = "v=2&name=A&" + "&".join(f"{place}.name=W{place}" for place in range(2, 6))
    at = scenarios("", has(store, "One", five), has(store, "Two", five))
    assert "Together they have 10 workloads. A scenario that adds them up has at most 8." in said(at)
    assert not [button for button in at.button if button.label == "Add up"]


def test_what_cannot_be_read_is_not_added_up(store: Store) -> None:
    at = scenarios("", has(store, "Odd", FROM_ANOTHER_TIME), has(store, "One", "images=5"))
    assert "so it cannot add them up" in said(at)


def test_what_was_done_is_forgotten_when_the_page_is_left(store: Store, three: list[Saved]) -> None:
    at = scenarios("", three[0])
    press(at, "Archive")
    at.switch_page("plan/page.py").run()
    at.switch_page("scenarios/page.py").run()
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
    assert before.scenario is not None
    assert after.scenario == replace(before.scenario, prices=ListPrices(DAY))
    assert after.scenario.comparison is not None
    assert newest.page == "compare"
    assert differences(at)[0] == "Price date 1 Jun 2026 → 24 Nov 2026"
    assert newest.price_book == revision_of(BOOKS)


def test_a_scenario_without_a_comparison_gets_none(store: Store) -> None:
    found = has(store, "Old", OLD)
    press(scenarios(OTHER, found), "Save a revision at today")
    scenario = parse(store.history(found.id)[-1].query, BOOKS, DAY).scenario
    assert scenario is not None
    assert scenario.comparison is None


def test_the_history_tells_what_changed_in_the_comparison(store: Store) -> None:
    found = has(store, "Compared", COMPARED)
    revised(store, found, COMPARED.replace("midjourney", "midjourney,dall-e-3").replace("annual", "monthly"))
    assert differences(scenarios("", found))[0] == (
        "Services: + DALL-E 3; Subscriptions paid a year ahead → paid by the month"
    )


# Several workloads

MIXED = f"v=2&{OLD}&name=Hero+images&2.name=Thumbnails&2.images=10"


def test_todays_prices_say_what_each_workload_moved(store: Store) -> None:
    """Only the one that is sent as a batch costs something else."""
    at = scenarios("", found := has(store, "Mixed", MIXED))
    (workloads,) = text_tables(at)
    assert list(workloads[0]) == ["Workload", "Model", "As saved", "Today", "Change"]
    assert [row["Workload"] for row in workloads] == ["Hero images", "Thumbnails"]
    assert workloads[0]["Change"].startswith("-$")
    assert workloads[1]["Change"] == "$0.00"
    press(at, "Save a revision at today")
    after = parse(store.history(found.id)[-1].query, BOOKS, DAY).scenario
    before = parse(found.revision.query, BOOKS, DAY).scenario
    assert before is not None
    assert after == replace(before, prices=ListPrices(DAY))


def test_one_workload_whose_model_is_gone_keeps_todays_prices_from_being_saved(store: Store) -> None:
    at = scenarios("", has(store, "Mixed", f"{MIXED}&2.model=gpt-image-1"))
    (workloads,) = text_tables(at)
    assert workloads[1]["Today"] == "Not priced"
    assert "nobody can buy it any more" in workloads[1]["Why it has no price today"]
    assert "Thumbnails: GPT Image 1 was shut down" in said(at)
    assert "the workload Thumbnails costs $" in said(at)
    assert not [button for button in at.button if button.label.startswith("Save a revision at today")]


def test_workloads_that_came_and_went_are_in_the_history_and_in_the_waterfall(store: Store) -> None:
    first = has(store, "One", "images=1000")
    second = revised(store, first, "v=2&images=1000&name=Workload+1&2.name=Thumbnails")
    assert differences(scenarios("", second))[0] == "Workloads: + Thumbnails"
    at = scenarios("", first, has(store, "Two", "v=2&images=1000&name=Workload+1&2.name=Icons&2.images=10"))
    fields = by_field(at)
    bills = dict(zip(("One", "Two"), (bill(saved.revision.query) for saved in store.library(ANN)[::-1]), strict=True))
    thumbs, icons = (cost_words(bills[of].bills[1].per_month) for of in ("One", "Two"))
    shown = {label: tuple(row.values()) for label, row in [*fields.items()][:2]}
    assert shown == {"Thumbnails: cost per month": (thumbs, "none"), "Icons: cost per month": ("none", icons)}
    assert not [label for label in [*fields][2:] if not label.startswith("Workload 1: ") and ": " in label]


# What cannot be read


def test_a_revision_that_cannot_be_read_says_so(store: Store) -> None:
    found = has(store, "Mixed", "images=5")
    second = revised(store, found, FROM_ANOTHER_TIME)
    revised(store, second, "images=7")
    assert differences(scenarios("", found)) == [
        "not known: this planner cannot read the revision before",
        "cannot be read by this planner",
        "first saved",
    ]


def test_a_scenario_that_cannot_be_read_stays_in_the_side_by_side(store: Store) -> None:
    odd = has(store, "Odd", FROM_ANOTHER_TIME, per_month=Decimal(12))
    first, second = has(store, "One", "images=5"), has(store, "Two", "images=9")
    at = scenarios("", odd, first, second)
    assert [metric.label.replace("\\", "") for metric in at.metric] == ["1. Odd", "2. One", "3. Two"]
    assert [metric.value for metric in at.metric] == ["$12.00", cost(first), cost(second)]
    assert at.metric[0].delta == "when it was saved; this planner cannot read it"
    assert "This planner cannot read 1. Odd. It stays stored as it was saved." in said(at)
    fields = by_field(at)
    assert {row["1. Odd"] for row in fields.values()} == {"cannot be read by this planner"}
    assert list(fields) == ["Images per day"]
    assert len(specs(at)) == 1
    choose(at, odd)
    assert "This planner cannot read the saved plan." in said(at)


def test_what_was_billed_stands_side_by_side(store: Store) -> None:
    first, second, theirs = (
        has(store, "One", "images=5"),
        has(store, "Two", "images=5"),
        has(store, "Three", "images=5"),
    )
    for saved, usd in ((first, "120.5"), (second, "99"), (theirs, "7")):
        month = ActualMonth(
            source="openai-costs",
            month=Month(2026, 10),
            model="x",
            kind="other",
            quantity=None,
            cost=Decimal(usd),
            currency="USD",
        )
        Actuals(store).bring_in(ANN, saved.id, [month])
    Actuals(store).forget(ANN, theirs.id)
    fields = by_field(scenarios("", first, second, theirs))
    assert list(fields["Billed in Oct 2026"].values()) == ["$120.50", "$99.00", ""]


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
    assert "No scenario here has “summer” and “*beach*” in its name, note, tags or model." in said(at)
    assert "Nothing here yet" not in said(at)
    press(at, "Clear the search")
    assert rows(at) == ["Winter"]
    store.archive(ANN, found.id)
    at.run()
    assert "Nothing here: your scenarios are under Archived." in said(at)
    store.archive(ANN, found.id, on=False)
    store.delete(ANN, found.id)
    at.run()
    assert "Nothing here: your scenarios are under Deleted." in said(at)


@pytest.mark.parametrize("search", ["DALL-E 3", "dall-e-3", "winter dall"])
def test_a_search_finds_the_model(store: Store, search: str) -> None:
    has(store, "Winter", "model=dall-e-3&prices=2026-01-01")
    has(store, "Summer", "model=gpt-image-2")
    at = scenarios()
    at.text_input(key="scenarios_search").set_value(search).run()
    assert rows(at) == ["Winter"]

"""What is saved comes back as it was, to everybody who may see it and to nobody else."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from pricing.prices.revision import BookRevision
from pricing.saved import DeletedSince, Draft, NotFound, Saved, Store
from tests.saved.making import ANN, BOB, NOBODYS, PLAN, Clock, draft, key, revise, save


def test_a_scenario_comes_back_as_it_was_saved(store: Store, clock: Clock) -> None:
    amount = Decimal("0." + "0" * 30 + "123456789")
    name = "  Ärger & <b>図</b> 👩‍💻 "
    given = draft(name, note="one\r\ntwo\t3", tags=("Q3", "b c"), page="compare", per_month=amount)
    saved = store.save(ANN, given, key())
    assert store.open(saved.id) == saved == store.open(saved.id, 1)
    assert (saved.name, saved.note, saved.tags) == (name.strip(), "one\ntwo\t3", ("Q3", "b c"))
    assert (saved.owner, saved.archived, saved.team, saved.newest) == (ANN, False, False, 1)
    revision = saved.revision
    assert (revision.number, revision.query, revision.page, revision.link_version) == (1, PLAN, "compare", "1")
    assert revision.per_month == amount
    assert revision.saved_at == saved.created == clock.time
    assert revision.saved_at.tzinfo is dt.UTC
    assert len(saved.id) == 22


@pytest.mark.parametrize(
    ("query", "version"),
    [("images=2", "1"), ("v=2&name=A&2.name=B", "2"), ("name=v%3D2&v=1", "1"), ("v=99999999999&images=2", "1")],
)
def test_a_revision_has_the_version_of_its_link(store: Store, query: str, version: str) -> None:
    saved = save(store, query=query)
    assert saved.revision.link_version == version
    assert revise(store, saved.id, "v=2&name=A").saved.revision.link_version == "2"


def test_a_plan_without_a_price_is_saved_without_one(store: Store) -> None:
    saved = save(store, per_month=None)
    opened = store.open(saved.id)
    assert opened is not None
    assert opened.revision.per_month is None


def test_a_revision_keeps_the_state_of_the_price_book(store: Store, engine: Engine) -> None:
    then, later = (BookRevision(hash, dt.date(2026, 10, 20)) for hash in ("0123456789ab", "ab0123456789"))
    saved = save(store, price_book=then)
    assert saved.revision.price_book == then
    revised = store.revise(ANN, saved.id, Draft(query="v=1&images=2", per_month=None, price_book=later), 1, key()).saved
    assert [revision.price_book for revision in store.history(saved.id)] == [then, later]
    assert store.duplicate(ANN, saved.id, key()).revision.price_book == later
    assert store.duplicate(ANN, saved.id, key(), 1).revision.price_book == then
    assert store.open(saved.id) == revised
    assert save(store).revision.price_book is None


def test_the_longest_link_comes_back_whole(store: Store) -> None:
    query = "v=1&own=" + "x%C3%A4" * 2856
    assert 19_998 <= len(query) <= 20_000
    opened = store.open(save(store, query=query).id)
    assert opened is not None
    assert opened.revision.query == query


def test_ids_do_not_repeat_and_cannot_be_guessed(store: Store) -> None:
    ids = {save(store, owner=f"owner {number}").id for number in range(100)}
    assert len(ids) == 100
    for place in range(21):
        assert len({id[place] for id in ids}) > 20, "each character is random"


def test_a_revision_is_added_and_the_old_ones_stay(store: Store) -> None:
    first = save(store)
    second = revise(store, first.id, "v=1&images=2")
    third = revise(store, first.id, "v=1&images=3", seen=2)
    assert not second.others
    assert not third.others
    assert store.open(first.id) == third.saved
    assert store.open(first.id, 1) == replace(first, newest=3)
    history = store.history(first.id)
    assert [revision.number for revision in history] == [1, 2, 3]
    assert [revision.query for revision in history] == [PLAN, "v=1&images=2", "v=1&images=3"]
    assert history[0] == first.revision
    assert history[2].page == "compare"
    assert history[2].per_month == Decimal(7)


def test_who_did_not_see_the_newest_revision_is_told(store: Store) -> None:
    saved = save(store)
    assert not revise(store, saved.id, "v=1&images=2", seen=1).others
    late = revise(store, saved.id, "v=1&images=3", seen=1)
    assert late.others
    assert late.saved.newest == late.saved.revision.number == 3


@pytest.mark.parametrize(
    "statement", ["UPDATE saved_revision SET query = 'v=1'", "DELETE FROM saved_revision", "DELETE FROM saved_scenario"]
)
def test_the_database_itself_keeps_every_revision(store: Store, engine: Engine, statement: str) -> None:
    saved = save(store)
    with pytest.raises(DBAPIError), engine.begin() as connection:
        connection.execute(text(statement))
    assert store.open(saved.id) == saved


def test_only_the_revision_that_was_asked_for_opens(store: Store) -> None:
    id = save(store).id
    for revision in (0, -1, 2, 2**31, 10**30):
        assert store.open(id, revision) is None
        with pytest.raises(NotFound):
            store.duplicate(BOB, id, key(), revision)


@pytest.mark.parametrize(
    "id", [NOBODYS, "", "x", "A" * 21, "A" * 23, "A" * 21 + "\n", "\0" * 22, "é" * 22, "A" * 21 + "\ud800", "%" * 22]
)
def test_what_is_no_id_opens_nothing(store: Store, id: str) -> None:
    save(store)
    assert store.open(id) is None
    assert store.history(id) == ()
    with pytest.raises(NotFound):
        store.archive(ANN, id)


CHANGES: dict[str, Callable[[Store, str], object]] = {
    "revise": lambda store, id: revise(store, id, PLAN, owner=BOB),
    "describe": lambda store, id: store.describe(BOB, id, "Mine now", "", ()),
    "archive": lambda store, id: store.archive(BOB, id),
    "share": lambda store, id: store.share_with_team(BOB, id),
    "delete": lambda store, id: store.delete(BOB, id),
    "restore": lambda store, id: store.restore(BOB, id),
}


@pytest.mark.parametrize("change", CHANGES)
def test_somebody_elses_scenario_answers_like_a_missing_one(store: Store, change: str) -> None:
    saved = save(store)
    answers = []
    for id in (saved.id, NOBODYS, "no id"):
        with pytest.raises(NotFound) as caught:
            CHANGES[change](store, id)
        assert type(caught.value) is NotFound
        answers.append(str(caught.value))
    assert len(set(answers)) == 1
    assert store.open(saved.id) == saved


def test_a_deleted_scenario_answers_like_a_missing_one(store: Store) -> None:
    saved = save(store)
    store.delete(ANN, saved.id)
    assert store.open(saved.id) is None
    assert store.open(saved.id, 1) is None
    assert store.history(saved.id) == ()
    for change in (
        lambda: revise(store, saved.id, PLAN),
        lambda: store.describe(ANN, saved.id, "Back", "", ()),
        lambda: store.archive(ANN, saved.id),
        lambda: store.share_with_team(ANN, saved.id),
        lambda: store.duplicate(ANN, saved.id, key()),
    ):
        with pytest.raises(NotFound):
            change()


def test_a_description_changes_without_a_revision(store: Store) -> None:
    saved = save(store, tags=("old",))
    described = store.describe(ANN, saved.id, " New name ", "Why", ["a", "B", "A"])
    assert described == replace(saved, name="New name", note="Why", tags=("a", "B"))
    assert store.open(saved.id) == described
    assert store.library(ANN, "launch") == ()
    assert store.library(ANN, "new", tag="b") == (described,)


def test_a_revision_has_what_is_said_of_it(store: Store) -> None:
    saved = save(store)
    revised = revise(store, saved.id, "v=1&images=2", changed="one\r\ntwo <b>図</b>").saved
    assert (saved.revision.changed, revised.revision.changed) == ("", "one\ntwo <b>図</b>")
    assert store.open(saved.id) == revised
    assert store.history(saved.id) == (saved.revision, revised.revision)


def test_revisions_of_before_have_nothing_said_of_them(engine: Engine, store: Store) -> None:
    """Nor those that a planner of before still saves while a new one has brought the tables up to date."""
    saved = save(store)
    with engine.begin() as connection:
        columns = "scenario, query, page, link_version, saved_at, saved_by"
        connection.execute(
            text(
                f"INSERT INTO saved_revision ({columns}, number, request) "
                f"SELECT {columns}, 2, 'another' FROM saved_revision"
            )
        )
    assert [revision.changed for revision in store.history(saved.id)] == ["", ""]


def test_anybody_can_copy_what_can_be_opened(store: Store) -> None:
    saved = save(store, "N" * 80, note="Why", tags=("a",))
    revise(store, saved.id, "v=1&images=2", changed="For spring")
    store.share_with_team(ANN, saved.id)
    copy = store.duplicate(BOB, saved.id, key())
    assert copy == store.open(copy.id)
    assert (copy.owner, copy.name, copy.note, copy.tags) == (BOB, "Copy of " + "N" * 72, "Why", ("a",))
    assert copy.revision.changed == "For spring"
    assert (copy.team, copy.newest, copy.revision.number, copy.revision.query) == (False, 1, 1, "v=1&images=2")
    assert store.duplicate(BOB, saved.id, key(), 1).revision.query == PLAN
    assert store.history(saved.id)[-1].number == 2


def test_one_request_is_done_once(store: Store) -> None:
    saved = store.save(ANN, draft(), "a")
    assert store.save(ANN, draft("Another"), "a") == saved
    assert store.save(BOB, draft(), "a").id != saved.id, "another's key"
    assert store.save(ANN, draft(), "b").id != saved.id, "another key"

    first = store.revise(ANN, saved.id, Draft(query="v=1&images=2", per_month=None), 1, "a")
    store.revise(ANN, saved.id, Draft(query="v=1&images=3", per_month=None), 1, "c")
    again = store.revise(ANN, saved.id, Draft(query="v=1&images=2", per_month=None), 1, "a")
    assert again.saved.revision == first.saved.revision
    assert not again.others
    assert len(store.history(saved.id)) == 3

    copy = store.duplicate(ANN, saved.id, "a")
    assert store.duplicate(ANN, saved.id, "a") == copy
    assert len(store.library(ANN)) == 3


def test_a_request_whose_scenario_was_deleted_since_is_not_answered_as_done(store: Store) -> None:
    saved = store.save(ANN, draft(), "a")
    revised = store.revise(ANN, saved.id, Draft(query="v=1&images=2", per_month=None), 1, "b").saved
    copy = store.duplicate(ANN, saved.id, "c")
    again: list[tuple[Callable[[], object], Saved]] = [
        (lambda: store.save(ANN, draft(), "a"), saved),
        (lambda: store.revise(ANN, saved.id, Draft(query="v=1&images=2", per_month=None), 1, "b"), revised),
        (lambda: store.duplicate(ANN, saved.id, "c"), copy),
    ]
    for repeat, was in again:
        store.delete(ANN, was.id)
        with pytest.raises(DeletedSince) as caught:
            repeat()
        assert (caught.value.saved.id, caught.value.saved.revision) == (was.id, was.revision)
        assert caught.value.saved.deleted_at is not None
        assert store.open(was.id) is None
        store.restore(ANN, was.id)
        repeat()
    assert len(store.library(ANN)) == 2


def test_a_healthy_database_has_nothing_to_say(store: Store) -> None:
    store.healthy()

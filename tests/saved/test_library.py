"""What one finds again: by words, by tag, put away, shared, deleted."""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import Engine, event, text

from pricing.saved import NotFound, Store
from tests.saved.making import ANN, BOB, PLAN, Clock, revise, save


def names(store: Store, owner: str = ANN, search: str = "", **other: Any) -> list[str]:
    return [saved.name for saved in store.library(owner, search, **other)]


def test_last_saved_comes_first_at_its_newest_revision(store: Store) -> None:
    first, _, _ = (save(store, name) for name in ("first", "second", "third"))
    save(store, "another's", owner=BOB)
    assert names(store) == ["third", "second", "first"]
    revised = revise(store, first.id, "v=1&images=2").saved
    assert names(store) == ["first", "third", "second"]
    assert store.library(ANN)[0] == revised


def test_one_statement_reads_a_library(store: Store, engine: Engine) -> None:
    for name in "abc":
        save(store, name)
    statements = []
    event.listen(engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    assert len(store.library(ANN)) == 3
    assert len([statement for statement in statements if "SELECT" in statement]) == 1


def test_a_search_finds_all_words_in_name_note_and_tags(store: Store) -> None:
    save(store, "Spring launch", note="Straße in KÖLN", tags=("Budget",))
    save(store, "Autumn")
    for search in ("spring", "LAUNCH spring", "strasse", "köln", "KO\u0308LN", "budget", "ring stra", "  "):
        assert "Spring launch" in names(store, search=search), search
    for search in ("spring autumn", "launchspring", "koln"):
        assert names(store, search=search) == [], search


MODELS = {"gpt-image-2": "GPT Image 2", "gpt-image-2.5": "GPT Image 2.5", "dall-e-3": "DALL·E 3"}


def named(names: Mapping[str, str]) -> Callable[[str], list[str]]:
    """The ids of the models that have a word in their id or their name."""
    return lambda word: [id_ for id_, name in names.items() if word in f"{id_} {name}".casefold()]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("GPT Image 2", ["on 2.5", "on 2"]),
        ("gpt-image-2", ["on 2.5", "on 2"]),
        ("2.5", ["on 2.5"]),
        ("dall-e-3", ["on 3"]),
        ("dall·e", ["on 3"]),
        ("winter image", ["on 2"]),
        ("winter dall·e", []),
        ("e-2&", []),
        ("winter，image", ["on 2"]),
        ("winter、gpt", ["on 2"]),
    ],
)
def test_a_search_finds_the_model_by_name_and_by_id(store: Store, search: str, found: list[str]) -> None:
    save(store, "on 3", query="v=1&model=dall-e-3")
    save(store, "on 2", note="Winter", query="v=1&model=gpt-image-2&images=1")
    save(store, "on 2.5", query="model=gpt-image-2.5&own=Mine%26model=dall-e-3")
    assert names(store, search=search, models=named(MODELS)) == found
    assert names(store, search="image") == []


def test_a_search_finds_the_model_of_the_newest_revision(store: Store) -> None:
    saved = save(store, query="v=1&model=dall-e-3")
    revise(store, saved.id, "v=1&model=gpt-image-2")
    assert names(store, search="dall", models=named(MODELS)) == []
    assert names(store, search="gpt", models=named(MODELS)) == ["Launch"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("dall-e-3", ["third"]),
        ("gpt-image-2.5", ["second"]),
        ("gpt-image-2", ["start's", "second"]),
        ("gpt-image-1", ["third", "start's", "second"]),
    ],
)
def test_a_search_finds_the_models_of_further_workloads(store: Store, search: str, found: list[str]) -> None:
    """A further workload on the model of the start is written without it."""
    models = MODELS | {"gpt-image-1": "First", "dall_e-3": "Its underscore is no sign for anything"}
    save(store, "second", query="v=2&model=gpt-image-1&2.name=A&2.model=gpt-image-2.5")
    save(store, "start's", query="v=2&model=gpt-image-1&2.name=A&2.model=recraft-v3&3.name=B&3.images=7")
    save(store, "third", query="v=2&model=gpt-image-1&2.name=A&2.model=recraft-v3&3.name=B&3.model=dall-e-3")
    save(store, "none", query="v=1&model=recraft-v3&own=Mine%262.model=dall-e-3%26&x=2.name=")
    assert names(store, search=search, models=named(models)) == found
    assert names(store, search="underscore", models=named(models)) == []


@pytest.mark.parametrize("sign", ["%", "_", "/", "\\", "'", "%%", "[a]", "*"])
def test_signs_in_a_search_stand_for_themselves(store: Store, sign: str) -> None:
    save(store, f"with {sign} sign")
    save(store, "without any")
    assert names(store, search=sign) == [f"with {sign} sign"]
    assert names(store, search=f"w{sign}h") == []


@pytest.mark.parametrize("nonsense", ["\0", "\x1f", "\x1fbudget\x1f", "\ud800", "a\x07b", "\u202e"])
def test_what_no_text_has_finds_nothing(store: Store, nonsense: str) -> None:
    save(store, tags=("budget",))
    assert names(store, tag=nonsense) == []
    if not nonsense.isspace() and "budget" not in nonsense:
        assert names(store, search=nonsense) == []


def test_a_tag_is_found_whole(store: Store) -> None:
    save(store, "one", tags=("Q3", "ads"))
    save(store, "two", tags=("Q3 ads",))
    save(store, "three", note="q3")
    assert names(store, tag="q3") == ["one"]
    assert names(store, tag="Q3 ADS") == ["two"]
    assert names(store, tag="Q") == []
    assert names(store, tag="") == []
    assert names(store, search="one", tag="ads") == ["one"]


def test_what_is_put_away_is_on_another_shelf(store: Store) -> None:
    saved = save(store, "old")
    save(store, "new")
    store.archive(ANN, saved.id)
    assert names(store) == ["new"]
    assert names(store, archived=True) == ["old"]
    opened = store.open(saved.id)
    assert opened is not None
    assert opened.archived
    store.archive(ANN, saved.id, on=False)
    assert names(store) == ["new", "old"]


def test_the_team_finds_what_is_shared(store: Store) -> None:
    saved = save(store, "shared")
    save(store, "kept")
    assert names(store, BOB, team=True) == []
    store.share_with_team(ANN, saved.id)
    assert names(store, BOB, team=True) == names(store, ANN, team=True) == ["shared"]
    assert names(store, BOB) == []
    with pytest.raises(NotFound):
        store.describe(BOB, saved.id, "Bob's", "", ())
    store.share_with_team(ANN, saved.id, on=False)
    assert names(store, BOB, team=True) == []
    store.share_with_team(ANN, saved.id)
    store.delete(ANN, saved.id)
    assert names(store, BOB, team=True) == []
    assert names(store, BOB, team=True, deleted=True) == []


def test_what_is_deleted_comes_back_within_30_days(store: Store, clock: Clock) -> None:
    saved = save(store)
    store.delete(ANN, saved.id)
    deleted_at = clock.time
    clock.forward(days=10)
    store.delete(ANN, saved.id)
    assert names(store) == []
    (waiting,) = store.library(ANN, deleted=True)
    assert waiting.deleted_at == deleted_at
    clock.forward(days=19)
    store.restore(ANN, saved.id)
    store.restore(ANN, saved.id)
    assert store.open(saved.id) == saved
    assert store.library(ANN) == (saved,)
    assert names(store, deleted=True) == []


def test_after_30_days_it_is_gone_to_the_second(store: Store, engine: Engine, clock: Clock) -> None:
    clock.step *= 0
    kept, gone, alive = (save(store, name) for name in ("kept", "gone", "alive"))
    revise(store, gone.id, PLAN)
    store.delete(ANN, gone.id)
    clock.forward(seconds=1)
    store.delete(ANN, kept.id)
    clock.forward(days=30)
    assert [saved.id for saved in store.library(ANN, deleted=True)] == [kept.id]
    for change in (store.restore, store.delete):
        with pytest.raises(NotFound):
            change(ANN, gone.id)
    assert store.purge() == 1
    assert store.purge() == 0
    with engine.connect() as connection:
        for column, table in (("id", "saved_scenario"), ("scenario", "saved_revision")):
            left = connection.scalars(text(f"SELECT {column} FROM {table}")).all()
            assert sorted(left) == sorted([kept.id, alive.id])
    store.restore(ANN, kept.id)
    assert store.open(kept.id) == kept
    assert store.open(alive.id) == alive


def test_a_purge_is_done_in_portions(store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pricing.saved.store._PURGED_AT_ONCE", 2)
    for owner in ("a", "b", "c", "d", "e"):
        store.delete(owner, save(store, owner=owner).id)
    clock.forward(days=31)
    assert store.purge() == 5


def test_equal_times_keep_one_order(store: Store, clock: Clock) -> None:
    clock.step *= 0
    for number in range(10):
        save(store, str(number))
    ids = [saved.id for saved in store.library(ANN)]
    assert all(later > earlier for later, earlier in pairwise(ids))
    assert ids == [saved.id for saved in store.library(ANN)]

"""What is too long, too many or unreadable is refused with its reason, and nothing is saved."""

from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine

from pricing.saved import LimitError, NotFound, Store, validation
from pricing.wording.messages import words
from tests.saved.making import ANN, BOB, Clock, draft, key, revise, save

REFUSED: list[tuple[str, Any]] = [
    ("name", ""),
    ("name", "   "),
    ("name", "n" * 81),
    ("name", "two\nlines"),
    ("name", "nul\0"),
    ("name", "turned \u202e round"),
    ("name", "isolated \u2067"),
    ("name", "\u200b"),
    ("name", "\u3164"),
    ("name", "half \ud800"),
    ("name", "line \u2028 separator"),
    ("note", "n" * 2001),
    ("note", "bell \x07"),
    ("note", "turned \u202e round"),
    ("note", "nul\0"),
    ("changed", "c" * 2001),
    ("changed", "bell \x07"),
    ("tags", [str(number) for number in range(11)]),
    ("tags", ["t" * 25]),
    ("tags", [""]),
    ("tags", ["two\nlines"]),
    ("tags", ["\x1f"]),
    ("page", "prices"),
    ("query", ""),
    ("query", "v=1&" + "x" * 19_997),
    ("query", "v=1&name=ä"),
    ("query", "v=1\n"),
    ("per_month", Decimal("NaN")),
    ("per_month", Decimal("Infinity")),
    ("per_month", Decimal("1E+999999")),
    ("per_month", Decimal("1E-999999")),
]


@pytest.mark.parametrize(("field", "value"), REFUSED, ids=lambda value: ascii(value)[:30])
def test_a_refusal_says_what_was_given_and_what_is_taken(field: str, value: Any) -> None:
    with pytest.raises(LimitError) as caught:
        validation.draft(draft(**{field: value}))
    error = caught.value
    assert error.field == field
    assert len(error.value) < 100
    assert str(error) == f"{field}: {error.value!r} is not accepted; accepted: {words(error.accepts)}"
    assert str(error).isprintable()


def test_the_longest_of_everything_is_saved(store: Store) -> None:
    tags = tuple(f"{number:024}" for number in range(10))
    longest = {"note": "😀" * 2000, "tags": tags, "query": "v=1&" + "x" * 19_996, "per_month": Decimal("9" * 300)}
    saved = save(store, "図" * 80, "o" * 200, **longest)
    assert store.open(saved.id) == saved
    assert (saved.name, saved.tags, len(saved.note)) == ("図" * 80, tags, 2000)
    revised = revise(store, saved.id, "v=1", owner="o" * 200, changed="😀" * 2000).saved
    assert store.open(saved.id) == revised
    assert len(revised.revision.changed) == 2000


def test_names_in_every_script_are_names() -> None:
    for text in ("عربي", "کتاب\u200cها", "👩‍👩‍👧", "हिन्दी", "1", "$", "e\u0301", "Q3 – «draft» #2", "🇩🇪"):
        assert validation.name(text) == text


def test_spaces_around_are_dropped_and_the_message_says_so() -> None:
    assert validation.name("\t a b \u00a0") == "a b"
    assert validation.name(" " * 100 + "x" * 80) == "x" * 80
    with pytest.raises(LimitError, match="spaces around it are dropped"):
        validation.name("")


def test_a_refused_save_leaves_nothing(store: Store) -> None:
    saved = save(store)
    for change in (
        lambda: save(store, ""),
        lambda: revise(store, saved.id, ""),
        lambda: revise(store, saved.id, "v=1", changed="c" * 2001),
        lambda: store.describe(ANN, saved.id, "", "", ()),
        lambda: store.save(ANN, draft(), ""),
        lambda: store.save(ANN, draft(), "k" * 101),
        lambda: store.save("", draft(), key()),
        lambda: store.save("o" * 201, draft(), key()),
        lambda: store.library("nul\0"),
        lambda: store.archive("half \ud800", saved.id),
        lambda: store.library(ANN, "s" * 201),
    ):
        with pytest.raises(LimitError):
            change()
    assert store.library(ANN) == (saved,)
    assert len(store.history(saved.id)) == 1


def test_an_owner_saves_60_times_a_minute(store: Store, clock: Clock) -> None:
    clock.step *= 0
    saved = store.save(ANN, draft(), "first")
    for number in range(2, 60):
        revise(store, saved.id, "v=1", seen=number)
    copy = store.duplicate(ANN, saved.id, key())
    for another in (
        lambda: save(store),
        lambda: revise(store, saved.id, "v=1", seen=59),
        lambda: store.duplicate(ANN, saved.id, key()),
    ):
        with pytest.raises(LimitError, match="up to 60 saves a minute"):
            another()
    assert len(store.history(saved.id)) == 59
    assert store.save(ANN, draft(), "first").id == saved.id, "what was done before is no save"
    assert store.describe(ANN, copy.id, "Renamed", "", ()).name == "Renamed"
    save(store, owner=BOB)
    clock.forward(seconds=59.999)
    with pytest.raises(LimitError):
        save(store)
    clock.forward(seconds=0.001)
    save(store)


def test_an_owner_has_so_many_scenarios(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert validation.MOST_SCENARIOS == 5000
    monkeypatch.setattr(validation, "MOST_SCENARIOS", 3)
    first, second, third = (save(store, name) for name in "abc")
    store.archive(ANN, second.id)
    with pytest.raises(LimitError, match="up to 3 of one owner"):
        save(store)
    with pytest.raises(LimitError, match="up to 3 of one owner"):
        store.duplicate(ANN, first.id, key())
    save(store, owner=BOB)
    store.delete(ANN, third.id)
    save(store)
    with pytest.raises(LimitError, match="up to 3 of one owner"):
        store.restore(ANN, third.id)
    assert len(store.library(ANN)) + len(store.library(ANN, archived=True)) == 3


def test_not_found_comes_before_the_pace(store: Store, clock: Clock) -> None:
    clock.step *= 0
    saved = save(store, owner=BOB)
    for _ in range(60):
        save(store)
    with pytest.raises(NotFound):
        revise(store, saved.id, "v=1")


def test_all_owners_together_have_a_cap(engine: Engine, clock: Clock) -> None:
    store = Store(engine, now=clock, most=3)
    kept = [save(store, owner=owner) for owner in (ANN, BOB, "carol")]
    with pytest.raises(LimitError, match="PLANNER_MOST_SAVED") as refused:
        save(store, owner="dora")
    assert (refused.value.field, refused.value.value) == ("scenarios", "3 saved in all")
    revise(store, kept[0].id, "v=1&images=5")
    store.delete(ANN, kept[0].id)
    clock.forward(days=31)
    assert store.purge() == 1
    save(store, owner="dora")


def test_what_another_replica_saved_counts_a_minute_later(engine: Engine, clock: Clock) -> None:
    store, other = (Store(engine, now=clock, most=2) for _ in range(2))
    save(store, owner=ANN)
    save(other, owner=BOB)
    clock.forward(minutes=2)
    with pytest.raises(LimitError, match="everybody"):
        save(store, owner="carol")

"""Several at once, in threads and in processes: nothing is lost, nothing is done twice."""

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from pricing.saved import LimitError, Store, StoreDown, engine_for, migrate, validation
from pricing.saved.engine import writing
from pricing.saved.stored_rows import VERSION_TABLE, Base
from tests.saved.making import ANN, PLAN, Clock, child, draft, key, revise, save, together

MIGRATING = """
import sys
from pricing.saved import Store, engine_for, migrate
engine = engine_for(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
migrate(engine)
Store(engine).healthy()
"""


@pytest.fixture
def url(empty_url: str) -> str:
    """What begins here begins with the tables."""
    return empty_url


@pytest.mark.parametrize("threads", [2, 8])
def test_a_double_click_saves_once(store: Store, threads: int) -> None:
    store.healthy()
    results = together(*[lambda: store.save(ANN, draft(), "one click")] * threads)
    assert len(set(results)) == 1
    assert store.library(ANN) == (results[0],)


def test_a_double_click_over_two_replicas_saves_once(url: str) -> None:
    replicas = [Store(engine_for(url)) for _ in range(2)]
    results = together(*(lambda store=store: store.save(ANN, draft(), "one click") for store in replicas))
    assert results[0] == results[1]
    copies = together(*(lambda store=store: store.duplicate(ANN, results[0].id, "copy") for store in replicas))
    assert copies[0] == copies[1]
    assert len(replicas[0].library(ANN)) == 2


@pytest.mark.parametrize("threads", [2, 8])
def test_of_revisions_at_once_each_is_kept_and_the_later_are_told(store: Store, threads: int) -> None:
    id = save(store).id
    queries = [f"v=1&images={number}" for number in range(threads)]
    results = together(*(lambda query=query: revise(store, id, query, seen=1) for query in queries))
    assert sorted(result.saved.revision.number for result in results) == list(range(2, threads + 2))
    assert [result.others for result in results].count(False) == 1
    assert {result.saved.revision.query for result in results} == set(queries)
    for result in results:
        assert result.others == (result.saved.revision.number > 2)
        assert store.history(id)[result.saved.revision.number - 1] == result.saved.revision


def test_saves_at_once_do_not_pass_a_limit(store: Store, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    clock.step *= 0
    monkeypatch.setattr(validation, "MOST_SCENARIOS", 5)
    store.healthy()

    def attempt() -> bool:
        try:
            save(store)
        except LimitError:
            return False
        return True

    assert together(*[attempt] * 8).count(True) == 5
    assert len(store.library(ANN)) == 5


def test_a_purge_and_a_restore_at_once_leave_all_or_nothing(store: Store, clock: Clock) -> None:
    ids = [save(store).id for _ in range(5)]
    for id in ids:
        store.delete(ANN, id)
    clock.forward(days=30, seconds=-8)

    def restore() -> None:
        for id in reversed(ids):
            try:
                store.restore(ANN, id)
            except LookupError:
                continue

    together(store.purge, restore)
    for id in ids:
        opened = store.open(id)
        assert opened is None or opened.revision.query == PLAN


def test_an_empty_database_gets_its_tables_and_keeps_them(engine: Engine, store: Store) -> None:
    migrate(engine)
    saved = save(store)
    migrate(engine)
    assert store.open(saved.id) == saved
    with engine.connect() as connection:
        assert connection.scalars(text(f"SELECT version_num FROM {VERSION_TABLE}")).all() == ["0004"]


def test_revisions_of_the_first_version_have_no_price_book(engine: Engine, store: Store) -> None:
    """Made by the first migration alone, filled, then brought up to date."""
    config = Config()
    config.set_main_option("script_location", "pricing.saved:migrations")
    with writing(engine).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        now = {"now": "2026-11-24 12:00:00+00:00"}
        scenario = "'AAAAAAAAAAAAAAAAAAAAAA'"
        connection.execute(
            text(
                "INSERT INTO saved_scenario (id, owner, name, note, tags, searched, created, archived, team, newest,"
                f" saved_at) VALUES ({scenario}, 'ann', 'Old', '', '', 'old', :now, false, false, 1, :now)"
            ),
            now,
        )
        connection.execute(
            text(
                "INSERT INTO saved_revision (scenario, number, query, per_month, page, link_version, saved_at,"
                f" saved_by, request) VALUES ({scenario}, 1, 'v=1', '7', 'plan', '1', :now, 'ann', 'save:1')"
            ),
            now,
        )
    found = store.open("AAAAAAAAAAAAAAAAAAAAAA")
    assert found is not None
    assert (found.revision.per_month, found.revision.price_book) == (7, None)


def test_the_migrations_make_the_tables_that_the_code_has(engine: Engine) -> None:
    migrate(engine)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLE, "compare_server_default": True}
        )
        assert compare_metadata(context, Base.metadata) == []


def test_a_failed_migration_leaves_nothing(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE saved_revision (in_the_way INTEGER)"))
    with pytest.raises(StoreDown):
        migrate(engine)
    assert inspect(engine).get_table_names() == ["saved_revision"]
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE saved_revision"))
    migrate(engine)
    Store(engine).healthy()


def test_a_database_of_a_later_version_is_left_alone(engine: Engine) -> None:
    migrate(engine)
    with engine.begin() as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    with pytest.raises(StoreDown, match="another version"):
        save(Store(engine))


def test_threads_migrate_at_once(engine: Engine) -> None:
    together(*[lambda: migrate(engine)] * 4)
    save(Store(engine))


def test_processes_migrate_at_once(url: str) -> None:
    processes = [child(MIGRATING, url) for _ in range(2)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("\n")
        process.stdin.flush()
    for process in processes:
        _, errors = process.communicate(timeout=30)
        assert process.returncode == 0, errors
    save(Store(engine_for(url)))


def test_two_stores_of_one_folder_see_each_other(tmp_path: Path) -> None:
    one, other = (Store(engine_for(folder=tmp_path / "new" / "folder")) for _ in range(2))
    saved = one.save(ANN, draft(), key())
    assert other.open(saved.id) == saved

"""A database that does not answer: one short message, and all is well again when it does."""

import logging
import socket
import sqlite3
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, make_url, text

from pricing.saved import Store, StoreDown, engine, engine_for
from pricing.settings import SettingError
from tests.postgres import Postgres
from tests.saved.making import ANN, Clock, draft, key, revise, save

CALLS: dict[str, Callable[[Store, str], object]] = {
    "save": lambda store, id: save(store),
    "revise": lambda store, id: revise(store, id, "v=1"),
    "duplicate": lambda store, id: store.duplicate(ANN, id, key()),
    "open": lambda store, id: store.open(id),
    "history": lambda store, id: store.history(id),
    "library": lambda store, id: store.library(ANN),
    "describe": lambda store, id: store.describe(ANN, id, "Other", "", ()),
    "archive": lambda store, id: store.archive(ANN, id),
    "share": lambda store, id: store.share_with_team(ANN, id),
    "delete": lambda store, id: store.delete(ANN, id),
    "restore": lambda store, id: store.restore(ANN, id),
    "purge": lambda store, id: store.purge(),
    "healthy": lambda store, id: store.healthy(),
}
READS = {"open", "history", "library", "healthy"}


@pytest.fixture
def url(empty_url: str) -> str:
    """What fails here may take the tables along."""
    return empty_url


def each_is_down(store: Store, id: str, names: Iterator[str] | set[str], why: str = ". Please try again.") -> None:
    for name in names:
        with pytest.raises(StoreDown) as caught:
            CALLS[name](store, id)
        assert str(caught.value) == f"Saved scenarios are out of reach right now{why}", name
        assert caught.value.__cause__ is None


@pytest.fixture
def postgresql(server: Postgres) -> Iterator[str]:
    """The name of an empty database."""
    server.run("CREATE DATABASE unsteady")
    yield "unsteady"
    server.run("DROP DATABASE unsteady WITH (FORCE)")


def hang_up(server: Postgres, database: str) -> None:
    server.run(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'")


def test_a_server_that_went_away_and_came_back(server: Postgres, postgresql: str) -> None:
    store = Store(engine_for(server.url(postgresql)))
    saved = save(store)
    server.run(f"ALTER DATABASE {postgresql} ALLOW_CONNECTIONS false")
    hang_up(server, postgresql)
    each_is_down(store, saved.id, set(CALLS))
    server.run(f"ALTER DATABASE {postgresql} ALLOW_CONNECTIONS true")
    store.healthy()
    assert store.open(saved.id) == saved
    save(store)


def test_connections_cut_while_idle_are_not_noticed(server: Postgres, postgresql: str) -> None:
    store = Store(engine_for(server.url(postgresql)))
    saved = save(store)
    hang_up(server, postgresql)
    assert store.open(saved.id) == saved


def test_a_connection_cut_before_the_commit_saves_nothing_and_the_request_can_be_sent_again(
    server: Postgres, postgresql: str
) -> None:
    engine = engine_for(server.url(postgresql))
    store = Store(engine)
    store.healthy()
    event.listen(engine, "commit", lambda _: hang_up(server, postgresql), once=True)
    with pytest.raises(StoreDown):
        store.save(ANN, draft(), "again")
    assert store.library(ANN) == ()
    saved = store.save(ANN, draft(), "again")
    assert store.library(ANN) == (saved,)


def test_a_server_that_is_up_only_later(server: Postgres, postgresql: str) -> None:
    server.run(f"ALTER DATABASE {postgresql} ALLOW_CONNECTIONS false")
    store = Store(engine_for(server.url(postgresql)))
    with pytest.raises(StoreDown):
        store.healthy()
    server.run(f"ALTER DATABASE {postgresql} ALLOW_CONNECTIONS true")
    save(store)


def test_a_port_where_nobody_answers(caplog: pytest.LogCaptureFixture) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    store = Store(engine_for(f"postgres://user:pass-word@127.0.0.1:{port}/saved"))
    with caplog.at_level(logging.WARNING):
        each_is_down(store, "A" * 22, set(CALLS))
    assert "pass-word" not in caplog.text
    assert "out of reach: " in caplog.text


def test_a_lock_that_somebody_holds_for_long(server: Postgres, postgresql: str) -> None:
    engine = engine_for(server.url(postgresql), patience=0.2)
    store = Store(engine)
    saved = save(store)
    with engine.begin() as connection:
        connection.execute(text("LOCK TABLE saved_scenario IN EXCLUSIVE MODE"))
        each_is_down(store, saved.id, {"save", "archive"})
        assert store.open(saved.id) == saved
    save(store)


def test_more_callers_than_connections(url: str) -> None:
    engine = engine_for(url, patience=0.1)
    store = Store(engine)
    store.healthy()
    held = [engine.connect() for _ in range(15)]
    with pytest.raises(StoreDown):
        store.healthy()
    for connection in held:
        connection.close()
    store.healthy()


def test_a_file_that_another_program_has_locked(tmp_path: Path) -> None:
    engine = engine_for(f"sqlite:///{tmp_path}/saved.sqlite3", patience=0.05)
    store = Store(engine)
    saved = save(store)
    with closing(sqlite3.connect(tmp_path / "saved.sqlite3", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        each_is_down(store, saved.id, set(CALLS) - READS)
        assert store.open(saved.id) == saved, "who reads does not wait for who writes"
        other.execute("ROLLBACK")
    assert len(store.library(ANN)) == 1
    save(store)


def test_a_folder_that_cannot_be_made_yet(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("in the way")
    store = Store(engine_for(f"sqlite:///{tmp_path}/data/saved.sqlite3"))
    each_is_down(store, "A" * 22, set(CALLS), ": the planner cannot make or use its data folder.")
    (tmp_path / "data").unlink()
    save(store)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    file = tmp_path / "saved.sqlite3"
    file.write_text("not a database " * 100)
    store = Store(engine_for(f"sqlite:///{file}"))
    each_is_down(store, "A" * 22, set(CALLS), ": their file is not a database, or is damaged.")
    assert file.read_text() == "not a database " * 100
    file.unlink()
    save(store)


def test_the_log_does_not_repeat_what_was_saved(engine: Engine, clock: Clock, caplog: pytest.LogCaptureFixture) -> None:
    store = Store(engine, now=clock)
    save(store)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE saved_revision"))
    with caplog.at_level(logging.WARNING), pytest.raises(StoreDown):
        save(store, "Secret name", owner="secret-owner", note="secret note")
    assert "saved_revision" in caplog.text
    assert "ecret" not in caplog.text


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgres://u:p@h:5/d", "postgresql+psycopg://u:p@h:5/d"),
        ("postgresql://h/d?sslmode=require", "postgresql+psycopg://h/d?sslmode=require"),
        ("postgresql+psycopg2://h/d", "postgresql+psycopg://h/d"),
        ("sqlite:////data/x.db", "sqlite:////data/x.db"),
    ],
)
def test_addresses_as_hosts_write_them(address: str, shown: str) -> None:
    assert engine_for(address).url == make_url(shown)


@pytest.mark.parametrize(
    "address",
    [
        "mysql://u:pass-word@h/d",
        "pass-word",
        "postgres://u:pass-word@h:port/d",
        "postgres://h:pass-word/d",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///file:/data/x.db?uri=true",
    ],
)
def test_another_address_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(SettingError, match="PLANNER_DATABASE") as caught:
        engine_for(address)
    shown = "".join(traceback.format_exception(caught.value))
    assert "pass-word" not in shown + caught.value.value


def test_where_scenarios_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def kept(url: str | None = None, folder: Path | None = None) -> str | None:
        return engine_for(url, folder).url.database

    monkeypatch.delenv("PLANNER_DATA")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert kept() == f"{tmp_path}/.local/share/image-cost-planner/saved-scenarios.sqlite3"
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert kept() == f"{tmp_path}/.local/share/image-cost-planner/saved-scenarios.sqlite3"
    monkeypatch.setenv("XDG_DATA_HOME", "/xdg")
    assert kept() == "/xdg/image-cost-planner/saved-scenarios.sqlite3"
    monkeypatch.setenv("PLANNER_DATA", "/chosen")
    assert kept() == "/chosen/saved-scenarios.sqlite3"
    assert kept(folder=Path("/given")) == "/given/saved-scenarios.sqlite3"
    monkeypatch.setenv("PLANNER_DATABASE", "postgres://h/d")
    assert kept() == kept(folder=Path("/given")) == "d"
    assert kept("sqlite:///own.db") == "own.db"


def test_a_file_is_kept_safely(tmp_path: Path) -> None:
    with engine_for(f"sqlite:///{tmp_path}/saved.sqlite3").connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    full = 2
    patience = engine.PATIENCE * 1000
    assert settings == {"journal_mode": "wal", "synchronous": full, "foreign_keys": 1, "busy_timeout": patience}

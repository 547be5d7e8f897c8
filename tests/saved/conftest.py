"""An empty database for each test: once in SQLite, once in PostgreSQL."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from pricing.saved import Store, engine_for, migrate
from tests.postgres import Postgres, postgres
from tests.saved.making import Clock

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def server() -> Iterator[Postgres]:
    with postgres() as running:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            # Tests kill processes, not the machine.
            running.run(f"ALTER SYSTEM SET {setting} = off")
        running.run("SELECT pg_reload_conf()")
        yield running


@pytest.fixture(scope="session")
def migrated(server: Postgres) -> str:
    """The name of a database that has its tables."""
    server.run("CREATE DATABASE migrated")
    engine = engine_for(server.url("migrated"))
    migrate(engine)
    engine.dispose()
    return "migrated"


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    """Of database."""
    return str(request.param)


@pytest.fixture
def empty_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path}/data/saved.sqlite3"
        return
    server: Postgres = request.getfixturevalue("server")
    name = f"test_{next(_numbers)}"
    server.run(f"CREATE DATABASE {name}")
    yield server.url(name)
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def url(kind: str, request: pytest.FixtureRequest) -> str:
    """A database in which nothing is saved; in PostgreSQL it has its tables, as making another takes half a second."""
    if kind == "sqlite":
        return str(request.getfixturevalue("empty_url"))
    server: Postgres = request.getfixturevalue("server")
    name = str(request.getfixturevalue("migrated"))
    tables = server.run(
        "SELECT tablename FROM pg_tables WHERE tablename LIKE 'saved%' AND tablename <> 'saved_version'", name
    )
    emptied = f"TRUNCATE {', '.join(table for (table,) in tables)} CASCADE"
    server.run(f"SET session_replication_role = replica; {emptied}", name)
    return server.url(name)


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = engine_for(url)
    yield engine
    engine.dispose()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(engine: Engine, clock: Clock) -> Store:
    return Store(engine, now=clock)

"""A new, empty database for each test: once in SQLite, once in PostgreSQL."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from pricing.saved import Store, engine_for
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


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/data/saved.sqlite3"
        return
    server: Postgres = request.getfixturevalue("server")
    name = f"test_{next(_numbers)}"
    server.run(f"CREATE DATABASE {name}")
    yield server.url(name)
    server.run(f"DROP DATABASE {name} WITH (FORCE)")


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

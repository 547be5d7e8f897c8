"""Where saved scenarios are kept: a SQLite file of the user's, or a PostgreSQL server for many."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

FILE_NAME = "saved-scenarios.sqlite3"
PATIENCE = 5.0
"""Seconds to wait for a connection, or for somebody else's lock."""
_WRITING = "writing"


def engine_for(url: str | None = None, folder: Path | None = None, patience: float = PATIENCE) -> Engine:
    """The database at `url`, else at DATABASE_URL, else the file in `folder`.

    Nothing is opened yet, so a database that is down now can be used as soon as it is up.
    Raises ValueError for an address that is neither a SQLite file nor PostgreSQL; the message does not repeat it.
    """
    address = url or os.environ.get("DATABASE_URL")
    if not address:
        return _sqlite(URL.create("sqlite", database=str((folder or data_folder()) / FILE_NAME)), patience)
    try:
        parsed = make_url(address)
    except (ArgumentError, ValueError):
        raise ValueError("DATABASE_URL is not an address of a database") from None
    kind = parsed.drivername.partition("+")[0]
    if kind == "sqlite" and parsed.database not in {None, "", ":memory:"}:
        return _sqlite(parsed.set(drivername="sqlite"), patience)
    if kind in {"postgresql", "postgres"}:
        return _postgresql(parsed.set(drivername="postgresql+psycopg"), patience)
    raise ValueError("DATABASE_URL takes an address that begins with postgresql:// or sqlite:///, and a name")


def data_folder(environment: Mapping[str, str] = os.environ) -> Path:
    """PLANNER_DATA, else the planner's folder among the user's data (XDG)."""
    if chosen := environment.get("PLANNER_DATA"):
        return Path(chosen)
    home = Path(environment.get("XDG_DATA_HOME", ""))
    # A relative XDG_DATA_HOME does not count.
    return (home if home.is_absolute() else Path.home() / ".local" / "share") / "image-cost-planner"


def writing(engine: Engine) -> Engine:
    """The same engine for transactions that write: SQLite takes its lock at the start, not half way."""
    return engine.execution_options(**{_WRITING: True})


def _sqlite(url: URL, patience: float) -> Engine:
    engine = create_engine(
        url,
        connect_args={"timeout": patience},
        pool_timeout=patience,
        hide_parameters=True,
    )

    @event.listens_for(engine, "do_connect")
    def make_folder(*_: Any) -> None:
        Path(url.database or "").parent.mkdir(mode=0o700, parents=True, exist_ok=True)

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _: Any) -> None:
        # The driver would begin transactions late, and none at all before DDL: `begin` below does it.
        connection.isolation_level = None
        # Readers do not wait for a writer; what was acknowledged survives a power cut.
        for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        exclusive = connection.get_execution_options().get(_WRITING)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if exclusive else "BEGIN")

    return engine


def _postgresql(url: URL, patience: float) -> Engine:
    milliseconds = round(patience * 1000)
    network = {"connect_timeout": max(2, round(patience)), "tcp_user_timeout": milliseconds}
    engine = create_engine(
        url,
        connect_args={key: value for key, value in network.items() if key not in url.query},
        # A statement after the wait for a lock must see what the lock waited for.
        isolation_level="READ COMMITTED",
        pool_pre_ping=True,
        pool_timeout=patience,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _: Any) -> None:
        connection.execute(f"SET lock_timeout = {milliseconds}")
        connection.execute(f"SET statement_timeout = {2 * milliseconds}")
        connection.commit()

    return engine

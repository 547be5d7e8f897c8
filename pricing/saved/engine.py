"""The database of saved scenarios, a SQLite file or a PostgreSQL server, and the migration of its tables."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select, text
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from pricing import settings
from pricing.saved import messages
from pricing.saved.errors import StoreDown, failures_reported
from pricing.saved.private_files import DatabaseFile
from pricing.saved.silence import CONNECTING, GREETING, Address, Circuit, TimedConnection
from pricing.saved.stored_rows import VERSION_TABLE

FILE_NAME = "saved-scenarios.sqlite3"
PATIENCE = 5.0
"""Seconds to wait for a connection of the pool, or for a lock that another transaction holds."""
_WRITING = "writing"
_FILE = "file"
_READ_ONLY = "read-only"
"""Key in the info of a connection: the address under which a file that cannot be written to was opened."""
_ADVISORY_KEY = 0x1C05_7A6E
"""The advisory lock of migrations: a number that no other program on the database should use."""
_LONGEST_MIGRATION = 600.0
"""Seconds that one migration of large tables may take."""
_one_at_a_time = threading.Lock()
"""Only one migration at a time in a process, as Alembic has global state."""


def engine_for(url: str | None = None, folder: Path | None = None, patience: float = PATIENCE) -> Engine:
    """The database at `url`, or if not given at PLANNER_DATABASE, or else the file in `folder`.

    It does not connect yet, so a database that is down now can be used as soon as it is up.
    Raises SettingError for an address that is neither a SQLite file nor PostgreSQL; the message does not repeat it.
    """
    given = settings.database()
    address = url or (given.get_secret_value() if given else None)
    if not address:
        return _sqlite(URL.create("sqlite", database=str((folder or data_folder()) / FILE_NAME)), patience)
    try:
        parsed = make_url(address)
    except (ArgumentError, ValueError):
        # `from None`: the cause repeats the address, which may contain a password.
        parsed = None
    if parsed is None:
        settings.database.refuse()
    kind = parsed.drivername.partition("+")[0]
    if kind == "sqlite" and parsed.database not in {None, "", ":memory:"} and "uri" not in parsed.query:
        return _sqlite(parsed.set(drivername="sqlite"), patience)
    if kind in {"postgresql", "postgres"}:
        return _postgresql(parsed.set(drivername="postgresql+psycopg"), patience)
    return settings.database.refuse()


def data_folder() -> Path:
    """PLANNER_DATA, or else the planner's folder in the user's data directory (XDG)."""
    if chosen := settings.data():
        return chosen
    home = settings.user_data()
    # The XDG specification ignores relative paths.
    return (home if home and home.is_absolute() else Path.home() / ".local" / "share") / "image-cost-planner"


def writing(engine: Engine) -> Engine:
    """The same engine for transactions that write: SQLite then takes its write lock when they begin."""
    return engine.execution_options(**{_WRITING: True})


def confirm(engine: Engine) -> None:
    """Return if what is saved now will be there after a restart. Raises StoreDown, OSError."""
    file = engine.get_execution_options().get(_FILE)
    if file is not None:
        file.confirm()


def _sqlite(url: URL, patience: float) -> Engine:
    file = DatabaseFile(Path(url.database or ""))
    engine = create_engine(
        url,
        connect_args={"timeout": patience},
        pool_timeout=patience,
        hide_parameters=True,
        execution_options={_FILE: file},
    )

    @event.listens_for(engine, "do_connect")
    def connect(_: object, record: ConnectionPoolEntry, *_given: object) -> sqlite3.Connection | None:
        file.prepare()
        address = record.info[_READ_ONLY] = file.read_only_address
        return sqlite3.connect(address, patience, check_same_thread=False, uri=True) if address else None

    @event.listens_for(engine, "connect")
    def settle(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
        # The driver begins transactions late, and none before DDL; `begin` below does it instead.
        connection.isolation_level = None
        # With WAL readers do not wait for a writer; with FULL a committed transaction survives a power cut.
        pragmas = ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON")
        for pragma in pragmas if not record.info[_READ_ONLY] else ():
            connection.execute(f"PRAGMA {pragma}")
        file.opened()

    @event.listens_for(engine, "checkout")
    def still_so(_: object, record: ConnectionPoolEntry, _proxy: object) -> None:
        # So that a file which becomes writable again is noticed without a restart.
        if record.info[_READ_ONLY] and record.info[_READ_ONLY] != file.read_only_address:
            raise DisconnectionError

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        exclusive = connection.get_execution_options().get(_WRITING)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if exclusive else "BEGIN")

    return engine


def _postgresql(url: URL, patience: float) -> Engine:
    milliseconds = round(patience * 1000)
    network = {"connect_timeout": CONNECTING, "tcp_user_timeout": milliseconds}
    circuit = Circuit()
    engine = create_engine(
        url,
        connect_args={key: value for key, value in network.items() if key not in url.query},
        # A statement after a wait for a lock must see what the other transaction committed.
        isolation_level="READ COMMITTED",
        pool_pre_ping=True,
        pool_timeout=patience,
        hide_parameters=True,
    )

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: object, _record: object, _arguments: object, address: Address) -> TimedConnection:
        return circuit.connect(address)

    @event.listens_for(engine, "connect")
    def settle(connection: TimedConnection, _: object) -> None:
        for limit in ("lock_timeout", "statement_timeout"):
            connection.execute(f"SET {limit} = {milliseconds}")
        connection.commit()

    @event.listens_for(engine, "checkout")
    def at_work(connection: TimedConnection, *_: object) -> None:
        # The server itself ends such long statements; this limit is for a server that does not answer.
        connection.limit = patience + GREETING

    @event.listens_for(engine, "checkin")
    def idle(connection: TimedConnection | None, _: object) -> None:
        if connection is not None:
            connection.limit = GREETING

    return engine


def migrate(engine: Engine) -> None:
    """Create or migrate the tables to this version; does nothing if they are up to date.

    One transaction under a lock of the database: processes that start at the same time wait for each other, and one
    that dies during the migration leaves no change. Raises StoreDown.
    """
    config = Config()
    config.set_main_option("script_location", "pricing.saved:migrations")
    if _is_read_only(engine):
        _check_version(engine, config)
        return
    with _turn(), failures_reported(), writing(engine).begin() as connection:
        if connection.dialect.name == "postgresql":
            cast(TimedConnection, connection.connection.driver_connection).limit = _LONGEST_MIGRATION
            for limit in ("lock_timeout", "statement_timeout"):
                connection.execute(text(f"SET LOCAL {limit} = 0"))
            connection.execute(select(func.pg_advisory_xact_lock(_ADVISORY_KEY)))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError:
            raise StoreDown(messages.another_version()) from None


def _is_read_only(engine: Engine) -> bool:
    file = engine.get_execution_options().get(_FILE)
    with failures_reported():
        if file is not None:
            file.prepare()
        return file is not None and bool(file.read_only_address)


def _check_version(engine: Engine, config: Config) -> None:
    """Return if a read-only database has the tables of this version. Raises StoreDown."""
    with failures_reported(), engine.connect() as connection:
        version = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE}).get_current_revision()
    if version != ScriptDirectory.from_config(config).get_current_head():
        raise StoreDown.because(messages.read_only())


@contextmanager
def _turn() -> Iterator[None]:
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        raise StoreDown(messages.being_migrated())
    try:
        yield
    finally:
        _one_at_a_time.release()

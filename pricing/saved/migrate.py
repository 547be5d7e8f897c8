"""Brings the tables up to date, whoever starts first."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import cast

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Engine, func, select, text

from pricing.saved.engine import PATIENCE, writing
from pricing.saved.errors import StoreDown, failures_reported
from pricing.saved.silence import TimedConnection

_ADVISORY_KEY = 0x1C05_7A6E
"""Any number that no other user of the database takes for its locks."""
_LONGEST = 600.0
"""Seconds that one change of large tables may take."""
_one_at_a_time = threading.Lock()
"""Alembic keeps its state in the process."""


def migrate(engine: Engine) -> None:
    """Make or change the tables as this version needs them; nothing to do is fine.

    One transaction under a lock of the database: processes that start at once wait for each other,
    and one that dies half way leaves nothing. Raises StoreDown.
    """
    config = Config()
    config.set_main_option("script_location", "pricing.saved:migrations")
    with _turn(), failures_reported(), writing(engine).begin() as connection:
        if connection.dialect.name == "postgresql":
            cast(TimedConnection, connection.connection.driver_connection).limit = _LONGEST
            for limit in ("lock_timeout", "statement_timeout"):
                connection.execute(text(f"SET LOCAL {limit} = 0"))
            connection.execute(select(func.pg_advisory_xact_lock(_ADVISORY_KEY)))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError:
            raise StoreDown("The database of saved scenarios belongs to another version of the planner.") from None


@contextmanager
def _turn() -> Iterator[None]:
    if not _one_at_a_time.acquire(timeout=PATIENCE):
        raise StoreDown("The database of saved scenarios is being brought up to date. Please try again.")
    try:
        yield
    finally:
        _one_at_a_time.release()

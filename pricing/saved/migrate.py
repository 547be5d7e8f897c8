"""Brings the tables up to date, whoever starts first."""

import threading

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Engine, func, select, text

from pricing.saved.engine import writing
from pricing.saved.errors import StoreDown, failures_reported

_ADVISORY_KEY = 0x1C05_7A6E
"""Any number that no other user of the database takes for its locks."""
_one_at_a_time = threading.Lock()
"""Alembic keeps its state in the process."""


def migrate(engine: Engine) -> None:
    """Make or change the tables as this version needs them; nothing to do is fine.

    One transaction under a lock of the database: processes that start at once wait for each other,
    and one that dies half way leaves nothing. Raises StoreDown.
    """
    config = Config()
    config.set_main_option("script_location", "pricing.saved:migrations")
    with _one_at_a_time, failures_reported(), writing(engine).begin() as connection:
        if connection.dialect.name == "postgresql":
            for limit in ("lock_timeout", "statement_timeout"):
                connection.execute(text(f"SET LOCAL {limit} = 0"))
            connection.execute(select(func.pg_advisory_xact_lock(_ADVISORY_KEY)))
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError:
            raise StoreDown("The database of saved scenarios belongs to another version of the planner.") from None

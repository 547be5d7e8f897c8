"""What saving can answer instead of a result. No message carries an address, a password or somebody's text."""

import errno
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from pricing.saved.saved_scenario import Saved
from pricing.wording.figures import number

_SHOWN = 60
_OUT_OF_REACH = "Saved scenarios are out of reach right now"
_READ_ONLY = "the planner cannot write to its data folder, or to the file in it."
_NO_FOLDER = "the planner cannot make or use its data folder."
_FULL = "the disk of the planner's data folder is full."
_NO_DATABASE = "their file is not a database, or is damaged."
_OF_SYSTEM = {
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
}
_OF_SQLITE = {
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _READ_ONLY,
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_NOTADB: _NO_DATABASE,
    sqlite3.SQLITE_CORRUPT: _NO_DATABASE,
}
_log = logging.getLogger(__name__)


class NotFound(LookupError):
    """There is no such scenario for this user: missing, deleted, or somebody else's; nobody can tell which."""

    def __init__(self) -> None:
        super().__init__("There is no such saved scenario among yours.")


class DeletedSince(LookupError):
    """What the same request saved before has been deleted since: it was done, and cannot be answered with again."""

    def __init__(self, saved: Saved) -> None:
        self.saved = saved
        super().__init__("It had been saved before, and was deleted since.")


class StoreDown(ConnectionError):
    """The database does not answer. Nothing was acknowledged; the same request can be sent again later."""

    def __init__(self, message: str = f"{_OUT_OF_REACH}. Please try again.") -> None:
        super().__init__(message)

    @classmethod
    def because(cls, reason: str) -> Self:
        """With a reason that does not go away by itself."""
        return cls(f"{_OUT_OF_REACH}: {reason}")


class LimitError(ValueError):
    """A value beyond what can be saved: which field, what it got (shortened), what it accepts."""

    def __init__(self, field: str, value: str, accepts: str) -> None:
        self.field = field
        self.value = shortened(value)
        self.accepts = accepts
        super().__init__(f"{field}: {self.value!r} is not accepted; it takes {accepts}")


@contextmanager
def failures_reported() -> Iterator[None]:
    """Turn every failure of the database, or of the folder it is in, into `StoreDown`; the log gets the first line."""
    try:
        yield
    except StoreDown:
        raise
    except (DBAPIError, PoolTimeout, OSError) as error:
        cause = getattr(error, "orig", None) or error
        first_line = str(cause).partition("\n")[0]
        _log.warning("Saved scenarios are out of reach: %s: %s", type(cause).__name__, first_line)
        reason = _reason(cause)
        raise (StoreDown.because(reason) if reason else StoreDown()) from None


def _reason(cause: BaseException) -> str | None:
    """What somebody has to put right; None for what may pass."""
    if isinstance(cause, sqlite3.Error):
        # The lowest byte is the kind, the others say more.
        return _OF_SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    return _OF_SYSTEM.get(cause.errno or 0, _NO_FOLDER) if isinstance(cause, OSError) else None


def shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}... ({number(len(text))} characters)"

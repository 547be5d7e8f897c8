"""The errors of the store. Their messages never contain an address, a password or a user's text."""

import errno
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Self

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from pricing.saved import messages
from pricing.saved.saved_scenario import Saved
from pricing.wording.figures import number
from pricing.wording.messages import Message, words

_SHOWN = 60
_OF_SYSTEM = {
    errno.EACCES: messages.read_only(),
    errno.EPERM: messages.read_only(),
    errno.EROFS: messages.read_only(),
    errno.ENOSPC: messages.full_disk(),
    errno.EDQUOT: messages.full_disk(),
}
_OF_SQLITE = {
    sqlite3.SQLITE_READONLY: messages.read_only(),
    sqlite3.SQLITE_CANTOPEN: messages.read_only(),
    sqlite3.SQLITE_FULL: messages.full_disk(),
    sqlite3.SQLITE_NOTADB: messages.no_database(),
    sqlite3.SQLITE_CORRUPT: messages.no_database(),
}
_log = logging.getLogger(__name__)


class _Said:
    """Base of the errors: an exception with a message for the reader."""

    message: Message

    def __str__(self) -> str:
        return words(self.message)


class NotFound(_Said, LookupError):
    """The user has no such scenario. Whether it is missing, deleted or somebody else's is not told."""

    message = messages.not_among_yours()


class DeletedSince(_Said, LookupError):
    """A repeated request whose scenario was saved the first time and has been deleted since."""

    message = messages.deleted_since()

    def __init__(self, saved: Saved) -> None:
        super().__init__(saved.id)
        self.saved = saved


class StoreDown(_Said, ConnectionError):
    """The database does not answer. Nothing was saved; the same request can be sent again later."""

    def __init__(self, message: Message | None = None) -> None:
        super().__init__()
        self.message = message or messages.out_of_reach()

    @classmethod
    def because(cls, reason: Message) -> Self:
        """The error with a reason that somebody has to fix."""
        return cls(messages.out_of_reach_because(reason))


class LimitError(_Said, ValueError):
    """A value that cannot be saved: the field, the value (shortened) and what is accepted."""

    def __init__(self, field: str, value: str | Message, accepts: Message) -> None:
        super().__init__(field)
        self.field = field
        self.value = words(value) if isinstance(value, Message) else shortened(value)
        self.accepts = accepts
        self.message = messages.not_accepted(field, self.value, accepts)


@contextmanager
def failures_reported() -> Iterator[None]:
    """Turn failures of the database or of its folder into `StoreDown`, and log their first line."""
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


def _reason(cause: BaseException) -> Message | None:
    """What somebody has to fix; None for a failure that may be temporary."""
    if isinstance(cause, sqlite3.Error):
        # The lowest byte of an extended SQLite error code is its primary code.
        return _OF_SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    return _OF_SYSTEM.get(cause.errno or 0, messages.no_folder()) if isinstance(cause, OSError) else None


def shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}... ({number(len(text))} characters)"

"""What saving can answer instead of a result. No message carries an address, a password or somebody's text."""

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
    """An exception in words."""

    message: Message

    def __str__(self) -> str:
        return words(self.message)


class NotFound(_Said, LookupError):
    """There is no such scenario for this user: missing, deleted, or somebody else's; nobody can tell which."""

    message = messages.not_among_yours()


class DeletedSince(_Said, LookupError):
    """What the same request saved before has been deleted since: it was done, and cannot be answered with again."""

    message = messages.deleted_since()

    def __init__(self, saved: Saved) -> None:
        super().__init__(saved.id)
        self.saved = saved


class StoreDown(_Said, ConnectionError):
    """The database does not answer. Nothing was acknowledged; the same request can be sent again later."""

    def __init__(self, message: Message | None = None) -> None:
        super().__init__()
        self.message = message or messages.out_of_reach()

    @classmethod
    def because(cls, reason: Message) -> Self:
        """With a reason that does not go away by itself."""
        return cls(messages.out_of_reach_because(reason))


class LimitError(_Said, ValueError):
    """A value beyond what can be saved: which field, what it got (shortened), what it accepts."""

    def __init__(self, field: str, value: str | Message, accepts: Message) -> None:
        super().__init__(field)
        self.field = field
        self.value = words(value) if isinstance(value, Message) else shortened(value)
        self.accepts = accepts
        self.message = messages.not_accepted(field, self.value, accepts)


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


def _reason(cause: BaseException) -> Message | None:
    """What somebody has to put right; None for what may pass."""
    if isinstance(cause, sqlite3.Error):
        # The lowest byte is the kind, the others say more.
        return _OF_SQLITE.get(getattr(cause, "sqlite_errorcode", 0) & 0xFF)
    return _OF_SYSTEM.get(cause.errno or 0, messages.no_folder()) if isinstance(cause, OSError) else None


def shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}... ({number(len(text))} characters)"

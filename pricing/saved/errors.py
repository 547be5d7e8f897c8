"""What saving can answer instead of a result. No message carries an address, a password or somebody's text."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

_SHOWN = 60
_log = logging.getLogger(__name__)


class NotFound(LookupError):
    """There is no such scenario for this user: missing, deleted, or somebody else's; nobody can tell which."""

    def __init__(self) -> None:
        super().__init__("There is no such saved scenario among yours.")


class StoreDown(ConnectionError):
    """The database does not answer. Nothing was acknowledged; the same request can be sent again later."""

    def __init__(self, message: str = "Saved scenarios are out of reach right now. Please try again.") -> None:
        super().__init__(message)


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
        raise StoreDown from None


def shortened(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}... ({len(text):,} characters)"

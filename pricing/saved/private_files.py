"""Files that only their owner can read, written completely or not at all, and the SQLite file of saved scenarios.

A process never changes to another SQLite file, and never replaces a lost one with a new one without an error.
"""

import datetime as dt
import logging
import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from pricing.saved import messages
from pricing.saved.errors import StoreDown

_LEFT_BY_SQLITE = ("-wal", "-shm")
_NOWHERE = (0, 0)
_FOR_OTHERS = 0o077
"""The bits of a file's mode that let others read, write or run it."""
_log = logging.getLogger(__name__)


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A temporary file to write, which becomes `path` at the end; a file that is at `path` by then is kept instead.

    Creates the folder. If several processes do this at once, the file of one of them stays. Raises OSError.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    try:
        yield Path(name)
        os.fsync(descriptor)
        with suppress(FileExistsError):
            os.link(name, path)
    finally:
        os.close(descriptor)
        os.unlink(name)


def close_to_others(path: Path) -> None:
    """Remove the access rights of other users from a file that may have been created with them."""
    with suppress(OSError):
        mode = path.stat().st_mode
        if mode & _FOR_OTHERS:
            path.chmod(mode & ~_FOR_OTHERS)


class DatabaseFile:
    """The SQLite file, the same one as long as the process runs.

    The planner never leaves an empty file, so an empty one was emptied by something else and is an error.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: tuple[int, int] | None = None
        """Device and number of the file that this process saves in."""

    def prepare(self) -> None:
        """Create the file before a connection if there is none. Raises StoreDown, OSError."""
        if self._opened is not None:
            self.confirm()
            return
        if not self._path.exists():
            with whole(self._path) as new, closing(sqlite3.connect(new)) as database:
                # Writes the header.
                database.execute("PRAGMA journal_mode = WAL")
        elif self._path.stat().st_size == 0:
            self._set_aside()
            _log.error("The file of saved scenarios is empty: %s", self._path)
            raise StoreDown.because(messages.empty_file(self._path.name))
        for ending in ("", *_LEFT_BY_SQLITE):
            close_to_others(self._beside(ending))

    @property
    def read_only_address(self) -> str:
        """The URI with which SQLite opens the file read-only; empty if the file and its folder can be written to."""
        if os.access(self._path, os.W_OK) and os.access(self._path.parent, os.W_OK):
            return ""
        # Without a WAL file, SQLite would have to create one to read; `immutable` avoids that.
        alone = "" if self._beside(_LEFT_BY_SQLITE[0]).exists() else "&immutable=1"
        return f"file:{quote(str(self._path.absolute()))}?mode=ro{alone}"

    def opened(self) -> None:
        """Remember after a connection which file was opened; from then on no other is accepted."""
        if self._opened is None:
            status = os.stat(self._path)
            self._opened = (status.st_dev, status.st_ino)

    def confirm(self) -> None:
        """Return if what is saved now will be there after a restart. Raises StoreDown, OSError."""
        if self._opened is None:
            return
        try:
            status = os.stat(self._path)
            here = (status.st_dev, status.st_ino) == self._opened
        except (FileNotFoundError, NotADirectoryError):
            here = False
        else:
            if here and status.st_size == 0:
                # Later writes would mix with the pages that SQLite has cached of the file before.
                self._opened, here = _NOWHERE, False
        if not here:
            _log.error("The file of saved scenarios was emptied, removed or replaced: %s", self._path)
            raise StoreDown.because(messages.replaced_file(self._path.name))

    def _set_aside(self) -> None:
        """Rename the WAL file of a lost database: SQLite would delete it on opening a new, empty file."""
        now = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
        for ending in _LEFT_BY_SQLITE:
            left = self._beside(ending)
            if left.exists():
                kept = left.rename(self._beside(f".emptied-{now}{ending}"))
                _log.error("What was left of saved scenarios is kept as %s", kept)

    def _beside(self, ending: str) -> Path:
        return self._path.with_name(self._path.name + ending)

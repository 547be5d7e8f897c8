"""Files for their owner alone: written whole or not at all; and the SQLite file of saved scenarios.

That file is never taken for another one, and never begun anew in silence.
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
    """A new file to fill in. At the end it is at `path`, unless something is there by then, which is kept.

    Makes the folder. Of several processes at once, one makes the file for all. Raises OSError.
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
    """Take the rights of others away from a file that may have been made with them."""
    with suppress(OSError):
        mode = path.stat().st_mode
        if mode & _FOR_OTHERS:
            path.chmod(mode & ~_FOR_OTHERS)


class DatabaseFile:
    """One file for as long as the process runs. The planner never leaves an empty one, so one was emptied by others."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._opened: tuple[int, int] | None = None
        """Device and number of the file that this process saves in."""

    def prepare(self) -> None:
        """Before a connection: make the file where there is none. Raises StoreDown, OSError."""
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
        """As what SQLite opens the file where it, or its folder, cannot be written to; empty where both can."""
        if os.access(self._path, os.W_OK) and os.access(self._path.parent, os.W_OK):
            return ""
        # Without the file of what is not yet written there, SQLite would make one to read.
        alone = "" if self._beside(_LEFT_BY_SQLITE[0]).exists() else "&immutable=1"
        return f"file:{quote(str(self._path.absolute()))}?mode=ro{alone}"

    def opened(self) -> None:
        """After a connection: from now on this file and no other."""
        if self._opened is None:
            status = os.stat(self._path)
            self._opened = (status.st_dev, status.st_ino)

    def confirm(self) -> None:
        """Return if what is saved now is there at the next start. Raises StoreDown, OSError."""
        if self._opened is None:
            return
        try:
            status = os.stat(self._path)
            here = (status.st_dev, status.st_ino) == self._opened
        except (FileNotFoundError, NotADirectoryError):
            here = False
        else:
            if here and status.st_size == 0:
                # Whatever is written into it later would be mixed with what SQLite remembers of it.
                self._opened, here = _NOWHERE, False
        if not here:
            _log.error("The file of saved scenarios was emptied, removed or replaced: %s", self._path)
            raise StoreDown.because(messages.replaced_file(self._path.name))

    def _set_aside(self) -> None:
        """Keep what SQLite had not yet written into the file: opening an empty one would delete it."""
        now = dt.datetime.now(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
        for ending in _LEFT_BY_SQLITE:
            left = self._beside(ending)
            if left.exists():
                kept = left.rename(self._beside(f".emptied-{now}{ending}"))
                _log.error("What was left of saved scenarios is kept as %s", kept)

    def _beside(self, ending: str) -> Path:
        return self._path.with_name(self._path.name + ending)

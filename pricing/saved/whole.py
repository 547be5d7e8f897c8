"""Files that other processes see whole or not at all, for their owner alone."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_FOR_OTHERS = 0o077


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
    with suppress(FileNotFoundError, PermissionError):
        mode = path.stat().st_mode
        if mode & _FOR_OTHERS:
            path.chmod(mode & ~_FOR_OTHERS)

"""Compressed copies of the page's large files, made once: `<folder>/streamlit-<version>/<hash>.br`, `.gzip`.

The file name of a copy is the hash of its original, so it is never used for another file. Before its first use a copy
is unpacked and compared, so a damaged one is never sent. Missing copies are made by a process of low priority;
`python -m web.small_copies <data folder>` makes them at once.
"""

import asyncio
import gzip
import hashlib
import os
import shutil
import sys
import zlib
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import NamedTuple

import brotli

from compat import components, page_files
from pricing import settings
from pricing.saved.engine import data_folder
from pricing.saved.private_files import whole
from pricing.settings import SettingError
from ui.drawing import chart

FOLDER_NAME = "compressed"
_ROOT = Path(__file__).parents[1]
_LAST_IN_LINE = 19
"""The priority (`nice`) of a process that runs only while no other needs the processor."""


class _Method(NamedTuple):
    pack: Callable[[bytes], bytes]
    unpack: Callable[[bytes], bytes]


def _smallest(data: bytes) -> bytes:
    return bytes(brotli.compress(data, mode=brotli.MODE_TEXT, quality=11, lgwin=24))


METHODS: Mapping[str, _Method] = {
    "br": _Method(_smallest, brotli.decompress),
    "gzip": _Method(lambda data: gzip.compress(data, 9, mtime=0), gzip.decompress),
}
"""Content-Encoding -> how to pack and unpack it, the smaller first; browsers accept Brotli by https and locally."""


def originals() -> dict[str, Path]:
    """Path at which it is served -> large file of the page."""
    library = components.address(chart.NAME, chart.LIBRARY.name)
    return {path: page_files.FOLDER / path for path in page_files.large()} | {library: chart.LIBRARY}


def place(folder: Path) -> Path:
    """The folder of the copies of the installed release, in the planner's data folder."""
    return folder / FOLDER_NAME / f"streamlit-{page_files.release()}"


def name(data: bytes, encoding: str) -> str:
    """The file name of a copy."""
    return f"{hashlib.sha256(data).hexdigest()}.{encoding}"


class Copies:
    """The copies of files, by the path at which each is served; read on first use, then cached in memory."""

    def __init__(self, originals: Mapping[str, Path], place: Path) -> None:
        self._originals = originals
        self._place = place
        self._read: dict[tuple[str, str], bytes] = {}
        self._names: dict[tuple[str, str], str] = {}

    def __contains__(self, path: str) -> bool:
        return path in self._originals

    def in_memory(self, path: str, encoding: str) -> bytes | None:
        """A copy that was read before; None if it was not."""
        return self._read.get((path, encoding))

    def read(self, path: str, encoding: str) -> bytes | None:
        """The compressed copy of a file; None if there is none or it is damaged."""
        key = path, encoding
        if key not in self._names:
            try:
                self._names[key] = name(self._originals[path].read_bytes(), encoding)
            except OSError:
                return None
        file = self._place / self._names[key]
        try:
            copy = file.read_bytes()
        except OSError:
            return None
        if not self._whole(copy, encoding, self._names[key]):
            with suppress(OSError):
                file.unlink()
            return None
        self._read[key] = copy
        return copy

    @staticmethod
    def _whole(copy: bytes, encoding: str, name_: str) -> bool:
        try:
            return name(METHODS[encoding].unpack(copy), encoding) == name_
        except (brotli.error, OSError, EOFError, zlib.error):
            return False


def make(originals: Iterable[Path], place: Path) -> None:
    """Make the missing copies of files, and remove all other copies: those of other releases, and incomplete ones.

    Stops when the process that started it has ended. Raises OSError.
    """
    starter = os.getppid()
    data = [original.read_bytes() for original in originals]
    wanted = {place / name(file, encoding): (file, method) for file in data for encoding, method in METHODS.items()}
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    for folder in {*place.parent.iterdir()} - {place}:
        shutil.rmtree(folder, ignore_errors=True)
    for file_left in {*place.iterdir()} - set(wanted):
        file_left.unlink(missing_ok=True)
    for copy, (file, method) in wanted.items():
        if not copy.exists():
            packed = method.pack(file)
            if os.getppid() != starter:
                return
            with whole(copy) as new:
                new.write_bytes(packed)


@asynccontextmanager
async def beside() -> AsyncIterator[None]:
    """While the context is open, let another process make the copies; it ends with the context."""
    task = asyncio.create_task(_run())
    try:
        yield
    finally:
        task.cancel()
        await asyncio.wait({task})


async def _run() -> None:
    nothing = asyncio.subprocess.DEVNULL
    with suppress(OSError, SettingError):
        if not settings.copies():
            return
        command = [sys.executable, "-m", __name__, str(data_folder())]
        process = await asyncio.create_subprocess_exec(
            *command, cwd=_ROOT, stdin=nothing, stdout=nothing, stderr=nothing
        )
        try:
            if sys.platform != "win32":
                os.setpriority(os.PRIO_PROCESS, process.pid, _LAST_IN_LINE)
            await process.wait()
        finally:
            with suppress(ProcessLookupError):
                process.terminate()
            await process.wait()


if __name__ == "__main__":
    make(originals().values(), place(Path(sys.argv[1])))

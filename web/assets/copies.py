"""Copies of large files as small as they get, made once and kept: `<folder>/streamlit-<version>/<hash>.br` and `.gzip`.

A copy bears the hash of what it is a copy of, so it is never taken for one of another file; and before it is first used
it is unpacked and compared, so a damaged one is never sent.
"""

import gzip
import hashlib
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import brotli

from web.assets import installed

FOLDER_NAME = "compressed"


class _Method(NamedTuple):
    pack: Callable[[bytes], bytes]
    unpack: Callable[[bytes], bytes]


def _smallest(data: bytes) -> bytes:
    return bytes(brotli.compress(data, mode=brotli.MODE_TEXT, quality=11, lgwin=24))


METHODS: Mapping[str, _Method] = {
    "br": _Method(_smallest, brotli.decompress),
    "gzip": _Method(lambda data: gzip.compress(data, 9, mtime=0), gzip.decompress),
}
"""Content-Encoding -> how to make it, the smaller first; browsers take Brotli by https and on this machine alone."""


def place(folder: Path) -> Path:
    """Where the copies of the installed release are, in the planner's data folder."""
    return folder / FOLDER_NAME / f"streamlit-{installed.release()}"


def name(data: bytes, encoding: str) -> str:
    """The file name of the copy of some data."""
    return f"{hashlib.sha256(data).hexdigest()}.{encoding}"


class Copies:
    """The copies of some files below a folder, read when they are first asked for and then kept in memory."""

    def __init__(self, originals: Path, paths: Sequence[str], place: Path) -> None:
        self._originals = originals
        self._paths = frozenset(paths)
        self._place = place
        self._read: dict[tuple[str, str], bytes] = {}
        self._names: dict[tuple[str, str], str] = {}

    def __contains__(self, path: str) -> bool:
        return path in self._paths

    def in_memory(self, path: str, encoding: str) -> bytes | None:
        """A copy that was read before."""
        return self._read.get((path, encoding))

    def read(self, path: str, encoding: str) -> bytes | None:
        """The copy of a file; None where there is none, or none that is whole."""
        key = path, encoding
        if key not in self._names:
            try:
                self._names[key] = name((self._originals / path).read_bytes(), encoding)
            except OSError:
                return None
        file = self._place / self._names[key]
        try:
            found = file.read_bytes()
        except OSError:
            return None
        if not self._whole(found, encoding, self._names[key]):
            with suppress(OSError):
                file.unlink()
            return None
        self._read[key] = found
        return found

    @staticmethod
    def _whole(found: bytes, encoding: str, name_: str) -> bool:
        try:
            return name(METHODS[encoding].unpack(found), encoding) == name_
        except (brotli.error, OSError, EOFError, zlib.error):
            return False

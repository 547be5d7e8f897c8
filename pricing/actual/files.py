"""What a file is, and what is refused before it is read: limits, encodings, and the text in it."""

import codecs
import io
from typing import BinaryIO, NamedTuple

from pricing.actual.records import Progress, ReadError, note
from pricing.wording.said import Said

MEGABYTE = 1_000_000
MOST_BYTES = 200 * MEGABYTE
MOST_JSON = 60 * MEGABYTE
MOST_ROWS = 1_000_000
MOST_COLUMNS = 1_000
LONGEST_LINE = 4 * MEGABYTE
LONGEST_NAME = 200
"""Of a column."""
_CHUNK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_OLD = "cp1252"
"""What spreadsheet programs write where they do not write UTF-8."""
_ZIP = b"PK\x03\x04"


class Opened(NamedTuple):
    """A file that may be read."""

    name: str
    data: BinaryIO
    size: int
    progress: Progress | None = None

    @property
    def is_zip(self) -> bool:
        """Whether it is an archive, as a workbook is."""
        return self._begins()[:4] == _ZIP

    @property
    def is_json(self) -> bool:
        """Whether its first sign begins an object or a list."""
        return self._begins().lstrip(codecs.BOM_UTF8).replace(b"\0", b"").lstrip()[:1] in (b"{", b"[")

    def told(self) -> None:
        """Say how far the reading is."""
        if self.progress is not None and self.size:
            self.progress(min(1.0, self.data.tell() / self.size))

    def _begins(self) -> bytes:
        self.data.seek(0)
        return self.data.read(4096)


def opened(name: str, data: BinaryIO | bytes, progress: Progress | None = None) -> Opened:
    """A file, or a text that was pasted. Raises ReadError for one that is empty or too large."""
    file = io.BytesIO(data) if isinstance(data, bytes) else data
    size = file.seek(0, io.SEEK_END)
    if size > MOST_BYTES:
        raise ReadError("too-large", name=name, megabytes=-(-size // MEGABYTE), most=MOST_BYTES // MEGABYTE)
    if not size:
        raise ReadError("empty", name=name)
    return Opened(name, file, size, progress)


def text_of(file: Opened) -> tuple[io.TextIOWrapper, tuple[Said, ...]]:
    """The text of a file as a stream, and what is to say of its encoding. Raises ReadError for what is no text."""
    file.data.seek(0)
    start = file.data.read(3)
    encoding = next((name for mark, name in _MARKS if start.startswith(mark)), "utf-8")
    notes: tuple[Said, ...] = ()
    at = _undecodable(file, encoding)
    if at is not None:
        if encoding != "utf-8" or _undecodable(file, _OLD) is not None:
            raise ReadError("not-text", name=file.name, at=at)
        encoding, notes = _OLD, (note("old-encoding", name=file.name, at=at),)
    file.data.seek(0)
    return _Text(file.data, encoding=encoding, newline=""), notes


def _undecodable(file: Opened, encoding: str) -> int | None:
    """Where a file is no text in an encoding, near to the byte; None where it is. A zero character is in no text."""
    decoder = codecs.getincrementaldecoder(encoding)()
    file.data.seek(0)
    done = 0
    while True:
        chunk = file.data.read(_CHUNK)
        try:
            text = decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            return done + error.start
        if "\0" in text:
            return done + max(chunk.find(b"\0"), 0)
        if not chunk:
            return None
        done += len(chunk)


class _Text(io.TextIOWrapper):
    """A text whose file stays open when nobody reads it any more."""

    def close(self) -> None:
        self.detach()

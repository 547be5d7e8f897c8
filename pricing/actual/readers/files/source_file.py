"""Uploaded files: their limits, archives, files that are not tables, and the encoding of text."""

import codecs
import gzip
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import BinaryIO, Literal, NamedTuple, cast

from pricing.actual.readers.files import messages
from pricing.actual.readers.files.messages import NoTable, OldEncoding
from pricing.wording.messages import Message

MEGABYTE = 1_000_000
MOST_BYTES = 200 * MEGABYTE
"""The most bytes of an unpacked file."""
MOST_ROWS = 1_000_000
LONGEST_LINE = 4 * MEGABYTE
ROWS_ABOVE = 40
"""The most rows on top that are searched for a header."""
FileQuestion = Literal["", "columns", "day-order", "numbers", "span", "model"]
"""The columns that a person must name before a file can be read; empty if that would not help."""
_CHUNK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_COMMON: Mapping[OldEncoding, tuple[bytes, bytes]] = {
    "gb18030": (bytes([*range(0xA1, 0xAA), *range(0xB0, 0xD8)]), bytes(range(0xA1, 0xFF))),
    "cp932": (bytes(range(0x81, 0x99)), bytes(range(0x40, 0xFD))),
    "cp949": (bytes([*range(0xA1, 0xAD), *range(0xB0, 0xC9)]), bytes(range(0xA1, 0xFF))),
    "big5": (bytes(range(0xA1, 0xC7)), bytes([*range(0x40, 0x7F), *range(0xA1, 0xFF)])),
    "cp1252": (b"", b""),
}
"""Encodings that spreadsheet programs use instead of UTF-8, each with the lead and trail bytes of frequent characters:
punctuation, kana, Hangul and common Chinese characters."""
_WORDS = re.compile(r"[^\x00-\x7f]{2,}")
_BEGINNINGS: Mapping[bytes, NoTable] = {
    b"%PDF": "pdf",
    b"\x89PNG": "picture",
    b"\xff\xd8\xff": "picture",
    b"GIF8": "picture",
    b"RIFF": "picture",
    b"\xd0\xcf\x11\xe0": "xls",
    b"PAR1": "parquet",
    b"7z\xbc\xaf": "archive",
    b"Rar!": "archive",
    b"BZh": "archive",
    b"\xfd7zXZ": "archive",
}
_HTML = (b"<!doctype html", b"<html", b"<head", b"<table")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
"""The part of a workbook with a password that has its contents."""
_OFFICE = ("content.xml", "Index/Document.iwa", "Index.zip", "word/document.xml", "ppt/presentation.xml")
"""Files in the archives that documents of OpenDocument, Numbers, Word and PowerPoint are."""
_ZIP, _GZIP = b"PK\x03\x04", b"\x1f\x8b"


class ReadError(ValueError):
    """A file that cannot be read: what it is, and what is accepted."""

    def __init__(self, message: Message, asks: FileQuestion = "", titles: tuple[str, ...] = ()) -> None:
        super().__init__(message, asks, titles)
        self.message = message
        self.asks = asks
        self.titles = titles
        """The titles of the columns, for a person to choose from."""

    def __str__(self) -> str:
        return self.message.text


class SourceFile(NamedTuple):
    """A file that may be read, unpacked."""

    name: str
    data: BinaryIO
    size: int

    @property
    def is_workbook(self) -> bool:
        return self.beginning()[:4] == _ZIP

    @property
    def is_json(self) -> bool:
        """Whether its first character begins a JSON object or list."""
        return self.beginning().lstrip(codecs.BOM_UTF8).replace(b"\0", b"").lstrip()[:1] in (b"{", b"[")

    def has(self, mark: bytes) -> bool:
        """Whether it contains these bytes."""
        self.data.seek(0)
        before = b""
        while chunk := self.data.read(_CHUNK):
            if mark in before + chunk:
                return True
            before = chunk[-len(mark) :]
        return False

    def beginning(self) -> bytes:
        self.data.seek(0)
        return self.data.read(4096)

    def text(self, is_header: Callable[[str], bool] | None = None) -> tuple[io.TextIOWrapper, tuple[Message, ...]]:
        """The text as a stream, with a note on its encoding.

        Of the old encodings that are possible, the one in which a line at the top is a header counts, else the first.
        Raises ReadError if it is no text.
        """
        start = self.beginning()
        encoding = next((name for mark, name in _MARKS if start.startswith(mark)), _unmarked(start))
        notes: tuple[Message, ...] = ()
        if (place := self._undecodable(encoding)) is not None:
            possible = [name for name in _COMMON if encoding == "utf-8" and self._may_be(name)]
            known = (name for name in possible if is_header is not None and any(map(is_header, self._lines(name))))
            old = next(known if len(possible) > 1 else iter(()), next(iter(possible), None))
            if old is None:
                raise ReadError(messages.no_text(self.name, place))
            encoding, notes = old, (messages.old_encoding(self.name, old),)
        return self.opened(encoding), notes

    def opened(self, encoding: str) -> io.TextIOWrapper:
        """Its text from the beginning."""
        self.data.seek(0)
        return _Text(self.data, encoding=encoding, newline="")

    def _lines(self, encoding: str) -> list[str]:
        self.data.seek(0)
        return self.data.read(_CHUNK).decode(encoding, "ignore").splitlines()[:ROWS_ABOVE]

    def _may_be(self, encoding: OldEncoding) -> bool:
        """Whether it is text in an old encoding. East Asian ones are known by frequent characters in groups."""
        if self._undecodable(encoding) is not None:
            return False
        first, second = _COMMON[encoding]
        self.data.seek(0)
        text = self.data.read(_CHUNK).decode(encoding, "ignore")
        signs = [sign.encode(encoding) for sign in set(text) if sign > "\x7f"]
        common = sum(sign[0] in first and sign[-1] in second for sign in signs)
        in_words = sum(map(len, _WORDS.findall(text)))
        return not first or (common * 2 > len(signs) and in_words * 2 > sum(sign > "\x7f" for sign in text))

    def _undecodable(self, encoding: str) -> int | None:
        """The place of the first byte that is invalid in an encoding; None if it is valid. A zero character is never
        valid.
        """
        decoder = codecs.getincrementaldecoder(encoding)()
        self.data.seek(0)
        done = 0
        while True:
            chunk = self.data.read(_CHUNK)
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
    """A text stream that does not close its file."""

    def close(self) -> None:
        self.detach()


def _unmarked(start: bytes) -> str:
    """UTF-16 without a byte order mark, if every other byte at the beginning is zero; else UTF-8."""
    if len(start) > 3 and start[1::2].count(0) > len(start) // 3:
        return "utf-16-le"
    if len(start) > 3 and start[::2].count(0) > len(start) // 3:
        return "utf-16-be"
    return "utf-8"


def source_file(name: str, data: BinaryIO | bytes) -> SourceFile:
    """A file, what is packed in it, or a text that was pasted. Raises ReadError for one that is empty or too large, and
    for one that is no table.
    """
    file = io.BytesIO(data) if isinstance(data, bytes) else data
    size = file.seek(0, io.SEEK_END)
    if size > MOST_BYTES:
        raise ReadError(messages.too_large(name, -(-size // MEGABYTE), MOST_BYTES // MEGABYTE))
    opened = SourceFile(name, file, size)
    start = opened.beginning()
    file.seek(0)
    if start.startswith(_GZIP):
        opened = _unpacked(name, cast(BinaryIO, gzip.GzipFile(fileobj=file)))
    elif start.startswith(_ZIP):
        opened = _of_zip(opened)
    _refuse_other_files(opened)
    if not opened.size:
        raise ReadError(messages.empty(name))
    return opened


def _refuse_other_files(file: SourceFile) -> None:
    start = file.beginning()
    kind = next((kind for mark, kind in _BEGINNINGS.items() if start.startswith(mark)), None)
    if kind == "xls" and file.has(_ENCRYPTED):
        kind = "locked"
    if kind is None and start.lstrip(codecs.BOM_UTF8).lstrip()[:20].lower().startswith(_HTML):
        kind = "html"
    if kind is not None:
        raise ReadError(messages.no_table(file.name, kind))


def _of_zip(file: SourceFile) -> SourceFile:
    """The one file in an archive; a workbook, which is an archive too, unchanged."""
    try:
        with zipfile.ZipFile(file.data) as archive:
            members = [
                member for member in archive.infolist() if not member.is_dir() and "__MACOSX" not in member.filename
            ]
            if any(member.filename in _OFFICE for member in members):
                raise ReadError(messages.no_table(file.name, "office"))
            if any(member.filename == "[Content_Types].xml" or member.filename.startswith("xl/") for member in members):
                return file
            if len(members) != 1:
                raise ReadError(messages.several_packed(file.name, len(members)))
            with archive.open(members[0]) as packed:
                return _unpacked(file.name, cast(BinaryIO, packed))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, zlib.error) as error:
        raise ReadError(messages.broken_archive(file.name, type(error).__name__)) from None


def _unpacked(name: str, packed: BinaryIO) -> SourceFile:
    """The unpacked content, up to the limit. Raises ReadError."""
    unpacked = io.BytesIO()
    size = 0
    try:
        while chunk := packed.read(_CHUNK):
            size += len(chunk)
            if size > MOST_BYTES:
                raise ReadError(messages.zip_bomb(name, MOST_BYTES // MEGABYTE))
            unpacked.write(chunk)
    except (EOFError, OSError, zlib.error, zipfile.BadZipFile) as error:
        raise ReadError(messages.broken_archive(name, type(error).__name__)) from None
    opened = SourceFile(name, unpacked, size)
    if opened.beginning()[:4] in (_ZIP, b"\x1f\x8b\x08\x00"):
        raise ReadError(messages.no_table(name, "archive"))
    return opened

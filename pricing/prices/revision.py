"""The revision of the price book that a figure was computed with: a short hash of its content, and a day."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from pydantic import BaseModel

from pricing.prices.book import PriceBook, PriceBooks
from pricing.prices.capabilities import CAPABILITIES
from pricing.prices.exchange import EXCHANGE_RATES
from pricing.prices.schema import PriceFile
from pricing.values.exact import plain

LENGTH = 12
"""Characters of the hash."""
_PROSE = {"note", "size_note", "fidelity_note", "agrees"}
"""Keys of texts, which do not change the hash: they explain figures and can be reworded."""


class BookRevision(NamedTuple):
    """A revision of the price book."""

    hash: str
    day: dt.date
    """The last day on which one of its sources was read."""


@lru_cache(maxsize=8)
def revision_of(books: PriceBooks) -> BookRevision:
    """The revision of the list prices and the guide's prices; it changes with every price, day or rule.

    Comments, notes, the order in files and the order of files do not change it.
    """
    files: dict[str, object] = {
        book.name: [_as_json(file) for file in _files(book)] for book in (books.listed, books.guide)
    }
    if books.capabilities is not None:
        files[CAPABILITIES] = _as_json(books.capabilities)
    if books.reference_rates is not None:
        files[EXCHANGE_RATES] = _as_json(books.reference_rates)
    digest = hashlib.sha256(_text(_as_json(files)).encode()).hexdigest()
    sources = [source for file in _files(books.listed) for source in file.sources.values()]
    # Sources with only a month are ignored, as their day is not known.
    days = [source.read for source in sources if source.read is not None]
    return BookRevision(digest[:LENGTH], max(days or [source.last_read for source in sources]))


def _files(book: PriceBook) -> Iterator[PriceFile]:
    """The files of a book, each once."""
    yield from {id(entry.file): entry.file for entry in book.entries.values()}.values()


def _as_json(value: object) -> object:
    """A value in a form for JSON that is the same for equal values, whatever their order or precision."""
    match value:
        case BaseModel():
            return {name: _as_json(part) for name, part in value if name not in _PROSE}
        case Decimal():
            return plain(value)
        case Mapping():
            return {str(key): _as_json(part) for key, part in value.items()}
        case list() | tuple():
            parts = [_as_json(part) for part in value]
            return sorted(parts, key=_text) if all(isinstance(part, dict) for part in parts) else parts
        case Enum():
            return value.value
        case None | bool() | int() | str():
            return value
    return str(value)


def _text(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))

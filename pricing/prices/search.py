"""Search for models by id, name or a name in bills, whatever the spelling.

It also finds services without a price (`without_price.toml`), so that the result says why they have none.
"""

import datetime as dt
import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from pricing.prices.aliases import model_written, names_by_model
from pricing.prices.base import FileRecord, Source, read_file
from pricing.prices.book import Entry, PriceBook

_FILE = Path(__file__).with_name("without_price.toml")
_NO_SIGN = re.compile(r"[^a-z0-9]+")
_IN_BRACKETS = re.compile(r"^(?P<name>.+) \((?P<other>[^)]+)\)$")


class ServiceWithoutPrice(FileRecord):
    """A model or a seller without a price in the book."""

    name: str
    maker: str
    why: Literal["unknown", "no list"]
    """`unknown`: its price is not in our sources. `no list`: it has no single price."""
    spellings: tuple[str, ...] = ()
    on_sale_by: dt.date | None = None
    """A day on which it was known to be on sale."""
    note: str
    source: Source


class _WithoutPriceFile(FileRecord):
    services: tuple[ServiceWithoutPrice, ...]


class Match(NamedTuple):
    """A result of a search."""

    model: str
    """The id of the model in the book; empty for a service without a price."""
    without_price: ServiceWithoutPrice | None = None


@lru_cache
def services_without_price() -> tuple[ServiceWithoutPrice, ...]:
    """The services of the file; raises PriceBookError for an invalid file."""
    return read_file(_FILE, _WithoutPriceFile).services


def search(text: str, book: PriceBook) -> tuple[Match, ...]:
    """The matches of a text: exact names first, then names that start with it, contain it, or have all its words.

    If a name matches exactly, names that only have its words are left out: `MAI-Image-2.7` is not `Wan 2.7`.
    """
    wanted, parts = _plain(text), _NO_SIGN.sub(" ", text.casefold()).split()
    if not wanted:
        return ()
    exact = model_written(text.strip(), book)
    ranked = []
    for place, (match, names) in enumerate(_names(book)):
        rank = 0 if exact is not None and match.model == exact else min(_rank(name, wanted, parts) for name in names)
        if rank < _NO_MATCH:
            ranked.append((rank, place, match))
    if any(rank == 0 for rank, _, _ in ranked):
        ranked = [found for found in ranked if found[0] < _ALL_WORDS]
    return tuple(match for _, _, match in sorted(ranked, key=lambda match_and_rank: match_and_rank[:2]))


def model_named(text: str, book: PriceBook) -> str | None:
    """The model of the first match of a text; None without a match, or if the first match has no price."""
    first = next(iter(search(text, book)), None)
    return first.model if first is not None and first.model in book.priced else None


_ALL_WORDS, _NO_MATCH = 3, 4


def _rank(name: str, wanted: str, parts: list[str]) -> int:
    """0 if the name equals the text, 1 if it starts with it, 2 if it contains it, 3 if it has all its words."""
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    if wanted in name:
        return 2
    return _ALL_WORDS if all(part in name for part in parts) else _NO_MATCH


@lru_cache(maxsize=4)
def _names(book: PriceBook) -> tuple[tuple[Match, frozenset[str]], ...]:
    """All possible matches with their names, reduced to plain letters and digits."""
    further = names_by_model()
    models = (
        (Match(key), frozenset(map(_plain, [*_spoken(entry), key, *further.get(key, ())])))
        for key, entry in book.entries.items()
    )
    without = (
        (Match("", service), frozenset(map(_plain, [service.name, *service.spellings])))
        for service in services_without_price()
    )
    return (*models, *without)


def _spoken(entry: Entry) -> Iterator[str]:
    """The names of a model, alone and with its seller; of `Gemini 3 Pro Image (Nano Banana Pro)` both."""
    name = entry.model.name
    yield name
    yield f"{name} {entry.file.vendor}"
    if match := _IN_BRACKETS.fullmatch(name):
        yield match["name"]
        yield match["other"]


def _plain(text: str) -> str:
    return _NO_SIGN.sub("", text.casefold())

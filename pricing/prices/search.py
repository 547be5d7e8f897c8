"""Finding a model by what people call it: its id, its name, a name of bills, however it is spelled.

Also what is on sale without a price here, from a file beside the prices, so that a search says why.
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
    """A model or a seller that has no price here."""

    name: str
    maker: str
    why: Literal["unknown", "no list"]
    """Unknown: it has a price, which is not in our sources. No list: it has no one figure."""
    spellings: tuple[str, ...] = ()
    on_sale_by: dt.date | None = None
    """A day on which it was on sale."""
    note: str
    source: Source


class _WithoutPriceFile(FileRecord):
    services: tuple[ServiceWithoutPrice, ...]


class Match(NamedTuple):
    """What a text names."""

    model: str
    """Its id in the book; empty for what has no price here."""
    without_price: ServiceWithoutPrice | None = None


@lru_cache
def services_without_price() -> tuple[ServiceWithoutPrice, ...]:
    """Every one of the file; raises PriceBookError for a file that cannot be used."""
    return read_file(_FILE, _WithoutPriceFile).services


def search(text: str, book: PriceBook) -> tuple[Match, ...]:
    """What a text names, exact names first, then names that begin with it, that have it, that have all its words.

    Where it is a name itself, what merely has its words is not meant: `MAI-Image-2.7` is no `Wan 2.7 (mainland China)`.
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
    """The model of a plan that a text names; None where what it names first is none, or it names nothing."""
    first = next(iter(search(text, book)), None)
    return first.model if first is not None and first.model in book.priced else None


_ALL_WORDS, _NO_MATCH = 3, 4


def _rank(name: str, wanted: str, parts: list[str]) -> int:
    """0 for the name itself, 1 where it begins with the text, 2 where it has it, 3 where it has all of its words."""
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    if wanted in name:
        return 2
    return _ALL_WORDS if all(part in name for part in parts) else _NO_MATCH


@lru_cache(maxsize=4)
def _names(book: PriceBook) -> tuple[tuple[Match, frozenset[str]], ...]:
    """Everything that can be found, with its names in plain letters and digits."""
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
    """The name, alone and with who sells it; `Gemini 3 Pro Image (Nano Banana Pro)` is called by either."""
    name = entry.model.name
    yield name
    yield f"{name} {entry.file.vendor}"
    if match := _IN_BRACKETS.fullmatch(name):
        yield match["name"]
        yield match["other"]


def _plain(text: str) -> str:
    return _NO_SIGN.sub("", text.casefold())

"""Which model of the price book a feed means."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pricing.prices import PriceBook

_TABLE = Path(__file__).with_name("aliases.toml")
_DAY = re.compile(r"-20[0-9]{2}-?[0-9]{2}-?[0-9]{2}$")


class _Aliases(NamedTuple):
    prefixes: dict[str, str]
    models: dict[str, str]


@cache
def _aliases() -> _Aliases:
    return _Aliases(**tomllib.loads(_TABLE.read_text(encoding="utf-8")))


def model_of(name: str, book: PriceBook) -> str | None:
    """The id of the model that a feed calls `seller/name`; None where the book does not have it."""
    seller, _, rest = name.partition("/")
    known = _aliases()
    if (id_ := known.models.get(name)) is None and seller in known.prefixes:
        id_ = known.prefixes[seller] + _DAY.sub("", rest)
    return id_ if id_ in book else None

"""Reading a price feed from a file: a wheel, or the price file in one. A wheel is neither installed nor run."""

import datetime as dt
import json
import zipfile
import zlib
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from pricing.drift import messages
from pricing.drift.feed_formats import (
    Feed,
    JsonObject,
    azure_quotes,
    cost_calculator_quotes,
    genai_prices_quotes,
    litellm_ends,
    litellm_quotes,
)
from pricing.wording.messages import words

MOST_BYTES = 200_000_000
"""The largest file, and the largest unpacked member of a wheel."""


class FeedError(ValueError):
    """A file that cannot be read as a feed; the text names the file and what is accepted."""


_MEMBERS = {
    "genai-prices": "genai_prices/data.py",
    "litellm": "litellm/model_prices_and_context_window_backup.json",
    "azure-genai-prices": "azure_genai_prices/data/snapshot.json",
    "openai-cost-calculator": "openai_cost_calculator/data/pricing/",
}
"""Name of a feed -> the path of its price file in a wheel, or of the folder of its price files, ending with a slash.

Outside a wheel a price file is recognised by the last part of its path.
"""
ACCEPTED = messages.accepted(list(_MEMBERS))


class _Content(NamedTuple):
    """The price files of a feed."""

    feed: str
    """Empty if the name of the file does not show it."""
    version: str
    files: Mapping[str, bytes]
    """Name -> content."""


def read_feed(path: Path, day: dt.date) -> Feed:
    """The prices of a feed in force on a day.

    Raises FeedError, in one line, for a file that is missing, too large, broken or none of the feeds.
    """
    content = _content(path)
    try:
        feed = _feed(content, day)
    except (SyntaxError, ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        problem = f"{type(error).__name__}: {error}"
        raise FeedError(words(messages.cannot_be_read(path.name, ACCEPTED, problem))) from None
    if not feed.quotes:
        raise FeedError(words(messages.no_image_prices(path.name, ACCEPTED)))
    return feed


def _feed(content: _Content, day: dt.date) -> Feed:
    """The prices of a feed, whose format is recognised by its name or by the keys of its JSON."""
    if content.feed == "genai-prices":
        (source,) = content.files.values()
        return Feed(content.feed, content.version, None, tuple(genai_prices_quotes(source, day)))
    parsed = [_parsed(data) for data in content.files.values()]
    if all("models" in catalogue and "provider" in catalogue for catalogue in parsed):
        quotes = tuple(quote for catalogue in parsed for quote in cost_calculator_quotes(catalogue))
        verified = min(dt.date.fromisoformat(catalogue["verified_at"]) for catalogue in parsed)
        return Feed("openai-cost-calculator", content.version, verified, quotes)
    (only,) = parsed
    if "items" in only and "fetched_at" in only:
        fetched = dt.date.fromisoformat(only["fetched_at"][:10])
        return Feed("azure-genai-prices", content.version, fetched, tuple(azure_quotes(only["items"])))
    return Feed("litellm", content.version, None, tuple(litellm_quotes(only)), tuple(litellm_ends(only)))


def _parsed(data: bytes) -> JsonObject:
    parsed = json.loads(data.decode(), parse_float=Decimal)
    if not isinstance(parsed, dict):
        raise TypeError("the JSON is not an object")
    return parsed


def _content(path: Path) -> _Content:
    """The price files in a file; raises FeedError if it is missing, too large or not of a known feed."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise FeedError(words(messages.too_large(path.name, MOST_BYTES // 1_000_000)))
        if zipfile.is_zipfile(path):
            return _wheel(path)
        data = path.read_bytes()
    except OSError as error:
        raise FeedError(words(messages.not_opened(path.name, error.strerror or str(error), ACCEPTED))) from None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError) as error:
        raise FeedError(words(messages.not_opened(path.name, str(error), ACCEPTED))) from None
    feed = next((name for name, member in _MEMBERS.items() if member.endswith(f"/{path.name}")), "")
    return _Content(feed, "", {path.name: data})


def _wheel(path: Path) -> _Content:
    with zipfile.ZipFile(path) as wheel:
        names = wheel.namelist()
        for feed, member in _MEMBERS.items():
            wanted = [name for name in names if _is_member(name, member)]
            if wanted:
                return _Content(feed, _version(names), {name: _unpacked(wheel, name, path) for name in wanted})
    raise FeedError(words(messages.no_known_prices(path.name, ACCEPTED)))


def _is_member(name: str, member: str) -> bool:
    return name == member or (member.endswith("/") and name.startswith(member) and name.endswith(".json"))


def _unpacked(wheel: zipfile.ZipFile, name: str, path: Path) -> bytes:
    """The content of a member; raises FeedError above `MOST_BYTES`, even if the archive declares a smaller size."""
    with wheel.open(name) as file:
        data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise FeedError(words(messages.too_large_unpacked(path.name, name, MOST_BYTES // 1_000_000)))
    return data


def _version(names: list[str]) -> str:
    """The version of a wheel, from the name of its metadata folder: `genai_prices-0.2.3.dist-info`."""
    folders = {name.split("/")[0] for name in names if name.split("/")[0].endswith(".dist-info")}
    return next(iter(folders)).removesuffix(".dist-info").rpartition("-")[2] if len(folders) == 1 else ""

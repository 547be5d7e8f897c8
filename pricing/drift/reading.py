"""A feed's file, recognised by its name or by what stands in it."""

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from pricing.drift import azure_prices, cost_calculator, genai_prices, litellm
from pricing.drift.archive import ACCEPTED, Content, content
from pricing.drift.quotes import Feed, FeedError


def read(path: Path, day: dt.date) -> Feed:
    """The prices of a feed in force on a day.

    Raises FeedError, in one line, for a file that is missing, too large, broken or none of the feeds.
    """
    found = content(path)
    try:
        feed = _feed(found, day)
    except (SyntaxError, ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError) as error:
        raise FeedError(f"{path.name}: it cannot be read as {ACCEPTED} ({type(error).__name__}: {error})") from None
    if not feed.quotes:
        raise FeedError(f"{path.name}: no prices of image models; it takes {ACCEPTED}")
    return feed


def _feed(found: Content, day: dt.date) -> Feed:
    if found.feed == "genai-prices":
        (source,) = found.files.values()
        return Feed(found.feed, found.version, None, tuple(genai_prices.quotes(source, day)))
    parsed = [_parsed(data) for data in found.files.values()]
    if all("models" in each and "provider" in each for each in parsed):
        quotes = tuple(quote for each in parsed for quote in cost_calculator.quotes(each))
        verified = min(map(cost_calculator.verified, parsed))
        return Feed("openai-cost-calculator", found.version, verified, quotes)
    (only,) = parsed
    if "items" in only and "fetched_at" in only:
        fetched = dt.date.fromisoformat(only["fetched_at"][:10])
        return Feed("azure-genai-prices", found.version, fetched, tuple(azure_prices.quotes(only["items"])))
    return Feed("litellm", found.version, None, tuple(litellm.quotes(only)), tuple(litellm.ends(only)))


def _parsed(data: bytes) -> Mapping[str, Any]:
    found = json.loads(data.decode(), parse_float=Decimal)
    if not isinstance(found, dict):
        raise TypeError("the JSON is not an object")
    return found

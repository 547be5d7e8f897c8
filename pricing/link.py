"""The scenario link, version 1: a query string that carries a whole scenario.

Every key is always written, in the order of `fields()`, so a later change of a start value never changes
an old link. A wrong value is reported, never replaced.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

from pricing import comparison as comparisons
from pricing.comparison import Comparison
from pricing.exact import plain
from pricing.fields import (
    Choice,
    Field,
    MonthField,
    Number,
    PixelSize,
    PriceDate,
    QualityMix,
    SizeField,
)
from pricing.life import end_of_life, gone
from pricing.prices import GUIDE, PriceBooks
from pricing.scenario import Month, Scenario

VERSION = "1"
LONGEST_QUERY = 20_000
"""Characters; a longer query is refused unread."""
_SHOWN = 60

START_VALUES: Mapping[str, str] = {
    "v": VERSION,
    "prices": "",
    "model": "gpt-image-2",
    "images": "1000",
    "days": "30",
    "quality": "30-50-20",
    "size": "1024x1024",
    "prompt": "100",
    "refs": "0",
    "refsize": "1024x1024",
    "fidelity": "low",
    "tries": "1",
    "reuse": "0",
    "batch": "0",
    "discount": "0",
    "growth": "0",
    "start": "",
    "months": "12",
    "budget": "",
}
"""What a link without the key means: frozen for version 1. `prices` and `start`: the day it is opened."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a link: which field, what it got (shortened), what it accepts."""

    field: str
    value: str
    problem: str

    def __str__(self) -> str:
        return f"{self.field}: {self.value!r} is not accepted; {self.problem}"


@dataclass(frozen=True)
class Reading:
    """What a query string turned out to be: a scenario, or the problems that keep it from being one."""

    scenario: Scenario | None
    problems: tuple[Problem, ...] = ()
    ignored: tuple[str, ...] = ()
    """Unknown keys, shortened."""
    comparison: Comparison | None = None
    """None where the link has none of its keys."""


@lru_cache(maxsize=8)
def fields(books: PriceBooks, today: dt.date) -> dict[str, Field]:
    """The keys of the link in their order, with what each accepts; list prices end today."""
    models = list(dict.fromkeys([*books.listed.priced, *books.guide.priced]))
    return {
        "v": Choice([VERSION]),
        "prices": PriceDate(books.listed.first_day, today, [GUIDE]),
        "model": Choice(models),
        "images": Number(0, 10_000_000, unit=" images a day"),
        "days": Number(1, 31, unit=" days a month"),
        "quality": QualityMix(),
        "size": SizeField(),
        "prompt": Number(0, 32_000, unit=" tokens"),
        "refs": Number(0, 16, places=4, unit=" reference images"),
        "refsize": PixelSize(),
        "fidelity": Choice(["low", "high"]),
        "tries": Number(1, 20, places=4, unit=" tries"),
        "reuse": Number(0, 95, places=2, unit=" percent"),
        "batch": Number(0, 100, places=2, unit=" percent"),
        "discount": Number(0, 90, places=2, unit=" percent"),
        "growth": Number(-50, 100, places=2, unit=" percent a month"),
        "start": MonthField(Month(2020, 1), Month(2100, 12)),
        "months": Number(1, 36, unit=" months"),
        "budget": Number(0, 1_000_000_000, places=2, unit=" USD a month, or left out"),
    }


def pairs(query: str) -> list[tuple[str, str]] | Problem:
    """The keys and values of a query string, or the problem that keeps it from being read."""
    if len(query) > LONGEST_QUERY:
        return Problem("link", f"{len(query):,} characters", f"a link has at most {LONGEST_QUERY:,} characters")
    try:
        return parse_qsl(query.removeprefix("?"), keep_blank_values=True, errors="replace", max_num_fields=200)
    except ValueError:
        return Problem("link", "more than 200 keys", "each key of the scenario stands in a link once")


def parse(query: str, books: PriceBooks, today: dt.date) -> Reading:
    """Read a query string; never raises."""
    found = pairs(query)
    return Reading(None, (found,)) if isinstance(found, Problem) else read(found, books, today)


def read(found: Iterable[tuple[str, str]], books: PriceBooks, today: dt.date) -> Reading:
    """Read keys and values, each key once, in any order."""
    grammar = fields(books, today)
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    texts, repeated, ignored = _sorted_out(found, grammar)
    for key in repeated:
        problems.append(Problem(key, "given more than once", "it takes one value"))
    options = {key: texts.pop(key) for key in comparisons.KEYS if key in texts}
    for key, text in {**_start_values(today), **texts}.items():
        if key == "budget" and text == "" and key not in texts:
            values[key] = None
            continue
        try:
            values[key] = grammar[key].read(text)
        except ValueError as error:
            if key not in repeated:
                problems.append(Problem(key, shortened(text), f"it takes {error}"))
    if not problems:
        problems += _problems_with_prices(values, books)
    comparison, wrong = comparisons.read(options, books.listed) if options else (None, [])
    problems += [Problem(key, shortened(text), f"it takes {accepted}") for key, text, accepted in wrong]
    if problems:
        return Reading(None, tuple(problems), ignored)
    del values["v"]
    return Reading(Scenario(**values), (), ignored, comparison)


def write(scenario: Scenario) -> dict[str, str]:
    """The keys and canonical values of a scenario, in the order of the link."""
    texts = {"v": VERSION}
    for key in START_VALUES:
        value = VERSION if key == "v" else getattr(scenario, key)
        if value is not None:
            texts[key] = plain(value) if isinstance(value, Decimal) else str(value)
    return texts


def write_whole(scenario: Scenario, comparison: Comparison | None, books: PriceBooks) -> dict[str, str]:
    """The keys and canonical values of a scenario and of its comparison, if it has one."""
    return write(scenario) | ({} if comparison is None else comparisons.write(comparison, books.listed))


def query_string(texts: Mapping[str, str]) -> str:
    """Keys and texts as a query string, percent-encoded."""
    return urlencode(texts, safe=":,/;~")


def nearest(found: Iterable[tuple[str, str]], books: PriceBooks, today: dt.date) -> Scenario:
    """The valid scenario that is closest to some keys and values: clamped, scaled, or a start value."""
    grammar = fields(books, today)
    texts, _, _ = _sorted_out(found, grammar)
    start = _start_values(today)
    values: dict[str, Any] = {}
    for key, field in grammar.items():
        candidates = [texts[key]] if key in texts else []
        values[key] = _nearest_value(field, candidates if key == "budget" else [*candidates, start[key]])
    values["prices"], values["model"] = _on_sale(values["prices"], values["model"], books, today)
    del values["v"]
    return Scenario(**values)


def _nearest_value(field: Field, candidates: Iterable[str]) -> Any:
    """The first of some texts that says something to a field, or is near to it; None where none does."""
    for text in candidates:
        try:
            return field.read(text)
        except ValueError:
            if (near := field.nearest(text)) is not None:
                return near
    return None


def _on_sale(prices: dt.date | str, model: str, books: PriceBooks, today: dt.date) -> tuple[dt.date | str, str]:
    """Prices and a model that has some: the model of the link, or of the start, or the first that is on sale.

    A day before the model's first price moves to that; where no list price is old enough, the guide is taken.
    """
    if isinstance(prices, str):
        known = books[prices].priced
        return prices, next(key for key in (model, START_VALUES["model"], *known) if key in known)
    first = {key: books.listed[key].first_priced for key in books.listed.priced}
    on_sale = [key for key, day in first.items() if day <= today and not gone(end_of_life(key, books), today)]
    for key in (model, START_VALUES["model"], *on_sale):
        if key in first and first[key] <= today:
            return min(max(prices, first[key]), today), key
    return _on_sale(GUIDE, model, books, today)


def start_scenario(books: PriceBooks, today: dt.date) -> Scenario:
    """The scenario of an empty link."""
    return nearest([], books, today)


def _start_values(today: dt.date) -> dict[str, str]:
    return {**START_VALUES, "prices": today.isoformat(), "start": str(Month.of(today))}


def _sorted_out(
    found: Iterable[tuple[str, str]], grammar: Mapping[str, Field]
) -> tuple[dict[str, str], tuple[str, ...], tuple[str, ...]]:
    """Known keys with their (first) text, the repeated ones, and the unknown ones."""
    texts: dict[str, str] = {}
    repeated: dict[str, None] = {}
    ignored: dict[str, None] = {}
    for key, text in found:
        if key not in grammar and key not in comparisons.KEYS:
            ignored[shortened(key)] = None
        elif key in texts:
            repeated[key] = None
        else:
            texts[key] = text
    return texts, tuple(repeated), tuple(ignored)


def _problems_with_prices(values: Mapping[str, Any], books: PriceBooks) -> list[Problem]:
    """A model that the price book does not have, or not yet on that day."""
    prices, model = values["prices"], values["model"]
    book = books[prices]
    if model not in book.priced:
        accepted = Choice(book.priced).accepts
        return [Problem("model", model, f"it has no price in {prices}; it takes {accepted}")]
    if isinstance(prices, dt.date) and prices < book[model].first_priced:
        first = book[model].first_priced
        return [Problem("prices", str(prices), f"{model} has prices from {first} on; it takes that day or a later one")]
    return []


def shortened(text: str) -> str:
    """One short line, whatever stands in a link."""
    text = "".join(char if char.isprintable() else "?" for char in text)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}... ({len(text):,} characters)"

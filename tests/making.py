"""What the tests are made of: one plain plan, generated plans, and a tiny folder of price files."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from pricing.prices import GUIDE, GuidePrices, ListPrices, PriceBasis, PriceBooks, load
from pricing.scenario.events import Effect, Event, Events, ordered, problems
from pricing.scenario.fields import LEVER_KINDS, kinds
from pricing.scenario.kinds import Kind
from pricing.scenario.levers import lever_value
from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.ranges import LEVERS, PriceRange, Range
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload, folded
from pricing.values.month import Month
from pricing.values.size import Size

TODAY = dt.date(2026, 11, 24)
SQUARE = Size(1024, 1024)
PORTRAIT = Size(1024, 1536)
LANDSCAPE = Size(1536, 1024)
MEDIUM = Quality(0, 100, 0)

TINY = """
vendor = "Maker"

[sources.page]
title = "Price page"
address = "https://example.org/prices"
read = 2026-01-05

[rules.grid]
kind = "table"
source = "page"
confidence = "official"
tokens = { standard = { "1024x1024" = 1000 } }

[[models]]
id = "tiny"
name = "Tiny"
service = "Tiny"
billing = "tokens"
tiers = { low = "standard", medium = "standard", high = "standard" }
sizes = ["1024x1024"]
output_rule = "grid"
life = { released = 2026-01-01, source = "page" }

[[models.prices]]
component = "image_output"
amount = "40"
unit = "USD per 1M tokens"
from = 2026-01-01
until = 2026-02-01
source = "page"
confidence = "official"

[[models.prices]]
component = "image_output"
amount = "30"
unit = "USD per 1M tokens"
from = 2026-03-01
source = "page"
confidence = "official"

[[models.printed]]
component = "image_output"
tier = "standard"
size = "1024x1024"
amount = "0.04"
unit = "USD per image"
from = 2026-01-01
source = "page"
confidence = "official"
"""
"""One model, 1,000 tokens an image: $0.04 in January 2026, no price in February, $0.03 from March on."""


@cache
def shipped() -> PriceBooks:
    """The shipped books, for strategies, which cannot ask for a fixture."""
    return load()


_TERMS: dict[str, Any] = {
    "prices": ListPrices(TODAY),
    "days": 30,
    "start": Month(2026, 11),
    "months": 12,
    "budget": None,
    "comparison": None,
    "together": 50,
    "pricerange": None,
    "events": (),
    "own_image": 0,
    "own_month": 0,
    "users": None,
    "revenue": None,
    "peak": None,
    "accepted": (),
    "contract": "everywhere",
    "currency": "USD",
    "rate": None,
    "rate_day": None,
    "raterange": None,
}
_WORKLOAD: dict[str, Any] = {
    "name": "",
    "model": "gpt-image-2",
    "images": 1000,
    "quality": MEDIUM,
    "size": SQUARE,
    "prompt": 100,
    "refs": 0,
    "refsize": SQUARE,
    "fidelity": "low",
    "tries": 1,
    "reuse": 0,
    "batch": 0,
    "discount": 0,
    "growth": 0,
}

TINY_BOARD = """
title = "Board"
about = "What some people preferred."
day = 2026-10-07
revision = "0123456789abcdef0123456789abcdef01234567"
credit = "A board, CC BY 4.0"
address = "https://example.org/board"
changes = "None."

[source]
title = "Board"
address = "https://example.org/board/rows"
read = 2026-10-08

[scores]
tiny = { score = 1100, low = 1090, high = 1110, alias = "tiny-1" }
"""


_DECIMALS = {"refs", "tries", "reuse", "batch", "discount", "growth", "together", "own_image", "own_month"}
_READ: Mapping[str, Kind] = {
    key: kind
    for key, kind in kinds(shipped(), TODAY).items()
    if key in ("ranges", "pricerange", "raterange", "events", "accepted")
}
"""Fields that may be given as they stand in a link."""


def workload(**changes: Any) -> Workload:
    """1,000 medium squares a day on GPT Image 2, 100 prompt tokens, nothing special; with changes.

    A size may be given as `Size`, and a number where the workload holds a decimal.
    """
    return Workload(**_exact(_WORKLOAD | changes))


def several(*workloads: Workload, **terms: Any) -> Scenario:
    """A scenario of some workloads, on the terms of `plan`; with changes."""
    return Scenario(**_exact(_TERMS | terms), workloads=workloads)


def plan(**changes: Any) -> Scenario:
    """A scenario of one plain `workload`, priced today, for twelve months; with changes of either."""
    terms = {key: changes.pop(key) for key in _TERMS if key in changes}
    return several(workload(**changes), **terms)


def alone(scenario: Scenario, place: int) -> Scenario:
    """One workload of a scenario as a scenario of its own, on the same terms."""
    return replace(scenario, workloads=(scenario.workloads[place],))


def varied(scenario: Scenario, **changes: Any) -> Scenario:
    """A scenario with changes of its terms and of its first workload."""
    terms = {key: changes.pop(key) for key in _TERMS if key in changes}
    return replace(scenario.with_workload(0, **_exact(changes)), **_exact(terms))


def _exact(values: dict[str, Any]) -> dict[str, Any]:
    """Values as the scenario holds them: a size as a mix, a day as its list prices, numbers as decimals."""
    found = dict(values)
    for key, value in values.items():
        if key == "size" and isinstance(value, Size):
            found[key] = SizeMix.of(value)
        elif key == "prices" and isinstance(value, dt.date):
            found[key] = ListPrices(value)
        elif value == GUIDE:
            found[key] = GuidePrices()
        elif key in _DECIMALS:
            found[key] = Decimal(value)
        elif key in _READ and isinstance(value, str):
            found[key] = _READ[key].read(value)
    return found


def usd(text: str | int) -> Decimal:
    """A decimal, for figures written in tests."""
    return Decimal(text)


def percent(low: int, high: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(low, high, places=2)


def shares(count: int) -> st.SearchStrategy[list[int]]:
    """Whole shares of at least 1 that add up to 100."""
    cuts = st.lists(st.integers(1, 99), min_size=count - 1, max_size=count - 1, unique=True).map(sorted)
    return cuts.map(lambda inner: [end - begin for begin, end in zip([0, *inner], [*inner, 100], strict=True)])


@st.composite
def qualities(draw: st.DrawFn) -> Quality:
    low = draw(st.integers(0, 100))
    medium = draw(st.integers(0, 100 - low))
    return Quality(low, medium, 100 - low - medium)


@st.composite
def size_mixes(draw: st.DrawFn, sizes: tuple[Size, ...]) -> SizeMix:
    chosen = draw(st.lists(st.sampled_from(sizes), min_size=1, max_size=min(4, len(sizes)), unique=True))
    return SizeMix(zip(chosen, draw(shares(len(chosen))), strict=True))


@st.composite
def workloads(draw: st.DrawFn, model: str, sizes: tuple[Size, ...], name: str = "") -> Workload:
    """A valid workload on a model."""
    return Workload(
        name=name,
        model=model,
        images=draw(st.integers(0, 10_000_000)),
        quality=draw(qualities()),
        size=draw(size_mixes(sizes)),
        prompt=draw(st.integers(0, 32_000)),
        refs=draw(st.decimals(0, 16, places=4)),
        refsize=draw(st.builds(Size, st.integers(10, 16_384), st.integers(10, 16_384))),
        fidelity=draw(st.sampled_from(["low", "high"])),
        tries=draw(st.decimals(1, 20, places=4)),
        reuse=draw(percent(0, 95)),
        batch=draw(percent(0, 100)),
        discount=draw(percent(0, 90)),
        growth=draw(percent(-50, 100)),
    )


@st.composite
def plans(draw: st.DrawFn, models: tuple[str, ...] | None = None, with_guide: bool = True, most: int = 1) -> Scenario:
    """A valid scenario of one or up to `most` workloads, on any models of the shipped books, or on some of `models`."""
    books = shipped()
    count = draw(st.integers(1, most))
    chosen = [draw(st.sampled_from(models or books.listed.priced)) for _ in range(count)]
    first = max(books.listed[model].first_priced for model in chosen)
    prices: PriceBasis = ListPrices(draw(st.dates(first, TODAY)))
    if with_guide and all(model in books.guide for model in chosen) and draw(st.booleans()):
        prices = GuidePrices()
    names = [""] if count == 1 else draw(st.lists(workload_names, min_size=count, max_size=count, unique_by=folded))
    if count == 1 < most:
        names = [draw(st.just("") | workload_names)]
    book = books[prices]
    made = [draw(workloads(model, book[model].model.sizes, name)) for model, name in zip(chosen, names, strict=True)]
    return Scenario(
        prices=prices,
        days=draw(st.integers(1, 31)),
        start=draw(st.builds(Month, st.integers(2020, 2100), st.integers(1, 12))),
        months=draw(st.integers(1, 36)),
        budget=draw(st.none() | st.decimals(0, 1_000_000_000, places=2)),
        workloads=tuple(made),
    )


TWO_MODELS = ("gpt-image-2", "gpt-image-1-mini")


@st.composite
def uncertain(
    draw: st.DrawFn, most: int = 3, models: tuple[str, ...] = ("gpt-image-2", "gpt-image-1-mini")
) -> Scenario:
    """A scenario with ranges, events and own costs, each maybe none, on models that have prices on the price date."""
    scenario = draw(plans(models, with_guide=False, most=most))
    takes = LEVER_KINDS
    made = []
    for each in scenario.workloads:
        ranges = []
        for lever in draw(st.lists(st.sampled_from(LEVERS), unique=True)):
            number, value = takes[lever], lever_value(each, lever)
            low = draw(st.decimals(number.low, value, places=number.places))
            high = draw(st.decimals(value, number.high, places=number.places))
            if low < high:
                ranges.append(Range(lever, low, high))
        given_out: dict[str, Any] = {
            "partials": draw(st.integers(0, 3)),
            "thinking": draw(st.just(0) | st.integers(0, 20_000)),
            "needs": draw(st.just(()) | st.just(("text",))),
            "discount": draw(percent(0, 90) | percent(-100, 0)),
        }
        ordered_ranges = tuple(sorted(ranges, key=lambda each: LEVERS.index(each.lever)))
        made.append(replace(each, ranges=ordered_ranges, **given_out))
    low, high = draw(percent(-90, 0)), draw(percent(0, 200))
    return replace(
        scenario,
        workloads=tuple(made),
        together=draw(percent(0, 100)),
        pricerange=draw(st.just(PriceRange(low, high)) | st.none()) if low < high else None,
        events=draw(events_of(scenario, models)),
        own_image=draw(st.decimals(0, 100, places=6)),
        own_month=draw(percent(0, 1_000_000)),
        users=draw(st.none() | st.integers(0, 10_000_000)),
        revenue=draw(st.none() | st.decimals(0, 100, places=4)),
        peak=draw(st.none() | st.decimals(1, 1440, places=2)),
        contract=draw(st.sampled_from(["everywhere", "vendor"])),
    )


@st.composite
def events_of(draw: st.DrawFn, scenario: Scenario, models: tuple[str, ...]) -> Events:
    """Events that a scenario can have."""
    found = []
    kinds_of_event: list[Effect] = ["price", "images", "model", "once"]
    for what in draw(st.lists(st.sampled_from(kinds_of_event), max_size=6)):
        first = draw(st.integers(0, scenario.months - 1))
        last = None if what == "once" else draw(st.none() | st.integers(first, scenario.months - 1))
        number = None if what == "once" else draw(st.none() | st.integers(1, len(scenario.workloads)))
        values: dict[Effect, st.SearchStrategy[Decimal | str]] = {
            "price": percent(-90, 200),
            "images": percent(-100, 1000),
            "once": percent(0, 1_000_000),
            "model": st.sampled_from(models),
        }
        months = scenario.start.plus(first), None if last is None else scenario.start.plus(last)
        found.append(Event(*months, number, what, draw(values[what])))
    events = ordered(found)
    refused = {event for event, _ in problems(events, scenario.start, scenario.end, len(scenario.workloads))}
    book = shipped().listed
    day = None if isinstance(scenario.prices, GuidePrices) else scenario.prices.day
    early = {
        event
        for event in events
        if event.effect == "model" and day is not None and book[str(event.value)].first_priced > day
    }
    return tuple(event for event in events if event not in refused | early)


workload_names = st.text(st.characters(categories=("L", "M", "N", "P", "S")), min_size=1, max_size=40)
"""Names that a workload may have, in any script."""

PRICED = ("gpt-image-1", "gpt-image-1-mini", "gpt-image-1.5", "gpt-image-2", "gpt-image-2.5-flare")
"""Models that have a price for every plan on one of their sizes, reference images included."""


def price(component: str, amount: str, **keys: str) -> str:
    """One more price of the tiny model, from March 2026 on; keys as they stand in the file."""
    values = {"component": component, "amount": amount, "unit": "USD per 1M tokens", "source": "page"} | keys
    lines = [f'{key} = "{text}"' for key, text in values.items()]
    return "\n".join(["[[models.prices]]", *lines, "from = 2026-03-01", 'confidence = "official"', "", ""])


def changed(text: str, old: str, new: str) -> str:
    """A price file with one change; the change must be possible."""
    assert old in text
    return text.replace(old, new, 1)


def price_folder(folder: Path, **files: str) -> Path:
    """A folder of price files: the tiny one as the guide's, and the given ones (name -> text)."""
    folder.mkdir(exist_ok=True)
    for name, text in {GUIDE: TINY, **(files or {"maker": TINY})}.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder

"""Ranges that go along when the value they lie around is changed by hand."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from pricing.prices import PriceBooks
from pricing.scenario import levers, link, ranges
from pricing.scenario.fields import kinds, numbered
from pricing.scenario.scenario import MOST_WORKLOADS, Scenario

_RANGES = [numbered(place, "ranges") for place in range(1, MOST_WORKLOADS + 1)]
Pairs = list[tuple[str, str]]


def carried(before: Pairs, after: Pairs, books: PriceBooks, today: dt.date) -> Pairs:
    """The texts of a scenario whose fields were changed, each range as far from the new value as from the old one.

    Ranges that were changed themselves stay as they are, and so does everything that cannot be read.
    """
    was, now = dict(before), dict(after)
    same = [key for key in _RANGES if key in now and now[key] == was.get(key)]
    if not same:
        return after
    old, new = _without_ranges(before, books, today), _without_ranges(after, books, today)
    if old is None or new is None or len(old.workloads) != len(new.workloads):
        return after
    numbers = levers.lever_kinds(kinds(books, today))
    moved = {}
    for place, (one, other) in enumerate(zip(old.workloads, new.workloads, strict=True), 1):
        key = numbered(place, "ranges")
        if key in same:
            known = ranges.parsed(now[key])
            found = levers.carried(replace(one, ranges=known), replace(other, ranges=known), numbers).ranges
            moved[key] = ranges.text_of(found)
    return [(key, moved.get(key, text)) for key, text in after if moved.get(key, text)]


def _without_ranges(texts: Iterable[tuple[str, str]], books: PriceBooks, today: dt.date) -> Scenario | None:
    return link.read([(key, text) for key, text in texts if key not in _RANGES], books, today).scenario

"""What differs between two comparisons, in words."""

from collections.abc import Iterator, Mapping, Sequence

from pricing.comparison import Comparison
from pricing.difference import Change
from pricing.exact import plain
from pricing.own import Own, OwnFactor, OwnMachines, OwnPrice
from pricing.prices import PriceBook
from pricing.prices.schema import TIERS
from pricing.services import NOT_OFFERED, Service, services

LABELS = {
    "services": "Services",
    "map": "What each quality buys",
    "missing": "A quality that has no price at a service",
    "term": "Subscriptions",
    "relax": "Midjourney jobs that may wait (Relax), %",
    "company": "Our company has more than $1M of revenue a year",
    "stealth": "Images must stay private (Stealth)",
    "own": "Yours",
}
_WORDS = {
    "move": "the nearest one there",
    "leave": "left out of every service",
    "monthly": "paid by the month",
    "annual": "paid a year ahead",
}


def comparison_changes(before: Comparison | None, after: Comparison | None, book: PriceBook) -> tuple[Change, ...]:
    """The fields that differ, in the order of the link; None is the comparison that everybody starts with.

    What was added or taken out stands in `after` alone: `+ Ideogram 4.5, - DALL-E 3`.
    """
    return tuple(_changes(before or Comparison(), after or Comparison(), services(book)))


def _changes(before: Comparison, after: Comparison, known: Mapping[str, Service]) -> Iterator[Change]:
    names = [[known[key].name for key in comparison.services] for comparison in (before, after)]
    if names[0] != names[1]:
        yield _list_change("services", *names)
    yield from _map_changes(before, after, known)
    for field in ("missing", "term", "relax", "company", "stealth"):
        was, now = getattr(before, field), getattr(after, field)
        if was != now:
            yield Change(field, LABELS[field], _text(was), _text(now))
    yield from _own_changes(before.own, after.own, known)


def _map_changes(before: Comparison, after: Comparison, known: Mapping[str, Service]) -> Iterator[Change]:
    for key in dict.fromkeys([*after.services, *dict(before.map), *dict(after.map)]):
        start = known[key].start_names()
        bought = zip(TIERS, before.mapped(key) or start, after.mapped(key) or start, strict=True)
        for tier, was, now in bought:
            if was != now:
                yield Change("map", f"{known[key].name}, {tier} quality buys", _bought(was), _bought(now))


def _own_changes(before: Sequence[Own], after: Sequence[Own], known: Mapping[str, Service]) -> Iterator[Change]:
    was, now = ({own.name: own for own in owns} for owns in (before, after))
    if list(was) != list(now):
        yield _list_change("own", list(was), list(now))
    for name in was:
        if name in now and was[name] != now[name]:
            yield Change("own", f"{LABELS['own']}, {name}", _own(was[name], known), _own(now[name], known))


def _list_change(field: str, before: Sequence[str], after: Sequence[str]) -> Change:
    added = [f"+ {name}" for name in after if name not in before]
    gone = [f"- {name}" for name in before if name not in after]
    return Change(field, LABELS[field], "", ", ".join(added + gone) or "in another order")


def _bought(name: str) -> str:
    return "nothing" if name == NOT_OFFERED else name


def _text(value: object) -> str:
    return _WORDS.get(str(value), str(value))


def _own(own: Own, known: Mapping[str, Service]) -> str:
    match own:
        case OwnPrice():
            return ", ".join(f"{tier} {plain(usd)}" for tier, usd in own.usd) + " USD an image"
        case OwnFactor():
            where = f" at {own.base_url}" if own.base_url else ""
            return f"{known[own.model].name} x {plain(own.factor)}{where}"
        case OwnMachines():
            return f"{plain(own.usd_per_hour)} USD a GPU hour, {own.images_per_hour:,} images an hour"

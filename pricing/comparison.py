"""How a scenario is compared: which services, what their tiers buy, and on which terms. Part of a link."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pricing.exact import plain
from pricing.fields import Choice, Number
from pricing.own import Own, read_all
from pricing.prices import PriceBook
from pricing.prices.schema import PlanFeature
from pricing.services import NOT_OFFERED, services

MOST_SERVICES = 40
START_SERVICES = ("gpt-image-1", "dall-e-3", "midjourney", "stability-ai", "gpt-image-2")
_MISSING = Choice(["move", "leave"])
_TERM = Choice(["monthly", "annual"])
_YES_NO = Choice(["no", "yes"])
RELAX = Number(0, 100, places=2, unit=" percent")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The choices of the Compare page."""

    services: tuple[str, ...] = START_SERVICES
    map: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Service -> what low, medium and high buy there, where it is not the start."""
    missing: str = "move"
    """A share that has no price at a service: `move` it to the nearest tier, or `leave` it out everywhere."""
    term: str = "monthly"
    """Subscriptions by the month or by the year."""
    relax: Decimal = Decimal(0)
    """Percent of a subscription's jobs that need no Fast time."""
    company: str = "no"
    """Whether the company has more than $1M of revenue a year."""
    stealth: str = "no"
    """Whether images must stay private."""
    own: tuple[Own, ...] = ()

    def mapped(self, service: str) -> tuple[str, ...] | None:
        return dict(self.map).get(service)

    @property
    def features(self) -> frozenset[PlanFeature]:
        """What a subscription's plan must allow."""
        wanted: dict[PlanFeature, bool] = {
            "relax": self.relax > 0,
            "company": self.company == "yes",
            "stealth": self.stealth == "yes",
        }
        return frozenset(feature for feature, needed in wanted.items() if needed)


KEYS = ("services", "map", "missing", "term", "relax", "company", "stealth", "own")


def read(texts: Mapping[str, str], book: PriceBook) -> tuple[Comparison | None, list[tuple[str, str, str]]]:
    """The comparison of a link's texts, or the problems: field, value, what it takes."""
    values: dict[str, Any] = {}
    problems = []
    for key, text in texts.items():
        try:
            values[key] = _READERS[key](text, book)
        except ValueError as error:
            problems.append((key, text, str(error)))
    return (None, problems) if problems else (Comparison(**values), [])


def write(comparison: Comparison, book: PriceBook) -> dict[str, str]:
    """The keys and canonical texts; the whole map is written, so that a later start changes no link."""
    known = services(book)
    mapped = {key: known[key].start_names() for key in comparison.services if key in known} | dict(comparison.map)
    return {
        "services": ",".join(comparison.services),
        "map": ",".join(f"{key}:{'/'.join(names)}" for key, names in mapped.items()),
        "missing": comparison.missing,
        "term": comparison.term,
        "relax": plain(comparison.relax),
        "company": comparison.company,
        "stealth": comparison.stealth,
        "own": ";".join(map(str, comparison.own)),
    }


def _services(text: str, book: PriceBook) -> tuple[str, ...]:
    found = tuple(text.split(",")) if text else ()
    known = services(book)
    unknown = [key for key in found if key not in known]
    if unknown or len(set(found)) < len(found) or len(found) > MOST_SERVICES:
        wrong = f" ({unknown[0][:40]!r} is not one)" if unknown else ""
        raise ValueError(f"up to {MOST_SERVICES} different services of the price book, joined by commas{wrong}")
    return found


def _map(text: str, book: PriceBook) -> tuple[tuple[str, tuple[str, ...]], ...]:
    known = services(book)
    found: dict[str, tuple[str, ...]] = {}
    for part in text.split(",") if text else []:
        key, _, names = part.partition(":")
        bought = tuple(names.split("/"))
        if key not in known or key in found or len(bought) != 3:
            raise ValueError("service:low/medium/high for different services, joined by commas")
        for name in bought:
            if name != NOT_OFFERED and name not in known[key].choices:
                raise ValueError(f"for {key} one of: {', '.join(known[key].choices)}, or {NOT_OFFERED}")
        found[key] = bought
    return tuple(found.items())


_READERS: Mapping[str, Callable[[str, PriceBook], Any]] = {
    "services": _services,
    "map": _map,
    "missing": lambda text, book: _MISSING.read(text),
    "term": lambda text, book: _TERM.read(text),
    "relax": lambda text, book: RELAX.read(text),
    "company": lambda text, book: _YES_NO.read(text),
    "stealth": lambda text, book: _YES_NO.read(text),
    "own": lambda text, book: read_all(text, book.priced),
}

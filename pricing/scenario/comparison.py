"""How a scenario is compared: which services, what their tiers buy, and on which terms. Part of a link."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from decimal import Decimal

from pricing.prices import PriceBook
from pricing.prices.schema import TIERS, PlanFeature
from pricing.prices.services import NOT_OFFERED, Service, services
from pricing.scenario import messages
from pricing.scenario.kinds import NotTaken
from pricing.scenario.own import Own
from pricing.wording.messages import Message

MOST_SERVICES = 40
START_SERVICES = ("gpt-image-1", "dall-e-3", "midjourney", "stability-ai", "gpt-image-2")
"""The services of a link that has a comparison but no list of services. Frozen: old links rely on it."""
Mapped = tuple[tuple[str, tuple[str, ...]], ...]
"""Pairs of a service id and what low, medium and high quality buy there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The choices of the Compare page."""

    services: tuple[str, ...] = START_SERVICES
    map: Mapped = ()
    """What tiers buy at the services where the user changed it; at every service once the comparison is `completed`."""
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

    @classmethod
    def start(cls, book: PriceBook) -> "Comparison":
        """The comparison of a link that has none; the Compare page opens with `pricing.compare.opening` instead."""
        return completed(cls(), book)


def completed(comparison: Comparison, book: PriceBook) -> Comparison:
    """The comparison with what tiers buy written out for every service.

    A link then keeps its meaning when the price book gives a service other start values.
    """
    known = services(book)
    starts = {key: known[key].start_names() for key in comparison.services if key in known}
    return replace(comparison, map=tuple((starts | dict(comparison.map)).items()))


def map_text(mapped: Mapped) -> str:
    """The text of a link for what tiers buy at each service."""
    return ",".join(f"{key}:{'/'.join(names)}" for key, names in mapped)


@dataclass(frozen=True)
class ServiceList:
    """The kind of field that holds which services are compared."""

    known: Mapping[str, Service]

    @property
    def accepts(self) -> Message:
        return messages.some_services(MOST_SERVICES)

    def read(self, text: str) -> tuple[str, ...]:
        chosen = tuple(text.split(",")) if text else ()
        unknown = [key for key in chosen if key not in self.known]
        if unknown or len(set(chosen)) < len(chosen) or len(chosen) > MOST_SERVICES:
            raise NotTaken(messages.some_services(MOST_SERVICES, unknown[0][:40] if unknown else None))
        return chosen

    def nearest(self, text: str) -> tuple[str, ...] | None:
        """The services of the text that the price book has, each once."""
        return tuple(dict.fromkeys(key for key in text.split(",") if key in self.known))[:MOST_SERVICES] or None


@dataclass(frozen=True)
class ServiceMap:
    """The kind of field that holds what low, medium and high buy at services."""

    known: Mapping[str, Service]

    @property
    def accepts(self) -> Message:
        return messages.a_service_map()

    def read(self, text: str) -> Mapped:
        chosen: dict[str, tuple[str, ...]] = {}
        for part in text.split(",") if text else []:
            key, names = self._part(part)
            if key in chosen:
                raise NotTaken(self.accepts)
            chosen[key] = names
        return tuple(chosen.items())

    def nearest(self, text: str) -> Mapped:
        """The entries that can be read."""
        chosen: dict[str, tuple[str, ...]] = {}
        for part in text.split(","):
            with suppress(NotTaken):
                key, names = self._part(part)
                chosen.setdefault(key, names)
        return tuple(chosen.items())

    def _part(self, text: str) -> tuple[str, tuple[str, ...]]:
        key, _, names = text.partition(":")
        bought = tuple(names.split("/"))
        if key not in self.known or len(bought) != len(TIERS):
            raise NotTaken(self.accepts)
        choices = self.known[key].choices
        if any(name != NOT_OFFERED and name not in choices for name in bought):
            raise NotTaken(messages.one_for_a_service(key, list(choices), NOT_OFFERED))
        return key, bought

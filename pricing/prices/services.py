"""Services, on which a scenario is compared: a model or a family of models, with what each tier buys there."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pricing.prices import PriceBook
from pricing.prices.schema import TIERS, Tier

NOT_OFFERED = "-"


@dataclass(frozen=True)
class Buys:
    """What a tier buys: a model and a quality name of it."""

    model: str
    quality_name: str


@dataclass(frozen=True)
class Service:
    """A service of the comparison."""

    id: str
    name: str
    choices: Mapping[str, Buys]
    """What tiers can buy, by the names of the link."""
    start: Mapping[Tier, str]
    """Tier -> name of what it buys by default."""

    def tiers(self, chosen: tuple[str, ...] | None) -> dict[Tier, Buys]:
        """Tier -> what it buys, of offered tiers; `chosen` has names for low, medium and high, None for the start."""
        names = dict(zip(TIERS, chosen, strict=True)) if chosen else self.start
        return {tier: self.choices[name] for tier in TIERS if (name := names.get(tier, NOT_OFFERED)) != NOT_OFFERED}

    def start_names(self) -> tuple[str, ...]:
        """The start in the form of the link: the names for low, medium and high."""
        return tuple(self.start.get(tier, NOT_OFFERED) for tier in TIERS)


@lru_cache(maxsize=8)
def services(book: PriceBook) -> Mapping[str, Service]:
    """Every service of a book by id, families first."""
    known = {}
    for family in book.families.values():
        choices = {model: Buys(model, name) for model in family.models for name in book[model].model.tiers.values()}
        known[family.id] = Service(family.id, family.name, choices, family.tiers)
    for key, entry in book.entries.items():
        choices = {name: Buys(key, name) for name in entry.qualities}
        known[key] = Service(key, entry.model.name, choices, entry.model.tiers)
    return known

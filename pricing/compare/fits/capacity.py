"""Whether a model carries a volume: images a minute against the vendor's documented rate limits."""

from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pricing.compare.fits import messages
from pricing.prices.book import Entry
from pricing.prices.capabilities import Fact
from pricing.values.exact import HUNDREDTH, quotient
from pricing.wording.messages import Message

SMALL_VOLUME = Decimal(2)
"""Images a minute: every model's highest known limit allows this many, so such a volume needs no source."""
_MINUTES = 24 * 60
_A_MINUTE: Mapping[str, int] = {
    "images a minute": 1,
    "requests a minute": 1,
    "requests in ten seconds": 6,
    "requests a second": 60,
}
"""Unit of a limit -> images a minute for one unit; a request makes one image."""


class Load(NamedTuple):
    """The images that a model has to make on a day, and its busiest minute."""

    images_a_day: Decimal = Decimal(0)
    """Generated images a day, batches included."""
    batched_a_day: Decimal = Decimal(0)
    cost_a_day: Decimal | None = None
    """The cost of a day; None without a price."""
    peak: Decimal = Decimal(1)
    """The busiest minute as a multiple of the average one."""
    per_usd: Decimal = Decimal(1)
    """Units of the currency of `cost_a_day` for one USD."""

    def plus(self, images: Decimal, batch: Decimal) -> "Load":
        """The load with more images, of which `batch` percent are sent as a batch."""
        batched = images * batch * HUNDREDTH
        return self._replace(images_a_day=self.images_a_day + images, batched_a_day=self.batched_a_day + batched)

    def without_batch(self) -> "Load":
        """The load without the batch, for models whose batches have no rate limit."""
        if not self.batched_a_day:
            return self
        left = self.images_a_day - self.batched_a_day
        cost = None if self.cost_a_day is None else quotient(self.cost_a_day * left, self.images_a_day)
        return self._replace(images_a_day=left, batched_a_day=Decimal(0), cost_a_day=cost)

    @property
    def a_minute(self) -> Decimal:
        """Images in the busiest minute."""
        return quotient(self.images_a_day * self.peak, Decimal(_MINUTES))

    @property
    def matters(self) -> bool:
        """Whether the load is above `SMALL_VOLUME`."""
        return self.a_minute > SMALL_VOLUME

    def demand(self, unit: str) -> Decimal | None:
        """What the load needs of a limit, in the unit of the limit; None for a limit of spending without a price."""
        if unit == "images a day":
            return self.images_a_day
        if unit != "USD in ten minutes":
            return quotient(self.a_minute, Decimal(_A_MINUTE[unit]))
        if self.cost_a_day is None:
            return None
        return quotient(self.cost_a_day * self.peak, Decimal(_MINUTES // 10) * self.per_usd)


class Capacity(NamedTuple):
    """Whether the documented limits carry a load."""

    carries: bool | None
    """Whether they do; None if no documented limit answers it."""
    text: Message
    """The level that carries the load, or that none does, or that no limit is in our sources."""
    sentence: Message
    """The same as a sentence that names the model."""
    used: Decimal = Decimal(0)
    """The load as a multiple of what the lowest level allows; 0 if no limit answers it."""


class _Level(NamedTuple):
    """A level of customers and what it allows: the least and the most if sources disagree."""

    fact: Fact
    least: int
    most: int


def carries_load(entry: Entry, load: Load) -> bool | None:
    """Whether the documented limits of a model carry a load at some level; None if no limit answers it.

    If there are limits of several kinds, each must carry it. Limits of jobs at once do not answer it, as our sources do
    not have the time of a job.
    """
    kinds = _levels(entry)
    if not kinds:
        return None
    now = unbatched(entry, load)
    answers: list[bool | None] = []
    for unit, levels in kinds.items():
        demand = now.demand(unit)
        if demand is None or levels[-1].least >= demand:
            answers.append(None if demand is None else True)
        else:
            answers.append(None if max(level.most for level in levels) >= demand else False)
    return False if False in answers else None if None in answers else True


def lowest_level(entry: Entry) -> Decimal | None:
    """Images a minute that every limit allows at its lowest level.

    0 if a limit is of another kind, which needs more than the volume to answer. None if no documented limit answers it.
    """
    kinds = _levels(entry)
    if not kinds:
        return None
    return min(Decimal(levels[0].least * _A_MINUTE.get(unit, 0)) for unit, levels in kinds.items())


def capacity(entry: Entry, load: Load) -> Capacity:
    """Whether a model's documented limits carry a load, with the sentences; see `carries_load`."""
    name, vendor, facts = entry.model.name, entry.file.vendor, entry.facts
    kinds, now = _levels(entry), unbatched(entry, load)
    demands = {unit: demand for unit in kinds if (demand := now.demand(unit)) is not None}
    used = max(
        (quotient(demand, Decimal(kinds[unit][0].least)) for unit, demand in demands.items()), default=Decimal(0)
    )
    carries = carries_load(entry, load)
    if carries is None and len(demands) == len(kinds) > 0:
        return Capacity(None, messages.limit_disputed(), messages.limit_of_model_disputed(name, vendor), used)
    if carries is None:
        jobs = min((int(str(fact.value)) for fact in facts.of("rate") if fact.unit == "at once"), default=None)
        text = messages.ask_the_vendor() if jobs is None else messages.at_once(jobs)
        return Capacity(None, text, messages.limit_not_known(name, vendor))
    a_minute = _rounded(now.a_minute)
    if not carries:
        level = next(
            top
            for unit, levels in kinds.items()
            if (top := max(levels, key=lambda level: (level.most, level.least))).most < demands.get(unit, 0)
        )
        limit, tier = messages.rate_limit(level.fact.unit, level.most), level.fact.tier
        sentence = messages.no_level_carries(a_minute, name, vendor, limit, tier, facts.source(level.fact).title)
        return Capacity(False, messages.too_much(limit, tier), sentence, used)
    needed = [
        next((place, level) for place, level in enumerate(levels) if level.least >= demands[unit])
        for unit, levels in kinds.items()
    ]
    place, level = max(needed, key=lambda needed: needed[0])
    limit, tier = messages.rate_limit(level.fact.unit, level.least), level.fact.tier
    text = messages.needs_level(limit, tier) if place else messages.allows(limit, tier)
    return Capacity(
        True, text, messages.model_allows(a_minute, name, limit, tier, facts.source(level.fact).title), used
    )


def unbatched(entry: Entry, load: Load) -> Load:
    """The load without the batch if the model has batches."""
    batch = entry.facts.known("batch")
    return load.without_batch() if batch is not None and batch.value is True else load


@lru_cache(maxsize=512)
def _levels(entry: Entry) -> dict[str, list[_Level]]:
    """The levels of each kind of limit that answers how many images it carries, from the lowest that allows some."""
    kinds: dict[str, list[_Level]] = {}
    for fact in entry.facts.of("rate"):
        values = [int(str(value)) for value in (fact.value, *(other.value for other in fact.otherwise))]
        if fact.unit != "at once" and max(values):
            kinds.setdefault(fact.unit, []).append(_Level(fact, min(values), max(values)))
    return {unit: sorted(levels, key=lambda level: level.least) for unit, levels in kinds.items()}


def _rounded(images: Decimal) -> Decimal:
    """Images a minute, rounded as they are shown."""
    return round(images, 0 if images >= 10 else 1) if images >= Decimal("0.05") else images.normalize()

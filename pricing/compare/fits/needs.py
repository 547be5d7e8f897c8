"""Whether models meet the needs of workloads, by the price book: yes, no (with the source), or unknown.

The capabilities of models are facts of `pricing.prices.capabilities`. A missing fact makes a need unknown: it denies
nothing, but the model is not called a fit.
"""

import datetime as dt
import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple

from pricing.bill import messages as bill_messages
from pricing.bill.estimate import Estimate
from pricing.bill.timeline import needed_until
from pricing.compare.fits import messages
from pricing.compare.fits.capacity import Load, capacity, carries_load, unbatched
from pricing.prices import Confidence, PriceBooks
from pricing.prices.book import Entry
from pricing.prices.capabilities import Fact, FactField, Value
from pricing.prices.life import gone, lives_until
from pricing.prices.preferences import score_of
from pricing.prices.schema import Tier
from pricing.prices.services import Buys, services
from pricing.prices.sizes import nearest_made
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.values.exact import HUNDREDTH
from pricing.values.month import Month
from pricing.values.size import Size
from pricing.wording.messages import Message, as_written, named

FitAnswer = Literal["yes", "unknown", "no"]
SHORT_PROMPT = 125
"""Tokens: the shortest known limit is 500 characters, so a prompt of up to 125 tokens needs no source."""
CHARACTERS_A_TOKEN = 4
"""Characters per token of English text, by OpenAI's rule of thumb."""
_WORDS_A_TOKEN = Decimal("0.75")
_HALF = Decimal("0.5")
_UPPER_LIMITS: tuple[FactField, ...] = ("sizes", "pixels_most", "edge_most")
"""Upper limits of sizes: without any of them, a size that no price names is not known to be made."""


class Fit(NamedTuple):
    """Whether a candidate meets every need of some workloads."""

    denied: tuple[Message, ...] = ()
    """The needs that a source denies, with the source."""
    unknown: tuple[Message, ...] = ()
    """The needs on which our sources have no answer."""

    @property
    def answer(self) -> FitAnswer:
        return "no" if self.denied else "unknown" if self.unknown else "yes"

    @property
    def why(self) -> tuple[Message, ...]:
        """The denied needs, or else the unknown ones; empty if it fits."""
        return self.denied or self.unknown


class Needs(NamedTuple):
    """The needs of a workload's images, without the volume."""

    references: int
    """The most reference images of a request."""
    edits: bool
    """Whether references are images to edit, which a model must support; else they may be mere guides."""
    sizes: tuple[Size, ...]
    prompt: int
    """Tokens of the prompt; 0 if it is short enough for every model."""
    vector: bool
    transparent: bool
    words: bool
    """Whether words in the picture must be legible."""
    partials: int
    """Partial images streamed for each image."""


class _Finding(NamedTuple):
    """A need that a source denies, or that is unknown."""

    denied: bool
    why: Message


def needs_of(workload: Workload, books: PriceBooks) -> Needs:
    """The needs of a workload, by its fields and its present model: one that makes vectors needs vectors."""
    entry = books.listed.entries.get(workload.model)
    edits = None if entry is None else entry.facts.known("edits")
    output = None if entry is None else entry.facts.known("output")
    return Needs(
        references=math.ceil(workload.refs),
        edits=bool(workload.refs) and (edits is None or edits.value is not False),
        sizes=tuple(size for size, _ in workload.size),
        prompt=workload.prompt if workload.prompt > SHORT_PROMPT else 0,
        vector="vector" in workload.needs or (output is not None and output.value == ("svg",)),
        transparent="transparent" in workload.needs,
        words="text" in workload.needs,
        partials=workload.partials,
    )


def fit(
    scenario: Scenario,
    bought: Sequence[Mapping[Tier, Buys]],
    cost_a_day: Decimal | None,
    books: PriceBooks,
    today: dt.date,
) -> Fit:
    """Whether what the tiers of each workload buy meets its needs; `cost_a_day` is the cost of all workloads there.

    Reasons have the workload's name if there are several. Rate limits are compared with all workloads together.
    """
    models = tuple(models_of(workload, buys) for workload, buys in zip(scenario.workloads, bought, strict=True))
    return with_volume(known_fits(scenario, books, today)(models), loads(scenario, bought, cost_a_day), books)


def models_of(workload: Workload, buys: Mapping[Tier, Buys]) -> tuple[str, ...]:
    """The models that a workload's tiers buy, each once."""
    return tuple(dict.fromkeys(buys[tier].model for tier, _ in workload.quality.shares() if tier in buys))


def loads(scenario: Scenario, bought: Sequence[Mapping[Tier, Buys]], cost_a_day: Decimal | None) -> dict[str, Load]:
    """The load of each model, of all workloads together."""
    carried: dict[str, Load] = {}
    for workload, buys in zip(scenario.workloads, bought, strict=True):
        for tier, share in workload.quality.shares():
            if tier in buys:
                model = buys[tier].model
                before = carried.get(model, _load(scenario, cost_a_day))
                carried[model] = before.plus(_generated(workload, share), workload.batch)
    return carried


def plan_capacity(estimate: Estimate, books: PriceBooks) -> list[Message]:
    """Notices on a volume above half of the lowest level of the documented rate limits of the scenario's models.

    If a model has no documented limit, on a volume above `SMALL_VOLUME`.
    """
    carried: dict[str, Load] = {}
    for bill in estimate.bills:
        workload = bill.workload
        before = carried.get(workload.model, _load(estimate.scenario, Decimal(0)))
        cost = None if before.cost_a_day is None or bill.per_day is None else before.cost_a_day + bill.per_day
        carried[workload.model] = before.plus(_generated(workload, 100), workload.batch)._replace(cost_a_day=cost)
    lines = []
    for model, load in carried.items():
        for entry in entries_of(model, books):
            workload_capacity = capacity(entry, load)
            if workload_capacity.used > _HALF or (workload_capacity.carries is None and unbatched(entry, load).matters):
                lines.append(workload_capacity.sentence)
    return lines


def plan_denials(estimate: Estimate, books: PriceBooks) -> list[Message]:
    """The needs that the scenario's own models do not meet, by a source.

    Without those that other notices are about: the ends of models, sizes that they cannot make, and the volume.
    """
    denied = []
    for bill in estimate.bills:
        needs = needs_of(bill.workload, books)
        for entry in entries_of(bill.workload.model, books):
            findings = (
                *_of_references(needs, entry),
                *_of_output(needs, entry, books),
                *_of_streaming(needs, entry),
                *_of_prompt(needs.prompt, entry),
            )
            denied += [(bill.workload.name, finding.why) for finding in findings if finding.denied]
    return named(denied, len(estimate.bills))


def _load(terms: Scenario, cost_a_day: Decimal | None) -> Load:
    """An empty load with the peak and the currency of the terms."""
    return Load(cost_a_day=cost_a_day, peak=terms.peak or Decimal(1), per_usd=terms.exchange.rate)


def load_of(scenario: Scenario) -> Load:
    """The load of a model that takes all workloads."""
    load = _load(scenario, None)
    for workload in scenario.workloads:
        load = load.plus(_generated(workload, sum(workload.quality)), workload.batch)
    return load


def _generated(workload: Workload, share: int) -> Decimal:
    """Images generated a day for a share (percent) of a workload."""
    return workload.images * workload.generations_per_image * share * HUNDREDTH


def with_volume(met: Fit, volumes: Mapping[str, Load], books: PriceBooks) -> Fit:
    """The fit together with whether the documented rate limits carry the volume on each model."""
    denied, unknown = met
    for model, load in volumes.items():
        for entry in entries_of(model, books):
            carries = carries_load(entry, load)
            if carries is False:
                denied = (*denied, capacity(entry, load).sentence)
            elif carries is None and unbatched(entry, load).matters:
                unknown = (*unknown, capacity(entry, load).sentence)
    return met if (denied, unknown) == met else Fit(denied, unknown)


@lru_cache(maxsize=1024)
def entries_of(model: str, books: PriceBooks) -> tuple[Entry, ...]:
    """The entries of a model in the list of prices, which has the facts and ends.

    A model of the guide that is a family in the list has the entries of all models that the family's tiers buy.
    """
    if model in books.listed:
        return (books.listed[model],)
    family = services(books.listed).get(model)
    if family is None:
        return (books.guide[model],)
    return tuple(books.listed[id] for id in dict.fromkeys(buys.model for buys in family.tiers(None).values()))


def known_fits(scenario: Scenario, books: PriceBooks, today: dt.date) -> "KnownFits":
    """The cached `KnownFits` of a scenario."""
    names = tuple(workload.name for workload in scenario.workloads)
    needs = tuple(needs_of(workload, books) for workload in scenario.workloads)
    ends = tuple(needed_until(scenario, place) for place in range(len(scenario.workloads)))
    return _known_fits(names, needs, ends, books, today)


class KnownFits:
    """Fits for the needs of one scenario without the volume, each computed once.

    Called with the models of each workload.
    """

    def __init__(
        self,
        names: tuple[str, ...],
        needs: tuple[Needs, ...],
        ends: tuple[Month, ...],
        books: PriceBooks,
        today: dt.date,
    ) -> None:
        self._names, self._needs, self._ends, self._books, self._today = names, needs, ends, books, today
        self._fits: dict[tuple[tuple[str, ...], ...], Fit] = {}

    def __call__(self, models: tuple[tuple[str, ...], ...]) -> Fit:
        met = self._fits.get(models)
        if met is None:
            met = self._fits[models] = self._fit(models)
        return met

    def _fit(self, models: tuple[tuple[str, ...], ...]) -> Fit:
        answers = [
            (name, finding)
            for name, needs, end, of_workload in zip(self._names, self._needs, self._ends, models, strict=True)
            for model in of_workload
            for entry in entries_of(model, self._books)
            for finding in self._findings(needs, entry, end)
        ]
        denied = [(name, finding.why) for name, finding in answers if finding.denied]
        unknown = [(name, finding.why) for name, finding in answers if not finding.denied]
        return Fit(tuple(named(denied, len(models))), tuple(named(unknown, len(models))))

    def _findings(self, needs: Needs, entry: Entry, end: Month) -> tuple[_Finding, ...]:
        others = _findings(needs._replace(prompt=0), entry, end, self._books, self._today)
        return (*others, *_of_prompt(needs.prompt, entry))


_known_fits = lru_cache(maxsize=64)(KnownFits)


@lru_cache(maxsize=8192)
def _findings(needs: Needs, entry: Entry, end: Month, books: PriceBooks, today: dt.date) -> tuple[_Finding, ...]:
    """The needs of a workload that a model is not known to meet, except the length of the prompt."""
    return (
        *_of_life(entry, end, today),
        *_of_references(needs, entry),
        *_of_sizes(needs, entry),
        *_of_output(needs, entry, books),
        *_of_streaming(needs, entry),
    )


def _met(fact: Fact | None, meets: Callable[[Value], bool]) -> bool | None:
    """Whether a fact meets a need; None if the fact is missing or sources disagree on the answer."""
    if fact is None:
        return None
    values = [fact.value, *(other.value for other in fact.otherwise)]
    if all(map(meets, values)):
        return True
    return None if fact.confidence is Confidence.CONFLICTING else False


def _asked(
    met: bool | None,
    fact: Fact | None,
    entry: Entry,
    denial: Callable[[str, str], Message],
    unknown: Message,
    disputed: Message | None = None,
) -> Iterator[_Finding]:
    """The finding on a need, if it is not met; `denial` gets the names of the model and of the source."""
    if met is None:
        yield _Finding(False, unknown if fact is None or disputed is None else disputed)
    elif not met and fact is not None:
        yield _Finding(True, denial(entry.model.name, entry.facts.source(fact).title))


def _of_life(entry: Entry, end: Month, today: dt.date) -> Iterator[_Finding]:
    """The end of the model, and whether programs may call it."""
    model, life = entry.model, entry.model.life
    source = entry.source(life.source).title
    if gone(life.shut_down, today):
        yield _Finding(True, messages.no_longer_sold(model.name, life.ends, source))
    elif not lives_until(life.shut_down, end):
        yield _Finding(True, messages.ends(model.name, life.ends, source))
    if model.no_api:
        yield _Finding(True, messages.no_program(model.name, as_written(model.no_api)))
    elif model.billing == "subscription":
        yield _Finding(True, messages.sold_by_subscription(model.name))


def _of_references(needs: Needs, entry: Entry) -> Iterator[_Finding]:
    name, facts = entry.model.name, entry.facts
    if not needs.references:
        made = facts.known("makes_from_text")
        unknown = messages.from_text_not_known(name)
        yield from _asked(_met(made, lambda value: value is True), made, entry, messages.not_from_text, unknown)
        return
    if needs.edits:
        edits = facts.known("edits")
        unknown = messages.edits_not_known(name)
        yield from _asked(_met(edits, lambda value: value is True), edits, entry, messages.edits_nothing, unknown)
    most = facts.known("references_most")

    def fewer(model: str, source: str) -> Message:
        assert most is not None
        return messages.fewer_references(model, int(str(most.value)), needs.references, source)

    enough = _met(most, lambda value: isinstance(value, int) and value >= needs.references)
    unknown = messages.references_not_known(name, needs.references)
    disputed = messages.references_disputed(name, needs.references)
    yield from _asked(enough, most, entry, fewer, unknown, disputed)


def _of_sizes(needs: Needs, entry: Entry) -> Iterator[_Finding]:
    """Sizes that the model cannot make, and sizes of which that is unknown."""
    facts, limits = entry.facts, entry.facts.limits
    name = entry.model.name
    for size in needs.sizes:
        if (limit := limits.broken(size)) is not None:
            fact = facts.known(limit)
            assert fact is not None
            nearest = nearest_made(limits, size)
            source = facts.source(fact).title
            yield _Finding(True, bill_messages.not_made(name, size, limit, fact, source, nearest))
        elif size not in entry.model.sizes and not any(_agreed(facts.known(upper)) for upper in _UPPER_LIMITS):
            yield _Finding(False, messages.size_not_known(name, size))


def _agreed(fact: Fact | None) -> bool:
    return fact is not None and fact.confidence is not Confidence.CONFLICTING


def _of_prompt(tokens: int, entry: Entry) -> Iterator[_Finding]:
    """The longest prompt. A token has at least one character, and about four in English."""
    if tokens <= SHORT_PROMPT:
        return
    most, name = entry.facts.known("prompt_most"), entry.model.name
    if most is None:
        yield _Finding(False, messages.prompt_not_known(name, tokens))
        return
    match most.unit:
        case "tokens":
            least, about = tokens, Decimal(tokens)
        case "English words":
            least, about = 0, tokens * _WORDS_A_TOKEN
        case _:
            least, about = tokens, Decimal(tokens * CHARACTERS_A_TOKEN)
    limit, source = int(str(most.value)), entry.facts.source(most).title
    if least > limit and most.confidence is not Confidence.CONFLICTING:
        yield _Finding(True, messages.prompt_too_long(name, limit, most.unit, tokens, source))
    elif about > limit:
        yield _Finding(False, messages.prompt_may_be_too_long(name, limit, most.unit, tokens, int(about), source))


def _of_output(needs: Needs, entry: Entry, books: PriceBooks) -> Iterator[_Finding]:
    """Vectors, pixels, transparency, and legible words."""
    name, facts = entry.model.name, entry.facts
    output = facts.known("output")
    if needs.vector:
        if output is not None and "svg" in _formats(output.value) and "raster" in _formats(output.value):
            yield _Finding(False, messages.vectors_beside_pixels(name, as_written(output.note)))
        else:
            met = _met(output, lambda value: "svg" in _formats(value))
            yield from _asked(met, output, entry, messages.no_vectors, messages.vectors_not_known(name))
    else:
        met = _met(output, lambda value: "raster" in _formats(value))
        yield from _asked(met, output, entry, messages.vectors_alone, messages.pixels_not_known(name))
    if needs.transparent:
        clear = facts.known("transparent")
        met = _met(clear, lambda value: value is True)
        yield from _asked(met, clear, entry, messages.not_transparent, *messages.transparent_not_known(name))
    if needs.words and score_of([entry.model.id], books.board_of("words in the picture")) is None:
        yield _Finding(False, messages.words_not_known(name))


def _formats(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _of_streaming(needs: Needs, entry: Entry) -> Iterator[_Finding]:
    if not needs.partials:
        return
    name, facts = entry.model.name, entry.facts
    most, streams = facts.known("partial_images"), facts.known("streaming")
    unknown = messages.partials_not_known(name)
    if most is None and streams is not None and streams.value is False:
        yield from _asked(False, streams, entry, messages.streams_nothing, unknown)
        return
    met = _met(most, lambda value: isinstance(value, int) and value >= needs.partials)
    yield from _asked(met, most, entry, messages.fewer_partials, unknown)

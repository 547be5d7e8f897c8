"""The ways to save on one workload: the field that each changes, its values, and why it cannot be used."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

from pricing.bill.placement import on_model, under_contract
from pricing.compare.alternatives import cheapest_no_smaller, costs_by_size
from pricing.compare.live import board_for, shown_no_worse
from pricing.compare.workload_moves import fitting_models
from pricing.decide.costing import Costing
from pricing.decide.grid import GRIDS, Turned
from pricing.prices.preferences import score_of
from pricing.scenario import levers
from pricing.scenario.kinds import Number
from pricing.scenario.mixes import Quality, SizeMix
from pricing.scenario.ranges import HIGH
from pricing.scenario.workload import Workload
from pricing.values.size import Size

SavingKind = Literal["same", "shape", "equal", "less", "unproven", "ask"]
"""What a way gives up: `same` nothing; `shape` the shape; `equal` the model, for one that fits and is no worse to
voters; `less` quality, size or choice; `unproven` proof, for a model without a score or with a lower one; `ask` is a
negotiation, as a discount has to be asked for."""
KINDS: tuple[SavingKind, ...] = get_args(SavingKind)
"""The kinds in the order in which savings are listed."""
_STOPS = 20
"""The number of a slider's values if the field has more than a hundred."""


class Degrees(NamedTuple):
    """The values of a way, from the present one to the furthest."""

    present: Decimal
    start: Decimal
    """The proposed value."""
    most: Decimal
    takes: Number
    """The kind of number of the field."""

    def on_grid(self, value: Decimal) -> Decimal:
        """The nearest value on the grid of the field, within the present and the furthest."""
        low, high = sorted((self.present, self.most))
        return min(max(self.takes.on_grid(value), low), high)

    def stops(self) -> tuple[Decimal, ...]:
        """The values of a slider, from the present to the furthest."""
        return _stops(self)


@lru_cache(maxsize=256)
def _stops(degrees: Degrees) -> tuple[Decimal, ...]:
    """Cached, because changes of other levers do not affect them."""
    low, high = sorted((degrees.present, degrees.most))
    step = max(Decimal(1) if high - low > 2 else Decimal("0.05"), (high - low) / _STOPS if high - low > 100 else 0)
    count = int((high - low) / step)
    values = {degrees.on_grid(low + step * number) for number in range(count + 1)}
    present_first = degrees.present > degrees.most
    return tuple(sorted(values | {degrees.present, degrees.start, degrees.most}, reverse=present_first))


class Option(NamedTuple):
    """A possible change of one field of a workload, whether it saves or not."""

    key: str
    """The id of the way within its workload."""
    lever: str
    """The key of the field."""
    effect: str
    """The effort of the team, as a code of `pricing.decide.messages`."""
    kind: SavingKind
    """What it gives up."""
    reason: str = ""
    """Why it cannot be used, as such a code; empty if nothing speaks against it."""
    degrees: Degrees | None = None
    """Its values; None if it is a choice."""
    choice: Workload | None = None
    """The workload after the choice; None if it has degrees."""


def options(costs: Costing) -> Iterator[Option]:
    """The options of a scenario of one workload, with those that cannot be used."""
    (workload,) = costs.scenario.workloads
    yield from _of_quality(workload, costs)
    yield from _of_degree(workload, costs)
    yield _of_fidelity(workload, costs)
    yield from _of_size(workload, costs)
    yield from _of_model(workload, costs)


def applied(option: Option, workload: Workload, value: Decimal | None) -> Workload:
    """The workload after an option, at `value` if the option has degrees, with its ranges moved in proportion."""
    if value is None:
        return option.choice or workload
    if option.key in _SHIFTS:
        shifted = replace(workload, quality=_SHIFTS[option.key](workload.quality, int(value)))
        return levers.carried(workload, shifted)
    return GRIDS[_DEGREES[option.key]].changed(workload, value)


def _to_medium(quality: Quality, high: int) -> Quality:
    return Quality(quality.low, quality.medium + quality.high - high, high)


def _to_low(quality: Quality, medium: int) -> Quality:
    return Quality(quality.low + quality.medium - medium, medium, quality.high)


_SHIFTS = {"quality-high": _to_medium, "quality-medium": _to_low}
_DEGREES: Mapping[str, Turned] = {
    "prompt": "prompt",
    "refs": "refs",
    "tries": "tries",
    "reuse": "reuse",
    "batch": "batch",
    "discount": "discount",
}


def _of_quality(workload: Workload, costs: Costing) -> Iterator[Option]:
    tiers = workload.tiers(costs.books[costs.scenario.prices][workload.model].model.tiers)
    for key, share, effect, to in (
        ("quality-high", workload.quality.high, "less-detail", "medium"),
        ("quality-medium", workload.quality.medium, "drafts", "low"),
    ):
        name = key.removeprefix("quality-")
        reason = f"no-{name}" if not share else ""
        if not reason and len(set(tiers.values())) == 1:
            reason = "one-quality"
        if not reason and to not in tiers:
            reason = f"no-{to}-price"
        present = Decimal(share)
        yield Option(key, "quality", effect, "less", reason, Degrees(present, Decimal(share // 2), Decimal(0), HIGH))


def _of_degree(workload: Workload, costs: Costing) -> Iterator[Option]:
    card = costs.books.rate_card(workload.model, costs.scenario.prices, costs.scenario.exchange)
    half = Decimal("0.5")

    def degrees(lever: Turned, start: Decimal, most: Decimal) -> Degrees:
        grid = GRIDS[lever]
        made = Degrees(grid.present(workload), start, most, grid.takes)
        return made._replace(start=made.on_grid(start))

    prompt, most = Decimal(workload.prompt), {lever: Decimal(GRIDS[lever].takes.high) for lever in GRIDS}
    no_prompt = "" if card.entry.charges_text else "prompt-not-billed"
    if prompt <= 1:
        no_prompt = "shortest-prompt" if prompt else "no-prompt"
    yield Option(
        "prompt",
        "prompt",
        "shorter-prompt",
        "less",
        no_prompt,
        degrees("prompt", prompt * half, min(prompt, Decimal(1))),
    )
    yield Option(
        "refs",
        "refs",
        "fewer-references",
        "less",
        "" if workload.refs else "no-references",
        degrees("refs", workload.refs * half, Decimal(0)),
    )
    yield Option(
        "tries",
        "tries",
        "fewer-tries",
        "less",
        "" if workload.tries > 1 else "one-try",
        degrees("tries", (workload.tries + 1) * half, Decimal(1)),
    )
    yield Option(
        "reuse",
        "reuse",
        "same-image-again",
        "less",
        "made-from-references" if workload.refs else "" if workload.reuse < most["reuse"] else "all-reused",
        degrees("reuse", workload.reuse + 20, most["reuse"]),
    )
    no_batch = "" if card.has_batch else "no-batch-rates"
    yield Option(
        "batch",
        "batch",
        "batch-later",
        "same",
        no_batch or ("" if workload.batch < most["batch"] else "all-batch"),
        degrees("batch", most["batch"], most["batch"]),
    )
    yield Option(
        "discount",
        "discount",
        "contract",
        "ask",
        "" if workload.discount < most["discount"] else "most-discount",
        degrees("discount", workload.discount + 10, most["discount"]),
    )


def _of_fidelity(workload: Workload, costs: Costing) -> Option:
    entry = costs.books[costs.scenario.prices][workload.model]
    reason = ""
    if not workload.refs:
        reason = "no-references"
    elif not entry.has_fidelity:
        reason = "no-fidelity"
    elif workload.fidelity == "low":
        reason = "fidelity-low"
    return Option(
        "fidelity", "fidelity", "rougher-references", "less", reason, choice=replace(workload, fidelity="low")
    )


def _of_size(workload: Workload, costs: Costing) -> Iterator[Option]:
    """The cheapest size with at least as many pixels as the main one, and the largest smaller one that costs less."""
    main = workload.size.main
    costs_of = costs_by_size(workload, costs.scenario, costs.books)
    now, twin = costs_of[main], cheapest_no_smaller(costs_of, main)
    smaller = {
        size: cost
        for size, cost in costs_of.items()
        if size.pixels < main.pixels and cost is not None and now is not None and cost < now
    }
    less = max(smaller, key=lambda size: (size.pixels, -smaller[size]), default=None)
    same = twin is not None and _same_shape(twin, main)
    effect, kind = ("more-pixels", KINDS[0]) if same else ("other-shape", KINDS[1])
    yield _to_size("size-twin", twin, effect, kind, "no-cheaper-twin", workload)
    yield _to_size("size-smaller", less, "fewer-pixels", "less", "no-smaller-size", workload)


def _to_size(key: str, size: Size | None, effect: str, kind: SavingKind, reason: str, workload: Workload) -> Option:
    if size is None:
        return Option(key, "size", effect, kind, reason)
    return Option(key, "size", effect, kind, choice=replace(workload, size=_resized(workload.size, size)))


def _same_shape(one: Size, other: Size) -> bool:
    return one.width * other.height == other.width * one.height


def _resized(mix: SizeMix, to: Size) -> SizeMix:
    """The mix with the share of the main size moved to another size."""
    shares = {to: mix[0][1]}
    for size, share in mix[1:]:
        shares[size] = shares.get(size, 0) + share
    return SizeMix(shares.items())


def _of_model(workload: Workload, costs: Costing) -> Iterator[Option]:
    """The cheapest models among those no worse to voters, of the same line, and of all; each model once.

    Each fits the unchanged workload and lives through the horizon. It has a price for every quality, size and
    reference, so only the model changes.
    """
    books, book = costs.books, costs.books[costs.scenario.prices]
    fitting = fitting_models(costs.scenario, books, costs.today)
    equals = [model for model in fitting if shown_no_worse([model], workload, costs.scenario.accepted, books)]
    line = book[workload.model].model.service
    of_line = next((model for model in fitting if book[model].model.service == line), None)
    scored = score_of([workload.model], board_for(workload, books)) is not None
    offers = (
        ("model-equal", next(iter(equals), None), "cheapest-of-equals" if scored else "no-score"),
        ("model-line", of_line, "cheapest-of-line"),
        ("model", next(iter(fitting), None), "cheapest-of-all"),
    )
    named_models = {workload.model}
    for key, model, reason in offers:
        kind: SavingKind = "equal" if key == "model-equal" or model in equals else "unproven"
        after = None
        if model is not None and model not in named_models:
            after = on_model(under_contract(workload, model, costs.scenario, books), book[model])
        if model is not None:
            named_models.add(model)
        yield Option(key, "model", "other-model", kind, reason if after is None else "", choice=after)

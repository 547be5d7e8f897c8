"""Quality names that two models share but that take different numbers of tokens on each."""

import math
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

from pricing.bill.quantities import output_tokens
from pricing.compare import messages
from pricing.compare.rows import Part, Row
from pricing.prices.book import Entry, PriceBook
from pricing.prices.rules import TokenOutput
from pricing.prices.schema import TIERS, Tier
from pricing.prices.services import NOT_OFFERED, Buys
from pricing.scenario.scenario import Scenario
from pricing.scenario.workload import Workload
from pricing.values.size import Size
from pricing.wording.messages import Message, named, together

Bought = tuple[Entry, str]
"""A model and a quality name of it."""


class Effort(NamedTuple):
    """A quality name that two models have, and the tokens that one image of it takes on each."""

    quality_name: str
    before: Decimal
    after: Decimal
    same: str | None
    """The quality name of the new model that takes as many tokens as before; None if there is none."""


def effort(before: Bought, after: Bought, size: Size) -> Effort | None:
    """How the tokens of a quality name change from one model to another; None if the names differ or tokens are equal.

    From GPT Image 2 to 2.5, `high` takes 1,756 tokens instead of 7,024 at 1024x1024, and `max` takes those 7,024.
    """
    (old, name), (new, new_name) = before, after
    was, now = old.output_rule, new.output_rule
    if name != new_name or not isinstance(was, TokenOutput) or not isinstance(now, TokenOutput):
        return None
    if min(len(was.qualities), len(now.qualities)) == 1:  # a single quality is no setting
        return None
    had, has = output_tokens(was, name, size), output_tokens(now, name, size)
    if had is None or has is None or had == has:
        return None
    same = (other for other in now.qualities if output_tokens(now, other, size) == had)
    return Effort(name, had, has, next(same, None))


def equal_effort(workload: Workload, old: Entry, new: Entry) -> tuple[str, ...]:
    """The qualities of a new model that take as many output tokens as those of the workload do on its old one.

    In the form of the field `buys`: for low, medium and high, `-` for a tier without one. For images of the main size.
    Empty if a share of the mix has no such quality, or if the new model's tiers buy these qualities anyway.
    """
    was, now, size = old.output_rule, new.output_rule, workload.size.main
    if not isinstance(was, TokenOutput) or not isinstance(now, TokenOutput):
        return ()
    by_tokens = {output_tokens(now, quality, size): quality for quality in reversed(now.qualities)}
    by_tokens.pop(None, None)
    before = workload.tiers(old.model.tiers)
    tokens = {tier: output_tokens(was, quality, size) for tier, quality in before.items() if quality in was.qualities}
    equal = {tier: by_tokens[taken] for tier, taken in tokens.items() if taken in by_tokens}
    if any(tier not in equal for tier, _ in workload.quality.shares()):
        return ()
    if all(equal[tier] == new.model.tiers.get(tier) for tier, _ in workload.quality.shares()):
        return ()
    return tuple(equal.get(tier, new.model.tiers.get(tier, NOT_OFFERED)) for tier in TIERS)


def like_effort(workload: Workload, old: Entry, new: Entry) -> tuple[str, ...]:
    """The qualities of a new model whose output tokens are nearest to those of the workload on its old one, as `buys`.

    Empty if the new model's tiers buy these qualities anyway, or if one of the two models does not bill by tokens.
    """
    was, now, size = old.output_rule, new.output_rule, workload.size.main
    if not isinstance(was, TokenOutput) or not isinstance(now, TokenOutput):
        return ()
    taken = {quality: output_tokens(now, quality, size) for quality in now.qualities}
    known = {quality: tokens for quality, tokens in taken.items() if tokens}
    like: dict[Tier, str] = {}
    for tier, quality in workload.tiers(old.model.tiers).items():
        before = output_tokens(was, quality, size) if quality in was.qualities else None
        if before and known:
            like[tier] = min(known, key=lambda name: abs(math.log(known[name] / before)))
    if all(like.get(tier) in (None, new.model.tiers.get(tier)) for tier, _ in workload.quality.shares()):
        return ()
    return tuple(like.get(tier, new.model.tiers.get(tier, NOT_OFFERED)) for tier in TIERS)


def between_models(workload: Workload, old: Entry, new: Entry) -> Message | None:
    """How the tokens of a workload's quality names change on another model; None if they do not."""
    before, after = workload.tiers(old.model.tiers), new.model.tiers
    both = {tier: ((old, before[tier]), (new, after[tier])) for tier in before if tier in after}
    return _efforts(workload, both)


def between_rows(scenario: Scenario, present: Row, other: Row) -> Message | None:
    """How the tokens of a scenario's quality names change at another candidate; None if they do not."""
    pairs = zip(present.parts, other.parts, strict=True)
    return _of_workloads(scenario, [(_bought(before, present), _bought(after, other)) for before, after in pairs])


def to_service(scenario: Scenario, present: Row, buys: Mapping[Tier, Buys], book: PriceBook) -> Message | None:
    """How the tokens of a scenario's quality names change on a service outside the comparison; None if they do not."""
    offered = {tier: (book[bought.model], bought.quality_name) for tier, bought in buys.items()}
    return _of_workloads(scenario, [(_bought(part, present), offered) for part in present.parts])


def _bought(part: Part, row: Row) -> dict[Tier, Bought]:
    entries = {entry.model.id: entry for entry in row.entries}
    return {tier: (entries[buys.model], buys.quality_name) for tier, buys in part.buys.items()}


def _of_workloads(
    scenario: Scenario, pairs: Iterable[tuple[Mapping[Tier, Bought], Mapping[Tier, Bought]]]
) -> Message | None:
    """The sentences of each workload for what it buys before and after, with its name if there are several."""
    lines = []
    for workload, (before, after) in zip(scenario.workloads, pairs, strict=True):
        both = {tier: (before[tier], after[tier]) for tier in before if tier in after}
        if (effort := _efforts(workload, both)) is not None:
            lines.append((workload.name, effort))
    return together(named(lines, len(scenario.workloads))) if lines else None


def _efforts(workload: Workload, bought: Mapping[Tier, tuple[Bought, Bought]]) -> Message | None:
    """One sentence for each pair of models: the tokens of each name, and the name that takes as many as before."""
    size = workload.size.main
    pairs: dict[tuple[str, str], dict[str, Effort]] = {}
    for tier, _ in workload.quality.shares():
        if tier in bought and (changed := effort(*bought[tier], size)) is not None:
            (old, _), (new, _) = bought[tier]
            pairs.setdefault((old.model.name, new.model.name), {})[changed.quality_name] = changed
    lines = [_of_models(*names, list(efforts.values()), size) for names, efforts in pairs.items()]
    return together(lines) if lines else None


def _of_models(old: str, new: str, efforts: list[Effort], size: Size) -> Message:
    fewer = {effort.after < effort.before for effort in efforts}
    return messages.takes_other_tokens(
        new, old, size, [messages.tokens_of_a_word(*effort) for effort in efforts], fewer
    )

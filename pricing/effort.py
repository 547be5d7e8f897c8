"""The same word, another effort: qualities of one name that take other tokens on another model."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from pricing.compare import Row
from pricing.prices.book import Entry, PriceBook
from pricing.prices.rules import TokenOutput
from pricing.prices.schema import Tier
from pricing.scenario import Scenario
from pricing.services import Buys
from pricing.size import Size
from pricing.tokens import output_tokens

Bought = tuple[Entry, str]
"""A quality of a model."""


class Effort(NamedTuple):
    """A quality that two models give the same name, and the tokens that one image of it takes on each."""

    quality: str
    before: Decimal
    after: Decimal
    same: str | None
    """The quality of the new model that takes as many tokens as before; None where there is none."""


def effort(before: Bought, after: Bought, size: Size) -> Effort | None:
    """What changes behind a word from one model to another; None where the words or the tokens are no such pair.

    From GPT Image 2 to 2.5, `high` takes 1,756 tokens instead of 7,024 at 1024x1024, and `max` takes those 7,024.
    """
    (old, quality), (new, name) = before, after
    was, now = old.output_rule, new.output_rule
    if quality != name or not isinstance(was, TokenOutput) or not isinstance(now, TokenOutput):
        return None
    if min(len(was.qualities), len(now.qualities)) == 1:  # the word is no setting there
        return None
    had, has = output_tokens(was, quality, size), output_tokens(now, quality, size)
    if had is None or has is None or had == has:
        return None
    same = (other for other in now.qualities if output_tokens(now, other, size) == had)
    return Effort(quality, had, has, next(same, None))


def between_models(scenario: Scenario, old: Entry, new: Entry) -> str:
    """What a plan's words mean on another model; empty where they mean the same."""
    bought = {tier: ((old, old.model.tiers[tier]), (new, new.model.tiers[tier])) for tier in _both(old, new)}
    return _said(scenario, bought)


def between_rows(scenario: Scenario, own: Row, other: Row) -> str:
    """What a plan's words mean on another service of a comparison; empty where they mean the same."""
    return _said(scenario, _pairs(_bought(own), _bought(other)))


def to_service(scenario: Scenario, own: Row, buys: Mapping[Tier, Buys], book: PriceBook) -> str:
    """What a plan's words mean on a service that is not on the page; empty where they mean the same."""
    there = {tier: (book[bought.model], bought.quality) for tier, bought in buys.items()}
    return _said(scenario, _pairs(_bought(own), there))


def _bought(row: Row) -> dict[Tier, Bought]:
    return {tier: (_entry(row, buys.model), buys.quality) for tier, buys in row.buys.items()}


def _pairs(before: Mapping[Tier, Bought], after: Mapping[Tier, Bought]) -> dict[Tier, tuple[Bought, Bought]]:
    return {tier: (before[tier], after[tier]) for tier in before if tier in after}


def _both(old: Entry, new: Entry) -> list[Tier]:
    return [tier for tier in old.model.tiers if tier in new.model.tiers]


def _entry(row: Row, model: str) -> Entry:
    return next(entry for entry in row.entries if entry.model.id == model)


def _said(scenario: Scenario, bought: Mapping[Tier, tuple[Bought, Bought]]) -> str:
    """One sentence for each pair of models: what each word takes, and which word takes what it took."""
    size = scenario.size.main
    pairs: dict[tuple[str, str], dict[str, Effort]] = {}
    for tier, _ in scenario.quality.shares():
        if tier in bought and (found := effort(*bought[tier], size)) is not None:
            (old, _), (new, _) = bought[tier]
            pairs.setdefault((old.model.name, new.model.name), {})[found.quality] = found
    return " ".join(_sentence(*names, list(found.values()), size) for names, found in pairs.items())


def _sentence(old: str, new: str, found: list[Effort], size: Size) -> str:
    fewer = {effort.after < effort.before for effort in found}
    count = "other" if len(fewer) > 1 else "fewer" if fewer == {True} else "more"
    words = []
    for quality, before, after, same in found:
        as_many = f" (its {same} takes {before:,})" if same else ""
        words.append(f"{quality} {after:,} instead of {before:,}{as_many}")
    return f"{new} takes {count} tokens than {old} for the same word, at {size}: {', '.join(words)}."

"""What the comparison tests are made of: comparisons, their rows, and subscriptions with invented prices."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from pricing.bill.subscription import EXTRA, Item, Subscription, subscription
from pricing.compare.choice import fit_of_row
from pricing.compare.rows import Row
from pricing.compare.table import Table, compare
from pricing.prices.schema import TIERS
from pricing.prices.services import NOT_OFFERED, services
from pricing.scenario import link
from pricing.scenario.comparison import START_SERVICES, Comparison
from pricing.scenario.mixes import Quality
from pricing.scenario.own import Own, OwnFactor, OwnMachines, OwnPrice
from pricing.scenario.scenario import Scenario
from pricing.wording.messages import words
from tests.making import TODAY, percent, plan, shipped

MIX = Quality(30, 50, 20)
"""The quality mix that a scenario starts with."""


def comparison(**changes: Any) -> Comparison:
    """The start of a comparison, with changes; a percentage may be given as a number."""
    if "relax" in changes:
        changes["relax"] = Decimal(changes["relax"])
    return Comparison(**changes)


def mixed(**changes: Any) -> Scenario:
    """The plain scenario with the quality mix that one starts with."""
    return plan(**{"quality": MIX} | changes)


def table(scenario: Scenario, terms: Comparison | None = None) -> Table:
    """A scenario compared on some terms, or on its own."""
    return compare(scenario if terms is None else replace(scenario, comparison=terms), shipped())


def rows(scenario: Scenario, terms: Comparison | None = None) -> Mapping[str, Any]:
    """The rows of a comparison by their key: priced, or not priced."""
    return {row.key: row for row in table(scenario, terms).rows}


def against(found: Table, key: str, today: dt.date = TODAY) -> list[str]:
    """Why a row of a comparison does not fit, or what is not known of it."""
    (row,) = [row for row in found.rows if row.key == key]
    return list(map(words, fit_of_row(row, found, shipped(), today).why))


def fits(row: Row, found: Table, today: dt.date = TODAY) -> bool:
    """Whether a row of a comparison is known to fit."""
    return fit_of_row(row, found, shipped(), today).answer == "yes"


def midjourney(term: str = "monthly", *features: Any) -> Subscription:
    """Midjourney's plans as sold on the day of the tests."""
    return subscription(shipped().listed.rate_card("midjourney", TODAY), term == "annual", frozenset(features))


def invented(extra: tuple[int, str], *plans: tuple[int, str]) -> Subscription:
    """Plans and extra time, each of some minutes and USD a month."""
    items = tuple(Item(f"Plan {number}", minutes, Fraction(usd)) for number, (minutes, usd) in enumerate(plans, 1))
    return Subscription(items, Item(EXTRA, extra[0], Fraction(extra[1])))


def from_query(query: str) -> Scenario:
    """The scenario of a link that must be valid, with its comparison."""
    reading = link.parse(query, shipped(), TODAY)
    assert reading.scenario is not None, reading.problems
    return reading.scenario


def query_of(scenario: Scenario) -> str:
    """The canonical link of a scenario."""
    return link.query_string(link.write(scenario))


names = st.text(st.characters(categories=("L", "M", "N", "P", "S"), exclude_characters="~;"), min_size=1, max_size=40)
"""Names that a service of one's own may have, in any script."""
_hosts = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?(\.[a-z]{2,8}){0,2}", fullmatch=True)
base_urls = st.builds(
    "{}://{}{}{}".format,
    st.sampled_from(["http", "https"]),
    _hosts,
    st.sampled_from(["", ":8080"]),
    st.from_regex(r"(/[A-Za-z0-9._-]{1,12}){0,4}", fullmatch=True),
)


def _amounts(high: int, places: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(Decimal(1).scaleb(-places), high, places=places)


@st.composite
def _prices(draw: st.DrawFn) -> OwnPrice:
    tiers = draw(st.lists(st.sampled_from(TIERS), min_size=1, max_size=3, unique=True))
    return OwnPrice(draw(names), tuple((tier, draw(_amounts(1_000, 6))) for tier in TIERS if tier in tiers))


owns: st.SearchStrategy[Own] = st.one_of(
    _prices(),
    st.builds(OwnFactor, names, st.sampled_from(shipped().listed.priced), _amounts(100, 4), st.just("") | base_urls),
    st.builds(OwnMachines, names, _amounts(10_000, 4), st.integers(1, 1_000_000)),
)
own_lists = st.lists(owns, max_size=4, unique_by=lambda own: own.name).map(tuple)


@st.composite
def maps(draw: st.DrawFn, keys: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What the tiers buy on some services; at least one tier is sold."""
    known = services(shipped().listed)
    found = []
    for key in draw(st.lists(st.sampled_from(keys), unique=True, max_size=4)) if keys else []:
        words = st.sampled_from([*known[key].choices, NOT_OFFERED])
        bought = draw(st.tuples(words, words, words).filter(lambda names: set(names) != {NOT_OFFERED}))
        found.append((key, bought))
    return tuple(found)


@st.composite
def comparisons_of(draw: st.DrawFn, keys: tuple[str, ...] | None = None) -> Comparison:
    """A valid comparison over some services of the shipped book."""
    everything = keys or tuple(services(shipped().listed))
    chosen = tuple(draw(st.lists(st.sampled_from(everything), unique=True, max_size=8)))
    return Comparison(
        services=chosen,
        map=draw(maps(chosen)),
        missing=draw(st.sampled_from(["move", "leave"])),
        term=draw(st.sampled_from(["monthly", "annual"])),
        relax=draw(percent(0, 100)),
        company=draw(st.sampled_from(["no", "yes"])),
        stealth=draw(st.sampled_from(["no", "yes"])),
        own=draw(own_lists),
    )


MAIN = START_SERVICES
"""The services that a comparison starts with."""

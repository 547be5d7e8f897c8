"""What the comparison tests are made of: comparisons, their rows, and subscriptions with invented prices."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from pricing import comparison as comparisons
from pricing import link
from pricing.compare import Row, Table, compare
from pricing.comparison import START_SERVICES, Comparison
from pricing.own import Own, OwnFactor, OwnMachines, OwnPrice
from pricing.prices.schema import TIERS
from pricing.scenario import Scenario
from pricing.services import NOT_OFFERED, services
from pricing.subscription import EXTRA, Item, Subscription, subscription
from tests.unit.making import TODAY, percent, plan, shipped

MIX = "30-50-20"
"""The quality mix that a plan starts with."""


def comparison(**changes: Any) -> Comparison:
    """The start of a comparison, with changes; a percentage may be given as a number."""
    if "relax" in changes:
        changes["relax"] = Decimal(changes["relax"])
    return Comparison(**changes)


def mixed(**changes: Any) -> Scenario:
    """The plain plan with the quality mix that a plan starts with."""
    quality = changes.pop("quality", link.fields(shipped(), TODAY)["quality"].read(MIX))
    return plan(quality=quality, **changes)


def table(scenario: Scenario, terms: Comparison | None = None) -> Table:
    return compare(scenario, terms or Comparison(), shipped())


def rows(scenario: Scenario, terms: Comparison | None = None) -> Mapping[str, Row]:
    """The rows of a comparison by service."""
    return {row.id: row for row in table(scenario, terms).rows}


def midjourney(term: str = "monthly", *features: Any) -> Subscription:
    """Midjourney's plans as sold on the day of the tests."""
    return subscription(shipped().rate_card("midjourney", TODAY), term == "annual", frozenset(features))


def invented(extra: tuple[int, str], *plans: tuple[int, str]) -> Subscription:
    """Plans and extra time, each of some minutes and USD a month."""
    items = tuple(Item(f"Plan {number}", minutes, Fraction(usd)) for number, (minutes, usd) in enumerate(plans, 1))
    return Subscription(items, Item(EXTRA, extra[0], Fraction(extra[1])))


def from_query(query: str) -> tuple[Scenario, Comparison]:
    """Plan and comparison of a link that must be valid."""
    reading = link.parse(query, shipped(), TODAY)
    assert reading.scenario is not None, reading.problems
    return reading.scenario, reading.comparison or Comparison()


def query_of(scenario: Scenario, terms: Comparison) -> str:
    """The canonical link of a plan and its comparison."""
    return link.query_string(link.write(scenario) | comparisons.write(terms, shipped().listed))


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
    st.builds(
        OwnFactor, names, st.sampled_from(shipped().listed.priced), _amounts(100, 4), st.just("") | base_urls
    ),
    st.builds(OwnMachines, names, _amounts(10_000, 4), st.integers(1, 1_000_000)),
)  # fmt: skip
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

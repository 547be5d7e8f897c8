"""The bill against the volume: the curves, and where two services change places."""

import math
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings

from pages.compare.service_list.services_table import by_volume
from pricing.compare.choice import LARGEST, SMALLEST, Crossing, crossings, most_by_hand, volumes
from pricing.compare.rows import PricedRow, Row
from pricing.compare.table import compare
from pricing.prices.life import gone
from pricing.scenario.comparison import Comparison
from pricing.scenario.own import OwnFactor, OwnMachines, OwnPrice
from pricing.scenario.scenario import Scenario
from tests.compare.making import comparison, comparisons_of, mixed, rows, table
from tests.making import TODAY, plans, shipped, usd, varied

OWN = (
    OwnMachines("Rig", usd("2.4"), 90),
    OwnPrice("Contract", (("low", usd("0.004")), ("medium", usd("0.007")), ("high", usd("0.011")))),
    OwnFactor("Relay", "gpt-image-2", usd("0.3")),
)
SETTINGS = {
    "start": (mixed(), comparison(own=OWN)),
    "company, annual": (mixed(days=22), comparison(own=OWN, company="yes", term="annual")),
    "relax": (mixed(tries="1.3", reuse="12.34"), comparison(own=OWN, relax="33.33", stealth="yes")),
    "all relax": (mixed(discount=15, days=31), comparison(own=OWN[1:], relax=100)),
    "one day": (mixed(days=1), comparison(own=OWN)),
}
every_setting = pytest.mark.parametrize(("scenario", "terms"), SETTINGS.values(), ids=SETTINGS)
EVERY_VOLUME = np.arange(SMALLEST, LARGEST + 1, dtype=np.float64)


def costs_at(images: int, scenario: Scenario, terms: Comparison, *keys: str) -> list[float]:
    """What some rows cost a month at another volume."""
    found = rows(varied(scenario, images=images), terms)
    return [float(str(found[key].per_month)) for key in keys]


def at_every_volume(row: PricedRow, scenario: Scenario) -> np.ndarray:
    return row.meter.cost(EVERY_VOLUME * scenario.days)


def most_of(*found: Row) -> int:
    """Images a day up to which all of some rows can be had."""
    return min([LARGEST, *(most for row in found if (most := most_by_hand(row)) is not None)])


def named(cross: Crossing) -> tuple[str, str]:
    return cross.cheaper_below.key, cross.cheaper_above.key


@every_setting
def test_order_differs_at_a_crossing_and_one_image_below(scenario: Scenario, terms: Comparison) -> None:
    found = crossings(table(scenario, terms), TODAY)
    assert found
    assert [cross.images for cross in found] == sorted(cross.images for cross in found)
    for cross in found:
        below, above = costs_at(cross.images - 1, scenario, terms, *named(cross))
        assert below <= above, cross
        below_there, above_there = costs_at(cross.images, scenario, terms, *named(cross))
        assert above_there <= below_there, cross
        assert (below, above) != (below_there, above_there)


@every_setting
def test_order_stays_from_a_crossing_on(scenario: Scenario, terms: Comparison) -> None:
    """At every whole number of images a day up to a million, or to what people make by hand."""
    found = table(scenario, terms)
    for cross in crossings(found, TODAY):
        first, last = cross.images - SMALLEST, most_of(*cross[1:3]) - SMALLEST
        assert first <= last
        below, above = (at_every_volume(row, scenario)[first : last + 1] for row in cross[1:3])
        assert (above <= below).all(), (cross.images, named(cross))


@every_setting
def test_what_is_always_cheaper_below_a_crossing(scenario: Scenario, terms: Comparison) -> None:
    """It says whether the two change places below it too."""
    found = table(scenario, terms)
    for cross in crossings(found, TODAY):
        first = cross.images - SMALLEST
        below, above = (at_every_volume(row, scenario)[:first] for row in cross[1:3])
        assert (below <= above).all() == cross.always_below, (cross.images, named(cross))


@every_setting
def test_no_crossing_is_missed(scenario: Scenario, terms: Comparison) -> None:
    """Services that are in another order at 10 images a day than at the most of both have a crossing."""
    found = table(scenario, terms)
    crossed = {frozenset(named(cross)) for cross in crossings(found, TODAY)}
    metered = [row for row in found.rows if row.combination is not None or row.own is not None]
    for row in metered:
        for other in found.rows:
            if gone(row.ends, TODAY) or gone(other.ends, TODAY):
                continue
            if row.meter is None or other.meter is None or type(row.meter) is type(other.meter):
                continue
            less = at_every_volume(row, scenario) < at_every_volume(other, scenario)
            if less[0] != less[most_of(row, other) - SMALLEST]:
                assert frozenset((row.key, other.key)) in crossed


def test_proportional_bills_never_cross() -> None:
    assert crossings(table(mixed(), comparison(services=("gpt-image-2", "seedream-4.0", "stability-ai"))), TODAY) == []


def test_a_crossing_by_hand() -> None:
    """A rig at $3 an hour for 1,000 images against 1 cent an image, 30 days: 300 images are $3, 10 a day."""
    own = (OwnMachines("Rig", usd("3"), 1000), OwnPrice("Cent", (("medium", usd("0.01")),)))
    found = crossings(table(mixed(days=1), comparison(services=(), own=own)), TODAY)
    (cross,) = [cross for cross in found if {*named(cross)} == {"own-1", "own-2"}]
    assert named(cross) == ("own-2", "own-1")
    assert cross.images == 301


@every_setting
def test_curves_are_the_bills(scenario: Scenario, terms: Comparison) -> None:
    """At every plotted volume, seats and GPU hours included."""
    found = table(scenario, terms)
    frame = by_volume(found)
    by_hand = [most_by_hand(row) or LARGEST for row in found.rows]
    assert min(by_hand) < LARGEST
    for images, *costs in frame.itertuples(index=False, name=None):
        again = rows(varied(scenario, images=int(images)), terms)
        expected = [
            float(str(row.per_month)) if images <= most else math.nan
            for row, most in zip(again.values(), by_hand, strict=True)
        ]
        assert costs == pytest.approx(expected, rel=1e-9, nan_ok=True), images


@settings(max_examples=25)
@given(scenario=plans(), terms=comparisons_of())
def test_curves_are_the_bills_of_any_plan(scenario: Scenario, terms: Comparison) -> None:
    found = table(scenario, terms)
    for images in volumes(found)[[0, 7, 30, 60]]:
        again = rows(varied(scenario, images=int(images)), terms)
        for row in found.rows:
            if row.meter is not None:
                cost = row.meter.cost(np.array([images * scenario.days]))[0]
                assert cost == pytest.approx(float(str(again[row.key].per_month)), rel=1e-9)


@every_setting
def test_more_images_never_cost_less(scenario: Scenario, terms: Comparison) -> None:
    for row in table(scenario, terms).rows:
        if row.meter is not None:
            assert (np.diff(at_every_volume(row, scenario)) >= 0).all(), row.key


def test_chart_has_the_plans_own_volume() -> None:
    grid = volumes(table(mixed(images=4321)))
    assert 4321 in grid
    assert (grid[0], grid[-1]) == (SMALLEST, LARGEST)
    assert (np.diff(grid) > 0).all()
    assert volumes(table(mixed(images=0)))[0] == 1


@pytest.mark.parametrize(
    ("terms", "plan", "days"),
    [(comparison(), 3600, 30), (comparison(relax=100), 3600, 30), (comparison(term="annual", stealth="yes"), 3600, 22)],
)
def test_by_hand_is_what_the_largest_plan_includes_for_one_person(terms: Comparison, plan: int, days: int) -> None:
    """A draft job takes 0.4 minutes for 24 images, SD 0.8 for 4, HD 1.3 for 4; a job that waits takes as long."""
    scenario = mixed(days=days, tries="1.5")
    minutes = (
        Fraction(30, 100) * Fraction("0.4") / 24
        + Fraction(50, 100) * Fraction("0.2")
        + Fraction(20, 100) * Fraction("0.325")
    ) * Fraction("1.5")
    found = rows(scenario, terms)
    assert most_by_hand(found["midjourney"]) == math.floor(plan / minutes / days)
    assert [key for key, row in found.items() if most_by_hand(row) is not None] == ["midjourney"]
    ends = [cross.images for cross in crossings(table(scenario, terms), TODAY) if "midjourney" in named(cross)]
    assert all(images <= plan / minutes / days for images in ends)


def test_no_places_change_beyond_what_is_made_by_hand() -> None:
    """A Mega plan makes an image for 0.57 cents at the best: cheaper than 0.58 for good far beyond 705."""
    scenario, terms = mixed(), comparison(services=("midjourney",), own=(OwnPrice("Cent", (("low", usd("0.0058")),)),))
    for images, cheaper in ((600, False), (700, True), (1_000, False), (20_000, True)):
        people, price = costs_at(images, scenario, terms, "midjourney", "own-1")
        assert (people < price) == cheaper
    found = crossings(table(scenario, terms), TODAY)
    assert [cross.images for cross in found if {*named(cross)} == {"midjourney", "own-1"}] == [690]


def test_what_a_program_may_call_has_no_end() -> None:
    listed = shipped().listed
    entry = listed["midjourney"]
    called = replace(entry, model=entry.model.model_copy(update={"no_api": ""}))
    books = replace(shipped(), listed=replace(listed, entries={**listed.entries, "midjourney": called}))
    (row,) = [row for row in compare(mixed(), books).rows if row.key == "midjourney"]
    assert row.per_month == 180
    assert most_by_hand(row) is None


def test_a_plan_without_a_limit_has_no_end() -> None:
    """Standard images take no credits on Adobe's plans."""
    assert most_by_hand(rows(mixed(), comparison(services=("adobe-firefly",)))["adobe-firefly"]) is None

"""The bill against the volume: the curves, and where two services change places."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from pages.components.compare_frames import by_volume
from pricing.choice import LARGEST, SMALLEST, Crossing, crossings, volumes
from pricing.compare import Row
from pricing.comparison import Comparison
from pricing.life import gone
from pricing.own import OwnFactor, OwnMachines, OwnPrice
from pricing.scenario import Scenario
from tests.compare.making import comparison, comparisons_of, mixed, rows, table
from tests.unit.making import TODAY, plans, usd

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
    found = rows(replace(scenario, images=images), terms)
    return [float(str(found[key].per_month)) for key in keys]


def at_every_volume(row: Row, scenario: Scenario) -> np.ndarray:
    assert row.meter is not None
    return row.meter.cost(EVERY_VOLUME * scenario.days)


def named(cross: Crossing) -> tuple[str, str]:
    return cross.cheaper_below.id, cross.cheaper_above.id


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
    """At every whole number of images a day up to a million."""
    found = table(scenario, terms)
    for cross in crossings(found, TODAY):
        first = cross.images - SMALLEST
        below, above = (at_every_volume(row, scenario)[first:] for row in cross[1:3])
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
    """Services that are in another order at 10 images a day than at a million have a crossing."""
    found = table(scenario, terms)
    crossed = {frozenset(named(cross)) for cross in crossings(found, TODAY)}
    metered = [row for row in found.rows if row.combination is not None or row.kind == "own"]
    for row in metered:
        for other in found.rows:
            if gone(row.ends, TODAY) or gone(other.ends, TODAY):
                continue
            if row.meter is None or other.meter is None or type(row.meter) is type(other.meter):
                continue
            less = at_every_volume(row, scenario) < at_every_volume(other, scenario)
            if less[0] != less[-1]:
                assert frozenset((row.id, other.id)) in crossed


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
    for images, *costs in frame.itertuples(index=False, name=None):
        again = rows(replace(scenario, images=int(images)), terms)
        expected = [float(str(row.per_month)) for row in again.values() if row.per_month is not None]
        assert costs == pytest.approx(expected, rel=1e-9), images


@settings(max_examples=25, deadline=None)
@given(scenario=plans(), terms=comparisons_of())
def test_curves_are_the_bills_of_any_plan(scenario: Scenario, terms: Comparison) -> None:
    found = table(scenario, terms)
    for images in volumes(scenario)[[0, 7, 30, 60]]:
        again = rows(replace(scenario, images=int(images)), terms)
        for row in found.rows:
            if row.meter is not None:
                cost = row.meter.cost(np.array([images * scenario.days]))[0]
                assert cost == pytest.approx(float(str(again[row.id].per_month)), rel=1e-9)


@every_setting
def test_more_images_never_cost_less(scenario: Scenario, terms: Comparison) -> None:
    for row in table(scenario, terms).rows:
        if row.meter is not None:
            assert (np.diff(at_every_volume(row, scenario)) >= 0).all(), row.id


def test_chart_has_the_plans_own_volume() -> None:
    grid = volumes(mixed(images=4321))
    assert 4321 in grid
    assert (grid[0], grid[-1]) == (SMALLEST, LARGEST)
    assert (np.diff(grid) > 0).all()
    assert volumes(mixed(images=0))[0] == 1

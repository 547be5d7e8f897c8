"""Several workloads on every service: each is placed on it, and what is bought for all is bought once."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.bill.placement import TierMove
from pricing.compare.choice import cheapest_for_each, choose, crossings
from pricing.compare.effort import between_rows
from pricing.compare.live import cheapest_live
from pricing.compare.meter import Proportional
from pricing.compare.rows import PricedRow
from pricing.compare.table import Table
from pricing.prices.services import services
from pricing.scenario.mixes import Quality
from pricing.scenario.own import OwnFactor, OwnMachines, OwnPrice
from pricing.scenario.scenario import MOST_WORKLOADS, Scenario
from pricing.wording.messages import words
from tests.compare.making import MAIN, MIX, against, comparison, fits, midjourney, owns, rows, table
from tests.making import LANDSCAPE, TODAY, plans, several, shipped, usd, workload

EVERYTHING = tuple(services(shipped().listed))
THUMBNAILS = workload(name="Thumbnails", model="gpt-image-2.5-flare", images=2000, quality=Quality(100, 0, 0))
HEROES = workload(name="Heroes", images=100, quality=Quality(0, 0, 100))
EDITS = workload(name="Edits", images=300, refs=1)
TWO = several(THUMBNAILS, HEROES)
THREE = several(THUMBNAILS, HEROES, EDITS)


def alone(scenario: Scenario) -> list[Scenario]:
    """The workloads as scenarios of their own, on the same comparison."""
    return [replace(scenario, workloads=(workload,)) for workload in scenario.workloads]


def total(costs: Sequence[Decimal | str | None]) -> Fraction | None:
    """A sum; None where one has no price."""
    known = [Fraction(cost) for cost in costs if cost is not None]
    return sum(known, Fraction(0)) if len(known) == len(costs) else None


@settings(max_examples=60)
@given(
    scenario=plans(most=MOST_WORKLOADS),
    keys=st.lists(st.sampled_from(EVERYTHING), unique=True, max_size=6),
    own=owns.filter(lambda own: not isinstance(own, OwnMachines)),
)
def test_what_bills_by_token_or_image_costs_the_sum_of_the_workloads(
    scenario: Scenario, keys: list[str], own: OwnPrice | OwnFactor
) -> None:
    scenario = replace(scenario, comparison=comparison(services=tuple(keys), own=(own,)))
    whole, parts = table(scenario), [table(each) for each in alone(scenario)]
    for row in whole.rows:
        if row.billing in ("subscription", "models"):
            continue
        costs = [next((own.per_month for own in part.rows if own.key == row.key), "absent") for part in parts]
        if "absent" not in costs:
            assert row.per_month == total(costs), row.key
    assert whole.present.per_month == total([part.present.per_month for part in parts])


@settings(max_examples=40)
@given(scenario=plans(most=MOST_WORKLOADS))
def test_every_model_is_a_row_and_takes_every_workload(scenario: Scenario) -> None:
    found = rows(scenario, comparison(services=()))
    models = list(dict.fromkeys(workload.model for workload in scenario.workloads))
    assert list(found) == (["as-planned", *models] if scenario.several else models)
    for row in found.values():
        assert len(row.parts) == len(scenario.workloads)
        assert (row.per_month is None) == bool(row.reasons)


def test_as_planned_is_what_the_others_are_held_against() -> None:
    found = table(TWO)
    assert found.present is found.rows[0]
    assert (found.present.label, found.present.billing, found.present.own) == ("As planned", "models", None)
    costs = [table(each).present.per_month for each in alone(TWO)]
    assert found.present.per_month == total(costs)
    assert [each.workload.model for each in found.present.parts] == ["gpt-image-2.5-flare", "gpt-image-2"]


def test_moves_and_gaps_name_their_workload() -> None:
    row = rows(THREE)["dall-e-3"]
    assert [part.moves for part in row.parts] == [(TierMove("low", "medium"),), (), ()]
    assert list(map(words, row.reasons)) == ["Edits: DALL-E 3: what a reference image costs is not in our sources."]
    assert against(table(THREE), "dall-e-3")[1] == (
        "Edits: DALL-E 3 does not edit images (OpenAI Python SDK: image edit and generate parameters)."
    )
    assert list(map(words, rows(THREE)["midjourney"].reasons)) == [
        "Edits: Midjourney: what a reference image takes is not in our sources."
    ]


def test_the_same_of_several_workloads_is_said_once_with_their_names() -> None:
    scenario = several(*(replace(each, size=workload(size=LANDSCAPE).size) for each in (THUMBNAILS, HEROES)))
    texts = against(table(scenario, comparison(services=("flux-2-flex",))), "flux-2-flex")
    assert texts == ["Thumbnails, Heroes: FLUX.2 flex has no price here at 1536x1024: 1024x1024 is counted."]


def test_seats_pool_the_minutes_of_all_workloads() -> None:
    """2,000 drafts and 100 high images a day: 60,000 x 0.4/24 + 3,000 x 1.3/4 minutes."""
    row, each = rows(TWO)["midjourney"], [rows(one)["midjourney"] for one in alone(TWO)]
    needed = 60_000 * Fraction("0.4") / 24 + 3_000 * Fraction("1.3") / 4
    assert row.combination.needed == needed == sum(one.combination.needed for one in each)
    assert row.per_month == midjourney().cheapest(needed).cost < sum(one.per_month for one in each)


@settings(max_examples=60)
@given(scenario=plans(most=4), terms=st.sampled_from(["monthly", "annual"]))
def test_one_purchase_costs_no_more_than_one_for_each(scenario: Scenario, terms: str) -> None:
    compared = replace(scenario, comparison=comparison(services=("midjourney",), term=terms))
    if scenario.several and "midjourney" in (found := rows(compared)) and (row := found["midjourney"]).reasons == ():
        each = [rows(one)["midjourney"].per_month for one in alone(compared)]
        assert len({workload.discount for workload in scenario.workloads}) > 1 or row.per_month <= sum(each)


def test_discounts_of_workloads_that_share_seats_count_by_what_each_takes() -> None:
    """Half of the minutes at 20% off, half at the full price: 10% off. 19,500 drafts take what 1,000 at high take."""
    pair = several(workload(name="A", quality=MIX, discount=20), workload(name="B", quality=MIX))
    full = several(workload(name="A", quality=MIX), workload(name="B", quality=MIX))
    assert rows(pair)["midjourney"].per_month == rows(full)["midjourney"].per_month * usd("0.9")
    drafts = workload(name="A", images=19_500, quality=Quality(100, 0, 0), discount=30)
    uneven = rows(several(drafts, workload(name="B", quality=Quality(0, 0, 100))))["midjourney"]
    assert uneven.combination.needed == 30 * 2 * 1_000 * Fraction("1.3") / 4
    assert uneven.per_month == uneven.combination.cost * usd("0.85")


def test_machines_pool_their_hours() -> None:
    """30 and 30 images in an hour of 100 are one hour, not two."""
    own = (OwnMachines("Rig", usd("3"), 100),)
    pair = several(workload(name="A", images=1), workload(name="B", images=1), comparison=comparison(own=own))
    assert rows(pair)["own-1"].per_month == 3


def test_a_share_is_left_out_of_each_workload() -> None:
    both = several(workload(name="A", quality=MIX), workload(name="B", quality=Quality(10, 90, 0)))
    found = table(both, comparison(services=("dall-e-3",), missing="leave"))
    assert found.left_out == (Quality(30, 0, 0), Quality(10, 0, 0))
    assert [row.images for row in found.rows] == [(700 + 900) * 30] * 3


def test_a_workload_that_is_left_out_whole_leaves_nothing_free() -> None:
    found = table(TWO, comparison(services=("dall-e-3",), missing="leave"))
    assert {row.per_month for row in found.rows} == {None}
    assert all(words(row.reasons[0]).startswith("Thumbnails: Every quality") for row in found.rows)


def test_the_cheapest_for_each_workload() -> None:
    """Stability AI takes drafts and heroes, but no reference image."""
    scenario = THREE.with_workload(0, model="gpt-image-2")
    found = table(scenario)
    each = cheapest_for_each(found, shipped(), TODAY)
    assert [one.row.key for one in each.workloads if one.row] == ["gpt-image-2", "stability-ai", "gpt-image-2"]
    assert each.workloads[1].cost == 3_000 * usd("0.08")
    assert rows(scenario)["stability-ai"].per_month is None
    assert each.total == total([one.cost for one in each.workloads])
    assert each.total is not None
    assert found.present.per_month is not None
    assert each.saving == found.present.per_month - each.total == 3_000 * (usd("0.21122") - usd("0.08"))


def test_of_services_that_cost_the_same_a_workload_stays_where_it_is() -> None:
    """A low image takes 196 tokens at the same rate on GPT Image 2 and 2.5."""
    for model in ("gpt-image-2", "gpt-image-2.5-flare"):
        scenario = several(replace(THUMBNAILS, model=model), HEROES)
        (thumbnails, _) = cheapest_for_each(
            table(scenario, comparison(services=tuple(EVERYTHING[:8]))), shipped(), TODAY
        ).workloads
        assert thumbnails.row is not None
        assert thumbnails.row.key == model


@settings(max_examples=60)
@given(scenario=plans(most=4), keys=st.lists(st.sampled_from(EVERYTHING), unique=True, max_size=8))
def test_no_other_service_that_fits_a_workload_costs_less(scenario: Scenario, keys: list[str]) -> None:
    """Each one's is the cheapest that fits it in a comparison of it alone with the same services."""
    models = [workload.model for workload in scenario.workloads]
    terms = comparison(services=tuple(dict.fromkeys([*keys, *models])))
    found = cheapest_for_each(table(scenario, terms), shipped(), TODAY)
    for one, each in zip(found.workloads, alone(scenario), strict=True):
        compared = table(each, terms)
        fit = [row.per_month for row in compared.priced if isinstance(row.meter, Proportional) and fits(row, compared)]
        assert one.cost == (min(fit) if fit else None)
    assert found.total == total([one.cost for one in found.workloads])


def test_a_choice_must_take_every_workload() -> None:
    choice = choose(table(TWO, comparison(services=MAIN)), shipped(), TODAY)
    assert choice is not None
    assert choice.row.key == "gpt-image-2.5-flare"
    nothing = several(workload(name="A", model="dall-e-3"), workload(name="B", model="gpt-image-1"))
    assert choose(table(nothing, comparison(services=())), shipped(), TODAY) is None


def costs_at(scenario: Scenario, factor: int, found: Table) -> dict[str, float]:
    """What the rows cost with so many times the images, from whole comparisons."""
    more = [replace(each, images=each.images * factor) for each in scenario.workloads]
    return {
        row.key: float(row.per_month)
        for row in table(replace(scenario, workloads=tuple(more)), found.comparison).rows
        if row.per_month is not None
    }


@settings(max_examples=30)
@given(scenario=plans(most=4), factor=st.integers(1, 5))
def test_all_workloads_scale_together(scenario: Scenario, factor: int) -> None:
    scenario = replace(scenario, workloads=tuple(replace(each, images=each.images // 5) for each in scenario.workloads))
    found = table(scenario, comparison(own=(OwnMachines("Rig", usd("2.4"), 90),)))
    expected = costs_at(scenario, factor, found)
    for row in found.rows:
        if isinstance(row, PricedRow) and scenario.images:
            cost = row.meter.cost(volume(scenario.images * factor * scenario.days))
            assert float(cost) == pytest.approx(expected[row.key], rel=1e-9)


def volume(images: int) -> Any:
    """Images a month as a meter takes them."""
    return np.float64(images)


def test_workloads_without_images_scale_in_equal_parts() -> None:
    none = several(*(replace(each, images=0) for each in TWO.workloads))
    row = rows(none)["gpt-image-2"]
    each = [rows(one)["gpt-image-2"].parts[0].per_image for one in alone(TWO)]
    assert row.per_month == 0
    assert row.meter.cost_per_image == Fraction(sum(each)) / 2


def test_places_change_at_a_volume_of_all_workloads() -> None:
    found = table(TWO, comparison(own=(OwnMachines("Rig", usd("2.4"), 90),)))
    changes = crossings(found, TODAY)
    assert changes
    for cross in changes:
        below, above = (float(row.meter.cost(volume((cross.images - 1) * 30))) for row in cross[1:3])
        assert below <= above
        below, above = (float(row.meter.cost(volume(cross.images * 30))) for row in cross[1:3])
        assert above <= below


def test_of_the_vendors_of_all_models() -> None:
    """Of those that the scenario buys from already."""
    mixed = several(THUMBNAILS, replace(HEROES, model="gemini-2.5-flash-image"))
    live = cheapest_live(table(mixed), shipped(), TODAY)
    assert live.vendors == ("OpenAI", "Google")
    assert live.of_vendor is not None
    model = next(iter(live.of_vendor.service.choices.values())).model
    assert shipped().listed[model].file.vendor in live.vendors
    turned = cheapest_live(table(replace(mixed, workloads=mixed.workloads[::-1])), shipped(), TODAY)
    assert (turned.vendors, turned.of_vendor) == (("Google", "OpenAI"), live.of_vendor)


def test_words_that_mean_another_effort_are_told_by_workload() -> None:
    found = rows(TWO, comparison(services=("gpt-image-2.5-flare",)))
    effort = between_rows(TWO, found["as-planned"], found["gpt-image-2.5-flare"])
    assert effort is not None
    text = words(effort)
    assert text.startswith("Heroes: GPT Image 2.5 Flare takes fewer tokens than GPT Image 2 for the same quality")
    assert "Thumbnails" not in text

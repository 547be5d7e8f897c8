"""A quality that has no price at a service: bought as the nearest one there, or left out everywhere."""

import pytest
from hypothesis import given, settings

from pricing.export.comparisons import compare_data
from pricing.prices import GUIDE, PriceBooks
from pricing.scenario.comparison import Comparison
from pricing.scenario.mixes import Quality
from pricing.scenario.own import Own, OwnFactor, OwnPrice
from pricing.scenario.scenario import Scenario
from tests.compare.making import comparison, comparisons_of, mixed, rows, table
from tests.making import TODAY, plans, usd

NO_LOW = OwnPrice("No low", (("medium", usd("0.05")), ("high", usd("0.06"))))
HIGH_ONLY = ("stability-ai", ("-", "-", "stable-image-ultra"))


def test_moved_to_the_nearest_unless_asked_otherwise() -> None:
    found = table(mixed())
    assert found.left_out == (Quality(0, 0, 0),)
    assert [row.key for row in found.rows if row.moves] == ["dall-e-3"]
    assert {row.images for row in found.rows} == {30_000}


@pytest.mark.parametrize(
    ("services", "own"),
    [
        (("gpt-image-1", "dall-e-3"), ()),
        (("gpt-image-1",), (NO_LOW,)),
        (("gpt-image-1",), (OwnFactor("Relay", "dall-e-3", usd("0.8")),)),
    ],
    ids=["service", "own price", "own factor"],
)
def test_left_out_of_every_service(services: tuple[str, ...], own: tuple[Own, ...]) -> None:
    found = table(mixed(), comparison(services=services, own=own, missing="leave"))
    assert found.left_out == (Quality(30, 0, 0),)
    assert all(row.images == 21_000 for row in found.rows)
    assert not any(row.moves for row in found.rows)


def test_the_rest_is_billed_as_before() -> None:
    """Without the low images: 0.5 x 4 cents + 0.2 x 8 cents an image of the plan."""
    found = rows(mixed(), comparison(missing="leave"))
    assert found["dall-e-3"].per_month == 30_000 * (50 * usd("0.04") + 20 * usd("0.08")) / 100
    assert found["stability-ai"].per_month == 30_000 * (50 * usd("0.03") + 20 * usd("0.08")) / 100
    assert found["midjourney"].combination is not None
    assert found["midjourney"].combination.needed == 30_000 * usd("0.165")


def test_what_a_map_does_not_offer_is_missing_too() -> None:
    terms = comparison(services=("stability-ai",), map=(HIGH_ONLY,), missing="leave")
    found = table(mixed(), terms)
    assert found.left_out == (Quality(30, 50, 0),)
    moved = table(mixed(), comparison(services=("stability-ai",), map=(HIGH_ONLY,)))
    (row,) = [row for row in moved.rows if row.key == "stability-ai"]
    assert row.parts[0].workload.quality == Quality(0, 0, 100)
    assert {move.requested for move in row.moves} == {"low", "medium"}


def test_the_guide_leaves_low_out_for_midjourney() -> None:
    found = table(mixed(prices=GUIDE, model="gpt-image-1"), comparison(missing="leave"))
    assert found.left_out == (Quality(30, 0, 0),)


def test_reported_in_the_data(books: PriceBooks) -> None:
    assert compare_data(table(mixed(), comparison(missing="leave")), books, TODAY)["left_out"] == "30-0-0"


@settings(max_examples=80)
@given(scenario=plans(), terms=comparisons_of())
def test_shares_of_every_row_add_up(scenario: Scenario, terms: Comparison) -> None:
    """Bought and left out make the whole plan, in every row."""
    found = table(scenario, terms)
    for row in found.rows:
        assert sum(row.parts[0].workload.quality) + sum(found.left_out[0]) == 100
    assert terms.missing == "leave" or not any(found.left_out[0])


def test_nothing_is_free_because_everything_is_left_out() -> None:
    """One service sells only high, another only low: there is no plan left to compare."""
    low_only = OwnPrice("Low only", (("low", usd("0.01")),))
    terms = comparison(services=("stability-ai",), map=(HIGH_ONLY,), own=(low_only,), missing="leave")
    found = table(mixed(), terms)
    assert found.left_out == (Quality(30, 50, 20),)
    assert all(row.per_month is None for row in found.rows)


def test_a_service_set_to_offer_nothing_leaves_the_others_alone() -> None:
    """It cannot take the plan at all; the others still can."""
    nothing = ("stability-ai", ("-", "-", "-"))
    for missing in ("move", "leave"):
        terms = comparison(services=("gpt-image-2", "stability-ai"), map=(nothing,), missing=missing)
        found = rows(mixed(), terms)
        assert found["stability-ai"].per_month is None
        assert found["stability-ai"].reasons
        assert found["gpt-image-2"].per_month == rows(mixed())["gpt-image-2"].per_month

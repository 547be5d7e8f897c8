"""What a plan costs on each service, side by side."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pricing.bill.estimate import estimate
from pricing.bill.placement import SizeMove, TierMove
from pricing.bill.subscription import EXTRA
from pricing.compare.rows import Row
from pricing.export.comparisons import difference
from pricing.prices import GUIDE, PriceBooks
from pricing.prices.services import services
from pricing.scenario.comparison import Comparison
from pricing.scenario.mixes import Quality
from pricing.scenario.own import OwnFactor, OwnPrice
from pricing.scenario.scenario import Scenario
from pricing.values.size import Size
from pricing.wording.messages import words
from tests.compare.making import MAIN, comparison, comparisons_of, mixed, owns, rows, table
from tests.making import LANDSCAPE, PRICED, plan, plans, shipped, usd, varied

UNPUBLISHED = "mai-image-2.6"
EVERY_SERVICE = comparison(services=tuple(services(shipped().listed)))


def same(row: Row, other: Row) -> bool:
    return (row.per_month, row.parts, row.reasons, row.combination) == (
        other.per_month,
        other.parts,
        other.reasons,
        other.combination,
    )


@settings(max_examples=60)
@given(scenario=plans(PRICED))
def test_rows_are_the_estimates(scenario: Scenario) -> None:
    """To the last digit, for every model that takes the plan as it is."""
    keys = tuple(key for key in PRICED if key in shipped()[scenario.prices])
    for key, row in rows(scenario, comparison(services=keys)).items():
        if not row.moves:
            assert row.per_month == estimate(varied(scenario, model=key), shipped()).per_month


def test_a_row_that_moves_nothing_is_the_estimate(books: PriceBooks) -> None:
    scenario = plan(images=777, days=29, tries="1.7", reuse="12.5", batch=20, discount="3.5")
    unmoved = {key: row for key, row in rows(scenario, EVERY_SERVICE).items() if not row.moves}
    assert books.listed.priced & unmoved.keys()
    for key in books.listed.priced & unmoved.keys():
        assert unmoved[key].per_month == estimate(varied(scenario, model=key), books).per_month, key


def test_no_price_is_none_with_a_reason() -> None:
    for key, row in rows(mixed(refs=1), EVERY_SERVICE).items():
        assert (row.per_month is None) == bool(row.reasons), key
        assert row.per_month is None or row.per_month > 0, key
        assert (row.meter is None) == (row.per_month is None), key


def test_no_published_tokens_of_a_reference_is_no_price() -> None:
    row = rows(mixed(refs=1), comparison(services=(UNPUBLISHED,)))[UNPUBLISHED]
    assert (row.per_month, row.per_image, row.per_generation, row.per_megapixel) == (None,) * 4
    assert "MAI-Image 2.6" in words(row.reasons[0])


@pytest.mark.parametrize(("tier", "cents"), [("low", "2.5"), ("medium", "3"), ("high", "8"), ("mix", "3.85")])
def test_credits_at_a_cent_each(tier: str, cents: str) -> None:
    """SD 3.5 Flash takes 2.5 credits, Core 3, Ultra 8; 0.3 x 2.5 + 0.5 x 3 + 0.2 x 8 = 3.85."""
    quality = {"low": (100, 0, 0), "medium": (0, 100, 0), "high": (0, 0, 100), "mix": (30, 50, 20)}[tier]
    row = rows(plan(quality=Quality(*quality)))["stability-ai"]
    assert row.billing == "credits"
    assert row.per_month == 30_000 * usd(cents) / 100


def test_start_plan_by_hand() -> None:
    """1,000 a day in the start mix: tokens of the square images and 100 prompt tokens each."""
    found = rows(mixed())
    images = {
        "gpt-image-1": (30 * 272 + 50 * 1056 + 20 * 4160) * usd("0.00004") / 100,
        "gpt-image-2": (30 * 196 + 50 * 1756 + 20 * 7024) * usd("0.00003") / 100,
    }
    for key, image in images.items():
        assert found[key].per_month == 30_000 * (image + usd("0.0005"))
    assert found["dall-e-3"].per_month == 30_000 * (80 * usd("0.04") + 20 * usd("0.08")) / 100
    assert found["dall-e-3"].moves == (TierMove("low", "medium"),)
    assert found["dall-e-3"].parts[0].workload.quality == Quality(0, 80, 20)


@pytest.mark.parametrize(
    ("terms", "cost", "counts"),
    [
        ({}, 180, {"Pro": 1, "Mega": 1}),
        ({"relax": 50}, 90, {"Standard": 1, "Pro": 1}),
        ({"relax": 100}, 30, {"Standard": 1}),
        ({"relax": 100, "company": "yes"}, 60, {"Pro": 1}),
        ({"relax": 100, "stealth": "yes", "term": "annual"}, 48, {"Pro": 1}),
        ({"company": "yes"}, 180, {"Pro": 1, "Mega": 1}),
        ({"term": "annual"}, 144, {"Pro": 1, "Mega": 1}),
    ],
)
def test_midjourney_by_hand(terms: dict[str, object], cost: int, counts: dict[str, int]) -> None:
    """0.3 x 0.4/24 + 0.5 x 0.8/4 + 0.2 x 1.3/4 = 0.17 minutes an image: 5,100 minutes for 30,000 images."""
    row = rows(mixed(), comparison(**terms))["midjourney"]
    assert row.billing == "subscription"
    assert row.combination is not None
    assert row.combination.needed == 5100 - 51 * int(str(terms.get("relax", 0)))
    assert (row.per_month, dict(row.combination.counts)) == (cost, counts)


@pytest.mark.parametrize(
    ("images", "cost", "counts", "unused"),
    [
        (1, 10, {"Basic": 1}, "194.9"),
        (100, 28, {"Basic": 2, EXTRA: 2}, "10"),
        (101, 28, {"Basic": 2, EXTRA: 2}, "4.9"),
        (110, 30, {"Standard": 1}, "339"),
    ],
)
def test_midjourney_of_a_small_plan(images: int, cost: int, counts: dict[str, int], unused: str) -> None:
    """Each image a day takes 5.1 minutes a month."""
    row = rows(mixed(images=images))["midjourney"]
    assert row.combination is not None
    assert (row.per_month, dict(row.combination.counts)) == (cost, counts)
    assert row.combination.unused == Fraction(unused)


def test_a_company_needs_pro_or_mega() -> None:
    row = rows(mixed(images=10), comparison(company="yes"))["midjourney"]
    assert row.combination is not None
    assert row.combination.plans == {"Pro", "Mega"}
    assert row.per_month == 60


def test_tries_and_reuse_move_the_minutes() -> None:
    row = rows(mixed(tries=2, reuse=25))["midjourney"]
    assert row.combination is not None
    assert row.combination.needed == 5100 * 2 * Fraction(3, 4)
    assert row.generations == 45_000


def test_references_are_not_priced_on_midjourney() -> None:
    row = rows(mixed(refs="0.5"))["midjourney"]
    assert row.per_month is None
    assert "reference" in words(row.reasons[0])


@pytest.mark.parametrize("key", MAIN)
def test_discount_applies(key: str) -> None:
    full, less = (rows(mixed(discount=percent))[key].per_month for percent in (0, 25))
    assert full is not None
    assert less == full * 3 / 4


@pytest.mark.parametrize("own", ["price", "factor"])
def test_own_prices_are_paid_as_they_are(own: str) -> None:
    service = {
        "price": OwnPrice("Mine", (("low", usd("0.01")), ("medium", usd("0.02")), ("high", usd("0.03")))),
        "factor": OwnFactor("Mine", "gpt-image-1", usd("0.5")),
    }[own]
    one, other = (rows(mixed(discount=percent), comparison(own=(service,)))["own-1"] for percent in (0, 25))
    assert one.per_month == other.per_month != 0


def test_no_images_cost_nothing() -> None:
    for key, row in rows(mixed(images=0), EVERY_SERVICE).items():
        assert row.per_month == 0 or row.reasons, key
        assert row.per_image is None, key
        assert row.combination is None, key


@settings(max_examples=60)
@given(scenario=plans(), key=st.sampled_from(MAIN), own=owns)
def test_adding_a_service_changes_no_other_row(scenario: Scenario, key: str, own: OwnPrice) -> None:
    before = rows(scenario, comparison(services=("gpt-image-2", "recraft-v3")))
    after = rows(scenario, comparison(services=("gpt-image-2", "recraft-v3", key), own=(own,)))
    assert all(same(row, after[known]) for known, row in before.items())


@settings(max_examples=80)
@given(scenario=plans(), terms=comparisons_of())
def test_the_plan_differs_by_nothing_from_itself(scenario: Scenario, terms: Comparison) -> None:
    found = table(scenario, terms)
    for row in found.rows:
        apart = difference(row, found)
        assert (apart is None) == (row.per_month is None or found.present.per_month is None)
        if apart is not None:
            assert float(apart) == pytest.approx(float(str(row.per_month)) - float(str(found.present.per_month)))
    if found.present.per_month is not None:
        assert difference(found.present, found) == 0


def test_a_difference_of_many_digits_is_exact() -> None:
    scenario = mixed(
        images=9_999_999,
        days=31,
        tries="1.2345",
        reuse="12.34",
        batch="33.33",
        discount="12.34",
        refs="1.2345",
        prompt=31_999,
    )
    found = table(scenario, comparison(services=("gpt-image-1",)))
    (row,) = [row for row in found.rows if row.key == "gpt-image-1"]
    apart = Fraction(str(row.per_month)) - Fraction(str(found.present.per_month))
    assert Fraction(str(difference(row, found))) == apart


def test_a_size_that_is_not_sold_is_named_too() -> None:
    row = rows(plan(size=LANDSCAPE))["dall-e-3"]
    assert row.moves == (SizeMove(LANDSCAPE, Size(1792, 1024), makes=False),)
    assert row.per_month == 30_000 * usd("0.08")


def test_averages() -> None:
    """DALL-E 3 at medium: 4 cents an image, two tries, a quarter from the cache."""
    row = rows(plan(tries=2, reuse=25))["dall-e-3"]
    assert (row.per_month, row.per_image, row.per_generation) == (1800, usd("0.06"), usd("0.04"))
    assert row.per_megapixel == (usd("0.06") / usd("1.048576")).quantize(usd("1e-12"))


def test_the_guide_has_four_services_and_names_the_absent() -> None:
    found = table(mixed(prices=GUIDE, model="gpt-image-1"))
    assert [row.key for row in found.rows] == ["gpt-image-1", "dall-e-3", "midjourney", "stability-ai"]
    assert found.absent == ("gpt-image-2",)

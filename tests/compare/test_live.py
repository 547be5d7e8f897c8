"""The cheapest live service that fits, over the whole price book and on several days."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.compare import compare_claims
from pricing.compare.choice import cheapest_for_each, choose, on_sale, times_cheapest
from pricing.compare.live import Live, cheapest_live
from pricing.compare.table import Table
from pricing.prices import GUIDE
from pricing.prices.life import end_of_life, gone
from pricing.prices.services import Service, services
from pricing.scenario.comparison import START_SERVICES, Comparison
from pricing.scenario.mixes import Quality
from pricing.scenario.scenario import Scenario
from pricing.values.month import Month
from pricing.wording.messages import words
from tests.compare.making import comparison, comparisons_of, fits, mixed, table
from tests.making import LANDSCAPE, TODAY, plans, shipped

DAYS = (dt.date(2025, 6, 1), dt.date(2026, 1, 15), TODAY)
BOOK = shipped().listed
EVERYTHING = tuple(services(BOOK))


def asked(day: dt.date, **changes: object) -> Scenario:
    """The plan of a day: at its prices, from its month on, on a model that has a price then."""
    model = next(key for key in ("gpt-image-2", "gpt-image-1") if BOOK[key].first_priced <= day)
    return mixed(**{"prices": day, "start": Month.of(day), "model": model} | changes)


def whole_book(scenario: Scenario, terms: Comparison) -> Table:
    """A comparison with every service of the plan's book, on the terms of another."""
    known = services(shipped()[scenario.prices])
    return table(scenario, Comparison(services=tuple(known), map=terms.map))


def vendor(model: str, scenario: Scenario) -> str:
    return (BOOK.entries.get(model) or shipped()[scenario.prices][model]).file.vendor


def assert_cheapest(scenario: Scenario, terms: Comparison, today: dt.date) -> Live:
    """What is named is the cheapest of all that fit, of the book and of the vendor; nothing that fits costs less."""
    live = cheapest_live(table(scenario, terms), shipped(), today)
    whole = whole_book(scenario, terms)
    rows = [row for row in whole.rows if isinstance(row.candidate.subject, Service)]
    found = [row for row in rows if fits(row, whole, today)]
    vendors = {vendor(workload.model, scenario) for workload in scenario.workloads}
    ours = [row for row in found if vendor(row.entries[0].model.id, scenario) in vendors]
    for offer, among in ((live.cheapest, found), (live.of_vendor, ours)):
        assert (offer is None) == (not among)
        if offer is not None:
            assert offer.cost == min(row.per_month for row in among if row.per_month is not None)
            assert offer.service.id in {row.key for row in among if row.per_month == offer.cost}
    return live


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"months": 1},
        {"quality": Quality(100, 0, 0)},
        {"size": LANDSCAPE},
        {"refs": 1},
        {"batch": 40},
        {"images": 0},
    ],
    ids=str,
)
def test_nothing_in_the_book_that_fits_costs_less(day: dt.date, changes: dict[str, object]) -> None:
    assert_cheapest(asked(day, **changes), Comparison(), day)


@settings(max_examples=60)
@given(scenario=plans(most=4), terms=comparisons_of().filter(lambda terms: terms.missing == "move"))
def test_nothing_that_fits_any_plan_costs_less(scenario: Scenario, terms: Comparison) -> None:
    assert_cheapest(scenario, terms, TODAY)


def test_a_cheaper_model_of_the_same_vendor_is_named_once() -> None:
    """Here it is what is recommended, so nothing is said of it a second time."""
    live = assert_cheapest(mixed(), Comparison(), TODAY)
    assert live.of_vendor is not None
    assert live.of_vendor.service.id == "gpt-image-2.5-sunburst"
    found = table(mixed())
    texts = compare_claims.about_the_choice(found, choose(found, shipped(), TODAY), live, shipped(), TODAY)
    assert live.no_worse is live.of_vendor
    assert not any("The cheapest service of OpenAI" in words(text) for text in texts)


def test_the_volume_changes_the_cost_and_not_what_is_kept() -> None:
    costs = []
    for images in (1, 100, 1000):
        offer = assert_cheapest(mixed(images=images), Comparison(), TODAY).cheapest
        assert offer is not None
        costs.append(offer.cost / images)
    assert costs[0] == costs[1] == costs[2]


def test_a_mapping_of_the_page_counts() -> None:
    """Stability AI set to buy its cheapest model that fits for everything becomes the cheapest of its vendor."""
    terms = comparison(services=("stability-ai",), map=(("stability-ai", ("sd-3.5-flash",) * 3),))
    scenario = mixed(model="stable-image-ultra")
    live = assert_cheapest(scenario, terms, TODAY)
    assert live.of_vendor is not None
    assert live.of_vendor.service.id in ("stability-ai", "sd-3.5-flash")


def test_services_that_nobody_can_buy_are_not_counted_as_live() -> None:
    today = cheapest_live(table(mixed()), shipped(), TODAY).services
    sold = [
        service
        for service in services(BOOK).values()
        if not any(gone(end_of_life(buys.model, shipped()), TODAY) for buys in service.tiers(None).values())
        and all(BOOK[buys.model].first_priced <= TODAY for buys in service.tiers(None).values())
    ]
    assert today == len(sold)
    assert today < len(EVERYTHING)


def test_in_the_guides_book() -> None:
    live = assert_cheapest(mixed(prices=GUIDE, model="gpt-image-1"), Comparison(), TODAY)
    assert (live.services, live.vendors) == (2, ("OpenAI",))
    assert live.of_vendor is None
    assert live.cheapest is not None
    assert live.cheapest.service.id == "stability-ai"


@pytest.mark.parametrize("day", DAYS, ids=str)
def test_what_nobody_can_buy_is_never_ranked(day: dt.date) -> None:
    scenario = asked(day)
    found = whole_book(scenario, Comparison())
    ranked = on_sale(found, day)
    assert ranked
    base = ranked[0].per_month
    for row in found.rows:
        ended = any(
            entry.model.life.shut_down is not None and entry.model.life.shut_down <= day for entry in row.entries
        )
        assert (row in ranked) == (row.per_month is not None and not ended)
        times = times_cheapest(row, found, day)
        if ended or row.per_month is None:
            assert times is None
        else:
            assert times == (row.per_month / base).quantize(Decimal("1e-12"))
    choice = choose(found, shipped(), day)
    assert choice is None or not gone(choice.row.ends, day)


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("chosen", [START_SERVICES, EVERYTHING[:30], ("dall-e-3", "gpt-image-1"), ("midjourney",)])
def test_headline_and_title_name_the_same_winner(day: dt.date, chosen: tuple[str, ...]) -> None:
    found = table(asked(day), Comparison(services=chosen))
    choice = choose(found, shipped(), day)
    title = words(compare_claims.cheapest_by_service(found, choice, day))
    if choice is None:
        assert "the cheapest that fits" not in title
    elif len(found.rows) == 1:
        assert title.startswith(f"The only choice on this page is {choice.row.label}:")
    else:
        among = f"Of the {len(found.rows)} choices on this page, the cheapest that fits is"
        assert title.startswith(f"{among} {choice.row.label}:")
    for row in found.rows:
        if gone(row.ends, day):
            assert row.label not in title or any(
                other.label in title and row.label in other.label for other in on_sale(found, day)
            )


@settings(max_examples=60)
@given(scenario=plans(most=4), terms=comparisons_of(), day=st.sampled_from((TODAY, *DAYS)))
def test_the_winners_agree_and_the_sentences_hold_for_any_plan(
    scenario: Scenario, terms: Comparison, day: dt.date
) -> None:
    """The page's winner is one of the book's, unless it is the user's own. No sentence is empty, and none says of a
    service that fits why it does not.
    """
    found = table(scenario, terms)
    choice, live = choose(found, shipped(), day), cheapest_live(found, shipped(), day)
    if choice is not None and isinstance(choice.row.candidate.subject, Service):
        assert live.cheapest is not None
        assert live.cheapest.cost <= choice.row.per_month
    if live.of_vendor is not None:
        assert live.cheapest is not None
        assert live.cheapest.cost <= live.of_vendor.cost
    texts = [
        *map(words, compare_claims.what_limits(found, choice, shipped(), day)),
        *map(words, compare_claims.about_the_choice(found, choice, live, shipped(), day)),
    ]
    # A workload may have the name of a full stop.
    assert all(text.endswith(".") and not text.endswith("fit: .") for text in texts)
    assert words(compare_claims.cheapest_by_service(found, choice, day))
    if scenario.several:
        each = cheapest_for_each(found, shipped(), day)
        text = words(compare_claims.for_each(found, each, day))
        assert all(workload.name in text for workload in scenario.workloads)
        assert (each.total is None) == ("is known to fit" in text)


def test_what_has_a_price_and_what_is_on_sale_are_two_things() -> None:
    """Stability AI is on sale and cannot take the references; GPT Image 1 could, and is gone."""
    scenario = mixed(model="gpt-image-1", refs=1)
    title = compare_claims.cheapest_by_service(table(scenario, comparison(services=("stability-ai",))), None, TODAY)
    assert words(title) == "No service on this page that has a price for the plan can be bought any more"
    gone_too = compare_claims.cheapest_by_service(table(scenario, comparison(services=("dall-e-3",))), None, TODAY)
    assert words(gone_too) == "No service on this page can be bought any more"

"""Saved scenarios beside each other: what differs, how one cost became another, and the link of that."""

from playwright.sync_api import Page, expect

from pricing.explain.difference import Waterfall, waterfall
from pricing.saved import Saved, Store
from pricing.scenario.link import parse
from pricing.wording.figures import NOT_PRICED, money, signed_money
from tests.browser.planner import expect_quiet, figures
from tests.pages.expected import BOOKS, DAY
from tests.saving.moves import FIELDS, expect_figures, go_to_library, main, pick, rows
from tests.saving.people import Person


def moved(before: Saved, after: Saved) -> Waterfall:
    plans = [parse(saved.revision.query, BOOKS, DAY).scenario for saved in (before, after)]
    first, second = plans
    assert first is not None
    assert second is not None
    found = waterfall(first, second, BOOKS, DAY)
    assert isinstance(found, Waterfall)
    return found


def compare(page: Page, server: str, *names: str) -> None:
    go_to_library(page, server)
    pick(page, *names)
    expect(page.get_by_role("button", name="Link to this comparison")).to_be_visible()


def test_two_scenarios_and_what_moved_the_cost(page: Page, ann: Person, server: str, store: Store) -> None:
    small = ann.has(store, "Small", "images=1000")
    large = ann.has(store, "Large", "images=2500&days=20&quality=0-100-0")
    compare(page, server, "Large", "Small")
    expect(page.get_by_test_id("stMetricValue")).to_have_count(2)
    expect_figures(page, [money(saved.revision.per_month) for saved in (large, small)])
    assert page.get_by_test_id("stMetricLabel").all_inner_texts() == ["1. Large", "2. Small"]
    way = moved(large, small)
    assert way.end < way.start
    less = money(way.start - way.end)
    expect(main(page)).to_contain_text(f"2. Small costs {less} less a month, most of it")
    chart = page.get_by_role("figure").first
    expect(chart).to_be_visible()
    bars = chart.locator("text.bartext").all_text_contents()
    assert bars == [money(way.start), *(signed_money(step.amount) for step in way.steps), money(way.end)]
    differing = {row["Field"] for row in rows(page, FIELDS) if row["Differs"]}
    assert differing == {"Images per day", "Days a month", "Quality mix"}


def test_its_link_works_in_another_profile(ann: Person, bob: Person, server: str, store: Store) -> None:
    ann.has(store, "One", "images=1000")
    ann.has(store, "Two", "images=3000")
    ann.has(store, "Three", "images=2000&model=gpt-image-1")
    compare(ann.page, server, "One", "Two", "Three")
    expect(ann.page.get_by_test_id("stMetricValue")).to_have_count(3)
    ann.page.get_by_role("button", name="Link to this comparison").click()
    ann.page.wait_for_url(lambda url: "with=" in url)
    expect(main(ann.page)).to_contain_text("Saved scenarios compared")
    expect_quiet(ann.page)
    expect(ann.page.get_by_test_id("stMetricValue")).to_have_count(3)
    shown = figures(ann.page)
    bob.page.goto(ann.page.url)
    expect(main(bob.page)).to_contain_text("Saved scenarios compared")
    expect(bob.page.get_by_test_id("stMetricValue")).to_have_count(3)
    expect_figures(bob.page, shown)
    expect(bob.page.get_by_role("figure")).to_have_count(2)
    bob.page.get_by_role("button", name="Back to my scenarios").click()
    expect(main(bob.page)).to_contain_text("Nothing here yet")
    bob.page.wait_for_url(lambda url: "with=" not in url)


def test_a_scenario_that_is_gone_is_left_out(ann: Person, bob: Person, server: str, store: Store) -> None:
    kept = [ann.has(store, name, f"images={images}") for name, images in (("Kept", 10), ("Also", 20), ("Gone", 30))]
    store.delete(ann.owner, kept[-1].id)
    bob.page.goto(f"{server}/scenarios?with={','.join(saved.id for saved in kept)},nonsense")
    expect(bob.page.get_by_test_id("stMetricValue")).to_have_count(2)
    expect_figures(bob.page, [money(saved.revision.per_month) for saved in kept[:2]])


def test_a_scenario_without_a_price_has_no_waterfall(page: Page, ann: Person, server: str, store: Store) -> None:
    ann.has(store, "Priced", "images=1000")
    ann.has(store, "Unpriced", "model=gpt-image-2.6-sunburst")
    compare(page, server, "Priced", "Unpriced")
    expect(page.get_by_test_id("stMetricValue").first).to_have_text(NOT_PRICED)
    expect(main(page)).to_contain_text("From 1. Unpriced to 2. Priced:")
    expect(page.get_by_role("figure")).to_have_count(0)


def test_more_than_four_are_too_many(page: Page, ann: Person, server: str, store: Store) -> None:
    names = [f"Number {number}" for number in range(5)]
    for name in names:
        ann.has(store, name, "images=10")
    go_to_library(page, server)
    pick(page, *names)
    expect(main(page)).to_contain_text("Choose two to 4 scenarios to compare; 5 are chosen.")

"""A plan saved at the prices of an earlier day, after a price has changed or the model has ended."""

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from playwright.sync_api import expect

import pricing.prices
from pricing.bill.estimate import estimate
from pricing.prices import ListPrices, PriceBooks, load
from pricing.prices.revision import BookRevision, revision_of
from pricing.saved import Store
from pricing.scenario import in_words, link
from pricing.wording import figures
from tests.browser.planner import expect_quiet, headline
from tests.browsing import NewContext
from tests.pages.expected import DAY, GONE
from tests.saving.moves import HISTORY, expect_rows, main, open_short_link, pick_one, press, rows, save
from tests.saving.people import Person
from tests.saving.places import settings
from tests.server import served

SHIPPED = Path(pricing.prices.__file__).parent
PRICE = re.compile(r'\{ component = "image_output", +amount = "30.00".*\},')
OCTOBER = dt.date(2026, 10, 20)


@pytest.fixture(scope="module")
def prices(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped prices, but that an image of GPT Image 2 costs less from November on."""
    folder = tmp_path_factory.mktemp("prices")
    for path in SHIPPED.glob("*.toml"):
        shutil.copy(path, folder)
    book = folder / "openai.toml"
    before, model, after = book.read_text(encoding="utf-8").partition('id = "gpt-image-2"\n')
    line = PRICE.search(after)
    assert line is not None
    until = line[0].replace("from = 2026-04-21", "from = 2026-04-21, until = 2026-11-01")
    since = line[0].replace("30.00", "24.00").replace("2026-04-21", "2026-11-01")
    book.write_text(before + model + after.replace(line[0], f"{until}\n  {since}", 1), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def books(prices: Path) -> PriceBooks:
    return load(prices)


@pytest.fixture(scope="module")
def autumn(data: Path, prices: Path) -> Iterator[str]:
    """A server as it was in October, with the same saved scenarios."""
    more = {"PLANNER_TODAY": OCTOBER.isoformat(), "PLANNER_PRICES": str(prices)}
    with served(environment=settings(data, **more)) as (address, _):
        yield address


@pytest.fixture(scope="module")
def server(data: Path, prices: Path) -> Iterator[str]:
    """The server of today, which knows of the cut."""
    with served(environment=settings(data, PLANNER_PRICES=str(prices))) as (address, _):
        yield address


def cost(query: str, books: PriceBooks, day: dt.date) -> Decimal:
    scenario = link.parse(query, books, DAY).scenario
    assert scenario is not None
    found = estimate(replace(scenario, prices=ListPrices(day)), books).per_month
    assert found is not None
    return found


@pytest.fixture
def saved_in_october(new_context: NewContext, autumn: str) -> tuple[Person, str]:
    """Ann, who saved in October, and the id."""
    ann = Person(new_context(), autumn)
    ann.page.goto(f"{autumn}/?images=640")
    expect(headline(ann.page)).to_be_visible()
    return ann, save(ann.page, "October's plan")


def test_a_saved_plan_keeps_its_cost(
    saved_in_october: tuple[Person, str], server: str, store: Store, books: PriceBooks
) -> None:
    ann, id_ = saved_in_october
    found = store.open(id_)
    assert found is not None
    was = cost(found.revision.query, books, OCTOBER)
    assert found.revision.per_month == was
    open_short_link(ann.page, server, id_)
    expect(headline(ann.page)).to_have_text(figures.money(was))
    expect(main(ann.page)).to_contain_text("yours")


def test_todays_prices_and_a_revision_at_them(
    saved_in_october: tuple[Person, str], server: str, store: Store, books: PriceBooks
) -> None:
    ann, id_ = saved_in_october
    page = ann.page
    query = store.history(id_)[0].query
    was, now = (cost(query, books, day) for day in (OCTOBER, DAY))
    assert now < was
    pick_one(page, server, "October's plan")
    difference = figures.signed_money(now - was)
    expect(main(page)).to_contain_text(
        f"At today's list prices this plan costs {figures.money(now)} a month, {difference}."
    )
    expect(main(page)).to_contain_text(f"Today costs {figures.money(was - now)} less a month, most of it price")
    expect(page.get_by_role("figure")).to_be_visible()
    press(page, "Save a revision at today's prices", "Saved revision 2 of October's plan, at today's prices.")
    first, second = store.history(id_)
    assert (first.per_month, second.per_month) == (was, now)
    assert f"prices={DAY}" in second.query
    for revision, amount in ((1, was), (None, now)):
        open_short_link(page, server, id_, revision)
        expect(headline(page)).to_have_text(figures.money(amount))
    pick_one(page, server, "October's plan")
    expect_rows(page, "Differences", "Price date 20 Oct 2026 -> 24 Nov 2026", "first saved", alt=HISTORY)
    assert rows(page)[0]["Revision"] == "2"
    expect(page.get_by_role("button", name="Save a revision at today's prices")).to_have_count(0)


def test_a_model_that_nobody_can_buy_is_not_offered_at_todays_prices(ann: Person, server: str, store: Store) -> None:
    """GPT Image 1 has batch rates since 14 Oct 2026: the plan would cost less, if it could be bought."""
    ann.has(store, "Gone", "model=gpt-image-1&prices=2026-06-01&batch=50")
    pick_one(ann.page, server, "Gone")
    expect(ann.page.get_by_test_id("stAlertContentWarning")).to_contain_text("nobody can buy it any more")
    expect(ann.page.get_by_text("At today's list prices")).to_have_count(0)
    expect(ann.page.get_by_role("button", name="Save a revision at today's prices")).to_have_count(0)


def test_a_corrected_price_is_said(ann: Person, server: str, store: Store, books: PriceBooks) -> None:
    """Saved at a price that was corrected since: the plan's own cost is another now."""
    saved = ann.has(store, "Corrected", "model=gpt-image-2&prices=2026-10-20", per_month=Decimal("2000.5"))
    now = figures.money(cost(saved.revision.query, books, OCTOBER))
    said = f"it was $2,000.50 a month, and is {now} a month on the same terms."
    pick_one(ann.page, server, "Corrected")
    expect(main(ann.page)).to_contain_text(said)
    open_short_link(ann.page, server, saved.id)
    expect(headline(ann.page)).to_have_text(now)
    expect(main(ann.page)).to_contain_text(said)
    book = f"The book is at {in_words.book_revision(revision_of(books))} now; which it was then was not kept."
    expect(main(ann.page)).to_contain_text(book)


def test_a_corrected_price_is_said_with_the_books_then_and_now(
    ann: Person, server: str, store: Store, books: PriceBooks
) -> None:
    then = BookRevision("0123456789ab", dt.date(2026, 10, 20))
    query, cost_then = "model=gpt-image-2&prices=2026-10-20", Decimal("2000.5")
    saved = ann.has(store, "Corrected", query, per_month=cost_then, price_book=then)
    now = in_words.book_revision(revision_of(books))
    said = f"The book was at revision 0123456789ab of 20 Oct 2026 then, and is at {now} now."
    pick_one(ann.page, server, "Corrected")
    expect(main(ann.page)).to_contain_text(said)
    open_short_link(ann.page, server, saved.id)
    expect(main(ann.page)).to_contain_text(said)


def test_the_same_cost_is_said(ann: Person, server: str, store: Store) -> None:
    ann.has(store, "Unmoved", "model=gpt-image-1.5&prices=2026-10-20")
    pick_one(ann.page, server, "Unmoved")
    expect(main(ann.page)).to_contain_text("Today's list prices give the same cost.")


def test_a_model_that_has_ended(ann: Person, server: str, store: Store, books: PriceBooks) -> None:
    ann.has(store, "Ended", f"model={GONE}&prices=2026-01-15&quality=0-100-0")
    pick_one(ann.page, server, "Ended")
    warning = ann.page.get_by_test_id("stAlertContentWarning")
    expect(warning).to_contain_text("shut down")
    expect(warning).to_contain_text("the plan costs $")
    expect_quiet(ann.page)


def test_rates_that_came_later(ann: Person, server: str, store: Store, books: PriceBooks) -> None:
    """The batch rates of GPT Image 2 begin on 14 October; until then a batch cost as much as anything."""
    saved = ann.has(store, "No batch then", "model=gpt-image-2&prices=2026-06-01&batch=50")
    now = cost(saved.revision.query, books, DAY)
    pick_one(ann.page, server, "No batch then")
    expect(main(ann.page)).to_contain_text(f"At today's list prices this plan costs {figures.money(now)} a month")

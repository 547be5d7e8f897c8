"""A plan saved at the prices of an earlier day, after a price has changed or the model has ended."""

import datetime as dt
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import pricing.prices
from pricing.bill.estimate import estimate
from pricing.prices import ListPrices, PriceBooks
from pricing.prices.revision import BookRevision, revision_of
from pricing.saved import Store
from pricing.scenario import in_words, link
from pricing.wording import figures
from tests.pages.expected import DAY, GONE
from tests.pages.planner import headline, press, said, specs
from tests.pages.shelf import differences, done, has, opened, scenarios, texts
from ui.state import catalogue

SHIPPED = Path(pricing.prices.__file__).parent
PRICE = re.compile(r'\{ component = "image_output", +amount = "30.00".*\},')
OCTOBER = dt.date(2026, 10, 20)
REPRICE = "Save a revision at today's prices"


@pytest.fixture
def books(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PriceBooks]:
    """The shipped prices, but that an image of GPT Image 2 costs less from November on."""
    folder = tmp_path / "prices"
    folder.mkdir()
    for path in SHIPPED.glob("*.toml"):
        shutil.copy(path, folder)
    book = folder / "openai.toml"
    before, model, after = book.read_text(encoding="utf-8").partition('id = "gpt-image-2"\n')
    line = PRICE.search(after)
    assert line is not None
    until = line[0].replace("from = 2026-04-21", "from = 2026-04-21, until = 2026-11-01")
    since = line[0].replace("30.00", "24.00").replace("2026-04-21", "2026-11-01")
    book.write_text(before + model + after.replace(line[0], f"{until}\n  {since}", 1), encoding="utf-8")
    monkeypatch.setenv("PLANNER_PRICES", str(folder))
    catalogue.price_books.cache_clear()
    yield catalogue.price_books()
    catalogue.price_books.cache_clear()


def cost(query: str, books: PriceBooks, day: dt.date) -> Decimal:
    scenario = link.parse(query, books, DAY).scenario
    assert scenario is not None
    per_month = estimate(replace(scenario, prices=ListPrices(day)), books).per_month
    assert per_month is not None
    return per_month


def warned(at: AppTest) -> str:
    return " ".join(warning.value for warning in at.warning).replace("\\", "")


def offers_a_revision(at: AppTest) -> bool:
    return any(REPRICE in button.label for button in at.button)


def test_a_saved_plan_keeps_its_cost_until_a_revision_at_todays_prices(store: Store, books: PriceBooks) -> None:
    query = f"images=640&prices={OCTOBER}"
    was, now = (cost(query, books, day) for day in (OCTOBER, DAY))
    assert now < was
    saved = has(store, "October's plan", query, per_month=was)
    assert headline(opened(saved)) == figures.money(was)
    at = scenarios("", saved)
    shown, difference = said(at), figures.signed_money(now - was)
    assert f"At today's list prices this plan costs {figures.money(now)} a month: {difference}." in shown
    assert f"Today costs {figures.money(was - now)} less a month, most of it: Price" in shown
    assert len(specs(at)) == 1
    press(at, REPRICE)
    assert done(at) == "Saved revision 2 of October's plan, at today's prices."
    first, second = store.history(saved.id)
    assert (first.per_month, second.per_month) == (was, now)
    assert f"prices={DAY}" in second.query
    for number, amount in ((1, was), (2, now)):
        revision = store.open(saved.id, number)
        assert revision is not None
        assert headline(opened(revision)) == figures.money(amount)
    assert differences(at) == ["Price date 20 Oct 2026 → 24 Nov 2026", "first saved"]
    assert not offers_a_revision(at)


def test_a_model_that_nobody_can_buy_is_not_offered_at_todays_prices(store: Store) -> None:
    """GPT Image 1 has batch rates since 14 Oct 2026: the plan would cost less, if it could be bought."""
    at = scenarios("", has(store, "Gone", "model=gpt-image-1&prices=2026-06-01&batch=50"))
    assert "nobody can buy it any more" in warned(at)
    assert "At today's list prices" not in said(at)
    assert not offers_a_revision(at)


def test_a_corrected_price_is_said(store: Store) -> None:
    """Saved at a price that was corrected since: the plan's own cost is another now."""
    query = f"model=gpt-image-2&prices={OCTOBER}"
    now = figures.money(cost(query, catalogue.price_books(), OCTOBER))
    book = in_words.book_revision(revision_of(catalogue.price_books()))
    then = BookRevision("0123456789ab", OCTOBER)
    cases = (
        (None, f"The book is at {book} now; which it was then was not kept."),
        (then, f"The book was at revision 0123456789ab of 20 Oct 2026 then, and is at {book} now."),
    )
    for price_book, of_the_book in cases:
        saved = has(store, "Corrected", query, per_month=Decimal("2000.5"), price_book=price_book)
        at = opened(saved)
        assert headline(at) == now
        for shown in (said(scenarios("", saved)), texts(at)):
            assert f"it was $2,000.50 a month, and is {now} a month on the same terms." in shown
            assert of_the_book in shown


def test_the_same_cost_is_said(store: Store) -> None:
    at = scenarios("", has(store, "Unmoved", "model=gpt-image-1.5&prices=2026-10-20"))
    assert "The plan costs the same at today's list prices." in said(at)


def test_a_model_that_has_ended(store: Store) -> None:
    at = scenarios("", has(store, "Ended", f"model={GONE}&prices=2026-01-15&quality=0-100-0"))
    assert "shut down" in warned(at)
    assert "the plan costs $" in warned(at)


def test_rates_that_came_later(store: Store) -> None:
    """The batch rates of GPT Image 2 begin on 14 October; until then a batch cost as much as anything."""
    saved = has(store, "No batch then", "model=gpt-image-2&prices=2026-06-01&batch=50")
    now = cost(saved.revision.query, catalogue.price_books(), DAY)
    at = scenarios("", saved)
    assert f"At today's list prices this plan costs {figures.money(now)} a month" in said(at)

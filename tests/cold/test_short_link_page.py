"""`/s/<id>` shows people the bill at once, with or without JavaScript, and stays until its button opens the planner."""

import re
from collections.abc import Iterator
from decimal import Decimal

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from compat import page_files
from pricing.saved import Saved, Store
from pricing.wording import figures
from pricing.wording.messages import NOT_PRICED, cost_words, words
from tests.browser.planner import headline
from tests.browsing import PHONE
from tests.pages.expected import UNPRICED, bill
from tests.saving.people import saved_by

OWNER = "browser:of-short-link-pages"
PLAN = "images=640&refs=1.5&model=gpt-image-1.5"


@pytest.fixture(scope="module")
def saved(server: str, store: Store) -> Saved:
    return saved_by(store, OWNER, "Spring launch", PLAN)


@pytest.fixture
def without_scripts(browser: Browser) -> Iterator[Page]:
    with browser.new_context(viewport=PHONE, java_script_enabled=False) as context:
        yield context.new_page()


def expect_bill(page: Page, plan: str = PLAN) -> None:
    """The name, the monthly cost, the model, the day of the prices, and the bill."""
    whole = bill(plan)
    expect(page.locator("h1")).to_have_text("Spring launch")
    shown = page.get_by_role("main")
    for text in (cost_words(whole.per_month), "GPT Image 1", "640 images a day", "prices of 24 Nov 2026"):
        expect(shown).to_contain_text(text)
    page.get_by_text("The bill, line by line").click()
    rows = page.get_by_role("row").all_inner_texts()
    assert len(rows) == 1 + len(whole.lines)
    assert all(figures.money(line.cost_per_day) in row for line, row in zip(whole.lines, rows[1:], strict=True))


def test_without_javascript_it_stays_and_shows_the_bill(without_scripts: Page, server: str, saved: Saved) -> None:
    page = without_scripts
    page.goto(f"{server}/s/{saved.id}", wait_until="networkidle")
    expect_bill(page)
    assert page.url == f"{server}/s/{saved.id}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "a phone shows it without scrolling"
    link = page.get_by_role("link", name="Open in the planner").get_attribute("href")
    assert f"saved={saved.id}.1" in str(link)


def test_it_stays_while_the_planner_loads_and_its_button_opens_it(browser: Browser, server: str, saved: Saved) -> None:
    """Nobody is led away from what is being read, even where a file of the planner never comes."""
    asked: list[str] = []
    complaints: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("console", lambda message: complaints.append(message.text))
        page.on("request", lambda request: asked.append(request.url.removeprefix(server)))
        page.goto(f"{server}/s/{saved.id}", wait_until="networkidle")
        expect_bill(page)
        assert "/s/" in page.url
        assert complaints == []
        assert set(page_files.first_files()) <= set(asked), "the planner's files are asked for"
        page.get_by_role("link", name="Open in the planner").click()
        page.wait_for_url(lambda url: "saved=" in url)
        expect(headline(page)).to_have_text(cost_words(bill(PLAN).per_month))
        page.go_back()
        expect(page).to_have_url(re.compile("/s/"))


def test_a_plan_without_a_price_says_so(server: str, store: Store) -> None:
    unpriced = saved_by(store, OWNER, "Unpriced", f"model={UNPRICED}")
    text = httpx.get(f"{server}/s/{unpriced.id}").text
    assert f'<p class="figure">{words(NOT_PRICED)}</p>' in text


def test_of_growth_it_shows_the_first_month_and_the_last(server: str, store: Store) -> None:
    growing = saved_by(store, OWNER, "Growing", f"{PLAN}&growth=10")
    cost = bill(f"{PLAN}&growth=10").per_month
    assert isinstance(cost, Decimal)
    text = httpx.get(f"{server}/s/{growing.id}").text
    assert figures.money(cost) in text
    assert "Monthly cost, Nov 2026" in text


def test_it_may_run_its_own_script_and_nothing_else(server: str, saved: Saved) -> None:
    answer = httpx.get(f"{server}/s/{saved.id}")
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["content-security-policy"].split(";"))
    assert re.fullmatch(r"'sha256-[\w+/=]+'", policy["script-src"])
    assert (policy["default-src"], policy["connect-src"], policy["base-uri"]) == ("'none'", "'self'", "'none'")
    assert answer.text.count("<script") == 1
    assert "http-equiv" not in answer.text

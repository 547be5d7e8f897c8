"""The sheet for printing: one A4 sheet, whatever the plan; a plain one needs no more than its front."""

import re
from decimal import Decimal

import httpx
import pytest
from playwright.sync_api import Page, expect

from pricing.prices import PriceBooks
from pricing.prices.revision import revision_of
from pricing.scenario.fields import FIELDS
from pricing.wording import figures
from pricing.wording.messages import cost_words
from tests.browser.planner import overflow
from tests.browsing import PHONE
from tests.pages import expected
from tests.saving.plans import EIGHT, LONG, PLANS


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.mark.parametrize("query", [*PLANS.values(), EIGHT], ids=[*PLANS, "eight workloads"])
def test_it_fits_one_sheet_and_a_phone(page: Page, server: str, query: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{server}/print/estimate?{query}")
    assert cost_words(expected.bill(query).per_month) in " ".join(page.locator("h1, .figures").all_inner_texts())
    assert overflow(page) == 0
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 1017})  # A4 within margins of 14 mm, at 96 dpi
    assert overflow(page) <= 0
    pdf = page.pdf(prefer_css_page_size=True)
    assert pages(pdf) <= 2
    points = page.evaluate(
        "[...document.querySelectorAll('td')].map(cell => parseFloat(getComputedStyle(cell).fontSize))"
    )
    assert min(points) >= 6 * 96 / 72, "what is printed can be read"
    if query != EIGHT:
        assert pages(pdf) == (2 if query in LONG else 1)
    box = re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert box is not None
    assert [round(float(side)) for side in box.groups()] == [595, 842]


def test_pages_are_counted(page: Page) -> None:
    page.set_content("<p style='break-after: page'>one</p><p>two</p>")
    assert pages(page.pdf()) == 2


def test_what_a_chart_says_can_be_read_on_a_phone(page: Page, server: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{server}/print/estimate?growth=5&budget=2500")
    texts = page.get_by_role("img", name="Monthly cost as bars").locator("text").all()
    assert texts
    assert min(box["height"] for text in texts if (box := text.bounding_box())) >= 9
    months = page.get_by_role("region", name="The forecast")
    assert months.evaluate("region => region.scrollWidth - region.clientWidth") <= 0, "in one column of months"


def test_a_wide_screen_shows_the_lines_of_several_workloads_whole(page: Page, server: str) -> None:
    page.set_viewport_size({"width": 1440, "height": 900})
    page.goto(f"{server}/print/estimate?v=2&name=Hero+images&2.name=Thumbnails&3.name=Icons")
    lines = page.get_by_role("region", name="The bill, line by line")
    assert lines.evaluate("region => region.scrollWidth - region.clientWidth") <= 0


def test_it_states_every_assumption_the_budget_and_the_chart(page: Page, server: str) -> None:
    page.goto(f"{server}/print/estimate?growth=5&budget=2500")
    cells = page.locator("table.assumptions td").all_inner_texts()
    stated = dict(zip(cells[::2], cells[1::2], strict=True))
    labels = {field.label for field in FIELDS.values() if field.of != "comparison" and field.key != "name"}
    unused = {field.label for field in FIELDS.values() if field.since > 1}
    assert set(stated) == labels - unused
    assert (stated["Growth per month, %"], stated["Budget per month, USD"]) == ("5", "$2,500.00")
    expect(page.get_by_text("Above the budget of $2,500.00 a month from Mar 2027.")).to_be_visible()
    chart = page.get_by_role("img", name="Monthly cost as bars: $2,122.44 in Nov 2026, $3,630.08 in Oct 2027")
    assert chart.locator("rect").count() == 12
    heights = [float(bar.get_attribute("height") or 0) for bar in chart.locator("rect").all()]
    assert heights[-1] / heights[0] == pytest.approx(3630.08 / 2122.44, rel=0.01)


def test_it_names_the_state_of_the_price_book(page: Page, server: str, books: PriceBooks) -> None:
    page.goto(f"{server}/print/estimate")
    state = revision_of(books)
    expect(page.get_by_text(f"Price book: revision {state.hash} of {figures.day(state.day)}.")).to_be_visible()


def test_several_workloads_have_their_assumptions_beside_each_other(page: Page, server: str) -> None:
    page.goto(f"{server}/print/estimate?{EIGHT}")
    table = page.locator("table.assumptions").last
    assert len(table.locator("th").all()) == 9
    assert table.locator("tr", has_text="Sent as a batch, %").locator("td").all_inner_texts()[1:3] == ["0", "40"]


def test_it_has_every_line_and_month(page: Page, server: str) -> None:
    query = "quality=30-50-20&batch=40&refs=1.5&months=36&growth=3"
    page.goto(f"{server}/print/estimate?{query}")
    assert page.locator("table").first.locator("tr").count() == 1 + len(expected.bill(query).lines) == 19
    assert len(re.findall(r"[A-Z][a-z]{2} 20\d\d", " ".join(page.locator("table.months").all_inner_texts()))) == 36


def test_where_the_lines_are_too_many_their_sizes_are_added_up(page: Page, server: str) -> None:
    query = PLANS["all of it"]
    page.goto(f"{server}/print/estimate?{query}")
    bill = expected.bill(query)
    assert len(bill.lines) == 72
    rows = page.locator("table").first.locator("tr")
    assert rows.count() == 1 + 18
    cost = sum(line.cost_per_day for line in bill.lines if line[1:3] == ("text_input", "low") and line[4] == "standard")
    assert figures.money(Decimal(cost)) in rows.nth(1).inner_text()


def test_a_wrong_link_is_said(server: str) -> None:
    answer = httpx.get(f"{server}/print/estimate?images=<b>1e9</b>")
    assert answer.status_code == 422
    assert "images" in answer.text
    assert "<b>" not in answer.text

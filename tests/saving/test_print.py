"""The sheet for printing: one A4 page, whatever the plan."""

import re
from decimal import Decimal

import httpx
import pytest
from playwright.sync_api import Page

from pages.components import words
from tests.pages import expected

SIZES = "size=1024x1024:40,1536x1024:30,1024x1536:20,2048x2048:10"
PLANS = {
    "the default plan": "",
    "three tiers, four sizes, a batch": f"quality=30-50-20&{SIZES}&batch=40",
    "36 months": "months=36&growth=3",
    "all of it": f"model=gpt-image-2&quality=30-50-20&{SIZES}&batch=40&refs=1.5&months=36&growth=3&budget=900",
    "on a model that was shut down": f"model={expected.GONE}&quality=0-50-50&prices=2026-01-15&months=36",
    "the most of everything": f"images=10000000&days=31&refs=16&tries=20&prompt=32000&months=36&growth=100&{SIZES}"
    "&quality=30-50-20&batch=50&start=2100-01",
    "no price": f"model={expected.UNPRICED}&months=36",
    "nothing": "images=0",
}


def pages(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.mark.parametrize("query", PLANS.values(), ids=PLANS)
def test_it_prints_on_one_page(page: Page, server: str, query: str) -> None:
    page.goto(f"{server}/print/estimate?{query}")
    cost = words.money(expected.bill(query).per_month)
    assert cost in page.locator("h1").inner_text()
    pdf = page.pdf(prefer_css_page_size=True)
    assert pages(pdf) == 1
    box = re.search(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    assert box is not None
    assert [round(float(side)) for side in box.groups()] == [595, 842]


def test_pages_are_counted(page: Page) -> None:
    page.set_content("<p style='break-after: page'>one</p><p>two</p>")
    assert pages(page.pdf()) == 2


@pytest.mark.parametrize("query", PLANS.values(), ids=PLANS)
def test_it_is_not_cut_off_at_the_side(page: Page, server: str, query: str) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 688, "height": 1017})  # A4 within margins of 14 mm, at 96 dpi
    page.goto(f"{server}/print/estimate?{query}")
    assert page.evaluate("document.scrollingElement.scrollWidth <= innerWidth")


def test_it_has_every_line_and_month(page: Page, server: str) -> None:
    query = "quality=30-50-20&batch=40&refs=1.5&months=36&growth=3"
    page.goto(f"{server}/print/estimate?{query}")
    lines, months = page.locator("table").all()
    assert lines.locator("tr").count() == 1 + len(expected.bill(query).lines) == 19
    assert len(re.findall(r"[A-Z][a-z]{2} 20\d\d", months.inner_text())) == 36


def test_where_the_lines_are_too_many_their_sizes_are_added_up(page: Page, server: str) -> None:
    query = PLANS["all of it"]
    page.goto(f"{server}/print/estimate?{query}")
    bill = expected.bill(query)
    assert len(bill.lines) == 72
    rows = page.locator("table").first.locator("tr")
    assert rows.count() == 1 + 18
    cost = sum(line.cost_per_day for line in bill.lines if line[:2] == ("text_input", "low") and line[3] == "standard")
    assert words.money(Decimal(cost)) in rows.nth(1).inner_text()


def test_a_wrong_link_is_said(server: str) -> None:
    answer = httpx.get(f"{server}/print/estimate?images=<b>1e9</b>")
    assert answer.status_code == 422
    assert "images" in answer.text
    assert "<b>" not in answer.text

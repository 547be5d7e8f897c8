"""What product managers ask, each answered in at most three steps from the start page, on a phone."""

import re
from collections.abc import Iterator
from typing import Literal

import httpx
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from pricing.wording import figures
from tests.browser.planner import (
    arrow,
    choose,
    enter,
    expect_address,
    expect_plan,
    expect_quiet,
    headline,
    menu,
    overflow,
    show,
    tables,
)
from tests.browsing import NewContext
from tests.pages import expected
from tests.pages.expected import GUIDE_FIGURES, monthly

MOST_STEPS = 3


class Asking:
    """A visit that begins on the start page and counts its steps: a press, a choice, a move, an entry."""

    def __init__(self, context: BrowserContext, server: str) -> None:
        self.page: Page = context.new_page()
        self.steps = 0
        show(self.page, server)

    def press(self, name: str, role: Literal["button", "option", "tab"] = "button") -> None:
        self.steps += 1
        self.page.get_by_role(role, name=name).first.click()
        expect_quiet(self.page)

    def choose(self, label: str, option: str) -> None:
        self.steps += 1
        choose(self.page, label, option)
        expect_quiet(self.page)

    def enter(self, field: str, value: str) -> None:
        self.steps += 1
        enter(self.page, field, value)
        expect_quiet(self.page)

    def move(self, slider: str, times: int) -> None:
        self.steps += 1
        arrow(self.page, slider, times)
        expect_quiet(self.page)

    def go(self, name: str) -> None:
        self.steps += 1
        menu(self.page, name).click()
        expect_quiet(self.page)

    @property
    def text(self) -> str:
        return self.page.get_by_role("main").inner_text()


@pytest.fixture
def asking(new_context: NewContext, server: str) -> Iterator[Asking]:
    context = new_context(touch=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)
    visit = Asking(context, server)
    yield visit
    assert visit.steps <= MOST_STEPS
    assert overflow(visit.page) <= 0


def test_what_does_it_cost(asking: Asking) -> None:
    expect(headline(asking.page)).to_have_text(monthly(""))
    expect(headline(asking.page)).to_be_in_viewport()


def test_what_if_the_volume_doubles(asking: Asking) -> None:
    asking.enter("images", "2000")
    expect_plan(asking.page, images="2000")
    expect(headline(asking.page)).to_have_text(monthly("images=2000"))


def test_what_does_another_quality_cost(asking: Asking) -> None:
    asking.move("quality_high", 10)
    expect_plan(asking.page, quality="30-40-30")


def test_gpt_image_1_is_gone_what_now(asking: Asking) -> None:
    asking.choose("Model", "GPT Image 1 (")
    expect_address(asking.page, model="gpt-image-1")
    expect(asking.page.get_by_role("main")).to_contain_text("GPT Image 1 was shut down on 23 Oct 2026")
    asking.press("Plan with GPT Image 2.5 Flare")
    expect_plan(asking.page, model="gpt-image-2.5-flare")
    expect(headline(asking.page)).to_have_text(monthly("model=gpt-image-2.5-flare"))


def test_what_do_three_features_cost_in_total(asking: Asking) -> None:
    asking.choose("Start from", "Guide 1 to 3 together")
    expect_plan(asking.page, **{"v": "2", "3.name": "Mobile app"})
    cents = sum(round(100 * float(cost.replace("$", "").replace(",", ""))) for cost in GUIDE_FIGURES.values())
    expect(headline(asking.page)).to_have_text(f"${cents / 100:,.2f}")
    for name in ("Text to image", "Product shots", "Mobile app"):
        expect(asking.page.locator(".st-key-workload").get_by_role("radio", name=name)).to_be_visible()


def test_what_does_a_second_feature_cost(asking: Asking) -> None:
    asking.press("Add a workload")
    asking.press("A copy of this one")
    box = asking.page.locator(".st-key-images_box_2").get_by_role("textbox")
    asking.steps += 1
    box.fill("250")
    box.press("Enter")
    expect_plan(asking.page, **{"images": "1000", "2.images": "250"})


def test_what_is_it_on_midjourney_and_on_dall_e_3(asking: Asking) -> None:
    asking.go("Compare")
    for service in ("Midjourney", "DALL-E 3"):
        row = tables(asking.page).first.locator("tr", has_text=service).first
        expect(row).to_have_text(re.compile(rf"^{service}\d+"))
    expect(asking.page.get_by_role("figure").first).to_have_accessible_name(
        re.compile(r"Midjourney \$[\d,.]+, .*DALL-E 3 \$[\d,.]+, no longer sold")
    )


def test_how_sure_is_it_and_where_is_the_figure_from(asking: Asking) -> None:
    expect(asking.page.get_by_role("link", name="OpenAI API pricing")).to_have_attribute(
        "href", "https://developers.openai.com/api/docs/pricing"
    )
    assert "read 1 Oct 2026" in asking.text
    asking.go("Decide")
    asking.press("How sure are we?", "tab")
    expect(asking.page.get_by_role("main")).to_contain_text("Prices: of ")


def test_send_it_to_my_director(asking: Asking, new_context: NewContext) -> None:
    asking.press("Share")
    expect(asking.page.get_by_role("status").filter(has_text="copied")).to_be_visible()
    link = str(asking.page.evaluate("navigator.clipboard.readText()"))
    figure = headline(asking.page).inner_text()
    other = new_context().new_page()
    other.goto(link)
    expect(headline(other)).to_have_text(figure)


def test_into_excel(asking: Asking) -> None:
    asking.press("Export")
    link = asking.page.get_by_role("link", name="Excel with live formulas")
    expect(link).to_be_visible()
    asking.steps += 1
    address = httpx.URL(asking.page.url).join(link.get_attribute("href") or "")
    answer = httpx.get(address)
    assert (answer.status_code, answer.content[:2]) == (200, b"PK")
    assert figures.money(expected.bill("").per_month) == headline(asking.page).inner_text()

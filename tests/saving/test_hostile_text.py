"""A stranger's name and note are text wherever they are shown: no link, no picture, no style comes of them."""

import re

import httpx
import pytest
from playwright.sync_api import Page, expect

from pricing.saved import Saved, Store
from tests.browser.planner import expect_quiet, headline, menu
from tests.saving.moves import fill, main, open_short_link, pick_one, save_box
from tests.saving.people import Person

NAMES = {
    "a title": "# **bold** [a](http://evil.example) <b>bold</b> ~~s~~ _e_ `c` :red[r] &lt;",
    "a list": "1. <img src=//evil.example> www.evil.example x@evil.example $x$ :material/lock:",
}
NOTE = "\n\n".join([*NAMES.values(), "# Title", "- item", "[ref]: http://evil.example", "<script>alert(1)</script>"])
MADE_OF_TEXT = """
[...document.querySelectorAll("[data-testid=stApp] *")].filter(element => {
    const address = element.getAttribute("href") || element.getAttribute("xlink:href") || element.getAttribute("src");
    if (address && (address.includes("evil.example"))) return true;
    const styled = ["STRONG", "B", "EM", "DEL", "CODE", "H1", "LI", "BLOCKQUOTE"].includes(element.tagName);
    return styled && ["bold", "c", "s", "e", "Title", "item"].includes(element.textContent.trim());
}).map(element => element.outerHTML.slice(0, 200))
"""


@pytest.fixture
def saved(bob: Person, store: Store) -> list[Saved]:
    """What Bob named and noted."""
    return [bob.has(store, name, f"images={640 + place}", note=NOTE) for place, name in enumerate(NAMES.values())]


def seen(text: str) -> str:
    """A text as a reader sees it."""
    return text.replace("\u200b", "").replace("\u00a0", " ")


def assert_only_text(page: Page) -> None:
    assert page.evaluate(MADE_OF_TEXT) == []
    assert page.title().endswith(" - Image cost planner")


def test_on_every_page(page: Page, bob: Person, server: str, saved: list[Saved]) -> None:
    page.goto(server)
    expect(headline(page)).to_be_visible()
    fill(page, f"{saved[0].name} " * 9).click()
    expect(save_box(page)).to_contain_text("Not saved")
    assert_only_text(page)
    for scenario in saved:
        open_short_link(page, server, scenario.id)
        expect(main(page)).to_contain_text(f"{scenario.name} · revision 1 of 1")
        for line in ("# Title", "- item", "<script>alert(1)</script>", "[ref]: http://evil.example"):
            expect(main(page)).to_contain_text(line)
        assert_only_text(page)
    page.goto(f"{server}/scenarios?with={','.join(scenario.id for scenario in saved)}")
    expect(page.get_by_role("figure")).to_be_visible()
    expect(page.get_by_test_id("stMetricLabel")).to_have_count(len(saved))
    expect_quiet(page)
    labels = [seen(label) for label in page.get_by_test_id("stMetricLabel").all_inner_texts()]
    assert labels == [f"{place}. {scenario.name}" for place, scenario in enumerate(saved, 1)]
    expect(main(page)).to_contain_text(f"2. {saved[1].name} costs $")
    # A chart breaks a name into lines, and shortens it.
    ticks = page.get_by_role("figure").locator(".ytick").all_text_contents()
    bars = ["".join(seen(tick).split()).removesuffix("…") for tick in ticks]
    for label in labels:
        assert any(len(bar) > 10 and "".join(label.split()).startswith(bar) for bar in bars), label
    assert_only_text(page)
    for scenario in saved:
        pick_one(bob.page, server, scenario.name)
        bob.page.get_by_role("button", name="Delete").click()
        expect(bob.page.get_by_test_id("stPopoverBody")).to_contain_text(f"Delete {scenario.name}?")
        assert_only_text(bob.page)
        bob.page.goto(f"{server}/scenarios")


def test_on_the_page_of_the_short_link(page: Page, server: str, saved: list[Saved]) -> None:
    for scenario in saved:
        text = httpx.get(f"{server}/s/{scenario.id}").text
        text, own = re.subn(r"<script>.*?</script>", "", text, flags=re.DOTALL)
        assert own == 1
        page.set_content(text)
        expect(page.locator("body")).to_contain_text(scenario.name)
        assert page.locator("body a").count() == 1
        assert page.locator("img, script, b, strong").count() == 0


def test_in_keys_of_the_address(page: Page, server: str) -> None:
    page.goto(f"{server}/?www.evil.example=1&**bold**=2&saved=**bold**&with=%3Cb%3Ebold%3C/b%3E")
    expect(headline(page)).to_be_visible()
    expect(main(page)).to_contain_text("they were ignored")
    assert_only_text(page)
    menu(page, "Scenarios").click()
    expect(main(page)).to_contain_text("cannot be found")
    assert_only_text(page)

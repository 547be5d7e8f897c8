"""Journeys over the pages ask no other server for anything, break no rule of the policy and leave no error."""

import pytest
from playwright.sync_api import Page, expect

from pricing.saved import Store
from tests.browser.planner import (
    arrow,
    close_popover,
    expect_comparison,
    expect_error,
    expect_plan,
    expect_prices,
    expect_quiet,
    fold,
    menu,
    show,
    tables,
)
from tests.browser.test_share import COPIED
from tests.browser.witness import Witness
from tests.saving.moves import main, open_short_link, pick, save
from tests.saving.people import Person, saved_by

COMPARE = {
    "Cost and votes": "no worse to voters",
    "By service": "Of the 6 choices on this page, the cheapest that fits is",
    "By volume": "is cheaper than",
    "By quality": "highest price per image",
    "Guide and vendors": "DALL-E 3 costs",
    "For a developer": "OPENAI_API_KEY",
}
"""Tabs of Compare, and what each of them says."""

LEFT_WHILE_IT_IS_DRAWN = """async () => {
    const module = performance.getEntriesByType("resource").find(({ name }) => /\\/chart\\.js/.test(name)).name;
    const { default: mount } = await import(module);
    const place = document.createElement("div");
    place.append(document.querySelector(".chart").cloneNode(true));
    place.querySelector(".chart-plot").replaceChildren();
    document.querySelector(".chart").parentElement.append(place);
    const data = end => [{ spec: { data: [{ type: "bar", x: [1], y: [end] }], layout: { height: 200 } }, texts: {} }];
    mount({ data: data(1), parentElement: place });
    while (!place.querySelector(".main-svg")) await new Promise(requestAnimationFrame);
    mount({ data: data(2), parentElement: place })();
    place.remove();
    await new Promise(requestAnimationFrame);
}"""
"""A chart whose page is left in the moment in which it is drawn anew."""


@pytest.fixture
def witness(page: Page) -> Witness:
    return Witness(page)


def charts(page: Page, count: int) -> None:
    expect(page.locator(".js-plotly-plot").filter(visible=True)).to_have_count(count)


def test_journey_over_the_pages(page: Page, server: str, store: Store, witness: Witness) -> None:
    """What only has to be opened for that is opened in `test_accessible`."""
    Person(page.context, server, page).has(store, "Before", "images=100&quality=0-0-100")
    show(page, server)
    charts(page, 2)
    page.evaluate(LEFT_WHILE_IT_IS_DRAWN)
    assert witness.complaints == []
    arrow(page, "images_slider", times=3)
    expect_plan(page, images="2000")
    fold(page, "More assumptions").click()
    expect(page.locator(".st-key-discount_box")).to_be_visible()
    fold(page, "line by line").click()
    expect(tables(page)).to_be_attached()
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_text(COPIED)).to_be_visible()
    close_popover(page)
    save(page, "Quiet", "A note", "tag")
    menu(page, "Compare").click()
    page.wait_for_url("**/compare?*")
    expect_comparison(page, images="2000")
    assert page.get_by_role("tab").all_inner_texts() == list(COMPARE)
    for label, words in COMPARE.items():
        page.get_by_role("tab", name=label).click()
        expect(page.get_by_role("tabpanel").filter(visible=True)).to_contain_text(words)
        expect_quiet(page)
    menu(page, "Decide").click()
    expect(page).to_have_title("Decide - Image cost planner")
    expect_quiet(page)
    menu(page, "Actual").click()
    expect(page.locator("input[type=file]")).to_be_attached()
    menu(page, "Prices").click()
    expect_prices(page)
    charts(page, 1)
    menu(page, "Scenarios").click()
    pick(page, "Quiet")
    fold(page, "Name, note and tags").click()
    expect(page.get_by_test_id("stForm")).to_be_visible()
    pick(page, "Before")
    expect(page.get_by_role("figure").first).to_be_visible()
    page.get_by_role("button", name="Link to this comparison").click()
    expect(main(page)).to_contain_text("Saved scenarios compared")
    menu(page, "Plan").click()
    expect_plan(page, images="2000")
    assert any(url.startswith("ws://") for url in witness.requests)
    assert witness.foreign(server) == []
    assert witness.complaints == []


def test_what_a_link_opens(page: Page, server: str, store: Store, witness: Witness) -> None:
    saved = saved_by(store, "browser:somebody", "Theirs", "images=640&model=gpt-image-1", page="compare")
    open_short_link(page, server, saved.id)
    expect(page).to_have_title("Compare - Image cost planner")
    charts(page, 1)
    show(page, server, "images=640", path="/prices")
    charts(page, 1)
    page.goto(f"{server}/?images=1e9")
    expect_error(page, "1e9")
    # Streamlit looks for its addresses below a page too, and is told that they are not there.
    assert witness.complains_here(server, "/compare", "/prices") == []
    assert any(url.startswith("ws://") for url in witness.requests)
    witness.complaints.clear()
    for path in ("/print/estimate?months=36", "/s/AAAAAAAAAAAAAAAAAAAAAA", "/print/estimate?images=x"):
        page.goto(server + path)
        expect(page.locator("body")).not_to_be_empty()
    assert witness.foreign(server) == []
    assert [text for text in witness.complaints if "status of 4" not in text] == []

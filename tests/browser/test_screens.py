"""A phone, and dark and light: everything can be reached and read."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import IN_ITS_COLOURS
from tests.browser.planner import (
    arrow,
    close_popover,
    expect_plan,
    expect_prices,
    expect_quiet,
    fold,
    headline,
    menu,
    overflow,
    show,
)
from tests.browsing import PHONE, NewContext

NAMES = "&".join(f"{number}.name={'文' * 39}{number}" for number in range(2, 9))
EIGHT = f"v=2&name=First&{NAMES}&workload=8"
READABLE = 4.5
COLOURS = """element => {
    const layers = [];
    for (let node = element; node; node = node.parentElement) layers.push(getComputedStyle(node).backgroundColor);
    return [getComputedStyle(element).color, ...layers, "rgb(255, 255, 255)"];
}"""
"""Colour of an element's text, then the backgrounds behind it, nearest first."""
WIDE_TARGET = """button => {
    const {x, y, width, height} = button.getBoundingClientRect(), hits = (across, up) =>
        button.contains(document.elementFromPoint(x + width / 2 + across, y + height / 2 + up));
    return [[0, 11], [0, -11], [11, 0], [-11, 0]].every(([across, up]) => hits(across, up));
}"""


CLIPPED = """() => {
    // Texts that reach beyond the box of an element which hides what does.
    const clipped = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode()); ) {
        const within = node.parentElement, range = document.createRange();
        range.selectNodeContents(node);
        const text = range.getBoundingClientRect();
        if (!text.width || within.closest("script, style, svg, option, [data-testid=stDataFrame]")) continue;
        for (let box = within; box; box = box.parentElement) {
            const look = getComputedStyle(box), {left, right, width} = box.getBoundingClientRect();
            if (look.position === "fixed" || look.clip !== "auto" || look.clipPath !== "none") break;
            if (["inline", "contents"].includes(look.display)) continue;
            if (/auto|scroll/.test(look.overflowX) && box.scrollWidth > box.clientWidth) break;
            if (/hidden|clip/.test(look.overflowX) && (text.right > right + 1.5 || text.left < left - 1.5)) {
                clipped.push(node.textContent);
                break;
            }
        }
    }
    return clipped;
}"""


@pytest.fixture
def phone(new_context: NewContext) -> Page:
    return new_context(touch=True).new_page()


def contrast(text: Locator) -> float:
    """Contrast of a text with what lies behind it, as WCAG 2 counts it."""
    colour, *layers = [_rgba(found) for found in text.evaluate(COLOURS)]
    behind = layers.pop()
    for layer in reversed(layers):
        behind = _over(layer, behind)
    lighter, darker = sorted((_luminance(_over(colour, behind)), _luminance(behind)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _rgba(colour: str) -> list[float]:
    numbers = [float(number) for number in re.findall(r"[\d.]+", colour)]
    if colour.startswith("color(srgb "):
        numbers[:3] = [255 * number for number in numbers[:3]]
    else:
        assert colour.startswith("rgb"), colour
    return [*numbers, 1.0][:4]


def _over(top: list[float], bottom: list[float]) -> list[float]:
    return [top[3] * a + (1 - top[3]) * b for a, b in zip(top[:3], bottom[:3], strict=True)] + [1.0]


def _luminance(colour: list[float]) -> float:
    parts = [part / 255 for part in colour[:3]]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_phone_never_scrolls_sideways(phone: Page, server: str) -> None:
    phone.goto(f"{server}/api")
    expect(phone.get_by_role("heading", name="Parameters")).to_be_visible()
    assert overflow(phone) <= 0
    for query in ("images=10000000&months=36", "images=1e9", "model=dall-e-3&quality=0-0-100", EIGHT):
        phone.goto(f"{server}/?{query}")
        expect(headline(phone).or_(phone.get_by_test_id("stAlert")).first).to_be_visible()
        expect_quiet(phone)
        assert overflow(phone) <= 0, query
        assert phone.evaluate(CLIPPED) == [], query
    expect(phone.get_by_text("A plan has at most 8 workloads.").first).to_be_visible()


def test_phone_has_the_main_controls_in_the_page(phone: Page, server: str) -> None:
    """Below the figure, or behind a button where results come first; what most leave as it is stands in a fold."""
    show(phone, server)
    phone.set_viewport_size({"width": 390, "height": 664})
    expect(headline(phone)).to_be_in_viewport()
    for name in ("Plan", "Decide", "Compare"):
        menu(phone, name).click()
        expect(phone).to_have_title(f"{name} - Image cost planner")
        expect(menu(phone, "Prices")).to_be_in_viewport(ratio=1)
        if name != "Plan":
            results = {"Decide": phone.get_by_role("heading", level=2), "Compare": phone.get_by_text("Recommended:")}
            expect(results[name].first).to_be_in_viewport()
            expect(phone.locator(".st-key-model")).to_be_hidden()
            phone.get_by_role("button", name="Change the plan").click()
        expect(headline(phone)).to_be_visible()
        expect(phone.get_by_test_id("stSidebar")).to_have_count(0)
        expect(phone.locator(".st-key-model")).to_be_visible()
        # The box has no room for it.
        expect(phone.locator(".panel-model")).to_contain_text("OpenAI, by tokens")
        for key in ("images_slider", "quality_high", "quality_low", "size"):
            expect(phone.locator(f"[data-control={key}] input").first).to_be_visible()
        expect(fold(phone, "More assumptions")).to_be_visible()
        expect(phone.locator(".st-key-prompt_box")).to_have_count(0)
        assert overflow(phone) <= 0
    remove = phone.get_by_role("button", name="Remove Midjourney")
    remove.scroll_into_view_if_needed()
    assert remove.evaluate(WIDE_TARGET), "24 pixels around its middle are its own"
    low_screen_reaches_the_end_of_an_opened_form(phone)
    menu(phone, "Plan").click()
    expect(phone).to_have_title("Plan - Image cost planner")
    expect_plan(phone)
    arrow(phone, "images_slider")
    expect_plan(phone, images="1200")
    assert overflow(phone) <= 0
    menu(phone, "Prices").click()
    expect_prices(phone)
    expect(phone.get_by_test_id("stDataFrame").first).to_be_visible()
    assert overflow(phone) <= 0
    above, tools = (phone.get_by_test_id(name).first.bounding_box() for name in ("stCheckbox", "stElementToolbar"))
    assert above is not None
    assert tools is not None
    assert tools["y"] >= above["y"] + above["height"], "the tools of a table cover what stands above it"


def low_screen_reaches_the_end_of_an_opened_form(phone: Page) -> None:
    """Also when the page above it grows."""
    phone.set_viewport_size({"width": PHONE["height"], "height": PHONE["width"]})
    button = phone.get_by_role("button", name="Your own service")
    button.click()
    form = phone.get_by_role("dialog", name="Your own service")
    add = form.get_by_role("button", name="Add", exact=True)
    expect(add).to_be_attached()
    expect_quiet(phone)
    assert form.evaluate("form => form.clientHeight / innerHeight") > 0.9
    for pixels in (0, 2000):
        phone.get_by_test_id("stMain").evaluate("main => main.style.overflowAnchor = 'none'")
        phone.locator(".st-key-menu").evaluate("(menu, pixels) => menu.style.marginBottom = `${pixels}px`", pixels)
        expect(button).to_be_in_viewport()
        add.scroll_into_view_if_needed()
        expect(add).to_be_in_viewport(ratio=1)
    close_popover(phone)
    phone.set_viewport_size(PHONE)


def test_scheme_is_followed_and_readable(page: Page, server: str) -> None:
    schemes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
    page.emulate_media(color_scheme="light")
    show(page, server)
    main = page.get_by_role("main")
    texts = {
        "headline": headline(page),
        "label of the figure": page.locator(".panel-name"),
        "caption": main.locator("[data-testid=stCaptionContainer] p").first,
        "model of the plan": main.get_by_text("images a day").first,
        "menu": menu(page, "Prices"),
        "share of medium": page.locator(".panel").get_by_text("Medium 50%"),
        "price of a shape": page.locator(".panel-cards small").first,
    }
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        page.evaluate(IN_ITS_COLOURS, scheme)
        contrasts = {name: round(contrast(text), 2) for name, text in texts.items()}
        assert {name: ratio for name, ratio in contrasts.items() if ratio < READABLE} == {}, scheme
        background = page.get_by_test_id("stApp").evaluate("node => getComputedStyle(node).backgroundColor")
        assert (_luminance(_rgba(background)) < 0.2) == (scheme == "dark")
        expect(page.get_by_role("figure").first).to_be_visible()

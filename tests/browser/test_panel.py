"""The figure follows the hand, by mouse, keyboard and touch; what stands there afterwards is the engine's answer."""

import base64
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Locator, Page, expect

from pricing.bill.coefficients import coefficients
from pricing.bill.estimate import estimate
from pricing.scenario.mixes import Quality
from pricing.scenario.scenario import Scenario
from pricing.wording import figures
from tests.browser.planner import (
    address,
    arrow,
    choose,
    enter,
    expect_address,
    expect_plan,
    headline,
    menu,
    number_box,
    refusal,
    show,
    slider,
)
from tests.browser.test_touch import SCREENS, swipe
from tests.browsing import NewContext
from tests.making import plans, qualities, shipped, size_mixes
from tests.pages.expected import UNPRICED, monthly
from ui.panel import panel

COUNT = """async ([script, cases]) => {
    const {perMonth, imageCost, money} = await import(`data:text/javascript;base64,${script}`);
    return cases.map(([linear, values]) => {
        const month = perMonth(linear, values);
        return [month === null ? null : money(month, linear), imageCost(linear, values)];
    });
}"""

INTO_VIEW = """async of => {
    // A swipe may go on for some frames.
    for (let before; before !== (before = of.getBoundingClientRect().y); ) {
        of.scrollIntoView({block: "center"});
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
    }
}"""
MOVE_AND_LEAVE = """leave => {
    const range = document.getElementById("panel-images");
    range.stepUp();
    range.dispatchEvent(new Event("input"));
    eval(leave);
}"""
NOT_AT_HAND = """async () => {
    const shown = selector => [...document.querySelectorAll(selector)].filter(
        of => of.checkVisibility({visibilityProperty: true}) && of.getBoundingClientRect().height);
    const inSight = of => {
        const {top, bottom} = of.getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight;
    };
    const wrong = [];
    for (const control of shown("input[type=range], input[type=radio], [role=slider], [role=radio], summary")) {
        control.scrollIntoViewIfNeeded();
        await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
        const total = [...shown("[data-testid=stMetricValue]").slice(0, 1), ...shown(".panel-slim b")].some(inSight);
        if (!total) wrong.push(`no total beside ${control.outerHTML}`);
    }
    const targets = shown(".panel-cards label, .panel-box, .panel input[type=range], .panel summary");
    const low = targets.filter(of => of.getBoundingClientRect().height < 44);
    return [...wrong, ...low.map(of => `too low: ${of.outerHTML}`)];
}"""
"""The controls that one scrolls to and sees no total, and those of the panel that a finger misses."""


def test_what_the_browser_counts_is_the_engines_total_to_the_cent(page: Page) -> None:
    cases: list[tuple[object, object]] = []
    answers: list[list[str | None]] = []

    @settings(database=None)
    @given(data=st.data(), scenario=plans(most=3))
    def count(data: st.DataObject, scenario: Scenario) -> None:
        place = data.draw(st.integers(0, len(scenario.workloads) - 1))
        known = coefficients(estimate(scenario, shipped()), place, shipped())
        images, quality = data.draw(st.integers(0, 10_000_000)), data.draw(qualities())
        sizes = data.draw(size_mixes(tuple(known.images)))
        moved = replace(scenario.workloads[place], images=images, quality=quality, size=sizes)
        answer = estimate(scenario.with_replaced(place, moved), shipped())
        values = {"images": images, "quality": quality, "sizes": [[str(size), share] for size, share in sizes]}
        cases.append((panel.linear(known), values))
        if (month := answer.per_month) is None:
            answers.append([None, None])
            return
        number = answer.scenario.images * answer.scenario.days
        first = None if answer.per_image is None else figures.money(answer.per_image)
        answers.append([figures.money(month), figures.reader().unit_cost(month, number) if number else first])

    count()
    script = base64.b64encode((panel.FILES / "panel.js").read_bytes()).decode()
    page.goto("about:blank")
    assert page.evaluate(COUNT, [script, cases]) == answers


def handle(page: Page, key: str) -> tuple[float, float]:
    """Where the handle of a slider is."""
    of = slider(page, key)
    of.evaluate(INTO_VIEW)
    box = of.bounding_box()
    assert box is not None
    part = float(of.evaluate("of => (of.dir === 'rtl' ? of.max - of.value : of.value) / of.max"))
    return box["x"] + 22 + (box["width"] - 44) * part, box["y"] + box["height"] / 2


def changed(page: Page) -> Locator:
    return page.locator(".panel-sum .panel-change")


def test_the_total_follows_the_mouse_and_one_step_back_undoes_the_drag(page: Page, server: str) -> None:
    sent: list[str] = []
    page.on("websocket", lambda socket: socket.on("framesent", lambda _: sent.append(socket.url)))
    show(page, server)
    begin, entries = len(sent), page.evaluate("history.length")
    x, y = handle(page, "images_slider")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 20, y)
    first = headline(page).inner_text()
    assert first != monthly(""), "the figure waited for the server"
    for step in range(2, 40):
        page.mouse.move(x + 5 * step, y)
        images = slider(page, "images_slider").get_attribute("aria-valuetext")
        assert headline(page).inner_text() == monthly(f"images={images}".replace(",", ""))
    expect(changed(page)).to_have_text(f"{monthly('')} → {headline(page).inner_text()}")
    assert address(page)["images"] == "1000"
    before = headline(page).inner_text()
    page.mouse.up()
    images = number_box(page, "images").input_value()
    expect_plan(page, images=images)
    assert headline(page).inner_text() == before
    assert len(sent) - begin <= 40
    assert page.evaluate("history.length") == entries + 1
    page.go_back()
    expect_plan(page, images="1000")
    expect(number_box(page, "images")).to_have_value("1000")


def test_the_keyboard_moves_every_control(page: Page, server: str) -> None:
    show(page, server)
    entries = page.evaluate("history.length")
    slider(page, "images_slider").focus()
    for _ in range(5):
        page.keyboard.down("ArrowRight")
    assert address(page)["images"] == "1000"
    page.keyboard.up("ArrowRight")
    expect_plan(page, images="3000")
    assert page.evaluate("history.length") == entries + 1
    expect(slider(page, "images_slider")).to_have_attribute("aria-valuetext", "3,000")
    arrow(page, "quality_high", 60, "ArrowUp")
    expect_plan(page, quality="20-0-80")
    arrow(page, "quality_low", 30)
    expect_plan(page, quality="50-0-50")
    page.get_by_role("radio", name="Square").focus()
    page.keyboard.press("ArrowDown")
    expect_plan(page, size="1024x1536")
    page.get_by_text("More sizes").press("Enter")
    page.get_by_role("radio", name="2048 × 2048").check()
    expect_plan(page, size="2048x2048")
    expect(page.get_by_role("radio", checked=True)).to_have_accessible_name(re.compile("2048 × 2048"))


def test_a_number_is_taken_as_people_write_it_or_refused_in_words(page: Page, server: str) -> None:
    show(page, server)
    enter(page, "images", "1.5万")
    expect_plan(page, images="15000")
    expect(number_box(page, "images")).to_have_value("15000")
    enter(page, "quality", "30-50-30")
    expect(refusal(page, "quality")).to_contain_text("“30-50-30” is not accepted.")
    arrow(page, "images_slider")
    expect_plan(page, images="20000", quality="30-50-20")
    expect(number_box(page, "quality")).to_have_value("30-50-30")


def test_another_control_and_another_workload_are_followed(page: Page, server: str) -> None:
    show(page, server)
    choose(page, "Start from", "Small: a prototype")
    expect_plan(page, images="50", quality="80-20-0")
    expect(number_box(page, "images")).to_have_value("50")
    expect(slider(page, "quality_low")).to_have_value("80")
    show(page, server, "v=2&name=Thumbs&images=500&2.name=Heroes&2.images=40&size=1024x1024:70,1536x1024:30")
    page.get_by_role("radio", name="Heroes").click()
    expect(number_box(page, "images")).to_have_value("40")
    arrow(page, "images_slider")
    expect_plan(page, **{"images": "500", "2.images": "50"})
    page.get_by_role("radio", name="Thumbs").click()
    expect(number_box(page, "images")).to_have_value("500")
    page.get_by_role("radio", name="Portrait").check()
    expect_plan(page, size="1024x1536:70,1536x1024:30")


def test_two_tabs_a_pasted_link_and_a_new_plan_show_what_their_plans_say(page: Page, server: str) -> None:
    show(page, server)
    expect(page.get_by_text("A sample plan: change it to yours.")).to_be_visible()
    arrow(page, "images_slider")
    expect_plan(page, images="1200")
    other = page.context.new_page()
    other.goto(page.url)
    expect_plan(other, images="1200")
    enter(other, "quality", "20/60/20")
    expect_plan(other, quality="20-60-20")
    expect(number_box(page, "quality")).to_have_value("30-50-20")
    page.goto(other.url)
    expect_plan(page, images="1200", quality="20-60-20")
    expect(number_box(page, "quality")).to_have_value("20-60-20")
    expect(page.locator(".st-key-under_title")).to_contain_text("20% low, 60% medium, 20% high")
    page.get_by_role("button", name="New plan").click()
    expect_plan(page, images="1000", quality="30-50-20")
    expect(number_box(page, "images")).to_have_value("1000")
    page.go_back()
    expect_plan(page, images="1200", quality="20-60-20")
    show(page, server, "model=gpt-image-1&budget=100")
    expect(headline(page)).to_have_text("No longer sold")
    arrow(page, "images_slider")
    expect_plan(page, images="1200")
    expect(headline(page)).to_have_text("No longer sold")


def test_a_total_that_only_the_server_knows_is_waited_for(page: Page, server: str) -> None:
    page.goto(f"{server}/?model={UNPRICED}")
    expect(headline(page)).to_have_text("Not priced")
    x, y = handle(page, "images_slider")
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y)
    expect(headline(page)).to_have_text("Not priced")
    expect(page.get_by_text("calculating…")).to_be_visible()
    page.mouse.up()
    expect(page.get_by_text("calculating…")).to_be_hidden()


def test_a_page_is_left_with_the_move_that_was_just_made(page: Page, server: str) -> None:
    """By the menu, by a way to save, and by the list of languages, which asks for the page anew."""
    show(page, server)
    page.evaluate(MOVE_AND_LEAVE, "document.querySelector('.menu a[data-path=prices]').click()")
    page.wait_for_url("**/prices?**")
    expect_address(page, images="1200")
    menu(page, "Plan").click()
    expect_plan(page, images="1200")
    page.evaluate(MOVE_AND_LEAVE, "document.querySelector('.first-ways li a').click()")
    page.wait_for_url("**/decide?**")
    expect_address(page, images="1500", saving="1_batch")
    menu(page, "Plan").click()
    expect_plan(page, images="1500")
    page.get_by_role("listitem").filter(has_text="Batch").get_by_role("button", name="Apply").press("Enter")
    expect_plan(page, images="1500", batch="100")
    list_ = "document.querySelector('.menu select')"
    page.evaluate(MOVE_AND_LEAVE, f"{list_}.value = 'zh_CN'; {list_}.dispatchEvent(new Event('change'))")
    expect(page.get_by_role("slider", name="每天图片数")).to_have_attribute("aria-valuetext", "2,000")


@pytest.fixture
def phone(new_context: NewContext) -> Page:
    return new_context(touch=True).new_page()


def test_by_touch_a_swipe_scrolls_a_drag_moves_and_the_total_stays_in_sight(phone: Page, server: str) -> None:
    """On every screen: a phone that is turned keeps its page."""
    show(phone, server)
    for screen in SCREENS:
        phone.set_viewport_size(screen)
        images, shown = address(phone)["images"], headline(phone).inner_text()
        every = [(key, part) for key in ("images_slider", "quality_low", "quality_high") for part in (0.8, None)]
        for key, part in every if screen is SCREENS[0] else every[1:2]:
            x, y = handle(phone, key)
            box = slider(phone, key).bounding_box()
            assert box is not None
            swipe(phone, (x if part is None else box["x"] + part * box["width"], y), (3, -100))
            after = slider(phone, key).bounding_box()
            assert after is not None
            assert after["y"] < box["y"] - 40, f"{key} did not scroll on {screen}"
        expect(headline(phone)).to_have_text(shown)
        assert address(phone)["images"] == images
        x, y = handle(phone, "images_slider")
        swipe(phone, (x + 8, y), (20, 2))
        expect(headline(phone)).not_to_have_text(shown)
        expect_plan(phone, images=number_box(phone, "images").input_value())
        assert phone.evaluate(NOT_AT_HAND) == [], screen


def test_in_forced_colours_every_handle_is_to_be_had(page: Page, server: str) -> None:
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    show(page, server)
    low, high = (slider(page, f"quality_{tier}").bounding_box() for tier in ("low", "high"))
    assert low is not None
    assert high is not None
    assert low["y"] + low["height"] <= high["y"]
    assert Quality(*map(int, number_box(page, "quality").input_value().split("-"))) == Quality(30, 50, 20)
    page.emulate_media(forced_colors="none")

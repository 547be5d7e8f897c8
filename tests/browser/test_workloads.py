"""Several workloads as a person handles them: add, choose, rename, remove, Back, reload, and a link sent on."""

from playwright.sync_api import Page, WebSocketRoute, expect

from tests.browser.planner import (
    ANSWERED,
    HANDLED,
    address,
    arrow,
    close_popover,
    expect_address,
    expect_plan,
    expect_quiet,
    headline,
    number_box,
    overflow,
    show,
)

TWO = "v=2&name=Thumbnails&images=1000&quality=100-0-0&2.name=Hero images&2.images=10&2.quality=0-0-100"


def press(page: Page, label: str) -> None:
    page.get_by_role("main").get_by_role("button", name=label, exact=True).click()
    expect_quiet(page)


def choose(page: Page, name: str) -> None:
    page.locator(".st-key-workload").get_by_role("radio", name=name).click()
    expect_quiet(page)


def test_a_second_feature_is_added_and_taken_back(page: Page, server: str) -> None:
    """Three steps from the start: Add a workload, a copy of this one, its volume."""
    show(page, server)
    one = headline(page).inner_text()
    press(page, "Add a workload")
    page.get_by_role("button", name="A copy of this one").click()
    expect_plan(page, **{"v": "2", "2.name": "Workload 2", "workload": "2"})
    assert headline(page).inner_text() != one
    box = number_box(page, "images")
    box.fill("250")
    box.press("Enter")
    expect_plan(page, **{"images": "1000", "2.images": "250"})
    assert overflow(page) <= 0
    page.go_back()
    expect_plan(page, **{"2.name": "Workload 2", "workload": "2"})
    assert "2.images" not in address(page)
    page.go_back()
    expect_plan(page, v="1")
    assert headline(page).inner_text() == one
    page.go_forward()
    expect_plan(page, **{"v": "2", "2.name": "Workload 2"})


def test_the_chosen_one_is_moved_renamed_and_removed(page: Page, server: str) -> None:
    """And kept by a reload."""
    show(page, server, TWO)
    choose(page, "Hero images")
    expect_plan(page, workload="2")
    arrow(page, "images_slider")
    expect_plan(page, **{"images": "1000", "2.images": "12", "workload": "2"})
    page.reload()
    expect_plan(page, **{"2.images": "12", "workload": "2"})
    expect(number_box(page, "images")).to_have_value("12")
    choose(page, "Thumbnails")
    expect(number_box(page, "images")).to_have_value("1000")
    assert "workload" not in address(page)
    choose(page, "Hero images")
    press(page, "Rename")
    box = page.locator(".st-key-workload_name_2").get_by_role("textbox")
    box.fill("高山湖泊 " * 3 + "pictures")
    box.press("Enter")
    expect_address(page, **{"2.name": "高山湖泊 " * 3 + "pictures"})
    close_popover(page)
    press(page, "Remove")
    expect_plan(page, v="2", name="Thumbnails")
    assert "2.name" not in address(page)
    page.go_back()
    expect_plan(page, **{"2.name": "高山湖泊 " * 3 + "pictures"})


def test_a_box_that_is_opened_before_the_answer_to_a_click_stays_open(page: Page, server: str) -> None:
    """And the tests' `expect_quiet` waits for an answer that has not even begun."""
    held: list[tuple[WebSocketRoute, str | bytes]] = []
    free = True

    def between(socket: WebSocketRoute) -> None:
        planner = socket.connect_to_server()
        socket.on_message(lambda message: planner.send(message) if free else held.append((planner, message)))

    page.route_web_socket("**/_stcore/stream", between)
    show(page, server, TWO)
    free = False
    page.locator(".st-key-workload").get_by_role("radio", name="Hero images").click()
    page.evaluate(HANDLED)
    assert not page.evaluate(ANSWERED)
    page.get_by_role("main").get_by_role("button", name="Rename", exact=True).click()
    expect(page.get_by_test_id("stPopoverBody")).to_be_visible()
    page.evaluate(HANDLED)
    free = True
    for planner, message in held:
        planner.send(message)
    expect_quiet(page)
    assert page.get_by_test_id("stPopoverBody").get_by_role("textbox").input_value() == "Hero images"

"""What people do to save and to find again, and what they then see."""

import re
from collections.abc import Callable, Sequence
from contextlib import suppress

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser.planner import close_popover, expect_quiet, menu
from tests.browsing import PATIENCE

_ID = re.compile(r"/s/([A-Za-z0-9_-]{22})")
_HEADER = 35
_ROW = 35
_WRAPPED = 65
_LONGEST_LINE = 20
LIBRARY = "Saved scenarios"
HISTORY = "The revisions of the scenario"
FIELDS = "The fields of the scenarios side by side"


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def save_box(page: Page) -> Locator:
    """The form of the Save button, opened."""
    box = page.get_by_test_id("stPopoverBody")
    if box.count() == 0:
        page.locator(".st-key-save_box").get_by_role("button").first.click()
        expect(box).to_be_visible()
        expect_quiet(page)
    return box


def fill(page: Page, name: str, note: str = "", tags: str = "") -> Locator:
    """Fill in the form; returns its Save button."""
    box = save_box(page)
    box.locator(".st-key-save_name input").fill(name)
    if note:
        box.locator(".st-key-save_note textarea").fill(note)
    if tags:
        box.locator(".st-key-save_tags input").fill(tags)
    return box.get_by_role("button", name="Save", exact=True)


def save(page: Page, name: str, note: str = "", tags: str = "") -> str:
    """Save under a name; returns the id in the short link that is shown."""
    fill(page, name, note, tags).click()
    expect(page.get_by_text("Saved. The short link opens it")).to_be_visible()
    id_ = short_link(page)
    close_box(page)
    return id_


def short_link(page: Page) -> str:
    """The id in the short link that is shown after saving."""
    shown = main(page).get_by_test_id("stCode").filter(has_text="/s/").first
    expect(shown).to_be_visible()
    id_ = _ID.search(shown.inner_text())
    assert id_ is not None
    return id_[1]


def close_box(page: Page) -> None:
    close_popover(page)
    expect_quiet(page)


def save_revision(page: Page, changed: str = "") -> None:
    """Save the plan as another revision of the scenario that is open."""
    save_box(page).locator(".st-key-save_changed textarea").fill(changed)
    save_box(page).get_by_role("button", name="Save as a new revision").click()
    expect(page.get_by_text("Saved as revision")).to_be_visible()
    close_box(page)


def go_to_library(page: Page, server: str) -> None:
    """Open the Scenarios page with what one has saved."""
    if page.url.startswith(server):
        menu(page, "Scenarios").click()
    else:
        page.goto(f"{server}/scenarios")
    expect(page.get_by_role("radio", name="Mine")).to_be_visible()
    expect_quiet(page)


def shelf(page: Page, name: str) -> None:
    page.mouse.move(0, 0)
    expect(page.get_by_role("radio", name=name)).to_have_count(1)
    page.get_by_role("radio", name=name).click()
    expect(page.get_by_role("radio", name=name, checked=True).first).to_be_visible()
    expect_quiet(page)


def grid(page: Page, alt: str = LIBRARY) -> Locator:
    """A table as a screen reader meets it."""
    return page.get_by_role("region", name=alt).locator("[role=grid]")


def rows(page: Page, alt: str = LIBRARY) -> list[dict[str, str]]:
    """The rows of a table, each by the names of its columns."""
    expect(grid(page, alt)).to_be_attached()
    return list(
        grid(page, alt).evaluate(
            """table => {
                const texts = row => [...row.children].map(cell => cell.textContent);
                const [head, ...rows] = [...table.querySelectorAll("tr")].map(texts);
                return rows.map(row => Object.fromEntries(head.map((name, at) => [name, row[at]])));
            }"""
        )
    )


def expect_rows(page: Page, column: str, *texts: str, alt: str = LIBRARY) -> None:
    """Wait until a column has these texts, from top to bottom."""
    page.wait_for_function(
        """([alt, column, texts]) => {
            const table = document.querySelector(`[role=region][aria-label="${alt}"] [role=grid]`);
            if (!table) return texts.length === 0;
            const [head, ...rows] = [...table.querySelectorAll("tr")].map(
                row => [...row.children].map(cell => cell.textContent));
            const at = head.indexOf(column);
            return JSON.stringify(rows.map(row => row[at])) === JSON.stringify(texts);
        }""",
        arg=[alt, column, list(texts)],
    )


def expect_figures(page: Page, texts: Sequence[str]) -> None:
    """Wait until the page has these metrics."""
    assert texts
    expect(page.get_by_test_id("stMetricValue")).to_have_text(list(texts))


def pick(page: Page, *names: str) -> None:
    """Tick the rows with these names."""
    for name in names:
        shown = [found["Name"] for found in rows(page)]
        row, height = shown.index(name), _ROW if max(map(len, shown)) <= _LONGEST_LINE else _WRAPPED
        cells = page.get_by_role("region", name=LIBRARY).locator(".dvn-scroller")
        cells.click(position={"x": 16, "y": _HEADER + row * height + height / 2})
        expect_quiet(page)


def open_in_row(page: Page, row: int) -> None:
    """Press "Open" in a row, from 0: the column after the name, however wide both are on this screen."""
    cells = page.get_by_role("region", name=LIBRARY).locator(".dvn-scroller")
    for across in range(200, 400, 20):
        # What a click opened may take the table away while the next click waits for it.
        with suppress(TimeoutError):
            cells.click(position={"x": across, "y": _HEADER + row * _ROW + _ROW / 2}, timeout=3_000)
        expect_quiet(page)
        if "saved=" in page.url:
            return
    raise AssertionError("nothing was opened")


def pick_one(page: Page, server: str, name: str) -> None:
    """Open the library and choose one scenario in it."""
    go_to_library(page, server)
    pick(page, name)
    expect(main(page).get_by_role("link", name="Open")).to_be_visible()
    expect_quiet(page)


def press(page: Page, name: str, said: str) -> None:
    """Press a button of the library and wait for what it says."""
    page.get_by_role("button", name=name).click()
    expect(page.get_by_test_id("stAlertContentSuccess").get_by_text(said)).to_be_visible()
    expect_quiet(page)


def until(page: Page, condition: Callable[[], bool]) -> None:
    """Wait for something that no page shows."""
    for _ in range(PATIENCE // 50):
        if condition():
            return
        page.wait_for_timeout(50)
    raise AssertionError("it did not come to pass")


def open_short_link(page: Page, server: str, id: str, revision: int | None = None) -> None:
    """Follow a short link as a person would."""
    page.goto(f"{server}/s/{id}" + (f"?rev={revision}" if revision else ""))
    page.get_by_role("link", name="Open in the planner").click()
    page.wait_for_url(lambda url: "saved=" in url)
    expect(page.get_by_test_id("stMetricValue").filter(visible=True).first).to_be_visible()
    expect_quiet(page)

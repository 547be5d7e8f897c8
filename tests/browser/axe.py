"""What axe-core finds wrong on a page, less what is Streamlit's own."""

from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.planner import close_popover, expect_quiet

_RUN = "async ([within, options]) => (await axe.run(within, options)).violations"
_ALL: dict[str, Any] = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
_ONLY_COLOURS: dict[str, Any] = {"resultTypes": ["violations"], "runOnly": ["color-contrast"]}
Scheme = Literal["light", "dark"]

IN_ITS_COLOURS = """async scheme => {
    const page = document.querySelector("[data-testid=stApp]") ?? document.body;
    const light = () => getComputedStyle(page).backgroundColor.match(/\\d+/g).every(part => part > 127);
    for (let frame = 0; light() !== (scheme === "light"); frame++) {
        if (frame > 300) throw new Error(`the page does not become ${scheme}`);
        await new Promise(requestAnimationFrame);
    }
    const ending = document.getAnimations().filter(one => one.effect.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(one => one.finished));
}"""
"""Waits until the page has the colours of a theme, and none is on its way to another."""


class Allowed(NamedTuple):
    """A finding that no setting of Streamlit's and no text of ours can mend."""

    rule: str
    selector: str
    """What the element that is found matches; no more than the one part of Streamlit's that is meant."""
    reason: str
    schemes: tuple[str, ...] = ("light", "dark")


class Opened(NamedTuple):
    """A part of the page that was opened."""

    what: str
    within: str
    """Selects what is new on the page by that."""


STREAMLITS_OWN = [
    Allowed(
        "scrollable-region-focusable",
        "[data-testid=stCode] > pre",
        "A block of code scrolls sideways and has no setting for tabindex. Chromium and Firefox let the keyboard into "
        "it all the same, and its Copy button takes the whole text.",
    ),
    Allowed(
        "color-contrast",
        "[data-testid=stButtonGroup] button[data-selected=true] *",
        "The chosen segment is written in the primary colour on a tenth of it. In the dark no primary colour reaches "
        "4.5:1 there and under the white text of chips and buttons; this one has 4.2:1.",
        ("dark",),
    ),
    Allowed(
        "color-contrast",
        "[data-testid=stCode] code .token",
        "The colours of a program's words are Streamlit's own, and no theme sets them; the text can be copied whole.",
    ),
    Allowed(
        "presentation-role-conflict",
        "[data-testid=stFileUploaderDropzone]",
        "The place that files are dropped on has no role, and a tabindex that keeps the keyboard out of it; the button "
        "in it opens the same dialog, and has a name.",
    ),
]


def violations(page: Page, within: str = "html", both_themes: bool = True) -> list[str]:
    """What is wrong with what is shown, in the theme that the page has and in the other: one line an element."""
    found = []
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    light = page.evaluate("matchMedia('(prefers-color-scheme: light)').matches")
    schemes: list[Scheme] = ["light", "dark"] if light else ["dark", "light"]
    # What does not depend on colours is found once.
    for scheme, options in list(zip(schemes, (_ALL, _ONLY_COLOURS), strict=True))[: 1 + both_themes]:
        page.emulate_media(color_scheme=scheme)
        page.evaluate(IN_ITS_COLOURS, scheme)
        found += _lines(page, scheme, within, options)
    return found


def _lines(page: Page, scheme: Scheme, within: str, options: dict[str, Any]) -> list[str]:
    return [
        f"{scheme} {rule['id']} {node['target']}: {node['html'][:200]} {node['failureSummary']}"
        for rule in page.evaluate(_RUN, [within, options])
        for node in rule["nodes"]
        if not _allowed(page, scheme, rule["id"], node)
    ]


def _allowed(page: Page, scheme: str, rule: str, node: dict[str, Any]) -> bool:
    selectors = [known.selector for known in STREAMLITS_OWN if known.rule == rule and scheme in known.schemes]
    element = page.locator(node["target"][-1]).first
    return bool(element.evaluate("(node, selectors) => selectors.some(text => node.matches(text))", selectors))


def ways_to_open(page: Page, known: set[str]) -> Iterator[Opened]:
    """Open what the page has, one after the other, and say what is open now.

    `known` are the buttons that pages share and that were opened on one of them; they are opened once.
    """
    for button in page.get_by_role("button", name="Change the plan").filter(visible=True).all():
        button.click()
    expect_quiet(page)
    page.get_by_role("main").locator("summary").evaluate_all("folds => folds.forEach(fold => fold.click())")
    expect_quiet(page)
    yield Opened("with its folds open", "html")
    for button in page.get_by_test_id("stPopoverButton").filter(visible=True).all():
        if button.inner_text() in known:
            continue
        known.add(button.inner_text())
        button.click()
        page.get_by_test_id("stPopoverBody").filter(visible=True).wait_for()
        expect_quiet(page)
        yield Opened(button.inner_text(), "[data-testid=stPopoverBody]")
        close_popover(page)
    for tab in page.get_by_role("tab").all():
        if tab.get_attribute("aria-selected") == "true":
            continue  # it was open with the page
        tab.click()
        expect_quiet(page)
        yield Opened(tab.inner_text(), "[role=tabpanel]")

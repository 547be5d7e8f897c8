"""Chromium for tests and benchmarks: the system's where there is one, else Playwright's own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

SCREEN: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
PATIENCE = 60_000
"""Milliseconds that a page may take on a machine that does much else."""
ARGUMENTS = [
    "--no-sandbox",
    "--process-per-site",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_ANSWERS = Path(__file__).parent / "browser" / "answers.js"


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium-headless-shell") or shutil.which("chromium"), args=ARGUMENTS
        )
        try:
            yield browser
        finally:
            browser.close()


def counted(context: BrowserContext) -> BrowserContext:
    """The same profile, whose pages know whether the server has answered all that they asked for."""
    context.add_init_script(path=_ANSWERS)
    return context


class NewContext(Protocol):
    """Takes another profile of a test's."""

    def __call__(self, touch: bool = False) -> BrowserContext: ...


class Profiles:
    """Browser profiles without cookies and storage, which keep the scripts that they fetched and compiled.

    One tab of each stays open, so that the process of its renderer lives on: in it a page opens in half the time.
    """

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._free: dict[bool, list[BrowserContext]] = {False: [], True: []}
        self._touch: dict[BrowserContext, bool] = {}

    def take(self, touch: bool = False) -> BrowserContext:
        """A profile that nobody else uses now, of a screen or of a phone."""
        if self._free[touch]:
            return self._free[touch].pop()
        # What moves on a page costs a tenth of the processor's time, and no test looks at it.
        context = self._browser.new_context(
            viewport=PHONE if touch else SCREEN, has_touch=touch, is_mobile=touch, reduced_motion="reduce"
        )
        counted(context).set_default_timeout(PATIENCE)
        keeper = context.new_page()
        keeper.route("**", lambda route: route.fulfill(body=""))
        keeper.goto("http://127.0.0.1/")
        keeper.unroute_all()
        self._touch[context] = touch
        return context

    def give_back(self, context: BrowserContext) -> None:
        """Close its tabs, and forget what was set while they were open."""
        for page in context.pages[1:]:
            if page.url.startswith("http"):
                page.evaluate("() => { localStorage.clear(); sessionStorage.clear() }")
            page.close()
        context.clear_cookies()
        context.clear_permissions()
        context.unroute_all()
        self._free[self._touch[context]].append(context)


def headline(page: Page) -> str:
    """The text of the first metric, once it is there."""
    return page.locator('[data-testid="stMetricValue"]').first.inner_text(timeout=PATIENCE)

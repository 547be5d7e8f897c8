"""Chromium for tests and benchmarks: the system's where there is one, else Playwright's own."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


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


def headline(page: Page) -> str:
    """The text of the first metric, once it is there."""
    return page.locator('[data-testid="stMetricValue"]').first.inner_text(timeout=30_000)

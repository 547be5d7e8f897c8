"""Makes the picture of the README: `python -m tests.browser.picture`."""

from pathlib import Path

from tests.browser.planner import show
from tests.browsing import chromium, counted
from tests.server import ROOT, served

PICTURE = Path(ROOT, "docs", "plan.png")


def main() -> None:
    """The Plan page as it opens, in the light theme, with its charts drawn."""
    with served() as (address, _), chromium() as browser:
        page = counted(browser.new_context(viewport={"width": 1440, "height": 1150}, color_scheme="light")).new_page()
        show(page, address)
        page.locator(".js-plotly-plot").last.wait_for()
        page.wait_for_load_state("networkidle")
        page.screenshot(path=PICTURE)


if __name__ == "__main__":
    main()

"""The Actual page in a browser: a bill is brought in, explained, and set right, and Back undoes that."""

from fractions import Fraction

import pytest
from playwright.sync_api import FilePayload, Page, ViewportSize, expect

from pricing.values.month import Month
from tests.actual import own_bill
from tests.browser.planner import address, expect_address, headline, overflow
from tests.browsing import PHONE, SCREEN
from tests.making import plan
from tests.server import TODAY

OCTOBER = Month(2026, 10)
QUERY = f"quality=0-100-0&prices={TODAY}&start={OCTOBER}"


def file(name: str, text: str) -> FilePayload:
    return {"name": name, "mimeType": "application/json", "buffer": text.encode()}


@pytest.mark.parametrize("size", [SCREEN, PHONE], ids=["screen", "phone"])
def test_does_the_bill_match(page: Page, server: str, size: ViewportSize) -> None:
    planned = plan(start=OCTOBER)
    page.set_viewport_size(size)
    page.goto(f"{server}/actual?{QUERY}")
    expect(headline(page)).to_have_text("$1,595.40")
    page.locator("input[type=file]").set_input_files(
        [
            file("costs.json", own_bill.costs(planned, OCTOBER, Fraction(3, 2))),
            file("images.json", own_bill.images(planned, OCTOBER, Fraction(3, 2))),
        ]
    )
    why = page.get_by_role("heading", name="Oct 2026: $2,393.10 billed, 50% above the plan of $1,595.40")
    expect(why).to_be_visible()
    assert overflow(page) == 0
    page.get_by_role("button", name="Apply").first.click()
    expect_address(page, images="1500")
    expect(headline(page)).to_have_text("$2,393.10")
    page.go_back()
    expect_address(page, images="1000")
    assert address(page)["quality"] == "0-100-0"
    expect(headline(page)).to_have_text("$1,595.40")

"""The Actual page in a browser: a bill is brought in, explained, and set right, and Back undoes that."""

from fractions import Fraction

import pytest
from playwright.sync_api import FilePayload, Page, ViewportSize, expect

from pricing.values.month import Month
from tests.actual import own_bill
from tests.browser.planner import address, expect_address, expect_quiet, headline, overflow
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
    expect_quiet(page)
    assert overflow(page) == 0
    page.get_by_role("button", name="Apply").first.click()
    expect_address(page, images="1500")
    expect(headline(page)).to_have_text("$2,393.10")
    page.go_back()
    expect_address(page, images="1000")
    assert address(page)["quality"] == "0-100-0"
    expect(headline(page)).to_have_text("$1,595.40")


COSTS = "start_time,end_time,amount_value,amount_currency,line_item\n1790812800,1793491200,1595.40,usd,{}\n"
FOCUS = (
    "BilledCost,BillingCurrency,ChargeCategory,ChargeDescription,ChargePeriodStart,ChargePeriodEnd,ProviderName\n"
    "310,USD,Usage,flux-pro,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,fal\n"
)
INVOICES = "Invoice date,Description,Amount\n2026-08-31,gpt-image-2,1595.40\n2026-09-30,gpt-image-2,3190.80\n"
EUROS = "Datum;Modell;Betrag (EUR)\n2026-07-01;gpt-image-2;700,00\n2026-07-31;gpt-image-2;772,00\n"
MINE = "When,Outlay,What\n2026-06-01,1000,gpt-image-2\n2026-06-30,595.40,gpt-image-2\n"


def test_bills_of_a_year_are_brought_in_one_after_the_other(page: Page, server: str) -> None:
    """A typed month, OpenAI's costs with a text model, a second vendor, an invoice a month, euros, a wrong column."""
    page.goto(f"{server}/actual?quality=0-100-0&prices={TODAY}&start=2026-01")
    paid = page.get_by_label("What did you pay for it, USD?")
    paid.fill("3,191")
    paid.press("Enter")
    expect(page.get_by_text("100% above the plan: that is")).to_be_visible()
    expect_address(page, paid="2026-10:3191")
    page.reload()
    expect(paid).to_have_value("3191")
    expect(page.get_by_text("100% above the plan: that is")).to_be_visible()

    def bring(name: str, text: str) -> None:
        page.locator("input[type=file]").set_input_files([file(name, text)])
        expect(page.get_by_text(name).first).to_be_visible()
        expect_quiet(page)

    def month(name: str, finding: str) -> None:
        page.get_by_test_id("stButtonGroup").get_by_text(name).click()
        expect(page.get_by_role("heading", name=f"{name}: {finding}")).to_be_visible()

    costs = COSTS.format('"gpt-image-2, output"') + '1790812800,1793491200,3100,usd,"gpt-5, output"\n'
    bring("costs.csv", costs)
    expect(page.get_by_role("heading", name="Oct 2026: $1,595.40 billed, as much as planned")).to_be_visible()
    expect(page.get_by_text("gpt-5 (Other spending)")).to_be_visible()
    bring("focus.csv", FOCUS)
    expect(page.get_by_text("flux-pro (Other spending)")).to_be_visible()
    expect(page.get_by_role("heading", name="Oct 2026: $1,595.40 billed, as much as planned")).to_be_visible()
    bring("invoices.csv", INVOICES)
    month("Sep 2026", "$3,190.80 billed, 100% above the plan of $1,595.40")
    bring("euros.csv", EUROS)
    expect(page.get_by_text("€1,472.00 were billed in Jul 2026")).to_be_visible()
    rate = page.get_by_label("Units for one USD")
    rate.fill("0.92")
    rate.press("Enter")
    page.get_by_role("button", name="Count it at this rate").click()
    month("Jul 2026", "$1,600.00 billed, as much as planned")
    bring("mine.csv", MINE)
    expect(page.get_by_text("mine.csv has the columns When, Outlay, What.")).to_be_visible()
    for label, title in (("Day or month", "Outlay"), ("Cost", "Outlay"), ("Model", "What")):
        choose(page, label, title)
    page.get_by_role("button", name="Read it with these columns").click()
    expect(page.get_by_text("is no day from 2015 to 2100")).to_be_visible()
    choose(page, "Day or month", "When")
    page.get_by_role("button", name="Read it with these columns").click()
    month("Jun 2026", "$1,595.40 billed, as much as planned")
    assert overflow(page) == 0


def choose(page: Page, label: str, option: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).click()
    page.get_by_role("option", name=option, exact=True).click()
    expect_quiet(page)

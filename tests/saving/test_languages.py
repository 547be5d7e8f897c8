"""Two journeys: a phone whose browser prefers Chinese, and a plan in euros."""

import io
import re

import httpx
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.planner import expect_quiet, headline, menu
from tests.browsing import counted
from tests.saving.moves import save_box, short_link
from tests.server import TODAY

PHONE: ViewportSize = {"width": 390, "height": 844}


def test_a_plan_is_made_compared_saved_and_shared_in_chinese(browser: Browser, server: str) -> None:
    context = counted(browser.new_context(locale="zh-CN", viewport=PHONE, has_touch=True, is_mobile=True))
    page = context.new_page()
    page.goto(f"{server}/?prices={TODAY}&images=1000")
    expect(headline(page)).to_have_text("US$2,122.44", timeout=60_000)
    assert page.locator("html").get_attribute("lang") == "zh-CN"
    expect_quiet(page)
    page.get_by_role("slider", name="每天图片数").press("ArrowRight")
    expect(headline(page)).to_have_text("US$2,546.93")
    # The figure follows at once; the plan has the move once the address has it.
    expect(page).to_have_url(re.compile("images=1200"))
    expect_quiet(page)
    menu(page, "对比").click()
    expect(page.get_by_text("推荐").first).to_be_visible()
    expect_quiet(page)
    menu(page, "实际账单").click()
    # Streamlit has these words in English alone.
    expect(page.get_by_text("上传", exact=True)).to_be_visible()
    expect(page.get_by_text("每个文件最多 20MB")).to_be_visible()
    menu(page, "规划").click()
    expect(headline(page)).to_have_text("US$2,546.93")
    expect_quiet(page)
    box = save_box(page)
    box.locator(".st-key-save_name input").fill("海报方案")
    box.get_by_role("button", name="保存", exact=True).click()
    expect(page.get_by_text("任何人都可用短链接打开")).to_be_visible()
    id_ = short_link(page)
    page.goto(f"{server}/s/{id_}")
    expect(page.get_by_role("heading", level=1)).to_have_text("海报方案")
    expect(page.get_by_text("在规划工具中打开")).to_be_visible()
    _has_no_english(page)
    context.close()
    card = httpx.get(f"{server}/s/{id_}/card.png?lang=zh_CN")
    assert Image.open(io.BytesIO(card.content)).size == (1200, 630)
    workbook = load_workbook(io.BytesIO(httpx.get(f"{server}/export/estimate.xlsx?images=1200&lang=zh_CN").content))
    assert "摘要" in workbook.sheetnames


def _has_no_english(page: Page) -> None:
    text = page.locator("main").inner_text()
    assert not re.findall(r"[a-z]{3,} [a-z]{2,} [a-z]{2,}", text), text


def test_a_plan_in_euros_is_moved_and_reloaded(page: Page, server: str) -> None:
    """The vendors' charges are USD at the rate of the plan, wherever it is shown."""
    plan = f"v=3&prices={TODAY}&images=1000&currency=EUR&rate=0.5&rate_day=2026-10-30&budget=2000"
    page.goto(f"{server}/?{plan}")
    expect(headline(page)).to_have_text("€1,061.22", timeout=60_000)
    expect_quiet(page)
    page.get_by_role("slider", name="Images per day").press("ArrowRight")
    expect(headline(page)).to_have_text("€1,273.46")
    expect(page).to_have_url(re.compile("images=1200"))
    page.reload()
    expect(headline(page)).to_have_text("€1,273.46", timeout=60_000)
    menu(page, "Decide").click()
    expect(page).to_have_title("Decide - Image cost planner")
    expect_quiet(page)
    expect(page.get_by_text("€").first).to_be_visible()
    assert "$" not in page.get_by_role("main").inner_text().replace("US dollar", "")

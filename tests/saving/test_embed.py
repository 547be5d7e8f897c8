"""A saved scenario in a frame on another site: only where a setting names the site, and nothing else in a frame."""

import re
import threading
from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from pricing.saved import Saved, Store, engine_for
from pricing.saved.engine import FILE_NAME
from pricing.wording import figures
from tests.browser.axe import violations
from tests.browser.planner import overflow
from tests.browsing import PHONE
from tests.saving.people import cookie_of, revised_by, saved_by
from tests.saving.places import settings
from tests.saving.plans import EIGHT, PLANS
from tests.server import free_port, served

OWNER = "browser:of-an-embedded"
SITES = "https://wiki.example.com, https://*.example.org:8443"
HOSTILE = """"><script>alert(1)</script><b>'&amp;{{7*7}}"""
PLAN = "images=640&growth=3&budget=900"
ELSEWHERE = ["/", "/api", "/api/estimate", "/print/estimate", "/s/x", "/readyz", "/openapi.json", "/mcp/", "/embedded"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("embedding")


@pytest.fixture(scope="module")
def site() -> int:
    """The port of a site that may show scenarios, as 127.0.0.1 and not as localhost."""
    return free_port()


@pytest.fixture(scope="module")
def embedding(folder: Path, site: int) -> Iterator[str]:
    """A planner that lets sites show what is saved."""
    more = {"PLANNER_EMBED": f"{SITES}, http://127.0.0.1:{site}"}
    with served(environment=settings(folder, **more)) as (address, _):
        yield address


@pytest.fixture(scope="module")
def stored(folder: Path, embedding: str) -> Store:
    return Store(engine_for(f"sqlite:///{folder / FILE_NAME}"))


@pytest.fixture(scope="module")
def saved(stored: Store) -> Saved:
    found = saved_by(stored, OWNER, HOSTILE, PLAN, note="Not for others")
    return revised_by(stored, OWNER, found.id, f"{PLAN}&days=20")


def get(address: str) -> httpx.Response:
    return httpx.get(address, timeout=30)


def ancestors(answer: httpx.Response) -> str:
    found = re.search("frame-ancestors ([^;]+)", answer.headers["content-security-policy"])
    assert found is not None
    return found[1]


def test_off_there_is_no_such_page(server: str, store: Store) -> None:
    there = saved_by(store, OWNER, "There", PLAN)
    answers = [get(f"{server}/embed/{id_}") for id_ in (there.id, "A" * 22, "x")]
    for answer in answers:
        assert (answer.status_code, answer.text) == (404, answers[0].text), "whether one is there is not told"
        assert "lets no other site show" in answer.text
        assert ancestors(answer) == "'none'"
        assert answer.headers["x-frame-options"] == "SAMEORIGIN"


def test_on_the_sites_that_are_named_may_show_it(embedding: str, saved: Saved, site: int) -> None:
    for path in (f"/embed/{saved.id}", f"/embed/{'A' * 22}", f"/embed/{saved.id}?rev=9"):
        answer = get(embedding + path)
        assert answer.status_code == (200 if path.endswith(saved.id) else 404)
        assert ancestors(answer) == f"'self' {SITES.replace(',', '')} http://127.0.0.1:{site}"
        assert "x-frame-options" not in answer.headers
        assert answer.headers["content-security-policy"].startswith("default-src 'none'; ")
        assert "script-src" not in answer.headers["content-security-policy"]
        assert "no-store" in answer.headers["cache-control"]
        assert cookie_of(answer) is None, "a frame makes nobody an owner"


@pytest.mark.parametrize("path", ELSEWHERE)
def test_nothing_else_may_be_framed(embedding: str, path: str) -> None:
    answer = get(embedding + path)
    assert ancestors(answer) in ("'none'", "'self'")
    assert answer.headers["x-frame-options"] == "SAMEORIGIN"


def test_what_it_shows(embedding: str, saved: Saved) -> None:
    text = get(f"{embedding}/embed/{saved.id}").text
    plan = get(f"{embedding}/api/estimate?{PLAN}&days=20").json()
    assert f'<p class="figure">{figures.money(Decimal(plan["per_month"]))}</p>' in text
    assert text.count("<rect") == len(plan["forecast"])
    assert all(figures.money(Decimal(month["cost"])) in text for month in plan["forecast"])
    assert "prices of 24 Nov 2026" in text
    assert f'href="{embedding}/?v=1' in text
    assert f"saved={saved.id}.2" in text
    assert "Not for others" not in text
    assert "<script" not in text
    assert "<b>" not in text
    assert not re.search(r"<(link|img|iframe)|@import|url\(", text)


def test_a_revision_keeps_its_own(embedding: str, saved: Saved) -> None:
    first, second, newest = (get(f"{embedding}/embed/{saved.id}{rev}").text for rev in ("?rev=1", "?rev=2", ""))
    assert first != second
    assert second == newest
    assert f"saved={saved.id}.1" in first


@pytest.mark.parametrize("query", [*PLANS.values(), EIGHT])
def test_it_is_light_whatever_it_shows(embedding: str, stored: Store, query: str) -> None:
    shown = saved_by(stored, OWNER, "Any", query)
    answer = get(f"{embedding}/embed/{shown.id}")
    assert answer.status_code == 200
    assert len(answer.content) < 100_000


def test_missing_deleted_and_malformed_are_told_alike(embedding: str, stored: Store) -> None:
    gone = saved_by(stored, OWNER, "Deleted", PLAN)
    stored.delete(OWNER, gone.id)
    unknown = get(f"{embedding}/embed/{'A' * 22}")
    for id_ in (gone.id, "x", "%C3%A9" * 11, "A" * 5000, gone.id.swapcase()):
        answer = get(f"{embedding}/embed/{id_}")
        assert (answer.status_code, answer.text) == (404, unknown.text)


@pytest.fixture(scope="module")
def wiki(tmp_path_factory: pytest.TempPathFactory, site: int, embedding: str, saved: Saved) -> Iterator[int]:
    """Another site, whose page has the scenario in a frame."""
    pages = tmp_path_factory.mktemp("wiki")
    frame = f'<iframe src="{embedding}/embed/{saved.id}" width="600" height="600"></iframe>'
    (pages / "index.html").write_text(f"<!doctype html><title>A wiki</title>{frame}")
    handler = partial(SimpleHTTPRequestHandler, directory=str(pages))
    with ThreadingHTTPServer(("127.0.0.1", site), handler) as other:
        thread = threading.Thread(target=other.serve_forever)
        thread.start()
        yield site
        other.shutdown()
        thread.join()


def test_a_browser_shows_it_on_a_site_that_is_named(page: Page, wiki: int) -> None:
    page.goto(f"http://127.0.0.1:{wiki}/")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("img", name="Monthly cost as bars")).to_be_visible()
    with page.expect_popup() as opened:
        frame.get_by_role("link", name="Open in the planner").click()
    expect(opened.value.get_by_text("revision 2 of 2")).to_be_visible()


def test_a_browser_refuses_it_on_another(page: Page, wiki: int) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text))
    page.goto(f"http://localhost:{wiki}/")
    expect(page.frame_locator("iframe").get_by_role("img", name="Monthly cost as bars")).to_have_count(0)
    assert any("frame-ancestors" in text for text in refused)


def test_it_can_be_read_on_a_phone_and_by_everybody(page: Page, embedding: str, stored: Store) -> None:
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="light")
    for query in (PLAN, EIGHT):
        shown = saved_by(stored, OWNER, "Readable", query)
        page.goto(f"{embedding}/embed/{shown.id}")
        assert overflow(page) <= 0, query
        assert violations(page) == [], query

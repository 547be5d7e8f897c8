"""`/s/<id>` over HTTP: what a messenger reads, and that nobody learns which ids exist."""

import html
import io
import re

import httpx
import pytest
from PIL import Image

from pricing.saved import Saved, Store
from tests.saving.people import revised_by, saved_by

OWNER = "browser:of-short-links"
HOSTILE = """"><script>alert(1)</script><b>'&amp;{{7*7}}"""
PLAN = "images=640&refs=1.5&model=gpt-image-1.5"
NOWHERE = [
    "A" * 22,
    "A" * 21,
    "A" * 23,
    "x",
    "..",
    "%00",
    "%2e%2e",
    "A" * 21 + "%3D",
    "%C3%A9" * 11,
    "A" * 5000,
    "index.html",
    "AAAAAAAAAAAAAAAAAAAAA'",
    "null",
]
WRONG_REVISIONS = ["0", "-1", "1e3", "999", "", " 1", "+1", "1.0", "%D9%A1", "9" * 30, "1'", "2147483648"]


@pytest.fixture(scope="module")
def saved(server: str, store: Store) -> Saved:
    found = saved_by(store, OWNER, HOSTILE, PLAN, note=HOSTILE)
    return revised_by(store, OWNER, found.id, f"{PLAN}&days=20")


def get(server: str, path: str) -> httpx.Response:
    return httpx.get(server + path, timeout=30)


def told(answer: httpx.Response) -> tuple[int, bytes, str]:
    return answer.status_code, answer.content, answer.headers["content-type"]


def tags(answer: httpx.Response) -> dict[str, str]:
    """The Open Graph tags of a page."""
    found = re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', answer.text)
    return {name: html.unescape(text) for name, text in found}


def test_open_graph_tags(server: str, saved: Saved) -> None:
    answer = get(server, f"/s/{saved.id}")
    assert answer.status_code == 200
    found = tags(answer)
    assert found["og:title"] == HOSTILE
    assert "a month on GPT Image 1.5, 640 images a day, prices of 24 Nov 2026" in found["og:description"]
    assert found["og:url"] == f"{server}/s/{saved.id}"
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
    assert found["twitter:card"] == "summary_large_image"
    assert found["robots"] == "noindex"


def test_text_stays_text(server: str, saved: Saved) -> None:
    text = get(server, f"/s/{saved.id}").text
    assert text.count("<script") == 1, "the page's own"
    assert "alert(1)" not in text.split("<script>")[1]
    assert "<b>" not in text
    assert text.count("<title>") == 1


@pytest.mark.parametrize("revision", ["", "?rev=1", "?rev=2"])
def test_card(server: str, saved: Saved, revision: str) -> None:
    page = get(server, f"/s/{saved.id}{revision}")
    picture = httpx.get(tags(page)["og:image"], timeout=30)
    assert picture.headers["content-type"] == "image/png"
    image = Image.open(io.BytesIO(picture.content))
    assert (image.format, image.size) == ("PNG", (1200, 630))


def test_a_revision_keeps_its_own_page_and_card(server: str, saved: Saved) -> None:
    first, newest = (get(server, f"/s/{saved.id}{revision}") for revision in ("?rev=1", ""))
    assert tags(first)["og:description"] != tags(newest)["og:description"]
    assert tags(get(server, f"/s/{saved.id}?rev=2"))["og:description"] == tags(newest)["og:description"]
    cards = [httpx.get(tags(page)["og:image"], timeout=30).content for page in (first, newest)]
    assert cards[0] != cards[1]


@pytest.mark.parametrize("ending", ["", "/card.png"])
def test_missing_deleted_and_malformed_are_told_alike(server: str, store: Store, ending: str) -> None:
    gone = saved_by(store, OWNER, "Deleted", PLAN)
    store.delete(OWNER, gone.id)
    unknown = told(get(server, f"/s/{'A' * 22}{ending}"))
    assert unknown[0] == 404
    assert told(get(server, f"/s/{gone.id}{ending}")) == unknown
    for id_ in ("A" * 21, "x", "%C3%A9" * 11, "A" * 5000, "null", gone.id[:-1], gone.id.swapcase(), f"{gone.id}%20"):
        assert told(get(server, f"/s/{id_}{ending}")) == unknown, id_


def test_nonsense_is_no_failure(server: str) -> None:
    for id_ in NOWHERE:
        assert get(server, f"/s/{id_}").status_code in {400, 404} or id_ == "..", id_


@pytest.mark.parametrize("ending", ["", "/card.png"])
def test_no_such_revision(server: str, saved: Saved, ending: str) -> None:
    unknown = told(get(server, f"/s/{'A' * 22}{ending}"))
    assert unknown[0] == 404
    for revision in WRONG_REVISIONS:
        assert told(get(server, f"/s/{saved.id}{ending}?rev={revision}")) == unknown, revision


def test_only_reading(server: str, saved: Saved) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert httpx.request(method, f"{server}/s/{saved.id}", timeout=30).status_code == 405
    assert httpx.head(f"{server}/s/{saved.id}", timeout=30).status_code == 200


def test_a_picture_of_a_plan_without_a_price(server: str, store: Store) -> None:
    unpriced = saved_by(store, OWNER, "Unpriced", "model=ideogram-2.0")
    assert get(server, f"/s/{unpriced.id}/card.png").headers["content-type"] == "image/png"
    assert "$" not in tags(get(server, f"/s/{unpriced.id}"))["og:description"]

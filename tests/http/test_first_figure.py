"""The first response of a page says what its address costs, to people and to crawlers, and changes nothing else."""

import asyncio
import datetime as dt
import html
import re
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from compat import page_files
from pricing.wording.figures import reading_in
from pricing.wording.languages import languages
from pricing.wording.messages import cost_words
from tests import aside
from tests.pages.expected import UNPRICED, bill
from tests.server import TODAY
from web import first_figure
from web.first_figure import PAGES, FirstContent, FirstFigure, _Contents
from web.policy import STREAMLIT, hashes

PLAN = "images=640&model=gpt-image-2"


def _page(request: Request) -> Response:
    status = 206 if "range" in request.headers else 200
    headers = {"ETag": '"bare"', "Accept-Ranges": "bytes"}
    return HTMLResponse(page_files.PAGE.read_text(encoding="utf-8"), status, headers)


@pytest.fixture
def pages(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The pages as Streamlit serves them, with the figure put in."""
    monkeypatch.setenv("PLANNER_TODAY", TODAY)
    monkeypatch.setattr(first_figure, "LONGEST_WAIT", 60.0)
    app = Starlette(
        routes=[Route("/card.png", first_figure.picture), Route("/{path:path}", _page)],
        middleware=[Middleware(FirstFigure)],
    )
    with TestClient(app, base_url="http://127.0.0.1") as client:
        yield client


def content(text: str, name: str) -> str:
    found = re.search(rf'<meta (?:name|property)="{name}" content="([^"]*)">', text)
    assert found is not None, name
    return html.unescape(found[1])


@pytest.mark.parametrize("path", PAGES)
def test_a_page_says_its_figure_to_people_and_crawlers(pages: TestClient, path: str) -> None:
    # As a messenger asks for it, which wants the first bytes only.
    answer = pages.get(f"{path}?{PLAN}", headers={"Range": "bytes=0-32768"})
    cost = cost_words(bill(PLAN).per_month)
    assert answer.headers["content-length"] == str(len(answer.content))
    assert not {"etag", "accept-ranges"} & set(answer.headers), "the bare page of the same address is another one"
    head = pages.head(f"{path}?{PLAN}")
    assert (head.headers, head.content) == (answer.headers, b"")
    assert f"<title>{cost} a month</title>" in answer.text
    for name in ("description", "og:description"):
        assert content(answer.text, name).startswith(f"{cost} a month on GPT Image 2, 640 images a day")
    assert content(answer.text, "og:url").startswith(f"http://127.0.0.1{path}?v=1&prices={TODAY}&model=gpt-image-2")
    block = answer.text[answer.text.index('<div id="first-figure"') : answer.text.index('<div id="root">')]
    assert cost in block
    assert '<html lang="en">' in answer.text
    assert '<link rel="service-desc" href="/openapi.json"' in answer.text
    assert "_stcore/agent" not in answer.text
    assert "prices of 24 Nov 2026" in block
    assert ("<svg" in block) == (path in ("/", "/decide", "/actual"))


def test_a_card_is_in_the_language_of_its_page(pages: TestClient) -> None:
    """A messenger asks for it without the reader's cookie."""
    assert "lang" not in content(pages.get(f"/?{PLAN}").text, "og:image")
    with reading_in(languages()["zh_CN"]):
        chinese = pages.get(f"/?{PLAN}&lang=zh_CN").text
    card = content(chinese, "og:image")
    assert card.endswith("&lang=zh_CN")
    assert pages.get(card).headers["content-type"] == "image/png"


def test_each_page_begins_with_its_own_answer(pages: TestClient) -> None:
    assert "The bill, line by line" in pages.get(f"/?{PLAN}").text
    compared = pages.get(f"/compare?{PLAN}&services=dall-e-3").text
    assert all(name in compared for name in ("The same plan on each service", "DALL-E 3"))
    assert "Batch the images that can wait" in pages.get(f"/decide?{PLAN}").text


def test_the_card_of_an_address_is_a_picture(pages: TestClient) -> None:
    address = content(pages.get(f"/?{PLAN}").text, "og:image")
    answer = pages.get(address)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    refused = pages.get("/card.png?imags=5")
    assert (refused.status_code, refused.headers["content-type"]) == (422, "text/html; charset=utf-8")
    assert "imags: " in refused.text


def test_a_wrong_link_says_what_is_wrong(pages: TestClient) -> None:
    text = pages.get("/?images=abc&quality=1-1-1").text
    assert "<title>This link cannot be used</title>" in text
    assert "images: &#39;abc&#39; is not accepted" in text
    assert "quality: &#39;1-1-1&#39; is not accepted" in text
    assert "og:image" not in text


def test_what_has_no_price_says_so(pages: TestClient) -> None:
    text = pages.get(f"/?model={UNPRICED}&quality=30-50-20&refs=3").text
    assert "<title>Not priced</title>" in text
    assert content(text, "description").startswith("Not priced: ")


def test_hostile_text_stays_text(pages: TestClient) -> None:
    name = "<script>alert(1)</script>"
    text = pages.get("/", params={"v": "2", "name": name, "2.name": "</template>"}).text
    assert name not in text
    assert "</template>, " not in text
    assert text.count("</template>") == 1
    assert pages.get("/", params={"images": name}).text.count("<script>alert") == 0


LONG = ["&".join(f"k{number}=1" for number in range(250)), f"images=5&k={'a' * 20_000}"]


@pytest.mark.parametrize(
    "path", ["/s/nothing", "/_stcore/health", "/static/js/index.js", *(f"/?{query}" for query in LONG)]
)
def test_other_addresses_are_left_alone(pages: TestClient, path: str) -> None:
    answer = pages.get(path)
    assert "first-figure" not in answer.text
    assert answer.headers["etag"] == '"bare"'


def test_the_page_comes_bare_where_the_figure_takes_too_long(
    pages: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first_figure, "LONGEST_WAIT", 0.0)
    answer = pages.get("/?images=641")
    assert answer.status_code == 200
    assert "first-figure" not in answer.text


@pytest.fixture
def computes_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Comes before `pages`: the figures of two addresses are computed for a client."""
    monkeypatch.setattr(first_figure, "AT_FIRST", 2)
    monkeypatch.setattr(first_figure, "A_SECOND", 0.000_001)


def test_who_asks_for_many_gets_bare_pages(computes_two: None, pages: TestClient) -> None:
    """What was computed already is still shown, and others get theirs."""
    addresses = [f"/?images={number}" for number in (11, 12, 13, 11)]
    assert ["first-figure" in pages.get(address).text for address in addresses] == [True, True, False, True]
    other = TestClient(pages.app, base_url="http://127.0.0.1", client=("192.0.2.1", 1))
    assert "first-figure" in other.get("/?images=14").text


def test_pages_come_bare_while_too_many_are_computed(pages: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_figure, "MOST_UNDER_WAY", 0)
    answer = pages.get("/?images=15")
    assert (answer.status_code, "first-figure" in answer.text) == (200, False)


def test_an_address_is_computed_once_however_many_ask_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANNER_TODAY", TODAY)
    computed = []
    made = FirstContent("title", "description", "", "block")

    def first(path: str, query: str, today: dt.date) -> FirstContent:
        computed.append(query)
        return made

    async def ask() -> list[FirstContent | None]:
        contents = _Contents()
        asked = ("/", "images=16", dt.date(2026, 11, 24), "en")
        return await asyncio.gather(*(contents.content(asked, f"192.0.2.{number}") for number in range(20)))

    monkeypatch.setattr(first_figure, "_page_content", first)
    assert aside.run(ask()) == [made] * 20
    assert computed == ["images=16"]


def test_the_policy_allows_its_script() -> None:
    block = first_figure._block("A", "h1", None, [], None, (), "")
    assert hashes(block, "script") in STREAMLIT

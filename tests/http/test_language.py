"""The language of an answer: `lang`, else of a page the reader's cookie, else what the browser prefers."""

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from pricing.wording import figures, languages, messages
from pricing.wording.figures import ENGLISH, Figures
from ui.state.readers_language import COOKIE
from web.language import MIDDLEWARE


@pytest.fixture(autouse=True)
def _with_german(monkeypatch: pytest.MonkeyPatch) -> None:
    """A language without a text of its own: its figures tell it."""
    spoken = {"en": ENGLISH, "de": Figures.of("de")}
    monkeypatch.setattr(languages, "languages", lambda: spoken)
    for module in ("web.language", "ui.state.readers_language"):
        monkeypatch.setattr(f"{module}.languages", lambda: spoken)
    messages._catalogue.cache_clear()


def html_language(client: TestClient, path: str, **headers: str) -> str:
    text = client.get(path, headers=headers).text
    return text.split('<html lang="')[1].split('"')[0]


@pytest.mark.parametrize("path", ["/print/estimate", "/print/memo", "/s/nothing"])
def test_a_page_is_in_the_language_of_its_reader(client: TestClient, path: str) -> None:
    assert html_language(client, path) == "en"
    german = {"Accept-Language": "de-CH,en;q=0.3"}
    assert html_language(client, path, **german) == "de"
    assert html_language(client, path, **german, Cookie=f"{COOKIE}=en") == "en"
    assert html_language(client, f"{path}?lang=de", Cookie=f"{COOKIE}=en") == "de"
    answer = client.get(path, headers=german)
    assert answer.headers["content-language"] == "de"
    assert {"Cookie", "Accept-Language"} <= {name.strip() for name in answer.headers["vary"].split(",")}


def test_a_file_is_in_english_unless_its_address_says_otherwise(client: TestClient) -> None:
    path = "/export/estimate.md?images=1000"
    german = {"Accept-Language": "de", "Cookie": f"{COOKIE}=de"}
    plain = client.get(path)
    assert "$" in plain.text
    assert client.get(path, headers=german).text == plain.text
    assert "2.122,44" in client.get(f"{path}&lang=de").text


def test_no_figure_of_data_has_a_language(client: TestClient) -> None:
    figures = client.get("/api/estimate?images=1000").json()["per_month"]
    assert client.get("/api/estimate?images=1000&lang=de").json()["per_month"] == figures


@pytest.mark.parametrize("path", ["/api/estimate", "/export/estimate.csv", "/print/estimate", "/s/nothing"])
def test_a_language_that_we_do_not_speak_is_refused_by_name(client: TestClient, path: str) -> None:
    answer = client.get(f"{path}?lang=klingon")
    assert answer.status_code == 422
    assert "en, de" in answer.text
    if "/api" in path:
        assert answer.json()["errors"][0] == {"field": "lang", "value": "klingon", "problem": "accepted: en, de"}


def test_only_a_page_of_the_planner_remembers_what_it_was_asked_for(client: TestClient) -> None:
    async def shown(request: Request) -> HTMLResponse:
        return HTMLResponse(figures.number(1234))

    planner = TestClient(Starlette(routes=[Route("/", shown)], middleware=MIDDLEWARE))
    answer = planner.get("/?lang=de")
    assert (answer.text, answer.cookies.get(COOKIE)) == ("1.234", "de")
    assert planner.get("/").text == "1.234"
    assert planner.get("/?lang=en").text == planner.get("/?lang=klingon").text == "1,234"
    assert COOKIE not in client.get("/print/estimate?lang=de").cookies

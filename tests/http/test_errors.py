"""What cannot be answered over HTTP, and how the server says so."""

import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

import pricing.prices
from tests.http.asking import ask, errors
from tests.pages.planner import assert_no_figure, opened, said
from ui.state import catalogue
from web import EXCEPTION_HANDLERS, MIDDLEWARE

ADDRESSES = ["/api/estimate", "/export/estimate.csv", "/export/estimate.json", "/export/estimate.md"]


DATA = ["/api/compare", "/api/decide", "/export/estimate.xlsx", "/export/compare.csv", "/export/compare.md", *ADDRESSES]
SHOWN = ["/print/estimate", f"/s/{'A' * 22}", f"/s/{'A' * 22}/card.png", "/s/x?rev=1"]


def broken(folder: Path) -> dict[str, str]:
    """Prices of which one file is not TOML."""
    for path in Path(pricing.prices.__file__).parent.glob("*.toml"):
        shutil.copy(path, folder)
    (folder / "acme.toml").write_text("vendor = ")
    return {"PLANNER_PRICES": str(folder)}


def misdated(folder: Path) -> dict[str, str]:
    """A day that is none."""
    return {"PLANNER_TODAY": "tomorrow"}


@pytest.fixture(params=[(broken, "price book", "acme.toml"), (misdated, "PLANNER_TODAY", "2026-11-24")])
def unable(
    request: pytest.FixtureRequest, client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[TestClient, str, str]]:
    """A dashboard that can compute nothing; what is wrong with it, and a word of the reason."""
    settings, field, reason = request.param
    for name, value in settings(tmp_path).items():
        monkeypatch.setenv(name, value)
    catalogue.price_books.cache_clear()
    yield client, field, reason
    catalogue.price_books.cache_clear()


@pytest.mark.parametrize(
    ("query", "field", "value", "accepted"),
    [
        ("images=1e9", "images", "1e9", "0 to 10,000,000"),
        ("images=%EF%BC%91", "images", "１", "0 to 10,000,000"),
        ("images=%FF", "images", "\ufffd", "0 to 10,000,000"),
        ("images=%00", "images", "?", "0 to 10,000,000"),
        ("images=%2B5", "images", "+5", "0 to 10,000,000"),
        ("quality=50-50-50", "quality", "50-50-50", "add up to 150"),
        ("model=nonesuch", "model", "nonesuch", "gpt-image-1"),
        ("prices=2026-11-25", "prices", "2026-11-25", "2026-11-24"),
        ("fidelity=", "fidelity", "", "low or high"),
    ],
)
def test_wrong_value(server: str, query: str, field: str, value: str, accepted: str) -> None:
    for address in ADDRESSES:
        (error,) = errors(ask(server, address, query))
        assert (error["field"], error["value"]) == (field, value), address
        assert accepted in error["problem"], address


def test_every_wrong_field_is_named(server: str) -> None:
    found = errors(ask(server, "/api/estimate", "images=x&days=99&budget=-1"))
    assert [error["field"] for error in found] == ["images", "days", "budget"]


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("/api/estimate", "images=1&images=1", "images"),
        ("/api/estimate", "lang=zh_CN&lang=en", "lang"),
        ("/export/estimate.csv", "sep=comma&sep=tab", "sep"),
        ("/export/estimate.csv", "bom=no&images=5&bom=yes", "bom"),
        ("/export/compare.json", "saved=a&saved=b", "saved"),
    ],
)
def test_repeated_key(client: TestClient, path: str, query: str, field: str) -> None:
    (error,) = errors(client.get(f"{path}?{query}"))
    assert error["field"] == field


def test_long_value_is_not_sent_back_whole(server: str) -> None:
    (error,) = errors(ask(server, "/api/estimate", "images=" + "9" * 10_000))
    assert len(error["value"]) < 200


@pytest.mark.parametrize("path", ["/api/estimate", "/api/decide", "/export/estimate.csv", "/export/compare.json"])
def test_unknown_keys_are_refused_with_the_nearest(server: str, path: str) -> None:
    query = "v=2&images=640&utm_source=mail&imags=5000&2.name=B&2.qualty=0-0-100"
    told = {error["field"]: error["problem"] for error in errors(ask(server, path, query))}
    assert told == {
        "utm_source": "it is no field of a link",
        "imags": "it is no field of a link; did you mean images?",
        "2.qualty": "it is no field of a link; did you mean 2.quality?",
    }


def test_thousands_of_keys(server: str) -> None:
    errors(ask(server, "/api/estimate", "&".join(f"k{n}=1" for n in range(1_500))))


@pytest.mark.parametrize("key", ["images", "unknown"])
def test_query_of_100_kilobytes(server: str, key: str) -> None:
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{server}/api/estimate?{key}={'a' * 100_000}", timeout=30)
    assert refused.value.code == 422
    assert b'"errors"' in refused.value.read()


NESTED = ("v1/estimate", "estimate/x/", "/estimate", "estimate%2Fx", "estimate%00")
"""Below an address of the planner's own, and none of them."""


@pytest.mark.parametrize(
    "path",
    [
        *("/api/nonesuch", "/export/nonesuch.csv", "/export/estimate.exe", "/export/estimate.csv.md"),
        *(f"/{folder}/{rest}" for folder in ("api", "export", "API", "%61pi") for rest in NESTED),
        *("/api;a/estimate", "//api/estimate", "/x/%2e%2e/api/estimate", "/Export/estimate.csv"),
        *("/export", "/export/estimate"),
    ],
)
def test_unknown_names(client: TestClient, path: str) -> None:
    (error,) = errors(client.get(f"http://127.0.0.1{path}"), status=404)
    assert (error["field"], error["value"]) == ("address", unquote(path).replace("\0", "?"))
    assert "estimate" in error["problem"]


@pytest.mark.parametrize("folder", ["print", "s", "embed", "mcp", "PRINT", "x/%2e%2e/s", "/embed", "s%5Cx"])
def test_what_is_below_an_address_of_the_planner_is_no_page_of_streamlit(client: TestClient, folder: str) -> None:
    for rest in ("v1/estimate", "/estimate", "estimate%2Fx/y", "estimate%00"):
        answer = client.post(f"http://127.0.0.1/{folder}/{rest}")
        assert answer.status_code == 404, rest
        assert answer.headers["content-type"].startswith("application/json" if folder == "mcp" else "text/html"), rest


@pytest.mark.parametrize("path", ["/api/estimate", "/export/estimate.csv", "/openapi.json"])
def test_only_reading_is_allowed(server: str, path: str) -> None:
    answer = httpx.post(server + path, timeout=30)
    (error,) = errors(answer, status=405)
    assert (error["field"], error["value"]) == ("method", "POST")
    assert "GET or HEAD" in error["problem"]
    assert answer.headers["allow"] == "GET, HEAD"


@pytest.mark.parametrize("path", ["/healthz", "/readyz", "/_stcore/health"])
def test_health(server: str, path: str) -> None:
    assert ask(server, path).status_code == 200


def test_unable_gives_no_figure(unable: tuple[TestClient, str, str]) -> None:
    client, field, reason = unable
    for path in DATA:
        (error,) = errors(client.get(path, params={"images": "5"}), status=503)
        assert error["field"] == field, path
        assert reason in error["problem"], path


def test_unable_says_so_on_every_page(unable: tuple[TestClient, str, str]) -> None:
    client, _, reason = unable
    for path in SHOWN:
        answer = client.get(path)
        assert (answer.status_code, answer.headers["content-type"]) == (503, "text/html; charset=utf-8"), path
        assert reason in answer.text, path
        assert "$" not in answer.text, path
    for page in ("plan", "compare", "decide", "actual", "scenarios", "prices"):
        at = opened(page=f"{page}/page.py")
        assert_no_figure(at)
        assert reason in said(at), page


def test_unable_is_not_ready_but_alive(unable: tuple[TestClient, str, str]) -> None:
    client, field, reason = unable
    assert client.get("/healthz").status_code == 200
    answer = client.get("/readyz")
    assert (answer.status_code, answer.headers["content-type"]) == (503, "text/plain; charset=utf-8")
    assert answer.text.startswith(f"{field}: ")
    assert reason in answer.text


@pytest.mark.parametrize(("today", "status"), [("1999-01-01", 503), ("2026-04-20", 503), ("2026-04-21", 200)])
def test_a_day_before_all_prices_is_not_ready(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, today: str, status: int
) -> None:
    monkeypatch.setenv("PLANNER_TODAY", today)
    answer = client.get("/readyz")
    assert answer.status_code == status
    assert status == 200 or "which has prices from 21 Apr 2026 on" in answer.text
    assert client.get("/api/estimate").status_code == (422 if status == 503 else 200)


def test_what_nobody_foresaw() -> None:
    """A route that fails is answered in its format, with the headers of every answer."""

    def fail(request: Request) -> Response:
        raise RuntimeError("secret-of-the-inside")

    app = Starlette(
        routes=[Route(path, fail) for path in ("/api/x", "/x", "/readyz")],
        middleware=MIDDLEWARE,
        exception_handlers=EXCEPTION_HANDLERS,
    )
    with TestClient(app, raise_server_exceptions=False) as client:
        answers = {path: client.get(path) for path in ("/api/x", "/x", "/readyz")}
    for answer in answers.values():
        assert answer.status_code == 500
        assert "secret-of-the-inside" not in answer.text
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert answers["/api/x"].json()["errors"]
    assert answers["/x"].headers["content-type"].startswith("text/html")
    assert answers["/readyz"].headers["content-type"].startswith("text/plain")

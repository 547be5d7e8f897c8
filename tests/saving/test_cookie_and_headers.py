"""The cookie that makes a browser an owner, and the headers that every answer carries."""

import io
import re
from http.cookies import Morsel

import httpx
import openpyxl
import pytest
from itsdangerous import URLSafeSerializer
from playwright.sync_api import expect

from pages.components.visitor import COOKIE
from pricing.saved import Store
from tests.saving.moves import go_to_library, main
from tests.saving.people import Person, cookie_of, saved_by

ROUTES = [
    "/", "/compare", "/scenarios", "/prices", "/api/estimate", "/api/compare", "/api/nothing", "/api/estimate?images=x",
    "/export/estimate.csv", "/export/estimate.xlsx", "/export/compare.md", "/export/nothing", "/s/x", "/s/x/card.png",
    "/print/estimate", "/print/estimate?images=x", "/healthz", "/readyz", "/sign-in", "/favicon.png", "/_stcore/health",
    "/no/such/page", "/s/%00",
]  # fmt: skip
POLICY = {
    "default-src": "'self'", "object-src": "'none'", "base-uri": "'self'", "form-action": "'self'",
    "frame-ancestors": "'self'",
}  # fmt: skip


def given(server: str, **headers: str) -> "Morsel[str]":
    morsel = cookie_of(httpx.get(server, headers=headers))
    assert morsel is not None
    return morsel


def test_the_cookie_is_for_the_server_alone(server: str) -> None:
    morsel = given(server)
    assert morsel["httponly"] is True
    assert morsel["samesite"] == "Lax"
    assert morsel["path"] == "/"
    assert not morsel["domain"]
    assert not morsel["secure"]
    assert int(morsel["max-age"]) > 365 * 24 * 3600


def test_behind_https_it_is_secure(server: str) -> None:
    assert given(server, **{"X-Forwarded-Proto": "https"})["secure"] is True


def test_everybody_gets_another(server: str) -> None:
    assert len({given(server).value for _ in range(5)}) == 5


def test_a_good_cookie_is_kept(server: str) -> None:
    headers = {"Cookie": f"{COOKIE}={given(server).value}"}
    for path in ("/", "/s/x", "/scenarios"):
        assert cookie_of(httpx.get(server + path, headers=headers)) is None


@pytest.mark.parametrize("header", ["If-None-Match", "If-Modified-Since"])
@pytest.mark.parametrize("cookie", ["", f"{COOKIE}=forged"])
def test_a_browser_that_has_the_page_but_no_cookie_gets_one(server: str, header: str, cookie: str) -> None:
    good = {"Cookie": f"{COOKIE}={given(server).value}"}
    first = httpx.get(server, headers=good)
    known = {"If-None-Match": first.headers["etag"], "If-Modified-Since": first.headers["last-modified"]}
    again = {header: known[header]}
    assert httpx.get(server, headers=good | again).status_code == 304, "who has a cookie need not load it again"
    answer = httpx.get(server, headers=({"Cookie": cookie} if cookie else {}) | again)
    assert answer.status_code == 200
    assert cookie_of(answer) is not None


@pytest.mark.parametrize("path", ["/", "/compare", "/s/x", "/print/estimate"])
def test_no_cache_hands_a_cookie_on(server: str, path: str) -> None:
    answer = httpx.get(server + path)
    assert cookie_of(answer) is not None
    assert answer.headers["cache-control"] == "private, no-store"
    cookie = {"Cookie": f"{COOKIE}={given(server).value}"}
    assert "cookie" in httpx.get(server + path, headers=cookie).headers["vary"].lower()


@pytest.mark.parametrize(
    "forge",
    [
        lambda good: good[:-1] + ("A" if good[-1] != "A" else "B"), lambda good: "x" + good,
        lambda good: good.split(".")[0], lambda good: good.split(".")[0] + ".", lambda good: "." + good.split(".")[1],
        lambda good: "", lambda good: "x" * 4000, lambda good: '"', lambda good: ".", lambda good: "%00",
        lambda good: str(URLSafeSerializer("another key", salt="owner").dumps("ann")),
        lambda good: str(URLSafeSerializer("", salt="owner").dumps("ann")),
    ],
)  # fmt: skip
def test_a_forged_cookie_gets_a_new_one(server: str, forge: object) -> None:
    assert callable(forge)
    answer = httpx.get(server, headers={"Cookie": f"{COOKIE}={forge(given(server).value)}"})
    assert answer.status_code == 200
    assert cookie_of(answer) is not None


def test_a_forged_cookie_opens_no_library(ann: Person, bob: Person, server: str, store: Store) -> None:
    """What Ann's cookie says, under a signature that is not the server's."""
    ann.has(store, "Ann's own")
    payload = ann.cookie.split(".")[0]
    signature = bob.cookie.split(".")[1]
    bob.context.add_cookies([{"name": COOKIE, "value": f"{payload}.{signature}", "url": server}])
    go_to_library(bob.page, server)
    expect(main(bob.page)).to_contain_text("Nothing here yet")
    assert bob.owner != ann.owner


def test_who_owns_what_is_not_told(server: str, store: Store) -> None:
    owner = "browser:secret-owner"
    saved = saved_by(store, owner, "Told")
    assert "secret-owner" not in httpx.get(f"{server}/s/{saved.id}").text


@pytest.mark.parametrize("path", ROUTES)
def test_security_headers(server: str, path: str) -> None:
    expect_headers(httpx.get(server + path, timeout=30))


def test_security_headers_of_scripts(server: str) -> None:
    scripts = re.findall(r'(?:src|href)="\./([^"]+\.(?:js|css))"', httpx.get(server).text)
    assert scripts
    expect_headers(httpx.get(f"{server}/{scripts[0]}"))


def expect_headers(answer: httpx.Response) -> None:
    headers = answer.headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] in {"SAMEORIGIN", "DENY"}
    assert headers["referrer-policy"] in {"same-origin", "no-referrer", "strict-origin"}
    parts = [part.split(maxsplit=1) for part in headers["content-security-policy"].split(";") if part.strip()]
    policy = {part[0]: part[1] if len(part) > 1 else "" for part in parts}
    assert {name: policy.get(name) for name in POLICY} == POLICY
    assert "*" not in headers["content-security-policy"]
    assert "http:" not in headers["content-security-policy"]
    assert len(headers.get_list("content-security-policy")) == 1


def test_workbook_opens(server: str) -> None:
    answer = httpx.get(f"{server}/export/estimate.xlsx?images=640&saved={'A' * 22}.1", timeout=60)
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert len(book.sheetnames) > 1

"""The cookie that makes a browser an owner, and the headers that every answer carries."""

import io
import re
from http.cookies import Morsel

import httpx
import openpyxl
import pytest
from itsdangerous import URLSafeSerializer

from compat import components
from pricing.saved import Store
from tests.saving.people import cookie_of, saved_by
from ui.drawing import chart
from ui.state.visitor import COOKIE

PAGES = ["/", "/compare", "/scenarios", "/prices", "/no/such/page"]
COMPUTED = [
    "/api/estimate",
    "/api/compare",
    "/api/nothing",
    "/api/estimate?images=x",
    "/export/estimate.csv",
    "/export/estimate.xlsx",
    "/export/compare.md",
    "/export/nothing",
    "/s/x",
    "/s/x/card.png",
    "/print/estimate",
    "/print/estimate?images=x",
    "/healthz",
    "/readyz",
    "/sign-in",
    "/openapi.json",
    "/api",
    "/mcp/",
    "/embed/x",
]
OTHERS = ["/favicon.png", "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/s/%00"]
PAGE_POLICY = {
    "default-src": "'self'",
    "connect-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
STRICT_POLICY = {"default-src": "'none'", "base-uri": "'none'", "form-action": "'none'", "frame-ancestors": "'none'"}


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


@pytest.mark.parametrize("cookie", ["", f"{COOKIE}=forged"])
def test_a_browser_that_has_the_page_but_no_cookie_gets_one(server: str, cookie: str) -> None:
    kept = {"If-Modified-Since": "Thu, 31 Dec 2099 00:00:00 GMT"}
    answer = httpx.get(server, headers=({"Cookie": cookie} if cookie else {}) | kept)
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
        lambda good: good[:-1] + ("A" if good[-1] != "A" else "E"),
        lambda good: "x" + good,
        lambda good: good.split(".")[0],
        lambda good: good.split(".")[0] + ".",
        lambda good: "." + good.split(".")[1],
        lambda good: "",
        lambda good: "x" * 4000,
        lambda good: '"',
        lambda good: ".",
        lambda good: "%00",
        lambda good: str(URLSafeSerializer("another key", salt="owner").dumps("ann")),
        lambda good: str(URLSafeSerializer("", salt="owner").dumps("ann")),
    ],
)
def test_a_forged_cookie_gets_a_new_one(server: str, forge: object) -> None:
    assert callable(forge)
    answer = httpx.get(server, headers={"Cookie": f"{COOKIE}={forge(given(server).value)}"})
    assert answer.status_code == 200
    assert cookie_of(answer) is not None


def test_who_owns_what_is_not_told(server: str, store: Store) -> None:
    owner = "browser:secret-owner"
    saved = saved_by(store, owner, "Told")
    assert "secret-owner" not in httpx.get(f"{server}/s/{saved.id}").text


def test_behind_https_every_cookie_is_secure(server: str) -> None:
    answers = [httpx.get(server + path, headers={"X-Forwarded-Proto": "https"}) for path in ("/", "/_stcore/health")]
    cookies = [header for answer in answers for header in answer.headers.get_list("set-cookie")]
    assert {header.partition("=")[0] for header in cookies} >= {COOKIE, "_streamlit_xsrf"}
    assert all("secure" in header.lower().split("; ") for header in cookies)


@pytest.mark.parametrize("path", [*PAGES, *COMPUTED, *OTHERS])
def test_security_headers(server: str, path: str) -> None:
    answer = httpx.get(server + path, timeout=30)
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] in {"SAMEORIGIN", "DENY"}
    assert answer.headers["referrer-policy"] in {"same-origin", "no-referrer", "strict-origin"}
    assert "server" not in answer.headers
    found = policy(answer)
    expected = PAGE_POLICY if path in PAGES else STRICT_POLICY
    assert {name: found.get(name) for name in expected} == expected
    if path in COMPUTED or path == "/_stcore/metrics":
        assert "no-store" in answer.headers["cache-control"], "what is computed is kept nowhere"


def test_the_page_may_run_only_what_comes_with_it(server: str) -> None:
    found = policy(httpx.get(server))
    assert re.fullmatch(r"'self'( 'sha256-[\w+/=]+')+", found["script-src"])
    assert not any("unsafe" in sources for name, sources in found.items() if name != "style-src")


def test_scripts_are_kept_and_may_do_nothing_by_themselves(server: str) -> None:
    scripts = re.findall(r'(?:src|href)="\./([^"]+\.(?:js|css))"', httpx.get(server).text)
    for address in (scripts[0], components.address(chart.NAME, chart.LIBRARY.name)):
        answer = httpx.get(f"{server}/{address}")
        assert "immutable" in answer.headers["cache-control"]
        assert policy(answer) == STRICT_POLICY


def test_a_card_may_be_kept_for_some_minutes(server: str, store: Store) -> None:
    saved = saved_by(store, "browser:of-a-card", "A card")
    assert httpx.get(f"{server}/s/{saved.id}/card.png").headers["cache-control"] == "public, max-age=300"
    assert "no-store" in httpx.get(f"{server}/s/{saved.id}").headers["cache-control"]


def test_metrics_are_not_public(server: str) -> None:
    assert httpx.get(f"{server}/_stcore/metrics").status_code == 404
    assert httpx.get(f"{server}/_stcore/metrics/").status_code == 404


def policy(answer: httpx.Response) -> dict[str, str]:
    """What an answer's content policy allows."""
    (header,) = answer.headers.get_list("content-security-policy")
    # Plotly draws a chart that is kept as a picture through an address of its own.
    narrow = header.replace("img-src 'self' data: blob:", "")
    assert not any(wide in narrow for wide in ("*", "http:", "https:", "ws:", "wss:", "blob:", "unsafe-eval"))
    parts = [part.split(maxsplit=1) for part in header.split(";")]
    return {part[0]: part[1] for part in parts}


def test_workbook_opens(server: str) -> None:
    answer = httpx.get(f"{server}/export/estimate.xlsx?images=640&saved={'A' * 22}.1", timeout=60)
    assert answer.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert len(book.sheetnames) > 1

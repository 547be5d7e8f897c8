"""With a sign-in: scenarios belong to the person, whatever the browser, and a team can share them."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx
import pytest
from playwright.sync_api import Page, expect

from pricing.saved import Store, engine_for
from pricing.saved.engine import FILE_NAME
from tests.browser.planner import address, expect_address, headline, path
from tests.browsing import NewContext
from tests.saving.moves import expect_rows, go_to_library, main, save, save_box
from tests.saving.places import settings
from tests.server import free_port, served
from ui.state.visitor import COOKIE

SECRETS = """
[auth]
redirect_uri = "http://127.0.0.1:{{port}}/oauth2callback"
cookie_secret = "only for tests"
client_id = "planner"
client_secret = "secret"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""
DEEP = "images=640&refs=1.5&services=gpt-image-1,midjourney"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """An OpenID provider that lets everybody in under the name they give."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    found = f"http://127.0.0.1:{port}"
    try:
        answered(f"{found}/.well-known/openid-configuration", process)
        yield found
    finally:
        process.terminate()
        process.wait(10)


def answered(url: str, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(600):
        assert process.poll() is None
        try:
            httpx.get(url).raise_for_status()
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(url)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, provider: str) -> Path:
    found = tmp_path_factory.mktemp("signed-in")
    (found / "secrets.toml").write_text(SECRETS.format(provider=provider))
    return found


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[str]:
    """A dashboard with an `[auth]` section among its secrets."""
    with served(environment=settings(folder)) as (found, _):
        yield found


@pytest.fixture(scope="module")
def store(folder: Path) -> Store:
    return Store(engine_for(f"sqlite:///{folder / FILE_NAME}"))


@pytest.fixture
def page(new_context: NewContext) -> Page:
    return new_context().new_page()


def sign_in(page: Page, name: str) -> None:
    """Follow the link of the Save box, and say who one is."""
    page.goto(sign_in_link(page))
    page.locator("input[name=sub]").fill(name)
    page.get_by_role("button", name="Authorize").click()


def sign_in_link(page: Page) -> str:
    link = save_box(page).get_by_role("link", name="Sign in")
    expect(link).to_be_visible()
    parts = urlsplit(page.url)
    target = link.get_attribute("href") or ""
    return target if "://" in target else f"{parts.scheme}://{parts.netloc}{target}"


def test_signed_out_nothing_can_be_saved_and_who_denies_stays_so(page: Page, server: str, provider: str) -> None:
    page.goto(f"{server}/?images=640")
    expect(headline(page)).to_be_visible()
    box = save_box(page)
    expect(box).to_contain_text("Sign in to save")
    expect(box.get_by_role("button", name="Save", exact=True)).to_have_count(0)
    assert COOKIE not in [cookie["name"] for cookie in page.context.cookies()]
    page.goto(sign_in_link(page))
    page.wait_for_url(lambda url: url.startswith(provider))
    page.get_by_role("button", name="Deny").click()
    expect(headline(page)).to_be_visible()
    expect(save_box(page)).to_contain_text("Sign in to save")


def test_who_signs_in_comes_back_and_owns_what_is_saved_in_every_browser(
    page: Page, new_context: NewContext, server: str, store: Store, provider: str
) -> None:
    page.goto(f"{server}/compare?{DEEP}")
    expect(headline(page)).to_be_visible()
    sign_in(page, "carol")
    expect_address(page, images="640", refs="1.5", services="gpt-image-1,midjourney")
    assert path(page) == "/compare"
    assert "sign-in" not in address(page)
    saved = store.open(save(page, "Carol's"))
    assert saved is not None
    assert saved.owner == f"oidc:{provider}:carol"
    page.goto(server)
    expect_address(page, images="1000")
    elsewhere = new_context().new_page()
    elsewhere.goto(server)
    expect(headline(elsewhere)).to_be_visible()
    sign_in(elsewhere, "carol")
    expect(headline(elsewhere)).to_be_visible()
    go_to_library(elsewhere, server)
    expect_rows(elsewhere, "Name", "Carol's")
    elsewhere.get_by_role("button", name="Sign out").click()
    elsewhere.get_by_role("button", name="End session").click()
    expect(headline(elsewhere)).to_be_visible()
    elsewhere.goto(f"{server}/scenarios")
    expect(main(elsewhere)).to_contain_text("Sign in to save")


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/\t/evil.example"]
)
def test_it_leads_nowhere_else(server: str, target: str) -> None:
    answer = httpx.get(f"{server}/sign-in?{urlencode({'next': target})}")
    assert answer.status_code in {302, 303, 307}
    assert "evil" not in answer.headers["location"]
    assert "evil" not in answer.headers.get("set-cookie", "")


@pytest.mark.parametrize(
    "target",
    [
        "/auth/logout",
        "/auth%2flogout",
        "/auth/../auth/logout",
        "/oauth2callback?x=1",
        "/sign-in?next=/",
        "/_stcore/x",
        "/./auth/logout",
        "/auth/logout?x=/compare",
        "/api/estimate",
        "/compare/../auth/logout",
    ],
)
def test_it_leads_to_pages_alone(server: str, target: str) -> None:
    answer = httpx.get(f"{server}/sign-in?{urlencode({'next': target})}")
    assert answer.status_code == 303
    assert "set-cookie" not in answer.headers
    cookies = {"Cookie": f"planner_next={target}; _streamlit_user=x"}
    assert httpx.get(server, headers=cookies).status_code == 200


@pytest.mark.parametrize("path", ["/", "/compare", "/scenarios", "/prices"])
def test_it_leads_to_every_page(server: str, path: str) -> None:
    answer = httpx.get(f"{server}/sign-in?{urlencode({'next': f'{path}?{DEEP}'})}")
    assert answer.headers["set-cookie"].startswith("planner_next=")


def test_behind_https_its_cookie_is_secure(server: str) -> None:
    """Signing out writes the cookie of a sign-in as signing in does."""
    answer = httpx.get(f"{server}/auth/logout", headers={"X-Forwarded-Proto": "https"})
    found = [header for header in answer.headers.get_list("set-cookie") if header.startswith("_streamlit_user=")]
    assert found
    assert all("secure" in header.lower().split("; ") for header in found)

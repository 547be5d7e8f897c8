"""With a sign-in: scenarios belong to the person, whatever the browser, and a team can share them."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx
import pytest
from playwright.sync_api import Page, expect
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect
from websockets.typing import Subprotocol

from pricing.saved import Store, engine_for
from pricing.saved.engine import FILE_NAME
from tests import aside
from tests.browser.planner import address, expect_address, headline, path
from tests.browsing import NewContext
from tests.deploy.tab import Tab
from tests.saving.moves import expect_rows, go_to_library, main, save, save_box
from tests.saving.places import settings
from tests.server import free_port, served
from ui.state.visitor import COOKIE, SIGNED_IN

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
    with providing() as found:
        yield found


@contextmanager
def providing(*options: str) -> Iterator[str]:
    """An OpenID provider that lets everybody in under the name they give."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), *options]
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


class Visit:
    """A browser without its drawing: its cookies, and its tabs over their websockets."""

    def __init__(self, server: str) -> None:
        self.server = server
        self.client = httpx.Client(base_url=server, timeout=30)
        self.client.get("/_stcore/health")

    def cookie(self) -> str:
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in self.client.cookies.jar)

    def sent_to_provider(self) -> str:
        """Where the sign-in leads, of the provider."""

        async def login() -> str:
            stream = self.server.replace("http", "ws", 1) + "/_stcore/stream"
            async with connect(stream, subprotocols=[Subprotocol("streamlit")], max_size=None) as socket:
                message = BackMsg()
                message.rerun_script.query_string = "sign-in=1"
                await socket.send(message.SerializeToString())
                while not (told := ForwardMsg.FromString(await socket.recv(decode=False))).HasField("auth_redirect"):
                    pass
                return str(told.auth_redirect.url)

        answer = self.client.get(aside.run(asyncio.wait_for(login(), 20)))
        assert answer.status_code == 302, answer.text
        return str(answer.headers["location"])

    def callback(self, name: str) -> str:
        """Where the provider sends the browser back to, with its code."""
        return str(httpx.post(self.sent_to_provider(), data={"sub": name}).headers["location"])

    def sign_in(self, name: str) -> None:
        self.client.get(self.callback(name))

    @property
    def is_signed_in(self) -> bool:
        return SIGNED_IN in self.client.cookies

    async def tab(self, session_id: str = "") -> Tab:
        tab = Tab(self.server, "images=640", self.cookie(), session_id)
        await tab.connect()
        return tab


async def may_save(tab: Tab) -> bool:
    """Whether the form of Save is there, or asks for a sign-in."""
    tab.forget_widgets("Save")
    await tab.open_save_form()
    return tab.has_widget("Save")


def test_a_sign_in_that_another_began_signs_nobody_in(server: str) -> None:
    """The address with the code works once, in the browser that asked for it, and leads to its own page alone."""
    other, victim = Visit(server), Visit(server)
    address = other.callback("mallory")
    victim.client.get(address)
    assert not victim.is_signed_in
    other.client.get(address)
    assert other.is_signed_in
    for again in (victim, Visit(server)):
        again.client.get(address)
        assert not again.is_signed_in


def test_a_session_that_is_known_is_nobodys_without_the_cookie(server: str) -> None:
    """Whoever knows the id of a session, from before a sign-in or after it, gets another one."""
    carol, other = Visit(server), Visit(server)
    carol.sign_in("carol")

    async def play() -> None:
        tab = await carol.tab()
        assert await may_save(tab)
        stranger = await other.tab(tab.session_id)
        assert not await may_save(stranger)
        assert stranger.session_id.partition(".")[0] != tab.session_id
        before = await other.tab()
        later = await carol.tab(before.session_id)
        assert later.session_id.partition(".")[0] != before.session_id
        assert not await may_save(before)
        for each in (tab, stranger, before, later):
            await each.close()

    aside.run(play())


def test_a_sign_out_holds_for_all_tabs_and_for_copies_of_the_cookie(server: str) -> None:
    """And for this browser alone."""
    carol, elsewhere, copy = (Visit(server) for _ in range(3))
    for visit in (carol, elsewhere):
        visit.sign_in("carol")
    copy.client.cookies.update(carol.client.cookies)

    async def play() -> None:
        one, two, third = await carol.tab(), await carol.tab(), await elsewhere.tab()
        assert [await may_save(tab) for tab in (one, two, third)] == [True] * 3
        carol.client.get("/auth/logout")
        assert not carol.is_signed_in
        fourth = await copy.tab()
        assert [await may_save(tab) for tab in (one, two, third, fourth)] == [False, False, True, False]
        for tab in (one, two, third, fourth):
            await tab.close()

    aside.run(play())


def test_an_expired_token_signs_nobody_in(folder: Path, tmp_path: Path) -> None:
    with providing("--token-max-age", "-3600") as provider:
        (tmp_path / "secrets.toml").write_text(SECRETS.format(provider=provider))
        with served(environment=settings(tmp_path)) as (server, _):
            late = Visit(server)
            late.sign_in("carol")
            assert not late.is_signed_in
            assert not aside.run(may_save_at(late))


async def may_save_at(visit: Visit) -> bool:
    tab = await visit.tab()
    try:
        return await may_save(tab)
    finally:
        await tab.close()


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "///evil",
        " ///evil?x=1",
    ],
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

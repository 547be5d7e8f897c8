"""Where a planner says it is: at its public address, or where it was plainly asked; never wherever a stranger wants."""

import html
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from pricing.saved import Store, engine_for
from pricing.saved.engine import FILE_NAME
from tests.browser.planner import close_popover, show
from tests.saving.moves import main, save
from tests.saving.people import saved_by
from tests.saving.places import settings
from tests.server import served

PUBLIC = "https://planner.example.com"
OWNER = "browser:of-the-public"
MALFORMED = [
    "evil.example/x",
    "evil.example:80:80",
    "a@evil.example",
    "evil.example?x",
    "evil.example#x",
    "evil example",
    '"><b>',
    "evil.example\\",
    "-evil.example",
    "évil.example",
    "evil..example",
    "[::1",
    "x" * 300,
    "evil.example:port",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("public")


@pytest.fixture(scope="module")
def public(folder: Path) -> Iterator[str]:
    """A planner that knows its public address, and the names that it answers to."""
    more = {"PLANNER_PUBLIC_URL": f"{PUBLIC}/", "PLANNER_HOSTS": "planner.example.com, *.internal.example"}
    with served(environment=settings(folder, **more)) as (address, _):
        yield address


@pytest.fixture(scope="module")
def published(folder: Path, public: str) -> str:
    """Id of a scenario saved there."""
    return saved_by(Store(engine_for(f"sqlite:///{folder / FILE_NAME}")), OWNER, "Public").id


@pytest.fixture(scope="module")
def own(store: Store) -> str:
    """Id of a scenario saved on the planner without these settings."""
    return saved_by(store, OWNER, "Anywhere").id


def addresses(answer: httpx.Response) -> dict[str, str]:
    """The addresses of a page for crawlers."""
    assert answer.status_code == 200
    found = re.findall(r'<meta property="(og:url|og:image)" content="([^"]*)">', answer.text)
    return {name: html.unescape(text) for name, text in found}


@pytest.mark.parametrize("host", ["planner.example.com", "a.internal.example", "127.0.0.1:1", "localhost"])
def test_the_public_address_is_told_to_all(public: str, published: str, host: str) -> None:
    found = addresses(httpx.get(f"{public}/s/{published}", headers={"Host": host, "X-Forwarded-Host": "evil.example"}))
    assert found == {"og:url": f"{PUBLIC}/s/{published}", "og:image": f"{PUBLIC}/s/{published}/card.png"}
    sheet = httpx.get(f"{public}/print/estimate?images=5", headers={"Host": host}).text
    assert f"{PUBLIC}/?v=1&amp;" in sheet


@pytest.mark.parametrize("host", ["evil.example", "planner.example.com.evil.example", "internal.example", ""])
def test_other_names_are_refused(public: str, host: str) -> None:
    for path in ("/", "/api/estimate", "/healthz", "/static/x"):
        answer = httpx.get(public + path, headers={"Host": host})
        assert answer.status_code == 400, path
        assert "evil" not in answer.text
        assert answer.headers["x-content-type-options"] == "nosniff"


def test_pages_write_links_to_the_public_address(page: Page, public: str) -> None:
    show(page, public, "images=640")
    page.get_by_role("button", name="Share").click()
    expect(page.get_by_test_id("stCode").first).to_contain_text(f"{PUBLIC}/?v=1")
    close_popover(page)
    id_ = save(page, "Found again")
    expect(main(page)).to_contain_text(f"{PUBLIC}/s/{id_}")


@pytest.mark.parametrize("host", ["planner.example:8080", "10.0.0.1", "[::1]:8501", "localhost"])
def test_without_a_setting_the_plain_host_of_the_request_is_told(server: str, own: str, host: str) -> None:
    found = addresses(httpx.get(f"{server}/s/{own}", headers={"Host": host}))
    assert found == {"og:url": f"http://{host}/s/{own}", "og:image": f"http://{host}/s/{own}/card.png"}


@pytest.mark.parametrize("host", MALFORMED)
def test_what_is_no_plain_host_is_not_repeated(server: str, own: str, host: str) -> None:
    headers = {b"Host": host.encode("latin-1")}
    for path in (f"/s/{own}", "/print/estimate"):
        answer = httpx.get(server + path, headers=headers)
        assert answer.status_code in (200, 400)
        assert "evil" not in answer.text
        assert "og:url" not in answer.text

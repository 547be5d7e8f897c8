"""More pages than a server has file descriptors for: new ones are refused in words, the others go on."""

import asyncio
import os
import resource
from collections.abc import Iterator

import httpx
import pytest
from websockets.exceptions import InvalidStatus

from tests import aside
from tests.deploy.tab import Tab
from tests.server import served

pytestmark = pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="sets another process's limit")
LIMIT = 256
A_PAGE = 4
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*"}


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, int]]:
    """A server that begins with few descriptors, and forgets at once who leaves."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (LIMIT, hard))
    try:
        with served(environment={"STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL": "0"}) as running:
            yield running
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def taken(pid: int) -> int:
    return len(os.listdir(f"/proc/{pid}/fd"))


def test_the_limit_is_raised(server: tuple[str, int]) -> None:
    soft, hard = resource.prlimit(server[1], resource.RLIMIT_NOFILE)
    assert soft == min(hard, 65_536) > LIMIT


async def fill(address: str, pid: int) -> None:
    """Open pages until one is refused, and see that all else goes on; then close them, and open another."""
    idle, refused, tabs = taken(pid), 0, []
    async with httpx.AsyncClient(base_url=address, timeout=30) as client:
        for number in range(LIMIT):
            tab = Tab(address, f"images={100 + number}")
            try:
                await tab.connect()
            except InvalidStatus as error:
                refused = error.response.status_code
                break
            tabs.append(tab)
        assert refused == 503
        assert 0.88 * LIMIT < taken(pid) < 0.95 * LIMIT
        assert len(tabs) == pytest.approx((0.9 * LIMIT - idle) / A_PAGE, abs=2)

        page = await client.get("/", headers=BROWSER)
        assert page.status_code == 503
        assert page.headers["retry-after"] == "60"
        assert "try again in a minute" in page.text
        for path in ("/healthz", "/readyz", "/api/estimate", "/export/estimate.xlsx"):
            assert (await client.get(path)).status_code == 200
        await tabs[0].open_save_form()

        await asyncio.gather(*(tab.close() for tab in tabs))
        async with asyncio.timeout(20):
            while (await client.get("/", headers=BROWSER)).status_code != 200:
                await asyncio.sleep(0.1)
    tab = Tab(address, "images=640")
    await tab.connect()
    await tab.close()


def test_new_pages_are_refused_before_it_is_reached(server: tuple[str, int]) -> None:
    address, pid = server
    resource.prlimit(pid, resource.RLIMIT_NOFILE, (LIMIT, LIMIT))
    aside.run(fill(address, pid))

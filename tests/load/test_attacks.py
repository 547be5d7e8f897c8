"""While one client does something as fast as it can, nobody else notices: on the real server, over loopback."""

import asyncio
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import psutil
import pytest

from pricing.saved import Store, engine_for
from tests import aside
from tests.benchmarks.client import connected, opened
from tests.load.attacks import ATTACKS
from tests.load.watching import Noticed, under, watched
from tests.saving.people import saved_by
from tests.saving.places import settings
from tests.server import served
from web.limits import A_MINUTE

SECONDS = 2.0
FILES = 40.0
"""While files are read; one of them is read for up to 30 seconds."""
SLOWER = 3
"""How many times its usual 95th percentile a slider move may take."""
USUAL = 50.0
"""Milliseconds of a usual move; the 95th percentile of a few is a guess."""
HEALTH = 500.0
STARVED = 10_000.0
"""Milliseconds, whatever else the machine does: without bounds others wait for 14 to 40 s."""
ALWAYS = ("frames", "workbooks abandoned", "cookies")
"""One of each kind; the others take as long and find the same."""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def server(data: Path) -> Iterator[tuple[str, int]]:
    with served(environment=settings(data, PLANNER_FIGURE_PROCESS="on")) as found:
        yield found


@pytest.fixture(scope="module")
def address(server: tuple[str, int]) -> str:
    return server[0]


@pytest.fixture(scope="module")
def _started(server: tuple[str, int]) -> None:
    """The process for computed answers, which begins some seconds after the server, waits for work."""
    end = time.monotonic() + 120
    while not (beside := psutil.Process(server[1]).children()) or beside[0].cpu_percent(interval=0.5) > 0:
        assert time.monotonic() < end
        time.sleep(0.1)


@pytest.mark.parametrize("attack", ALWAYS)
def test_nobody_is_starved(attack: str, address: str, data: Path) -> None:
    """What holds on a machine that runs other tests beside."""
    _, found, did = attacked(attack, address, data, seconds=1)
    assert max(found.moves) < STARVED, did
    assert found.slowest_health < STARVED, did


@pytest.mark.soak
@pytest.mark.usefixtures("_started")
@pytest.mark.parametrize("attack", ATTACKS)
def test_slider_and_health_go_on_as_ever(attack: str, address: str, data: Path) -> None:
    usual, found, did = attacked(attack, address, data, FILES if attack == "files" else SECONDS)
    print(f"{attack}: usual p95 {usual.p95:.0f} ms, under it {found.p95:.0f}; health {found.slowest_health:.0f}; {did}")
    assert found.p95 < SLOWER * max(usual.p95, USUAL), f"usual {usual.p95:.0f} ms; the attack did {did}"
    assert found.slowest_health < HEALTH, did


def attacked(attack: str, address: str, data: Path, seconds: float = SECONDS) -> tuple[Noticed, Noticed, str]:
    """What somebody notices as ever and under an attack, and what the attack did."""
    saved = saved_by(Store(engine_for(folder=data)), "somebody", "Plan")
    return aside.run(under(attack, address, seconds, saved.id))


@pytest.mark.soak
def test_five_hundred_open_pages_are_not_noticed(address: str) -> None:
    async def play() -> tuple[float, float]:
        async with opened(address) as tab, AsyncExitStack() as stack:
            usual = await watched(tab, address, 5)
            for _ in range(500):
                await stack.enter_async_context(connected(address, source="127.0.1.1"))
            return usual.p95, (await watched(tab, address, 5)).p95

    usual, found = aside.run(play())
    assert found < SLOWER * max(usual, USUAL)


def test_a_header_of_the_clients_own_does_not_make_it_another(data: Path) -> None:
    """Each request claims to come from elsewhere."""
    with (
        served(environment=settings(data, PLANNER_CLIENT_LIMITS="0.05")) as (address, _),
        httpx.Client(base_url=address) as client,
    ):
        most = round(A_MINUTE["saved"] * 0.05)
        answers: list[httpx.Response] = []
        # Where a request takes seconds, the window moves on meanwhile, and some more are let through.
        while len(answers) < 5 * most and (not answers or answers[-1].status_code != 429):
            claimed = f"203.0.113.{len(answers)}"
            answers.append(client.get("/s/nobody", headers={"X-Forwarded-For": claimed}))
    assert len(answers) > most
    assert [answer.status_code for answer in answers] == [404] * (len(answers) - 1) + [429]
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert answers[-1].headers["x-content-type-options"] == "nosniff"


def test_many_quick_moves_of_a_person_all_arrive(address: str) -> None:
    """As fast as the answers come, well beyond what a hand can do."""

    async def play() -> list[float]:
        async with opened(address) as tab:
            return [(await tab.move()).milliseconds for _ in range(100)]

    assert len(aside.run(play())) == 100


@pytest.mark.soak
def test_whoever_owes_headers_is_gone_after_ten_seconds(address: str) -> None:
    """Three hundred at once, while somebody else is answered."""
    place = urlsplit(address)

    async def owe() -> float:
        reader, writer = await asyncio.open_connection(place.hostname, place.port, local_addr=("127.0.1.7", 0))
        writer.write(b"GET / HTTP/1.1\r\nHo")
        begin = time.monotonic()
        assert await reader.read() == b""
        writer.close()
        return time.monotonic() - begin

    async def play() -> tuple[list[float], Noticed]:
        async with opened(address) as tab:
            owing = [asyncio.create_task(owe()) for _ in range(300)]
            noticed = await watched(tab, address, 5)
            return await asyncio.gather(*owing), noticed

    seconds, found = aside.run(asyncio.wait_for(play(), 30))
    assert max(seconds) < 13
    assert found.slowest_health < HEALTH

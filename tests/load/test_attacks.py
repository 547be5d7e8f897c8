"""While one client does something as fast as it can, nobody else notices: on the real server, over loopback."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from pricing.saved import Store, engine_for
from tests.benchmarks.client import opened
from tests.load.attacks import ATTACKS
from tests.load.watching import under
from tests.saving.people import saved_by
from tests.saving.places import settings
from tests.server import served

SECONDS = 3.0
SLOWER = 3
"""How many times its usual 95th percentile a slider move may take."""
USUAL = 50.0
"""Milliseconds of a usual move on a machine that runs other tests beside; the 95th percentile of a few is a guess."""
HEALTH = 500.0


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(params=list(ATTACKS))
def attacked(request: pytest.FixtureRequest, data: Path) -> Iterator[tuple[str, str, str]]:
    """An attack, a server that has seen no other, and a scenario saved there."""
    saved = saved_by(Store(engine_for(folder=data)), "somebody", "Plan")
    with served(environment=settings(data)) as (address, _):
        yield str(request.param), address, saved.id


def test_slider_and_health_go_on_as_ever(attacked: tuple[str, str, str]) -> None:
    attack, address, saved = attacked
    usual, found, did = asyncio.run(under(attack, address, SECONDS, saved))
    assert found.p95 < SLOWER * max(usual.p95, USUAL), f"usual {usual.p95:.0f} ms; the attack did {did}"
    assert found.slowest_health < HEALTH, did


@pytest.fixture(scope="module")
def address(data: Path) -> Iterator[str]:
    with served(environment=settings(data)) as (found, _):
        yield found


def test_a_header_of_the_clients_own_does_not_make_it_another(address: str) -> None:
    """Each request claims to come from elsewhere."""
    with httpx.Client(base_url=address, transport=httpx.HTTPTransport(local_address="127.0.0.3")) as client:
        asked = (
            client.get("/s/nobody", headers={"X-Forwarded-For": f"203.0.113.{number % 250}"}) for number in range(700)
        )
        refused = next((answer for answer in asked if answer.status_code == 429), None)
    assert refused is not None
    assert int(refused.headers["retry-after"]) >= 1
    assert refused.headers["x-content-type-options"] == "nosniff"


def test_many_quick_moves_of_a_person_all_arrive(address: str) -> None:
    """As fast as the answers come, well beyond what a hand can do."""

    async def play() -> list[float]:
        async with opened(address) as tab:
            return [(await tab.move()).milliseconds for _ in range(150)]

    times = asyncio.run(play())
    assert sorted(times)[len(times) // 2] < 150


def test_a_setting_that_cannot_be_used_stops_the_start(data: Path) -> None:
    """Not the first visitor."""
    with pytest.raises(RuntimeError, match="ended"), served(
        environment={**settings(data), "PLANNER_CLIENT_LIMITS": "many"}
    ):  # fmt: skip
        pass

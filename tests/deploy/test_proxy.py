"""nginx as it is shipped: planners that come and go, and what its logs have."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from tests.deploy.proxy import proxied, requests
from tests.deploy.stub import Stub, stubs
from ui.state.visitor import COOKIE

SECRET = "SecretContract"
ID = "AbCd1234-_AbCd1234-_xy"
VISITORS = 12
PACE = 0.4
"""Seconds between two rounds: nginx answers one client no faster."""


@dataclass(frozen=True)
class Proxied:
    """nginx before two planners."""

    address: str
    log: Path
    one: Stub
    two: Stub

    def statuses(self, seconds: float) -> set[int]:
        """How many visitors, on both planners, are answered for some time."""
        found, end = set(), time.monotonic() + seconds
        while time.monotonic() < end:
            found |= {self.get(f"/api/estimate?own={SECRET}", visitor).status_code for visitor in range(VISITORS)}
            time.sleep(PACE)
        return found

    def get(self, path: str, visitor: int = 0) -> httpx.Response:
        headers = {"Cookie": f"{COOKIE}=visitor-{visitor}", "Referer": f"{self.address}/?own={SECRET}&saved={ID}"}
        return httpx.get(self.address + path, headers=headers, timeout=10)


@pytest.fixture
def nginx(tmp_path: Path) -> Iterator[Proxied]:
    with stubs(tmp_path / "posts") as (one, two), proxied([one.place, two.place]) as (address, log):
        yield Proxied(address, log, one, two)


def test_one_is_killed_and_back_when_the_other_is_killed(nginx: Proxied) -> None:
    """Both have failed within the time for which nginx leaves out what failed; yet one is always there."""
    nginx.one.kill()
    assert nginx.statuses(1) == {200}
    nginx.one.start()
    nginx.two.kill()
    assert nginx.statuses(2) == {200}
    nginx.two.start()
    nginx.one.kill()
    assert nginx.statuses(1) == {200}
    asked = {place for request in requests(nginx.log) for place in request.asked.split(", ")}
    assert {nginx.one.place, nginx.two.place} <= asked


def test_with_both_away_the_answer_says_so(nginx: Proxied) -> None:
    nginx.one.kill()
    nginx.two.kill()
    answer = nginx.get(f"/?own={SECRET}")
    assert answer.status_code == 502
    assert "away for a moment" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert int(answer.headers["retry-after"]) < 60
    nginx.two.start()
    assert nginx.get("/").status_code == 200


def test_what_may_have_been_done_is_not_sent_again(nginx: Proxied) -> None:
    assert httpx.post(f"{nginx.address}/anything", content=b"x", timeout=10).status_code == 502
    assert nginx.one.posts.read_text().splitlines() == ["posted"]


def test_no_log_has_a_plan_or_a_whole_id(nginx: Proxied) -> None:
    """Whatever goes wrong: one planner away, both, a request too large, a broken one."""

    def ask() -> None:
        for path in (
            f"/?own={SECRET}",
            f"/s/{ID}",
            f"/s/{ID}/card.png?rev=1",
            f"//s//{ID}",
            f"/%73/{ID}",
            f"/embed/{ID}",
        ):
            for visitor in range(VISITORS):
                nginx.get(path, visitor)
        httpx.put(f"{nginx.address}/x?own={SECRET}", content=b"x" * 100_000, timeout=10)
        nginx.get(f"/?own={SECRET}" + "x" * 40_000)

    ask()
    nginx.one.kill()
    ask()
    nginx.two.kill()
    ask()
    logs = {path.name: path.read_text(errors="replace") for path in nginx.log.parent.iterdir() if path.is_file()}
    assert {"access.log", "errors"} <= set(logs)
    assert not [name for name, text in logs.items() if SECRET in text or ID[4:] in text]
    paths = {request.path for request in requests(nginx.log)}
    assert paths >= {"/", f"/s/{ID[:4]}...", f"/embed/{ID[:4]}..."}
    assert {request.status for request in requests(nginx.log)} >= {200, 413, 414, 502}


def test_metrics_are_asked_of_planners_alone(nginx: Proxied) -> None:
    for path in ("/_stcore/metrics", "/_stcore/metrics/", "/_stcore/%6detrics"):
        assert nginx.get(path).status_code == 404


def test_a_bill_may_be_as_large_as_the_planner_takes_it(nginx: Proxied) -> None:
    """Everything else that is sent is small."""
    address = f"{nginx.address}/_stcore/upload_file/session/file"
    assert httpx.put(address, content=b"x" * 20_000_000, timeout=20).status_code != 413
    assert httpx.put(address, content=b"x" * 23_000_000, timeout=20).status_code == 413
    assert httpx.post(f"{nginx.address}/mcp/", content=b"x" * 200_000, timeout=20).status_code == 413

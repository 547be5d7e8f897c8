"""What somebody else notices meanwhile: the times of their slider moves and of `/healthz`."""

import asyncio
import itertools
import os
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from statistics import quantiles

import httpx

from tests.benchmarks.client import Session, opened

_PAUSE = 0.1
"""Seconds between two moves, and between two looks at the health."""


@dataclass(frozen=True)
class Noticed:
    """Times in milliseconds."""

    moves: Sequence[float]
    health: Sequence[float]

    @property
    def p95(self) -> float:
        """95th percentile of the moves."""
        return quantiles(self.moves, n=20, method="inclusive")[-1]

    @property
    def slowest_health(self) -> float:
        return max(self.health)


async def watched(tab: Session, address: str, seconds: float) -> Noticed:
    """Move a slider and ask for the health for some seconds; whatever is under way then is waited for."""
    end = time.monotonic() + seconds
    moves, health = await asyncio.gather(_moves(tab, end), _health(address, end))
    return Noticed(moves, health)


async def _moves(tab: Session, end: float) -> list[float]:
    times = []
    while time.monotonic() < end:
        times.append((await tab.move()).milliseconds)
        await asyncio.sleep(_PAUSE)
    return times


async def _health(address: str, end: float) -> list[float]:
    times = []
    while time.monotonic() < end:
        begin = time.perf_counter()
        async with httpx.AsyncClient(timeout=60) as client:
            (await client.get(f"{address}/healthz")).raise_for_status()
        times.append(1_000 * (time.perf_counter() - begin))
        await asyncio.sleep(_PAUSE)
    return times


_sources = itertools.count(2)


async def under(attack: str, address: str, seconds: float, saved: str) -> tuple[Noticed, Noticed, str]:
    """What a tab notices before an attack by a client of a new address and during it, and what the attack did."""
    async with opened(address) as tab:
        for _ in range(5):
            await tab.move()
        usual = await watched(tab, address, seconds)
        async with _attack(attack, address, seconds + 1, saved) as process:
            found = await watched(tab, address, seconds)
            said, _ = await asyncio.wait_for(process.communicate(), 60)
        return usual, found, said.decode().strip()


@asynccontextmanager
async def _attack(name: str, address: str, seconds: float, saved: str) -> AsyncIterator[asyncio.subprocess.Process]:
    command = [sys.executable, "-m", "tests.load.attacks", name, address, str(seconds)]
    environment = {**os.environ, "ATTACK_FROM": f"127.0.0.{next(_sources)}", "ATTACK_CARD": saved}
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, env=environment)
    try:
        assert process.stdout is not None
        await process.stdout.readline()
        await asyncio.sleep(0.5)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
